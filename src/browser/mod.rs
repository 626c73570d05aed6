//! The platform, one door each: every file here asks the browser for one kind of thing, and nobody else does.

pub mod activity;
pub mod clock;
pub mod download;
pub mod early;
pub mod focus;
pub mod history;
pub mod json;
pub mod page;
pub mod page_config;
pub mod parent_window;
pub mod storage;
pub mod translator;
