//! What goes wrong, and what the customer then sees.

mod browsers;
mod complaints;
mod connection;
mod deadlines;
mod documents;
mod evidence;
mod first_screen;
mod frames;
mod injection;
mod known;
mod limits;
mod more;
mod narrow;
mod pasted;
mod proxy;
mod rejections;
mod release;
mod samples;
mod sessions;
mod stuck;
mod support;
mod translator;
mod twice;
mod typing;
