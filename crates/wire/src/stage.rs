use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::Value;

use crate::{
    AddressStage, BankStage, CheckStage, ContractStage, DoneStage, Editable, Field, MobileCodeStage,
    MobileStage, MoreStage, PersonStage, RejectedStage, SignPhase, SignStage, StatusStage, Step,
    StoppedStage, TermsStage, Way,
    json::{from_value, member},
};

/// Where the journey stands, with exactly the data that its screen needs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
#[allow(clippy::large_enum_variant, reason = "there is one stage at a time")]
pub enum Stage {
    Terms(TermsStage),
    Person(PersonStage),
    Address(AddressStage),
    Status(StatusStage),
    More(MoreStage),
    Mobile(MobileStage),
    Check(CheckStage),
    MobileCode(MobileCodeStage),
    /// The account that the customer identifies with.
    Iban,
    Bank(BankStage),
    Contract(ContractStage),
    Sign(SignStage),
    Done(DoneStage),
    Rejected(RejectedStage),
    Stopped(StoppedStage),
    /// The customer comes back after a while: is it still them?
    Resume,
}

impl Stage {
    pub fn step(&self) -> Step {
        match self {
            Stage::Terms(_) => Step::Terms,
            Stage::Person(_) => Step::Person,
            Stage::Address(_) => Step::Address,
            Stage::Status(_) => Step::Status,
            Stage::More(_) => Step::More,
            Stage::Mobile(_) => Step::Mobile,
            Stage::Check(_) => Step::Check,
            Stage::MobileCode(_) => Step::MobileCode,
            Stage::Iban => Step::Iban,
            Stage::Bank(_) => Step::Bank,
            Stage::Contract(_) => Step::Contract,
            Stage::Sign(_) => Step::Sign,
            Stage::Done(_) => Step::Done,
            Stage::Rejected(_) => Step::Rejected,
            Stage::Stopped(_) => Step::Stopped,
            Stage::Resume => Step::Resume,
        }
    }

    /// What the customer can choose here, apart from the screen's own command. From the account one can go to video
    /// identification, because Bankident takes German accounts only (the guide, Appendix IV).
    pub fn ways(&self) -> &'static [Way] {
        match self {
            Stage::Iban => &[Way::Video],
            // Not everybody can answer (`stuck`).
            Stage::Person(person) if person.editable == Editable::Everything => &[Way::Video],
            Stage::Rejected(rejected) => rejected.ways(),
            Stage::Stopped(stopped) => stopped.ways(),
            _ => &[],
        }
    }

    /// Whether the screen has this input, and it can be changed there.
    pub fn asks_for(&self, field: Field) -> bool {
        match (self, field) {
            (Stage::Terms(terms), Field::TermsConditions) => terms.signed_before.is_none(),
            (Stage::Person(person), _) => field.step() == Step::Person && person.editable.allows(field),
            (Stage::More(more), _) => more.asked.contains(&field),
            // It is asked for only where the employment needs it.
            (Stage::Status(status), Field::NaceCode) => {
                status.answers.as_ref().is_some_and(|answers| !answers.nace_code.is_empty())
            }
            (Stage::Status(status), _) => field.step() == Step::Status && status.editable.allows(field),
            _ => field.step() == self.step(),
        }
    }

    /// Until when the customer has to be done with this screen, where there is a deadline.
    pub fn expires_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Stage::Bank(bank) => bank.expires_at,
            Stage::Contract(contract) => contract.expires_at,
            Stage::Sign(SignStage { phase: SignPhase::CodeSent { expires_at, .. }, .. }) => *expires_at,
            _ => None,
        }
    }

    /// What the SMS quotes that asks for a signature.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Stage::Sign(SignStage { phase: SignPhase::CodeSent { reference, .. }, .. }) => {
                reference.as_deref()
            }
            _ => None,
        }
    }

    /// From when on another SMS can be asked for, where one was sent.
    pub fn resend_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Stage::MobileCode(code) => Some(code.resend_at),
            Stage::Sign(SignStage { phase: SignPhase::CodeSent { resend_at, .. }, .. }) => Some(*resend_at),
            _ => None,
        }
    }
}

/// Every answer of the journey API: the stage and the server's clock, so that deadlines and the times of consents
/// are right even where the customer's clock is not. In JSON one flat object: `{"now": .., "step": .., ..}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reported {
    #[serde(with = "crate::json::time")]
    pub now: DateTime<Utc>,
    /// When the session ends; absent where nothing ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_end: Option<SessionEnd>,
    /// Where the partner takes the customer back, once the journey has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_url: Option<String>,
    /// The language that the partner wants for a journey that has just begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    #[serde(flatten)]
    pub stage: Stage,
}

/// When a session ends if nobody does anything in the page, by the server's clock.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionEnd {
    #[serde(with = "crate::json::time")]
    pub expires_at: DateTime<Utc>,
    /// Whether a visit puts that off (`POST /api/journey/visit`).
    pub extendable: bool,
}

