//! What a file proposes.

use std::fmt::{self, Display, Formatter};

use sha2::{Digest, Sha256};

/// The name of the fingerprints in files: a column of a table, the category of a note in XLIFF.
pub(super) const WAS: &str = "was";

/// A text that a file proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// BCP 47.
    pub lang: String,
    /// The id of the text.
    pub id: String,
    /// The text, in Fluent.
    pub pattern: String,
    /// Whether all of it is translated.
    pub is_whole: bool,
    /// The text when the file was written, if the file tells it.
    pub was: Option<Was>,
}

/// Fingerprints of a text when a file was written. They tell later whether the file or the desk has changed it since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Was {
    /// The text as it was built.
    pub(super) built: String,
    /// The text with the edits of that moment.
    pub(super) said: String,
}

impl Was {
    pub(super) fn new(built: &str, said: &str) -> Was {
        Was { built: fingerprint(built), said: fingerprint(said) }
    }

    /// Reads what `Display` writes.
    pub(super) fn parse(text: &str) -> Option<Was> {
        let (built, said) = text.split_once('/')?;
        Some(Was { built: built.to_owned(), said: said.to_owned() })
    }
}

impl Display for Was {
    fn fmt(&self, formatter: &mut Formatter) -> fmt::Result {
        write!(formatter, "{}/{}", self.built, self.said)
    }
}

/// Identifies a text without repeating it: the first 4 bytes of its SHA-256, in hexadecimal.
pub(super) fn fingerprint(pattern: &str) -> String {
    hex::encode(&Sha256::digest(pattern)[..4])
}

/// Why a file cannot be read. People who choose files see these texts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReadable {
    /// With what the parser says.
    #[error("This is no table in CSV: {0}")]
    Csv(String),
    /// The file has another encoding.
    #[error("This file is not in UTF-8: save it as CSV UTF-8.")]
    NotUtf8,
    /// With the name of the column.
    #[error("The table has no column \"{0}\".")]
    NoColumn(&'static str),
    /// With the line and what the parser says.
    #[error("This is no XML: {0}")]
    Xml(String),
    /// It is XML, but not XLIFF 2.
    #[error("This is not XLIFF 2: its first element has to be <xliff version=\"2.0\" trgLang=\"..\">.")]
    NotXliff,
}

/// The text of a file.
///
/// # Errors
/// [`NotReadable::NotUtf8`].
pub fn text(file: Vec<u8>) -> Result<String, NotReadable> {
    String::from_utf8(file).map_err(|_| NotReadable::NotUtf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_another_encoding_is_not_read() {
        assert_eq!(text(b"\xfcber".to_vec()), Err(NotReadable::NotUtf8));
        assert_eq!(text("über".into()), Ok("über".to_owned()));
    }
}
