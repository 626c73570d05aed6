//! Identifications with the method `bank` (the guide, Steps 3 to 5).

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    contracts,
    error::Refusal,
    faults::Becomes,
    language::Language,
    model::identification::{Identification, METHOD, SignatureCode},
    sandbox::Sandbox,
    scenario::{self, Moment},
    validation::{Body, german_iban, one_of, read, text, timestamp},
};

/// The ids of the person and of the identification.
type Ids = Path<(String, String)>;
type Answer<T> = Result<T, Refusal>;

/// `POST .../identifications`: creates an identification, for which SCHUFA is asked.
///
/// 201 with the status `created`; 400; 412 and 422 with a code of the guide's Appendix III.
pub async fn create(
    State(sandbox): State<Sandbox>,
    Path(person_id): Path<String>,
    Becomes(provoked): Becomes,
    Body(body): Body,
) -> Answer<(StatusCode, Json<Value>)> {
    let (created, deadline) = sandbox.with(|state, now| {
        let person = state.persons.get(&person_id)?;
        let (iban, signed_at) = new_identification(&body)?;
        if let Some(rejection) = person.reason_not_to_begin().or_else(|| person.mobile_number_is_unverified())
        {
            return Err(Refusal::Rejected(rejection));
        }
        person.expect_required_data()?;
        let mut identification =
            Identification::new(state.random.id("cidt"), state.random.id("iatm"), iban, signed_at, now);
        // A refused identification is kept as `failed`: it counts as an attempt.
        let rejection = scenario::failure(&identification.iban, Moment::Creation);
        if let Some(rejection) = rejection {
            identification.fail(rejection);
        } else {
            identification.becomes(provoked, now);
        }
        let resource = identification.resource();
        let deadline = identification.expires_at();
        person.identifications.push(identification);
        match rejection {
            Some(rejection) => Err(Refusal::Rejected(rejection)),
            None => Ok((resource, deadline)),
        }
    })?;
    sandbox.look_again_at(deadline);
    Ok((StatusCode::CREATED, Json(created)))
}

/// `GET .../identifications`
pub async fn index(State(sandbox): State<Sandbox>, Path(person_id): Path<String>) -> Answer<Json<Value>> {
    sandbox.with(|state, _| {
        let person = state.persons.get(&person_id)?;
        Ok(Json(person.identifications.iter().map(Identification::resource).collect()))
    })
}

#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    include_documents: bool,
}

/// `GET .../identifications/{id}?include_documents=true`
pub async fn show(
    State(sandbox): State<Sandbox>,
    Path((person_id, id)): Ids,
    Query(filter): Query<Filter>,
) -> Answer<Json<Value>> {
    sandbox.with(|state, _| {
        let person = state.persons.get(&person_id)?;
        let mut resource = person.identification(&id)?.resource();
        resource["address"] = Value::Null;
        if filter.include_documents {
            let documents = person.documents.iter().filter(|document| document.identification_id == id);
            resource["documents"] = documents.map(|document| document.resource()).collect();
        }
        Ok(Json(resource))
    })
}

/// `PATCH .../request`: opens the bank login. `Accept-Language` is the language of the documents and of the SMS.
///
/// 409 unless the status is `created`.
pub async fn request(
    State(sandbox): State<Sandbox>,
    Path((person_id, id)): Ids,
    Becomes(provoked): Becomes,
    headers: HeaderMap,
) -> Answer<Json<Value>> {
    let bank = format!("{}/bank", sandbox.config().public_url);
    sandbox.with(|state, now| {
        let identification = state.persons.get(&person_id)?.identification(&id)?;
        let wizard_session_key = state.random.key(40);
        let interface_id = state.random.id("")[..4].to_owned();
        let url = format!("{bank}?wizard_session_key={wizard_session_key}&interface_id={interface_id}");
        identification.request(wizard_session_key, url, Language::of(&headers))?;
        identification.becomes(provoked, now);
        Ok(Json(identification.resource()))
    })
}

/// `PATCH .../authorize`: sends a signature code to the verified number.
///
/// 409 unless the status is `authorization_required` or `confirmation_required`; 503 if the SMS gateway fails, and then
/// nothing changes.
pub async fn authorize(
    State(sandbox): State<Sandbox>,
    Path((person_id, id)): Ids,
    Becomes(provoked): Becomes,
) -> Answer<Json<Value>> {
    sandbox.with(|state, now| {
        let (persons, mut gateway) = state.persons_and_gateway(now);
        let person = persons.get(&person_id)?;
        let number = person.verified_number().unwrap_or_default().to_owned();
        let identification = person.identification(&id)?;
        identification.expect_authorization()?;
        let reference_token = format!("{}-{}", gateway.random.digits(4), gateway.random.digits(4));
        let language = identification.language();
        let token = gateway.send_signature_code(&number, &reference_token, language)?;
        identification.authorize(SignatureCode { token, reference_token }, now)?;
        identification.becomes(provoked, now);
        Ok(Json(identification.resource()))
    })
}

/// `PATCH .../confirm` with `{"token": ".."}`: signs. Answers `confirmed`; shortly after, the identification is
/// `successful` and has signed documents.
///
/// 409 unless the status is `confirmation_required`; 403 for a code that is wrong or not valid.
pub async fn confirm(
    State(sandbox): State<Sandbox>,
    Path((person_id, id)): Ids,
    Becomes(provoked): Becomes,
    Body(body): Body,
) -> Answer<Json<Value>> {
    let confirmed = sandbox.with(|state, now| {
        let identification = state.persons.get(&person_id)?.identification(&id)?;
        let token = read(&body, |input| input.required("token", text))?;
        identification.confirm(&token, now)?;
        identification.becomes(provoked, now);
        Ok(identification.resource())
    })?;
    tokio::spawn(contracts::sign(sandbox, person_id, id));
    Ok(Json(confirmed))
}

/// The IBAN, and verbatim when the customer accepted Swisscom's terms.
fn new_identification(body: &Map<String, Value>) -> Answer<(String, String)> {
    read(body, |input| {
        input.required("method", one_of(&[METHOD]));
        let iban = input.required("iban", german_iban);
        let signed_at = input.required("terms_and_conditions_signed_at", |value| {
            timestamp(value)?;
            text(value)
        });
        Some((iban?, signed_at?))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn mistakes(body: Value) -> Vec<String> {
        let Value::Object(body) = body else { panic!("an object") };
        match new_identification(&body) {
            Err(Refusal::Invalid(mistakes)) => mistakes.into_iter().map(|mistake| mistake.field).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn method_iban_and_consent_are_needed() {
        assert_eq!(mistakes(json!({})), ["method", "iban", "terms_and_conditions_signed_at"]);
        let wrong = json!({ "method": "idnow", "iban": "DE12110101010100000020", "terms_and_conditions_signed_at": "now" });
        assert_eq!(mistakes(wrong), ["method", "iban", "terms_and_conditions_signed_at"]);
        let french = json!({
            "method": "bank", "iban": "FR7630006000011234567890189", "terms_and_conditions_signed_at": "2020-07-07T11:36:29.000Z",
        });
        assert_eq!(mistakes(french), ["iban"]);
    }
}
