//! The client of the Solaris API. It tests against a real server on a port, the sandbox, instead of a mock.

use std::time::Duration;

use bankident_wire::{Iban, MobileNumber, Otp, Rejection, SignatureToken};
use chrono::{DateTime, Utc};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use super::{
    error::{Code, Error},
    resources::{
        AccountSnapshot, Attempt, Created, Eligibility, IbanLookup, IdentificationResource,
        MobileNumberResource, PersonResource, WebhookSubscription,
    },
    transport::{Credentials, Transport},
};
use crate::{clock::Clock, domain::language::Language};

/// How long a call may take, and a transfer may be silent. A call that takes ten seconds still succeeds, and one read-back fits in before the browser gives up.
pub const TIMEOUT: Duration = Duration::from_secs(20);
/// The Solaris API, one method per call.
pub struct Solaris(Transport);

/// Names an identification: each of its URLs has both ids.
#[derive(Clone, Copy)]
pub struct IdentificationOf<'a> {
    pub person_id: &'a str,
    pub id: &'a str,
}

impl Solaris {
    /// # Errors
    /// If TLS cannot be set up.
    pub fn new(
        base_url: &str,
        credentials: Credentials,
        clock: Clock,
        timeout: Duration,
    ) -> Result<Solaris, reqwest::Error> {
        Ok(Solaris(Transport::new(base_url, credentials, clock, timeout)?))
    }

    /// `POST /v1/persons`: returns the id of the new person.
    pub async fn create_person(&self, person: &Value) -> Result<String, Error> {
        let created: Created = self.0.call(Method::POST, "/v1/persons", Some(person), None).await?;
        Ok(created.id)
    }

    /// `GET /v1/persons`, the newest first (the API reference, "Index persons").
    pub async fn newest_persons(&self) -> Result<Vec<PersonResource>, Error> {
        self.0.get("/v1/persons?sort=-created_at&page%5Bnumber%5D=1&page%5Bsize%5D=100").await
    }

    /// `GET /v1/persons/{id}`: the JSON as Solaris sends it.
    pub async fn person(&self, person_id: &str) -> Result<Value, Error> {
        self.0.get(&format!("/v1/persons/{person_id}")).await
    }

    /// `PATCH /v1/persons/{id}`
    pub async fn update_person(&self, person_id: &str, changes: &Value) -> Result<(), Error> {
        self.0.send(Method::PATCH, &format!("/v1/persons/{person_id}"), Some(changes), None).await.map(drop)
    }

    /// `POST .../mobile_number`
    pub async fn create_mobile_number(&self, person_id: &str, number: &MobileNumber) -> Result<(), Error> {
        self.change_mobile_number(Method::POST, person_id, "", &json!({ "number": number })).await
    }

    /// `GET .../mobile_number`
    pub async fn mobile_number(&self, person_id: &str) -> Result<MobileNumberResource, Error> {
        self.0.get(&format!("/v1/persons/{person_id}/mobile_number")).await
    }

    /// The person's number as we understand it, and whether it is verified; `None` where there is none that we understand.
    pub async fn known_number(&self, person_id: &str) -> Result<Option<(MobileNumber, bool)>, Error> {
        let resource = match self.mobile_number(person_id).await {
            Err(error) if error.is(Code::ModelNotFound) => return Ok(None),
            resource => resource?,
        };
        Ok(MobileNumber::parse(&resource.number).ok().map(|number| (number, resource.verified)))
    }

    /// `DELETE .../mobile_number`: for a number that is not verified.
    pub async fn delete_mobile_number(&self, person_id: &str, number: &str) -> Result<(), Error> {
        self.change_mobile_number(Method::DELETE, person_id, "", &json!({ "number": number })).await
    }

    /// `POST .../mobile_number/authorize`: sends an SMS with a code.
    pub async fn authorize_mobile_number(&self, person_id: &str, number: &MobileNumber) -> Result<(), Error> {
        self.change_mobile_number(Method::POST, person_id, "/authorize", &json!({ "number": number })).await
    }

    /// `POST .../mobile_number/confirm`
    pub async fn confirm_mobile_number(
        &self,
        person_id: &str,
        number: &MobileNumber,
        token: &Otp,
    ) -> Result<(), Error> {
        let confirmation = json!({ "number": number, "token": token });
        self.change_mobile_number(Method::POST, person_id, "/confirm", &confirmation).await
    }

    /// Each of these calls answers with the number. Any other answer (a proxy's page) is an error.
    async fn change_mobile_number(
        &self,
        method: Method,
        person_id: &str,
        action: &str,
        body: &Value,
    ) -> Result<(), Error> {
        let path = format!("/v1/persons/{person_id}/mobile_number{action}");
        self.0.call::<Created>(method, &path, Some(body), None).await.map(drop)
    }

