//! The endpoints of the simulated API: how often each was called, and the faults that wait for it.

use std::collections::{BTreeMap, VecDeque};

use axum::{
    Router,
    handler::Handler,
    http::Method,
    routing::{MethodFilter, MethodRouter, on},
};
use serde::Serialize;

use crate::{
    Sandbox, account_snapshot, attempts, documents, eligibility, faults::Fault, iban_lookups,
    identifications, mobile_number, persons, webhooks,
};

/// Asked for tokens, not with one.
pub const TOKEN: &str = "POST /oauth/token";

/// The SMS gateway, which the API calls.
pub const SMS: &str = "SMS";

/// A method and a path, and what answers there.
type Endpoint = (&'static str, MethodRouter<Sandbox>);

/// Every endpoint that wants a token.
fn with_token() -> [Endpoint; 23] {
    [
        endpoint("POST /v1/persons", persons::create),
        endpoint("GET /v1/persons", persons::index),
        endpoint("GET /v1/persons/{person_id}", persons::show),
        endpoint("PATCH /v1/persons/{person_id}", persons::update),
        endpoint("POST /v1/persons/{person_id}/mobile_number", mobile_number::create),
        endpoint("GET /v1/persons/{person_id}/mobile_number", mobile_number::show),
        endpoint("DELETE /v1/persons/{person_id}/mobile_number", mobile_number::delete),
        endpoint("POST /v1/persons/{person_id}/mobile_number/authorize", mobile_number::authorize),
        endpoint("POST /v1/persons/{person_id}/mobile_number/confirm", mobile_number::confirm),
        endpoint("POST /v1/persons/{person_id}/identification_eligibility_checks", eligibility::check),
        endpoint("POST /v1/iban_lookups", iban_lookups::look_up),
        endpoint("POST /v1/persons/{person_id}/identifications", identifications::create),
        endpoint("GET /v1/persons/{person_id}/identifications", identifications::index),
        endpoint("GET /v1/persons/{person_id}/identifications/{id}", identifications::show),
        endpoint("PATCH /v1/persons/{person_id}/identifications/{id}/request", identifications::request),
        endpoint("PATCH /v1/persons/{person_id}/identifications/{id}/authorize", identifications::authorize),
        endpoint("PATCH /v1/persons/{person_id}/identifications/{id}/confirm", identifications::confirm),
        endpoint("GET /v1/persons/{person_id}/identifications/{id}/account_snapshot", account_snapshot::show),
        endpoint("GET /v1/persons/{person_id}/bank_identification_attempts", attempts::index),
        endpoint("GET /v1/persons/{person_id}/documents", documents::index),
        endpoint("GET /v1/persons/{person_id}/documents/{id}", documents::show),
        endpoint("GET /v1/persons/{person_id}/documents/{id}/file", documents::file),
        endpoint("POST /v1/webhooks", webhooks::subscribe),
    ]
}

/// The routes of all that wants a token.
pub fn router() -> Router<Sandbox> {
    let path = |name: &'static str| name.split_once(' ').map_or(name, |(_, path)| path);
    with_token().into_iter().fold(Router::new(), |router, (name, answers)| router.route(path(name), answers))
}

fn endpoint<H: Handler<T, Sandbox>, T: 'static>(name: &'static str, handler: H) -> Endpoint {
    let method = name.split(' ').next().unwrap_or_default();
    let method: Method = method.parse().expect("a name begins with a method");
    (name, on(MethodFilter::try_from(method).expect("a method that can be routed"), handler))
}

