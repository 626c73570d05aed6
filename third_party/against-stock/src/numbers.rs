//! Numbers alone: written, read, and their plural operands (UTS #35, part 3, "Operands").

use std::str::FromStr;

use super::bits;

/// Any bits, what people write (up to six fraction digits), and where notations and exactness end.
fn numbers() -> impl Iterator<Item = f64> {
    let any = bits().take(200_000).map(f64::from_bits);
    let written = bits().take(200_000).map(|bits| {
        let digits = (bits >> 20) % 10_000_000_000;
        digits as f64 / 10_f64.powi((bits % 7) as i32)
    });
    let powers = (-330..=308).map(|exponent| f64::from_str(&format!("1e{exponent}")).unwrap());
    let edges = [
        0.0,
        f64::EPSILON,
        f64::MIN_POSITIVE,
        f64::MAX,
        f64::INFINITY,
        f64::NAN,
        9_007_199_254_740_991.0,
        9_007_199_254_740_993.0,
        18_446_744_073_709_551_615.0,
        0.1 + 0.2,
        4_503_599_627_370_495.5,
    ];
    any.chain(written).chain(powers).chain(edges).flat_map(|number| [number, -number])
}

/// Whether the number lies halfway between the two shortest texts that read back as it, such as 1658206780088562.25
/// between .2 and .3: `core` writes the one farther from zero, `zmij` the one that ends with an even digit.
///
/// Such numbers have 16 digits or more.
fn is_tie(number: f64) -> bool {
    let (core, zmij) = (digits(&format!("{number:e}")), digits(zmij::Buffer::new().format(number)));
    if core == zmij {
        return false;
    }
    assert!(core.len() >= 16 && core.len() == zmij.len(), "{number:e}: {zmij}");
    let difference = core.parse::<u64>().unwrap().abs_diff(zmij.parse::<u64>().unwrap());
    assert_eq!(difference, 1, "{number:e}: {zmij}");
    true
}

/// All but the zeros at both ends, the point and the exponent.
fn digits(text: &str) -> String {
    let mantissa = text.split_once('e').map_or(text, |(mantissa, _)| mantissa);
    mantissa.replace(['-', '.'], "").trim_matches('0').to_owned()
}

#[test]
fn every_number_is_written_the_same() {
    for number in numbers() {
        for digits in [None, Some(0), Some(2), Some(20)] {
            let patched =
                patched::types::FluentNumberOptions { minimum_fraction_digits: digits, ..Default::default() };
            let stock =
                stock::types::FluentNumberOptions { minimum_fraction_digits: digits, ..Default::default() };
            let patched = patched::types::FluentNumber::new(number, patched).as_string();
            let stock = stock::types::FluentNumber::new(number, stock).as_string();
            if !is_tie(number) {
                assert_eq!(patched, stock);
            }
            if number.is_finite() {
                assert_eq!(f64::from_str(&patched).unwrap().to_bits(), number.to_bits());
            }
        }
    }
}

#[test]
fn every_number_has_the_same_plural_operands() {
    for number in numbers().filter(|number| !is_tie(*number)) {
        let patched = patched_plurals::operands::PluralOperands::try_from(number).unwrap();
        let stock = stock_plurals::operands::PluralOperands::try_from(number).unwrap();
        assert_eq!(format!("{patched:?}"), format!("{stock:?}"), "{number:e}");
    }
}

/// Value, to the bit, and fraction digits.
type Read = Option<(u64, Option<usize>)>;

fn patched(literal: &str) -> Read {
    let number = patched::types::FluentNumber::from_str(literal).ok()?;
    Some((number.value.to_bits(), number.options.minimum_fraction_digits))
}

fn stock(literal: &str) -> Read {
    let number = stock::types::FluentNumber::from_str(literal).ok()?;
    Some((number.value.to_bits(), number.options.minimum_fraction_digits))
}

/// All that FTL can say with up to 15 digits; up to 22 of them after the point, where they begin with zeros.
#[test]
fn every_literal_is_read_the_same() {
    for bits in bits().take(200_000) {
        let digits = (bits % 1_000_000_000_000_000) >> (bits >> 58);
        let sign = if bits & 1 << 57 == 0 { "" } else { "-" };
        let after = (bits >> 52) as usize % 23;
        let padded = format!("{digits:0>width$}", width = after + 1);
        let (integer, fraction) = padded.split_at(padded.len() - after);
        let literal = match fraction {
            "" => format!("{sign}{integer}"),
            _ => format!("{sign}{integer}.{fraction}"),
        };
        assert!(patched(&literal).is_some(), "{literal}");
        assert_eq!(patched(&literal), stock(&literal), "{literal}");
    }
    let others =
        ["0", "-0", "-0.0", "00", "007.50", "9007199254740992", "1.0000000000000000000000000000000", ""];
    for literal in
        others.into_iter().chain(["-", ".", "-.", "one", "1 ", " 1", "--1", "1.2.3", "1,5", "1.-5"])
    {
        assert_eq!(patched(literal), stock(literal), "{literal}");
    }
}

/// What the patched crate does not read as a number, while the stock one does: no FTL, or more than is read exactly.
#[test]
fn what_is_no_literal_or_too_long_stays_a_text() {
    let not_ftl = ["1e5", "+1", ".5", "5.", "inf", "-inf", "NaN", "infinity"];
    let too_long = ["9007199254740993", "0.12345678901234567", "0.00000000000000000000001"];
    for literal in not_ftl.into_iter().chain(too_long) {
        assert_eq!(patched(literal), None, "{literal}");
        assert!(stock(literal).is_some(), "{literal}");
    }
}
