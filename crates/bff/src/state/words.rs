//! The words that pages fetch and show.

use bankident_wire::{LanguageFiles, PageFiles};

use super::assets::{Assets, INDEX};
use crate::partners::Partner;

/// The list of files in the built page. `None` if the wizard was not built.
pub fn page_files(assets: &Assets) -> Option<PageFiles> {
    let page = assets.get(INDEX)?;
    let page = String::from_utf8_lossy(&page);
    let (_, rest) = page.split_once("id=files").or_else(|| page.split_once("id=\"files\""))?;
    let (list, _) = rest.split_once('>')?.1.split_once("</script>")?;
    serde_json::from_str(list).ok()
}

/// Words of one language: our own come first, the partner's last. They win.
pub struct Words {
    /// The paths of the files, with commas.
    pub files: String,
    /// Fluent.
    pub sources: Vec<String>,
}

impl Words {
    /// The very words that the wizard fetches in a language.
    pub fn of(assets: &Assets, language: &LanguageFiles, partner: Option<&Partner>) -> Option<Words> {
        let theirs = partner.and_then(|partner| partner.address_of_words(&language.tag));
        Words::at(assets, partner, [language.words.clone()].into_iter().chain(theirs))
    }

    /// The same with the questions of partners.
    pub fn with_questions(
        assets: &Assets,
        language: &LanguageFiles,
        partner: Option<&Partner>,
    ) -> Option<Words> {
        let theirs = partner.and_then(|partner| partner.address_of_words(&language.tag));
        let ours = [language.words.clone(), language.property.clone()];
        Words::at(assets, partner, ours.into_iter().chain(theirs))
    }

    /// The words that a page says it shows: those of its own release. `None` if there are other ones by now, or these never were.
    pub fn named(assets: &Assets, partner: Option<&Partner>, files: &str) -> Option<Words> {
        Words::at(assets, partner, files.split(',').map(str::to_owned))
    }

    fn at(assets: &Assets, partner: Option<&Partner>, files: impl Iterator<Item = String>) -> Option<Words> {
        let files: Vec<String> = files.collect();
        let read = |file: &String| {
            if let Some(partner) = partner.filter(|_| file.starts_with("/p/")) {
                let mut theirs = partner.words.iter();
                let is_it = |lang: &str| partner.address_of_words(lang).as_ref() == Some(file);
                return theirs.find(|(lang, _)| is_it(lang)).map(|(_, words)| words.clone());
            }
            let name = file.strip_prefix('/').filter(|name| name.starts_with("locales/"))?;
            Some(String::from_utf8_lossy(&assets.get(name)?).into_owned())
        };
        let sources = files.iter().map(read).collect::<Option<Vec<_>>>()?;
        Some(Words { files: files.join(","), sources })
    }
}
