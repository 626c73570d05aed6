//! The layout: blocks flow down A4 pages and break where they may; then each page gets its head and its foot.
//! Everything is tagged (PDF/UA-1), so that a screen reader reads it in order.

use std::num::NonZeroU16;

use chrono::{DateTime, Datelike, Timelike, Utc};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime as PdfTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, SpanTag, Tag, TagGroup, TagKind, TagTree};
use krilla::text::TextDirection;
use krilla::{Document, SerializeSettings};

use super::Language;
use super::typeface::Typeface;

// A4 in points, 1/72 inch.
const PAGE_WIDTH: f32 = 595.28;
const PAGE_HEIGHT: f32 = 841.89;
const LEFT: f32 = 76.0;
const RIGHT: f32 = PAGE_WIDTH - LEFT;
const WIDTH: f32 = RIGHT - LEFT;
const TOP: f32 = 108.0;
const BOTTOM: f32 = 764.0;
const HEAD: f32 = 58.0;
const FOOT: f32 = 800.0;
/// Where the values of facts begin, counted from the labels.
const VALUES: f32 = 168.0;
const PADDING: f32 = 18.0;

#[derive(Clone, Copy)]
struct Style {
    size: f32,
    leading: f32,
    bold: bool,
    ink: Ink,
}

const TITLE: Style = Style { size: 18.0, leading: 25.0, bold: true, ink: Ink::Text };
const LEAD: Style = Style { size: 11.0, leading: 17.0, bold: false, ink: Ink::Quiet };
const HEADING: Style = Style { size: 12.0, leading: 17.0, bold: true, ink: Ink::Text };
const BODY: Style = Style { size: 10.0, leading: 15.5, bold: false, ink: Ink::Text };
const LABEL: Style = Style { size: 10.0, leading: 15.5, bold: false, ink: Ink::Quiet };
const VALUE: Style = Style { size: 10.0, leading: 15.5, bold: true, ink: Ink::Text };
const SEAL: Style = Style { size: 11.0, leading: 17.0, bold: true, ink: Ink::Accent };
const NOTE: Style = Style { size: 8.5, leading: 13.0, bold: false, ink: Ink::Quiet };
const MARGINAL: Style = Style { size: 8.0, leading: 12.0, bold: false, ink: Ink::Quiet };
const MARGINAL_BOLD: Style = Style { size: 8.0, leading: 12.0, bold: true, ink: Ink::Accent };

#[derive(Clone, Copy)]
enum Ink {
    Text,
    Quiet,
    Accent,
    Hairline,
    Tint,
}

impl Ink {
    fn fill(self) -> Fill {
        let color = match self {
            Ink::Text => rgb::Color::new(0x1b, 0x1f, 0x27),
            Ink::Quiet => rgb::Color::new(0x5a, 0x60, 0x6b),
            Ink::Accent => rgb::Color::new(0x1d, 0x56, 0x80),
            Ink::Hairline => rgb::Color::new(0xc8, 0xcd, 0xd4),
            Ink::Tint => rgb::Color::new(0xf1, 0xf5, 0xf8),
        };
        Fill { paint: color.into(), ..Fill::default() }
    }
}

/// What belongs to the whole document.
pub struct Frame {
    pub language: Language,
    /// Stands at the top of each page, too.
    pub title: &'static str,
    /// Says at the top of each page what this is not.
    pub warning: &'static str,
    /// Stands at the foot of each page.
    pub reference: String,
    pub made_at: DateTime<Utc>,
}

/// A document in the making.
pub struct Sheet {
    frame: Frame,
    regular: Typeface,
    bold: Typeface,
    blocks: Vec<Block>,
    page: usize,
    /// The bottom of what is already on the page.
    y: f32,
}

/// What a screen reader takes for one thing; it may stretch over two pages.
struct Block {
    role: Role,
    marks: Vec<Mark>,
}

enum Role {
    Heading { level: u16, title: String },
    Paragraph,
    Decoration,
}

struct Mark {
    page: usize,
    shape: Shape,
}

enum Shape {
    /// A line of text on its baseline.
    Line {
        x: f32,
        y: f32,
        style: Style,
        text: String,
    },
    Bar {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        ink: Ink,
    },
}

impl Sheet {
    pub fn new(frame: Frame) -> Sheet {
        Sheet {
            frame,
            regular: Typeface::regular(),
            bold: Typeface::bold(),
            blocks: Vec::new(),
            page: 0,
            y: TOP,
        }
    }

    pub fn title(&mut self, title: &str, lead: &str) {
        self.block(Role::Heading { level: 1, title: title.to_owned() });
        self.text(title, TITLE, LEFT, WIDTH);
        self.y += 4.0;
        self.block(Role::Paragraph);
        self.text(lead, LEAD, LEFT, WIDTH);
        self.y += 12.0;
    }

