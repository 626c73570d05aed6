//! Reads the body of a request. All mistakes are found before any of it is used.

use axum::extract::{FromRequest, Request};
use bankident_wire::{Country, Email};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value};

use crate::error::{Mistake, MistakeKind, Refusal};

/// Extracts a JSON object, whatever the content type says. An empty body is an empty object.
pub struct Body(pub Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Body, Refusal> {
        let bytes =
            axum::body::Bytes::from_request(request, state).await.map_err(|_| Refusal::InvalidJson)?;
        match bytes.is_empty() {
            true => Ok(Body(Map::new())),
            false => serde_json::from_slice(&bytes).map(Body).map_err(|_| Refusal::InvalidJson),
        }
    }
}

/// A body, or an object in it, and the mistakes found so far.
pub struct Input<'a> {
    object: &'a Map<String, Value>,
    /// Stands before the names of fields: `address.` inside `address`.
    prefix: &'static str,
    mistakes: &'a mut Vec<Mistake>,
}

/// Reads a body.
///
/// # Errors
/// [`Refusal::Invalid`] with every mistake.
pub fn read<T>(body: &Map<String, Value>, read: impl FnOnce(&mut Input) -> Option<T>) -> Result<T, Refusal> {
    let mut mistakes = Vec::new();
    let value = read(&mut Input { object: body, prefix: "", mistakes: &mut mistakes });
    match value {
        Some(value) if mistakes.is_empty() => Ok(value),
        _ => Err(Refusal::Invalid(mistakes)),
    }
}

impl<'a> Input<'a> {
    /// A mandatory field.
    pub fn required<T>(&mut self, field: &str, check: impl FnOnce(&Value) -> Result<T, Wrong>) -> Option<T> {
        match self.present(field) {
            Some(_) => self.optional(field, check),
            None => {
                self.wrong(field, Wrong::value("can't be blank"));
                None
            }
        }
    }

    /// A field that may be missing or null.
    pub fn optional<T>(&mut self, field: &str, check: impl FnOnce(&Value) -> Result<T, Wrong>) -> Option<T> {
        match check(self.present(field)?) {
            Ok(value) => Some(value),
            Err(wrong) => {
                self.wrong(field, wrong);
                None
            }
        }
    }

    /// An object in the body, such as `address`.
    pub fn object<T>(
        &mut self,
        field: &str,
        prefix: &'static str,
        read: impl FnOnce(&mut Input) -> T,
    ) -> Option<T> {
        match self.present(field)? {
            Value::Object(object) => Some(read(&mut Input { object, prefix, mistakes: self.mistakes })),
            _ => {
                self.wrong(field, Wrong::of_type("is not an object"));
                None
            }
        }
    }

    /// Notes a mistake in a field.
    pub fn wrong(&mut self, field: &str, wrong: Wrong) {
        let field = format!("{}{field}", self.prefix);
        self.mistakes.push(Mistake { field, kind: wrong.kind, message: wrong.message });
    }

    /// The names of the object's fields.
    pub fn fields(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.object.keys().map(String::as_str)
    }

    /// The value of a field; null if it is missing.
    pub fn value(&self, field: &str) -> &Value {
        self.object.get(field).unwrap_or(&Value::Null)
    }

    /// Whether a field is there and null.
    pub fn is_null(&self, field: &str) -> bool {
        self.object.get(field).is_some_and(Value::is_null)
    }

    /// The value of a field, unless it is missing, null or blank.
    pub fn present(&self, field: &str) -> Option<&'a Value> {
        let value = self.object.get(field)?;
        let blank = value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
        (!blank).then_some(value)
    }
}

/// What is wrong with a value, before it has a field.
pub struct Wrong {
    kind: MistakeKind,
    message: String,
}

impl Wrong {
    pub fn value(message: impl Into<String>) -> Wrong {
        Wrong { kind: MistakeKind::Value, message: message.into() }
    }

    pub fn of_type(message: impl Into<String>) -> Wrong {
        Wrong { kind: MistakeKind::Type, message: message.into() }
    }
}

/// Any string.
pub fn text(value: &Value) -> Result<String, Wrong> {
    value.as_str().map(str::to_owned).ok_or_else(|| Wrong::of_type("is not a string"))
}

