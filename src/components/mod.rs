//! What screens are made of.

pub mod countdown;
pub mod choice;
pub mod document;
pub mod erased;
pub mod field;
pub mod form;
pub mod header;
pub mod notice;
pub mod resend;
pub mod rich_text;
pub mod screen;
pub mod task;