    /// A heading; it never stands alone at the bottom of a page.
    pub fn heading(&mut self, heading: &str) {
        if self.y > TOP {
            self.y += 16.0;
        }
        self.keep_together(HEADING.leading + 3.0 * BODY.leading);
        self.block(Role::Heading { level: 2, title: heading.to_owned() });
        self.text(heading, HEADING, LEFT, WIDTH);
        self.y += 3.0;
    }

    pub fn paragraph(&mut self, text: &str) {
        self.block(Role::Paragraph);
        self.text(text, BODY, LEFT, WIDTH);
        self.y += 6.0;
    }

    pub fn note(&mut self, text: &str) {
        self.y += 4.0;
        self.block(Role::Paragraph);
        self.text(text, NOTE, LEFT, WIDTH);
    }

    /// Labels on the left, values on the right, a hairline under each.
    pub fn facts(&mut self, facts: &[(&str, String)]) {
        for (label, value) in facts {
            self.keep_together(BODY.leading + 9.0);
            self.y += 4.0;
            self.fact(label, value, LEFT, VALUES);
            self.y += 5.0;
            self.block(Role::Decoration);
            self.bar(LEFT, self.y, WIDTH, 0.5, Ink::Hairline);
        }
        self.y += 6.0;
    }

    /// The visible signature: a box that stays in one piece.
    pub fn seal(&mut self, heading: &str, facts: &[(&str, String)], note: &str) {
        self.y += 14.0;
        let inner = WIDTH - 2.0 * PADDING;
        let notes = self.typeface(NOTE).lines(note, NOTE.size, inner).len() as f32;
        let lines: usize = facts
            .iter()
            .map(|(_, value)| self.typeface(VALUE).lines(value, VALUE.size, inner - VALUES + PADDING).len())
            .sum();
        let height =
            2.0 * PADDING + SEAL.leading + 6.0 + lines as f32 * VALUE.leading + 6.0 + notes * NOTE.leading;
        self.keep_together(height);

        let (top, x) = (self.y, LEFT + PADDING);
        self.block(Role::Decoration);
        self.bar(LEFT, top, WIDTH, height, Ink::Tint);
        self.bar(LEFT, top, 3.0, height, Ink::Accent);
        self.y += PADDING;
        self.block(Role::Paragraph);
        self.text(heading, SEAL, x, inner);
        self.y += 6.0;
        for (label, value) in facts {
            self.fact(label, value, x, VALUES - PADDING);
        }
        self.y += 6.0;
        self.block(Role::Paragraph);
        self.text(note, NOTE, x, inner);
        self.y = top + height;
    }

    /// An empty line to sign on, with what belongs there under it.
    pub fn signature_line(&mut self, caption: &str, note: &str) {
        self.keep_together(96.0);
        self.y += 54.0;
        self.block(Role::Decoration);
        self.bar(LEFT, self.y, 260.0, 0.75, Ink::Quiet);
        self.y += 4.0;
        self.block(Role::Paragraph);
        self.text(caption, LABEL, LEFT, WIDTH);
        self.block(Role::Paragraph);
        self.text(note, NOTE, LEFT, WIDTH);
    }

    pub fn new_page(&mut self) {
        self.page += 1;
        self.y = TOP;
    }

    fn fact(&mut self, label: &str, value: &str, x: f32, indent: f32) {
        let (page, top) = (self.page, self.y);
        self.block(Role::Paragraph);
        self.text(label, LABEL, x, indent - 12.0);
        let below_label = self.y;
        (self.page, self.y) = (page, top);
        self.text(value, VALUE, x + indent, RIGHT - x - indent - (x - LEFT));
        self.y = self.y.max(below_label);
    }

    fn block(&mut self, role: Role) {
        self.blocks.push(Block { role, marks: Vec::new() });
    }

    /// Adds text to the last block.
    fn text(&mut self, text: &str, style: Style, x: f32, width: f32) {
        let typeface = self.typeface(style);
        let lines = typeface.lines(&typeface.showable(text), style.size, width);
        // Neither the first nor the last line of a paragraph stands alone on a page.
        let count = lines.len();
        for (index, text) in lines.into_iter().enumerate() {
            let together = if index == 0 && count > 1 || index + 2 == count { 2.0 } else { 1.0 };
            self.keep_together(together * style.leading);
            let baseline = self.y + 0.5 * (style.leading - style.size) + 0.86 * style.size;
            self.mark(Shape::Line { x, y: baseline, style, text });
            self.y += style.leading;
        }
    }

    fn bar(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        self.mark(Shape::Bar { x, y, width, height, ink });
    }

    fn mark(&mut self, shape: Shape) {
        let page = self.page;
        if let Some(block) = self.blocks.last_mut() {
            block.marks.push(Mark { page, shape });
        }
    }

