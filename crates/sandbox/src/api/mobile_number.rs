//! The mobile number of a person (the guide, Step 2).

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde_json::{Map, Value, json};

use crate::{
    error::Refusal,
    model::{mobile_number::MobileNumber, person::Persons, sms::SmsGateway, webhook::Event},
    sandbox::Sandbox,
    validation::{self, Body, read, text},
};

type Answer = Result<(StatusCode, Json<Value>), Refusal>;

/// `POST .../mobile_number`
///
/// 201; 409 `mobile_number_exists` if the person has one; 400 for an unsupported country (the guide, Appendix IV).
pub async fn create(
    State(sandbox): State<Sandbox>,
    Path(person_id): Path<String>,
    Body(body): Body,
) -> Answer {
    sandbox.with(|state, _| {
        let person = state.persons.get(&person_id)?;
        let number = new_number(&body)?;
        if person.mobile_number.is_some() {
            return Err(Refusal::MobileNumberExists);
        }
        let id = state.random.id("cmno");
        let created = person.mobile_number.insert(MobileNumber::new(id, number));
        state.events.push(Event::person("PERSON_MOBILE_NUMBER_CREATED", &person_id));
        Ok((StatusCode::CREATED, Json(created.resource())))
    })
}

/// `GET .../mobile_number`
pub async fn show(State(sandbox): State<Sandbox>, Path(person_id): Path<String>) -> Answer {
    sandbox.with(|state, _| {
        let mobile_number = state.persons.get(&person_id)?.mobile_number.as_ref().ok_or(NOT_FOUND)?;
        Ok((StatusCode::OK, Json(mobile_number.resource())))
    })
}

/// `DELETE .../mobile_number`
///
/// 200 with the deleted number. A verified number stays: 202 with a change request, which nobody carries out here.
pub async fn delete(
    State(sandbox): State<Sandbox>,
    Path(person_id): Path<String>,
    Body(body): Body,
) -> Answer {
    sandbox.with(|state, now| {
        let number = given_number(&body)?;
        let mobile_number = find(&mut state.persons, &person_id, &number)?;
        if mobile_number.verified {
            let change_request = json!({
                "id": state.random.id("chg"),
                "status": "AUTHORIZATION_REQUIRED",
                "updated_at": now,
                "url": null,
            });
            return Ok((StatusCode::ACCEPTED, Json(change_request)));
        }
        let deleted = mobile_number.resource();
        state.persons.get(&person_id)?.mobile_number = None;
        state.events.push(Event::person("PERSON_MOBILE_NUMBER_DELETED", &person_id));
        Ok((StatusCode::OK, Json(deleted)))
    })
}

/// `POST .../mobile_number/authorize`: sends the code.
///
/// 503 if the SMS gateway fails.
pub async fn authorize(
    State(sandbox): State<Sandbox>,
    Path(person_id): Path<String>,
    Body(body): Body,
) -> Answer {
    let number = given_number(&body)?;
    with_number(&sandbox, &person_id, &number, |mobile_number, mut gateway| {
        mobile_number.code_sent(gateway.send_mobile_code(&number)?, gateway.now);
        Ok(())
    })
}

/// `POST .../mobile_number/confirm`
///
/// 403 `invalid_tan` for a code that is wrong, has expired or was used.
pub async fn confirm(
    State(sandbox): State<Sandbox>,
    Path(person_id): Path<String>,
    Body(body): Body,
) -> Answer {
    let (number, token) =
        read(&body, |input| Some((input.required("number", text)?, input.required("token", text)?)))?;
    with_number(&sandbox, &person_id, &number, |mobile_number, gateway| {
        mobile_number.confirm(&token, gateway.now)
    })
}

/// Changes the person's mobile number and answers it with 201; 404 unless it is this one.
fn with_number(
    sandbox: &Sandbox,
    person_id: &str,
    number: &str,
    change: impl FnOnce(&mut MobileNumber, SmsGateway) -> Result<(), Refusal>,
) -> Answer {
    sandbox.with(|state, now| {
        let (persons, gateway) = state.persons_and_gateway(now);
        let mobile_number = find(persons, person_id, number)?;
        change(mobile_number, gateway)?;
        Ok((StatusCode::CREATED, Json(mobile_number.resource())))
    })
}

const NOT_FOUND: Refusal = Refusal::ModelNotFound("Solaris::MobileNumber");

/// The person's mobile number; 404 unless it is this one.
fn find<'a>(
    persons: &'a mut Persons,
    person_id: &str,
    number: &str,
) -> Result<&'a mut MobileNumber, Refusal> {
    let person = persons.get(person_id)?;
    person.mobile_number.as_mut().filter(|mobile_number| mobile_number.number == number).ok_or(NOT_FOUND)
}

fn given_number(body: &Map<String, Value>) -> Result<String, Refusal> {
    read(body, |input| input.required("number", text))
}

fn new_number(body: &Map<String, Value>) -> Result<String, Refusal> {
    read(body, |input| input.required("number", validation::mobile_number))
}
