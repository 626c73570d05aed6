//! How a typed number is read: the rules and metadata of libphonenumber, in the crate `phonenumber`. So the zero of the trunk
//! (ITU-T E.164) is dropped where the country drops it, as Germany does, and kept where it belongs to the number, as in
//! Italy. A number without a country code is one of the customer's country.
//!
//! The metadata says which lengths and which kinds of lines there are. Numbers of a wrong length are refused. Any other number
//! that is not known as a mobile one is asked about and not refused: ranges are opened sooner than metadata are published.

use bankident_wire::{Country, FieldProblem, MobileNumber, NumberQuestion, TypedNumber};
use phonenumber::{Mode, PhoneNumber, Type, metadata::DATABASE};

/// A number as it was understood.
pub struct Reading {
    pub number: MobileNumber,
    /// It is a mobile number, typed exactly so: an SMS can go out.
    pub needs_no_question: bool,
}

/// Reads a number that somebody in this country typed.
///
/// # Errors
/// `TooShort`, `TooLong`, `Country` of a country that the bank does not support, `Invalid` if it is none of any country.
pub fn read(typed: &TypedNumber, country: &Country) -> Result<Reading, FieldProblem> {
    let (number, is_mobile) = match MobileNumber::parse(typed.as_str()) {
        Ok(number) if is_for_tests(&number) => (number, true),
        _ => {
            let found = parsed(typed, country).ok_or(FieldProblem::Invalid)?;
            // Of the right country before of the right length.
            let number = MobileNumber::parse(&e164(&found));
            if number != Err(FieldProblem::Country) {
                check_length(&found)?;
            }
            (number?, is_mobile(&found))
        }
    };
    let needs_no_question = is_mobile && typed.as_str() == number.as_str();
    Ok(Reading { number, needs_no_question })
}

/// The zero of the trunk is judged by the rules of the number's own country, whose code the crate does not look at when it is
/// given another one. Where the metadata know no country, as for Antarctica, there are no national numbers.
fn parsed(typed: &TypedNumber, country: &Country) -> Option<PhoneNumber> {
    let region = match typed.is_international() {
        true => phonenumber::parse(None, typed.as_str()).ok()?.country().id(),
        false => country.as_str().parse().ok(),
    };
    let found = phonenumber::parse(region, typed.as_str()).ok()?;
    // What has a zero of the trunk left is no number: it would be read differently the next time.
    let again = phonenumber::parse(found.country().id(), e164(&found)).ok()?;
    (e164(&again) == e164(&found)).then_some(found)
}

/// Whether an SMS may go to a number: it is of one of these countries, and no line that somebody earns money with.
///
/// # Errors
/// `Country`, also for satellites and other networks of no country; `Invalid` for the wrong kind of line.
pub fn may_receive(number: &MobileNumber, countries: &[impl AsRef<str>]) -> Result<(), FieldProblem> {
    if is_for_tests(number) {
        return Ok(());
    }
    let found = phonenumber::parse(None, number.as_str()).map_err(|_| FieldProblem::Invalid)?;
    let country = found.country().id().ok_or(FieldProblem::Country)?;
    if !countries.iter().any(|known| known.as_ref() == country.as_ref()) {
        return Err(FieldProblem::Country);
    }
    match found.number_type(&DATABASE) {
        Type::PremiumRate
        | Type::SharedCost
        | Type::TollFree
        | Type::Uan
        | Type::PersonalNumber
        | Type::Pager
        | Type::Voicemail
        | Type::Emergency
        | Type::ShortCode => Err(FieldProblem::Invalid),
        _ => Ok(()),
    }
}

/// What to ask about a number before an SMS goes out.
pub fn question(number: &MobileNumber) -> NumberQuestion {
    match phonenumber::parse(None, number.as_str()) {
        Ok(found) if !is_for_tests(number) => {
            let written = found.format().mode(Mode::International).to_string();
            NumberQuestion { written, is_mobile: is_mobile(&found) }
        }
        _ => NumberQuestion { written: number.as_str().to_owned(), is_mobile: true },
    }
}

