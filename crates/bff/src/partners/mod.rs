//! The partners on whose pages the wizard is at home: one TOML file, and beside it a folder for each partner with its logo
//! and its words. Read at the start and on SIGHUP; what is wrong is told by line and key.

mod config;
mod theme;
mod words;

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

use governor::middleware::StateInformationMiddleware;
use secrecy::SecretSlice;
use serde::Serialize;

pub use config::{ConfigError, hash_of_key, is_safe_url};
pub use theme::{Scheme, Theme, Tone};
pub use words::langs;

/// The partners of the moment.
#[derive(Default)]
pub struct Registry(RwLock<Arc<Partners>>);

#[derive(Default)]
pub struct Partners(BTreeMap<String, Arc<Partner>>);

pub struct Partner {
    /// In addresses and start tokens: `[a-z0-9-]`.
    pub id: String,
    /// What customers know the partner as.
    pub name: String,
    /// The pages that may frame the wizard: exactly these origins.
    pub origins: Vec<String>,
    /// SHA-256 of each API key.
    pub api_keys: Vec<[u8; 32]>,
    pub webhook: Option<WebhookReceiver>,
    /// Where video identification is, instead of the server's.
    pub video_url: Option<String>,
    pub theme: Theme,
    /// The partner's own words, as Fluent, by language.
    pub words: BTreeMap<String, String>,
    pub limit: Limit,
}

/// Where the partner is told what came of its journeys.
pub struct WebhookReceiver {
    pub url: String,
    /// Several while one is being replaced: each signs.
    pub secrets: Vec<SecretSlice<u8>>,
}

/// How often the partner may call.
pub struct Limit {
    pub per_minute: u32,
    pub limiter: governor::RateLimiter<
        governor::state::NotKeyed,
        governor::state::InMemoryState,
        governor::clock::DefaultClock,
        StateInformationMiddleware,
    >,
}

/// What the wizard's page knows about its partner.
#[derive(Serialize)]
pub struct PageConfig<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub origins: &'a [String],
    pub logo: bool,
    /// Whether the embedding page may choose between light and dark.
    pub any_scheme: bool,
    /// Where the partner's own words are, by language.
    pub words: BTreeMap<&'a str, String>,
}

impl Registry {
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn load(file: &Path) -> Result<Registry, ConfigError> {
        Ok(Registry(RwLock::new(Arc::new(config::load(file)?))))
    }

    /// Reads the file again; where it is wrong, the partners stay as they are.
    ///
    /// # Errors
    /// As above.
    pub fn reload(&self, file: &Path) -> Result<(), ConfigError> {
        let partners = Arc::new(config::load(file)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = partners;
        Ok(())
    }

    pub fn current(&self) -> Arc<Partners> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Partners {
    pub fn find(&self, id: &str) -> Option<Arc<Partner>> {
        self.0.get(id).cloned()
    }

    pub fn all(&self) -> impl Iterator<Item = &Partner> {
        self.0.values().map(Arc::as_ref)
    }

    /// Whose API key this is.
    pub fn of_key(&self, key: &str) -> Option<Arc<Partner>> {
        // The keys are random and 256 bits long: their hashes can be compared without care for the time it takes.
        let hash = hash_of_key(key);
        let owner = self.0.values().find(|partner| partner.api_keys.contains(&hash));
        owner.cloned()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Partner {
    pub fn page_config(&self) -> PageConfig<'_> {
        let words = self.words.keys().map(|lang| (lang.as_str(), format!("/p/{}/{lang}.ftl", self.id)));
        PageConfig {
            id: &self.id,
            name: &self.name,
            origins: &self.origins,
            logo: !self.theme.logos.is_empty(),
            any_scheme: self.theme.scheme == Scheme::Auto,
            words: words.collect(),
        }
    }
}
