//! Every screen in every state, without a journey: the real wizard, with a stand-in for this server's answers
//! (`desk/stand_in/stand-in.js`).

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use bankident_wire::{
    PagePartner, Step,
    samples::{self, Sample, Setting},
};
use chrono::DateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    language::negotiate,
    page::{self, Beginning, Variant},
};
use crate::{
    error::ApiError,
    partners::{Partner, Scheme},
    state::{
        AppState,
        assets::{Assets, INDEX},
        words::page_files,
    },
};

/// Everything that the desk can show.
#[derive(Serialize)]
pub struct Catalogue {
    /// Changes whenever a screen may look different.
    build: String,
    samples: Vec<Listed>,
    themes: Vec<Theme>,
}

#[derive(Serialize)]
struct Listed {
    name: String,
    step: Step,
    /// The code of the rejection or the problem on the screen.
    code: Option<&'static str>,
}

#[derive(Serialize)]
struct Theme {
    id: String,
    name: String,
}

/// `GET /desk/states.json`: the samples' names, steps and codes, and the partners' themes.
pub async fn list(State(state): State<AppState>) -> Json<Catalogue> {
    let listed = |sample: Sample| Listed { code: sample.code(), name: sample.name, step: sample.step };
    let theme = |partner: &Partner| Theme { id: partner.id.clone(), name: partner.name.clone() };
    let samples = samples(&state).into_iter().map(listed).collect();
    Json(Catalogue {
        build: build(&state.assets),
        samples,
        themes: state.partners.current().all().map(theme).collect(),
    })
}

/// How a sample looks.
#[derive(Deserialize)]
pub struct Shown {
    /// A partner's id; empty for our own look.
    #[serde(default)]
    theme: String,
    #[serde(default)]
    scheme: String,
    lang: Option<String>,
}

/// `GET /desk/samples/{name}`: the wizard in that state.
pub async fn show(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Query(Shown { theme, scheme, lang }): Query<Shown>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let sample = samples(&state).into_iter().find(|sample| sample.name == name).ok_or(ApiError::NotFound)?;
    let partner = match theme.as_str() {
        "" => None,
        id => Some(state.partners.current().find(id).ok_or(ApiError::NotFound)?),
    };
    let files = page_files(&state.assets).ok_or(ApiError::NotFound)?;
    let lang = negotiate(&[lang], &headers, &files);
    // A sample is looked at for itself: that nothing is real there needs no saying.
    let scheme = Scheme::named(&scheme);
    let variant = Variant { lang, partner: partner.as_deref(), scheme, is_test: false };
    // A script in front answers the requests of the sample's page.
    let mut data = page::data("sample", &sample).ok_or(ApiError::NotFound)?;
    if !sample.support.is_empty() {
        // The first of its id counts.
        let known = partner
            .as_deref()
            .map(Partner::page)
            .unwrap_or(PagePartner { name: "Bankident".to_owned(), ..PagePartner::default() });
        let page = PagePartner { support: sample.support, ..known };
        data.push_str(&page::data("partner", &page).ok_or(ApiError::NotFound)?);
    }
    let scripts = format!("{data}<script src=\"/desk/stand-in.js\"></script>");
    let html = page::wizard(&state.assets, variant, Beginning::Behind { scripts: &scripts });
    let blocks = page::blocks(&state.assets, variant.partner);
    Ok(page::guarded(html.ok_or(ApiError::NotFound)?, &blocks, &state.bank_origins, &["'self'"]))
}

/// Which words are wanted: the path of a file of words, ours or a partner's.
#[derive(Deserialize)]
pub struct Wanted {
    of: String,
}

/// `GET /desk/samples/words?of=/locales/..`: the same words with marks that say which message a text is.
pub async fn words(
    State(state): State<AppState>,
    Query(Wanted { of }): Query<Wanted>,
) -> Result<Response, ApiError> {
    let words = match of.strip_prefix("/p/") {
        Some(path) => {
            let (id, name) = path.split_once('/').ok_or(ApiError::NotFound)?;
            let partner = state.partners.current().find(id).ok_or(ApiError::NotFound)?;
            let lang = name.strip_suffix(".ftl").ok_or(ApiError::NotFound)?;
            partner.words.get(lang).cloned().ok_or(ApiError::NotFound)?
        }
        None => {
            let name = of.strip_prefix("/locales/").ok_or(ApiError::NotFound)?;
            let file = state.assets.get(&format!("locales/{name}")).ok_or(ApiError::NotFound)?;
            String::from_utf8_lossy(&file).into_owned()
        }
    };
    let text = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    Ok((text, bankident_copy::marked(&words)).into_response())
}

/// `GET /desk/samples/documents/{id}`
pub async fn document(State(state): State<AppState>, Path(id): Path<String>) -> impl IntoResponse {
    let pdf = (state.sample_document)(id.ends_with("report"));
    ([(header::CONTENT_TYPE, "application/pdf")], pdf)
}

/// Names everything that the pages of the samples are made of. The page itself has the hashes of all that it loads.
fn build(assets: &Assets) -> String {
    let files = [INDEX, "desk/stand-in.js"];
    let files = files.into_iter().filter_map(|name| assets.get(name));
    let samples = samples::all(Setting { now: DateTime::UNIX_EPOCH, bank_url: "" });
    // Samples are plain data and can always be written.
    let samples = serde_json::to_vec(&samples).unwrap_or_default();
    let hash = files.fold(Sha256::new().chain_update(samples), |hash, file| hash.chain_update(file));
    hex::encode(&hash.finalize()[..8])
}

fn samples(state: &AppState) -> Vec<Sample> {
    // The real bank login shows no page without an identification.
    let bank = state.bank_origins.first().filter(|_| state.demonstrates);
    let bank_url = bank.map_or("about:blank".to_owned(), |origin| format!("{origin}/bank"));
    samples::all(Setting { now: state.clock.now(), bank_url: &bank_url })
}
