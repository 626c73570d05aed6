//! The sample contract.

use super::Facts;
use crate::{
    language::Language,
    pdf::{
        Block::{self, *},
        Text,
    },
};

pub fn text(facts: &Facts) -> Text {
    let title = facts.language.choose("Mustervertrag Kontoeröffnung", "Sample account agreement").to_owned();
    let (parties, sections) = match facts.language {
        Language::De => (german_parties(facts), GERMAN),
        Language::En => (english_parties(facts), ENGLISH),
    };
    let mut blocks = vec![Title(title.clone())];
    blocks.extend(parties);
    for (number, (heading, paragraphs)) in (1..).zip(sections) {
        let heading = facts.language.choose(format!("§ {number} {heading}"), format!("{number}. {heading}"));
        blocks.push(Heading(heading));
        for (place, paragraph) in (1..).zip(*paragraphs) {
            blocks.push(Paragraph(format!("({place}) {paragraph}")));
        }
    }
    Text {
        running_head: format!("{title} · {}", facts.full_name()), language: facts.language, blocks, title
    }
}

fn german_parties(facts: &Facts) -> Vec<Block> {
    vec![
        Lead("Rahmenvertrag über ein Zahlungskonto mit Debitkarte".into()),
        Heading("Vertragsparteien".into()),
        Table(vec![
            ("Bank".into(), "Solaris SE, Cuvrystraße 53, 10997 Berlin („die Bank“)".into()),
            ("Kundin oder Kunde".into(), format!("{} {}", facts.salutation(), facts.full_name())),
            ("Geboren am".into(), facts.birth_date()),
            ("Anschrift".into(), facts.address()),
            ("Vertragsdatum".into(), facts.day(facts.at.date_naive())),
        ]),
    ]
}

fn english_parties(facts: &Facts) -> Vec<Block> {
    vec![
        Lead("Framework contract for a payment account with a debit card".into()),
        Heading("The parties".into()),
        Table(vec![
            ("Bank".into(), "Solaris SE, Cuvrystraße 53, 10997 Berlin (“the Bank”)".into()),
            ("Customer".into(), format!("{} {}", facts.salutation(), facts.full_name())),
            ("Date of birth".into(), facts.birth_date()),
            ("Address".into(), facts.address()),
            ("Date of contract".into(), facts.day(facts.at.date_naive())),
        ]),
    ]
}

