//! Pages for people: the customer's bank, and the inbox that all SMS go to.

pub mod bank;
mod bank_form;
mod bank_page;
mod html;
pub mod inbox;
