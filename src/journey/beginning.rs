//! How a journey begins: the one of this tab, or a new one.

use bankident_wire::{PagePartner, Reported, Start};
use chrono::{DateTime, Utc};
use leptos::{prelude::*, task::spawn_local};

use super::{Journey, session::SessionTime};
use crate::{
    api::{self, Failure},
    browser::{clock, early, history, page, page_config::PageConfig, storage},
};

impl Journey {
    /// The journey of this tab, or a new one.
    ///
    /// # Errors
    /// Where there is none, and none can be begun.
    pub async fn load(config: &PageConfig) -> Result<Journey, Failure> {
        history::hide_start_token();
        let partner = config.partner().and_then(|partner: &PagePartner| partner.id.clone());
        let (reported, answered_at, lost) = match known().await {
            None => (begin(partner.clone()).await?, clock::now(), false),
            Some((Err(failure), _)) if failure.is_session_unknown() => {
                storage::forget_session();
                (begin(partner.clone()).await?, clock::now(), true)
            }
            Some((known, answered_at)) => (known?, answered_at, false),
        };
        if let Some(locale) = reported.locale.as_ref().filter(|_| storage::lang().is_none()) {
            storage::remember_lang(locale);
        }
        history::show(reported.stage.step(), false);
        storage::remember_step(reported.stage.step());
        let ahead = reported.now - answered_at;
        // A partner's journey cannot begin anew: there was none before.
        Ok(Journey::at(reported, partner, ahead, lost && storage::start_token().is_none()))
    }

    /// Everything begins again, with another session.
    pub fn begin_again(self) {
        storage::forget_journey();
        self.begin();
    }

    /// Another session is needed. The customer is told why everything begins again, and keeps what they have typed.
    pub fn begin_again_after_loss(self) {
        storage::forget_session();
        self.begin();
        self.lost.set(true);
    }

    fn begin(self) {
        self.session_time.set(SessionTime::Enough);
        spawn_local(async move {
            match begin(self.partner.get_value()).await {
                Ok(reported) => {
                    self.advance(reported);
                    self.listen();
                }
                // The customer can press the button again.
                Err(Failure::Offline) => {}
                failed => self.failed.set(failed.err()),
            }
        });
    }
}

/// The journey of this tab's session, if it has one, and when the answer came. Usually the page has asked already.
async fn known() -> Option<(Result<Reported, Failure>, DateTime<Utc>)> {
    if let Some(asked) = early::asked_journey() {
        storage::remember_token(&asked.session());
        if let Some(answer) = api::asked_journey(&asked).await {
            return Some((answer, asked.at().and_then(clock::at).unwrap_or_else(clock::now)));
        }
    }
    // A session whose journey has never answered may have none.
    storage::token().filter(|_| storage::has_step())?;
    Some((api::visit().await, clock::now()))
}

async fn begin(partner: Option<String>) -> Result<Reported, Failure> {
    // Where the answer to it was lost, the same session asks again.
    if storage::token().is_none() {
        storage::choose_token();
    }
    api::start(&Start { partner, start_token: storage::start_token(), page_stamp: page::stamp() }).await
}
