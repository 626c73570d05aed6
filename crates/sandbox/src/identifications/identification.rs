//! What may follow what. Pure: time and codes are given.

use bankident_wire::Rejection;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};

use super::METHOD;
use crate::{
    error::Refusal,
    faults::ProvokedStatus,
    language::Language,
    scenario::{self, Moment},
};

pub struct Identification {
    pub id: String,
    pub attempt_id: String,
    pub iban: String,
    pub created_at: DateTime<Utc>,
    /// The consent to Swisscom's terms, as it was sent.
    terms_and_conditions_signed_at: String,
    status: Status,
    /// From `request` on.
    bank: Option<BankVisit>,
    /// From the first `authorize` on.
    signing: Option<Signing>,
    /// What the subscribers were told last.
    told: (String, Option<&'static str>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Status {
    Created,
    Pending,
    AuthorizationRequired,
    ConfirmationRequired,
    Confirmed,
    Successful {
        completed_at: DateTime<Utc>,
    },
    Failed(Rejection),
    Expired(Rejection),
    /// By a fault: it stays so.
    Provoked(ProvokedStatus),
}

/// The customer at the bank's pages.
struct BankVisit {
    wizard_session_key: String,
    url: String,
    language: Language,
    page: BankPage,
    payment_initiated_at: Option<DateTime<Utc>>,
}

/// The bank's page that comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankPage {
    Iban,
    Login,
    Tan,
    Done,
    Failed,
}

/// A code that was sent to be signed with.
pub struct SignatureCode {
    pub token: String,
    /// Stands in the SMS and in the resource: which signing the code belongs to.
    pub reference_token: String,
}

/// The code that is valid.
struct Signing {
    code: SignatureCode,
    expires_at: DateTime<Utc>,
}

/// "Ten minutes after the customer initiates the payment ... the window between the payment and the final signature"
/// (the guide, Appendix IV).
const PAYMENT_TO_SIGNATURE: TimeDelta = TimeDelta::minutes(10);

/// "The OTP expires after five minutes" (the guide, Step 5; its Appendix IV says ten).
const SIGNATURE_CODE_LIFETIME: TimeDelta = TimeDelta::minutes(5);

/// "The identification has expired (happens after 30 days)" (the guide, Appendix III).
const LIFETIME: TimeDelta = TimeDelta::days(30);

impl Identification {
    pub fn new(
        id: String,
        attempt_id: String,
        iban: String,
        terms_and_conditions_signed_at: String,
        now: DateTime<Utc>,
    ) -> Identification {
        Identification {
            id,
            attempt_id,
            iban,
            created_at: now,
            terms_and_conditions_signed_at,
            status: Status::Created,
            bank: None,
            signing: None,
            told: (Status::Created.name().to_owned(), None),
        }
    }

    /// The bank login can begin.
    pub fn request(
        &mut self,
        wizard_session_key: String,
        url: String,
        language: Language,
    ) -> Result<(), Refusal> {
        self.expect(&[Status::Created])?;
        let page = BankPage::Iban;
        self.bank = Some(BankVisit { wizard_session_key, url, language, page, payment_initiated_at: None });
        self.status = Status::Pending;
        Ok(())
    }

    /// The customer has looked at the IBAN.
    pub fn confirm_iban(&mut self) {
        self.move_on(BankPage::Iban, BankPage::Login);
    }

    /// The customer has logged in: the bank shows the account, and the payment is initiated.
    pub fn log_in(&mut self, now: DateTime<Utc>) {
        match scenario::failure(&self.iban, Moment::BankLogin) {
            Some(rejection) if self.bank_page() == Some(BankPage::Login) => self.fail(rejection),
            _ => {
                if self.move_on(BankPage::Login, BankPage::Tan)
                    && let Some(bank) = &mut self.bank
                {
                    bank.payment_initiated_at = Some(now);
                }
            }
        }
    }

