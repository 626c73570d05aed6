//! Fonts: how wide a text is, and where its lines break.

use krilla::text::Font;
use rustybuzz::{Face, UnicodeBuffer};

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
            face: Face::from_slice(file, 0).expect("a font of ours is a font"),
        }
    }

    /// The width of a line at this size, in points.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let glyphs = rustybuzz::shape(&self.face, &[], buffer);
        let units: i32 = glyphs.glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        units as f32 * size / self.face.units_per_em() as f32
    }

    /// Replaces each character that the font cannot show by `?`, because PDF/UA forbids missing glyphs.
    pub fn showable(&self, text: &str) -> String {
        text.chars()
            .map(|character| match character {
                character if character.is_whitespace() && character != '\u{a0}' => ' ',
                '\u{e000}'..='\u{f8ff}' => '?',
                character if character.is_control() || self.face.glyph_index(character).is_none() => '?',
                character => character,
            })
            .collect()
    }

    /// Breaks a text between words into lines of at most `width` points. Only a word that is wider than a line is
    /// broken inside.
    pub fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let space = self.width(" ", size);
        let mut lines = Vec::new();
        let (mut line, mut used) = (String::new(), 0.0);
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let word_width = self.width(word, size);
            if !line.is_empty() && used + space + word_width <= width {
                line.push(' ');
                line.push_str(word);
                used += space + word_width;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            if word_width <= width {
                (line, used) = (word.to_owned(), word_width);
                continue;
            }
            used = 0.0;
            for character in word.chars() {
                let character_width = self.width(character.encode_utf8(&mut [0; 4]), size);
                if !line.is_empty() && used + character_width > width {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(character);
                used += character_width;
            }
        }
        lines.push(line);
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::Typeface;

    #[test]
    fn a_line_is_as_wide_as_its_words() {
        let regular = Typeface::regular();
        assert_eq!(regular.width("", 10.0), 0.0);
        assert!(regular.width("Wüstenfüchse", 10.0) > regular.width("Wüste", 10.0));
        assert!(Typeface::bold().width("Konto", 10.0) > regular.width("Konto", 10.0));
    }

    #[test]
    fn no_line_is_wider_than_asked_and_no_word_is_lost() {
        let regular = Typeface::regular();
        let text =
            "Der Vertrag kommt mit der Unterschrift zustande, Donaudampfschifffahrtsgesellschaftskapitän.";
        let lines = regular.lines(text, 10.0, 90.0);
        assert!(lines.len() > 3);
        for line in &lines {
            // Kerning between the characters of a broken word is not measured.
            assert!(regular.width(line, 10.0) <= 90.5, "{line}");
        }
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
    }

    #[test]
    fn what_the_font_lacks_is_a_question_mark() {
        assert_eq!(Typeface::regular().showable("Zoë Šimůnková\t日本\u{7}\u{e000}"), "Zoë Šimůnková ????");
    }
}
