//! Every state of every screen, by name: what product teams look at, and what tests inspect. Invented people only.
//!
//! Not in the wizard: the feature `samples` is for those who show it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    AddressStage, BankStage, CheckStage, ContractStage, Document, DocumentKind, DoneStage, Editable, Field,
    FieldProblem, Kind, MobileCodeStage, MobileStage, MoreDraft, MoreStage, NumberQuestion, PersonStage,
    Problem, ProblemCode, Properties, RejectedStage, Rejection, Reported, SessionEnd, SignPhase, SignStage,
    Stage, StatusStage, Step, StoppedStage, SupportLink, TermsStage,
};

/// A screen, and what happens on it.
#[derive(Clone, Debug, Serialize)]
pub struct Sample {
    /// For links: `rejected-joint-account`.
    pub name: String,
    pub step: Step,
    pub reported: Reported,
    /// How the partner's support is reached, where the sample shows it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<SupportLink>,
    /// What is typed into inputs, by name.
    pub typed: Vec<(&'static str, &'static str)>,
    pub act: Act,
    /// What the server answers then.
    pub answer: Answer,
}

impl Sample {
    /// The code of the rejection, or of the problem, that it shows.
    pub fn code(&self) -> Option<&'static str> {
        match (&self.reported.stage, &self.answer) {
            (_, Answer::Problem(problem)) => Some(problem.code.id()),
            (Stage::Rejected(stage), _) => Some(stage.rejection.code()),
            (Stage::Stopped(StoppedStage::Rejected { rejection, .. }), _) => Some(rejection.code()),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// The screen as it comes.
    None,
    /// The page is opened, and there is no journey.
    Open,
    /// The page is opened again, and the session is known no more.
    Return,
    /// Nobody does anything until the session is over.
    Leave,
    /// Documents are fetched.
    Read,
    /// All boxes are ticked and the primary button is pressed.
    Submit,
    /// Another SMS is asked for.
    Resend,
    /// What can be opened is opened.
    Disclose,
    /// The connection is lost.
    GoOffline,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The same stage.
    Same,
    Problem(Problem),
    /// None comes, ever.
    Pending,
    /// There is no connection.
    Offline,
}

/// What samples are made of.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    pub now: DateTime<Utc>,
    /// A page for the bank's frame.
    pub bank_url: &'a str,
}

/// All samples, in walking order.
pub fn all(setting: Setting) -> Vec<Sample> {
    let shown = shown(setting).into_iter().map(|(name, stage)| sample(setting, name, stage));
    let mistakes = Field::all()
        .flat_map(|field| field.problems().iter().map(move |problem| (field, *problem)))
        .map(|(field, problem)| mistake(setting, field, problem));
    let problems = ProblemCode::ALL.into_iter().map(|code| refused(setting, code));
    let all: Vec<Sample> =
        shown.chain(mistakes).chain(problems).chain(unavailable(setting)).chain(around(setting)).collect();
    let supported = with_support(&all);
    all.into_iter().chain(of_partner(setting)).chain(supported).collect()
}

