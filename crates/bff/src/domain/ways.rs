//! What a customer can choose to do ([`Stage::ways`](bankident_wire::Stage::ways)), and what becomes of the journey then.

use bankident_wire::Way;
use chrono::{DateTime, Utc};

use super::{application::Application, facts::Facts, identification::Identification, refused::Rejected};

impl Application {
    /// Takes a way that the stage offers, apart from repeating a call.
    pub fn take(&mut self, way: Way, video_url: Option<&str>, now: DateTime<Utc>) {
        self.revisiting = None;
        let mut refused = self.refused.take();
        let Some(registered) = self.facts.registered_mut() else {
            if way == Way::Video {
                self.go_on_by_video(video_url);
            }
            return;
        };
        match way {
            Way::AnotherIban | Way::Restart => registered.begin_anew(),
            Way::Video => match registered.mobile.identification_mut() {
                Some(identification) => {
                    *identification = Identification::Video { url: video_url.map(str::to_owned) };
                }
                None => self.go_on_by_video(video_url),
            },
            Way::VerifyNumber => registered.verify_again(),
            Way::CompleteData => {
                let ended = match registered.mobile.identification() {
                    Some(Identification::Rejected(rejected)) => Some(rejected.clone()),
                    _ => None,
                };
                let rejected = refused.as_ref().map(|refused| &refused.rejected).or(ended.as_ref());
                let fields = rejected.and_then(|rejected| self.facts.to_complete(rejected, now));
                if let Some(registered) = self.facts.registered_mut() {
                    if ended.is_some() {
                        registered.begin_anew();
                    }
                    self.revisiting = Some(registered.complete(fields.unwrap_or_default()));
                }
            }
            Way::Retry => {}
        }
        if matches!(way, Way::CompleteData | Way::VerifyNumber) {
            refused.iter_mut().for_each(|refused| refused.is_mended = true);
            self.refused = refused;
        }
    }

    fn go_on_by_video(&mut self, url: Option<&str>) {
        self.facts = Facts::Video { url: url.map(str::to_owned) };
    }

    /// The rejection that the customer sees, or will see.
    pub fn rejected_mut(&mut self) -> Option<&mut Rejected> {
        match &mut self.refused {
            Some(refused) => Some(&mut refused.rejected),
            None => match self.facts.registered_mut()?.mobile.identification_mut()? {
                Identification::Rejected(rejected) => Some(rejected),
                _ => None,
            },
        }
    }

    /// A call that was refused can be repeated: the customer has mended what it was refused for.
    pub fn can_repeat(&self) -> bool {
        self.refused.as_ref().is_some_and(|refused| refused.is_mended)
            && self.facts.registered().is_some_and(|registered| !registered.has_to_confirm())
            && self.identification_can_begin()
    }
}
