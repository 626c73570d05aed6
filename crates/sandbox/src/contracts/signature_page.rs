//! The last page of what was signed.

use super::{Facts, Signature};
use crate::pdf::Block::{self, *};

pub fn blocks(facts: &Facts, signature: &Signature) -> Vec<Block> {
    let language = facts.language;
    let name = facts.full_name();
    let at = facts.moment(signature.at);
    let reference = &signature.reference_token;
    let about = language.choose(
        "Dieses Dokument wurde mit einer qualifizierten elektronischen Signatur unterzeichnet. Sie steht nach Artikel 25 Absatz 2 der Verordnung (EU) Nr. 910/2014 einer handschriftlichen Unterschrift gleich.",
        "This document was signed with a qualified electronic signature. Under Article 25(2) of Regulation (EU) No 910/2014 it has the effect of a handwritten signature.",
    );
    let simulated = language.choose(
        "Die Signatur ist nachgestellt: Diese Datei enthält kein Zertifikat.",
        "The signature is simulated: this file carries no certificate.",
    );
    vec![
        NewPage,
        Title(language.choose("Unterschrift", "Signature").into()),
        Paragraph(about.into()),
        Paragraph(simulated.into()),
        Stamp {
            heading: language
                .choose(
                    "Qualifizierte elektronische Signatur (simuliert)",
                    "Qualified electronic signature (simulated)",
                )
                .into(),
            lines: vec![
                language.choose(format!("Unterzeichnet von {name}"), format!("Signed by {name}")),
                language.choose(format!("am {at}"), format!("on {at}")),
                language.choose(format!("Referenz {reference}"), format!("Reference {reference}")),
                language.choose(
                    format!("Vorgang {}", facts.identification_id),
                    format!("Identification {}", facts.identification_id),
                ),
            ],
        },
    ]
}