/// The stages as they come.
fn shown(setting: Setting) -> Vec<(String, Stage)> {
    let Setting { now, bank_url } = setting;
    let minutes = |minutes| Some(now + TimeDelta::minutes(minutes));
    let bank = |expires_at| {
        let iban_masked = "DE•• •••• 0020".to_owned();
        Stage::Bank(BankStage { url: bank_url.to_owned(), iban_masked, expires_at })
    };
    let contract = |expires_at| Stage::Contract(ContractStage { documents: documents(), expires_at });
    let sign = |expires_at, resend_at| {
        let (number_masked, reference) = (NUMBER_MASKED.to_owned(), Some("1234-5678".to_owned()));
        let phase = SignPhase::CodeSent { number_masked, reference, expires_at, resend_at };
        Stage::Sign(SignStage { phase, late: None })
    };
    let confirming = |late| Stage::Sign(SignStage { phase: SignPhase::Confirming, late });
    let mobile_code =
        |resend_at| Stage::MobileCode(MobileCodeStage { number_masked: NUMBER_MASKED.to_owned(), resend_at });
    let soon = now + TimeDelta::seconds(25);
    let stages = [
        ("terms", Stage::Terms(TermsStage::default())),
        ("terms-accepted", Stage::Terms(TermsStage { accepted: Some(read(terms())), signed_before: None })),
        ("terms-data-only", Stage::Terms(TermsStage { accepted: None, signed_before: Some(now) })),
        ("person", Stage::Person(PersonStage { answers: None, editable: Editable::Everything })),
        ("person-answered", person(Editable::Everything)),
        ("person-locked", person(Editable::WhatPatchTakes)),
        ("address", Stage::Address(AddressStage { answers: None })),
        ("address-answered", Stage::Address(AddressStage { answers: Some(read(address())) })),
        ("status", Stage::Status(StatusStage { answers: None, editable: Editable::Everything })),
        ("more", more(&Properties::default())),
        ("more-answered", more(&properties())),
        ("status-answered", status(Editable::Everything)),
        ("status-locked", status(Editable::WhatPatchTakes)),
        ("mobile", mobile(None, false)),
        ("mobile-answered", mobile(Some(NUMBER), false)),
        ("mobile-another", mobile(Some(NUMBER), true)),
        ("mobile-understood", question("+43 664 1234567", true)),
        ("mobile-other-line", question("+49 30 1234567", false)),
        ("check", check(Editable::Everything)),
        ("check-locked", check(Editable::WhatPatchTakes)),
        ("mobile-code", mobile_code(soon)),
        ("mobile-code-resend", mobile_code(now)),
        ("iban", Stage::Iban),
        ("bank", bank(None)),
        ("bank-paid", bank(minutes(9))),
        ("bank-over", bank(Some(now))),
        ("contract", contract(minutes(8))),
        ("contract-urgent", contract(Some(now + TimeDelta::seconds(45)))),
        ("contract-over", contract(Some(now))),
        ("sign", sign(minutes(5), now + TimeDelta::minutes(5))),
        ("sign-urgent", sign(Some(soon), now + TimeDelta::seconds(20))),
        ("sign-over", sign(Some(now), now)),
        ("sign-confirming", confirming(None)),
        ("sign-late", confirming(Some(REFERENCE.to_owned()))),
        ("done", Stage::Done(DoneStage { completed_at: now, documents: kept_at_the_end(), reference: None })),
    ];
    let stages = stages.into_iter().map(|(name, stage)| (name.to_owned(), stage));
    let ends = [
        ("stopped-video", StoppedStage::Video { url: Some("https://video.example/".to_owned()) }),
        ("stopped-video-partner", StoppedStage::Video { url: None }),
        ("stopped-deleted", StoppedStage::Deleted),
    ];
    let resume = ("resume".to_owned(), Stage::Resume);
    let ends = ends.into_iter().map(|(name, stage)| (name.to_owned(), Stage::Stopped(stage)));
    stages.chain(Rejection::all().map(rejected)).chain(ends).chain([resume]).collect()
}

fn rejected(rejection: Rejection) -> (String, Stage) {
    let reference = Some(REFERENCE.to_owned());
    let code = rejection.code().to_ascii_lowercase().replace('_', "-");
    match rejection.remedy().stops() {
        true => (format!("stopped-{code}"), Stage::Stopped(StoppedStage::Rejected { rejection, reference })),
        false => {
            let stage = RejectedStage {
                rejection,
                reference,
                missing: Vec::new(),
                ended: false,
                attempts_left: None,
            };
            (format!("rejected-{code}"), Stage::Rejected(stage))
        }
    }
}

