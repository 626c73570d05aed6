//! Checked values: each has a private field and one way in, `parse`. All of them begin with `tidy.rs`; what a value takes and
//! refuses, with its source, is the doc comment of its type.

mod tidy;
mod text;
mod latin;
mod birth_date;
mod country;
mod email;
mod iban;
mod mobile_number;
mod months;
mod nace;
mod otp;
mod postal;
mod signature_token;
#[cfg(test)]
mod made_up;

pub use birth_date::BirthDate;
pub use country::Country;
pub use email::Email;
pub use iban::Iban;
pub use mobile_number::{MobileNumber, TypedNumber};
pub use months::MONTHS;
pub use nace::{NACE_DIVISIONS, NaceCode, NaceDivision};
pub use otp::Otp;
pub use postal::PostalCodes;
pub use signature_token::SignatureToken;
pub(crate) use text::free_text;
pub use text::{City, Name, PostalCode, StreetLine};

/// A newtype over `String` that crosses as a plain string and is parsed again wherever it arrives.
macro_rules! crosses_as_string {
    ($type:ident) => {
        impl $type {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> String {
                value.0
            }
        }

        impl TryFrom<String> for $type {
            type Error = &'static str;

            fn try_from(text: String) -> Result<$type, &'static str> {
                $type::parse(&text).map_err(|problem| problem.id())
            }
        }

        // A value names a person: it is never printed, not even by `{:?}`.
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), "(..)"))
            }
        }
    };
}
pub(crate) use crosses_as_string;

/// For the tables of the tests: what `parse` made of the text.
#[cfg(test)]
pub(crate) fn text<T>(parsed: Result<T, crate::FieldProblem>) -> Result<String, crate::FieldProblem>
where
    String: From<T>,
{
    parsed.map(String::from)
}
