//! THE GATE as a table: [`Application::stage`](super::application::Application::stage).

use bankident_wire::{
    Editable, Field, Properties, RejectedStage, Rejection, SignPhase, SignStage, Stage, Step,
};
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    application::{Application, Facts},
    gathering::{Answers, Gathering},
    identification::{CodeSent, Identification, PAYMENT_DEADLINE, Payment, SIGNATURE_CODE_PAUSE},
    registered::{Mobile, Registered},
    samples::{answers, began_at, number},
};

fn now() -> DateTime<Utc> {
    began_at() + TimeDelta::minutes(5)
}

fn gathering(answered: usize) -> Facts {
    let Answers { terms, person, address, status, .. } = answers();
    let number = (answered > 3).then(number);
    Facts::Gathering(Gathering {
        terms,
        person: (answered > 0).then_some(person),
        address: (answered > 1).then_some(address),
        status: status.filter(|_| answered > 2),
        ask: Vec::new(),
        more: None,
        known: Properties::default(),
        number,
        asked: None,
    })
}

/// What a partner has its customers asked comes after the status and before the number; for the others there is no such step.
#[test]
fn what_a_partner_asks_comes_after_the_status() {
    let Facts::Gathering(mut asked) = gathering(3) else { panic!() };
    let application = |gathering: &Gathering| Application {
        facts: Facts::Gathering(gathering.clone()),
        ..Application::new(began_at())
    };
    assert_eq!(application(&asked).stage(began_at()).step(), Step::Mobile);
    asked.ask = Field::properties().collect();
    assert_eq!(application(&asked).stage(began_at()).step(), Step::More);
    asked.number = Some(number());
    assert_eq!(asked.complete(), None, "the number alone completes nothing");
    asked.more = Some(Properties::default());
    assert_eq!(application(&asked).stage(began_at()).step(), Step::Check);
}

fn registered(mobile: Mobile) -> Facts {
    Facts::Registered(Registered::new("1cper".into(), answers(), mobile))
}

fn identified(identification: Identification) -> Facts {
    registered(Mobile::Verified { number: number(), identification })
}

fn confirmed() -> Facts {
    registered(Mobile::Confirmed { number: number() })
}

fn mobile_code_sent() -> Facts {
    registered(Mobile::CodeSent { number: number(), wrong_codes: 0 })
}

fn wanted() -> Facts {
    identified(Identification::Wanted)
}

fn at_bank(payment: Payment) -> Facts {
    identified(Identification::AtBank {
        id: "1cidt".into(),
        iban_masked: "DE•• •••• 0020".into(),
        url: "https://bank.example/".into(),
        payment,
    })
}

fn contract_ready(expires_at: DateTime<Utc>) -> Facts {
    identified(Identification::ContractReady {
        id: "1cidt".into(),
        documents: vec![],
        expires_at: Some(expires_at),
    })
}

fn code_sent(authorization_expires_at: DateTime<Utc>) -> Facts {
    identified(Identification::CodeSent(Box::new(CodeSent {
        id: "1cidt".into(),
        documents: vec![],
        sent_at: now(),
        confirmation_expires_at: Some(now() + TimeDelta::minutes(4)),
        authorization_expires_at: Some(authorization_expires_at),
        wrong_codes: 0,
        reference: None,
    })))
}

fn confirming() -> Facts {
    identified(Identification::Confirming {
        id: "1cidt".into(),
        documents: vec![],
        since: None,
        reference: None,
        completed_at: None,
    })
}

fn signed() -> Facts {
    identified(Identification::Signed {
        id: "1cidt".into(),
        documents: vec![],
        completed_at: now(),
        reference: None,
    })
}

fn stage(facts: Facts, revisiting: Option<Step>) -> Stage {
    Application { revisiting, facts, ..Application::new(began_at()) }.stage(now())
}

