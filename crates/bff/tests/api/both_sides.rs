//! What the wizard sends and what the simulated API takes are two sets of rules. Here both judge the same values: those of the
//! guide, and those that only one of them could get wrong.

use bankident_wire::{BirthDate, City, Country, Email, FieldProblem, Iban, MobileNumber, Name};
use chrono::NaiveDate;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::TestApp;

/// The persons of the guide (Step 1 and Appendix II).
pub fn persons() -> [Value; 2] {
    [
        json!({
            "salutation": "Mr", "first_name": "Marc", "last_name": "O'Polo", "birth_date": "1999-01-01",
            "nationality": "DE", "mobile_number": "+4917612345678",
            "address": {
                "line_1": "Solaris street", "line_2": "1", "postal_code": "10119", "city": "Berlin", "country": "DE",
            },
            "tax_information": { "tax_assessment_country": "DE" },
            "terms_conditions_signed_at": "2021-01-01T00:00:00Z", "data_terms_signed_at": "2021-01-01T00:00:00Z",
        }),
        json!({
            "salutation": "MR", "first_name": "Leander", "last_name": "Zierfisch",
            "address": {
                "line_1": "BERLINER STR. 45", "line_2": "", "postal_code": "14169", "city": "Berlin", "country": "DE",
            },
            "birth_date": "1978-07-15", "birth_city": "Aachen", "birth_country": "DE", "nationality": "DE",
            "email": "person@example.com", "employment_status": "EMPLOYED", "fatca_relevant": "false",
            "fatca_crs_confirmed_at": "2019-01-01T00:00:00Z", "terms_conditions_signed_at": "2019-01-01T00:00:00Z",
            "own_economic_interest_signed_at": "2019-01-01T00:00:00Z",
        }),
    ]
}

/// The API, and a person of it.
struct Api<'a> {
    app: &'a TestApp,
    token: String,
    person: String,
}

impl<'a> Api<'a> {
    async fn of(app: &'a TestApp) -> Api<'a> {
        let api = Api { app, token: app.access_token().await, person: String::new() };
        // Appendix II has less than Step 1 demands.
        app.lenient().await;
        let created = api.post("/v1/persons", &persons()[1]).await.1;
        Api { person: format!("/v1/persons/{}", created["id"].as_str().unwrap()), ..api }
    }

    async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let url = format!("{}{path}", self.app.sandbox_url);
        let answer = self.app.http.post(url).bearer_auth(&self.token).json(body).send().await.unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    /// Whether the API takes the value: it finds no mistake in it.
    async fn takes(&self, kind: Kind, value: &str) -> bool {
        let signed_at = "2021-01-01T00:00:00Z";
        let (path, body) = match kind {
            Kind::Number => (format!("{}/mobile_number", self.person), json!({ "number": value })),
            Kind::Iban => (
                format!("{}/identifications", self.person),
                json!({ "method": "bank", "iban": value, "terms_and_conditions_signed_at": signed_at }),
            ),
            Kind::Name => person_with("last_name", value),
            Kind::City => person_with("birth_city", value),
            Kind::Date => person_with("birth_date", value),
            Kind::Country => person_with("nationality", value),
            Kind::Email => person_with("email", value),
        };
        self.post(&path, &body).await.0 != StatusCode::BAD_REQUEST
    }
}

fn person_with(member: &str, value: &str) -> (String, Value) {
    let [_, mut person] = persons();
    person[member] = value.into();
    ("/v1/persons".to_owned(), person)
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Name,
    City,
    Date,
    Country,
    Email,
    Number,
    Iban,
}

impl Kind {
    /// What the wizard makes of it.
    fn parsed(self, typed: &str) -> Result<String, FieldProblem> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        match self {
            Kind::Name => Name::parse(typed).map(String::from),
            Kind::City => City::parse(typed).map(String::from),
            Kind::Date => BirthDate::parse(typed, today).map(|date| date.date().to_string()),
            Kind::Country => Country::parse(typed).map(String::from),
            Kind::Email => Email::parse(typed).map(String::from),
            Kind::Number => MobileNumber::parse(typed).map(String::from),
            Kind::Iban => Iban::parse(typed).map(String::from),
        }
    }
}

