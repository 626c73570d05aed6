//! The client of the Solaris API. The sandbox is a real server on a port: development and tests use this client too.

mod error;
mod person;
mod resources;

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use bankident_wire::{Iban, MobileNumber, Otp, Rejection};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Method, RequestBuilder, Response, StatusCode, header};
use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use tokio::sync::Mutex;

pub use error::{Code, Error, Refusal, Unavailable};
pub use person::{changes, everything_that_changes, new_person};
pub use resources::{
    AccountSnapshot, Attempt, IdentificationResource, IdentificationStatus, MobileNumberResource,
    PersonResource, WebhookSubscription, same_time,
};

use crate::{clock::Clock, language::Language};
use resources::{Created, Eligibility, IbanLookup, Token};

/// Who is slower than this counts as away. Ten seconds are waited for, and a look at what came of the call still fits
/// into the patience of a browser.
pub const TIMEOUT: Duration = Duration::from_secs(20);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// A token is fetched anew this long before it expires, so that none expires on its way.
const REFRESH_BEFORE: TimeDelta = TimeDelta::seconds(60);

pub struct Solaris {
    http: reqwest::Client,
    /// `https://api.solaris-sandbox.de`, without a slash at the end.
    base_url: String,
    credentials: Credentials,
    clock: Clock,
    token: Mutex<Option<ValidToken>>,
}

/// OAuth 2.0 client credentials (RFC 6749, 4.4).
#[derive(Clone, Debug)]
pub struct Credentials {
    pub client_id: String,
    pub client_secret: SecretString,
}

struct ValidToken {
    access_token: SecretString,
    refresh_at: DateTime<Utc>,
}

/// A person's identification: both ids stand in each of its URLs.
#[derive(Clone, Copy)]
pub struct IdentificationOf<'a> {
    pub person_id: &'a str,
    pub id: &'a str,
}

impl Solaris {
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(
        base_url: &str,
        credentials: Credentials,
        clock: Clock,
        timeout: Duration,
    ) -> Result<Solaris, reqwest::Error> {
        // Another part of the process may have chosen a provider already: then that one serves.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(timeout)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let base_url = base_url.trim_end_matches('/').to_owned();
        Ok(Solaris { http, base_url, credentials, clock, token: Mutex::new(None) })
    }

    /// `POST /v1/persons`; answers the person's id.
    pub async fn create_person(&self, person: &Value) -> Result<String, Error> {
        let created: Created = self.call(Method::POST, "/v1/persons", Some(person), None).await?;
        Ok(created.id)
    }

    /// `GET /v1/persons`, the newest first (the API reference, "Index persons").
    pub async fn newest_persons(&self) -> Result<Vec<PersonResource>, Error> {
        self.get("/v1/persons?sort=-created_at&page%5Bnumber%5D=1&page%5Bsize%5D=100").await
    }

    /// `GET /v1/persons/{id}`: as it is.
    pub async fn person(&self, person_id: &str) -> Result<Value, Error> {
        self.get(&format!("/v1/persons/{person_id}")).await
    }

    /// `PATCH /v1/persons/{id}`
    pub async fn update_person(&self, person_id: &str, changes: &Value) -> Result<(), Error> {
        self.send(Method::PATCH, &format!("/v1/persons/{person_id}"), Some(changes), None).await.map(drop)
    }

    pub async fn create_mobile_number(&self, person_id: &str, number: &MobileNumber) -> Result<(), Error> {
        self.change_mobile_number(Method::POST, person_id, "", &json!({ "number": number })).await
    }

    pub async fn mobile_number(&self, person_id: &str) -> Result<MobileNumberResource, Error> {
        self.get(&format!("/v1/persons/{person_id}/mobile_number")).await
    }

    pub async fn delete_mobile_number(&self, person_id: &str, number: &str) -> Result<(), Error> {
        self.change_mobile_number(Method::DELETE, person_id, "", &json!({ "number": number })).await
    }

    /// Sends an SMS to the number.
    pub async fn authorize_mobile_number(&self, person_id: &str, number: &MobileNumber) -> Result<(), Error> {
        self.change_mobile_number(Method::POST, person_id, "/authorize", &json!({ "number": number })).await
    }

