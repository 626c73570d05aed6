//! The guide's mocked IBANs (Appendix II), in the browser.

use std::fs;

use serde_json::{Value, json};

use crate::{
    steps::{bank, contract, done, iban, rejected, sign, stopped},
    support::{Ahead, Device, World, root},
};

/// Where on the way an IBAN fails.
enum Moment {
    Creation,
    BankLogin,
    Transfer,
    Signature,
}

struct Row {
    iban: &'static str,
    moment: Moment,
    code: &'static str,
    ways: &'static [&'static str],
}

/// The ninth, DE11, is that of every other walk; DE77 stands there twice.
const TABLE: [Row; 7] = [
    Row {
        iban: "DE22110101010100000016",
        moment: Moment::Creation,
        code: "MATCH_FOR_PERSON_DATA_NOT_FOUND",
        ways: &["video"],
    },
    Row {
        iban: "DE33110101010100000012",
        moment: Moment::Creation,
        code: "PREVIOUS_IDENT_NOT_FOUND",
        ways: &["video"],
    },
    Row {
        iban: "DE44110101010100000008",
        moment: Moment::Creation,
        code: "PERSON_ACCOUNT_MATCH_NOT_FOUND",
        ways: &["another-iban", "video"],
    },
    Row {
        iban: "DE55110101010100000004",
        moment: Moment::BankLogin,
        code: "JOINT_ACCOUNT",
        ways: &["another-iban", "video"],
    },
    Row {
        iban: "DE66110101010100000000",
        moment: Moment::BankLogin,
        code: "ACCOUNT_SNAPSHOT_FAILED",
        ways: &["another-iban"],
    },
    Row {
        iban: "DE43110101010000000010",
        moment: Moment::Transfer,
        code: "ACCESS_BY_AUTHORIZED_HOLDER",
        ways: &["another-iban", "video"],
    },
    Row {
        iban: "DE77110101010100000093",
        moment: Moment::Signature,
        code: "DEPENDENCY_ERROR",
        // The identification has ended: there is no call to repeat.
        ways: &["restart"],
    },
];

/// The official words, from the guide itself.
fn official(code: &str, lang: &str) -> String {
    let catalogue = fs::read(root().join("crates/wire/catalogue/error-messages.json")).unwrap();
    let rows: Vec<Value> = serde_json::from_slice(&catalogue).unwrap();
    let row = rows.iter().find(|row| row["code"] == code).expect("a code of the guide");
    row[lang].as_str().expect("an official text").to_owned()
}

async fn every_mocked_iban_ends_where_the_guide_says(lang: &str, device: Device) {
    let world = World::new(device).await;
    for Row { iban, moment, code, ways } in TABLE {
        let ahead = Ahead::start(&world).await;
        ahead.to_iban().await;
        ahead.open(lang).await;
        iban::submit(&world, iban).await;
        match moment {
            Moment::Creation => {}
            Moment::BankLogin => bank::log_in_with(&world, iban).await,
            Moment::Transfer => bank::walk_with(&world, iban).await,
            Moment::Signature => {
                bank::walk_with(&world, iban).await;
                contract::walk(&world).await;
                sign::walk(&world).await;
            }
        }
        world.arrive("rejected").await;
        assert_eq!(rejected::reason(&world).await, (code.to_owned(), official(code, lang)), "{iban}");
        assert_eq!(rejected::ways(&world).await, ways, "{iban}");
        world.inspect(lang, "rejected").await;
        world.reload().await;
        world.arrive("rejected").await;
        rejected::choose(&world, ways[0]).await;
        if ways[0] == "video" {
            world.arrive("stopped").await;
            assert_eq!(stopped::video_address(&world).await.as_deref(), Some("https://video.example/"));
            world.inspect(lang, "stopped").await;
        } else {
            world.arrive("iban").await;
            assert_eq!(world.typed("iban").await, "", "another IBAN, and the consent again");
            iban::walk(&world).await;
            world.arrive("bank").await;
        }
    }
    world.has_no_complaints().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mocked_iban_ends_where_the_guide_says_in_german() {
    every_mocked_iban_ends_where_the_guide_says("de", Device::Phone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mocked_iban_ends_where_the_guide_says_in_english() {
    every_mocked_iban_ends_where_the_guide_says("en", Device::Desktop).await;
}

/// DE77, the second time it stands in the table: within five minutes, in which codes of all other accounts stay valid. Here nobody
/// can ask for another one that soon, so somebody else does.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_signature_code_replaces_the_old_one_at_once() {
    let world = World::new(Device::Phone).await;
    for (iban, old_is_valid) in [("DE77110101010100000093", false), ("DE11110101010100000020", true)] {
        let ahead = Ahead::start(&world).await;
        ahead.to_iban().await;
        ahead.open("en").await;
        iban::submit(&world, iban).await;
        bank::walk_with(&world, iban).await;
        contract::walk(&world).await;
        world.arrive("sign").await;
        let old = world.code("signature").await;
        world.authorize_elsewhere().await;
        world.fill("signature_token", &old).await;
        world.submit().await;
        if old_is_valid {
            done::walk(&world).await;
            continue;
        }
        world.find_text("You have 4 more tries.").await;
        // The wrong code can be replaced at once.
        world.find("[name=signature_token]:focus").await;
        world.find("[name=signature_token]").await.clear().await.unwrap();
        sign::walk(&world).await;
        world.arrive("rejected").await;
        assert_eq!(rejected::reason(&world).await.0, "DEPENDENCY_ERROR");
    }
}

const CREATE: &str = "POST /v1/persons/{person_id}/identifications";
const AUTHORIZE: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/authorize";

async fn refuse(world: &World, endpoint: &str, fault: Value) {
    world.tell_sandbox("faults", json!({ "endpoint": endpoint, "fault": fault })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn trying_again_repeats_the_call_and_keeps_the_payment() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_iban().await;
    ahead.open("de").await;
    let technical = json!({ "kind": "status", "status": 412, "code": "INTERNAL_REQUEST_ERROR" });
    refuse(&world, CREATE, technical.clone()).await;
    iban::submit(&world, "DE11110101010100000020").await;
    world.arrive("rejected").await;
    rejected::choose(&world, "retry").await;
    // Neither IBAN nor consent is asked for again.
    bank::walk(&world).await;
    contract::read(&world).await;
    refuse(&world, AUTHORIZE, technical).await;
    world.submit().await;
    world.arrive("rejected").await;
    world.inspect("de", "rejected").await;
    world.reload().await;
    world.arrive("rejected").await;
    rejected::choose(&world, "retry").await;
    sign::walk(&world).await;
    world.arrive("done").await;
    assert_eq!(world.carried_out().await[CREATE], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn completed_data_repeats_the_call_too() {
    let world = World::new(Device::Desktop).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_iban().await;
    ahead.open("en").await;
    let missing = json!({
        "kind": "status", "status": 412, "code": "PERSON_MISSING_REQUIRED_DATA", "field": "address",
    });
    refuse(&world, CREATE, missing.clone()).await;
    refuse(&world, CREATE, missing).await;
    iban::submit(&world, "DE11110101010100000020").await;
    world.arrive("rejected").await;
    rejected::choose(&world, "complete-data").await;
    world.arrive("address").await;
    world.submit().await;
    world.arrive("check").await;
    world.submit().await;
    // Solaris misses the same once more: now only support can help.
    world.arrive("rejected").await;
    world.find("main .reference").await;
    assert_eq!(rejected::ways(&world).await, ["retry"]);
    rejected::choose(&world, "retry").await;
    world.arrive("bank").await;
}
