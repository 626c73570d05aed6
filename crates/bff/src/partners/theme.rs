//! How the wizard looks on a partner's page: a handful of design tokens over those of `style/tokens.css`. What would be
//! hard to read is refused, with the figure.

use std::{collections::BTreeMap, fmt::Write, path::PathBuf};

/// The tokens as they are without a partner.
const TOKENS: &str = include_str!("../../../../style/tokens.css");

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// As the customer's device prefers, or the embedding page says.
    #[default]
    Auto,
    Light,
    Dark,
}

impl Scheme {
    /// What of the two is ever shown.
    pub fn shown(self) -> &'static [Tone] {
        match self {
            Scheme::Auto => &[Tone::Light, Tone::Dark],
            Scheme::Light => &[Tone::Light],
            Scheme::Dark => &[Tone::Dark],
        }
    }

    pub fn named(name: &str) -> Scheme {
        match name {
            "light" => Scheme::Light,
            "dark" => Scheme::Dark,
            _ => Scheme::Auto,
        }
    }

    /// The partner's own, or what the page asks for where the partner leaves that open.
    pub fn or(self, asked_for: Scheme) -> Scheme {
        if self == Scheme::Auto { asked_for } else { self }
    }

    /// The value of `<html data-scheme>`, where it is fixed.
    pub fn fixed(self) -> Option<&'static str> {
        match self {
            Scheme::Auto => None,
            Scheme::Light => Some("light"),
            Scheme::Dark => Some("dark"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    Light,
    Dark,
}

impl Tone {
    pub fn name(self) -> &'static str {
        match self {
            Tone::Light => "light",
            Tone::Dark => "dark",
        }
    }

    /// The start of its block in `tokens.css`.
    fn block(self) -> &'static str {
        match self {
            Tone::Light => ":root {",
            Tone::Dark => ":root[data-scheme=\"dark\"] {",
        }
    }
}

/// A theme that was checked.
#[derive(Default)]
pub struct Theme {
    pub scheme: Scheme,
    /// Rules for the page, after those of the wizard.
    pub css: String,
    /// The files by tone; one that has none takes the other's.
    pub logos: BTreeMap<Tone, PathBuf>,
}

/// The colours that a partner may set, by their names in `tokens.css`; the rest follows from them.
pub const COLOURS: [&str; 5] = ["accent", "on-accent", "ground", "surface", "ink"];

/// What stands on what, and how much it has to differ: 4.5 for text (WCAG 2.2, 1.4.3), 3 for what shows where a control
/// is (1.4.11).
const PAIRS: [(&str, &str, f64); 18] = [
    ("ink", "ground", 4.5),
    ("ink", "surface", 4.5),
    ("ink", "accent-wash", 4.5),
    ("ink-soft", "ground", 4.5),
    ("ink-soft", "surface", 4.5),
    ("accent", "ground", 4.5),
    ("accent", "surface", 4.5),
    ("accent-strong", "surface", 4.5),
    ("accent-strong", "accent-wash", 4.5),
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-strong", 4.5),
    ("danger", "ground", 4.5),
    ("danger", "surface", 4.5),
    ("warn", "ground", 4.5),
    ("warn", "surface", 4.5),
    ("line-strong", "ground", 3.0),
    ("line-strong", "surface", 3.0),
    ("focus", "surface", 3.0),
];

/// Two colours that are too much alike.
#[derive(Clone, Debug, PartialEq)]
pub struct TooAlike {
    pub tone: Tone,
    pub front: &'static str,
    pub back: &'static str,
    pub colours: (Colour, Colour),
    pub contrast: f64,
    pub wanted: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// `#0b5f58`
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let mut colour = [0; 3];
        hex::decode_to_slice(digits, &mut colour).ok()?;
        Some(Colour(colour))
    }

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

    /// So many hundredths of the other colour.
    fn mixed(self, other: Colour, percent: u16) -> Colour {
        let mix = |i: usize| {
            let mixed = u16::from(self.0[i]) * (100 - percent) + u16::from(other.0[i]) * percent;
            u8::try_from(mixed / 100).unwrap_or(u8::MAX)
        };
        Colour([mix(0), mix(1), mix(2)])
    }

    /// Black or white, whichever can be read better on it.
    fn readable(self) -> Colour {
        let (black, white) = (Colour([0x0d, 0x14, 0x13]), Colour([0xff; 3]));
        if self.contrast(white) >= self.contrast(black) { white } else { black }
    }
}

/// All colours of one tone, by name.
pub type Palette = BTreeMap<String, Colour>;

/// The colours of `tokens.css`.
pub fn palette(tone: Tone) -> Palette {
    let light = declared(Tone::Light);
    match tone {
        Tone::Light => light,
        Tone::Dark => light.into_iter().chain(declared(Tone::Dark)).collect(),
    }
}

