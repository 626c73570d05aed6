//! `PATCH /v1/persons/{id}` takes the properties that the guide lists ("PATCH Update person"), and no other ones.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::TestSandbox;

/// The guide's list, in its order, with something that each can be.
fn updatable() -> [(&'static str, Value); 38] {
    let address = json!({
        "line_1": "Hafenstr. 7", "line_2": "Hinterhaus", "postal_code": "20457", "city": "Hamburg", "state": "HH",
        "country": "DE",
    });
    [
        ("title", json!("Dr.")),
        ("salutation", json!("MS")),
        ("address", address.clone()),
        ("contact_address", address),
        ("employment_status", json!("RETIRED")),
        ("job_title", json!("Diver")),
        ("email", json!("new@example.com")),
        ("tax_information", json!({ "tax_assessment": "INCOME", "marital_status": "SINGLE" })),
        ("fatca_relevant", json!(true)),
        ("fatca_crs_confirmed_at", json!("2026-11-23T11:00:00.000Z")),
        ("business_purpose", json!("Pearls")),
        ("industry", json!("FISHING")),
        ("industry_key", json!("A")),
        ("own_economic_interest_signed_at", json!("2026-11-23T11:00:00.000Z")),
        ("aml_confirmed_on", json!("2026-11-23")),
        ("expected_monthly_revenue_cents", json!(120_000)),
        ("vat_number", json!("DE123456789")),
        ("website_social_media", json!("https://zierfisch.example")),
        ("business_trading_name", json!("Zierfisch Perlen")),
        ("nace_code", json!("A 03")),
        ("business_address_line_1", json!("Hafenstr. 7")),
        ("business_address_line_2", json!("Hinterhaus")),
        ("business_postal_code", json!("20457")),
        ("business_city", json!("Hamburg")),
        ("business_country", json!("DE")),
        ("annual_income_range", json!("0_20000")),
        ("data_terms_signed_at", json!("2026-11-23T11:00:00.000Z")),
        ("branch", json!("Hamburg")),
        ("birth_province", json!("AC")),
        ("birth_post_code", json!("52062")),
        ("socioprofessional_category", json!("03")),
        ("purpose_of_account_opening", json!("SAVINGS")),
        ("main_income_source", json!("PENSION")),
        ("work_country", json!("DE")),
        ("work_province", json!("HH")),
        ("self_declared_as_pep", json!(false)),
        ("international_operativity_expectation", json!("NONE")),
        ("registration_number", json!("HRB 1")),
    ]
}

#[tokio::test]
async fn each_property_of_the_guides_list_can_be_updated() {
    let sandbox = TestSandbox::start().await;
    let path = sandbox.person().await;
    for (name, value) in updatable() {
        let changed = sandbox.patch(&path, json!({ name: value })).await.expect(StatusCode::OK);
        let written = match (&changed[name], &value) {
            // An object is merged with what was there.
            (Value::Object(all), Value::Object(sent)) => sent.iter().all(|(name, value)| all[name] == *value),
            (written, sent) => written == sent,
        };
        assert!(written, "{name}: {}", changed[name]);
        assert_eq!(sandbox.get(&path).await.expect(StatusCode::OK), changed, "{name}");
    }
}

#[tokio::test]
async fn what_the_guide_does_not_list_cannot_be_updated() {
    let sandbox = TestSandbox::start().await;
    let path = sandbox.person().await;
    let before = sandbox.get(&path).await.expect(StatusCode::OK);
    let not_listed = [
        "first_name",
        "last_name",
        "birth_name",
        "birth_date",
        "birth_city",
        "birth_country",
        "nationality",
        "mobile_number",
        "terms_conditions_signed_at",
        "id",
        "favourite_colour",
    ];
    for name in not_listed {
        assert_eq!(sandbox.patch(&path, json!({ name: "x" })).await.mistakes(), [name]);
    }
    assert_eq!(sandbox.get(&path).await.expect(StatusCode::OK), before);
}