    pub async fn confirm_mobile_number(
        &self,
        person_id: &str,
        number: &MobileNumber,
        token: &Otp,
    ) -> Result<(), Error> {
        let confirmation = json!({ "number": number, "token": token });
        self.change_mobile_number(Method::POST, person_id, "/confirm", &confirmation).await
    }

    /// Each answers the number; an answer that is none (a proxy's page) says nothing.
    async fn change_mobile_number(
        &self,
        method: Method,
        person_id: &str,
        action: &str,
        body: &Value,
    ) -> Result<(), Error> {
        let path = format!("/v1/persons/{person_id}/mobile_number{action}");
        self.call::<Created>(method, &path, Some(body), None).await.map(drop)
    }

    /// `POST /v1/iban_lookups`: the bank's name, where it is known. Looking up twice harms nobody.
    pub async fn bank_name(&self, iban: &Iban) -> Result<Option<String>, Error> {
        let body = json!({ "iban": iban });
        let lookup = || self.call::<IbanLookup>(Method::POST, "/v1/iban_lookups", Some(&body), None);
        Ok(lookup.retry(back_off()).when(worth_another_try).await?.bank_name)
    }

    /// `POST .../identification_eligibility_checks`: why the person cannot be identified with the method `bank`; `None`
    /// where they can (the guide, Step 3). Checking twice harms nobody.
    pub async fn reason_against_identification(&self, person_id: &str) -> Result<Option<Rejection>, Error> {
        let path = format!("/v1/persons/{person_id}/identification_eligibility_checks");
        let body = json!({ "method": "bank" });
        let check = || self.call::<Eligibility>(Method::POST, &path, Some(&body), None);
        Ok(check.retry(back_off()).when(worth_another_try).await?.reason_against())
    }

    /// `GET .../bank_identification_attempts`: every try to identify the person, for support too.
    pub async fn identification_attempts(&self, person_id: &str) -> Result<Vec<Attempt>, Error> {
        self.get(&format!("/v1/persons/{person_id}/bank_identification_attempts")).await
    }

