//! What goes wrong, and what the customer then sees.

mod rejections;
mod samples;
