//! An identification with the method `bank` (the guide, Steps 3 to 5): which transitions are allowed. Pure: time and
//! codes are parameters.

use crate::rejection::Rejection;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    error::Refusal,
    fault::ProvokedStatus,
    language::Language,
    model::{
        bank_visit::{BankPage, BankVisit},
        identification_status::Status,
    },
    scenario::{self, Moment},
};

/// The only method of identification that the sandbox knows.
pub const METHOD: &str = "bank";

pub struct Identification {
    pub id: String,
    pub attempt_id: String,
    pub iban: String,
    pub created_at: DateTime<Utc>,
    /// When the customer accepted Swisscom's terms, verbatim.
    pub(super) terms_and_conditions_signed_at: String,
    pub(super) status: Status,
    /// Set by `request`.
    pub(super) bank: Option<BankVisit>,
    /// Set by `authorize`.
    pub(super) signing: Option<Signing>,
    /// The status and the account snapshot's status that webhooks announced last.
    announced: (String, Option<&'static str>),
}

/// A code from an SMS that signs the documents.
pub struct SignatureCode {
    pub token: String,
    /// Names the signing in the SMS and in the resource.
    pub reference_token: String,
}

/// The valid code.
pub(super) struct Signing {
    pub(super) code: SignatureCode,
    pub(super) expires_at: DateTime<Utc>,
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
            announced: (Status::Created.name().to_owned(), None),
        }
    }

    /// Opens the bank login.
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

    /// The customer enters the identification's IBAN.
    pub fn enter_iban(&mut self) {
        self.move_on(BankPage::Iban, BankPage::Login);
    }

    /// The customer logs in. The bank shows the account and initiates the payment.
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

    /// The customer authorizes the payment, once. Answers whether there is something to sign now.
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

    /// # Errors
    /// 409 unless it is time to sign.
    pub fn expect_authorization(&self) -> Result<(), Refusal> {
        self.expect(&[Status::AuthorizationRequired, Status::ConfirmationRequired])
    }

    /// Records a new code. The earlier one stays valid until it expires, unless [`scenario::new_code_replaces_the_old`].
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

    /// The customer signs with a code.
    pub fn confirm(&mut self, token: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.expect(&[Status::ConfirmationRequired])?;
        let is_valid = |signing: &Signing| signing.code.token == token && now < signing.expires_at;
        if !self.signing.as_ref().is_some_and(is_valid) {
            return Err(Refusal::InvalidTan);
        }
        self.status = Status::Confirmed;
        Ok(())
    }

    /// Swisscom signs or refuses. Answers whether there are signed documents now.
    pub fn finish(&mut self, now: DateTime<Utc>) -> bool {
        match (&self.status, scenario::failure(&self.iban, Moment::Signature)) {
            (Status::Confirmed, Some(rejection)) => self.fail(rejection),
            (Status::Confirmed, None) => self.status = Status::Successful { completed_at: now },
            _ => {}
        }
        self.is_successful()
    }

    /// Applies the status that a fault demands. Known statuses continue the normal flow; an unknown one is final.
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

    /// Becomes `expired` if the time for the next step is over.
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

    /// When it expires if nothing is paid.
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

    /// Swisscom's name for the signing.
    pub fn reference_token(&self) -> Option<&str> {
        self.signing.as_ref().map(|signing| signing.code.reference_token.as_str())
    }

    /// As the API writes it.
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

    /// Itself if it has changed since the last webhook about it.
    pub fn take_change(&mut self) -> Option<&Identification> {
        let snapshot = self.snapshot_status().filter(|status| *status == "available");
        let news = (self.status.name().to_owned(), snapshot);
        let changed = self.announced != news;
        self.announced = news;
        changed.then_some(self)
    }

    /// Part of the resource once the payment is authorized.
    pub(super) fn authorization_expires_at(&self) -> Option<DateTime<Utc>> {
        match self.status {
            Status::Created | Status::Pending => None,
            _ => self.payment_deadline(),
        }
    }

    fn expect(&self, expected: &[Status]) -> Result<(), Refusal> {
        match expected.contains(&self.status) {
            true => Ok(()),
            false => Err(Refusal::ExpectationMismatch),
        }
    }

    /// Moves from one page of the bank to the next; false if the customer was not at the first.
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

#[cfg(test)]
mod tests;
