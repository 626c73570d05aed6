//! What is drawn: one file for each part of the page.

pub mod export;
mod frame;
pub mod gallery;
pub mod indexer;
mod link;
pub mod sample_page;
mod text_editor;
pub mod toolbar;
