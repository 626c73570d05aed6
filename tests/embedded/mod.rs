//! The wizard at home in a partner's page, on another site.

mod bank;
mod forgetful;
mod guard;
mod page;
mod prefill;
mod silence;
mod snippets;
mod walk;