/// A mistake beside its field.
fn mistake(setting: Setting, field: Field, problem: FieldProblem) -> Sample {
    let mut refusal = Problem::new(ProblemCode::InvalidInput, REFERENCE.to_owned());
    refusal.errors = vec![field.is(problem)];
    refusal.tries_left = matches!(field, Field::Token | Field::SignatureToken).then_some(3);
    let name = format!("mistake-{}-{}", field.id(), problem.id());
    Sample { name, act: Act::Submit, answer: Answer::Problem(refusal), ..filled(setting, field.step()) }
}

/// A problem under the form, or where another SMS is asked for.
fn refused(setting: Setting, code: ProblemCode) -> Sample {
    let mut problem = Problem::new(code, REFERENCE.to_owned());
    problem.retry_after = (code == ProblemCode::TooSoon).then_some(20);
    let name = format!("problem-{}", code.id());
    let answer = Answer::Problem(problem);
    match code {
        ProblemCode::TooSoon => {
            Sample { name, act: Act::Resend, answer, ..filled(setting, Step::MobileCode) }
        }
        ProblemCode::DocumentsUnread => {
            Sample { act: Act::Submit, answer, ..sample(setting, name, kept(setting)) }
        }
        _ => Sample { name, act: Act::Submit, answer, ..filled(setting, Step::Iban) },
    }
}

/// A contract of which the customer has saved everything.
fn kept(setting: Setting) -> Stage {
    let documents = documents().into_iter().map(|document| Document { kept: true, ..document }).collect();
    Stage::Contract(ContractStage { documents, expires_at: Some(setting.now + TimeDelta::minutes(8)) })
}

/// No journey can be begun.
fn unavailable(setting: Setting) -> [Sample; 3] {
    let problem = |code| Answer::Problem(Problem::new(code, REFERENCE.to_owned()));
    [
        ("unavailable", problem(ProblemCode::Internal)),
        ("unavailable-start-token", problem(ProblemCode::StartTokenInvalid)),
        ("unavailable-offline", Answer::Offline),
    ]
    .map(|(name, answer)| {
        let terms = Stage::Terms(TermsStage::default());
        Sample { act: Act::Open, answer, ..sample(setting, name.to_owned(), terms) }
    })
}

