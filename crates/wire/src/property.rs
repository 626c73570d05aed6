//! All properties of a person that `PATCH /v1/persons/{id}` takes (the guide, Step 1, "PATCH Update person", lines 153-190): what
//! may stand in them, and who is asked. One table; everything else follows from it.

/// What may stand in a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text, at most so many characters.
    Text(usize),
    /// One of these codes.
    Choice(&'static [&'static str]),
    /// ISO 3166-1 alpha-2.
    Country,
    Boolean,
    /// An amount of money in cents; people write euros.
    Cents,
    /// A confirmation: the day on which it is given, which is today or tomorrow.
    Day,
    /// Every customer answers it, on another screen.
    AskedAnyway,
}

/// A property, or a part of one that is an object.
#[derive(Debug, PartialEq, Eq)]
pub struct Property {
    /// The API's name, `contact_address.city` with the dot.
    pub name: &'static str,
    pub kind: Kind,
    /// Whether a customer who is asked may leave it out.
    pub optional: bool,
    /// The line of the guide.
    pub line: u16,
}

use Kind::*;

/// The codes are what the reference's public examples show; where they show none, they are our reading (docs/solaris.md).
pub static PROPERTIES: [Property; 45] = [
    optional(153, "title", Choice(&["DR", "PROF", "PROF_DR"])),
    wanted(154, "salutation", AskedAnyway),
    wanted(155, "address", AskedAnyway),
    optional(155, "address.state", Text(100)),
    optional(156, "contact_address.line_1", Text(100)),
    optional(156, "contact_address.line_2", Text(100)),
    optional(156, "contact_address.postal_code", Text(12)),
    optional(156, "contact_address.city", Text(85)),
    optional(156, "contact_address.state", Text(100)),
    optional(156, "contact_address.country", Country),
    wanted(157, "employment_status", AskedAnyway),
    wanted(158, "job_title", Text(255)),
    wanted(159, "email", AskedAnyway),
    optional(160, "tax_information.tax_assessment", Choice(&["SEPARATE", "JOINT"])),
    wanted(
        160,
        "tax_information.marital_status",
        Choice(&["SINGLE", "MARRIED", "CIVIL_PARTNERSHIP", "SEPARATED", "DIVORCED", "WIDOWED", "UNKNOWN"]),
    ),
    wanted(161, "fatca_relevant", AskedAnyway),
    wanted(162, "fatca_crs_confirmed_at", AskedAnyway),
    wanted(163, "business_purpose", Text(255)),
    wanted(164, "industry", Text(255)),
    optional(165, "industry_key", Text(255)),
    wanted(166, "own_economic_interest_signed_at", AskedAnyway),
    wanted(167, "aml_confirmed_on", Day),
    wanted(168, "expected_monthly_revenue_cents", Cents),
    optional(169, "vat_number", Text(50)),
    optional(170, "website_social_media", Text(255)),
    optional(171, "business_trading_name", Text(255)),
    wanted(172, "nace_code", AskedAnyway),
    wanted(173, "business_address_line_1", Text(100)),
    optional(174, "business_address_line_2", Text(100)),
    wanted(175, "business_postal_code", Text(12)),
    wanted(176, "business_city", Text(85)),
    wanted(177, "business_country", Country),
    wanted(
        178,
        "annual_income_range",
        Choice(&["UP_TO_20000", "UP_TO_40000", "UP_TO_60000", "UP_TO_100000", "OVER_100000"]),
    ),
    wanted(179, "data_terms_signed_at", AskedAnyway),
    optional(180, "branch", Text(255)),
    optional(181, "birth_province", Text(100)),
    optional(182, "birth_post_code", Text(12)),
    // The categories of INSEE (PCS 2003, level 1).
    wanted(183, "socioprofessional_category", Choice(&["1", "2", "3", "4", "5", "6", "7", "8"])),
    wanted(
        184,
        "purpose_of_account_opening",
        Choice(&["DAILY_PAYMENTS", "SALARY", "SAVINGS", "CREDIT", "BUSINESS", "OTHER"]),
    ),
    wanted(
        185,
        "main_income_source",
        Choice(&["EMPLOYMENT", "SELF_EMPLOYMENT", "PENSION", "BENEFITS", "ASSETS", "FAMILY", "OTHER"]),
    ),
    wanted(186, "work_country", Country),
    optional(187, "work_province", Text(100)),
    wanted(188, "self_declared_as_pep", Boolean),
    wanted(189, "international_operativity_expectation", Choice(&["NONE", "EUROPE", "WORLDWIDE"])),
    optional(190, "registration_number", Text(255)),
];

const fn wanted(line: u16, name: &'static str, kind: Kind) -> Property {
    Property { name, kind, optional: false, line }
}

const fn optional(line: u16, name: &'static str, kind: Kind) -> Property {
    Property { name, kind, optional: true, line }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The guide's list, lines 153-190, to the letter.
    const GUIDE: [&str; 38] = [
        "title",
        "salutation",
        "address",
        "contact_address",
        "employment_status",
        "job_title",
        "email",
        "tax_information",
        "fatca_relevant",
        "fatca_crs_confirmed_at",
        "business_purpose",
        "industry",
        "industry_key",
        "own_economic_interest_signed_at",
        "aml_confirmed_on",
        "expected_monthly_revenue_cents",
        "vat_number",
        "website_social_media",
        "business_trading_name",
        "nace_code",
        "business_address_line_1",
        "business_address_line_2",
        "business_postal_code",
        "business_city",
        "business_country",
        "annual_income_range",
        "data_terms_signed_at",
        "branch",
        "birth_province",
        "birth_post_code",
        "socioprofessional_category",
        "purpose_of_account_opening",
        "main_income_source",
        "work_country",
        "work_province",
        "self_declared_as_pep",
        "international_operativity_expectation",
        "registration_number",
    ];

    #[test]
    fn the_table_has_all_that_the_guide_lists_at_its_line() {
        for (line, name) in (153..).zip(GUIDE) {
            let of_line = PROPERTIES.iter().filter(|property| property.line == line);
            let names: BTreeSet<&str> =
                of_line.map(|property| property.name.split('.').next().unwrap()).collect();
            assert_eq!(names, BTreeSet::from([name]), "line {line}");
        }
        assert!(PROPERTIES.is_sorted_by_key(|property| property.line));
    }

    #[test]
    fn each_name_stands_there_once() {
        let names: BTreeSet<&str> = PROPERTIES.iter().map(|property| property.name).collect();
        assert_eq!(names.len(), PROPERTIES.len());
    }
}
