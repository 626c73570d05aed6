//! Project Fluent's runtime: the only file that knows it. Browser, server and tests format with the same one.

use fluent::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use intl_memoizer::{IntlLangMemoizer, Memoizable};
use unic_langid::LanguageIdentifier;

use super::intl;

/// The variables of a message.
pub type Args<'a> = FluentArgs<'a>;

/// The words of one language.
pub struct Bundle(FluentBundle<FluentResource>);

impl Bundle {
    /// Reads Fluent sources in the language `tag` (BCP 47); where two say the same message, the later one wins.
    pub fn new(tag: &str, sources: Vec<String>) -> Bundle {
        let mut bundle = FluentBundle::new(vec![tag.parse().unwrap_or_default()]);
        // Isolation marks would end up in copied IBANs; our placeables all run left to right.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(format_number));
        for source in sources {
            // `xtask copy check` finds what cannot be read; here the rest of the words is still good.
            let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Bundle(bundle)
    }

    /// The text of the message `id`, or of `id.attribute`; `None` where there is no such message.
    pub fn format(&self, id: &str, args: &Args) -> Option<String> {
        let (id, attribute) = split(id);
        let message = self.0.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        // What cannot be formatted is shown by its name.
        Some(self.0.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
    }

    /// Whether the message has the attribute: `id.attribute`.
    pub fn has(&self, id: &str) -> bool {
        let (id, attribute) = split(id);
        let message = self.0.get_message(id);
        message.is_some_and(|message| attribute.is_none_or(|name| message.get_attribute(name).is_some()))
    }
}

fn split(id: &str) -> (&str, Option<&str>) {
    match id.split_once('.') {
        Some((message, attribute)) => (message, Some(attribute)),
        None => (id, None),
    }
}

/// Numbers are written as the browser writes them in this language.
fn format_number(value: &FluentValue, intls: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let written = |format: &NumberFormat| format.0.write(number.value);
    intls.with_try_get::<NumberFormat, _, _>((), written).ok().flatten()
}

struct NumberFormat(intl::NumberFormat);

impl Memoizable for NumberFormat {
    type Args = ();
    type Error = ();

    fn construct(lang: LanguageIdentifier, (): ()) -> Result<NumberFormat, ()> {
        Ok(NumberFormat(intl::NumberFormat::of(&lang.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        path::{Path, PathBuf},
    };

    use fluent::fluent_args;

    use super::*;

    fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())
    }

    /// With what is put in: a few numbers, of all plural forms that our languages have, and a text.
    #[test]
    fn every_message_of_every_language_can_be_formatted() {
        let examples = [0, 1, 2, 5, 21, 1024].map(FluentValue::from).into_iter();
        let examples: Vec<FluentValue> = examples.chain([FluentValue::from("Nordlicht Kredit")]).collect();
        let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
        let folders: Vec<PathBuf> = entries(&locales).filter(|path| path.is_dir()).collect();
        assert!(folders.len() >= 2);
        for folder in folders {
            let sources: Vec<String> =
                entries(&folder).map(|file| fs::read_to_string(file).unwrap()).collect();
            let bundle = Bundle::new(folder.file_name().unwrap().to_str().unwrap(), sources.clone());
            for message in sources.iter().flat_map(|source| bankident_copy::read(source).unwrap()) {
                for example in &examples {
                    let args = message.variables.iter().map(|name| (name.as_str(), example.clone()));
                    let said = formatted(&bundle, &message.id, &args.collect());
                    assert!(!said.is_empty(), "{}: {} says nothing", folder.display(), message.id);
                }
            }
        }
    }

    /// Strictly: nothing may be missing.
    fn formatted(bundle: &Bundle, id: &str, args: &Args) -> String {
        let (message, attribute) = split(id);
        let message = bundle.0.get_message(message).unwrap();
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute).unwrap().value(),
            None => message.value().unwrap(),
        };
        let mut errors = Vec::new();
        let said = bundle.0.format_pattern(pattern, Some(args), &mut errors).into_owned();
        assert!(errors.is_empty(), "{id}: {errors:?}");
        assert_eq!(bundle.format(id, args).as_deref(), Some(said.as_str()));
        said
    }

    fn check(source: &str, id: &str, expected: Option<&str>) {
        let bundle = Bundle::new("en", vec![source.to_owned()]);
        assert_eq!(bundle.format(id, &fluent_args!["tries" => 1]).as_deref(), expected);
    }

    #[test]
    fn a_message_or_one_of_its_attributes_is_formatted() {
        check(
            "code = Code\n    .wrong = { $tries ->\n        [one] One try\n       *[other] { $tries } tries\n    }\n",
            "code.wrong",
            Some("One try"),
        );
        check("code = Code\n", "code", Some("Code"));
        check("code = Code\n", "code.hint", None);
        check("code = Code\n", "other", None);
    }

    #[test]
    fn a_later_source_wins_and_what_cannot_be_read_is_left_out() {
        let sources = ["a = ours\nb = ours\n", "a = theirs\nb = { $broken\n"].map(str::to_owned);
        let bundle = Bundle::new("en", sources.to_vec());
        assert_eq!(bundle.format("a", &Args::new()).as_deref(), Some("theirs"));
        assert_eq!(bundle.format("b", &Args::new()).as_deref(), Some("ours"));
    }
}
