//! Sets a document of headings, paragraphs and tables on A4 pages. Lengths are in points (1/72 inch), from the top left.

use std::sync::LazyLock;

use axum::body::Bytes;
use krilla::{
    Data, Document,
    color::rgb,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    page::PageSettings,
    paint::{Fill, Paint, Stroke},
    surface::Surface,
    text::{Font, TextDirection},
};

use crate::language::Language;

const REGULAR: &[u8] = include_bytes!("../assets/fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../assets/fonts/NotoSans-Bold.ttf");

/// A4.
const PAGE: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 68.0;
const TOP: f32 = 104.0;
const BOTTOM: f32 = 92.0;
const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;

/// Red, green, blue.
#[derive(Clone, Copy)]
struct Color(u8, u8, u8);

const INK: Color = Color(28, 33, 40);
const MUTED: Color = Color(95, 104, 116);
const ACCENT: Color = Color(15, 92, 92);
const RULE: Color = Color(208, 214, 220);

/// What stands on the pages, in reading order.
pub struct Text {
    pub title: String,
    /// At the head of every page.
    pub running_head: String,
    pub language: Language,
    pub blocks: Vec<Block>,
}

pub enum Block {
    Title(String),
    Lead(String),
    Heading(String),
    Paragraph(String),
    Item(String),
    /// Names and values, side by side.
    Table(Vec<(String, String)>),
    /// The place of a signature: a frame with a line for each text.
    Stamp {
        heading: String,
        lines: Vec<String>,
    },
    NewPage,
}

