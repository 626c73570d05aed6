//! Measures, type styles and colours. Lengths are points.

use krilla::{color::rgb, paint::Fill};

// A4 in points (1/72 inch).
pub const PAGE_WIDTH: f32 = 595.28;
pub const PAGE_HEIGHT: f32 = 841.89;
pub const LEFT: f32 = 76.0;
pub const RIGHT: f32 = PAGE_WIDTH - LEFT;
pub const WIDTH: f32 = RIGHT - LEFT;
pub const TOP: f32 = 108.0;
pub const BOTTOM: f32 = 764.0;
pub const HEAD: f32 = 58.0;
pub const FOOT: f32 = 800.0;
/// The distance from a label to its value.
pub const VALUES: f32 = 168.0;
pub const PADDING: f32 = 18.0;

#[derive(Clone, Copy)]
pub struct Style {
    pub size: f32,
    pub leading: f32,
    pub bold: bool,
    pub ink: Ink,
}

pub const TITLE: Style = Style { size: 18.0, leading: 25.0, bold: true, ink: Ink::Text };
pub const LEAD: Style = Style { size: 11.0, leading: 17.0, bold: false, ink: Ink::Quiet };
pub const HEADING: Style = Style { size: 12.0, leading: 17.0, bold: true, ink: Ink::Text };
pub const BODY: Style = Style { size: 10.0, leading: 15.5, bold: false, ink: Ink::Text };
pub const LABEL: Style = Style { size: 10.0, leading: 15.5, bold: false, ink: Ink::Quiet };
pub const VALUE: Style = Style { size: 10.0, leading: 15.5, bold: true, ink: Ink::Text };
pub const SEAL: Style = Style { size: 11.0, leading: 17.0, bold: true, ink: Ink::Accent };
pub const NOTE: Style = Style { size: 8.5, leading: 13.0, bold: false, ink: Ink::Quiet };
pub const MARGINAL: Style = Style { size: 8.0, leading: 12.0, bold: false, ink: Ink::Quiet };
pub const MARGINAL_BOLD: Style = Style { size: 8.0, leading: 12.0, bold: true, ink: Ink::Accent };

#[derive(Clone, Copy)]
pub enum Ink {
    Text,
    Quiet,
    Accent,
    Hairline,
    Tint,
}

impl Ink {
    pub fn fill(self) -> Fill {
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
