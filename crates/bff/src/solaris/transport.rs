//! HTTP with an OAuth token: sends, repeats, reads errors.

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use chrono::{DateTime, TimeDelta, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Method, RequestBuilder, Response, header};
use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::Mutex;

use super::{
    error::{Code, Error, Unavailable},
    resources::Token,
};
use crate::{clock::Clock, domain::language::Language, http_client};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// A token is replaced this long before it expires, so that none expires on its way.
const REFRESH_BEFORE: TimeDelta = TimeDelta::seconds(60);

/// The connection to the API, with the token of the moment.
pub struct Transport {
    http: reqwest::Client,
    /// For files: it gives up where nothing comes, however long the whole takes.
    files: reqwest::Client,
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

impl Transport {
    /// # Errors
    /// If TLS cannot be set up.
    pub fn new(
        base_url: &str,
        credentials: Credentials,
        clock: Clock,
        timeout: Duration,
    ) -> Result<Transport, reqwest::Error> {
        let http = http_client::builder(timeout).connect_timeout(CONNECT_TIMEOUT).build()?;
        let files = http_client::builder_by_silence(timeout).connect_timeout(CONNECT_TIMEOUT).build()?;
        let base_url = base_url.trim_end_matches('/').to_owned();
        Ok(Transport { http, files, base_url, credentials, clock, token: Mutex::new(None) })
    }

    /// Reads. Reading is safe, so it is repeated when the API does not answer.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        let read = || self.call(Method::GET, path, None::<&()>, None);
        self.repeat(read).await
    }

    /// Calls once and reads the answer.
    pub async fn call<T: DeserializeOwned>(
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

    /// Sends once. It sends a second time only if the token was refused, because then nothing was done.
    pub async fn send(
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
        self.send_request(request).await
    }

    /// Reads a file, whose body may come slowly.
    pub async fn download(&self, path: &str) -> Result<Response, Error> {
        self.send_request(self.files.get(format!("{}{path}", self.base_url))).await
    }

    async fn send_request(&self, request: RequestBuilder) -> Result<Response, Error> {
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

    /// A token that stays valid for a while. Callers that arrive during a fetch wait for the same token.
    async fn access_token(&self) -> Result<SecretString, Error> {
        let mut token = self.token.lock().await;
        if let Some(valid) = token.as_ref().filter(|valid| self.clock.now() < valid.refresh_at) {
            return Ok(valid.access_token.clone());
        }
        let fetch = || self.fetch_token();
        let fetched = self.repeat(fetch).await?;
        let access_token = fetched.access_token.clone();
        *token = Some(fetched);
        Ok(access_token)
    }

    /// With HTTP Basic, which every server supports; one that does not gets the credentials in the body (RFC 6749, 2.3.1).
    async fn fetch_token(&self) -> Result<ValidToken, Error> {
        let Credentials { client_id, client_secret } = &self.credentials;
        let grant = ("grant_type", "client_credentials");
        let request = || self.http.post(format!("{}/oauth/token", self.base_url));
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let basic = request()
            .basic_auth(encoded(client_id), Some(encoded(client_secret.expose_secret())))
            .form(&[grant]);
        let answer = match answer_of(basic).await {
            Err(Error::Refused(_)) => {
                let in_body =
                    [grant, ("client_id", client_id), ("client_secret", client_secret.expose_secret())];
                answer_of(request().form(&in_body)).await?
            }
            answer => answer?,
        };
        let body = answer.bytes().await.map_err(|error| Error::of_transport(&error))?;
        let token: Token = serde_json::from_slice(&body).map_err(|_| Error::Unreadable("Token"))?;
        // However long it says that it is: a day is enough.
        let valid_for = TimeDelta::seconds(token.expires_in.clamp(0, 24 * 60 * 60));
        Ok(ValidToken {
            access_token: token.access_token,
            refresh_at: self.clock.now() + valid_for - REFRESH_BEFORE,
        })
    }

    /// Makes a call that is safe to repeat, up to three times.
    pub async fn repeat<T, F: Future<Output = Result<T, Error>>>(
        &self,
        call: impl FnMut() -> F,
    ) -> Result<T, Error> {
        let back_off =
            ExponentialBuilder::default().with_min_delay(Duration::from_millis(200)).with_max_times(2);
        call.retry(back_off).when(worth_another_try).await
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

/// Retry only failures that may be transient. After a timeout or a 429 the customer decides whether to try again.
fn worth_another_try(error: &Error) -> bool {
    matches!(
        error,
        Error::Unavailable(Unavailable::NoConnection | Unavailable::Broken | Unavailable::Status(_))
    )
}