    /// The customer has authorized the payment. Whether there is something to sign by that: a form sent twice pays once.
    pub fn transfer(&mut self) -> bool {
        if !self.move_on(BankPage::Tan, BankPage::Done) {
            return false;
        }
        match scenario::failure(&self.iban, Moment::Transfer) {
            Some(rejection) => self.fail(rejection),
            None => self.status = Status::AuthorizationRequired,
        }
        self.status == Status::AuthorizationRequired
    }

    /// 409 unless it is time to sign.
    pub fn expect_authorization(&self) -> Result<(), Refusal> {
        self.expect(&[Status::AuthorizationRequired, Status::ConfirmationRequired])
    }

    /// A code was sent. It is valid, unless the one before it still is and stays so (see
    /// [`scenario::new_code_replaces_the_old`]).
    pub fn authorize(&mut self, code: SignatureCode, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.expect_authorization()?;
        let old_is_valid = self.signing.as_ref().is_some_and(|signing| now < signing.expires_at);
        if !old_is_valid || scenario::new_code_replaces_the_old(&self.iban) {
            let expires_at = now + SIGNATURE_CODE_LIFETIME;
            let expires_at = self.authorization_expires_at().map_or(expires_at, |end| end.min(expires_at));
            self.signing = Some(Signing { code, expires_at });
        }
        self.status = Status::ConfirmationRequired;
        Ok(())
    }

    pub fn confirm(&mut self, token: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.expect(&[Status::ConfirmationRequired])?;
        let is_valid = |signing: &Signing| signing.code.token == token && now < signing.expires_at;
        if !self.signing.as_ref().is_some_and(is_valid) {
            return Err(Refusal::InvalidTan);
        }
        self.status = Status::Confirmed;
        Ok(())
    }

    /// Swisscom has signed, or refused to. Whether there are signed documents now.
    pub fn finish(&mut self, now: DateTime<Utc>) -> bool {
        match (&self.status, scenario::failure(&self.iban, Moment::Signature)) {
            (Status::Confirmed, Some(rejection)) => self.fail(rejection),
            (Status::Confirmed, None) => self.status = Status::Successful { completed_at: now },
            _ => {}
        }
        self.is_successful()
    }

    /// Has the status that a fault asked for, if one did. From one in which the API waits for a call or that ends well it
    /// goes on as ever; in any other one it stays.
    pub fn becomes(&mut self, provoked: Option<ProvokedStatus>, now: DateTime<Utc>) {
        let Some(provoked) = provoked else { return };
        match (provoked.status.as_str(), &provoked.failure_reason) {
            ("created", None) => self.status = Status::Created,
            ("pending", None) => self.status = Status::Pending,
            ("authorization_required", None) => self.status = Status::AuthorizationRequired,
            ("confirmation_required", None) => self.status = Status::ConfirmationRequired,
            ("successful", None) => self.status = Status::Successful { completed_at: now },
            _ => self.end(Status::Provoked(provoked)),
        }
    }

    pub fn fail(&mut self, rejection: Rejection) {
        self.end(Status::Failed(rejection));
    }

    /// Becomes `expired` when it is too late for what comes next.
    pub fn expire(&mut self, now: DateTime<Utc>) {
        let waits_for_customer = matches!(
            self.status,
            Status::Created | Status::Pending | Status::AuthorizationRequired | Status::ConfirmationRequired
        );
        if !waits_for_customer {
            return;
        }
        if self.payment_deadline().is_some_and(|deadline| now >= deadline) {
            self.end(Status::Expired(Rejection::AccountSnapshotExpired));
        } else if now >= self.expires_at() {
            self.end(Status::Expired(Rejection::Expired));
        }
    }

    /// When it expires, if nothing is paid.
    pub fn expires_at(&self) -> DateTime<Utc> {
        self.created_at + LIFETIME
    }

    /// Ten minutes after the payment was initiated.
    pub fn payment_deadline(&self) -> Option<DateTime<Utc>> {
        Some(self.bank.as_ref()?.payment_initiated_at? + PAYMENT_TO_SIGNATURE)
    }

    pub fn is_at_bank_with(&self, wizard_session_key: &str) -> bool {
        self.bank.as_ref().is_some_and(|bank| bank.wizard_session_key == wizard_session_key)
    }