/// # Errors
/// What the PDF library refuses; none of our texts is known to.
pub fn write(text: &Text) -> Result<Bytes, krilla::error::KrillaError> {
    let lines = Setting::default().set(&text.blocks);
    let pages = lines.last().map_or(1, |line| line.page + 1);
    let mut document = Document::new();
    let metadata = Metadata::new().title(text.title.clone()).language(text.language.tag().to_owned());
    document.set_metadata(metadata);
    for number in 0..pages {
        let Some(settings) = PageSettings::from_wh(PAGE.0, PAGE.1) else { continue };
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        furniture(&mut surface, text, number + 1, pages);
        for line in lines.iter().filter(|line| line.page == number) {
            line.draw(&mut surface);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map(Bytes::from)
}

/// Head and foot of a page.
fn furniture(surface: &mut Surface, text: &Text, number: usize, pages: usize) {
    let style = Style { size: 8.5, color: MUTED, ..BODY };
    rule(surface, (MARGIN, 66.0), WIDTH, RULE);
    draw(
        surface,
        (MARGIN, 56.0),
        &Style { face: Face::Bold, color: ACCENT, ..style },
        "Solaris SE · Sandbox",
    );
    let head = &text.running_head;
    draw(surface, (MARGIN + WIDTH - style.width(head), 56.0), &style, head);
    let y = PAGE.1 - 48.0;
    rule(surface, (MARGIN, y - 16.0), WIDTH, RULE);
    let sample = text.language.choose("Muster ohne Rechtswirkung", "Sample without legal effect");
    draw(surface, (MARGIN, y), &style, sample);
    let page =
        text.language.choose(format!("Seite {number} von {pages}"), format!("Page {number} of {pages}"));
    draw(surface, (MARGIN + WIDTH - style.width(&page), y), &style, &page);
}

#[derive(Clone, Copy, PartialEq)]
enum Face {
    Regular,
    Bold,
}

#[derive(Clone, Copy)]
struct Style {
    face: Face,
    size: f32,
    leading: f32,
    color: Color,
}

const BODY: Style = Style { face: Face::Regular, size: 10.0, leading: 15.5, color: INK };
const TITLE: Style = Style { face: Face::Bold, size: 22.0, leading: 29.0, color: INK };
const LEAD: Style = Style { face: Face::Regular, size: 11.5, leading: 17.5, color: MUTED };
const HEADING: Style = Style { face: Face::Bold, size: 12.0, leading: 17.0, color: ACCENT };
const NAME: Style = Style { color: MUTED, ..BODY };

/// Where a table's values begin.
const VALUES: f32 = 168.0;

/// Something at its place.
struct Line {
    page: usize,
    at: (f32, f32),
    drawn: Drawn,
}

enum Drawn {
    Words(Style, String),
    Rule,
    Frame { height: f32 },
}

/// Puts blocks under each other, page after page.
struct Setting {
    lines: Vec<Line>,
    page: usize,
    /// Where the next block begins.
    y: f32,
}

impl Default for Setting {
    fn default() -> Setting {
        Setting { lines: Vec::new(), page: 0, y: TOP }
    }
}

impl Setting {
    fn set(mut self, blocks: &[Block]) -> Vec<Line> {
        for block in blocks {
            self.block(block);
        }
        self.lines
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(text) => self.words(text, TITLE, 0.0, 6.0),
            Block::Lead(text) => self.words(text, LEAD, 0.0, 14.0),
            Block::Heading(text) => {
                // A heading stays with two lines of what follows.
                self.room(12.0 + HEADING.leading + 2.0 * BODY.leading);
                self.y += if self.y > TOP { 12.0 } else { 0.0 };
                self.words(text, HEADING, 0.0, 3.0);
            }
            Block::Paragraph(text) => self.words(text, BODY, 0.0, 7.0),
            Block::Item(text) => {
                self.room(BODY.leading);
                self.put(0.0, BODY, "–");
                self.words(text, BODY, 14.0, 4.0);
            }
            Block::Table(rows) => {
                for (name, value) in rows {
                    self.row(name, value);
                }
                self.y += 8.0;
            }
            Block::Stamp { heading, lines } => self.stamp(heading, lines),
            Block::NewPage => self.new_page(),
        }
    }

    fn row(&mut self, name: &str, value: &str) {
        let values = wrapped(value, &BODY, WIDTH - VALUES);
        self.room(BODY.leading * values.len() as f32 + 7.0);
        self.put(0.0, NAME, name);
        for value in values {
            self.put(VALUES, BODY, &value);
            self.y += BODY.leading;
        }
        self.lines.push(Line { page: self.page, at: (MARGIN, self.y + 1.0), drawn: Drawn::Rule });
        self.y += 7.0;
    }

    fn stamp(&mut self, heading: &str, lines: &[String]) {
        let height = 26.0 + HEADING.leading + BODY.leading * lines.len() as f32;
        self.room(height);
        self.lines.push(Line { page: self.page, at: (MARGIN, self.y), drawn: Drawn::Frame { height } });
        self.y += 14.0;
        self.put(16.0, HEADING, heading);
        self.y += HEADING.leading + 2.0;
        for line in lines {
            self.put(16.0, BODY, line);
            self.y += BODY.leading;
        }
        self.y += 26.0;
    }

    /// Wrapped lines, with a space after.
    fn words(&mut self, text: &str, style: Style, indent: f32, space: f32) {
        for line in wrapped(text, &style, WIDTH - indent) {
            self.room(style.leading);
            self.put(indent, style, &line);
            self.y += style.leading;
        }
        self.y += space;
    }

    /// One line that begins at `y`; `y` stays.
    fn put(&mut self, indent: f32, style: Style, words: &str) {
        let baseline = self.y + style.size;
        let drawn = Drawn::Words(style, words.to_owned());
        self.lines.push(Line { page: self.page, at: (MARGIN + indent, baseline), drawn });
    }

    fn room(&mut self, height: f32) {
        if self.y + height > PAGE.1 - BOTTOM {
            self.new_page();
        }
    }

    fn new_page(&mut self) {
        self.page += 1;
        self.y = TOP;
    }
}

impl Line {
    fn draw(&self, surface: &mut Surface) {
        match &self.drawn {
            Drawn::Words(style, words) => draw(surface, self.at, style, words),
            Drawn::Rule => rule(surface, self.at, WIDTH, RULE),
            Drawn::Frame { height } => frame(surface, self.at, *height),
        }
    }
}

impl Style {
    /// As wide as the text will be drawn: shaped, with kerning.
    fn width(&self, text: &str) -> f32 {
        let font = self.face.shaper();
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(font, &[], buffer);
        let units: i32 = shaped.glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        units as f32 * self.size / font.units_per_em() as f32
    }
}

impl Color {
    fn paint(self) -> Paint {
        rgb::Color::new(self.0, self.1, self.2).into()
    }

    fn fill(self) -> Fill {
        Fill { paint: self.paint(), ..Fill::default() }
    }
}

impl Face {
    fn font(self) -> Font {
        static FONTS: LazyLock<[Font; 2]> = LazyLock::new(|| {
            [REGULAR, BOLD].map(|data| Font::new(Data::from(data), 0).expect("the font comes with the crate"))
        });
        FONTS[self as usize].clone()
    }

    fn shaper(self) -> &'static rustybuzz::Face<'static> {
        static SHAPERS: LazyLock<[rustybuzz::Face<'static>; 2]> = LazyLock::new(|| {
            [REGULAR, BOLD]
                .map(|data| rustybuzz::Face::from_slice(data, 0).expect("the font comes with the crate"))
        });
        &SHAPERS[self as usize]
    }
}

