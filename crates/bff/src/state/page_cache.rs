//! The wizard's pages, drawn and compressed once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::OnceCell;

/// A page that is ready to be sent.
pub struct ReadyPage {
    pub html: Vec<u8>,
    /// RFC 7932
    pub brotli: Vec<u8>,
    /// The content security policy of this very page.
    pub policy: String,
    /// RFC 9110, 8.8.3
    pub etag: String,
}

/// What a page is made of, as a hash; and the minute in which it may be served.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageKey {
    pub made_of: [u8; 32],
    /// Since 1970. A page's stamp is as old as the page, so pages are drawn anew each minute that somebody asks for them.
    pub minute: i64,
}

/// The pages of this minute.
#[derive(Default)]
pub struct PageCache(Mutex<HashMap<PageKey, Arc<OnceCell<ReadyPage>>>>);

impl PageCache {
    /// The place of a page, which whoever comes first fills; the others wait. The places of other minutes are dropped.
    pub fn place(&self, key: PageKey) -> Arc<OnceCell<ReadyPage>> {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.retain(|known, _| known.minute == key.minute);
        pages.entry(key).or_default().clone()
    }
}