    pub fn wizard_session_key(&self) -> Option<&str> {
        self.bank.as_ref().map(|bank| bank.wizard_session_key.as_str())
    }

    pub fn bank_page(&self) -> Option<BankPage> {
        self.bank.as_ref().map(|bank| bank.page)
    }

    pub fn language(&self) -> Language {
        self.bank.as_ref().map(|bank| bank.language).unwrap_or_default()
    }

    pub fn is_successful(&self) -> bool {
        matches!(self.status, Status::Successful { .. })
    }

    /// Swisscom's reference of the signing.
    pub fn reference_token(&self) -> Option<&str> {
        self.signing.as_ref().map(|signing| signing.code.reference_token.as_str())
    }

    /// As it is written in the resource.
    pub fn failure_reason(&self) -> Option<&str> {
        match &self.status {
            Status::Failed(rejection) | Status::Expired(rejection) => Some(rejection.code()),
            Status::Provoked(provoked) => provoked.failure_reason.as_deref(),
            _ => None,
        }
    }

    /// The account snapshot's status; `None` before the bank login begins.
    pub fn snapshot_status(&self) -> Option<&'static str> {
        let bank = self.bank.as_ref()?;
        Some(match (bank.payment_initiated_at, self.failure_reason()) {
            (Some(_), _) => "available",
            (None, Some(_)) => "failed",
            (None, None) => "pending",
        })
    }

    /// Itself, where the subscribers have something new to hear.
    pub fn take_change(&mut self) -> Option<&Identification> {
        let snapshot = self.snapshot_status().filter(|status| *status == "available");
        let news = (self.status.name().to_owned(), snapshot);
        let changed = self.told != news;
        self.told = news;
        changed.then_some(self)
    }

    /// The body of the webhook `IDENTIFICATION`.
    pub fn webhook(&self) -> Value {
        json!({
            "id": self.id,
            "reference": null,
            "url": self.bank.as_ref().map(|bank| &bank.url),
            "status": self.status.name(),
            "completed_at": self.completed_at(),
            "method": METHOD,
        })
    }

    /// As the API answers it.
    pub fn resource(&self) -> Value {
        json!({
            "id": self.id,
            "reference": null,
            "url": self.bank.as_ref().map(|bank| &bank.url),
            "status": self.status.name(),
            "failure_reason": self.failure_reason(),
            "completed_at": self.completed_at(),
            "method": METHOD,
            "proof_of_address_type": null,
            "proof_of_address_issued_at": null,
            "iban": self.iban,
            "terms_and_conditions_signed_at": self.terms_and_conditions_signed_at,
            "authorization_expires_at": self.authorization_expires_at().map(written),
            "confirmation_expires_at": self.signing.as_ref().map(|signing| written(signing.expires_at)),
            "current_reference_token": self.reference_token(),
            "estimated_waiting_time": null,
        })
    }

    /// Named in the resource once the payment is authorized.
    fn authorization_expires_at(&self) -> Option<DateTime<Utc>> {
        match self.status {
            Status::Created | Status::Pending => None,
            _ => self.payment_deadline(),
        }
    }

    fn completed_at(&self) -> Option<String> {
        match &self.status {
            Status::Successful { completed_at } => Some(written(*completed_at)),
            _ => None,
        }
    }

    fn expect(&self, expected: &[Status]) -> Result<(), Refusal> {
        match expected.contains(&self.status) {
            true => Ok(()),
            false => Err(Refusal::ExpectationMismatch),
        }
    }

    /// Whether it was at the page.
    fn move_on(&mut self, from: BankPage, to: BankPage) -> bool {
        match &mut self.bank {
            Some(bank) if bank.page == from => {
                bank.page = to;
                true
            }
            _ => false,
        }
    }

    fn end(&mut self, status: Status) {
        self.status = status;
        if let Some(bank) = &mut self.bank
            && bank.page != BankPage::Done
        {
            bank.page = BankPage::Failed;
        }
    }
}