/// The guide's number for tests (Step 2, "Testing static values"), and its neighbours: North America keeps 555-0100 to
/// 555-0199 for fiction. No metadata know them; they belong to nobody, so they are taken everywhere.
pub fn is_for_tests(number: &MobileNumber) -> bool {
    number.as_str().len() == "+15550101".len() && number.as_str().starts_with("+155501")
}

fn e164(number: &PhoneNumber) -> String {
    number.format().mode(Mode::E164).to_string()
}

/// In North America and elsewhere mobile numbers look like all others.
fn is_mobile(number: &PhoneNumber) -> bool {
    number.is_valid() && matches!(number.number_type(&DATABASE), Type::Mobile | Type::FixedLineOrMobile)
}

/// Too long is a number that is one without its last digits, too short one that is one with more of them. The crate does not
/// offer the lengths of the metadata.
fn check_length(number: &PhoneNumber) -> Result<(), FieldProblem> {
    if number.is_valid() {
        return Ok(());
    }
    let digits = e164(number);
    let is_one = |digits: &str| phonenumber::parse(None, digits).is_ok_and(|number| number.is_valid());
    let shorter = (7..digits.len()).any(|length| is_one(&digits[..length]));
    let longer = (1..=6).any(|more| is_one(&format!("{digits}{}", &"234567"[..more])));
    match (shorter, longer) {
        (true, _) => Err(FieldProblem::TooLong),
        (false, true) => Err(FieldProblem::TooShort),
        (false, false) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select, test_runner::RngSeed};

    use super::*;
    use crate::partners::SMS_COUNTRIES;

    fn reading(country: &str, typed: &str) -> Result<(String, bool), FieldProblem> {
        let country = Country::parse(country).unwrap();
        let Reading { number, needs_no_question } = read(&TypedNumber::parse(typed)?, &country)?;
        Ok((number.into(), needs_no_question))
    }

    #[track_caller]
    fn understood(country: &str, typed: &str, number: &str) {
        assert_eq!(
            reading(country, typed).map(|(number, _)| number),
            Ok(number.to_owned()),
            "{country} {typed}"
        );
    }

    #[test]
    fn the_zero_of_the_trunk_goes_where_the_country_drops_it() {
        understood("DE", "+490176 1234501", "+491761234501");
        understood("DE", "0049 0176 1234502", "+491761234502");
        understood("DE", "+49 (0176) 1234503", "+491761234503");
        understood("DE", "+49 (0)176 1234504", "+491761234504");
        understood("DE", "+43 0664 1234567", "+436641234567");
        understood("DE", "+41 (0)79 123 45 67", "+41791234567");
        understood("IT", "06 1234 5678", "+390612345678");
        understood("DE", "+39 06 1234 5678", "+390612345678");
        understood("IT", "331 234 5678", "+393312345678");
    }

    #[test]
    fn an_sms_goes_to_countries_that_are_served_and_to_no_line_that_costs() {
        use FieldProblem::{Country, Invalid};
        for (number, expected) in [
            ("+4917612345678", Ok(())),
            ("+493012345678", Ok(())),
            ("+41791234567", Ok(())),
            ("+447400123456", Ok(())),
            // Guernsey, which is dialled as the United Kingdom is.
            ("+447911123456", Err(Country)),
            ("+15550101", Ok(())),
            ("+12025550123", Err(Country)),
            ("+79161234567", Err(Country)),
            ("+88213555010", Err(Country)),
            ("+881612345678", Err(Country)),
            ("+870773111632", Err(Country)),
            ("+979123456789", Err(Country)),
            ("+247542123", Err(Country)),
            ("+499001123456", Err(Invalid)),
            ("+491801234567", Err(Invalid)),
            ("+4970012345678", Err(Invalid)),
            ("+448712345678", Err(Invalid)),
        ] {
            let read = MobileNumber::parse(number).unwrap();
            assert_eq!(may_receive(&read, &SMS_COUNTRIES), expected, "{number}");
        }
        let number = MobileNumber::parse("+4917612345678").unwrap();
        assert_eq!(may_receive(&number, &["AT"]), Err(Country));
    }

    #[test]
    fn a_national_number_is_of_the_customers_country() {
        understood("DE", "0176 1234501", "+491761234501");
        understood("DE", "176 1234501", "+491761234501");
        understood("AT", "0664 1234567", "+436641234567");
        understood("CH", "079 123 45 67", "+41791234567");
        understood("FR", "06 12 34 56 78", "+33612345678");
        understood("RU", "8 916 123-45-67", "+79161234567");
        understood("HK", "9123 4567", "+85291234567");
    }

    #[test]
    fn only_a_mobile_number_typed_exactly_so_needs_no_question() {
        for (typed, needs_no_question) in [
            ("+49 176 1234501", true),
            ("0049 176 1234501", true),
            ("+15550101", true),
            ("+1 202 555 0143", true),
            ("0176 1234501", false),
            ("+49 (0)176 1234501", false),
            ("+49 30 1234567", false),
            ("030 1234567", false),
            ("+49 800 1234567", false),
        ] {
            assert_eq!(reading("DE", typed).unwrap().1, needs_no_question, "{typed}");
        }
    }

    #[test]
    fn the_question_says_how_the_number_was_read() {
        let question = |number| question(&MobileNumber::parse(number).unwrap());
        let asked = |written: &str, is_mobile| NumberQuestion { written: written.to_owned(), is_mobile };
        assert_eq!(question("+436641234567"), asked("+43 664 1234567", true));
        assert_eq!(question("+49301234567"), asked("+49 30 1234567", false));
        assert_eq!(question("+15550101"), asked("+15550101", true));
    }

    #[test]
    fn a_wrong_length_is_told() {
        assert_eq!(reading("DE", "+49 176 123"), Err(FieldProblem::TooShort));
        assert_eq!(reading("DE", "0176 12345"), Err(FieldProblem::TooShort));
        assert_eq!(reading("DE", "+49 176 12345678 12"), Err(FieldProblem::TooLong));
        assert_eq!(reading("AT", "0664"), Err(FieldProblem::TooShort));
    }

    #[test]
    fn unsupported_countries_are_told_by_what_the_number_means() {
        assert_eq!(reading("IR", "0912 345 6789"), Err(FieldProblem::Country));
        assert_eq!(reading("DE", "+98 912 345 6789"), Err(FieldProblem::Country));
        assert_eq!(reading("KP", "0191 234 5678"), Err(FieldProblem::Country));
    }

    #[test]
    fn what_no_country_has_is_refused() {
        for typed in ["+999 1234567", "1", "+49", "0"] {
            assert!(reading("DE", typed).is_err(), "{typed}");
        }
        assert_eq!(reading("AQ", "0176 1234501"), Err(FieldProblem::Invalid));
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 512,
            rng_seed: RngSeed::Fixed(20_261_123),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        /// What is sent is read again as it is, and the question shows it so that it can be typed.
        #[test]
        fn a_reading_is_read_again(
            country in select(vec!["DE", "AT", "CH", "IT", "FR", "GB", "US", "RU", "AR", "XK", "KZ", "AQ"]),
            code in select(vec!["", "0", "00", "+49", "+490", "+4900", "+43", "+39", "+390", "+1", "+7", "+54", "+383", "+850"]),
            digits in "[0-9]{1,14}",
        ) {
            let country = Country::parse(country).unwrap_or_else(|_| Country::parse("DE").unwrap());
            let Ok(typed) = TypedNumber::parse(&format!("{code}{digits}")) else { return Ok(()) };
            let Ok(Reading { number, .. }) = read(&typed, &country) else { return Ok(()) };
            for again in [number.as_str().to_owned(), question(&number).written] {
                let again = read(&TypedNumber::parse(&again).unwrap(), &country);
                prop_assert_eq!(again.map(|reading| reading.number), Ok(number.clone()));
            }
        }
    }
}
