//! Status: occupation and tax.

use bankident_wire::{Editable, EmploymentStatus, Field, Status, StatusDraft, StatusStage, Step};
use serde_json::Value;

use crate::screen::{Form, Options, Part, Screen, Words, draft, sendable};

pub fn screen(stage: StatusStage) -> Screen {
    let mut parts = vec![
        Part::Select(Field::EmploymentStatus, Options::EmploymentStatuses),
        Part::Where(
            Field::EmploymentStatus,
            |status| EmploymentStatus::parse(status).is_ok_and(EmploymentStatus::needs_nace_code),
            Box::new(Part::Select(Field::NaceCode, Options::Nace)),
        ),
    ];
    match (stage.editable, stage.answers.clone()) {
        // The person exists at the bank, and PATCH does not take the country of tax assessment.
        (Editable::WhatPatchTakes, Some(Status { tax_assessment_country, .. })) => parts.extend([
            Part::Notice("locked-answers"),
            Part::Answers(vec![(Field::TaxAssessmentCountry, Words::Country(tax_assessment_country))]),
        ]),
        _ => {
            parts.push(Part::Select(Field::TaxAssessmentCountry, Options::Countries { autocomplete: "off" }))
        }
    }
    let yes_and_no =
        vec![(Value::Bool(false), "fatca-relevant-no"), (Value::Bool(true), "fatca-relevant-yes")];
    parts.extend([
        Part::Radios(Field::FatcaRelevant, yes_and_no),
        Part::Consent(Field::FatcaCrs),
        Part::Consent(Field::OwnEconomicInterest),
    ]);
    let form = Form::with(
        &stage.answers,
        "action-continue",
        |typed, _| sendable(draft::<StatusDraft>(typed).parse()),
        parts,
    );
    Screen::new(Step::Status, vec![form])
}
