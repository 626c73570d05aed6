//! A person of the API in words for people.

use chrono::NaiveDate;
use serde_json::Value;

use crate::language::Language;

const UNKNOWN: &str = "–";

pub struct Customer<'a> {
    pub person: &'a Value,
    pub language: Language,
}

impl Customer<'_> {
    pub fn name(&self) -> String {
        let names = [self.text("/first_name"), self.text("/last_name")];
        let names: Vec<&str> = names.into_iter().flatten().collect();
        if names.is_empty() { UNKNOWN.to_owned() } else { names.join(" ") }
    }

    pub fn salutation(&self) -> String {
        match (self.text("/salutation").map(str::to_uppercase).as_deref(), self.language) {
            (Some("MR"), Language::De) => "Herr",
            (Some("MR"), Language::En) => "Mr",
            (Some("MS"), Language::De) => "Frau",
            (Some("MS"), Language::En) => "Ms",
            (_, _) => UNKNOWN,
        }
        .to_owned()
    }

    pub fn birth_date(&self) -> String {
        let Some(given) = self.text("/birth_date") else { return UNKNOWN.to_owned() };
        let Ok(date) = given.parse::<NaiveDate>() else { return given.to_owned() };
        match self.language {
            Language::De => date.format("%d.%m.%Y").to_string(),
            Language::En => date.format("%-d %B %Y").to_string(),
        }
    }

    pub fn birth_place(&self) -> String {
        format!("{}, {}", self.value("/birth_city"), self.country("/birth_country"))
    }

    pub fn street(&self) -> String {
        let lines = [self.text("/address/line_1"), self.text("/address/line_2")];
        let lines: Vec<&str> = lines.into_iter().flatten().collect();
        if lines.is_empty() { UNKNOWN.to_owned() } else { lines.join(", ") }
    }

    pub fn town(&self) -> String {
        // Not every country has postal codes.
        let code = self.text("/address/postal_code").map(|code| format!("{code} ")).unwrap_or_default();
        format!("{code}{}", self.value("/address/city"))
    }

    pub fn employment(&self) -> String {
        let (german, english) = match self.text("/employment_status") {
            Some("EMPLOYED") => ("angestellt", "employed"),
            Some("UNEMPLOYED") => ("ohne Beschäftigung", "unemployed"),
            Some("PUBLIC_SECTOR_EMPLOYEE") => ("im öffentlichen Dienst", "public sector employee"),
            Some("PROFESSIONAL_SOLDIER") => ("Berufssoldatin oder Berufssoldat", "professional soldier"),
            Some("FREELANCER") => ("freiberuflich tätig", "freelancer"),
            Some("HOUSEWORK") => ("im Haushalt tätig", "homemaker"),
            Some("APPRENTICE") => ("in Ausbildung", "apprentice"),
            Some("MANAGEMENT") => ("leitend angestellt", "management"),
            Some("RETIRED") => ("im Ruhestand", "retired"),
            Some("STUDENT") => ("im Studium", "student"),
            Some("SELF_EMPLOYED") => ("selbstständig", "self-employed"),
            Some("MILITARY_OR_COMMUNITY_SERVICE") => {
                ("im Wehr- oder Freiwilligendienst", "military or community service")
            }
            other => return other.unwrap_or(UNKNOWN).to_owned(),
        };
        match self.language {
            Language::De => german,
            Language::En => english,
        }
        .to_owned()
    }

    /// A country by its name; the rarer ones by their code (ISO 3166-1 alpha-2).
    pub fn country(&self, pointer: &str) -> String {
        let (german, english) = match self.text(pointer) {
            Some("AT") => ("Österreich", "Austria"),
            Some("CH") => ("Schweiz", "Switzerland"),
            Some("DE") => ("Deutschland", "Germany"),
            Some("ES") => ("Spanien", "Spain"),
            Some("FR") => ("Frankreich", "France"),
            Some("GB") => ("Vereinigtes Königreich", "United Kingdom"),
            Some("IT") => ("Italien", "Italy"),
            Some("NL") => ("Niederlande", "Netherlands"),
            Some("PL") => ("Polen", "Poland"),
            Some("TR") => ("Türkei", "Türkiye"),
            Some("UA") => ("Ukraine", "Ukraine"),
            Some("US") => ("Vereinigte Staaten", "United States"),
            other => return other.unwrap_or(UNKNOWN).to_owned(),
        };
        match self.language {
            Language::De => german,
            Language::En => english,
        }
        .to_owned()
    }

    pub fn value(&self, pointer: &str) -> String {
        self.text(pointer).unwrap_or(UNKNOWN).to_owned()
    }

    fn text(&self, pointer: &str) -> Option<&str> {
        self.person.pointer(pointer)?.as_str().map(str::trim).filter(|text| !text.is_empty())
    }
}
