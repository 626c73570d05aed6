use std::str::FromStr;

use bankident_wire::Step;
use rand::{SeedableRng, rngs::StdRng};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use super::{
    super::{
        database::{empty_file, empty_store, vault},
        openings::Found,
    },
    *,
};
use crate::domain::{partner_journey::Outcome, samples, session::Session};

fn session(seed: u64) -> SessionHash {
    Session::generate(&mut StdRng::seed_from_u64(seed)).hash()
}

#[tokio::test]
async fn a_journey_is_found_by_its_session_alone() {
    let (store, _folder) = empty_store().await;
    let begun = store.begin(&session(1), &Application::new(samples::began_at())).await.unwrap();
    let found = Found { id: begun, is_redeemed: true };
    assert_eq!(store.of_session(&session(1)).await.unwrap(), Some(found));
    assert_eq!(store.of_session(&session(2)).await.unwrap(), None);
}

#[tokio::test]
async fn a_save_does_not_overwrite_what_it_has_not_seen() {
    let (store, _folder) = empty_store().await;
    let now = samples::began_at();
    let begun = store.begin(&session(1), &Application::new(now)).await.unwrap();
    let mut ours = store.load(begun).await.unwrap().unwrap();
    let mut theirs = ours.clone();
    assert_eq!(store.save(&mut theirs, now).await.unwrap(), Saved::Yes);
    assert_eq!(store.save(&mut ours, now).await.unwrap(), Saved::Outdated);
    assert_eq!(store.save(&mut theirs, now).await.unwrap(), Saved::Yes);
}

#[tokio::test]
async fn an_erased_journey_leaves_no_key() {
    let (store, folder) = empty_file().await;
    let now = samples::began_at();
    let id = store.begin(&session(1), &Application::new(now)).await.unwrap();
    let key: Vec<u8> =
        sqlx::query_scalar("SELECT wrapped FROM journey_keys").fetch_one(&store.pool).await.unwrap();
    let is_there = || {
        let files = std::fs::read_dir(folder.path()).unwrap();
        let mut files = files.map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
        files.any(|file| file.windows(key.len()).any(|window| window == key))
    };
    assert!(is_there());
    let mut journey = store.load(id).await.unwrap().unwrap();
    journey.application.erase();
    assert_eq!(store.save(&mut journey, now).await.unwrap(), Saved::Yes);
    assert!(!is_there());
    assert_eq!(store.load(id).await.unwrap().unwrap().application.facts, Facts::Deleted);
    assert_eq!(store.save(&mut journey, now).await.unwrap(), Saved::Yes, "and again");
}

/// A partner's journey that has been started and is at the first step.
fn started() -> Application {
    Application::for_partner(samples::began_at(), samples::partner_journey(), Facts::Unconsented)
}

/// Version 3 of the tables remembers the last event as `format!("{stage:?} {outcome:?}")`.
#[tokio::test]
async fn an_event_that_was_sent_before_the_update_is_not_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
    let options = SqliteConnectOptions::from_str(&url).unwrap().create_if_missing(true);
    let old = SqlitePoolOptions::new().connect_with(options).await.unwrap();
    super::super::opening::MIGRATIONS.run_to(3, &old).await.unwrap();
    let stages =
        [None].into_iter().chain(Step::ALL.map(Some).into_iter().filter(|stage| *stage != Some(Step::More)));
    let outcomes = [
        None,
        Some(Outcome::Successful),
        Some(Outcome::Rejected),
        Some(Outcome::VideoIdentification),
        Some(Outcome::Expired),
        Some(Outcome::Erased),
    ];
    let fingerprints: Vec<Fingerprint> =
        stages.flat_map(|stage| outcomes.map(|outcome| Fingerprint { stage, outcome })).collect();
    let application = serde_json::to_string(&started()).unwrap();
    for (id, Fingerprint { stage, outcome }) in (1_i64..).zip(&fingerprints) {
        sqlx::query("INSERT INTO journeys (id, announced, version, application) VALUES ($1, $2, 1, $3)")
            .bind(id)
            .bind(format!("{stage:?} {outcome:?}"))
            .bind(&application)
            .execute(&old)
            .await
            .unwrap();
    }
    old.close().await;

    let store = Store::open(&url, vault()).await.unwrap();
    for (id, fingerprint) in (1_i64..).zip(fingerprints) {
        let stored = store.load(JourneyId(id)).await.unwrap().unwrap();
        assert_eq!(stored.last_event, Some(fingerprint));
        let is_known = fingerprint == Fingerprint { stage: Some(Step::Terms), outcome: None };
        assert_eq!(stored.has_new_event(samples::began_at()), !is_known, "{fingerprint:?}");
    }
}