#[test]
fn the_gate_shows_the_first_step_that_is_not_done() {
    let later = now() + TimeDelta::minutes(5);
    let table = [
        (Facts::Unconsented, Step::Terms),
        (gathering(0), Step::Person),
        (gathering(1), Step::Address),
        (gathering(2), Step::Status),
        (gathering(3), Step::Mobile),
        (gathering(4), Step::Check),
        (confirmed(), Step::Check),
        (registered(Mobile::Wanted { number: None }), Step::Mobile),
        (mobile_code_sent(), Step::MobileCode),
        (wanted(), Step::Iban),
        (identified(Identification::rejected(Rejection::JointAccount)), Step::Rejected),
        (identified(Identification::rejected(Rejection::AlreadyIdentifiedSuccessfully)), Step::Stopped),
        (identified(Identification::Video { url: None }), Step::Stopped),
        (Facts::Deleted, Step::Stopped),
        (at_bank(Payment::Awaited), Step::Bank),
        (at_bank(Payment::Initiated { at: now() }), Step::Bank),
        (contract_ready(later), Step::Contract),
        (code_sent(later), Step::Sign),
        (confirming(), Step::Sign),
        (signed(), Step::Done),
    ];
    for (facts, expected) in table {
        assert_eq!(stage(facts.clone(), None).step(), expected, "{facts:?}");
    }
}

#[test]
fn an_earlier_step_is_shown_again_where_that_makes_sense() {
    use Step::{Address, Check, Contract, Iban, Mobile as Number, Person, Status, Terms};
    let later = now() + TimeDelta::minutes(5);
    let table: [(Facts, &[Step]); 13] = [
        (Facts::Unconsented, &[]),
        (gathering(0), &[Terms]),
        (gathering(1), &[Terms, Person]),
        (gathering(3), &[Terms, Person, Address, Status]),
        (gathering(4), &[Terms, Person, Address, Status, Number]),
        (confirmed(), &[Person, Address, Status, Number]),
        (registered(Mobile::Wanted { number: None }), &[Person, Address, Status, Check]),
        (mobile_code_sent(), &[Person, Address, Status, Number, Check]),
        (wanted(), &[Person, Address, Status, Check]),
        (at_bank(Payment::Awaited), &[Iban]),
        (contract_ready(later), &[]),
        (code_sent(later), &[Contract]),
        (signed(), &[]),
    ];
    for (facts, allowed) in table {
        let next = stage(facts.clone(), None).step();
        let shown: Vec<Step> = Step::ALL
            .into_iter()
            .filter(|step| *step != next && stage(facts.clone(), Some(*step)).step() == *step)
            .collect();
        assert_eq!(shown, allowed, "{next:?}");
        for step in Step::ALL.into_iter().filter(|step| !allowed.contains(step)) {
            assert_eq!(stage(facts.clone(), Some(step)).step(), next, "{step:?} is not shown");
        }
    }
}

#[test]
fn once_the_person_exists_only_what_patch_takes_can_be_changed() {
    let editable = |facts, step| match stage(facts, Some(step)) {
        Stage::Person(stage) => stage.editable,
        Stage::Status(stage) => stage.editable,
        Stage::Check(stage) => stage.editable,
        other => panic!("{other:?}"),
    };
    for step in [Step::Person, Step::Status, Step::Check] {
        assert_eq!(editable(gathering(4), step), Editable::Everything);
        assert_eq!(editable(wanted(), step), Editable::WhatPatchTakes);
    }
}

#[test]
fn what_is_over_can_be_begun_anew() {
    let rejection = Rejection::AccountSnapshotExpired;
    let (reference, missing) = (None, Vec::new());
    let expired =
        Stage::Rejected(RejectedStage { rejection, reference, missing, ended: true, attempts_left: None });
    let initiated = |at| at_bank(Payment::Initiated { at });
    for facts in [contract_ready(now()), code_sent(now()), initiated(now() - PAYMENT_DEADLINE)] {
        for revisiting in [None, Some(Step::Contract), Some(Step::Iban)] {
            assert_eq!(stage(facts.clone(), revisiting), expired, "{facts:?}");
        }
    }
    let just_before = initiated(now() - PAYMENT_DEADLINE + TimeDelta::seconds(1));
    assert_eq!(stage(just_before, None).step(), Step::Bank);
    assert_eq!(stage(confirming(), None).step(), Step::Sign, "what is confirmed does not expire");
}

#[test]
fn the_countdown_runs_to_the_nearest_deadline() {
    let Stage::Sign(SignStage { phase: SignPhase::CodeSent { expires_at, resend_at, .. }, .. }) =
        stage(code_sent(now() + TimeDelta::minutes(9)), None)
    else {
        panic!("a code was sent");
    };
    assert_eq!(expires_at, Some(now() + TimeDelta::minutes(4)));
    assert_eq!(resend_at, now() + SIGNATURE_CODE_PAUSE);
}

