//! Invented clauses, about as long as real ones.

pub struct Clause {
    pub heading: &'static str,
    pub paragraphs: &'static [&'static str],
}

pub const GERMAN: &[Clause] = &[
    Clause {
        heading: "Gegenstand des Vertrags",
        paragraphs: &[
            "Die Bank eröffnet für die Kundin oder den Kunden ein Zahlungskonto in Euro und führt es nach den \
             folgenden Bestimmungen. Das Konto wird auf Guthabenbasis geführt; eine Überziehung ist nicht vereinbart.",
            "Das Konto dient privaten Zwecken. Eine geschäftliche Nutzung bedarf einer gesonderten Vereinbarung.",
        ],
    },
    Clause {
        heading: "Zustandekommen",
        paragraphs: &[
            "Der Vertrag kommt zustande, sobald die Kundin oder der Kunde ihn mit einer qualifizierten elektronischen \
             Signatur unterzeichnet hat und die Bank die Eröffnung des Kontos bestätigt.",
            "Voraussetzung ist, dass die Identität nach den geldwäscherechtlichen Vorschriften festgestellt wurde.",
        ],
    },
    Clause {
        heading: "Zahlungen",
        paragraphs: &[
            "Überweisungen führt die Bank innerhalb eines Geschäftstags aus, wenn der Auftrag bis 16 Uhr vorliegt und \
             das Konto ausreichende Deckung aufweist. Geschäftstage sind Montag bis Freitag außer den Feiertagen am \
             Sitz der Bank sowie dem 24. und dem 31. Dezember.",
            "Eingehende Beträge schreibt die Bank am Tag des Eingangs gut und teilt sie im elektronischen Postfach mit.",
            "Aufträge gibt die Kundin oder der Kunde mit zwei voneinander unabhängigen Merkmalen frei. Eine \
             freigegebene Zahlung kann nicht widerrufen werden, sobald die Bank sie angenommen hat.",
        ],
    },
    Clause {
        heading: "Entgelte und Zinsen",
        paragraphs: &[
            "Die Kontoführung ist kostenlos. Für besondere Leistungen gilt das Preisverzeichnis in der Fassung, die am \
             Tag der Inanspruchnahme veröffentlicht ist. Guthaben werden nicht verzinst.",
        ],
    },
    Clause {
        heading: "Pflichten der Kundin oder des Kunden",
        paragraphs: &[
            "Änderungen von Name, Anschrift, Staatsangehörigkeit, steuerlicher Ansässigkeit und Mobilnummer sind der \
             Bank unverzüglich mitzuteilen.",
            "Zugangsdaten sind geheim zu halten. Besteht der Verdacht, dass Dritte sie kennen, ist der Zugang sofort \
             sperren zu lassen. Die Sperre ist rund um die Uhr möglich und kostenlos.",
            "Umsätze und Abschlüsse sind regelmäßig zu prüfen. Nicht autorisierte oder fehlerhafte Zahlungen sind \
             spätestens dreizehn Monate nach der Belastung anzuzeigen.",
        ],
    },
    Clause {
        heading: "Haftung",
        paragraphs: &[
            "Bei einer nicht autorisierten Zahlung stellt die Bank das Konto bis zum Ende des folgenden Geschäftstags \
             wieder auf den Stand, auf dem es sich ohne die Belastung befunden hätte.",
            "Hat die Kundin oder der Kunde Zugangsdaten vorsätzlich oder grob fahrlässig weitergegeben, haftet sie \
             oder er für den daraus entstandenen Schaden, jedoch nicht für die Zeit nach einer Sperranzeige.",
        ],
    },
    Clause {
        heading: "Datenschutz",
        paragraphs: &[
            "Die Bank verarbeitet personenbezogene Daten, soweit es für die Eröffnung und Führung des Kontos und für \
             die Erfüllung gesetzlicher Pflichten notwendig ist. Sie werden gelöscht, sobald keine \
             Aufbewahrungspflicht mehr besteht.",
            "Auskunft, Berichtigung und Löschung können jederzeit verlangt werden.",
        ],
    },
    Clause {
        heading: "Widerruf",
        paragraphs: &[
            "Die Vertragserklärung kann innerhalb von vierzehn Tagen ohne Angabe von Gründen in Textform widerrufen \
             werden. Die Frist beginnt mit dem Abschluss des Vertrags und dem Erhalt dieser Urkunde. Zur Wahrung der \
             Frist genügt die rechtzeitige Absendung.",
        ],
    },
    Clause {
        heading: "Laufzeit und Kündigung",
        paragraphs: &[
            "Der Vertrag läuft auf unbestimmte Zeit. Die Kundin oder der Kunde kann ihn jederzeit ohne Frist kündigen, \
             die Bank mit einer Frist von zwei Monaten. Das Recht zur Kündigung aus wichtigem Grund bleibt unberührt.",
            "Ein Guthaben überweist die Bank bei Beendigung auf das Referenzkonto.",
        ],
    },
    Clause {
        heading: "Schlussbestimmungen",
        paragraphs: &[
            "Es gilt deutsches Recht. Ist eine Bestimmung unwirksam, bleiben die übrigen wirksam.",
            "Dieser Text ist ein Muster. Alle Unternehmen, Beträge und Fristen darin sind erfunden oder beispielhaft.",
        ],
    },
];

