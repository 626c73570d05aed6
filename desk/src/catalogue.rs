//! The catalogue of samples: every state of every screen, by name.

use serde::Deserialize;

/// What the desk can show (`GET /desk/states.json`).
#[derive(Deserialize)]
pub struct Catalogue {
    /// Changes with everything that the samples' pages are made of.
    pub build: String,
    /// In walking order.
    pub samples: Vec<Sample>,
    /// The partners' themes, without our own.
    pub themes: Vec<Theme>,
}

/// A state of a screen.
#[derive(Clone, Deserialize)]
pub struct Sample {
    pub name: String,
    pub step: String,
    /// The code of the rejection or the problem that it shows.
    pub code: Option<String>,
}

/// A partner's look.
#[derive(Clone, Deserialize)]
pub struct Theme {
    /// The partner's id.
    pub id: String,
    pub name: String,
}

impl Catalogue {
    pub fn sample(&self, name: &str) -> Option<&Sample> {
        self.samples.iter().find(|sample| sample.name == name)
    }
}
