//! Contracts that need more than a plain viewer. `special/make.py` made them.

use serde::{Deserialize, Serialize};

/// What the contract of an identification looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Special {
    /// Ours, about the person.
    #[default]
    Usual,
    /// One page with an image in JPEG 2000 (ISO 32000-1, 7.4.9).
    Jpeg2000,
    /// One page of Japanese in Shift JIS, with a font that is not embedded (ISO 32000-1, 9.7.5.2).
    Cjk,
    /// No PDF at all.
    Broken,
}

impl Special {
    /// The file; `None` for the usual one.
    pub fn pdf(self) -> Option<&'static [u8]> {
        match self {
            Special::Usual => None,
            Special::Jpeg2000 => Some(include_bytes!("special/jpeg_2000.pdf")),
            Special::Cjk => Some(include_bytes!("special/cjk.pdf")),
            Special::Broken => Some(b"This is no PDF."),
        }
    }
}