pub const ENGLISH: &[Clause] = &[
    Clause {
        heading: "Subject of the agreement",
        paragraphs: &[
            "The bank opens a payment account in euro for the customer and keeps it under the following terms. The \
             account is kept in credit; no overdraft is agreed.",
            "The account is for private purposes. Business use requires a separate agreement.",
        ],
    },
    Clause {
        heading: "Conclusion of the agreement",
        paragraphs: &[
            "The agreement is concluded once the customer has signed it with a qualified electronic signature and the \
             bank has confirmed that the account is open.",
            "It requires that the customer's identity has been established under the law against money laundering.",
        ],
    },
    Clause {
        heading: "Payments",
        paragraphs: &[
            "The bank executes transfers within one business day if the order has arrived by 4 pm and the account is \
             sufficiently funded. Business days are Monday to Friday except for the public holidays at the seat of the \
             bank and 24 and 31 December.",
            "The bank credits incoming amounts on the day on which they arrive and announces them in the electronic \
             mailbox.",
            "The customer releases orders with two features that are independent of each other. A released payment \
             cannot be revoked once the bank has accepted it.",
        ],
    },
    Clause {
        heading: "Charges and interest",
        paragraphs: &[
            "Keeping the account is free of charge. For special services the price list applies as published on the \
             day of use. Balances bear no interest.",
        ],
    },
    Clause {
        heading: "Duties of the customer",
        paragraphs: &[
            "Changes of name, address, nationality, tax residence and mobile number must be communicated to the bank \
             without delay.",
            "Access data must be kept secret. If there is reason to suspect that third parties know them, access must \
             be blocked at once. Blocking is possible around the clock and free of charge.",
            "Transactions and statements must be checked regularly. Unauthorised or incorrect payments must be \
             reported no later than thirteen months after the debit.",
        ],
    },
    Clause {
        heading: "Liability",
        paragraphs: &[
            "In the event of an unauthorised payment the bank restores the account, by the end of the following \
             business day, to the state in which it would have been without the debit.",
            "If the customer has passed on access data intentionally or through gross negligence, the customer is \
             liable for the resulting damage, but not for the time after a request to block access.",
        ],
    },
    Clause {
        heading: "Data protection",
        paragraphs: &[
            "The bank processes personal data as far as is necessary to open and keep the account and to meet \
             statutory duties. They are deleted as soon as no duty to retain them remains.",
            "Information, correction and deletion may be requested at any time.",
        ],
    },
    Clause {
        heading: "Withdrawal",
        paragraphs: &[
            "The customer may withdraw from the agreement within fourteen days, in text form and without giving \
             reasons. The period begins with the conclusion of the agreement and the receipt of this document. Sending \
             the withdrawal in time is sufficient.",
        ],
    },
    Clause {
        heading: "Term and termination",
        paragraphs: &[
            "The agreement runs for an indefinite period. The customer may terminate it at any time without notice, \
             the bank with two months' notice. The right to terminate for good cause remains unaffected.",
            "At the end the bank transfers any balance to the reference account.",
        ],
    },
    Clause {
        heading: "Final provisions",
        paragraphs: &[
            "German law applies. If one provision is invalid, the others remain valid.",
            "This text is a sample. All companies, amounts and periods in it are invented or serve as examples.",
        ],
    },
];
