//! A customer who walks from the first screen to the last, as a browser does: when an answer fails or does not come, it asks
//! where the journey stands, of whichever server answers, and goes on from there.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use bankident_wire::{Reported, SignPhase, Stage, Step, Way};
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{
    answers::{BIRTH_DATE, address, person, status},
    bank,
    outside::{KEY, PARTNER, Sandbox},
};

const IBAN: &str = "DE11110101010100000020";

/// Before the same is tried again.
const PAUSE: Duration = Duration::from_millis(200);
/// Between two questions whether something has come of it.
const POLL: Duration = Duration::from_millis(500);
/// How long a browser waits for an answer.
pub const TIMEOUT: Duration = Duration::from_secs(20);

/// How a walk ended, and what was asked for on the way.
#[derive(Default)]
pub struct Walk {
    /// `jrn_...`, once the partner knows it.
    pub journey: String,
    pub number: String,
    /// The server did not know a journey any more that it had acknowledged.
    pub lost: bool,
    /// How often a step came that is before one which was acknowledged.
    pub backwards: usize,
    /// Why the walk could not go on.
    pub stuck: Option<String>,
    pub identifications: usize,
    pub mobile_codes: usize,
    pub signature_codes: usize,
}

pub struct Customer {
    http: Client,
    /// The servers that a balancer would choose from.
    servers: Vec<String>,
    turn: usize,
    session: String,
    sandbox: Sandbox,
    patience: Duration,
    furthest: Option<Step>,
    walk: Walk,
}

/// What came of a request.
enum Answer {
    Reported(Box<Reported>),
    /// The request was refused: a 4xx and its text.
    Refused(String),
    /// Nobody answered, or the answer was a 5xx.
    Failed(String),
    /// There is no such session.
    Unknown,
}

impl Customer {
    /// A customer with a number of their own, who waits so long for the next screen.
    pub fn new(http: Client, servers: Vec<String>, sandbox: Sandbox, patience: Duration) -> Customer {
        let [session, idle] = [rand::random::<[u8; 32]>(), rand::random()];
        let digits = u32::from_be_bytes([idle[0], idle[1], idle[2], idle[3]]) % 90_000_000 + 10_000_000;
        let walk = Walk { number: format!("+49151{digits}"), ..Walk::default() };
        let session = hex::encode(session);
        Customer { http, turn: digits as usize, servers, session, sandbox, patience, furthest: None, walk }
    }

    /// Walks to the end, or until nothing goes on.
    pub async fn walk(mut self) -> Walk {
        if let Err(error) = self.reach_the_end().await {
            self.walk.stuck = Some(format!("{error:#}"));
        }
        self.walk
    }

    async fn reach_the_end(&mut self) -> Result<()> {
        let mut reported = self.begin().await?;
        let mut since = Instant::now();
        let mut last_refusal = String::new();
        loop {
            let step = reported.stage.step();
            if step == Step::Done {
                return Ok(());
            }
            if since.elapsed() > self.patience {
                bail!("still at {} after {} s: {last_refusal}", step.id(), self.patience.as_secs());
            }
            let answer = match self.act(&reported).await {
                Ok(answer) => answer,
                // The bank and the phone are outside.
                Err(error) => Answer::Failed(format!("{error:#}")),
            };
            let answer = match answer {
                Answer::Reported(_) | Answer::Unknown => answer,
                Answer::Refused(why) | Answer::Failed(why) => {
                    last_refusal = why;
                    sleep(PAUSE).await;
                    self.ask(Method::GET, "", None).await
                }
            };
            match answer {
                Answer::Reported(next) => {
                    let next_step = next.stage.step();
                    if next_step != step {
                        since = Instant::now();
                    }
                    self.note(next_step);
                    reported = *next;
                }
                Answer::Unknown => {
                    self.walk.lost = true;
                    bail!("the session is unknown at {}", step.id());
                }
                Answer::Refused(why) | Answer::Failed(why) => last_refusal = why,
            }
        }
    }

    /// Notes a step that was acknowledged. Those beside the way are nowhere on it.
    fn note(&mut self, step: Step) {
        if step > Step::Done {
            return;
        }
        if self.furthest.is_some_and(|furthest| step < furthest) {
            self.walk.backwards += 1;
        }
        self.furthest = self.furthest.max(Some(step));
    }

    /// The partner begins a journey, and the customer's browser opens it.
    async fn begin(&mut self) -> Result<Reported> {
        let since = Instant::now();
        let mut last = String::new();
        while since.elapsed() < self.patience {
            match self.try_begin().await {
                Ok(Answer::Reported(reported)) => {
                    self.note(reported.stage.step());
                    return Ok(*reported);
                }
                Ok(Answer::Refused(why) | Answer::Failed(why)) => last = why,
                Ok(Answer::Unknown) => last = "the start token is unknown".to_owned(),
                Err(error) => last = format!("{error:#}"),
            }
            self.turn += 1;
            sleep(PAUSE).await;
        }
        bail!("the journey does not begin: {last}")
    }

    async fn try_begin(&mut self) -> Result<Answer> {
        let begin = self.http.post(format!("{}/partner/v1/journeys", self.server())).bearer_auth(KEY);
        // The session names the call too: repeated, it begins no other journey.
        let begun = begin.header("Idempotency-Key", &self.session[..32]).json(&json!({})).send().await?;
        let begun: Value = begun.error_for_status()?.json().await?;
        self.walk.journey = begun["id"].as_str().context("no journey")?.to_owned();
        let start = json!({ "partner": PARTNER, "start_token": begun["start_token"] });
        Ok(self.ask(Method::POST, "", Some(&start)).await)
    }

