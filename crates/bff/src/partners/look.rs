//! Reads the look of a partner: colours, font, corners, logos.

use std::{collections::BTreeMap, path::PathBuf};

use toml::Spanned;

use super::{
    checks::{is_font, pixels},
    colour::Colour,
    entries::{ThemeEntry, ToneEntry},
    mistakes::Mistakes,
    theme::{self, COLOURS, Palette, Theme, Tone},
};

/// Checks the look and makes its rules.
pub fn theme(mistakes: &mut Mistakes<'_>, id: &str, entry: &ThemeEntry) -> Theme {
    let mut shared = Vec::new();
    if let Some(radius) = &entry.radius {
        match pixels(radius.get_ref()) {
            Some(pixels) => {
                shared.push(("radius".to_owned(), format!("{pixels}px")));
                shared.push(("radius-l".to_owned(), format!("{}px", pixels * 8 / 5)));
            }
            None => mistakes.complain(
                &format!("partners.{id}.theme.radius"),
                radius,
                "0px to 24px, in whole pixels",
            ),
        }
    }
    if let Some(font) = &entry.font {
        match is_font(font.get_ref()) {
            true => shared.push(("font".to_owned(), font.get_ref().clone())),
            false => mistakes.complain(
                &format!("partners.{id}.theme.font"),
                font,
                "names of fonts with commas between, as in \"Avenir Next\", Helvetica, sans-serif",
            ),
        }
    }
    let tones = [(Tone::Light, &entry.light), (Tone::Dark, &entry.dark)];
    let palettes = tones.map(|(tone, own)| palette(mistakes, id, entry, tone, own));
    let mut logos = BTreeMap::new();
    for (tone, own) in tones {
        if let Some(logo) = own.logo.as_ref().and_then(|logo| logo_file(mistakes, id, tone, logo)) {
            logos.insert(tone, logo);
        }
    }
    let logo = |tone| {
        let any = if logos.contains_key(&tone) { Some(tone) } else { logos.keys().next().copied() };
        any.map(|tone| ("logo".to_owned(), format!("url(/p/{id}/logo-{})", tone.name())))
    };
    let [light, dark] = palettes
        .map(|palette| palette.into_iter().map(|(name, colour)| (name, colour.css())).collect::<Vec<_>>());
    let light: Vec<_> = light.into_iter().chain(shared).chain(logo(Tone::Light)).collect();
    let dark: Vec<_> = dark.into_iter().chain(logo(Tone::Dark)).collect();
    Theme { scheme: entry.scheme, css: theme::css(&light, &dark), logos }
}

/// The colours of one tone. Colours without enough contrast are mistakes; the message has the figure.
fn palette(
    mistakes: &mut Mistakes<'_>,
    id: &str,
    theme: &ThemeEntry,
    tone: Tone,
    own: &ToneEntry,
) -> Palette {
    let key = |name: &str| format!("partners.{id}.theme.{}.{}", tone.name(), name.replace('-', "_"));
    let mut colours = BTreeMap::new();
    for (name, given) in COLOURS.into_iter().zip(own.colours()) {
        let Some(given) = given else { continue };
        match Colour::parse(given.get_ref()) {
            Some(colour) => drop(colours.insert(name, colour)),
            None => mistakes.complain(&key(name), given, "a colour is # and six hexadecimal digits"),
        }
    }
    let (palette, too_alike) = theme::check(tone, &colours);
    if !theme.scheme.shown().contains(&tone) {
        return palette;
    }
    for pair in too_alike {
        // Blames a colour of the pair that the partner set, or else one that the pair is derived from.
        let given = COLOURS.into_iter().zip(own.colours());
        let given: Vec<_> = given.filter_map(|(name, given)| Some((name, given.as_ref()?))).collect();
        let blamed = given.iter().find(|(name, _)| [pair.front, pair.back].contains(name));
        let Some((name, value)) = blamed.or(given.first()) else { continue };
        let (front, back) = pair.colours;
        let what = format!(
            "{} {} on {} {} has a contrast of {:.2}:1, it takes {}:1 (WCAG 2.2)",
            pair.front,
            front.css(),
            pair.back,
            back.css(),
            pair.contrast,
            pair.wanted,
        );
        mistakes.complain(&key(name), value, what);
    }
    palette
}

fn logo_file(mistakes: &mut Mistakes<'_>, id: &str, tone: Tone, logo: &Spanned<String>) -> Option<PathBuf> {
    let key = format!("partners.{id}.theme.{}.logo", tone.name());
    let name = logo.get_ref();
    if name.contains(['/', '\\']) || !(name.ends_with(".svg") || name.ends_with(".png")) {
        mistakes.complain(&key, logo, format!("an SVG or PNG in the folder {id}/"));
        return None;
    }
    let path = mistakes.folder(id).join(name);
    if !path.is_file() {
        mistakes.complain(&key, logo, format!("{} is not there", path.display()));
        return None;
    }
    Some(path)
}
