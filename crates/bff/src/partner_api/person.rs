//! What a partner knows itself about a customer's person: the properties that it may have them asked, by the same table.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use bankident_wire::{Field, Kind, PROPERTIES, Properties, parse_property};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use utoipa::openapi::{
    Object, ObjectBuilder, RefOr, Schema,
    schema::{AdditionalProperties, SchemaType, Type},
};

use super::{
    body::Body,
    caller::Caller,
    journeys::id_of,
    problem::{Mistake, Problem},
    responses::{BodyProblems, CallProblems, NotFoundProblem, NotNowProblem, UpstreamProblem},
};
use crate::{
    domain::application::Facts, error::ApiError, journey::context::JourneyContext, solaris, state::AppState,
};

/// Properties of the person, by the names of Solaris' `PATCH /v1/persons/{id}`; `null` forgets one.
#[derive(serde::Deserialize)]
#[serde(transparent)]
pub struct PersonChanges(Map<String, Value>);

/// Says what you know about the customer yourself. It is sent to Solaris with their answers, or at once where the person exists.
/// What every customer is asked on the wizard's screens cannot be said here.
#[utoipa::path(
    patch,
    path = "/journeys/{id}/person",
    operation_id = "change_person",
    tag = "journeys",
    params(("id" = String, Path, description = "The journey's id")),
    request_body = PersonChanges,
    responses(
        (status = 204, description = "Known"),
        CallProblems,
        BodyProblems,
        NotFoundProblem,
        NotNowProblem,
        UpstreamProblem,
    )
)]
pub async fn change(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Body(PersonChanges(changes)): Body<PersonChanges>,
) -> Result<StatusCode, Problem> {
    let id = id_of(&state, &caller, &id).await?;
    let mut journey = JourneyContext::in_background(state.clone(), id).await?.ok_or(Problem::NotFound)?;
    if journey.application.outcome(journey.now).is_some() {
        return Err(Problem::JourneyEnded);
    }
    let changes = read(&changes, journey.now.date_naive())?;
    let learn =
        |known: &mut Properties| changes.into_iter().for_each(|(field, value)| known.set(field, value));
    match &mut journey.application.facts {
        // Nothing personal is stored before the customer agrees.
        Facts::Unconsented | Facts::Video { .. } | Facts::Deleted => return Err(Problem::NotAgreed),
        Facts::Gathering(gathering) => learn(&mut gathering.known),
        Facts::Registered(registered) => {
            let mut after = registered.answers.clone();
            learn(&mut after.known);
            let differing =
                solaris::changes(&registered.answers, &after).map_err(|_| ApiError::Unwritable)?;
            if let Some(differing) = differing {
                state.solaris.update_person(&registered.person_id, &differing).await.map_err(refused)?;
            }
            registered.answers = after;
        }
    }
    journey.save().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What Solaris does not take is the partner's mistake.
fn refused(error: solaris::Error) -> Problem {
    match &error {
        solaris::Error::Refused(refusal) if !refusal.fields.is_empty() => {
            let mistakes = refusal.fields.iter().map(|field| Mistake::at(pointer(field.name()), "refused"));
            Problem::Invalid(mistakes.collect())
        }
        _ => error.into(),
    }
}

/// Checks every property.
///
/// # Errors
/// All mistakes.
fn read(changes: &Map<String, Value>, today: NaiveDate) -> Result<Vec<(Field, Value)>, Problem> {
    let (mut known, mut mistakes) = (Vec::new(), Vec::new());
    for (name, value) in changes {
        let parts: Vec<(String, &Value)> = match value {
            Value::Object(parts) => {
                parts.iter().map(|(part, value)| (format!("{name}.{part}"), value)).collect()
            }
            value => vec![(name.clone(), value)],
        };
        for (name, value) in parts {
            let field = Field::properties().find(|field| field.name() == name);
            let parsed = match field.and_then(|field| Some((field, field.property()?))) {
                Some((field, property)) => parse_property(property, value, today)
                    .map(|value| (field, value.unwrap_or_default()))
                    .map_err(|problem| problem.id()),
                // What stands in the table and is nobody's question is asked of every customer.
                None if PROPERTIES.iter().any(|property| property.name == name) => {
                    Err("asked-of-the-customer")
                }
                None => Err("unknown-member"),
            };
            match parsed {
                Ok(property) => known.push(property),
                Err(reason) => mistakes.push(Mistake::at(pointer(&name), reason)),
            }
        }
    }
    if mistakes.is_empty() { Ok(known) } else { Err(Problem::Invalid(mistakes)) }
}

/// `contact_address.city` as a JSON pointer (RFC 6901).
fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1").replace('.', "/"))
}

impl utoipa::ToSchema for PersonChanges {}

/// The table, in the words of JSON Schema.
impl utoipa::PartialSchema for PersonChanges {
    fn schema() -> RefOr<Schema> {
        let closed =
            |object: ObjectBuilder| object.additional_properties(Some(AdditionalProperties::FreeForm(false)));
        let mut person = closed(ObjectBuilder::new())
            .description(Some("Properties of Solaris' person; `null` forgets one."));
        for object in ["address", "contact_address", "tax_information"] {
            let mut parts = closed(ObjectBuilder::new());
            for field in Field::properties().filter(|field| field.path().0 == Some(object)) {
                parts = parts.property(field.path().1, schema(field));
            }
            person = person.property(object, parts.build());
        }
        for field in Field::properties().filter(|field| field.path().0.is_none()) {
            person = person.property(field.name(), schema(field));
        }
        person.build().into()
    }
}

fn schema(field: Field) -> Object {
    let of = |kind: Type| ObjectBuilder::new().schema_type(SchemaType::from_iter([kind, Type::Null]));
    let schema = match field.property().map(|property| property.kind) {
        Some(Kind::Text(longest)) => of(Type::String).max_length(Some(longest)),
        Some(Kind::Choice(codes)) => {
            of(Type::String).enum_values(Some(codes.iter().map(|code| Some(*code)).chain([None])))
        }
        Some(Kind::Country) => of(Type::String).pattern(Some("^[A-Za-z]{2}$")),
        Some(Kind::Boolean) => of(Type::Boolean),
        Some(Kind::Cents) => of(Type::Integer).minimum(Some(0)),
        _ => of(Type::String)
            .pattern(Some("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))
            .description(Some("Today or tomorrow")),
    };
    schema.build()
}
