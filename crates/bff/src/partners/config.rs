//! Reads `partners.toml` and reports every mistake in it.

use std::{collections::BTreeMap, fs, num::NonZeroU32, path, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::Url;
use serde_path_to_error::{Path, Segment};
use toml::Spanned;

use super::{
    ask,
    checks::{is_app_scheme, is_origin, is_safe_url},
    entries::{Entry, File, WebhookEntry},
    look,
    mistakes::{ConfigError, Mistakes},
    partner::{Partner, Partners, WebhookReceiver},
    sms, support, words,
};
use crate::public_network::may_be_public;

/// The default limit: calls per minute.
const REQUESTS_PER_MINUTE: u32 = 120;

/// Reads the file and the folders beside it.
///
/// # Errors
/// All mistakes.
pub fn load(file: &path::Path) -> Result<Partners, ConfigError> {
    let name = file.display();
    let text = fs::read_to_string(file).map_err(|error| ConfigError(vec![format!("{name}: {error}")]))?;
    read(file, &text)
}

fn read(file: &path::Path, text: &str) -> Result<Partners, ConfigError> {
    let mut reader = Reader(Mistakes { file, text, found: Vec::new() });
    let mistake = |key: &str, error: &toml::de::Error| {
        let line = error.span().map_or(1, |span| reader.0.line(span.start));
        // Only the first line of the message. The others quote the file, which contains secrets.
        let what = error.message().lines().next().unwrap_or_default();
        ConfigError(vec![format!("{}:{line}: {key}{what}", file.display())])
    };
    let toml = toml::Deserializer::parse(text).map_err(|error| mistake("", &error))?;
    let entries: File = serde_path_to_error::deserialize(toml)
        .map_err(|error| mistake(&key_of(error.path()), error.inner()))?;
    let mut partners = BTreeMap::new();
    for (id, entry) in entries.partners {
        let partner = reader.partner(&id, entry);
        partners.insert(id, Arc::new(partner));
    }
    match reader.0.found.is_empty() {
        true => Ok(Partners(partners)),
        false => Err(ConfigError(reader.0.found)),
    }
}

/// The key of a value, `partners.nordlicht.webhook.url: `; empty for the whole file.
fn key_of(path: &Path) -> String {
    let steps = path.iter().filter_map(|step| match step {
        // What toml wraps a value into, to keep its place.
        Segment::Map { key } if key.starts_with("$__") => None,
        Segment::Map { key } => Some(key.as_str()),
        _ => None,
    });
    let key = steps.collect::<Vec<_>>().join(".");
    if key.is_empty() { key } else { format!("{key}: ") }
}

struct Reader<'a>(Mistakes<'a>);