/// What happens around the screens: slowness, a lost connection, a lost session, a partner.
fn around(setting: Setting) -> [Sample; 26] {
    let filled = |step| filled(setting, step);
    let problem = |code| Problem::new(code, REFERENCE.to_owned());
    let long = Problem { retry_after: Some(3000), ..problem(ProblemCode::TooSoon) };
    let lost = Answer::Problem(problem(ProblemCode::SessionUnknown));
    let unreadable = Answer::Problem(problem(ProblemCode::UpstreamUnavailable));
    let done =
        |documents, reference| Stage::Done(DoneStage { completed_at: setting.now, documents, reference });
    let mut of_partner = filled(Step::Done);
    of_partner.reported.return_url = Some("https://www.nordlicht.example/".to_owned());
    let mut refused = Problem { upstream: true, ..problem(ProblemCode::InvalidInput) };
    refused.errors = vec![Field::LastName.refused(), Field::AddressPostalCode.refused()];
    let missing = Stage::Rejected(RejectedStage {
        rejection: Rejection::PersonMissingRequiredData,
        reference: Some(REFERENCE.to_owned()),
        missing: vec![Field::AddressCity.lacking(), Field::EmploymentStatus.lacking()],
        ended: false,
        attempts_left: None,
    });
    let ended = |rejection, attempts_left| {
        let (reference, missing) = (Some(REFERENCE.to_owned()), Vec::new());
        Stage::Rejected(RejectedStage { rejection, reference, missing, ended: true, attempts_left })
    };
    let ending = |minutes, extendable| {
        let expires_at = setting.now + TimeDelta::minutes(minutes);
        let mut sample = filled(Step::Person);
        sample.reported.session_end = Some(SessionEnd { expires_at, extendable });
        sample
    };
    let other = Document { kind: DocumentKind::Other, ..documents().remove(1) };
    let another = Document { number: Some(2), format: "P7M".to_owned(), ..other.clone() };
    [
        Sample { name: "session-lost".into(), act: Act::Return, answer: lost.clone(), ..filled(Step::Terms) },
        Sample { name: "session-ends".into(), ..ending(4, true) },
        Sample { name: "session-ends-for-good".into(), ..ending(4, false) },
        Sample { name: "session-over".into(), act: Act::Leave, answer: lost, ..ending(0, true) },
        Sample {
            name: "contract-loading".into(),
            act: Act::Read,
            answer: Answer::Pending,
            ..filled(Step::Contract)
        },
        Sample {
            name: "contract-unreadable".into(),
            act: Act::Read,
            answer: unreadable,
            ..filled(Step::Contract)
        },
        Sample { name: "contract-unread".into(), act: Act::Submit, ..filled(Step::Contract) },
        // The same stage is no PDF.
        Sample { name: "contract-undrawable".into(), act: Act::Read, ..filled(Step::Contract) },
        sample(setting, "contract-kept".into(), kept(setting)),
        Sample {
            name: "check-refused".into(),
            act: Act::Submit,
            answer: Answer::Problem(refused),
            ..filled(Step::Check)
        },
        sample(setting, "rejected-missing-answers".into(), missing),
        sample(setting, "rejected-ended".into(), ended(Rejection::DependencyError, None)),
        sample(setting, "rejected-one-attempt-left".into(), ended(Rejection::JointAccount, Some(1))),
        sample(setting, "rejected-no-attempt-left".into(), ended(Rejection::AccountSnapshotFailed, Some(0))),
        Sample { name: "person-stuck".into(), act: Act::Disclose, ..filled(Step::Person) },
        sample(setting, "address-without-postal-codes".into(), abroad("HK", "Hong Kong")),
        sample(setting, "address-with-optional-postal-code".into(), abroad("IE", "Dublin")),
        Sample { name: "bank-not-yet".into(), act: Act::Submit, ..filled(Step::Bank) },
        Sample { name: "mobile-code-resent".into(), act: Act::Resend, ..filled(Step::MobileCode) },
        Sample { name: "done-partner".into(), ..of_partner },
        sample(setting, "done-late".into(), done(Vec::new(), Some(REFERENCE.to_owned()))),
        sample(setting, "done-other-document".into(), done(vec![other, another], None)),
        Sample {
            name: "problem-too-soon-minutes".into(),
            act: Act::Resend,
            answer: Answer::Problem(long),
            ..filled(Step::MobileCode)
        },
        Sample { name: "pending".into(), act: Act::Submit, answer: Answer::Pending, ..filled(Step::Iban) },
        Sample { name: "offline".into(), act: Act::Submit, answer: Answer::Offline, ..filled(Step::Iban) },
        Sample { name: "offline-banner".into(), act: Act::GoOffline, ..filled(Step::Person) },
    ]
}

/// What only some partners have their customers asked: its mistakes, and its answers once more.
fn of_partner(setting: Setting) -> Vec<Sample> {
    use FieldProblem::{Invalid, Missing, OutOfBounds, TooLong};
    let mistakes = [
        ("main_income_source", Missing),
        ("expected_monthly_revenue_cents", Invalid),
        ("job_title", TooLong),
        ("aml_confirmed_on", OutOfBounds),
    ];
    let told = |(name, problem): (&str, FieldProblem)| {
        let mut refusal = Problem::new(ProblemCode::InvalidInput, REFERENCE.to_owned());
        refusal.errors = Field::from_name(name).map(|field| field.is(problem)).into_iter().collect();
        let name = format!("mistake-property-{}", problem.id());
        Sample { name, act: Act::Submit, answer: Answer::Problem(refusal), ..filled(setting, Step::More) }
    };
    let mut checked = filled(setting, Step::Check);
    if let Stage::Check(check) = &mut checked.reported.stage {
        check.more = properties();
    }
    let checked = Sample { name: "check-more".to_owned(), ..checked };
    mistakes.into_iter().map(told).chain([checked]).collect()
}