impl Status {
    /// The API's (the guide, Appendix I).
    fn name(&self) -> &str {
        match self {
            Status::Created => "created",
            Status::Pending => "pending",
            Status::AuthorizationRequired => "authorization_required",
            Status::ConfirmationRequired => "confirmation_required",
            Status::Confirmed => "confirmed",
            Status::Successful { .. } => "successful",
            Status::Failed(_) => "failed",
            Status::Expired(_) => "expired",
            Status::Provoked(provoked) => &provoked.status,
        }
    }
}

/// `2022-08-11T08:38:21.000Z`, as the API writes it.
pub fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HAPPY: &str = "DE11110101010100000020";
    const SWISSCOM_REFUSES: &str = "DE77110101010100000093";

    fn noon() -> DateTime<Utc> {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }

    fn after(minutes: i64) -> DateTime<Utc> {
        noon() + TimeDelta::minutes(minutes)
    }

    fn created(iban: &str) -> Identification {
        Identification::new(
            "1cidt".into(),
            "1iatm".into(),
            iban.into(),
            "2026-11-23T12:00:00Z".into(),
            noon(),
        )
    }

    fn requested(iban: &str) -> Identification {
        let mut identification = created(iban);
        identification.request("key".into(), "http://localhost/bank".into(), Language::De).unwrap();
        identification
    }

    fn paid(iban: &str) -> Identification {
        let mut identification = requested(iban);
        identification.confirm_iban();
        identification.log_in(noon());
        identification.transfer();
        identification
    }

    fn code(token: &str) -> SignatureCode {
        SignatureCode { token: token.into(), reference_token: "1234-5678".into() }
    }

    #[test]
    fn the_happy_path_has_the_guides_statuses() {
        let mut identification = created(HAPPY);
        let mut statuses = vec![identification.status.name().to_owned()];
        let mut note = |identification: &Identification| {
            statuses.push(identification.status.name().to_owned());
        };
        identification.request("key".into(), "url".into(), Language::De).unwrap();
        note(&identification);
        identification.confirm_iban();
        identification.log_in(noon());
        note(&identification);
        identification.transfer();
        note(&identification);
        identification.authorize(code("123456"), noon()).unwrap();
        note(&identification);
        identification.confirm("123456", noon()).unwrap();
        note(&identification);
        assert!(identification.finish(after(1)));
        note(&identification);
        let expected = [
            "created",
            "pending",
            "pending",
            "authorization_required",
            "confirmation_required",
            "confirmed",
            "successful",
        ];
        assert_eq!(statuses, expected);
        assert_eq!(identification.resource()["completed_at"], "2026-11-23T12:01:00.000Z");
    }

    #[test]
    fn nothing_can_be_skipped() {
        let mismatch = Err(Refusal::ExpectationMismatch);
        assert_eq!(created(HAPPY).authorize(code("1"), noon()), mismatch);
        assert_eq!(requested(HAPPY).request("key".into(), "url".into(), Language::De), mismatch);
        assert_eq!(paid(HAPPY).confirm("123456", noon()), mismatch);
        let mut at_login = requested(HAPPY);
        at_login.transfer();
        at_login.log_in(noon());
        assert_eq!((&at_login.status, at_login.bank_page()), (&Status::Pending, Some(BankPage::Iban)));
        assert!(!requested(HAPPY).finish(noon()));
    }

    #[test]
    fn ten_minutes_run_from_the_login_to_the_signature() {
        let mut at_tan = requested(HAPPY);
        at_tan.confirm_iban();
        at_tan.log_in(noon());
        assert_eq!(at_tan.snapshot_status(), Some("available"));
        assert_eq!(at_tan.resource()["authorization_expires_at"], Value::Null);
        let mut to_sign = paid(HAPPY);
        assert_eq!(to_sign.resource()["authorization_expires_at"], "2026-11-23T12:10:00.000Z");
        to_sign.authorize(code("123456"), after(8)).unwrap();
        assert_eq!(to_sign.resource()["confirmation_expires_at"], "2026-11-23T12:10:00.000Z");
        for mut identification in [at_tan, paid(HAPPY), to_sign] {
            identification.expire(after(10) - TimeDelta::milliseconds(1));
            assert_eq!(identification.failure_reason(), None);
            identification.expire(after(10));
            assert_eq!(identification.status, Status::Expired(Rejection::AccountSnapshotExpired));
        }
    }

    #[test]
    fn what_was_signed_does_not_expire() {
        let mut signed = paid(HAPPY);
        signed.authorize(code("123456"), noon()).unwrap();
        signed.confirm("123456", noon()).unwrap();
        signed.expire(after(10));
        assert_eq!(signed.status, Status::Confirmed);
        signed.finish(after(11));
        signed.expire(noon() + LIFETIME);
        assert!(signed.is_successful());
    }

    #[test]
    fn thirty_days_is_the_longest() {
        for mut identification in [created(HAPPY), requested(HAPPY)] {
            identification.expire(noon() + LIFETIME - TimeDelta::seconds(1));
            assert_eq!(identification.failure_reason(), None);
            identification.expire(noon() + LIFETIME);
            assert_eq!(identification.status, Status::Expired(Rejection::Expired));
        }
    }

    #[test]
    fn the_first_code_is_the_valid_one_for_five_minutes() {
        let mut identification = paid(HAPPY);
        identification.authorize(code("111111"), noon()).unwrap();
        identification.authorize(code("222222"), after(4)).unwrap();
        assert_eq!(identification.confirm("222222", after(4)), Err(Refusal::InvalidTan));
        assert_eq!(identification.confirm("111111", after(5)), Err(Refusal::InvalidTan));
        identification.authorize(code("333333"), after(5)).unwrap();
        assert_eq!(identification.confirm("333333", after(9)), Ok(()));
    }

    #[test]
    fn where_the_table_says_so_a_new_code_replaces_the_old() {
        let mut identification = paid(SWISSCOM_REFUSES);
        identification.authorize(code("111111"), noon()).unwrap();
        identification.authorize(code("222222"), after(1)).unwrap();
        assert_eq!(identification.confirm("111111", after(1)), Err(Refusal::InvalidTan));
        assert_eq!(identification.confirm("222222", after(1)), Ok(()));
        assert!(!identification.finish(after(2)), "and then Swisscom refuses");
        assert_eq!(identification.status, Status::Failed(Rejection::DependencyError));
    }

    #[test]
    fn the_bank_login_can_fail() {
        for (iban, rejection) in [
            ("DE55110101010100000004", Rejection::JointAccount),
            ("DE66110101010100000000", Rejection::AccountSnapshotFailed),
        ] {
            let mut identification = requested(iban);
            identification.confirm_iban();
            identification.log_in(noon());
            assert_eq!(identification.status, Status::Failed(rejection));
            assert_eq!(identification.snapshot_status(), Some("failed"));
            assert_eq!(identification.bank_page(), Some(BankPage::Failed));
            assert_eq!(identification.expect_authorization(), Err(Refusal::ExpectationMismatch));
        }
    }

    #[test]
    fn a_payment_is_authorized_once() {
        let mut at_tan = requested(HAPPY);
        at_tan.confirm_iban();
        at_tan.log_in(noon());
        assert!(at_tan.transfer());
        assert!(!at_tan.transfer());
        assert_eq!(at_tan.status, Status::AuthorizationRequired);
    }

    #[test]
    fn an_authorized_holder_pays_in_vain() {
        let identification = paid("DE43110101010000000010");
        assert_eq!(identification.status, Status::Failed(Rejection::AccessByAuthorizedHolder));
        assert_eq!(identification.bank_page(), Some(BankPage::Done), "the bank has no complaint");
    }

    #[test]
    fn each_change_is_told_once() {
        let mut identification = created(HAPPY);
        assert!(identification.take_change().is_none());
        identification.request("key".into(), "url".into(), Language::De).unwrap();
        assert!(identification.take_change().is_some());
        assert!(identification.take_change().is_none());
        identification.confirm_iban();
        assert!(identification.take_change().is_none(), "the bank's own business");
        identification.log_in(noon());
        assert!(identification.take_change().is_some(), "the account snapshot is available");
        identification.transfer();
        assert_eq!(identification.take_change().unwrap().webhook()["status"], "authorization_required");
    }
}