fn declared(tone: Tone) -> Palette {
    let block = TOKENS.split_once(tone.block()).map_or("", |(_, rest)| rest);
    let block = block.split_once('}').map_or("", |(block, _)| block);
    let token = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        Some((name.to_owned(), Colour::parse(value.trim().trim_end_matches(';'))?))
    };
    block.lines().filter_map(token).collect()
}

/// What follows from the partner's colours.
fn derived(tone: Tone, own: &BTreeMap<&'static str, Colour>) -> Palette {
    let mut colours: Palette = own.iter().map(|(name, colour)| ((*name).to_owned(), *colour)).collect();
    let all = with(tone, &colours);
    let (accent, ink, surface) = (all["accent"], all["ink"], all["surface"]);
    if own.contains_key("accent") {
        colours.entry("on-accent".to_owned()).or_insert(accent.readable());
        colours.insert("accent-strong".to_owned(), accent.mixed(ink, 22));
        colours.insert("focus".to_owned(), accent);
    }
    if own.contains_key("accent") || own.contains_key("surface") {
        colours.insert("accent-wash".to_owned(), surface.mixed(accent, 10));
    }
    if own.contains_key("ink") || own.contains_key("surface") {
        colours.insert("ink-soft".to_owned(), ink.mixed(surface, 28));
        colours.insert("line".to_owned(), surface.mixed(ink, 15));
        colours.insert("line-strong".to_owned(), surface.mixed(ink, 55));
    }
    colours
}

fn with(tone: Tone, own: &Palette) -> Palette {
    palette(tone).into_iter().chain(own.iter().map(|(name, colour)| (name.clone(), *colour))).collect()
}

/// The colours of one tone with all that follows from them, and the pairs that nobody could read.
pub fn check(tone: Tone, own: &BTreeMap<&'static str, Colour>) -> (Palette, Vec<TooAlike>) {
    let colours = derived(tone, own);
    let all = with(tone, &colours);
    let too_alike = PAIRS.iter().filter_map(|(front, back, wanted)| {
        let pair = (all[*front], all[*back]);
        let contrast = pair.0.contrast(pair.1);
        (contrast < *wanted).then_some(TooAlike {
            tone,
            front,
            back,
            colours: pair,
            contrast,
            wanted: *wanted,
        })
    });
    let too_alike = too_alike.collect();
    (colours, too_alike)
}

/// The rules of a theme: after those of the wizard, and of more weight.
pub fn css(light: &[(String, String)], dark: &[(String, String)]) -> String {
    let block = |tokens: &[(String, String)]| {
        tokens.iter().fold(String::new(), |mut block, (name, value)| {
            // Writing to a string cannot fail.
            let _ = write!(block, "--{name}:{value};");
            block
        })
    };
    let (light, dark) = (block(light), block(dark));
    format!(
        ":root:root{{{light}}}:root:root[data-scheme=\"dark\"]{{{dark}}}\
         @media(prefers-color-scheme:dark){{:root:root:not([data-scheme=\"light\"]){{{dark}}}}}\
         #boot .brand{{visibility:hidden}}"
    )
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

    #[test]
    fn our_own_colours_can_be_read() {
        for tone in [Tone::Light, Tone::Dark] {
            assert!(palette(tone).len() >= 15, "{tone:?}");
            assert_eq!(check(tone, &BTreeMap::new()).1, []);
        }
        assert_ne!(palette(Tone::Light)["ground"], palette(Tone::Dark)["ground"]);
    }

    #[test]
    fn the_dark_tokens_stand_there_twice_and_are_the_same() {
        let dark = |after: &str| {
            let block = TOKENS.split_once(after).unwrap().1.split_once('}').unwrap().0;
            block.trim().lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>()
        };
        let media = "@media (prefers-color-scheme: dark) {\n  :root:not([data-scheme=\"light\"]) {";
        assert_eq!(dark(Tone::Dark.block()), dark(media));
    }

    #[test]
    fn what_follows_from_an_accent_can_be_read() {
        for accent in ["#1d4ed8", "#b91c1c", "#0f766e", "#7c2d92", "#111827"] {
            let own = BTreeMap::from([("accent", colour(accent))]);
            assert_eq!(check(Tone::Light, &own).1, [], "{accent}");
        }
    }

    #[test]
    fn a_pale_accent_is_refused_with_the_figure() {
        let own = BTreeMap::from([("accent", colour("#9bd3ff"))]);
        let (_, too_alike) = check(Tone::Light, &own);
        let pair = too_alike.iter().find(|pair| (pair.front, pair.back) == ("accent", "surface")).unwrap();
        assert!((1.0..2.0).contains(&pair.contrast), "{pair:?}");
        assert_eq!(pair.wanted, 4.5);
    }
}
