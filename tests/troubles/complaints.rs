//! The bank does not take an answer: it is said on the screen that sent it, and a link leads into the input, wherever that is.

use serde_json::json;

use crate::support::{Ahead, Device, World};

const CREATE_PERSON: &str = "POST /v1/persons";
const UPDATE_PERSON: &str = "PATCH /v1/persons/{person_id}";
const CREATE: &str = "POST /v1/persons/{person_id}/identifications";

/// The next call of the endpoint is refused, with an error for each field.
async fn refuse(world: &World, endpoint: &str, fields: &[&str]) {
    let fault = json!({
        "kind": "status", "status": 400, "code": "invalid_model", "field": fields.first(),
        "further_fields": fields.get(1..).unwrap_or_default(),
    });
    world.tell_sandbox("faults", json!({ "endpoint": endpoint, "fault": fault })).await;
}

/// Follows the link in the list of what the bank complains about.
async fn follow(world: &World, field: &str) {
    world.click(&format!("main [role=alert] a[href=\"#{field}\"]")).await;
}

async fn retype(world: &World, name: &str, value: &str) {
    world.find(&format!("[name=\"{name}\"]")).await.clear().await.unwrap();
    world.fill(name, value).await;
    world.submit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_complaint_leads_into_the_input_of_an_earlier_screen() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_check().await;
    ahead.open("en").await;
    world.arrive("check").await;
    refuse(&world, CREATE_PERSON, &["last_name"]).await;
    world.submit().await;
    // It is told, and whoever reads with the ears hears it first.
    world.find("main [role=alert] h2:focus").await;
    world.find_text("Last name: Please only the name").await;
    world.find("main [role=alert] .reference").await;
    world.inspect("en", "check").await;
    follow(&world, "last-name").await;
    world.arrive("person").await;
    world.find("[name=last_name]:focus").await;
    world.find("#last-name-error").await;
    world.inspect("en", "person").await;
    retype(&world, "last_name", "Seepferd").await;
    world.arrive("check").await;
    world.gone("main [role=alert]").await;
    world.submit().await;
    world.arrive("mobile-code").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_complaints_the_others_stay_until_they_are_mended() {
    let world = World::new(Device::Desktop).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_check().await;
    ahead.open("de").await;
    world.arrive("check").await;
    refuse(&world, CREATE_PERSON, &["birth_city", "address.postal_code", "employment_status", "branch"])
        .await;
    world.submit().await;
    follow(&world, "address-postal-code").await;
    world.arrive("address").await;
    world.find("[name=\"address.postal_code\"]:focus").await;
    retype(&world, "address.postal_code", "10119").await;
    world.arrive("check").await;
    assert_eq!(world.find_all("main [role=alert] li").await.len(), 2);
    follow(&world, "employment-status").await;
    world.arrive("status").await;
    world.find("[name=employment_status]:focus").await;
    world.choose("employment_status", "STUDENT").await;
    world.submit().await;
    world.arrive("check").await;
    // The answer is right as it is: the bank is asked once more.
    assert_eq!(world.find_all("main [role=alert] li").await.len(), 1);
    world.submit().await;
    world.arrive("mobile-code").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_screen_asks_for_is_told_with_a_reference() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_check().await;
    ahead.open("en").await;
    world.arrive("check").await;
    for fields in [&["branch"][..], &[]] {
        refuse(&world, CREATE_PERSON, fields).await;
        world.submit().await;
        world.find_text("Please contact support and quote the reference.").await;
        world.find("main [role=alert] .reference").await;
        assert_eq!(world.eval("return document.querySelectorAll('main [role=alert] a').length").await, 0);
    }
    world.submit().await;
    world.arrive("mobile-code").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_and_an_identification_are_complained_about_in_the_same_way() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_iban().await;
    ahead.open("en").await;
    world.arrive("iban").await;
    world.fill("iban", "DE11110101010100000020").await;
    world.tick("swisscom_terms").await;
    refuse(&world, CREATE, &["email"]).await;
    world.submit().await;
    follow(&world, "email").await;
    world.arrive("address").await;
    world.find("[name=email]:focus").await;
    retype(&world, "email", "leander@example.com").await;
    world.arrive("check").await;
    // The change is refused, too: for fields of two screens.
    refuse(&world, UPDATE_PERSON, &["email", "employment_status"]).await;
    world.submit().await;
    world.find("main [role=alert] h2:focus").await;
    follow(&world, "email").await;
    world.find("[name=email]:focus").await;
    world.submit().await;
    world.arrive("check").await;
    follow(&world, "employment-status").await;
    world.arrive("status").await;
    world.find("[name=employment_status]:focus").await;
    world.choose("employment_status", "STUDENT").await;
    world.submit().await;
    world.arrive("check").await;
    // What cannot be changed any more has no link.
    refuse(&world, UPDATE_PERSON, &["last_name"]).await;
    world.submit().await;
    world.find_text("Please contact support and quote the reference.").await;
    world.submit().await;
    world.arrive("iban").await;
    // What is missing is named as well.
    let missing = json!({
        "kind": "status", "status": 412, "code": "PERSON_MISSING_REQUIRED_DATA", "field": "email",
        "further_fields": ["employment_status"],
    });
    world.tell_sandbox("faults", json!({ "endpoint": CREATE, "fault": missing })).await;
    world.submit().await;
    world.arrive("rejected").await;
    world.inspect("en", "rejected").await;
    world.click("main a[href=\"#employment-status\"]").await;
    world.arrive("status").await;
    world.find("[name=employment_status]:focus").await;
    world.find("#employment-status-error").await;
}