    fn server(&self) -> &str {
        &self.servers[self.turn % self.servers.len()]
    }

    /// One request. The next one goes to the next server.
    async fn ask(&mut self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let sent = self.send(method, path, body).await;
        let answer = match sent {
            Ok(answer) => answer,
            Err(error) => return Answer::Failed(format!("{path}: {error:#}")),
        };
        let status = answer.status();
        let text = match answer.text().await {
            Ok(text) => text,
            Err(error) => return Answer::Failed(format!("{path}: {error:#}")),
        };
        match status {
            status if status.is_success() => match serde_json::from_str(&text) {
                Ok(reported) => Answer::Reported(Box::new(reported)),
                Err(error) => Answer::Failed(format!("{path}: {error}")),
            },
            StatusCode::UNAUTHORIZED => Answer::Unknown,
            status if status.is_client_error() => Answer::Refused(format!("{path}: {status} {text}")),
            status => Answer::Failed(format!("{path}: {status} {text}")),
        }
    }

    async fn send(&mut self, method: Method, path: &str, body: Option<&Value>) -> reqwest::Result<Response> {
        let request = self.http.request(method, format!("{}/api/journey{path}", self.server()));
        self.turn += 1;
        let request = request.bearer_auth(&self.session).header("accept-language", "de");
        body.into_iter().fold(request, |request, body| request.json(body)).send().await
    }

    async fn submit(&mut self, path: &str, body: Value) -> Answer {
        self.ask(Method::POST, path, Some(&body)).await
    }

    async fn look_again(&mut self) -> Answer {
        sleep(POLL).await;
        self.ask(Method::GET, "", None).await
    }

    /// What a customer does on a screen.
    async fn act(&mut self, reported: &Reported) -> Result<Answer> {
        let now = reported.now;
        let answer = match &reported.stage {
            Stage::Terms(_) => {
                let consents = json!({ "terms_conditions_signed_at": now, "data_terms_signed_at": now });
                self.submit("/terms", consents).await
            }
            Stage::Person(_) => self.submit("/person", person()).await,
            Stage::Address(_) => self.submit("/address", address()).await,
            Stage::Status(_) => self.submit("/status", status(now)).await,
            Stage::Mobile(_) => {
                let number = json!({ "number": self.walk.number, "confirmed": true });
                self.submit("/mobile", number).await
            }
            Stage::Check(_) => {
                self.walk.mobile_codes = self.walk.mobile_codes.max(1);
                self.submit("/check", json!({})).await
            }
            Stage::MobileCode(_) => self.enter_code("mobile", "/mobile-code", reported).await?,
            Stage::Iban => {
                self.walk.identifications = self.walk.identifications.max(1);
                let account = json!({ "iban": IBAN, "terms_and_conditions_signed_at": now });
                self.submit("/iban", account).await
            }
            Stage::Bank(bank) => {
                bank::log_in(&self.http, &bank.url, IBAN).await?;
                self.look_again().await
            }
            Stage::Contract(contract) => {
                for document in &contract.documents {
                    let path = format!("/documents/{}", document.id);
                    self.send(Method::GET, &path, None).await?.error_for_status()?.bytes().await?;
                }
                self.walk.signature_codes = self.walk.signature_codes.max(1);
                self.submit("/contract", json!({})).await
            }
            Stage::Sign(sign) if sign.phase == SignPhase::Confirming => self.look_again().await,
            Stage::Sign(_) => self.enter_code("signature", "/sign", reported).await?,
            Stage::Resume => self.submit("/resume", json!({ "birth_date": BIRTH_DATE })).await,
            stage => self.choose(stage).await?,
        };
        Ok(answer)
    }

    /// Enters the newest code. Where it is not taken, and another one can be had, that is asked for.
    async fn enter_code(&mut self, kind: &str, path: &str, reported: &Reported) -> Result<Answer> {
        let code = self.sandbox.codes(&self.walk.number, kind).await?.into_iter().next();
        let answer = match code {
            Some(code) => self.submit(path, json!({ "token": code })).await,
            None => Answer::Refused(format!("{path}: no code has come")),
        };
        let can_resend = reported.stage.resend_at().is_some_and(|at| at <= reported.now);
        if !matches!(answer, Answer::Refused(_)) || !can_resend {
            return Ok(answer);
        }
        match kind {
            "mobile" => self.walk.mobile_codes += 1,
            _ => self.walk.signature_codes += 1,
        }
        Ok(self.submit(&format!("{path}/resend"), json!({})).await)
    }

    /// Takes the way that leads on; with another identification the walk goes on at the account.
    async fn choose(&mut self, stage: &Stage) -> Result<Answer> {
        let leads_on = |way: &&Way| !matches!(way, Way::Video);
        let Some(way) = stage.ways().iter().find(leads_on) else {
            bail!("no way leads on from {}: {stage:?}", stage.step().id());
        };
        if matches!(way, Way::AnotherIban | Way::Restart) {
            self.walk.identifications += 1;
            self.walk.signature_codes += 1;
            self.furthest = Some(Step::Iban);
        }
        Ok(self.submit("/choose", json!({ "way": way })).await)
    }
}