/// `POST /api/journey`, with the session that the browser has chosen: 256 random bits in hex, sent as `Authorization:
/// Bearer` from then on. So an answer that is lost takes no session with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Start {
    /// Whose page it is, and what the partner was given to start this journey; both or none.
    pub partner: Option<String>,
    pub start_token: Option<String>,
    /// When the page was served, in the server's own signed words: a consent can be as old as its page.
    pub page_stamp: Option<String>,
}

// Read by hand, through `serde_json::Value`: what serde derives for tagged and flattened types is four times as large
// in the browser.

impl<'de> Deserialize<'de> for Stage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Stage, D::Error> {
        stage(Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Reported {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Reported, D::Error> {
        reported(Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

fn reported(mut value: Value) -> serde_json::Result<Reported> {
    let now: String = member(&mut value, "now")?;
    let now = crate::json::time::parse(&now).map_err(serde_json::Error::custom)?;
    let (return_url, locale) = (member(&mut value, "return_url")?, member(&mut value, "locale")?);
    let session_end = member(&mut value, "session_end")?;
    Ok(Reported { now, session_end, return_url, locale, stage: stage(value)? })
}

fn stage(mut value: Value) -> serde_json::Result<Stage> {
    let step = member(&mut value, "step")?;
    Ok(match step {
        Step::Terms => Stage::Terms(from_value(value)?),
        Step::Person => Stage::Person(from_value(value)?),
        Step::Address => Stage::Address(from_value(value)?),
        Step::Status => Stage::Status(from_value(value)?),
        Step::More => Stage::More(from_value(value)?),
        Step::Mobile => Stage::Mobile(from_value(value)?),
        Step::Check => Stage::Check(from_value(value)?),
        Step::MobileCode => Stage::MobileCode(from_value(value)?),
        Step::Iban => Stage::Iban,
        Step::Bank => Stage::Bank(from_value(value)?),
        Step::Contract => Stage::Contract(from_value(value)?),
        Step::Sign => Stage::Sign(from_value(value)?),
        Step::Done => Stage::Done(from_value(value)?),
        Step::Rejected => Stage::Rejected(from_value(value)?),
        Step::Stopped => Stage::Stopped(from_value(value)?),
        Step::Resume => Stage::Resume,
    })
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::{Rejection, TermsStage};

    #[track_caller]
    fn crosses(stage: Stage) -> Value {
        let session_end = Some(SessionEnd { expires_at: DateTime::UNIX_EPOCH, extendable: true });
        let reported =
            Reported { now: DateTime::UNIX_EPOCH, session_end, return_url: None, locale: None, stage };
        let json = serde_json::to_value(&reported).unwrap();
        assert_eq!(serde_json::from_value::<Reported>(json.clone()).unwrap(), reported);
        assert_eq!(from_value::<Reported>(json.clone()).unwrap(), reported, "as the browser reads it");
        json
    }

    #[test]
    fn an_answer_is_one_flat_object() {
        let json = crosses(Stage::Terms(TermsStage::default()));
        let session_end = serde_json::json!({ "expires_at": "1970-01-01T00:00:00Z", "extendable": true });
        let now = "1970-01-01T00:00:00Z";
        let expected = serde_json::json!({"now": now, "session_end": session_end, "step": "terms", "accepted": null, "signed_before": null});
        assert_eq!(json, expected);
    }

    #[test]
    fn a_phase_crosses_inside_its_stage() {
        let json = crosses(Stage::Sign(SignStage { phase: SignPhase::Confirming, late: None }));
        assert_eq!(json["phase"], "confirming");
        let phase = SignPhase::CodeSent {
            number_masked: "+49 ••• 78".into(),
            reference: None,
            expires_at: None,
            resend_at: DateTime::UNIX_EPOCH,
        };
        let json = crosses(Stage::Sign(SignStage { phase, late: None }));
        assert_eq!(json["phase"]["code-sent"]["number_masked"], "+49 ••• 78");
    }

    #[test]
    fn an_unknown_phase_is_an_error() {
        assert!(serde_json::from_str::<Stage>(r#"{"step": "sign", "phase": "elsewhere"}"#).is_err());
    }

    #[test]
    fn an_unknown_step_is_an_error() {
        assert!(serde_json::from_str::<Stage>(r#"{"step": "elsewhere"}"#).is_err());
    }

    #[test]
    fn an_end_crosses_with_its_reason() {
        let rejected =
            StoppedStage::Rejected { rejection: Rejection::AlreadyIdentifiedSuccessfully, reference: None };
        let json = crosses(Stage::Stopped(rejected));
        assert_eq!((&json["step"], &json["reason"]), (&"stopped".into(), &"rejected".into()));
        crosses(Stage::Stopped(StoppedStage::Video { url: Some("https://video.example".into()) }));
        crosses(Stage::Stopped(StoppedStage::Deleted));
        crosses(Stage::Iban);
        let reference = Some("R".into());
        let missing = vec![Field::Email.lacking()];
        let rejection = Rejection::JointAccount;
        let (ended, attempts_left) = (true, Some(2));
        crosses(Stage::Rejected(RejectedStage { rejection, reference, missing, ended, attempts_left }));
    }
}
