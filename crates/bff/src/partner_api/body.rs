//! The JSON body of a call. What is wrong with it is told by a JSON pointer (RFC 6901), and never quoted.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Visitor},
    forward_to_deserialize_any,
};
use serde_path_to_error::{Path, Segment};

use super::problem::{Mistake, Problem};

/// A JSON body, an object.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Body<T>, Problem> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| Problem::Unreadable("the body is too large or broke off".to_owned()))?;
        read(&bytes).map(Body)
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let body = serde_path_to_error::deserialize(OnlyObject(&mut json)).map_err(|error| {
        let mut pointer = pointer(error.path());
        let error = error.into_inner();
        // The path ends before a member that comes a second time. Its name is one of ours.
        if let Some(member) =
            error.to_string().strip_prefix("duplicate field `").and_then(|rest| rest.split('`').next())
        {
            pointer = format!("{pointer}/{member}");
        }
        match error.classify() {
            serde_json::error::Category::Data => {
                Problem::WrongShape(Mistake::at(pointer, problem(&error.to_string())))
            }
            _ => no_json(&error),
        }
    })?;
    json.end().map_err(|error| no_json(&error))?;
    Ok(body)
}

fn no_json(error: &serde_json::Error) -> Problem {
    Problem::Unreadable(format!("line {}, column {}: no JSON", error.line(), error.column()))
}

/// serde has no names for its mistakes. Its sentence may quote the body, so it is only looked at.
fn problem(sentence: &str) -> &'static str {
    match () {
        () if sentence.starts_with("unknown field") => "unknown-member",
        () if sentence.starts_with("duplicate field") => "twice",
        () => "wrong-type",
    }
}

fn pointer(path: &Path) -> String {
    let step = |segment: &Segment| match segment {
        Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Seq { index } => format!("/{index}"),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    };
    path.iter().map(step).collect()
}

/// Reads a member that is an object or `null`. By itself, serde would take an array of the members too.
///
/// # Errors
/// Of the deserializer.
pub fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    struct Object<T>(T);
    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object<T>, D::Error> {
            T::deserialize(OnlyObject(deserializer)).map(Object)
        }
    }
    Ok(Option::<Object<T>>::deserialize(deserializer)?.map(|Object(read)| read))
}

/// Hands out an object, whatever is asked for.
struct OnlyObject<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for OnlyObject<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[serde(default, deserialize_with = "object")]
        inner: Option<Inner>,
        word: Option<String>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        word: Option<String>,
    }

    #[track_caller]
    fn check(body: &str, pointer: &str, problem: &str) {
        match read::<Outer>(body.as_bytes()) {
            Err(Problem::WrongShape(mistake)) => assert_eq!(mistake, Mistake::at(pointer, problem), "{body}"),
            other => panic!("{body}: {other:?}"),
        }
    }

    #[test]
    fn the_member_that_is_wrong_is_named() {
        check("[]", "", "wrong-type");
        check("[null]", "", "wrong-type");
        check("\"secret\"", "", "wrong-type");
        check("null", "", "wrong-type");
        check(r#"{"word": 3}"#, "/word", "wrong-type");
        check(r#"{"word": ["secret"]}"#, "/word", "wrong-type");
        check(r#"{"inner": []}"#, "/inner", "wrong-type");
        check(r#"{"inner": ["secret"]}"#, "/inner", "wrong-type");
        check(r#"{"inner": {"word": {}}}"#, "/inner/word", "wrong-type");
        check(r#"{"inner": {"wrod": "secret"}}"#, "/inner/wrod", "unknown-member");
        check(r#"{"a/b~c": "secret"}"#, "/a~1b~0c", "unknown-member");
        check(r#"{"word": "a", "word": "b"}"#, "/word", "twice");
    }

    #[test]
    fn what_is_left_out_may_be_null() {
        let nothing = Outer { inner: None, word: None };
        assert_eq!(read::<Outer>(b"{}").unwrap(), nothing);
        assert_eq!(read::<Outer>(br#"{"inner": null, "word": null}"#).unwrap(), nothing);
        let inside = Outer { inner: Some(Inner { word: Some("a".into()) }), word: None };
        assert_eq!(read::<Outer>(br#"{"inner": {"word": "a"}}"#).unwrap(), inside);
    }

    #[test]
    fn what_is_no_json_has_a_place_and_is_not_quoted() {
        for body in ["", "{", "{} secret", "{\"word\": secret}"] {
            match read::<Outer>(body.as_bytes()) {
                Err(Problem::Unreadable(detail)) => {
                    assert!(detail.ends_with("no JSON") && !detail.contains("secret"), "{detail}");
                }
                other => panic!("{body}: {other:?}"),
            }
        }
    }
}