/// A string of at most `maximum` characters.
pub fn text_up_to(maximum: usize) -> impl Fn(&Value) -> Result<String, Wrong> {
    move |value| {
        let text = text(value)?;
        match text.chars().count() <= maximum {
            true => Ok(text),
            false => Err(Wrong::value(format!("is too long (maximum is {maximum} characters)"))),
        }
    }
}

/// One of these strings.
pub fn one_of(choices: &'static [&'static str]) -> impl Fn(&Value) -> Result<String, Wrong> {
    move |value| {
        let text = text(value)?;
        match choices.contains(&text.as_str()) {
            true => Ok(text),
            false => Err(Wrong::value("is not included in the list")),
        }
    }
}

/// ISO 3166-1 alpha-2.
pub fn country(value: &Value) -> Result<String, Wrong> {
    let text = text(value)?;
    match Country::parse(&text) {
        Ok(country) if country.as_str() == text => Ok(text),
        _ => Err(Wrong::value("is not an ISO 3166-1 alpha-2 code")),
    }
}

/// An email address of at most 255 characters.
pub fn email(value: &Value) -> Result<String, Wrong> {
    let text = text_up_to(255)(value)?;
    Email::parse(&text).map(|_| text).map_err(|_| Wrong::value("is not an email address"))
}

/// ISO 8601, `1978-07-15`.
pub fn date(value: &Value) -> Result<NaiveDate, Wrong> {
    text(value)?.parse().map_err(|_| Wrong::value("is not a date (YYYY-MM-DD)"))
}

/// RFC 3339.
pub fn timestamp(value: &Value) -> Result<DateTime<Utc>, Wrong> {
    DateTime::parse_from_rfc3339(&text(value)?)
        .map(|at| at.to_utc())
        .map_err(|_| Wrong::value("is not a timestamp (RFC 3339)"))
}

/// A boolean, or its name: the guide's test data sends `"false"`.
pub fn boolean(value: &Value) -> Result<bool, Wrong> {
    match (value, value.as_str()) {
        (Value::Bool(value), _) => Ok(*value),
        (_, Some("true")) => Ok(true),
        (_, Some("false")) => Ok(false),
        _ => Err(Wrong::of_type("is not a boolean")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check<T: PartialEq + std::fmt::Debug>(
        value: Value,
        check: impl FnOnce(&Value) -> Result<T, Wrong>,
        expected: Result<T, &str>,
    ) {
        let found = check(&value).map_err(|wrong| wrong.message);
        assert_eq!(found, expected.map_err(str::to_owned), "{value}");
    }

    #[test]
    fn values_are_checked_by_kind() {
        check(json!("DE"), country, Ok("DE".into()));
        check(json!("de"), country, Err("is not an ISO 3166-1 alpha-2 code"));
        check(json!("XX"), country, Err("is not an ISO 3166-1 alpha-2 code"));
        check(json!(49), country, Err("is not a string"));
        check(json!("x".repeat(51)), text_up_to(50), Err("is too long (maximum is 50 characters)"));
        check(json!("ü".repeat(50)), text_up_to(50), Ok("ü".repeat(50)));
        check(json!("false"), boolean, Ok(false));
        check(json!(true), boolean, Ok(true));
        check(json!("no"), boolean, Err("is not a boolean"));
        check(json!("1978-02-30"), date, Err("is not a date (YYYY-MM-DD)"));
        check(json!("2019-01-01T00:00:00+01:00"), timestamp, Ok("2018-12-31T23:00:00Z".parse().unwrap()));
        check(json!("2019-01-01"), timestamp, Err("is not a timestamp (RFC 3339)"));
        check(json!("nobody"), email, Err("is not an email address"));
    }

    #[test]
    fn all_mistakes_are_found_at_once() {
        let Value::Object(body) = json!({ "first_name": " ", "address": { "city": 7 } }) else { panic!() };
        let refusal = read(&body, |input| {
            input.required("first_name", text);
            input.object("address", "address.", |address| address.required("city", text));
            input.object("missing", "missing.", |_| ());
            Some(())
        });
        let Err(Refusal::Invalid(mistakes)) = refusal else { panic!("{refusal:?}") };
        let fields: Vec<_> = mistakes.iter().map(|mistake| (mistake.field.as_str(), mistake.kind)).collect();
        assert_eq!(fields, [("first_name", MistakeKind::Value), ("address.city", MistakeKind::Type)]);
    }
}
