//! The layout: blocks flow down A4 pages and break where they may.

use chrono::{DateTime, Utc};

use crate::{
    language::Language,
    pdf::{
        style::{
            BODY, BOTTOM, HEADING, Ink, LABEL, LEAD, LEFT, NOTE, PADDING, RIGHT, SEAL, Style, TITLE, TOP,
            VALUE, VALUES, WIDTH,
        },
        typeface::Typeface,
    },
};

/// What all pages of a document share.
pub struct Frame {
    pub language: Language,
    /// Repeated at the top of each page.
    pub title: &'static str,
    /// A warning at the top of each page: this is only a sample.
    pub warning: &'static str,
    /// At the foot of each page.
    pub reference: String,
    pub made_at: DateTime<Utc>,
}

/// A document in the making.
pub struct Sheet {
    pub(super) frame: Frame,
    regular: Typeface,
    bold: Typeface,
    pub(super) blocks: Vec<Block>,
    /// The number of the last page, counted from 0.
    pub(super) page: usize,
    /// How far the page is filled, from its top.
    y: f32,
}

/// One thing for a screen reader. It may stretch over two pages.
pub(super) struct Block {
    pub(super) role: Role,
    pub(super) marks: Vec<Mark>,
}

pub(super) enum Role {
    Heading { level: u16, title: String },
    Paragraph,
    Decoration,
}

pub(super) struct Mark {
    pub(super) page: usize,
    pub(super) shape: Shape,
}

pub(super) enum Shape {
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

    /// A heading. It never stands alone at the bottom of a page.
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

    /// The visible signature: a box that never breaks.
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

    /// An empty line to sign on, with a caption and a note below.
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
        // Neither the first nor the last line of a paragraph stands alone on a page (no widows or orphans).
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

    /// Starts a new page if so much does not fit on this one.
    fn keep_together(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.new_page();
        }
    }

    pub(super) fn typeface(&self, style: Style) -> &Typeface {
        if style.bold { &self.bold } else { &self.regular }
    }
}
