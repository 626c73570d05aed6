//! The wizard at home in a partner's page, on another site.

mod walk;
