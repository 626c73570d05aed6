//! The server over HTTP, with the sandbox in process: what a browser sees.

#![allow(clippy::unwrap_used, reason = "a test fails where what it needs is not there")]

mod sealed;
mod sessions;
mod slow_clients;
mod spoiled;
mod sms_limits;
mod support;

mod walk;
mod stuck;
mod way_back;
mod repeats;
mod revisit;
mod security_events;
mod codes;
mod complaints;
mod credentials;
mod desk;
mod documents;
mod rejections;
mod retention;
mod webhooks;
mod assets;
mod both_sides;
mod evidence;
mod existing;
mod faults;
mod headers;
mod late_documents;
mod first_screen;
mod incidents;
mod logs;
mod mismatches;
mod more;
mod nodes;
mod partner_webhooks;
mod partners;
