//! Every screen in every state, without provoking it: the real wizard, with a stand-in for this server's answers
//! (`samples/stand-in.js`). Only in front of the sandbox.

use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{Html, IntoResponse, Response},
};
use bankident_sandbox::sample_document;
use bankident_wire::samples::{self, Sample, Setting};
use serde_json::{Value, json};

use crate::{app::App, assets, error::Failure};

/// `GET /samples/`: all of them, as links.
pub async fn index(State(app): State<App>) -> Html<String> {
    let links = samples(&app).into_iter().map(|Sample { name, .. }| {
        format!("<li><a href=\"{name}?lang=de\">{name}</a> (<a href=\"{name}?lang=en\">en</a>)</li>")
    });
    Html(format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Samples</title><h1>Samples</h1><ul>{}</ul></html>",
        links.collect::<String>(),
    ))
}

/// `GET /samples/list.json`: their names and steps.
pub async fn list(State(app): State<App>) -> Json<Vec<Value>> {
    let listed =
        samples(&app).into_iter().map(|Sample { name, step, .. }| json!({ "name": name, "step": step }));
    Json(listed.collect())
}

/// `GET /samples/{name}`: the wizard in that state.
pub async fn show(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Failure> {
    find(&app, &name)?;
    assets::page_with(&app, "<script src=\"/samples/stand-in.js\"></script>").ok_or(Failure::NotFound)
}

/// `GET /samples/{name}/sample.json`: what the stand-in answers.
pub async fn data(State(app): State<App>, Path(name): Path<String>) -> Result<Json<Sample>, Failure> {
    find(&app, &name).map(Json)
}

/// `GET /samples/documents/{id}`
pub async fn document(Path(id): Path<String>) -> impl IntoResponse {
    let pdf = sample_document(id.ends_with("report"));
    ([(header::CONTENT_TYPE, "application/pdf")], pdf)
}

pub async fn stand_in() -> impl IntoResponse {
    let script = include_str!("samples/stand-in.js");
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], script)
}

fn find(app: &App, name: &str) -> Result<Sample, Failure> {
    samples(app).into_iter().find(|sample| sample.name == name).ok_or(Failure::NotFound)
}

fn samples(app: &App) -> Vec<Sample> {
    let bank = app.bank_origins.first().map_or("about:blank", String::as_str);
    samples::all(Setting { now: app.clock.now(), bank_url: &format!("{bank}/bank") })
}