/// By name.
pub struct Endpoints(BTreeMap<&'static str, Record>);

#[derive(Default)]
struct Record {
    calls: u64,
    carried_out: u64,
    faults: VecDeque<Fault>,
}

/// How often an endpoint was called, and how often what it does was done.
#[derive(Serialize)]
pub struct Calls {
    endpoint: &'static str,
    calls: u64,
    carried_out: u64,
}

/// Calls that follow each other and fail alike.
#[derive(Debug, PartialEq, Serialize)]
pub struct Waiting {
    pub endpoint: &'static str,
    pub calls: usize,
    pub fault: Fault,
}

impl Default for Endpoints {
    fn default() -> Endpoints {
        let names = with_token().into_iter().map(|(name, _)| name).chain([TOKEN, SMS]);
        Endpoints(names.map(|name| (name, Record::default())).collect())
    }
}

impl Endpoints {
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }

    /// Counts a call; answers the fault that it is to have. Nothing is counted where there is no such endpoint.
    pub fn call(&mut self, name: &str) -> Option<Fault> {
        let record = self.0.get_mut(name)?;
        record.calls += 1;
        let fault = record.faults.pop_front()?;
        tracing::info!(endpoint = name, ?fault, "a call gets the fault that it was to have");
        Some(fault)
    }

    /// The call did what it is for, whatever becomes of its answer.
    pub fn carried_out(&mut self, name: &str) {
        if let Some(record) = self.0.get_mut(name) {
            record.carried_out += 1;
        }
    }

    pub fn calls(&self) -> Vec<Calls> {
        let record = |(endpoint, record): (&&'static str, &Record)| Calls {
            endpoint,
            calls: record.calls,
            carried_out: record.carried_out,
        };
        self.0.iter().map(record).collect()
    }

    /// The next calls after those that have a fault already.
    pub fn provoke(&mut self, Waiting { endpoint, calls, fault }: Waiting) {
        let faults = self.0.entry(endpoint).or_default();
        faults.faults.extend(std::iter::repeat_n(fault, calls));
    }

    /// By endpoint; the next to come is the first of its endpoint.
    pub fn waiting(&self) -> Vec<Waiting> {
        let mut waiting: Vec<Waiting> = Vec::new();
        for (endpoint, record) in &self.0 {
            for fault in &record.faults {
                match waiting.last_mut() {
                    Some(last) if last.endpoint == *endpoint && last.fault == *fault => last.calls += 1,
                    _ => waiting.push(Waiting { endpoint, calls: 1, fault: fault.clone() }),
                }
            }
        }
        waiting
    }

    pub fn clear_faults(&mut self) {
        for record in self.0.values_mut() {
            record.faults.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSONS: &str = "POST /v1/persons";
    const RESET: Fault = Fault::Reset { carried_out: false };
    const GARBAGE: Fault = Fault::Garbage { carried_out: false };

    #[test]
    fn faults_come_in_the_order_in_which_they_were_provoked() {
        let mut endpoints = Endpoints::default();
        endpoints.provoke(Waiting { endpoint: PERSONS, calls: 2, fault: RESET });
        endpoints.provoke(Waiting { endpoint: SMS, calls: 1, fault: GARBAGE });
        endpoints.provoke(Waiting { endpoint: PERSONS, calls: 1, fault: GARBAGE });
        assert_eq!(endpoints.waiting().len(), 3);
        let faults: Vec<_> = (0..4).map(|_| endpoints.call(PERSONS)).collect();
        assert_eq!(faults, [Some(RESET), Some(RESET), Some(GARBAGE), None]);
        assert_eq!(endpoints.waiting(), [Waiting { endpoint: SMS, calls: 1, fault: GARBAGE }]);
        endpoints.clear_faults();
        assert_eq!(endpoints.waiting(), []);
    }

    #[test]
    fn only_endpoints_are_counted() {
        let mut endpoints = Endpoints::default();
        endpoints.call("GET /sandbox/clock");
        endpoints.call(PERSONS);
        endpoints.call(PERSONS);
        endpoints.carried_out(PERSONS);
        let counted = endpoints.calls().into_iter().filter(|calls| calls.calls > 0);
        let counted: Vec<_> = counted.map(|calls| (calls.endpoint, calls.calls, calls.carried_out)).collect();
        assert_eq!(counted, [(PERSONS, 2, 1)]);
    }
}
