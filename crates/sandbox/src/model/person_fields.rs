//! The fields of a person: which there are, what may stand in them, which can be updated (the guide, Step 1).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Map, Value};

use crate::{
    error::Refusal,
    validation::{
        Input, Wrong, boolean, country, date, email, mobile_number, name, one_of, read, text, text_up_to,
        timestamp,
    },
};

const EMPLOYMENT_STATUS: [&str; 12] = [
    "EMPLOYED",
    "UNEMPLOYED",
    "PUBLIC_SECTOR_EMPLOYEE",
    "PROFESSIONAL_SOLDIER",
    "FREELANCER",
    "HOUSEWORK",
    "APPRENTICE",
    "MANAGEMENT",
    "RETIRED",
    "STUDENT",
    "SELF_EMPLOYED",
    "MILITARY_OR_COMMUNITY_SERVICE",
];

/// The guide uses both spellings.
const SALUTATIONS: [&str; 4] = ["MR", "MS", "Mr", "Ms"];

/// Fields that only creation accepts.
const CREATED_WITH: [&str; 8] = [
    "first_name",
    "last_name",
    "birth_date",
    "birth_city",
    "birth_country",
    "nationality",
    "mobile_number",
    "terms_conditions_signed_at",
];

const UPDATABLE: [&str; 15] = [
    "salutation",
    "address",
    "contact_address",
    "employment_status",
    "email",
    "tax_information",
    "fatca_relevant",
    "fatca_crs_confirmed_at",
    "own_economic_interest_signed_at",
    "aml_confirmed_on",
    "expected_monthly_revenue_cents",
    "nace_code",
    "business_country",
    "data_terms_signed_at",
    "work_country",
];

const UPDATABLE_TEXTS: [&str; 22] = [
    "title",
    "job_title",
    "business_purpose",
    "industry",
    "industry_key",
    "vat_number",
    "website_social_media",
    "business_trading_name",
    "business_address_line_1",
    "business_address_line_2",
    "business_postal_code",
    "business_city",
    "annual_income_range",
    "branch",
    "birth_province",
    "birth_post_code",
    "socioprofessional_category",
    "purpose_of_account_opening",
    "main_income_source",
    "work_province",
    "international_operativity_expectation",
    "registration_number",
];

/// Countries in which no address does without one; others have none, or not everywhere.
const NEED_A_POSTAL_CODE: [&str; 24] = [
    "AT", "AU", "BE", "BR", "CA", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "IT", "JP", "LU", "NL",
    "NO", "PL", "PT", "RU", "SE", "TR", "US",
];

const TAX_UPDATABLE: [&str; 2] = ["tax_assessment", "marital_status"];

/// Checks the body of a new person; answers its fields. The guide's Step 1 lists what is mandatory; its Appendix II has a
/// person without two of these, which is taken where the sandbox is `lenient`.
///
/// # Errors
/// [`Refusal::Invalid`] with every mistake.
pub fn created(
    body: &Map<String, Value>,
    now: DateTime<Utc>,
    lenient: bool,
) -> Result<Map<String, Value>, Refusal> {
    read(body, |input| new_person(input, now, lenient))
}

/// Checks the body of an update ("PATCH Update person"); answers the fields to write.
///
/// # Errors
/// [`Refusal::Invalid`] with every mistake; a field that cannot be updated is one.
pub fn updated(body: &Map<String, Value>, now: DateTime<Utc>) -> Result<Map<String, Value>, Refusal> {
    read(body, |input| changes(input, now))
}

fn new_person(input: &mut Input, now: DateTime<Utc>, lenient: bool) -> Option<Map<String, Value>> {
    input.required("salutation", one_of(&SALUTATIONS));
    input.required("first_name", name);
    input.required("last_name", name);
    input.required("birth_date", past_date(now));
    input.required("nationality", country);
    input.required("terms_conditions_signed_at", past(now));
    input.optional("birth_city", text_up_to(85));
    input.optional("birth_country", country);
    input.optional("mobile_number", mobile_number);
    for name in ["mobile_number", "data_terms_signed_at"] {
        if !lenient && input.present(name).is_none() {
            input.wrong(name, Wrong::value("can't be blank"));
        }
    }
    if input.present("address").is_none() {
        input.wrong("address", Wrong::value("can't be blank"));
    }
    input.object("tax_information", "tax_information.", |tax| {
        tax.optional("tax_assessment_country", country);
    });
    updatable(input, now);
    needs_a_line_of_business(input);
    let created = |name: &&str| CREATED_WITH.contains(name) || is_updatable(name);
    Some(kept(input, created))
}

