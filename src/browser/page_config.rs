//! What the page says of itself: the files of the build, and whose page it is. Read once.

use std::sync::Arc;

use bankident_wire::{PageFiles, PagePartner};
use leptos::prelude::{document, expect_context, provide_context};
use serde::de::DeserializeOwned;

use super::json;

#[derive(Clone, Default)]
pub struct PageConfig(Arc<Facts>);

#[derive(Default)]
struct Facts {
    files: PageFiles,
    /// `None` on the wizard's own page.
    partner: Option<PagePartner>,
}

impl PageConfig {
    pub fn new(files: PageFiles, partner: Option<PagePartner>) -> PageConfig {
        PageConfig(Arc::new(Facts { files, partner }))
    }

    /// As it stands in the page.
    pub fn of_page() -> PageConfig {
        PageConfig::new(script("files").unwrap_or_default(), script("partner"))
    }

    pub fn provide(&self) {
        provide_context(self.clone());
    }

    pub fn expect() -> PageConfig {
        expect_context()
    }

    pub fn files(&self) -> &PageFiles {
        &self.0.files
    }

    pub fn partner(&self) -> Option<&PagePartner> {
        self.0.partner.as_ref()
    }

    /// What customers know the partner as.
    pub fn partner_name(&self) -> Option<&str> {
        self.partner().map(|partner| partner.name.as_str())
    }

    /// Who is speaking: the partner whose page it is, or the wizard itself.
    pub fn brand(&self) -> &str {
        self.partner_name().unwrap_or("Bankident")
    }
}

fn script<T: DeserializeOwned>(id: &str) -> Option<T> {
    json::read(&document().get_element_by_id(id)?.text_content()?)
}
