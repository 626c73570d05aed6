//! Loads the catalogue and the words, and puts the views together.

use bankident_copy::MessageCatalogue;
use leptos::prelude::*;

use crate::{
    browser,
    catalogue::Catalogue,
    store::Store,
    view::{export::Export, gallery::Gallery, indexer::Indexer, sample_page::SamplePage, toolbar::Toolbar},
};

/// Loads everything, then replaces the page's first paint.
pub async fn open() {
    let loaded = load().await;
    if let Some(boot) = document().get_element_by_id("boot") {
        match &loaded {
            Ok(_) => boot.remove(),
            Err(error) => boot.set_text_content(Some(error)),
        }
    }
    if let Ok((catalogue, book)) = loaded {
        mount_to_body(move || view! { <App catalogue book/> });
    }
}

async fn load() -> Result<(Catalogue, MessageCatalogue), String> {
    let unreadable =
        |error: serde_json::Error| format!("The server is of another release than the desk: {error}");
    let catalogue = serde_json::from_str(&browser::fetch("/desk/states.json").await?).map_err(unreadable)?;
    let book = serde_json::from_str(&browser::fetch("/desk/words.json").await?).map_err(unreadable)?;
    Ok((catalogue, book))
}

#[component]
fn App(catalogue: Catalogue, book: MessageCatalogue) -> impl IntoView {
    let store = Store::new(catalogue, book);
    provide_context(store);
    let is_gallery = Memo::new(move |_| store.url_state.with(|url| url.sample.is_empty()));
    view! {
        <Toolbar/>
        <main>
            {move || match is_gallery.get() {
                true => view! { <Gallery/> }.into_any(),
                false => view! { <SamplePage/> }.into_any(),
            }}
        </main>
        <Export/>
        <Indexer/>
    }
}
