//! All words as a table: CSV (RFC 4180), as spreadsheets open and save it.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord, WriterBuilder};

use crate::{
    catalogue::{Language, MessageCatalogue},
    exchange::proposal::{NotReadable, Proposal, WAS, Was},
    message::{Approval, read as read_words},
};

/// The columns that are no language. The last has the fingerprints of each language:
/// `de:1f3a09c2/1f3a09c2 en:77b0e4d1/0a9e21cc`.
const COLUMNS: [&str; 5] = ["id", "file", "standing", "comment", WAS];

/// Tells Excel that the file is UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Writes a row for each text and a column for each language, separated by semicolons, as German spreadsheets expect.
pub fn write(built: &MessageCatalogue, edited: &MessageCatalogue) -> String {
    let mut table = WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let langs = edited.languages.iter().map(|language| language.tag.as_str());
    let head: Vec<String> = COLUMNS.into_iter().chain(langs).map(str::to_owned).collect();
    for row in std::iter::once(head).chain(rows(built, edited)) {
        // Writing to memory cannot fail.
        table.write_record(row).ok();
    }
    let table = table.into_inner().unwrap_or_default();
    format!("{BYTE_ORDER_MARK}{}", String::from_utf8_lossy(&table))
}

fn rows(built: &MessageCatalogue, edited: &MessageCatalogue) -> Vec<Vec<String>> {
    let languages = built.languages.iter().zip(&edited.languages);
    let said: Vec<_> = languages.map(|(built, now)| (&now.tag, patterns(built), patterns(now))).collect();
    let mut rows = Vec::new();
    for (name, source) in edited.languages.first().into_iter().flat_map(|first| &first.files) {
        for text in read_words(source).unwrap_or_default() {
            let approval = match text.approval {
                Approval::Ours => "ours",
                Approval::Draft => "draft",
                Approval::Official => "official",
            };
            let (mut was, mut in_each) = (Vec::new(), Vec::new());
            for (lang, built, now) in &said {
                let now = now.get(&text.id).cloned().unwrap_or_default();
                was.extend(built.get(&text.id).map(|built| format!("{lang}:{}", Was::new(built, &now))));
                in_each.push(now);
            }
            let about = [text.id.clone(), name.clone(), approval.to_owned(), text.comment, was.join(" ")];
            rows.push(about.into_iter().chain(in_each).collect());
        }
    }
    rows
}

fn patterns(language: &Language) -> BTreeMap<String, String> {
    language.messages().into_iter().map(|text| (text.id, text.pattern)).collect()
}

/// Reads what a table proposes. Every column that is not ours is a language; semicolons or commas separate them.
///
/// # Errors
/// It is not a table, or has no column `id`.
pub fn read(text: &str) -> Result<Vec<Proposal>, NotReadable> {
    let text = text.trim_start_matches(BYTE_ORDER_MARK);
    let head = text.lines().next().unwrap_or_default();
    let separator = if head.contains(';') { b';' } else { b',' };
    let mut table = ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let broken = |error: csv::Error| NotReadable::Csv(error.to_string());
    let columns: StringRecord = table.headers().map_err(broken)?.clone();
    let id = columns.iter().position(|column| column == "id").ok_or(NotReadable::NoColumn("id"))?;
    let langs: Vec<(usize, &str)> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| !COLUMNS.contains(column) && is_tag(column))
        .collect();
    let was = columns.iter().position(|column| column == WAS);
    let mut proposals = Vec::new();
    for row in table.records() {
        let row = row.map_err(broken)?;
        for (place, lang) in &langs {
            let cell = |place: usize| row.get(place).unwrap_or_default().replace("\r\n", "\n");
            let (lang, id, pattern) = ((*lang).to_owned(), cell(id), cell(*place));
            let was = was.and_then(|place| {
                let mut fingerprints =
                    row.get(place)?.split_whitespace().filter_map(|was| was.split_once(':'));
                fingerprints.find(|(of, _)| *of == lang).and_then(|(_, was)| Was::parse(was))
            });
            proposals.push(Proposal { lang, id, pattern, is_whole: true, was });
        }
    }
    Ok(proposals)
}

/// Whether a column is named like a language (BCP 47): `de`, `pt-BR`.
fn is_tag(column: &str) -> bool {
    let primary = column.split('-').next().unwrap_or_default();
    (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::Edits,
        exchange::{
            merge::take,
            samples::{HARD, catalogue, edits},
        },
    };

    #[test]
    fn what_was_written_proposes_nothing_new() {
        let catalogue = catalogue();
        let proposals = read(&write(&catalogue, &catalogue)).unwrap();
        assert!(proposals.len() > 700, "{}", proposals.len());
        let taken = take(&catalogue, &Edits::default(), &proposals);
        assert_eq!((taken.taken, taken.refused.as_slice()), (0, [].as_slice()));
    }

    #[test]
    fn what_was_edited_comes_back() {
        let (catalogue, edits) = (catalogue(), edits("en", &HARD));
        let written = write(&catalogue, &catalogue.edited(&edits).catalogue);
        for table in [written.clone(), written.replace('\n', "\r\n")] {
            let taken = take(&catalogue, &Edits::default(), &read(&table).unwrap());
            assert_eq!((taken.taken, &taken.edits, taken.refused.as_slice()), (3, &edits, [].as_slice()));
        }
        let corrected = written.replace("On; ", "Off; ");
        let taken = take(&catalogue, &edits, &read(&corrected).unwrap());
        assert_eq!((taken.taken, taken.refused.as_slice()), (1, [].as_slice()));
        assert_eq!(taken.edits["en"]["action-continue"].pattern, HARD[0].1.replace("On; ", "Off; "));
    }

    #[test]
    fn spreadsheets_separate_by_semicolons_or_commas() {
        for table in [
            "\u{feff}en;note;id\r\n\"On; and, on\";x;iban\r\n",
            "id,standing,en\niban,ours,\"On; and, on\"\n",
        ] {
            let pattern = "On; and, on".to_owned();
            let expected =
                Proposal { lang: "en".into(), id: "iban".into(), pattern, is_whole: true, was: None };
            assert_eq!(read(table).unwrap(), [expected]);
        }
    }

    #[test]
    fn what_is_no_table_of_words_is_said() {
        assert_eq!(read("a,b\n1,2\n"), Err(NotReadable::NoColumn("id")));
    }
}
