use std::borrow::Cow;
use std::convert::TryInto;
use std::default::Default;
use std::fmt;
use std::str::FromStr;

use intl_pluralrules::operands::PluralOperands;

use crate::args::FluentArgs;
use crate::types::FluentValue;

#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum FluentNumberType {
    #[default]
    Cardinal,
    Ordinal,
}

impl From<&str> for FluentNumberType {
    fn from(input: &str) -> Self {
        match input {
            "cardinal" => Self::Cardinal,
            "ordinal" => Self::Ordinal,
            _ => Self::default(),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum FluentNumberStyle {
    #[default]
    Decimal,
    Currency,
    Percent,
}

impl From<&str> for FluentNumberStyle {
    fn from(input: &str) -> Self {
        match input {
            "decimal" => Self::Decimal,
            "currency" => Self::Currency,
            "percent" => Self::Percent,
            _ => Self::default(),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum FluentNumberCurrencyDisplayStyle {
    #[default]
    Symbol,
    Code,
    Name,
}

impl From<&str> for FluentNumberCurrencyDisplayStyle {
    fn from(input: &str) -> Self {
        match input {
            "symbol" => Self::Symbol,
            "code" => Self::Code,
            "name" => Self::Name,
            _ => Self::default(),
        }
    }
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct FluentNumberOptions {
    pub r#type: FluentNumberType,
    pub style: FluentNumberStyle,
    pub currency: Option<String>,
    pub currency_display: FluentNumberCurrencyDisplayStyle,
    pub use_grouping: bool,
    pub minimum_integer_digits: Option<usize>,
    pub minimum_fraction_digits: Option<usize>,
    pub maximum_fraction_digits: Option<usize>,
    pub minimum_significant_digits: Option<usize>,
    pub maximum_significant_digits: Option<usize>,
}

impl Default for FluentNumberOptions {
    fn default() -> Self {
        Self {
            r#type: Default::default(),
            style: Default::default(),
            currency: None,
            currency_display: Default::default(),
            use_grouping: true,
            minimum_integer_digits: None,
            minimum_fraction_digits: None,
            maximum_fraction_digits: None,
            minimum_significant_digits: None,
            maximum_significant_digits: None,
        }
    }
}

impl FluentNumberOptions {
    pub fn merge(&mut self, opts: &FluentArgs) {
        for (key, value) in opts.iter() {
            match (key, value) {
                ("type", FluentValue::String(n)) => {
                    self.r#type = n.as_ref().into();
                }
                ("style", FluentValue::String(n)) => {
                    self.style = n.as_ref().into();
                }
                ("currency", FluentValue::String(n)) => {
                    self.currency = Some(n.to_string());
                }
                ("currencyDisplay", FluentValue::String(n)) => {
                    self.currency_display = n.as_ref().into();
                }
                ("useGrouping", FluentValue::String(n)) => {
                    self.use_grouping = n != "false";
                }
                ("minimumIntegerDigits", FluentValue::Number(n)) => {
                    self.minimum_integer_digits = Some(n.into());
                }
                ("minimumFractionDigits", FluentValue::Number(n)) => {
                    self.minimum_fraction_digits = Some(n.into());
                }
                ("maximumFractionDigits", FluentValue::Number(n)) => {
                    self.maximum_fraction_digits = Some(n.into());
                }
                ("minimumSignificantDigits", FluentValue::Number(n)) => {
                    self.minimum_significant_digits = Some(n.into());
                }
                ("maximumSignificantDigits", FluentValue::Number(n)) => {
                    self.maximum_significant_digits = Some(n.into());
                }
                _ => {}
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct FluentNumber {
    pub value: f64,
    pub options: FluentNumberOptions,
}

impl FluentNumber {
    pub const fn new(value: f64, options: FluentNumberOptions) -> Self {
        Self { value, options }
    }

    pub fn as_string(&self) -> Cow<'static, str> {
        let mut val = decimal(self.value);
        if let Some(minfd) = self.options.minimum_fraction_digits {
            if let Some(pos) = val.find('.') {
                let frac_num = val.len() - pos - 1;
                let missing = minfd.saturating_sub(frac_num);
                val = format!("{}{}", val, "0".repeat(missing));
            } else {
                val = format!("{}.{}", val, "0".repeat(minfd));
            }
        }
        val.into()
    }
}

/// Writes a number as `f64: Display` does: the shortest digits that read back as the same number, never an exponent.
///
/// The digits come from `zmij`. `Display` would bring its own printing code with it.
fn decimal(value: f64) -> String {
    let mut buffer = zmij::Buffer::new();
    // `-12.5`, `3.0`, `1.25e-7`, `1e+16`, `inf`, `NaN`
    let text = buffer.format(value);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent: isize = exponent.parse().unwrap_or(0);
    let unsigned = mantissa.trim_start_matches('-');
    let sign = &mantissa[..mantissa.len() - unsigned.len()];
    let (integer, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = [integer, if fraction == "0" { "" } else { fraction }].concat();
    let zeros = |count: isize| "0".repeat(count.unsigned_abs());

    // How many of the digits stand before the point.
    let point = integer.len() as isize + exponent;
    let missing = point - digits.len() as isize;
    if point <= 0 {
        [sign, "0.", &zeros(point), &digits].concat()
    } else if missing >= 0 {
        [sign, &digits, &zeros(missing)].concat()
    } else {
        let (before, after) = digits.split_at(point.unsigned_abs());
        [sign, before, ".", after].concat()
    }
}

/// The text is no number literal of FTL, or its digits are more than an `f64` holds exactly.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ParseFluentNumberError;

impl fmt::Display for ParseFluentNumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a number literal of FTL that can be read exactly")
    }
}

impl std::error::Error for ParseFluentNumberError {}

/// Reads the number literals of FTL, `-?[0-9]+(\.[0-9]+)?`, and nothing else.
///
/// The result is exact, because the digits as one integer (at most 2^53) and the power of ten that divides them (at most
/// 10^22) are: an `f64` holds both exactly, and a division rounds once. Longer literals are refused.
impl FromStr for FluentNumber {
    type Err = ParseFluentNumberError;

    fn from_str(input: &str) -> Result<Self, Self::Err> {
        let unsigned = input.strip_prefix('-').unwrap_or(input);
        let (integer, fraction) = match unsigned.split_once('.') {
            Some((_, "")) => return Err(ParseFluentNumberError),
            Some((integer, fraction)) => (integer, Some(fraction)),
            None => (unsigned, None),
        };
        if integer.is_empty() {
            return Err(ParseFluentNumberError);
        }
        let significant = fraction.unwrap_or("").trim_end_matches('0');
        let mut digits: u64 = 0;
        for digit in integer.bytes().chain(significant.bytes()) {
            if !digit.is_ascii_digit() {
                return Err(ParseFluentNumberError);
            }
            digits = digits * 10 + u64::from(digit - b'0');
            if digits > 1 << f64::MANTISSA_DIGITS {
                return Err(ParseFluentNumberError);
            }
        }
        if significant.len() > 22 {
            return Err(ParseFluentNumberError);
        }
        let divisor = significant.bytes().fold(1.0, |power, _| power * 10.0);
        let value = digits as f64 / divisor;
        let opts = FluentNumberOptions {
            minimum_fraction_digits: fraction.map(str::len),
            ..Default::default()
        };
        Ok(Self::new(if input.starts_with('-') { -value } else { value }, opts))
    }
}

impl From<FluentNumber> for FluentValue<'_> {
    fn from(input: FluentNumber) -> Self {
        FluentValue::Number(input)
    }
}

macro_rules! from_num {
    ($num:ty) => {
        impl From<$num> for FluentNumber {
            fn from(n: $num) -> Self {
                Self {
                    value: n as f64,
                    options: FluentNumberOptions::default(),
                }
            }
        }
        impl From<&$num> for FluentNumber {
            fn from(n: &$num) -> Self {
                Self {
                    value: *n as f64,
                    options: FluentNumberOptions::default(),
                }
            }
        }
        impl From<FluentNumber> for $num {
            fn from(input: FluentNumber) -> Self {
                input.value as $num
            }
        }
        impl From<&FluentNumber> for $num {
            fn from(input: &FluentNumber) -> Self {
                input.value as $num
            }
        }
        impl From<$num> for FluentValue<'_> {
            fn from(n: $num) -> Self {
                FluentValue::Number(n.into())
            }
        }
        impl From<&$num> for FluentValue<'_> {
            fn from(n: &$num) -> Self {
                FluentValue::Number(n.into())
            }
        }
    };
    ($($num:ty)+) => {
        $(from_num!($num);)+
    };
}

impl From<&FluentNumber> for PluralOperands {
    fn from(input: &FluentNumber) -> Self {
        let mut operands: Self = input
            .value
            .try_into()
            .expect("Failed to generate operands out of FluentNumber");
        if let Some(mfd) = input.options.minimum_fraction_digits {
            if mfd > operands.v {
                operands.f *= 10_u64.pow(mfd as u32 - operands.v as u32);
                operands.v = mfd;
            }
        }
        // XXX: Add support for other options.
        operands
    }
}

from_num!(i8 i16 i32 i64 i128 isize);
from_num!(u8 u16 u32 u64 u128 usize);
from_num!(f32 f64);

#[cfg(test)]
mod tests {
    use crate::types::FluentValue;

    #[test]
    fn value_from_copy_ref() {
        let x = 1i16;
        let y = &x;
        let z: FluentValue = y.into();
        assert_eq!(z, FluentValue::try_number("1"));
    }
}