#[test]
fn facts_survive_the_database() {
    let later = now() + TimeDelta::minutes(5);
    let all = [
        Facts::Unconsented,
        gathering(2),
        mobile_code_sent(),
        at_bank(Payment::Awaited),
        code_sent(later),
        signed(),
    ];
    for facts in all {
        let application =
            Application { revisiting: Some(Step::Check), facts, ..Application::new(began_at()) };
        let json = serde_json::to_string(&application).unwrap();
        assert_eq!(serde_json::from_str::<Application>(&json).unwrap(), application);
    }
}

#[test]
fn who_was_away_for_long_is_asked_who_they_are() {
    let back = |facts, minutes| {
        let mut application = Application { facts, ..Application::new(began_at()) };
        let now = began_at() + TimeDelta::minutes(minutes);
        application.lock_if_left_alone(now);
        application.is_open(now).then(|| application.stage(now).step())
    };
    const TWENTY_HOURS: i64 = 20 * 60;
    for (facts, minutes, expected) in [
        (wanted(), 59, Some(Step::Iban)),
        (wanted(), 60, Some(Step::Resume)),
        (wanted(), TWENTY_HOURS, Some(Step::Resume)),
        (gathering(1), 59, Some(Step::Address)),
        (gathering(1), 60, Some(Step::Resume)),
        (gathering(1), TWENTY_HOURS - 1, Some(Step::Resume)),
        (gathering(1), TWENTY_HOURS, None),
        (gathering(0), 59, Some(Step::Person)),
        // Nobody has said who they are: a new journey begins.
        (gathering(0), 60, None),
        (Facts::Unconsented, 60, None),
        (Facts::Deleted, 60, Some(Step::Stopped)),
    ] {
        assert_eq!(back(facts.clone(), minutes), expected, "{facts:?} after {minutes} minutes");
    }
}

#[test]
fn visits_put_the_end_of_a_session_off_for_twenty_hours() {
    let ends = |application: &Application| {
        let session = application.reported(began_at()).session_end.unwrap();
        (session.expires_at - began_at(), session.extendable)
    };
    let at = |minutes| began_at() + TimeDelta::minutes(minutes);
    for facts in [Facts::Unconsented, gathering(1), wanted()] {
        let mut application = Application { facts, ..Application::new(began_at()) };
        assert_eq!(ends(&application), (TimeDelta::minutes(60), true));
        application.visited(at(55));
        assert_eq!(ends(&application), (TimeDelta::minutes(115), true));
        application.visited(at(55) + TimeDelta::seconds(59));
        assert_eq!(ends(&application), (TimeDelta::minutes(115), true), "noted once a minute");
        application.visited(at(19 * 60));
        assert_eq!(ends(&application), (TimeDelta::hours(20), false));
    }
}

#[test]
fn who_proves_who_they_are_has_twenty_hours_again() {
    let mut application = Application { facts: wanted(), ..Application::new(began_at()) };
    let back_at = began_at() + TimeDelta::hours(30);
    application.lock_if_left_alone(back_at);
    application.visited(back_at);
    assert_eq!(application.reported(back_at).session_end, None, "what is locked does not end");
    application.unlock(back_at);
    let session = application.reported(back_at).session_end.unwrap();
    assert_eq!((session.expires_at, session.extendable), (back_at + TimeDelta::hours(1), true));
}

#[test]
fn nothing_personal_is_kept_before_the_consent() {
    let json = serde_json::to_string(&Application::new(began_at())).unwrap();
    assert!(!json.contains("person"), "{json}");
}

/// Names in the code may change; the stored ones stay.
#[test]
fn a_journey_is_stored_under_these_names() {
    let stored = serde_json::json!({
        "began_at": "2026-11-23T12:00:00Z",
        "seen_at": "2026-11-23T12:00:00Z",
        "locked": null,
        "shown_again": "check",
        "intent": {
            "call": { "authorize_mobile_number": { "number": "+15550101" } }, "at": "2026-11-23T12:05:00Z",
        },
        "commission": {
            "partner": "nordlicht", "journey_id": "jrn_1", "reference": null, "locale": "de",
            "return_urls": { "complete": null, "stopped": null },
            "created_at": "2026-11-23T11:59:00Z", "start_by": "2026-11-23T12:09:00Z",
            "started_at": "2026-11-23T12:00:00Z",
        },
        "facts": "unconsented",
    });
    let application: Application = serde_json::from_value(stored.clone()).unwrap();
    assert_eq!(application.revisiting, Some(Step::Check));
    assert!(application.pending_call.is_some() && application.partner_journey.is_some());
    assert_eq!(serde_json::to_value(application).unwrap(), stored);
}
