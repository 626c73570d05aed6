//! What the desk shows. All of it is in the page's address, so that it can be pasted into a ticket.

use web_sys::UrlSearchParams;

use crate::{browser, catalogue::Catalogue};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UrlState {
    /// The name of a sample; empty for the gallery.
    pub sample: String,
    /// The id of the chosen message; empty for none.
    pub message: String,
    /// Empty for all steps.
    pub step: String,
    /// The code of a rejection or a problem; empty for all.
    pub code: String,
    pub only: Only,
    /// Words to search for.
    pub find: String,
    /// A partner's id; empty for our own theme.
    pub theme: String,
    /// `light`, `dark`; empty for what the device prefers.
    pub scheme: String,
    pub width: Width,
    /// The language beside the first; empty for the second.
    pub beside: String,
    /// Whether all texts are in the pseudo-language.
    pub pseudo: bool,
}

/// Which messages a sample has to have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    #[default]
    All,
    Changed,
    Draft,
    Edited,
    ToMend,
}

impl Only {
    pub const ALL: [Only; 5] = [Only::All, Only::Changed, Only::Draft, Only::Edited, Only::ToMend];

    pub fn id(self) -> &'static str {
        match self {
            Only::All => "",
            Only::Changed => "changed",
            Only::Draft => "draft",
            Only::Edited => "edited",
            Only::ToMend => "to-mend",
        }
    }

    pub fn caption(self) -> &'static str {
        match self {
            Only::All => "All",
            Only::Changed => "Changed since the last release",
            Only::Draft => "Draft, not approved",
            Only::Edited => "Edited here",
            Only::ToMend => "Something to mend",
        }
    }

    /// The filter of this id; all for an unknown one.
    pub fn named(id: &str) -> Only {
        Only::ALL.into_iter().find(|only| only.id() == id).unwrap_or_default()
    }
}

/// Of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    #[default]
    Phone,
    Desktop,
}

impl Width {
    pub fn id(self) -> &'static str {
        match self {
            Width::Phone => "",
            Width::Desktop => "desktop",
        }
    }

    /// The width of this id; a phone for an unknown one.
    pub fn named(id: &str) -> Width {
        if id == Width::Desktop.id() { Width::Desktop } else { Width::Phone }
    }

    /// Width and height in CSS pixels: a small phone, a small desktop window.
    pub fn size(self) -> (u32, u32) {
        match self {
            Width::Phone => (360, 640),
            Width::Desktop => (1024, 768),
        }
    }
}

impl UrlState {
    /// Reads the page's address. A theme that is no longer there is left out.
    pub fn of_page(catalogue: &Catalogue) -> UrlState {
        let mut url = browser::query().map(|query| UrlState::read(&query)).unwrap_or_default();
        if catalogue.themes.iter().all(|theme| theme.id != url.theme) {
            url.theme.clear();
        }
        url
    }

    fn read(query: &UrlSearchParams) -> UrlState {
        let get = |name: &str| query.get(name).unwrap_or_default();
        UrlState {
            sample: get("state"),
            message: get("sentence"),
            step: get("step"),
            code: get("code"),
            only: Only::named(&get("only")),
            find: get("find"),
            theme: get("theme"),
            scheme: get("scheme"),
            width: Width::named(&get("width")),
            beside: get("beside"),
            pseudo: get("pseudo") == "yes",
        }
    }

    /// Shows the gallery, with the same filters.
    pub fn go_to_gallery(&mut self) {
        self.sample.clear();
        self.message.clear();
    }

    /// The desk's address: `/desk/?state=..`
    pub fn address(&self) -> String {
        let pairs = [
            ("state", self.sample.as_str()),
            ("sentence", &self.message),
            ("step", &self.step),
            ("code", &self.code),
            ("only", self.only.id()),
            ("find", &self.find),
            ("theme", &self.theme),
            ("scheme", &self.scheme),
            ("width", self.width.id()),
            ("beside", &self.beside),
            ("pseudo", self.pseudo_id()),
        ];
        format!("/desk/{}", query(&pairs))
    }

    fn pseudo_id(&self) -> &'static str {
        if self.pseudo { "yes" } else { "" }
    }

    /// The address of a sample's own page: `/desk/samples/{sample}?lang=..`
    pub fn address_of_sample(&self, sample: &str, lang: &str) -> String {
        let pairs =
            [("lang", lang), ("theme", &self.theme), ("scheme", &self.scheme), ("pseudo", self.pseudo_id())];
        format!("/desk/samples/{sample}{}", query(&pairs))
    }
}

fn query(pairs: &[(&str, &str)]) -> String {
    let Ok(query) = UrlSearchParams::new() else { return String::new() };
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        query.append(name, value);
    }
    match String::from(query.to_string()) {
        empty if empty.is_empty() => empty,
        query => format!("?{query}"),
    }
}
