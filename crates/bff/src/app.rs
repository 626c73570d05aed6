use std::{ops::Deref, sync::Arc};

use crate::{
    assets::Assets, clock::Clock, desk::Door, events::Events, partner_webhook::Courier, partners::Registry,
    reread::Rereads, solaris::Solaris, store::Store, visit::Turns, webhook::Secrets,
};

/// What every handler shares.
#[derive(Clone)]
pub struct App(Arc<Parts>);

pub struct Parts {
    pub store: Store,
    pub solaris: Solaris,
    pub clock: Clock,
    pub assets: Assets,
    /// Origins of the bank login's pages: what the wizard may show in a frame.
    pub bank_origins: Vec<String>,
    /// Where video identification is; without it the partner leads there.
    pub video_url: Option<String>,
    /// Whether anybody may begin a journey, without a partner: in front of the sandbox, where nobody is real.
    pub demonstrates: bool,
    pub partners: Registry,
    /// How this server is reached from outside, without a slash at the end.
    pub public_url: String,
    /// Brings news to the partners.
    pub courier: Courier,
    /// Who may look at every state of every screen.
    pub desk: Door,
    pub webhook_secrets: Secrets,
    pub events: Events,
    pub turns: Turns,
    pub rereads: Rereads,
}

impl App {
    pub fn new(parts: Parts) -> App {
        App(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
