//! The partners whose pages show the wizard. Their configuration is one TOML file, with a folder beside it for each
//! partner's logo and words. It is read at the start and on SIGHUP; mistakes are reported by line and key.

mod ask;
mod checks;
mod colour;
mod config;
mod entries;
mod look;
mod mistakes;
mod partner;
mod sms;
mod support;
mod theme;
mod words;

use std::{
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

pub use checks::is_safe_url;
pub use mistakes::ConfigError;
pub use partner::{Partner, Partners, WebhookReceiver, hash_of_key};
pub use sms::COUNTRIES as SMS_COUNTRIES;
pub use theme::{Scheme, Theme, Tone};
pub use words::{langs, sources};

/// The current partners. They can be replaced while the server runs.
#[derive(Default)]
pub struct Registry(RwLock<Arc<Partners>>);

impl Registry {
    /// Reads the configuration.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn load(file: &Path) -> Result<Registry, ConfigError> {
        Ok(Registry(RwLock::new(Arc::new(config::load(file)?))))
    }

    /// Reads the file again. If it is wrong, the partners stay as they are.
    ///
    /// # Errors
    /// As above.
    pub fn reload(&self, file: &Path) -> Result<(), ConfigError> {
        let partners = Arc::new(config::load(file)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = partners;
        Ok(())
    }

    /// The partners of this moment.
    pub fn current(&self) -> Arc<Partners> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
