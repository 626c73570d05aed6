//! Reads the body of a request. All mistakes are found before any of it is used.

mod values;

use axum::extract::{FromRequest, Request};
use serde_json::{Map, Value};

pub use values::{
    boolean, country, date, email, german_iban, mobile_number, name, one_of, text, text_up_to, timestamp,
};

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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
