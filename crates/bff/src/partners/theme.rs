//! The look of the wizard on a partner's page: a few design tokens that replace those of `style/tokens.css`. Colours
//! without enough contrast are refused.

use std::{collections::BTreeMap, fmt::Write, path::PathBuf};

use super::colour::Colour;

/// Our own tokens.
const TOKENS: &str = include_str!("../../../../style/tokens.css");

/// Light, dark, or as the device prefers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// As the customer's device prefers, or as the embedding page asks.
    #[default]
    Auto,
    Light,
    Dark,
}

impl Scheme {
    /// The tones that can be shown.
    pub fn shown(self) -> &'static [Tone] {
        match self {
            Scheme::Auto => &[Tone::Light, Tone::Dark],
            Scheme::Light => &[Tone::Light],
            Scheme::Dark => &[Tone::Dark],
        }
    }

    /// Reads a name; anything unknown counts as `Auto`.
    pub fn named(name: &str) -> Scheme {
        match name {
            "light" => Scheme::Light,
            "dark" => Scheme::Dark,
            _ => Scheme::Auto,
        }
    }

    /// The partner's own scheme, or the one that the page asks for if the partner leaves it open.
    pub fn or(self, asked_for: Scheme) -> Scheme {
        if self == Scheme::Auto { asked_for } else { self }
    }

    /// The value of `<html data-scheme>`; `None` if the device decides.
    pub fn fixed(self) -> Option<&'static str> {
        match self {
            Scheme::Auto => None,
            Scheme::Light => Some("light"),
            Scheme::Dark => Some("dark"),
        }
    }
}

/// One of the two sets of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    Light,
    Dark,
}

impl Tone {
    /// `light` or `dark`
    pub fn name(self) -> &'static str {
        match self {
            Tone::Light => "light",
            Tone::Dark => "dark",
        }
    }

    /// How its block begins in `tokens.css`.
    fn block(self) -> &'static str {
        match self {
            Tone::Light => ":root {",
            Tone::Dark => ":root[data-scheme=\"dark\"] {",
        }
    }
}

/// A checked theme.
#[derive(Default)]
pub struct Theme {
    pub scheme: Scheme,
    /// Rules for the page. They come after the wizard's own.
    pub css: String,
    /// The logo files by tone. A tone without one takes the other's.
    pub logos: BTreeMap<Tone, PathBuf>,
}

/// The colours that a partner can set, by their names in `tokens.css`. All other colours are derived from them.
pub const COLOURS: [&str; 5] = ["accent", "on-accent", "ground", "surface", "ink"];

/// Foreground, background, least contrast: 4.5 for text (WCAG 2.2, 1.4.3), 3 for the outlines of controls (1.4.11).
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

/// Two colours without enough contrast.
#[derive(Clone, Debug, PartialEq)]
pub struct TooAlike {
    pub tone: Tone,
    pub front: &'static str,
    pub back: &'static str,
    pub colours: (Colour, Colour),
    pub contrast: f64,
    pub wanted: f64,
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

/// The partner's colours with those that are derived from them.
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

/// The partner's colours of one tone with all derived ones, and the pairs without enough contrast.
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

/// The rules of a theme. They override the wizard's own by a higher specificity.
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
