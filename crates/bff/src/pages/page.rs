//! Makes the wizard's page: in its language and colours, with its first screen in it; and guards every page with a content
//! security policy.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use bankident_wire::PageFiles;
use bankident_wizard::{first_screen, i18n::Lang};
use lol_html::{
    RewriteStrSettings, element,
    html_content::{ContentType, Element},
    rewrite_str,
};
use maud::html;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    csp::{InlineBlocks, content_security_policy},
    language::negotiate,
};
use crate::{
    partners::{Partner, Scheme},
    state::{
        assets::{Assets, INDEX},
        words::{Words, page_files},
    },
};

/// What the wizard's page depends on.
#[derive(Clone, Copy)]
pub struct Variant<'a> {
    pub lang: Lang,
    /// The partner whose colours and words it has; `None` for our own page.
    pub partner: Option<&'a Partner>,
    /// The colours that the embedding page asks for. The partner's own scheme comes first.
    pub scheme: Scheme,
    /// Whether it says that this is a test environment.
    pub is_test: bool,
}

/// What the wizard's page begins with.
#[derive(Clone, Copy)]
pub enum Beginning<'a> {
    /// The first screen, so that it can be used before the wizard is there, and the stamp of this page.
    FirstScreen { stamp: &'a str },
    /// The shape of a screen, and scripts in front of the wizard.
    Behind { scripts: &'a str },
}

/// The HTML of the wizard's page. Every variant of the page is made here. `None` if the wizard was not built.
pub fn wizard(assets: &Assets, variant: Variant<'_>, beginning: Beginning<'_>) -> Option<String> {
    let page = assets.get(INDEX)?;
    let page = String::from_utf8_lossy(&page);
    let Variant { lang, partner, scheme, is_test } = variant;
    let files = page_files(assets)?;
    let language = files.languages.iter().find(|language| language.tag == lang.tag())?.clone();
    let words = Words::of(assets, &language, partner)?.sources;
    let config = partner.map(Partner::page);
    let test_environment = if is_test { test_environment(assets, &files) } else { String::new() };
    let drawn = first_screen::draw(files, config.clone(), lang.tag(), words);
    let scheme = partner.map_or(scheme, |partner| partner.theme.scheme.or(scheme)).fixed();
    // After the wizard's own styles and before its loader.
    let of_partner = match partner {
        Some(partner) => format!("<style>{}</style>{}", partner.theme.css, data("partner", &config)?),
        None => String::new(),
    };
    let (first, stamp, in_front) = match beginning {
        Beginning::FirstScreen { stamp } => {
            (drawn.screen.as_str(), format!("<meta name=\"stamp\" content=\"{stamp}\">"), "")
        }
        Beginning::Behind { scripts } => ("", String::new(), scripts),
    };
    let theirs = config.and_then(|config| config.words.get(lang.tag()).cloned());
    let preload = |path: String| format!("<link rel=\"preload\" as=\"fetch\" crossorigin href=\"{path}\">");
    let preload: String = [language.words].into_iter().chain(theirs).map(preload).collect();
    let set = |html: &str| {
        let html = html.to_owned();
        move |element: &mut Element| {
            element.set_inner_content(&html, ContentType::Html);
            Ok(())
        }
    };
    let text = |words: &str| {
        let words = words.to_owned();
        move |element: &mut Element| {
            element.set_inner_content(&words, ContentType::Text);
            Ok(())
        }
    };
    let handlers = [
        element!("html", |html| {
            html.set_attribute("lang", lang.tag())?;
            scheme.map_or(Ok(()), |scheme| html.set_attribute("data-scheme", scheme))?;
            Ok(())
        }),
        // The head begins with it.
        element!("meta[charset]", |charset| {
            charset.after(in_front, ContentType::Html);
            Ok(())
        }),
        element!("title", text(&drawn.title)),
        element!("script#files", |script| {
            script.before(&format!("{stamp}{preload}{of_partner}"), ContentType::Html);
            Ok(())
        }),
        element!("body", |body| {
            body.prepend(&test_environment, ContentType::Html);
            Ok(())
        }),
        element!("#first", set(first)),
        element!("#boot .boot-words", text(&drawn.waiting)),
        element!("#unreachable", set(&drawn.unreachable)),
        element!("#unsupported", set(&drawn.unsupported)),
        element!("noscript#no-script", set(&drawn.no_script)),
    ];
    let settings = RewriteStrSettings::new();
    let settings = handlers.into_iter().fold(settings, RewriteStrSettings::append_element_content_handler);
    rewrite_str(&page, settings).ok()
}

/// The inline scripts and styles of the wizard's page.
pub fn blocks(assets: &Assets, partner: Option<&Partner>) -> InlineBlocks {
    let page = assets.get(INDEX).unwrap_or_default();
    let built = InlineBlocks::of_file(&String::from_utf8_lossy(&page));
    partner.into_iter().fold(built, |blocks, partner| blocks.with_style(&partner.theme.css))
}

/// Names everything that a page is made of, but for its stamp.
pub fn hash(assets: &Assets, Variant { lang, partner, scheme, is_test }: Variant<'_>) -> [u8; 32] {
    // The built page has the hashes of all that it loads.
    let mut hash = Sha256::new().chain_update(assets.get(INDEX).unwrap_or_default());
    hash.update(format!("{} {:?} {is_test}", lang.tag(), scheme.fixed()));
    if let Some(partner) = partner {
        hash.update(data("partner", &partner.page()).unwrap_or_default());
        hash.update(&partner.theme.css);
        hash.update(format!("{:?} {:?}", partner.origins, partner.theme.scheme.fixed()));
        hash.update(partner.words.get(lang.tag()).map(String::as_str).unwrap_or_default());
    }
    hash.finalize().into()
}

/// Above every screen, whatever the wizard shows: no real data here (the guide, Step 1, "Privacy"). In all languages at once,
/// because the page's own can change without the server.
fn test_environment(assets: &Assets, files: &PageFiles) -> String {
    let said = files.languages.iter().filter_map(|language| {
        let words = Words::of(assets, language, None)?.sources;
        Some((&language.tag, first_screen::sentence(&language.tag, words, "test-environment")))
    });
    html! { aside.test-environment { @for (tag, words) in said { p lang=(tag) { (words) } } } }.into_string()
}

/// Our sentences in one language, for what is said outside the wizard.
pub struct Sentences {
    pub lang: Lang,
    sources: Vec<String>,
}

impl Sentences {
    /// In the wanted language, or else the browser's. Nothing can be said if the wizard was not built.
    pub fn load(assets: &Assets, wanted: Option<String>, headers: &HeaderMap) -> Sentences {
        let files = page_files(assets).unwrap_or_default();
        let lang = negotiate(&[wanted], headers, &files);
        let language = files.languages.iter().find(|language| language.tag == lang.tag());
        let words = language.and_then(|language| Words::of(assets, language, None));
        Sentences { lang, sources: words.map(|words| words.sources).unwrap_or_default() }
    }

    pub fn say(&self, id: &str) -> String {
        first_screen::sentence(self.lang.tag(), self.sources.clone(), id)
    }
}

/// JSON for the page's scripts.
pub fn data(id: &str, value: &impl Serialize) -> Option<String> {
    // `</` would end the script, even inside a JSON string.
    let json = serde_json::to_string(value).ok()?.replace('<', "\\u003c");
    Some(format!("<script type=\"application/json\" id=\"{id}\">{json}</script>"))
}

/// A page with its policy. `blocks` are its inline scripts and styles, `frames` the origins that it may show in frames;
/// `ancestors` may frame it.
pub fn guarded(page: String, blocks: &InlineBlocks, frames: &[String], ancestors: &[&str]) -> Response {
    let policy = content_security_policy(blocks, frames, ancestors);
    let mut response = Html(page).into_response();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