/// A heading and its paragraphs.
type Section = (&'static str, &'static [&'static str]);

const GERMAN: &[Section] = &[
    (
        "Gegenstand des Vertrags",
        &[
            "Die Bank eröffnet für die Kundin oder den Kunden (im Folgenden: „Sie“) ein Zahlungskonto in Euro und führt es als Einzelkonto auf Guthabenbasis.",
            "Das Konto dient der Abwicklung von Zahlungen für eigene Rechnung. Eine Nutzung für fremde Rechnung ist ausgeschlossen.",
            "Zum Konto gehört eine Debitkarte, die Sie in digitaler Form sofort und auf Wunsch als Karte aus Kunststoff erhalten.",
        ],
    ),
    (
        "Voraussetzungen",
        &[
            "Der Vertrag kommt zustande, wenn Ihre Identität festgestellt ist, Sie diese Unterlagen unterzeichnet haben und die Bank die Eröffnung in Textform bestätigt.",
            "Sie versichern, dass Ihre Angaben vollständig und richtig sind. Änderungen Ihres Namens, Ihrer Anschrift, Ihrer Mobilnummer oder Ihrer steuerlichen Ansässigkeit teilen Sie der Bank unverzüglich mit.",
            "Die Bank darf die Eröffnung ohne Angabe von Gründen ablehnen, soweit nicht ein Anspruch auf ein Basiskonto nach dem Zahlungskontengesetz besteht.",
        ],
    ),
    (
        "Zahlungsdienste",
        &[
            "Sie können Überweisungen im einheitlichen Euro-Zahlungsverkehrsraum (SEPA) beauftragen, Echtzeitüberweisungen eingeschlossen, Daueraufträge einrichten und Lastschriften einziehen lassen.",
            "Ein Auftrag ist zugegangen, wenn er bei der Bank eingeht. Geht er nach 16 Uhr oder nicht an einem Geschäftstag ein, gilt er als am folgenden Geschäftstag zugegangen; für Echtzeitüberweisungen gilt das nicht.",
            "Aufträge führt die Bank nur aus, soweit das Guthaben ausreicht. Über eine abgelehnte Ausführung unterrichtet sie Sie unverzüglich.",
            "Vor jeder Überweisung gleicht die Bank den Namen der empfangenden Person mit der angegebenen IBAN ab und zeigt Ihnen das Ergebnis an, bevor Sie den Auftrag freigeben.",
        ],
    ),
    (
        "Zugang und Freigabe",
        &[
            "Zugang zum Konto erhalten Sie über die App mit zwei voneinander unabhängigen Merkmalen. Codes, die Sie per SMS erhalten, dürfen Sie an niemanden weitergeben, auch nicht an Beschäftigte der Bank.",
            "Verlieren Sie Ihr Telefon oder Ihre Karte, oder vermuten Sie einen Missbrauch, sperren Sie den Zugang unverzüglich in der App oder über den Sperr-Notruf 116 116.",
            "Nach fünf falschen Eingaben wird der Zugang gesperrt. Er wird nach erneuter Feststellung Ihrer Identität wieder freigegeben.",
        ],
    ),
    (
        "Entgelte und Zinsen",
        &[
            "Die Führung des Kontos kostet nichts. Weitere Entgelte ergeben sich aus dem Preis- und Leistungsverzeichnis in der jeweils vereinbarten Fassung.",
            "Guthaben werden nicht verzinst. Ein Verwahrentgelt wird nicht erhoben.",
            "Einmal im Jahr und bei Beendigung des Vertrags erhalten Sie eine Aufstellung aller Entgelte nach dem Zahlungskontengesetz.",
        ],
    ),
    (
        "Haftung bei nicht autorisierten Zahlungen",
        &[
            "Für eine nicht autorisierte Zahlung hat die Bank keinen Anspruch gegen Sie. Sie erstattet den Betrag spätestens bis zum Ende des folgenden Geschäftstags.",
            "Beruht die Zahlung auf einem verlorenen oder gestohlenen Zahlungsinstrument, haften Sie bis zu 50 Euro; bei Vorsatz oder grober Fahrlässigkeit haften Sie für den gesamten Schaden bis zur Sperranzeige.",
            "Nicht autorisierte oder fehlerhaft ausgeführte Zahlungen zeigen Sie unverzüglich an, spätestens 13 Monate nach der Belastung.",
        ],
    ),
    (
        "Einlagensicherung",
        &[
            "Die Bank gehört der Entschädigungseinrichtung deutscher Banken GmbH an. Guthaben sind bis zu 100.000 Euro gesetzlich geschützt. Näheres steht im Informationsbogen für Einlegerinnen und Einleger.",
        ],
    ),
    (
        "Datenschutz",
        &[
            "Die Bank verarbeitet Ihre personenbezogenen Daten, soweit es für die Feststellung Ihrer Identität, die Führung des Kontos und die Erfüllung gesetzlicher Pflichten erforderlich ist.",
            "Einzelheiten, auch zu Ihren Rechten auf Auskunft, Berichtigung, Löschung und Übertragung, stehen in den Hinweisen zum Datenschutz.",
        ],
    ),
    (
        "Laufzeit und Kündigung",
        &[
            "Der Vertrag läuft auf unbestimmte Zeit. Sie können ihn jederzeit ohne Einhaltung einer Frist kündigen, die Bank mit einer Frist von zwei Monaten.",
            "Das Recht beider Seiten zur Kündigung aus wichtigem Grund bleibt unberührt.",
            "Nach der Kündigung überweist die Bank ein Guthaben auf ein Konto, das Sie benennen.",
        ],
    ),
    (
        "Widerrufsbelehrung",
        &[
            "Sie können Ihre Vertragserklärung innerhalb von 14 Tagen ohne Angabe von Gründen mit einer eindeutigen Erklärung widerrufen. Die Frist beginnt mit dem Abschluss des Vertrags und nachdem Sie die Vertragsbestimmungen und alle gesetzlichen Informationen auf einem dauerhaften Datenträger erhalten haben.",
            "Zur Wahrung der Frist genügt die rechtzeitige Absendung des Widerrufs. Er ist zu richten an: Solaris SE, Cuvrystraße 53, 10997 Berlin.",
            "Im Fall eines wirksamen Widerrufs sind die beiderseits empfangenen Leistungen zurückzugewähren.",
        ],
    ),
    (
        "Schlussbestimmungen",
        &[
            "Es gilt deutsches Recht. Für die Beilegung von Streitigkeiten können Sie sich an die Schlichtungsstelle bei der Deutschen Bundesbank wenden.",
            "Ist eine Bestimmung unwirksam, bleiben die übrigen wirksam. Vertragssprache ist die Sprache dieses Dokuments.",
            "Dieses Dokument stammt aus einer Testumgebung. Es begründet keine Rechte und Pflichten.",
        ],
    ),
];

const ENGLISH: &[Section] = &[
    (
        "Subject of the contract",
        &[
            "The Bank opens a payment account in euro for the Customer (“you”) and keeps it as an account of a single holder on a credit basis.",
            "The account serves payments for your own account. It must not be used on behalf of anybody else.",
            "A debit card belongs to the account. You receive it in digital form at once and, if you wish, as a plastic card.",
        ],
    ),
    (
        "Conditions",
        &[
            "The contract is concluded when your identity has been verified, you have signed these documents, and the Bank has confirmed the opening in text form.",
            "You assure the Bank that what you have stated is complete and correct. You report changes of your name, address, mobile number or tax residence without delay.",
            "The Bank may decline to open the account without giving reasons, unless there is a right to a basic payment account under the German Payment Accounts Act.",
        ],
    ),
    (
        "Payment services",
        &[
            "You can order credit transfers in the Single Euro Payments Area (SEPA), instant transfers included, set up standing orders, and have direct debits collected.",
            "An order is received when it reaches the Bank. If it arrives after 4 p.m. or not on a business day, it counts as received on the following business day; this does not apply to instant transfers.",
            "The Bank carries out orders only as far as the balance suffices. It tells you without delay when an order is refused.",
            "Before each transfer the Bank compares the payee’s name with the given IBAN and shows you the result before you authorize the order.",
        ],
    ),
    (
        "Access and authorization",
        &[
            "You access the account through the app with two factors that are independent of each other. Codes that reach you by SMS must not be given to anybody, not even to the Bank’s staff.",
            "If you lose your phone or your card, or suspect misuse, block the access at once in the app or through the emergency number +49 116 116.",
            "After five wrong entries the access is blocked. It is released once your identity has been verified again.",
        ],
    ),
    (
        "Fees and interest",
        &[
            "Keeping the account is free of charge. Other fees follow from the List of Prices and Services in the version agreed upon.",
            "Balances bear no interest. No custody fee is charged.",
            "Once a year, and at the end of the contract, you receive a statement of all fees under the Payment Accounts Act.",
        ],
    ),
    (
        "Liability for unauthorized payments",
        &[
            "The Bank has no claim against you for a payment that you did not authorize. It refunds the amount by the end of the following business day at the latest.",
            "If the payment results from a lost or stolen payment instrument, you are liable for up to 50 euro; in case of intent or gross negligence you are liable for the whole loss until the instrument is reported.",
            "You report unauthorized or incorrectly executed payments without delay, at the latest 13 months after the debit.",
        ],
    ),
    (
        "Deposit protection",
        &[
            "The Bank is a member of the Compensation Scheme of German Banks. Deposits are protected by law up to 100,000 euro. The depositor information sheet says more.",
        ],
    ),
    (
        "Data protection",
        &[
            "The Bank processes your personal data as far as this is needed to verify your identity, to keep the account, and to meet legal obligations.",
            "The data protection notice says more, including your rights of access, rectification, erasure and portability.",
        ],
    ),
    (
        "Term and termination",
        &[
            "The contract runs for an indefinite time. You can terminate it at any time without notice, the Bank with two months’ notice.",
            "The right of both sides to terminate for good cause remains unaffected.",
            "After the termination the Bank transfers any balance to an account that you name.",
        ],
    ),
    (
        "Right of withdrawal",
        &[
            "You can withdraw from this contract within 14 days by an unambiguous statement, without giving reasons. The period begins when the contract has been concluded and you have received its terms and all information required by law on a durable medium.",
            "To keep to the period it is enough to send the statement in time, to: Solaris SE, Cuvrystraße 53, 10997 Berlin.",
            "If you withdraw, what both sides have received is returned.",
        ],
    ),
    (
        "Final provisions",
        &[
            "German law applies. To settle a dispute you can turn to the conciliation body at the Deutsche Bundesbank.",
            "If a provision is invalid, the others remain valid. The language of the contract is the language of this document.",
            "This document comes from a test environment. It creates neither rights nor obligations.",
        ],
    ),
];