fn more(known: &Properties) -> Stage {
    let asked: Vec<Field> = Field::properties().collect();
    let answers = MoreDraft::of(&asked, known);
    Stage::More(MoreStage { asked, answers })
}

/// An answer to every question that a partner may ask.
fn properties() -> Properties {
    let mut properties = Properties::default();
    for field in Field::properties() {
        let value = match field.property().map(|property| property.kind) {
            Some(Kind::Choice(codes)) => codes.last().copied().into(),
            Some(Kind::Country) => "AT".into(),
            Some(Kind::Boolean) => false.into(),
            Some(Kind::Cents) => 125_050.into(),
            Some(Kind::Day) => "2026-11-23".into(),
            _ if field.name().ends_with("code") => "1010".into(),
            _ if field.name().ends_with("city") => "Wien".into(),
            _ if field.name().contains("line_1") => "Ringstraße 1".into(),
            _ => "Beispiel".into(),
        };
        properties.set(field, value);
    }
    properties
}

/// The samples whose texts name support, in the page of a partner that says how it is reached.
fn with_support(samples: &[Sample]) -> Vec<Sample> {
    let named = [
        "person-locked",
        "person-stuck",
        "status-locked",
        "check",
        "check-locked",
        "check-refused",
        "rejected-generic-error",
        "stopped-iban-usage-limit-exceeded",
        "problem-upstream-refused",
        "mistake-number-locked",
    ];
    let named = named.into_iter().filter_map(|name| samples.iter().find(|sample| sample.name == name));
    let supported = |sample: &Sample| Sample {
        name: format!("support-{}", sample.name),
        support: support(),
        ..sample.clone()
    };
    named.map(supported).collect()
}

fn support() -> Vec<SupportLink> {
    let link =
        |href: &str, text: Option<&str>| SupportLink { href: href.to_owned(), text: text.map(str::to_owned) };
    vec![
        link("tel:+49305550101", Some("+49 30 5550101")),
        link("mailto:hilfe@nordlicht.example", Some("hilfe@nordlicht.example")),
        link("https://nordlicht.example/hilfe", None),
    ]
}

/// A screen on which everything is answered.
fn filled(setting: Setting, step: Step) -> Sample {
    let stages = shown(setting);
    let answered = ["-answered", "-accepted", "-resend", ""];
    let named = |suffix: &&str| {
        let name = format!("{}{suffix}", step.id());
        stages.iter().find(|(other, _)| *other == name)
    };
    let (name, stage) = answered.iter().find_map(named).expect("every step has a sample of its name");
    let typed = match step {
        Step::MobileCode => vec![("token", "123456")],
        Step::Sign => vec![("signature_token", "123456")],
        Step::Iban => vec![("iban", "DE11110101010100000020")],
        _ => vec![],
    };
    Sample { typed, ..sample(setting, name.clone(), stage.clone()) }
}

fn sample(setting: Setting, name: String, stage: Stage) -> Sample {
    let step = stage.step();
    let reported = Reported { now: setting.now, session_end: None, return_url: None, locale: None, stage };
    Sample {
        name,
        step,
        reported,
        support: Vec::new(),
        typed: Vec::new(),
        act: Act::None,
        answer: Answer::Same,
    }
}

const REFERENCE: &str = "7K3M9QWX";
const NUMBER: &str = "+15550101";
const NUMBER_MASKED: &str = "+1 ••• 01";

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("samples have the form of their types")
}

fn person(editable: Editable) -> Stage {
    Stage::Person(PersonStage { answers: Some(read(leander())), editable })
}

fn status(editable: Editable) -> Stage {
    Stage::Status(StatusStage { answers: Some(read(freelancer())), editable })
}

fn mobile(number: Option<&str>, sends_code: bool) -> Stage {
    let number = number.map(|number| read(json!(number)));
    Stage::Mobile(MobileStage { number, sends_code, question: None })
}

