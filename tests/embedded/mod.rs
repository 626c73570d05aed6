//! The wizard at home in a partner's page, on another site.

mod guard;
mod page;
mod snippets;
mod walk;