impl Reader<'_> {
    fn partner(&mut self, id: &str, entry: Entry) -> Partner {
        let at = |key: &str| format!("partners.{id}.{key}");
        let named = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !named || id.is_empty() {
            self.0.complain(&format!("partners.{id}"), &entry.name, "an id is made of a-z, 0-9 and -");
        }
        if entry.name.get_ref().trim().is_empty() {
            self.0.complain(&at("name"), &entry.name, "customers read it: it cannot be empty");
        }
        if entry.origins.get_ref().is_empty() {
            self.0.complain(&at("origins"), &entry.origins, "without an origin no page can show the wizard");
        }
        for origin in entry.origins.get_ref() {
            if !is_origin(origin.get_ref()) {
                let what = "an origin is https://HOST without a path (http for localhost and 127.0.0.1 only)";
                self.0.complain(&at("origins"), origin, what);
            }
        }
        let urls = [
            ("video_url", entry.video_url.as_ref()),
            ("support.page", entry.support.page.as_ref()),
            ("webhook.url", entry.webhook.as_ref().map(|webhook| &webhook.url)),
        ];
        for (key, url) in urls {
            if let Some(url) = url.filter(|url| !is_safe_url(url.get_ref())) {
                let what = "an address begins with https:// (http for localhost and 127.0.0.1 only)";
                self.0.complain(&at(key), url, what);
            }
        }
        if let Some(webhook) = entry.webhook.as_ref().filter(|webhook| !webhook.allow_private)
            && Url::parse(webhook.url.get_ref()).is_ok_and(|url| !may_be_public(&url))
        {
            let what = "not an address of the internet; if it is meant so, say allow_private = true";
            self.0.complain(&at("webhook.url"), &webhook.url, what);
        }
        for scheme in &entry.app_schemes {
            if !is_app_scheme(scheme.get_ref()) {
                let what =
                    "a scheme of an app is made of a-z, 0-9, +, - and ., and is none of the browser's own";
                self.0.complain(&at("app_schemes"), scheme, what);
            }
        }
        let api_keys =
            entry.api_keys.iter().filter_map(|(key, hash)| self.api_key(&at("api_keys"), key, hash));
        let api_keys = api_keys.collect();
        let per_minute = self.requests_per_minute(&at("requests_per_minute"), &entry);
        let sms_countries = sms::countries(&mut self.0, &at("sms_countries"), &entry);
        let sms_per_hour = sms::per_hour(&mut self.0, &at("sms_per_hour"), &entry);
        Partner {
            webhook: entry.webhook.map(|webhook| self.webhook(&at("webhook.secrets"), webhook)),
            theme: look::theme(&mut self.0, id, &entry.theme),
            words: self.words(id),
            ask: ask::questions(&mut self.0, &at("ask"), &entry.ask),
            support: support::links(&mut self.0, &at("support"), entry.support),
            requests_per_minute: per_minute.get(),
            id: id.to_owned(),
            name: entry.name.into_inner(),
            origins: entry.origins.into_inner().into_iter().map(Spanned::into_inner).collect(),
            api_keys,
            video_url: entry.video_url.map(Spanned::into_inner),
            app_schemes: entry.app_schemes.into_iter().map(Spanned::into_inner).collect(),
            existing_persons: entry.existing_persons,
            sms_countries,
            sms_per_hour,
        }
    }

    fn api_key(&mut self, key: &str, id: &str, hash: &Spanned<String>) -> Option<[u8; 32]> {
        let mut sha256 = [0; 32];
        match hash.get_ref().strip_prefix("sha256:").map(|hash| hex::decode_to_slice(hash, &mut sha256)) {
            Some(Ok(())) => Some(sha256),
            _ => {
                let what = "the hash of a key is sha256: and 64 hexadecimal digits; `bankident partners key` makes one";
                self.0.complain(&format!("{key}.{id}"), hash, what);
                None
            }
        }
    }

    fn requests_per_minute(&mut self, key: &str, entry: &Entry) -> NonZeroU32 {
        let default = NonZeroU32::new(REQUESTS_PER_MINUTE).unwrap_or(NonZeroU32::MIN);
        let Some(given) = &entry.requests_per_minute else { return default };
        NonZeroU32::new(*given.get_ref()).unwrap_or_else(|| {
            self.0.complain(key, given, "at least one");
            default
        })
    }

    fn webhook(&mut self, key: &str, webhook: WebhookEntry) -> WebhookReceiver {
        use secrecy::ExposeSecret;
        let mut secrets = Vec::new();
        for secret in webhook.secrets.get_ref() {
            let bytes = secret.get_ref().expose_secret().strip_prefix("whsec_");
            match bytes.and_then(|bytes| STANDARD.decode(bytes).ok()).filter(|bytes| bytes.len() >= 24) {
                Some(bytes) => secrets.push(bytes.into()),
                None => {
                    let what = "a secret is whsec_ and at least 24 random bytes in base64; `bankident partners webhook-secret` makes one";
                    self.0.complain(key, secret, what);
                }
            }
        }
        if webhook.secrets.get_ref().is_empty() {
            self.0.complain(key, &webhook.secrets, "without a secret the partner cannot tell who calls");
        }
        WebhookReceiver { url: webhook.url.into_inner(), secrets, allow_private: webhook.allow_private }
    }

    fn words(&mut self, id: &str) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        for lang in words::langs() {
            let path = self.0.folder(id).join("copy").join(format!("{lang}.ftl"));
            let Ok(source) = fs::read_to_string(&path) else { continue };
            for words::Mistake { line, key, what } in words::mistakes(&lang, &source) {
                self.0.found.push(format!("{}:{line}: {key}: {what}", path.display()));
            }
            all.insert(lang, source);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r##"
[partners.nordlicht]
name = "Nordlicht"
origins = ["https://nordlicht.example"]
api_keys.first = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

[partners.nordlicht.theme.light]
accent = "#1d4ed8"
"##;

    #[track_caller]
    fn check(replaced: &str, by: &str, expected: &str) {
        let text = GOOD.replace(replaced, by);
        assert_ne!(text, GOOD);
        let error = read(path::Path::new("partners.toml"), &text).err().expect("a mistake").to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn a_partner_is_read() {
        let partners = read(path::Path::new("partners.toml"), GOOD).unwrap();
        let partner = partners.find("nordlicht").unwrap();
        assert_eq!(partner.origins, ["https://nordlicht.example"]);
        assert!(partner.theme.css.contains("--accent:#1d4ed8;"), "{}", partner.theme.css);
        assert!(partner.theme.css.contains("--on-accent:#ffffff;"), "{}", partner.theme.css);
        assert!(partners.of_key("").is_some(), "that is the hash of nothing");
        assert!(partners.of_key("x").is_none());
    }

    #[test]
    fn a_partner_names_what_its_customers_are_asked() {
        for (ask, expected) in [
            ("", vec![]),
            ("\"title\", \"self_declared_as_pep\", \"title\"", vec!["title", "self_declared_as_pep"]),
            ("\"tax_information\"", vec!["tax_information.tax_assessment", "tax_information.marital_status"]),
            // Half an address is none.
            (
                "\"contact_address.city\"",
                vec![
                    "contact_address.line_1",
                    "contact_address.line_2",
                    "contact_address.postal_code",
                    "contact_address.city",
                    "contact_address.state",
                    "contact_address.country",
                ],
            ),
            ("\"email\", \"address\", \"employment_status\", \"nace_code\"", vec![]),
            ("\"address.state\"", vec!["address.state"]),
        ] {
            let text = GOOD.replacen("api_keys", &format!("ask = [{ask}]\napi_keys"), 1);
            let partners = read(path::Path::new("partners.toml"), &text).unwrap();
            let asked = &partners.find("nordlicht").unwrap().ask;
            assert_eq!(asked.iter().map(|field| field.name()).collect::<Vec<_>>(), expected, "{ask}");
        }
    }

    #[test]
    fn a_mistake_names_line_and_key() {
        check("name = ", "nane = ", "partners.toml:3: partners.nordlicht.nane: unknown field `nane`");
        check("\"Nordlicht\"", "\" \"", "partners.toml:3: partners.nordlicht.name: ");
        check("\"Nordlicht\"", "3", "partners.toml:3: partners.nordlicht.name: invalid type");
        check("\"Nordlicht\"", "\"Nordlicht", "partners.toml:3: invalid basic string");
        check(
            "https://nordlicht.example",
            "http://nordlicht.example",
            "partners.toml:4: partners.nordlicht.origins: ",
        );
        check("https://nordlicht.example", "https://nordlicht.example/shop", "partners.nordlicht.origins: ");
        check("sha256:e3", "e3", "partners.toml:5: partners.nordlicht.api_keys.first: ");
        check("#1d4ed8", "blue", "partners.toml:8: partners.nordlicht.theme.light.accent: ");
        check("partners.nordlicht", "partners.Nord_licht", "an id is made of");
    }

    #[test]
    fn a_mistake_in_an_address_names_its_key() {
        let with = |more: &str| format!("name = \"Nordlicht\"\n{more}\n");
        let name = "name = \"Nordlicht\"\n";
        let secret = format!("whsec_{}", STANDARD.encode([7; 24]));
        let webhook =
            |url: &str, secret: &str| with(&format!("webhook = {{ url = {url}, secrets = [\"{secret}\"] }}"));
        let at = "partners.toml:4: partners.nordlicht.";
        check(name, &webhook("\"http://shop.example\"", &secret), &format!("{at}webhook.url: an address"));
        let inside = webhook("\"https://169.254.169.254/\"", &secret);
        check(name, &inside, &format!("{at}webhook.url: not an address of the internet"));
        let allowed = GOOD.replace(name, &inside.replace("url =", "allow_private = true, url ="));
        assert!(read(path::Path::new("partners.toml"), &allowed).is_ok());
        check(name, &webhook("3", &secret), &format!("{at}webhook.url: invalid type"));
        check(
            name,
            &webhook("\"https://shop.example\"", "abc"),
            &format!("{at}webhook.secrets: a secret is"),
        );
        check(name, &with("video_url = \"video.example\""), &format!("{at}video_url: an address"));
        check(name, &with("sms_countries = [\"Germany\"]"), &format!("{at}sms_countries: a country"));
        check(name, &with("sms_per_hour = 0"), &format!("{at}sms_per_hour: at least"));
        check(name, &with("app_schemes = [\"javascript\"]"), &format!("{at}app_schemes: a scheme"));
        for (key, value) in [("phone", "030 1234567"), ("mail", "help"), ("page", "http://shop.example/help")]
        {
            let support = with(&format!("support.{key} = \"{value}\""));
            check(name, &support, &format!("{at}support.{key}: "));
        }
        check(
            name,
            &with("ask = [\"title\", \"shoe_size\"]"),
            &format!("{at}ask: the properties that can be asked are title, "),
        );
        check(name, &with("support.fax = \"\""), &format!("{at}support.fax: unknown field"));
    }

    #[test]
    fn a_theme_that_nobody_can_read_is_refused_with_the_figure() {
        check(
            "#1d4ed8",
            "#9bd3ff",
            "partners.toml:8: partners.nordlicht.theme.light.accent: accent #9bd3ff on ground #f4f6f5 has a contrast of 1.",
        );
        check("#1d4ed8", "#9bd3ff", "it takes 4.5:1");
    }

    #[test]
    fn what_is_never_shown_need_not_be_readable() {
        let text =
            format!("{GOOD}\n[partners.nordlicht.theme]\nscheme = \"dark\"\n").replace("#1d4ed8", "#9bd3ff");
        assert!(read(path::Path::new("partners.toml"), &text).is_ok());
    }
}
