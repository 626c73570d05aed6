//! What the page says of itself, as JSON in two of its scripts: `#files` is written by the build, `#partner` by the server.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The header in which the wizard names the files of the words that it shows, their paths with commas.
pub const WORDS_SHOWN: &str = "bankident-words";

/// Where the files are that are fetched when they are needed. Their names carry a hash of their content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageFiles {
    /// Our own language first.
    pub languages: Vec<LanguageFiles>,
    /// The folder of pdf.js, with a slash at its end.
    pub pdfjs: String,
}

/// A language of the wizard, and the paths of its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LanguageFiles {
    /// BCP 47: `de`.
    pub tag: String,
    /// What the language calls itself: `Deutsch`.
    pub name: String,
    pub words: String,
    /// The names of the lines of business, which few customers need.
    pub nace: String,
    /// The questions of partners, which few of them ask.
    pub property: String,
}

/// What the wizard knows of the partner whose page it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PagePartner {
    pub id: Option<String>,
    /// What customers know the partner as.
    pub name: String,
    /// The pages that may show the wizard in a frame and talk to it.
    pub origins: Vec<String>,
    /// Whether the partner's logo stands in the place of its name.
    pub logo: bool,
    /// Whether the embedding page may choose between light and dark.
    pub any_scheme: bool,
    /// The path of the partner's own words, by language.
    pub words: BTreeMap<String, String>,
    /// Whom "support" means.
    pub support: Vec<SupportLink>,
}

/// A way to reach the partner's support.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SupportLink {
    /// `tel:+49301234567`, `mailto:help@partner.example`, `https://partner.example/help`
    pub href: String,
    /// How it is written; `None` for a page, which our words name.
    pub text: Option<String>,
}
