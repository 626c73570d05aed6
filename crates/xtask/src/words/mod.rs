//! The words of a language, by their ids.

pub mod languages;
pub mod official;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use anyhow::{Result, bail};
use bankident_copy::{Message, NotFluent, read};

use crate::fs::{at_root, files};

/// Every message and attribute (`id` or `id.attribute`) of a language.
pub struct Words {
    pub texts: BTreeMap<String, Message>,
}

impl Words {
    pub fn of(lang: &str) -> Result<Words> {
        let mut texts = BTreeMap::new();
        for file in files(&at_root(&format!("locales/{lang}")))? {
            let messages = match read(&fs::read_to_string(&file)?) {
                Ok(messages) => messages,
                Err(errors) => {
                    let places = errors.iter().map(|NotFluent { line, what }| format!("line {line}: {what}"));
                    bail!("{} is not Fluent: {}", file.display(), places.collect::<Vec<_>>().join("; "));
                }
            };
            for message in messages {
                if let Some(twice) = texts.insert(message.id.clone(), message) {
                    bail!("{}: {} stands there twice", file.display(), twice.id);
                }
            }
        }
        Ok(Words { texts })
    }

    pub fn ids(&self) -> BTreeSet<&str> {
        self.texts.keys().map(String::as_str).collect()
    }
}

#[cfg(test)]
pub fn words(ftl: &str) -> Words {
    Words { texts: read(ftl).unwrap().into_iter().map(|message| (message.id.clone(), message)).collect() }
}
