//! Paragraphs flow down A4 pages, and become a PDF. Everything is tagged (PDF/UA-1), so that a screen reader reads it in order.

use std::num::NonZeroU16;

use chrono::{DateTime, Datelike, Timelike, Utc};
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    geom::Point,
    metadata::{DateTime as PdfTime, Metadata},
    outline::Outline,
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Node, SpanTag, Tag, TagGroup, TagKind, TagTree},
    text::TextDirection,
};

use super::typeface::Typeface;

// Points (1/72 inch).
const PAGE_WIDTH: f32 = 595.28;
const PAGE_HEIGHT: f32 = 841.89;
const LEFT: f32 = 76.0;
const WIDTH: f32 = PAGE_WIDTH - 2.0 * LEFT;
const TOP: f32 = 64.0;
const BOTTOM: f32 = 772.0;
const FOOT: f32 = 800.0;

/// How a paragraph looks, and what it is.
#[derive(Clone, Copy, PartialEq)]
pub enum Role {
    Title,
    Heading,
    Lead,
    /// What the receipt is about.
    Sentence,
    Note,
}

#[derive(Clone, Copy)]
struct Style {
    size: f32,
    leading: f32,
    /// Above it.
    space: f32,
    bold: bool,
    quiet: bool,
}

impl Role {
    fn style(self) -> Style {
        let style = |size, leading, space, bold, quiet| Style { size, leading, space, bold, quiet };
        match self {
            Role::Title => style(20.0, 27.0, 0.0, true, false),
            Role::Heading => style(12.0, 17.0, 22.0, true, false),
            Role::Lead => style(11.0, 17.0, 6.0, false, true),
            Role::Sentence => style(11.0, 16.5, 19.0, false, false),
            Role::Note => style(8.5, 13.0, 2.0, false, true),
        }
    }
}

impl Paragraph {
    fn tag(&self) -> TagKind {
        let heading = |level| Tag::Hn(level, Some(self.text.clone())).into();
        match self.role {
            Role::Title => heading(NonZeroU16::MIN),
            Role::Heading => heading(NonZeroU16::MIN.saturating_add(1)),
            Role::Lead | Role::Sentence | Role::Note => Tag::P.with_lang(self.language.clone()).into(),
        }
    }
}

/// A document in the making.
pub struct Sheet {
    regular: Typeface,
    bold: Typeface,
    paragraphs: Vec<Paragraph>,
    /// The number of the last page, counted from 0.
    page: usize,
    /// How far it is filled, from its top.
    y: f32,
}

struct Paragraph {
    role: Role,
    /// BCP 47, where it is not the document's.
    language: Option<String>,
    text: String,
    lines: Vec<Line>,
}

struct Line {
    page: usize,
    /// Its baseline, from the top.
    y: f32,
    text: String,
}

/// What a finished document says about itself.
pub struct About<'a> {
    /// BCP 47
    pub language: &'a str,
    pub title: &'a str,
    pub made_at: DateTime<Utc>,
    /// What stands at the foot of a page, by its number and how many there are.
    pub foot: &'a dyn Fn(usize, usize) -> String,
}

impl Sheet {
    pub fn new() -> Sheet {
        let (regular, bold) = (Typeface::regular(), Typeface::bold());
        Sheet { regular, bold, paragraphs: Vec::new(), page: 0, y: TOP }
    }

    /// Adds a paragraph. It may stretch over two pages; a heading or a sentence does not begin at the end of one.
    pub fn add(&mut self, role: Role, text: &str) {
        self.add_in(None, role, text);
    }

    /// The same in a language (BCP 47) that may be another one than the document's.
    pub fn add_in(&mut self, language: Option<&str>, role: Role, text: &str) {
        let style = role.style();
        let lines = self.typeface(style).lines(text, style.size, WIDTH);
        let together = match role {
            Role::Heading => 4.0,
            Role::Sentence => lines.len() as f32 + 2.0,
            _ => 1.0,
        };
        self.y += if self.y > TOP { style.space } else { 0.0 };
        if self.y + style.leading * together > BOTTOM {
            self.begin_page();
        }
        let mut placed = Vec::new();
        for text in lines {
            if self.y + style.leading > BOTTOM {
                self.begin_page();
            }
            self.y += style.leading;
            placed.push(Line { page: self.page, y: self.y, text });
        }
        let (language, text) = (language.map(str::to_owned), text.to_owned());
        self.paragraphs.push(Paragraph { role, language, text, lines: placed });
    }

    fn begin_page(&mut self) {
        self.page += 1;
        self.y = TOP;
    }

    fn typeface(&self, style: Style) -> &Typeface {
        if style.bold { &self.bold } else { &self.regular }
    }

    /// The finished document.
    pub fn into_pdf(self, about: &About) -> Vec<u8> {
        let configuration = ConfigurationBuilder::new()
            .with_accessibility_validator(Accessibility::UA1)
            .finish()
            .expect("one standard does not contradict itself");
        let mut document =
            Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
        document.set_metadata(metadata(about));
        // A receipt is short: nobody needs to jump in it. PDF/UA wants the outline to be there.
        document.set_outline(Outline::new());
        let mut nodes: Vec<Vec<Node>> = self.paragraphs.iter().map(|_| Vec::new()).collect();
        for number in 0..=self.page {
            let size = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).expect("A4 is a size");
            let mut page = document.start_page_with(size);
            let mut surface = page.surface();
            for (paragraph, nodes) in self.paragraphs.iter().zip(&mut nodes) {
                for line in paragraph.lines.iter().filter(|line| line.page == number) {
                    let identifier = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                    self.draw(&mut surface, line.y, &line.text, paragraph.role.style());
                    surface.end_tagged();
                    nodes.push(identifier.into());
                }
            }
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
            self.draw(&mut surface, FOOT, &(about.foot)(number + 1, self.page + 1), Role::Note.style());
            surface.end_tagged();
            surface.finish();
            page.finish();
        }
        let mut tree = TagTree::new().with_lang(Some(about.language.to_owned()));
        for (paragraph, nodes) in self.paragraphs.iter().zip(nodes) {
            tree.push(TagGroup::with_children(paragraph.tag(), nodes));
        }
        document.set_tag_tree(tree);
        document.finish().expect("only what the standard allows was drawn")
    }

    fn draw(&self, surface: &mut Surface, y: f32, text: &str, style: Style) {
        let ink =
            if style.quiet { rgb::Color::new(0x5a, 0x60, 0x6b) } else { rgb::Color::new(0x1b, 0x1f, 0x27) };
        surface.set_fill(Some(Fill { paint: ink.into(), ..Fill::default() }));
        let font = self.typeface(style).font.clone();
        surface.draw_text(Point::from_xy(LEFT, y), font, style.size, text, false, TextDirection::Auto);
    }
}

fn metadata(about: &About) -> Metadata {
    let made = about.made_at;
    let in_byte = |part: u32| u8::try_from(part).unwrap_or_default();
    let created = PdfTime::new(u16::try_from(made.year()).unwrap_or_default())
        .month(in_byte(made.month()))
        .day(in_byte(made.day()))
        .hour(in_byte(made.hour()))
        .minute(in_byte(made.minute()))
        .second(in_byte(made.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new().title(about.title.to_owned()).language(about.language.to_owned()).creation_date(created)
}
