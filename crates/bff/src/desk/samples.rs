//! Every screen in every state, without provoking it: the real wizard, with a stand-in for this server's answers
//! (`desk/stand_in/stand-in.js`).

use axum::{
    Json,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use bankident_sandbox::sample_document;
use bankident_wire::{
    Step,
    samples::{self, Sample, Setting},
};
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    assets,
    error::Failure,
    partners::{Partner, Scheme},
};

/// What can be looked at.
#[derive(Serialize)]
pub struct Shelf {
    /// Changes with everything that the screens are made of.
    build: String,
    samples: Vec<Listed>,
    themes: Vec<Theme>,
}

#[derive(Serialize)]
struct Listed {
    name: String,
    step: Step,
    /// Of the rejection or the problem that it shows.
    code: Option<&'static str>,
}

#[derive(Serialize)]
struct Theme {
    id: String,
    name: String,
}

/// `GET /desk/states.json`: the samples' names, steps and codes, and the partners' themes.
pub async fn list(State(app): State<App>) -> Json<Shelf> {
    let listed = |sample: Sample| Listed { code: sample.code(), name: sample.name, step: sample.step };
    let theme = |partner: &Partner| Theme { id: partner.id.clone(), name: partner.name.clone() };
    let samples = samples(&app).into_iter().map(listed).collect();
    Json(Shelf {
        build: assets::build(&app),
        samples,
        themes: app.partners.current().all().map(theme).collect(),
    })
}

/// How a sample is shown.
#[derive(Deserialize)]
pub struct Shown {
    /// A partner's id; none for the wizard's own.
    #[serde(default)]
    theme: String,
    #[serde(default)]
    scheme: String,
}

/// `GET /desk/samples/{name}`: the wizard in that state.
pub async fn show(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(Shown { theme, scheme }): Query<Shown>,
) -> Result<Response, Failure> {
    let sample = samples(&app).into_iter().find(|sample| sample.name == name).ok_or(Failure::NotFound)?;
    let partner = match theme.as_str() {
        "" => None,
        id => Some(app.partners.current().find(id).ok_or(Failure::NotFound)?),
    };
    assets::sample_page(&app, &sample, partner.as_deref(), Scheme::named(&scheme)).ok_or(Failure::NotFound)
}

/// `GET /desk/samples/documents/{id}`
pub async fn document(Path(id): Path<String>) -> impl IntoResponse {
    let pdf = sample_document(id.ends_with("report"));
    ([(header::CONTENT_TYPE, "application/pdf")], pdf)
}

fn samples(app: &App) -> Vec<Sample> {
    // No page of the real bank login can be shown without an identification.
    let bank = app.bank_origins.first().filter(|_| app.demonstrates);
    let bank_url = bank.map_or("about:blank".to_owned(), |origin| format!("{origin}/bank"));
    samples::all(Setting { now: app.clock.now(), bank_url: &bank_url })
}
