//! Fonts: how wide a text is, and where its lines break.

use krilla::text::Font;
use rustybuzz::ttf_parser::Face;

// Noto Sans, SIL Open Font License 1.1: fonts/OFL.txt
static REGULAR: &[u8] = include_bytes!("../../../../fonts/NotoSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../../../fonts/NotoSans-Bold.ttf");

/// One font in two forms: to embed and to measure.
pub struct Typeface {
    pub font: Font,
    face: Face<'static>,
}

impl Typeface {
    pub fn regular() -> Typeface {
        Typeface::of(REGULAR)
    }

    pub fn bold() -> Typeface {
        Typeface::of(BOLD)
    }

    fn of(file: &'static [u8]) -> Typeface {
        Typeface {
            font: Font::new(file.into(), 0).expect("a font of ours is a font"),
            face: Face::parse(file, 0).expect("a font of ours is a font"),
        }
    }

    /// The width of a line at this size, in points; kerning makes it a little less.
    fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |character| self.face.glyph_hor_advance(self.face.glyph_index(character)?);
        let units: u32 = text.chars().filter_map(advance).map(u32::from).sum();
        units as f32 * size / f32::from(self.face.units_per_em())
    }

    /// Replaces each character that the font cannot show by `?`: PDF/UA forbids missing glyphs.
    fn showable(&self, text: &str) -> String {
        let is_there =
            |character: char| !character.is_control() && self.face.glyph_index(character).is_some();
        let shown = |character: char| match character {
            character if character.is_whitespace() && character != '\u{a0}' => ' ',
            '\u{e000}'..='\u{f8ff}' => '?',
            character if is_there(character) => character,
            _ => '?',
        };
        text.chars().map(shown).collect()
    }

    /// Breaks a text between words into lines of at most `width` points; a word that is wider than a line, inside.
    pub fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in self.showable(text).split(' ').filter(|word| !word.is_empty()) {
            let line = lines.last_mut().expect("there is a line");
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer, size) <= width {
                *line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(String::new());
            }
            for character in word.chars() {
                let line = lines.last_mut().expect("there is a line");
                if self.width(&format!("{line}{character}"), size) > width {
                    lines.push(character.to_string());
                } else {
                    line.push(character);
                }
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::Typeface;

    #[test]
    fn no_line_is_wider_than_asked_and_nothing_is_lost() {
        let regular = Typeface::regular();
        let text = format!(
            "Hiermit akzeptiere ich die Bedingungen der Überwachungsbehörde. {}",
            "0123456789abcdef".repeat(4)
        );
        let lines = regular.lines(&text, 10.0, 120.0);
        assert!(lines.len() > 5, "{lines:?}");
        for line in &lines {
            assert!(regular.width(line, 10.0) <= 120.0, "{line}");
        }
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        assert_eq!(regular.lines("", 10.0, 120.0), [""]);
    }

    #[test]
    fn what_the_font_lacks_is_a_question_mark() {
        assert_eq!(
            Typeface::regular().lines("Zoë Šimůnková\t日本\u{7}\u{e000}", 10.0, 500.0),
            ["Zoë Šimůnková ????"]
        );
    }
}
