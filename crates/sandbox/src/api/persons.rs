//! Persons (the guide, Step 1).

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    error::Refusal,
    model::{person_fields, webhook::Event},
    sandbox::Sandbox,
    validation::Body,
};

type Answer<T> = Result<T, Refusal>;

/// `POST /v1/persons`
///
/// 201 with the person; 400 with every mistake.
pub async fn create(State(sandbox): State<Sandbox>, Body(body): Body) -> Answer<(StatusCode, Json<Value>)> {
    sandbox.with(|state, now| {
        let fields = person_fields::created(&body, now, state.lenient)?;
        let person = state.persons.create(state.random.id("cper"), fields)?;
        Ok((StatusCode::CREATED, Json(person)))
    })
}

#[derive(Deserialize)]
pub struct Page {
    #[serde(rename = "page[number]", default = "first")]
    number: usize,
    #[serde(rename = "page[size]", default = "size")]
    size: usize,
    #[serde(default)]
    sort: String,
}

fn first() -> usize {
    1
}

fn size() -> usize {
    10
}

/// `GET /v1/persons?sort=-created_at&page[number]=1&page[size]=100` (the API reference, "Index persons"):
/// one page of all persons.
pub async fn index(State(sandbox): State<Sandbox>, Query(page): Query<Page>) -> Json<Value> {
    let Page { number, size, sort } = page;
    sandbox.with(|state, _| {
        let mut persons = state.persons.oldest_first();
        if sort == "-created_at" {
            persons.reverse();
        }
        let shown = persons.iter().skip(number.saturating_sub(1).saturating_mul(size)).take(size);
        Json(shown.map(|person| Value::Object(person.resource.clone())).collect())
    })
}

/// `GET /v1/persons/{person_id}`
pub async fn show(State(sandbox): State<Sandbox>, Path(person_id): Path<String>) -> Answer<Json<Value>> {
    sandbox.with(|state, _| Ok(Json(state.persons.get(&person_id)?.resource.clone().into())))
}

/// `PATCH /v1/persons/{person_id}`: updates the fields that the guide lists under "PATCH Update person".
///
/// 200 with the person; 400 with every mistake, such as a field that is not on the list.
pub async fn update(
    State(sandbox): State<Sandbox>,
    Path(person_id): Path<String>,
    Body(body): Body,
) -> Answer<Json<Value>> {
    sandbox.with(|state, now| {
        let person = state.persons.get(&person_id)?;
        person.update(person_fields::updated(&body, now)?);
        state.events.push(Event::person("PERSON_CHANGED", &person_id));
        Ok(Json(person.resource.clone().into()))
    })
}