fn changes(input: &mut Input, now: DateTime<Utc>) -> Option<Map<String, Value>> {
    for name in input.fields().filter(|name| !is_updatable(name)) {
        input.wrong(name, not_updatable());
    }
    input.object("tax_information", "tax_information.", |tax| {
        for name in tax.fields().filter(|name| !TAX_UPDATABLE.contains(name)) {
            tax.wrong(name, not_updatable());
        }
    });
    updatable(input, now);
    needs_a_line_of_business(input);
    Some(kept(input, |name| is_updatable(name)))
}

/// Who works for themselves names it, or sets both names of the industry to null.
fn needs_a_line_of_business(input: &mut Input) {
    let employment = input.present("employment_status").and_then(Value::as_str);
    let industry_is_cleared = input.is_null("industry") && input.is_null("industry_key");
    if employment.is_some_and(works_for_themselves)
        && input.present("nace_code").is_none()
        && !industry_is_cleared
    {
        input.wrong("nace_code", Wrong::value("can't be blank, unless industry and industry_key are null"));
    }
}

/// Checks the fields that creation and updates share.
fn updatable(input: &mut Input, now: DateTime<Utc>) {
    input.optional("employment_status", one_of(&EMPLOYMENT_STATUS));
    input.optional("email", email);
    input.optional("nace_code", text_up_to(50));
    input.optional("fatca_relevant", boolean);
    input.optional("self_declared_as_pep", boolean);
    input.optional("aml_confirmed_on", |value| {
        let (day, today) = (date(value)?, now.date_naive());
        match day == today || Some(day) == today.succ_opt() {
            true => Ok(day),
            false => Err(Wrong::value("is neither today nor tomorrow")),
        }
    });
    for name in ["fatca_crs_confirmed_at", "own_economic_interest_signed_at", "data_terms_signed_at"] {
        input.optional(name, past(now));
    }
    for name in ["business_country", "work_country"] {
        input.optional(name, country);
    }
    for name in UPDATABLE_TEXTS {
        input.optional(name, text_up_to(255));
    }
    input.optional("expected_monthly_revenue_cents", |value| {
        value.as_i64().filter(|cents| *cents >= 0).ok_or_else(|| Wrong::of_type("is not an amount in cents"))
    });
    input.object("address", "address.", address);
    input.object("contact_address", "contact_address.", address);
    input.object("tax_information", "tax_information.", |tax| {
        tax.optional("tax_assessment", text_up_to(50));
        tax.optional("marital_status", text_up_to(50));
    });
}

fn address(address: &mut Input) {
    address.required("line_1", text_up_to(100));
    address.optional("line_2", text_up_to(100));
    address.optional("postal_code", text_up_to(12));
    address.required("city", text_up_to(85));
    address.optional("state", text);
    let of = address.required("country", country);
    let needs_a_code = of.is_some_and(|of| NEED_A_POSTAL_CODE.contains(&of.as_str()));
    if needs_a_code && address.present("postal_code").is_none() {
        address.wrong("postal_code", Wrong::value("can't be blank"));
    }
}

fn is_updatable(name: &str) -> bool {
    UPDATABLE.contains(&name) || UPDATABLE_TEXTS.contains(&name) || name == "self_declared_as_pep"
}

fn not_updatable() -> Wrong {
    Wrong::value("can only be updated by customer support")
}

fn works_for_themselves(employment_status: &str) -> bool {
    matches!(employment_status, "FREELANCER" | "SELF_EMPLOYED")
}

/// Today or an earlier day.
fn past_date(now: DateTime<Utc>) -> impl Fn(&Value) -> Result<NaiveDate, Wrong> {
    move |value| match date(value)? {
        day if day <= now.date_naive() => Ok(day),
        _ => Err(Wrong::value("is in the future")),
    }
}

/// A moment that has passed, give or take a minute between two clocks.
fn past(now: DateTime<Utc>) -> impl Fn(&Value) -> Result<DateTime<Utc>, Wrong> {
    move |value| match timestamp(value)? {
        at if at <= now + TimeDelta::minutes(1) => Ok(at),
        _ => Err(Wrong::value("is in the future")),
    }
}

/// The fields to keep; booleans that were sent as strings become booleans.
fn kept(input: &Input, is_kept: impl Fn(&&str) -> bool) -> Map<String, Value> {
    let names = input.fields().filter(is_kept);
    let mut kept: Map<String, Value> =
        names.map(|name| (name.to_owned(), input.value(name).clone())).collect();
    if let Some(relevant) = kept.get("fatca_relevant").and_then(|value| boolean(value).ok()) {
        kept.insert("fatca_relevant".into(), relevant.into());
    }
    kept
}

#[cfg(test)]
mod tests;
