//! The sandbox over HTTP, as a client of the API, a browser at the bank and a subscriber of webhooks see it.

mod support;

mod oauth;
mod persons;
mod mobile_number;
mod identifications;
mod scenarios;
mod documents;
mod bank_pages;
mod webhooks;
mod control;
