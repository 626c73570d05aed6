//! What goes wrong, and what the customer then sees.

mod connection;
mod deadlines;
mod limits;
mod rejections;
mod samples;
mod sessions;
mod twice;
