//! What Solaris says about a field: told where the customer can change it, else with a reference for support.

use bankident_wire::{Field, ProblemCode, RejectedStage, Rejection, Stage, Step};
use serde_json::{Value, json};

use crate::support::{Customer, GOOD_IBAN, NUMBER, TestApp};

const CREATE_PERSON: &str = "POST /v1/persons";
const UPDATE_PERSON: &str = "PATCH /v1/persons/{person_id}";
const CREATE_NUMBER: &str = "POST /v1/persons/{person_id}/mobile_number";
const CREATE: &str = "POST /v1/persons/{person_id}/identifications";

fn about(fields: &[&str]) -> Value {
    let (first, further) = fields.split_first().unwrap();
    json!({ "kind": "status", "status": 400, "code": "invalid_model", "field": first, "further_fields": further })
}

/// The command fails with these complaints; without any, support is needed.
async fn check(
    customer: &Customer<'_>,
    command: &str,
    body: Value,
    endpoint: &str,
    table: &[(&[&str], &[Field])],
) {
    let app = customer.app;
    for (said, told) in table {
        app.provoke(endpoint, 1, about(said)).await;
        let problem = customer.fail(command, body.clone()).await;
        let fields: Vec<Field> = problem.errors.iter().map(|error| error.field).collect();
        assert_eq!(fields, *told, "{endpoint}: {said:?}");
        let code = if told.is_empty() { ProblemCode::UpstreamRefused } else { ProblemCode::InvalidInput };
        assert_eq!((problem.code, problem.upstream), (code, !told.is_empty()), "{endpoint}: {said:?}");
        for field in fields {
            let stage = customer.revisit(field.step().id()).await;
            assert!(stage.asks_for(field), "{endpoint}: {} is asked for", field.name());
        }
        // Back to the command's own screen.
        customer.revisit(command.trim_start_matches('/')).await;
    }
}

#[tokio::test]
async fn a_complaint_about_a_new_person_leads_to_its_screen() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_check().await;
    for (said, told, step) in [
        ("last_name", Field::LastName, Step::Person),
        ("address.postal_code", Field::AddressPostalCode, Step::Address),
        ("tax_information.tax_assessment_country", Field::TaxAssessmentCountry, Step::Status),
        ("data_terms_signed_at", Field::DataTerms, Step::Terms),
        ("mobile_number", Field::Number, Step::Mobile),
    ] {
        app.provoke(CREATE_PERSON, 1, about(&[said])).await;
        let problem = customer.fail("/check", json!({})).await;
        assert_eq!(problem.errors, [told.refused()]);
        assert!(problem.upstream);
        assert_eq!(customer.revisit(step.id()).await.step(), step);
        // The same answers once more: nothing is stuck.
        let body = match step {
            Step::Person => customer.person(),
            Step::Address => customer.address(),
            Step::Status => customer.status(),
            Step::Mobile => json!({ "number": NUMBER }),
            _ => customer.terms(),
        };
        assert_eq!(customer.submit(&format!("/{}", step.id()), body).await.step(), Step::Check);
    }
    app.provoke(CREATE_PERSON, 1, about(&["last_name", "branch", "email"])).await;
    let problem = customer.fail("/check", json!({})).await;
    assert_eq!(problem.errors, [Field::LastName.refused(), Field::Email.refused()]);
    for unknown in [
        about(&["branch"]),
        about(&["token"]),
        json!({ "kind": "status", "status": 400, "code": "invalid_model" }),
    ] {
        app.provoke(CREATE_PERSON, 1, unknown).await;
        let problem = customer.fail("/check", json!({})).await;
        assert_eq!((problem.code, problem.errors), (ProblemCode::UpstreamRefused, vec![]));
        assert_eq!(problem.reference.len(), 8);
    }
    assert_eq!(customer.submit("/check", json!({})).await.step(), Step::MobileCode);
}

#[tokio::test]
async fn of_an_existing_person_only_what_can_be_changed_is_shown() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    customer.revisit("address").await;
    let mut moved = customer.address();
    moved["address"]["line_1"] = "Kantstr. 1".into();
    assert_eq!(customer.submit("/address", moved).await.step(), Step::Check);
    check(
        &customer,
        "/check",
        json!({}),
        UPDATE_PERSON,
        &[
            (&["address.city"], &[Field::AddressCity]),
            (&["employment_status", "email"], &[Field::EmploymentStatus, Field::Email]),
            (&["last_name"], &[]),
            (&["terms_conditions_signed_at"], &[]),
            (&["nace_code"], &[]),
            (&["last_name", "salutation"], &[Field::Salutation]),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_complaint_about_a_number_is_told_beside_it() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_check().await;
    check(
        &customer,
        "/check",
        json!({}),
        CREATE_NUMBER,
        &[(&["number"], &[Field::Number]), (&["mobile_number"], &[Field::Number]), (&["iban"], &[])],
    )
    .await;
}

#[tokio::test]
async fn a_complaint_about_an_identification_leads_to_its_screen() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_iban().await;
    for (said, told) in [
        ("iban", Some(Field::Iban)),
        ("terms_and_conditions_signed_at", Some(Field::SwisscomTerms)),
        ("email", Some(Field::Email)),
        ("last_name", None),
    ] {
        app.provoke(CREATE, 1, about(&[said])).await;
        let problem = customer.fail("/iban", customer.iban(GOOD_IBAN)).await;
        assert_eq!(problem.errors, told.map(Field::refused).into_iter().collect::<Vec<_>>(), "{said}");
    }
    assert_eq!(customer.submit("/iban", customer.iban(GOOD_IBAN)).await.step(), Step::Bank);
}

#[tokio::test]
async fn what_is_missing_is_named_where_it_can_be_said() {
    for (fields, rejection, missing) in [
        (&["email", "last_name"][..], Rejection::PersonMissingRequiredData, vec![Field::Email.lacking()]),
        // Going through the answers would change nothing.
        (&["last_name"], Rejection::GenericError, vec![]),
    ] {
        let app = TestApp::start().await;
        let customer = Customer::start(&app).await;
        customer.to_iban().await;
        let fault = json!({
            "kind": "status", "status": 412, "code": "PERSON_MISSING_REQUIRED_DATA",
            "field": fields[0], "further_fields": fields[1..],
        });
        app.provoke(CREATE, 1, fault).await;
        let stage = customer.submit("/iban", customer.iban(GOOD_IBAN)).await;
        let Stage::Rejected(RejectedStage { rejection: shown, missing: named, reference, .. }) = stage else {
            panic!("{stage:?}")
        };
        assert_eq!((shown, named), (rejection, missing));
        assert!(reference.is_some());
    }
}
