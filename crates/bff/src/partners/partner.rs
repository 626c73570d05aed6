//! One partner and all partners, as data.

use std::{collections::BTreeMap, sync::Arc};

use bankident_wire::{Field, PagePartner, SupportLink};
use secrecy::SecretSlice;
use sha2::{Digest, Sha256};

use super::{
    checks::{is_safe_url, scheme_of_app},
    theme::{Scheme, Theme},
};

/// All partners, by id.
#[derive(Default)]
pub struct Partners(pub(super) BTreeMap<String, Arc<Partner>>);

/// One partner, as its configuration says.
pub struct Partner {
    /// Part of addresses and start tokens: `[a-z0-9-]`.
    pub id: String,
    /// The name that customers know.
    pub name: String,
    /// The origins whose pages may frame the wizard.
    pub origins: Vec<String>,
    /// SHA-256 of each API key.
    pub api_keys: Vec<[u8; 32]>,
    pub webhook: Option<WebhookReceiver>,
    /// The address of video identification, instead of the server's.
    pub video_url: Option<String>,
    /// Schemes of addresses that open the partner's apps.
    pub app_schemes: Vec<String>,
    /// Whether it may begin journeys for persons of Solaris whom nobody has brought here.
    pub existing_persons: bool,
    /// The countries whose numbers get SMS (ISO 3166-1).
    pub sms_countries: Vec<String>,
    /// How many SMS its journeys may send to verify numbers.
    pub sms_per_hour: u32,
    pub theme: Theme,
    /// The partner's own words by language, as Fluent.
    pub words: BTreeMap<String, String>,
    /// What its customers are asked besides.
    pub ask: Vec<Field>,
    /// Whom "support" means.
    pub support: Vec<SupportLink>,
    /// How often it may call.
    pub requests_per_minute: u32,
}

/// Where events go.
pub struct WebhookReceiver {
    pub url: String,
    /// Each of them signs; there are several while one is being replaced.
    pub secrets: Vec<SecretSlice<u8>>,
    /// Whether it may be in a private network, or on this machine.
    pub allow_private: bool,
}

/// SHA-256 of an API key. A key has 256 random bits, so it needs neither salt nor a slow hash.
pub fn hash_of_key(key: &str) -> [u8; 32] {
    Sha256::digest(key.as_bytes()).into()
}

impl Partners {
    /// The partner with this id.
    pub fn find(&self, id: &str) -> Option<Arc<Partner>> {
        self.0.get(id).cloned()
    }

    /// All partners, sorted by id.
    pub fn all(&self) -> impl Iterator<Item = &Partner> {
        self.0.values().map(Arc::as_ref)
    }

    /// The partner with this API key.
    pub fn of_key(&self, key: &str) -> Option<Arc<Partner>> {
        // Keys are random and long, so the time of the comparison reveals nothing useful.
        let hash = hash_of_key(key);
        let owner = self.0.values().find(|partner| partner.api_keys.contains(&hash));
        owner.cloned()
    }

    /// How many partners there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no partner.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Partner {
    /// Whether the wizard may lead back to this address: a page, or an app of the partner's.
    pub fn may_return_to(&self, url: &str) -> bool {
        is_safe_url(url)
            || scheme_of_app(url).is_some_and(|scheme| self.app_schemes.iter().any(|known| known == &scheme))
    }

    /// Where the page of the wizard gets the partner's own words from. The hash of them is a part of it.
    pub fn address_of_words(&self, lang: &str) -> Option<String> {
        let hash = hex::encode(&Sha256::digest(self.words.get(lang)?)[..8]);
        Some(format!("/p/{}/{lang}.ftl?{hash}", self.id))
    }

    /// What the page of the wizard knows about its partner.
    pub fn page(&self) -> PagePartner {
        let words = self.words.keys().filter_map(|lang| Some((lang.clone(), self.address_of_words(lang)?)));
        PagePartner {
            id: Some(self.id.clone()),
            name: self.name.clone(),
            origins: self.origins.clone(),
            logo: !self.theme.logos.is_empty(),
            any_scheme: self.theme.scheme == Scheme::Auto,
            words: words.collect(),
            support: self.support.clone(),
        }
    }
}
