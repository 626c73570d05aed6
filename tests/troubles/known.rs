//! The guide's own persons, whom a partner knows: what they lack is asked for, and only that.

use serde_json::{Value, json};

use crate::{
    steps::{iban, mobile_code},
    support::{World, embedded::Embedded},
};

async fn inputs(world: &World) -> Value {
    world
        .eval(
            "return [...document.querySelectorAll('main form :is(input, select)')].map(input => input.name)",
        )
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_person_of_step_1_verifies_their_number() {
    let (shop, link) = Embedded::link_of_person(
        json!({
            "salutation": "Mr", "first_name": "Marc", "last_name": "O'Polo", "birth_date": "1999-01-01",
            "nationality": "DE", "mobile_number": "+15550101",
            "address": {
                "line_1": "Solaris street", "line_2": "1", "postal_code": "10119", "city": "Berlin", "country": "DE",
            },
            "tax_information": { "tax_assessment_country": "DE" },
            "terms_conditions_signed_at": "2021-01-01T00:00:00Z", "data_terms_signed_at": "2021-01-01T00:00:00Z",
        }),
    )
    .await;
    let world = &shop.world;
    world.browser.goto(&link).await.unwrap();
    world.arrive("mobile").await;
    assert_eq!(world.typed("number").await, "+15550101");
    world.submit().await;
    mobile_code::walk(world).await;
    iban::walk(world).await;
    world.arrive("bank").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_person_of_appendix_ii_agrees_to_the_data_terms() {
    let (shop, link) = Embedded::link_of_person(
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
    )
    .await;
    let world = &shop.world;
    world.browser.goto(&link).await.unwrap();
    world.arrive("terms").await;
    assert_eq!(inputs(world).await, json!(["data_terms"]));
    world.submit().await;
    world.find("#data-terms-error").await;
    world.reload().await;
    world.arrive("terms").await;
    world.tick("data_terms").await;
    world.submit().await;
    world.arrive("mobile").await;
    assert_eq!(inputs(world).await, json!(["number"]));
    world.fill("number", "+15550101").await;
    world.submit().await;
    mobile_code::walk(world).await;
    iban::walk(world).await;
    world.arrive("bank").await;
}