/// Broken between words so that each line fits; a word that does not fit anywhere stands alone.
fn wrapped(text: &str, style: &Style, width: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is always a line");
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        match line.is_empty() || style.width(&longer) <= width {
            true => *line = longer,
            false => lines.push(word.to_owned()),
        }
    }
    lines
}

fn draw(surface: &mut Surface, at: (f32, f32), style: &Style, words: &str) {
    surface.set_fill(Some(style.color.fill()));
    surface.set_stroke(None);
    let start = Point::from_xy(at.0, at.1);
    surface.draw_text(start, style.face.font(), style.size, words, false, TextDirection::LeftToRight);
}

fn rule(surface: &mut Surface, at: (f32, f32), width: f32, color: Color) {
    let Some(bar) = Rect::from_xywh(at.0, at.1, width, 0.6) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(bar);
    surface.set_fill(Some(color.fill()));
    surface.set_stroke(None);
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn frame(surface: &mut Surface, at: (f32, f32), height: f32) {
    let Some(frame) = Rect::from_xywh(at.0, at.1, WIDTH, height) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(frame);
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: ACCENT.paint(), width: 1.2, ..Stroke::default() }));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_between_the_margins() {
        let text = "Donaudampfschifffahrtsgesellschaftskapitän Größe und Übermut ".repeat(20);
        let lines = wrapped(text.trim(), &BODY, WIDTH);
        assert!(lines.len() > 5);
        assert!(lines.iter().all(|line| BODY.width(line) <= WIDTH));
        assert_eq!(lines.join(" "), text.trim());
    }

    #[test]
    fn the_fonts_know_the_letters_of_names() {
        for face in [Face::Regular, Face::Bold] {
            for letter in "ÄÖÜäöüßẞŁőčşŠéñøåÞțỹΑωЖя–„“…§•€".chars() {
                assert!(face.shaper().glyph_index(letter).is_some(), "{letter}");
            }
        }
    }

    #[test]
    fn blocks_run_over_pages_and_stay_above_the_foot() {
        let blocks: Vec<Block> = (0..80).map(|number| Block::Paragraph(format!("Absatz {number}"))).collect();
        let lines = Setting::default().set(&blocks);
        assert!(lines.last().unwrap().page >= 2);
        assert!(lines.iter().all(|line| line.at.1 >= TOP && line.at.1 <= PAGE.1 - BOTTOM));
    }
}