    /// `POST /v1/iban_lookups`: the bank's name, if it is known; refused, with the field `iban`, if there is no such IBAN. Safe to
    /// repeat.
    pub async fn bank_name(&self, iban: &Iban) -> Result<Option<String>, Error> {
        let body = json!({ "iban": iban });
        let lookup = || self.0.call::<IbanLookup>(Method::POST, "/v1/iban_lookups", Some(&body), None);
        Ok(self.0.repeat(lookup).await?.bank_name)
    }

    /// `POST .../identification_eligibility_checks`: why the person cannot be identified with the method `bank`; `None`
    /// if they can (the guide, Step 3). Safe to repeat.
    pub async fn reason_against_identification(&self, person_id: &str) -> Result<Option<Rejection>, Error> {
        let path = format!("/v1/persons/{person_id}/identification_eligibility_checks");
        let body = json!({ "method": "bank" });
        let check = || self.0.call::<Eligibility>(Method::POST, &path, Some(&body), None);
        Ok(self.0.repeat(check).await?.reason_against())
    }

    /// `GET .../bank_identification_attempts`: all attempts to identify the person. Support reads them too.
    pub async fn identification_attempts(&self, person_id: &str) -> Result<Vec<Attempt>, Error> {
        self.0.get(&format!("/v1/persons/{person_id}/bank_identification_attempts")).await
    }

    /// `POST .../identifications` with the method `bank`. The SCHUFA check is part of this call.
    pub async fn create_identification(
        &self,
        person_id: &str,
        iban: &Iban,
        terms_and_conditions_signed_at: DateTime<Utc>,
        language: Language,
    ) -> Result<IdentificationResource, Error> {
        let path = format!("/v1/persons/{person_id}/identifications");
        let body = json!({
            "method": "bank",
            "iban": iban,
            "terms_and_conditions_signed_at": terms_and_conditions_signed_at,
        });
        self.0.call(Method::POST, &path, Some(&body), Some(language)).await
    }

    /// `PATCH .../request`: afterwards the identification has the URL of the bank login.
    pub async fn request_identification(
        &self,
        identification: IdentificationOf<'_>,
        language: Language,
    ) -> Result<IdentificationResource, Error> {
        let path = identification.path("/request");
        self.0.call(Method::PATCH, &path, None::<&()>, Some(language)).await
    }

    /// `PATCH .../authorize`: sends the signature code by SMS.
    pub async fn authorize_identification(
        &self,
        identification: IdentificationOf<'_>,
        language: Language,
    ) -> Result<IdentificationResource, Error> {
        let path = identification.path("/authorize");
        self.0.call(Method::PATCH, &path, None::<&()>, Some(language)).await
    }

    /// `PATCH .../confirm`: signs.
    pub async fn confirm_identification(
        &self,
        identification: IdentificationOf<'_>,
        token: &SignatureToken,
        language: Language,
    ) -> Result<IdentificationResource, Error> {
        let path = identification.path("/confirm");
        self.0.call(Method::PATCH, &path, Some(&json!({ "token": token })), Some(language)).await
    }

    /// `GET .../identifications/{id}`, with documents.
    pub async fn identification(
        &self,
        identification: IdentificationOf<'_>,
    ) -> Result<IdentificationResource, Error> {
        self.0.get(&identification.path("?include_documents=true")).await
    }

    /// `GET .../account_snapshot`: `None` while there is no snapshot.
    pub async fn account_snapshot(
        &self,
        identification: IdentificationOf<'_>,
    ) -> Result<Option<AccountSnapshot>, Error> {
        match self.0.get(&identification.path("/account_snapshot")).await {
            Ok(snapshot) => Ok(Some(snapshot)),
            Err(Error::Refused(refusal)) if refusal.status == StatusCode::NOT_FOUND => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// The PDF, as a stream, which may last as long as it is not silent.
    pub async fn document(&self, person_id: &str, document_id: &str) -> Result<Response, Error> {
        let path = format!("/v1/persons/{person_id}/documents/{document_id}/file");
        let fetch = || self.0.download(&path);
        self.0.repeat(fetch).await
    }

    /// `POST /v1/webhooks`: returns the secret that signs the deliveries.
    pub async fn subscribe(&self, event_type: &str, url: &str) -> Result<WebhookSubscription, Error> {
        let body = json!({ "event_type": event_type, "url": url });
        self.0.call(Method::POST, "/v1/webhooks", Some(&body), None).await
    }
}

impl IdentificationOf<'_> {
    fn path(&self, rest: &str) -> String {
        format!("/v1/persons/{}/identifications/{}{rest}", self.person_id, self.id)
    }
}
