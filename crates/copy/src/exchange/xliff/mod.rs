//! The words for translators: XLIFF 2.0 (OASIS Standard, 2014). Placeables become `<ph>`, so that nobody can break them;
//! choices between forms stay in Fluent.

mod read;
mod write;

pub use read::read;
pub use write::write;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{write::NAMESPACE, *};
    use crate::{
        catalogue::{Edits, Language, MessageCatalogue},
        exchange::{
            merge::take,
            proposal::{NotReadable, Proposal},
            samples::{HARD, catalogue, edits},
        },
    };

    #[test]
    fn what_was_written_proposes_nothing_new() {
        let catalogue = catalogue();
        let proposals = read(&write(&catalogue, &catalogue, "en")).unwrap();
        assert!(proposals.len() > 350, "{}", proposals.len());
        assert!(proposals.iter().all(|proposal| proposal.was.is_some()));
        let taken = take(&catalogue, &Edits::default(), &proposals);
        assert_eq!((taken.taken, taken.refused.as_slice()), (0, [].as_slice()));
    }

    #[test]
    fn what_was_edited_comes_back() {
        let (catalogue, edits) = (catalogue(), edits("en", &HARD));
        let written = write(&catalogue, &catalogue.edited(&edits).catalogue, "en");
        let taken = take(&catalogue, &Edits::default(), &read(&written).unwrap());
        assert_eq!((taken.taken, taken.edits, taken.refused), (3, edits, vec![]));
    }

    #[test]
    fn what_is_put_in_is_kept_from_the_translator() {
        let file = write(&catalogue(), &catalogue(), "en");
        let unit = file.split("<unit id=\"progress\"").nth(1).unwrap().split("</unit>").next().unwrap();
        assert!(
            unit.contains("<data id=\"d1\">{ $of }</data>")
                || unit.contains("<data id=\"d1\">{ $place }</data>")
        );
        let target = unit.split("<target").nth(1).unwrap();
        assert!(target.contains("<ph id=") && !target.contains("$place"), "{target}");
        assert!(file.contains("<unit id=\"swisscom-terms\" translate=\"no\">"));
    }

    fn proposals(units: &str) -> Vec<(String, String, bool)> {
        let file = format!(
            "<xliff xmlns=\"{NAMESPACE}\" version=\"2.1\" srcLang=\"de\" trgLang=\"en\"><file id=\"f\">{units}</file></xliff>"
        );
        let proposals = read(&file).unwrap().into_iter();
        proposals.map(|Proposal { id, pattern, is_whole, .. }| (id, pattern, is_whole)).collect()
    }

    #[test]
    fn what_a_translators_tool_writes_is_understood() {
        let found = proposals(
            "<unit id=\"a\"><mtc:matches xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\"><mtc:match ref=\"#1\">
            <originalData><data id=\"d1\">{ $m }</data></originalData><source>No</source><target>Never</target></mtc:match></mtc:matches>
            <originalData><data id=\"d1\">{ $n }</data></originalData>
            <segment><source>Noch <ph id=\"1\" dataRef=\"d1\"/></source><target>Another <pc id=\"2\"><ph id=\"1\" dataRef=\"d1\"/></pc> &amp;\r\nmore.</target></segment>
            <ignorable><source> </source></ignorable>
            <segment><source>x</source><target>That&#8217;s it</target></segment></unit>
            <unit id=\"b\"><segment><source>y</source></segment></unit>
            <unit id=\"c\"><segment><source>y</source><target/></segment></unit>",
        );
        assert_eq!(found, [("a".to_owned(), "Another { $n } &\nmore. That’s it".to_owned(), true)]);
    }

    #[test]
    fn a_unit_that_is_translated_in_part_is_not_whole() {
        let found = proposals(
            "<unit id=\"a\"><segment><source>Eins.</source><target>One.</target></segment>
            <segment><source> Zwei.</source></segment></unit>",
        );
        assert_eq!(found, [("a".to_owned(), "One. Zwei.".to_owned(), false)]);
    }

    #[test]
    fn what_says_the_same_in_both_languages_has_no_translation_yet() {
        let language = |tag: &str| {
            let files = BTreeMap::from([("a.ftl".to_owned(), "a = Bitte warten Sie\nb = IBAN\n".to_owned())]);
            Language { tag: tag.to_owned(), files }
        };
        let catalogue = MessageCatalogue {
            languages: vec![language("de"), language("fr")],
            ..MessageCatalogue::default()
        };
        assert_eq!(write(&catalogue, &catalogue, "fr").matches("<target").count(), 0);
    }

    #[test]
    fn what_is_not_xliff_2_is_said() {
        assert_eq!(read("<xliff version=\"1.2\"></xliff>"), Err(NotReadable::NotXliff));
        assert_eq!(read("id,de,en\n"), Err(NotReadable::NotXliff));
        assert!(
            matches!(read("<xliff version=\"2.0\" trgLang=\"en\">\n</file>"), Err(NotReadable::Xml(error)) if error.contains("line"))
        );
    }
}