    fn keep_together(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.new_page();
        }
    }

    fn typeface(&self, style: Style) -> &Typeface {
        if style.bold { &self.bold } else { &self.regular }
    }

    pub fn into_pdf(self) -> Vec<u8> {
        let mut document = Document::new_with(SerializeSettings {
            configuration: ConfigurationBuilder::new()
                .with_accessibility_validator(Accessibility::UA1)
                .finish()
                .expect("one standard does not contradict itself"),
            ..SerializeSettings::default()
        });
        document.set_metadata(self.metadata());
        document.set_outline(self.outline());

        let mut nodes: Vec<Vec<Node>> = self.blocks.iter().map(|_| Vec::new()).collect();
        for number in 0..=self.page {
            let size = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).expect("A4 is a size");
            let mut page = document.start_page_with(size);
            let mut surface = page.surface();
            self.draw_head_and_foot(&mut surface, number);
            for (block, nodes) in self.blocks.iter().zip(&mut nodes) {
                for mark in block.marks.iter().filter(|mark| mark.page == number) {
                    match block.role {
                        Role::Decoration => {
                            surface.start_tagged(decoration());
                            self.draw(&mut surface, &mark.shape);
                        }
                        Role::Heading { .. } | Role::Paragraph => {
                            let identifier = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                            self.draw(&mut surface, &mark.shape);
                            nodes.push(identifier.into());
                        }
                    }
                    surface.end_tagged();
                }
            }
            surface.finish();
            page.finish();
        }

        document.set_tag_tree(self.tag_tree(nodes));
        document.finish().expect("only what the standard allows was drawn")
    }

    fn metadata(&self) -> Metadata {
        let made = self.frame.made_at;
        let in_byte = |part: u32| u8::try_from(part).unwrap_or_default();
        Metadata::new()
            .title(self.frame.title.to_owned())
            .language(self.frame.language.tag().to_owned())
            .document_id(format!("{} {}", self.frame.title, self.frame.reference))
            .creation_date(
                PdfTime::new(u16::try_from(made.year()).unwrap_or_default())
                    .month(in_byte(made.month()))
                    .day(in_byte(made.day()))
                    .hour(in_byte(made.hour()))
                    .minute(in_byte(made.minute()))
                    .second(in_byte(made.second()))
                    .utc_offset_hour(0)
                    .utc_offset_minute(0),
            )
    }

    fn outline(&self) -> Outline {
        let mut outline = Outline::new();
        for block in &self.blocks {
            if let (Role::Heading { title, .. }, Some(Mark { page, shape: Shape::Line { y, .. } })) =
                (&block.role, block.marks.first())
            {
                let above = Point::from_xy(0.0, y - 24.0);
                outline.push_child(OutlineNode::new(title.clone(), XyzDestination::new(*page, above)));
            }
        }
        outline
    }

    fn tag_tree(&self, nodes: Vec<Vec<Node>>) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(self.frame.language.tag().to_owned()));
        for (block, nodes) in self.blocks.iter().zip(nodes) {
            let tag: TagKind = match &block.role {
                Role::Heading { level, title } => {
                    Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(title.clone())).into()
                }
                Role::Paragraph => Tag::P.into(),
                Role::Decoration => continue,
            };
            tree.push(TagGroup::with_children(tag, nodes));
        }
        tree
    }

    fn draw_head_and_foot(&self, surface: &mut Surface, page: usize) {
        let (number, count) = (page + 1, self.page + 1);
        let pages = match self.frame.language {
            Language::De => format!("Seite {number} von {count}"),
            Language::En => format!("Page {number} of {count}"),
        };
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
        self.draw_at_left(surface, self.frame.title, MARGINAL, HEAD);
        self.draw_at_right(surface, self.frame.warning, MARGINAL_BOLD, HEAD);
        self.draw_at_left(surface, &self.frame.reference, MARGINAL, FOOT);
        self.draw_at_right(surface, &pages, MARGINAL, FOOT);
        for y in [HEAD + 8.0, FOOT - 16.0] {
            self.draw(surface, &Shape::Bar { x: LEFT, y, width: WIDTH, height: 0.5, ink: Ink::Hairline });
        }
        surface.end_tagged();
    }

    fn draw_at_left(&self, surface: &mut Surface, text: &str, style: Style, y: f32) {
        let text = self.typeface(style).showable(text);
        self.draw(surface, &Shape::Line { x: LEFT, y, style, text });
    }

    fn draw_at_right(&self, surface: &mut Surface, text: &str, style: Style, y: f32) {
        let text = self.typeface(style).showable(text);
        let x = RIGHT - self.typeface(style).width(&text, style.size);
        self.draw(surface, &Shape::Line { x, y, style, text });
    }

    fn draw(&self, surface: &mut Surface, shape: &Shape) {
        match shape {
            Shape::Line { x, y, style, text } => {
                surface.set_fill(Some(style.ink.fill()));
                let font = self.typeface(*style).font.clone();
                surface.draw_text(Point::from_xy(*x, *y), font, style.size, text, false, TextDirection::Auto);
            }
            Shape::Bar { x, y, width, height, ink } => {
                surface.set_fill(Some(ink.fill()));
                let mut path = PathBuilder::new();
                if let Some(bar) = Rect::from_xywh(*x, *y, *width, *height) {
                    path.push_rect(bar);
                }
                if let Some(path) = path.finish() {
                    surface.draw_path(&path);
                }
            }
        }
    }
}

fn decoration() -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout))
}
