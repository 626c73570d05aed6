//! What is drawn: one file for each part of the page.

pub mod export;
pub mod frame;
pub mod gallery;
pub mod link;
pub mod sample_page;
pub mod text_editor;
pub mod toolbar;
