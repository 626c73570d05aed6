//! The shape of `partners.toml`. Each value keeps its place in the file, for messages.

use std::collections::BTreeMap;

use secrecy::SecretString;
use serde::Deserialize;
use toml::Spanned;

use super::theme::{COLOURS, Scheme};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    #[serde(default)]
    pub partners: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub name: Spanned<String>,
    pub origins: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    pub api_keys: BTreeMap<String, Spanned<String>>,
    pub requests_per_minute: Option<Spanned<u32>>,
    pub video_url: Option<Spanned<String>>,
    #[serde(default)]
    pub support: SupportEntry,
    #[serde(default)]
    pub ask: Vec<Spanned<String>>,
    #[serde(default)]
    pub app_schemes: Vec<Spanned<String>>,
    #[serde(default)]
    pub existing_persons: bool,
    pub sms_countries: Option<Spanned<Vec<Spanned<String>>>>,
    pub sms_per_hour: Option<Spanned<u32>>,
    pub webhook: Option<WebhookEntry>,
    #[serde(default)]
    pub theme: ThemeEntry,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SupportEntry {
    pub phone: Option<Spanned<String>>,
    pub mail: Option<Spanned<String>>,
    pub page: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookEntry {
    pub url: Spanned<String>,
    pub secrets: Spanned<Vec<Spanned<SecretString>>>,
    #[serde(default)]
    pub allow_private: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ThemeEntry {
    pub scheme: Scheme,
    pub radius: Option<Spanned<String>>,
    pub font: Option<Spanned<String>>,
    pub light: ToneEntry,
    pub dark: ToneEntry,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ToneEntry {
    pub accent: Option<Spanned<String>>,
    pub on_accent: Option<Spanned<String>>,
    pub ground: Option<Spanned<String>>,
    pub surface: Option<Spanned<String>>,
    pub ink: Option<Spanned<String>>,
    pub logo: Option<Spanned<String>>,
}

impl ToneEntry {
    /// In the order of [`COLOURS`].
    pub fn colours(&self) -> [&Option<Spanned<String>>; COLOURS.len()] {
        [&self.accent, &self.on_accent, &self.ground, &self.surface, &self.ink]
    }
}
