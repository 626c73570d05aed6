//! Colours and their contrast (WCAG 2.2).

/// Red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// Reads `#0b5f58`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let mut colour = [0; 3];
        hex::decode_to_slice(digits, &mut colour).ok()?;
        Some(Colour(colour))
    }

    /// `#0b5f58`
    pub fn css(self) -> String {
        format!("#{}", hex::encode(self.0))
    }

    /// WCAG 2.2, "relative luminance".
    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// WCAG 2.2, "contrast ratio": 1 to 21.
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Mixed with `percent` of the other colour.
    pub fn mixed(self, other: Colour, percent: u16) -> Colour {
        let mix = |i: usize| {
            let mixed = u16::from(self.0[i]) * (100 - percent) + u16::from(other.0[i]) * percent;
            u8::try_from(mixed / 100).unwrap_or(u8::MAX)
        };
        Colour([mix(0), mix(1), mix(2)])
    }

    /// Black or white, whichever has more contrast on it.
    pub fn readable(self) -> Colour {
        let (black, white) = (Colour([0x0d, 0x14, 0x13]), Colour([0xff; 3]));
        if self.contrast(white) >= self.contrast(black) { white } else { black }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn contrast_is_counted_as_wcag_does() {
        assert!((colour("#000000").contrast(colour("#ffffff")) - 21.0).abs() < 0.001);
        // The example that everybody knows: the lightest grey that may be text on white.
        assert!(colour("#767676").contrast(colour("#ffffff")) >= 4.5);
        assert!(colour("#777777").contrast(colour("#ffffff")) < 4.5);
    }
}