#[tokio::test]
async fn the_guides_examples_are_taken_by_both() {
    let app = TestApp::start().await;
    let api = Api::of(&app).await;
    for person in persons() {
        let (status, answer) = api.post("/v1/persons", &person).await;
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        for (kind, value) in [
            (Kind::Name, &person["first_name"]),
            (Kind::Name, &person["last_name"]),
            (Kind::Date, &person["birth_date"]),
            (Kind::Country, &person["nationality"]),
            (Kind::City, &person["address"]["city"]),
        ] {
            let value = value.as_str().unwrap();
            assert_eq!(kind.parsed(value), Ok(value.to_owned()), "{kind:?}");
        }
    }
    for (kind, value) in [
        (Kind::Email, "person@example.com"),
        (Kind::City, "Aachen"),
        (Kind::Number, "+15550101"),
        (Kind::Number, "+4917612345678"),
        (Kind::Iban, "DE11110101010100000020"),
        (Kind::Iban, "DE43110101010000000010"),
        (Kind::Iban, "DE22110101010100000016"),
        (Kind::Iban, "DE33110101010100000012"),
        (Kind::Iban, "DE44110101010100000008"),
        (Kind::Iban, "DE55110101010100000004"),
        (Kind::Iban, "DE66110101010100000000"),
        (Kind::Iban, "DE77110101010100000093"),
    ] {
        assert_eq!(kind.parsed(value), Ok(value.to_owned()), "{kind:?}");
        assert!(api.takes(kind, value).await, "{kind:?} {value}");
    }
}

#[tokio::test]
async fn what_people_type_is_taken_as_the_wizard_sends_it() {
    let app = TestApp::start().await;
    let api = Api::of(&app).await;
    for (kind, typed) in [
        (Kind::Name, "Zo\u{200B}e"),
        (Kind::Date, "15. Juli 1978"),
        (Kind::Date, "1.2.78"),
        (Kind::Country, "de"),
        (Kind::Email, "anna @b.example"),
        (Kind::Iban, "IBAN: DE11 1101 0101 0100 0000 20"),
    ] {
        assert!(!api.takes(kind, typed).await, "the API is strict: {kind:?} {typed}");
        assert!(api.takes(kind, &kind.parsed(typed).unwrap()).await, "{kind:?} {typed}");
    }
    for name in ["Zoe\u{308}", "O\u{2BC}Polo-Łękowska", "M̂bala", "Nguyễn Thị"] {
        assert!(api.takes(Kind::Name, &Kind::Name.parsed(name).unwrap()).await, "{name}");
    }
    for code in Country::codes() {
        assert!(api.takes(Kind::Country, code).await, "{code}");
    }
}

#[tokio::test]
async fn what_the_api_refuses_the_wizard_refuses() {
    let app = TestApp::start().await;
    let api = Api::of(&app).await;
    let too_long = "x".repeat(51);
    for (kind, value) in [
        (Kind::Name, too_long.as_str()),
        (Kind::Name, "Зоя"),
        (Kind::Name, "Zoe 😀"),
        (Kind::Date, "1978-02-30"),
        (Kind::Country, "XX"),
        (Kind::Country, "Deutschland"),
        (Kind::Email, "nobody"),
        (Kind::Number, "+989123456789"),
        (Kind::Number, "+8501912345678"),
        (Kind::Number, "017612345678"),
        (Kind::Iban, "DE12110101010100000020"),
        (Kind::Iban, "FR7630006000011234567890189"),
    ] {
        assert!(!api.takes(kind, value).await, "the API takes {kind:?} {value}");
        assert!(kind.parsed(value).is_err(), "the wizard takes {kind:?} {value}");
    }
}
