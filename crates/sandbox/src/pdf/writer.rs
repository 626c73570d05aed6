//! Writes a sheet as a PDF. Everything is tagged (PDF/UA-1), so that a screen reader reads it in order.

use std::num::NonZeroU16;

use chrono::{Datelike, Timelike};
use krilla::{
    Document, SerializeSettings,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::{DateTime as PdfTime, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Node, SpanTag, Tag, TagGroup, TagKind, TagTree},
    text::TextDirection,
};

use crate::{
    language::Language,
    pdf::{
        sheet::{Mark, Role, Shape, Sheet},
        style::{
            FOOT, HEAD, Ink, LEFT, MARGINAL, MARGINAL_BOLD, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, Style, WIDTH,
        },
    },
};

impl Sheet {
    /// The finished document.
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