fn question(written: &str, is_mobile: bool) -> Stage {
    let question = NumberQuestion { written: written.to_owned(), is_mobile };
    Stage::Mobile(MobileStage { number: None, sends_code: false, question: Some(question) })
}

fn check(editable: Editable) -> Stage {
    Stage::Check(CheckStage {
        person: read(leander()),
        address: read(address()),
        status: Some(read(freelancer())),
        more: Properties::default(),
        number: Some(read(json!(NUMBER))),
        number_is_verified: editable == Editable::WhatPatchTakes,
        editable,
    })
}

fn documents() -> Vec<Document> {
    let document = |id: &str, kind, size| Document {
        id: id.to_owned(),
        kind,
        number: None,
        size,
        format: "PDF".to_owned(),
        kept: false,
    };
    vec![
        document("sample-contract", DocumentKind::Contract, 88_139),
        document("sample-report", DocumentKind::KycReport, 24_576),
    ]
}

/// The signed documents, and the receipt of the consents.
fn kept_at_the_end() -> Vec<Document> {
    let (id, kind) = ("consents".to_owned(), DocumentKind::Consents);
    let receipt = Document { id, kind, size: 0, ..documents().remove(0) };
    documents().into_iter().chain([receipt]).collect()
}

/// The guide's invented person (Appendix II).
fn leander() -> Value {
    json!({
        "salutation": "MR", "first_name": "Leander", "last_name": "Zierfisch", "birth_date": "1978-07-15",
        "birth_city": "Aachen", "birth_country": "DE", "nationality": "DE",
    })
}

fn address() -> Value {
    json!({
        "address": {
            "line_1": "Berliner Str. 45", "postal_code": "14169", "city": "Berlin", "country": "DE",
        },
        "email": "person@example.com",
    })
}

/// An address that has no postal code.
fn abroad(country: &str, city: &str) -> Stage {
    let address = json!({ "line_1": "1 Harbour View", "city": city, "country": country });
    let answers = Some(read(json!({ "address": address, "email": "person@example.com" })));
    Stage::Address(AddressStage { answers })
}

fn freelancer() -> Value {
    json!({
        "employment_status": "FREELANCER", "nace_code": "J 62", "tax_assessment_country": "DE",
        "fatca_relevant": false, "own_economic_interest_signed_at": "2026-11-23T12:00:03Z",
        "fatca_crs_confirmed_at": "2026-11-23T12:00:04Z",
    })
}

fn terms() -> Value {
    json!({
        "terms_conditions_signed_at": "2026-11-23T12:00:01Z", "data_terms_signed_at": "2026-11-23T12:00:02Z",
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn samples() -> Vec<Sample> {
        all(Setting { now: DateTime::UNIX_EPOCH, bank_url: "https://bank.example/" })
    }

    #[test]
    fn every_step_and_every_code_has_a_sample() {
        let samples = samples();
        for step in Step::ALL {
            assert!(samples.iter().any(|sample| sample.step == step), "{step:?}");
        }
        for rejection in Rejection::all() {
            let shows = |sample: &&Sample| match &sample.reported.stage {
                Stage::Rejected(stage) => stage.rejection == rejection,
                Stage::Stopped(StoppedStage::Rejected { rejection: shown, .. }) => *shown == rejection,
                _ => false,
            };
            assert!(samples.iter().any(|sample| shows(&sample)), "{}", rejection.code());
        }
        for code in ProblemCode::ALL {
            let tells =
                |sample: &Sample| matches!(&sample.answer, Answer::Problem(problem) if problem.code == code);
            assert!(samples.iter().any(tells), "{}", code.id());
        }
    }

    #[test]
    fn every_name_is_one_samples() {
        let samples = samples();
        let names: HashSet<&str> = samples.iter().map(|sample| sample.name.as_str()).collect();
        assert_eq!(names.len(), samples.len());
    }
}