    /// `POST .../identifications` with the method `bank`; the SCHUFA check happens in this call.
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
        self.call(Method::POST, &path, Some(&body), Some(language)).await
    }

    /// `PATCH .../request`: from then on there is a URL of the bank login.
    pub async fn request_identification(
        &self,
        identification: IdentificationOf<'_>,
        language: Language,
    ) -> Result<IdentificationResource, Error> {
        let path = identification.path("/request");
        self.call(Method::PATCH, &path, None::<&()>, Some(language)).await
    }

    /// `PATCH .../authorize`: sends the signature's code by SMS.
    pub async fn authorize_identification(
        &self,
        identification: IdentificationOf<'_>,
        language: Language,
    ) -> Result<IdentificationResource, Error> {
        let path = identification.path("/authorize");
        self.call(Method::PATCH, &path, None::<&()>, Some(language)).await
    }

    /// `PATCH .../confirm`: signs.
    pub async fn confirm_identification(
        &self,
        identification: IdentificationOf<'_>,
        token: &Otp,
        language: Language,
    ) -> Result<IdentificationResource, Error> {
        let path = identification.path("/confirm");
        self.call(Method::PATCH, &path, Some(&json!({ "token": token })), Some(language)).await
    }

    /// The identification with its documents.
    pub async fn identification(
        &self,
        identification: IdentificationOf<'_>,
    ) -> Result<IdentificationResource, Error> {
        self.get(&identification.path("?include_documents=true")).await
    }

    /// `None` as long as there is no snapshot.
    pub async fn account_snapshot(
        &self,
        identification: IdentificationOf<'_>,
    ) -> Result<Option<AccountSnapshot>, Error> {
        match self.get(&identification.path("/account_snapshot")).await {
            Ok(snapshot) => Ok(Some(snapshot)),
            Err(Error::Refused(refusal)) if refusal.status == StatusCode::NOT_FOUND => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// The PDF, as it arrives.
    pub async fn document(&self, person_id: &str, document_id: &str) -> Result<Response, Error> {
        let path = format!("/v1/persons/{person_id}/documents/{document_id}/file");
        let fetch = || self.send(Method::GET, &path, None::<&()>, None);
        fetch.retry(back_off()).when(worth_another_try).await
    }

    /// `POST /v1/webhooks`: answers the secret that the deliveries are signed with.
    pub async fn subscribe(&self, event_type: &str, url: &str) -> Result<WebhookSubscription, Error> {
        let body = json!({ "event_type": event_type, "url": url });
        self.call(Method::POST, "/v1/webhooks", Some(&body), None).await
    }

    /// Reading is safe: it is tried again where the API did not answer.
    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        let read = || self.call(Method::GET, path, None::<&()>, None);
        read.retry(back_off()).when(worth_another_try).await
    }

    async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
        language: Option<Language>,
    ) -> Result<T, Error> {
        let response = self.send(method, path, body, language).await?;
        let body = response.bytes().await.map_err(|error| Error::of_transport(&error))?;
        serde_json::from_slice(&body).map_err(|_| Error::Unreadable(std::any::type_name::<T>()))
    }

    /// Sends once; a second time only where the token was refused, because then nothing was done.
    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
        language: Option<Language>,
    ) -> Result<Response, Error> {
        let mut request = self.http.request(method, format!("{}{path}", self.base_url));
        if let Some(language) = language {
            request = request.header(header::ACCEPT_LANGUAGE, language.id());
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let again = request.try_clone();
        match (self.send_with_token(request).await, again) {
            (Err(error), Some(again)) if error.is(Code::InvalidToken) => {
                *self.token.lock().await = None;
                self.send_with_token(again).await
            }
            (answer, _) => answer,
        }
    }

    async fn send_with_token(&self, request: RequestBuilder) -> Result<Response, Error> {
        let token = self.access_token().await?;
        answer_of(request.bearer_auth(token.expose_secret())).await
    }

    /// The token, fetched where there is none that is valid for a while. Who comes meanwhile waits for the same one.
    async fn access_token(&self) -> Result<SecretString, Error> {
        let mut token = self.token.lock().await;
        if let Some(valid) = token.as_ref().filter(|valid| self.clock.now() < valid.refresh_at) {
            return Ok(valid.access_token.clone());
        }
        let fetch = || self.fetch_token();
        let fetched = fetch.retry(back_off()).when(worth_another_try).await?;
        let access_token = fetched.access_token.clone();
        *token = Some(fetched);
        Ok(access_token)
    }

    async fn fetch_token(&self) -> Result<ValidToken, Error> {
        let request = self.http.post(format!("{}/oauth/token", self.base_url)).form(&[
            ("grant_type", "client_credentials"),
            ("client_id", &self.credentials.client_id),
            ("client_secret", self.credentials.client_secret.expose_secret()),
        ]);
        let body = answer_of(request).await?.bytes().await.map_err(|error| Error::of_transport(&error))?;
        let token: Token = serde_json::from_slice(&body).map_err(|_| Error::Unreadable("Token"))?;
        let valid_for = TimeDelta::try_seconds(token.expires_in).unwrap_or(TimeDelta::zero());
        Ok(ValidToken {
            access_token: token.access_token,
            refresh_at: self.clock.now() + valid_for - REFRESH_BEFORE,
        })
    }
}

impl IdentificationOf<'_> {
    fn path(&self, rest: &str) -> String {
        format!("/v1/persons/{}/identifications/{}{rest}", self.person_id, self.id)
    }
}

async fn answer_of(request: RequestBuilder) -> Result<Response, Error> {
    let response = request.send().await.map_err(|error| Error::of_transport(&error))?;
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let retry_after = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
    let retry_after = retry_after.and_then(|seconds| TimeDelta::try_seconds(seconds.parse().ok()?));
    Err(Error::of_answer(status, retry_after, &response.bytes().await.unwrap_or_default()))
}

fn back_off() -> ExponentialBuilder {
    ExponentialBuilder::default().with_min_delay(Duration::from_millis(200)).with_max_times(2)
}

/// Who was too slow will be, who was asked too often was: the customer decides.
fn worth_another_try(error: &Error) -> bool {
    matches!(
        error,
        Error::Unavailable(Unavailable::NoConnection | Unavailable::Broken | Unavailable::Status(_))
    )
}
