//! What one is looking at. It stands in the page's address, so that it can be pasted into a ticket.

use web_sys::UrlSearchParams;

use crate::{browser, store::Shelf};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The name of a sample; empty for the gallery.
    pub state: String,
    /// The id of a sentence.
    pub sentence: String,
    pub step: String,
    /// Of a rejection or a problem.
    pub code: String,
    pub only: Only,
    /// Words to be found.
    pub find: String,
    /// A partner's id.
    pub theme: String,
    /// `light`, `dark`; empty as the device prefers.
    pub scheme: String,
    pub width: Width,
    /// The language beside the first; empty for the second.
    pub beside: String,
    /// Everything in the language that nobody speaks.
    pub pseudo: bool,
}

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

    pub fn named(id: &str) -> Only {
        Only::ALL.into_iter().find(|only| only.id() == id).unwrap_or_default()
    }
}

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

    pub fn named(id: &str) -> Width {
        if id == Width::Desktop.id() { Width::Desktop } else { Width::Phone }
    }

    /// CSS pixels: a small phone, a small desktop window.
    pub fn size(self) -> (u32, u32) {
        match self {
            Width::Phone => (360, 640),
            Width::Desktop => (1024, 768),
        }
    }
}

impl Look {
    /// What the page's address says; a partner that is gone has no theme.
    pub fn of_page(shelf: &Shelf) -> Look {
        let mut look = browser::query().map(|query| Look::read(&query)).unwrap_or_default();
        if shelf.themes.iter().all(|theme| theme.id != look.theme) {
            look.theme.clear();
        }
        look
    }

    fn read(query: &UrlSearchParams) -> Look {
        let get = |name: &str| query.get(name).unwrap_or_default();
        Look {
            state: get("state"),
            sentence: get("sentence"),
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

    /// All states that are asked for, as they are looked at now.
    pub fn go_to_all(&mut self) {
        self.state.clear();
        self.sentence.clear();
    }

    /// `/desk/?state=..`
    pub fn address(&self) -> String {
        let pairs = [
            ("state", self.state.as_str()),
            ("sentence", &self.sentence),
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

    /// The sample alone, in a language.
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
