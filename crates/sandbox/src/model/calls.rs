//! The endpoints of the API: how often each was called, and the faults that wait for it.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use crate::fault::Fault;

/// The SMS gateway. The API calls it, so it is an endpoint of its own.
pub const SMS: &str = "SMS";

/// Every endpoint by name: method and path, as in `GET /v1/persons`.
pub struct Endpoints(BTreeMap<&'static str, Record>);

#[derive(Default)]
struct Record {
    calls: u64,
    carried_out: u64,
    faults: VecDeque<Fault>,
}

/// How often an endpoint was called, and how many of the calls took effect.
#[derive(Serialize)]
pub struct Calls {
    endpoint: &'static str,
    calls: u64,
    carried_out: u64,
}

/// The next calls of an endpoint, which fail in the same way.
#[derive(Debug, PartialEq, Serialize)]
pub struct Waiting {
    pub endpoint: &'static str,
    pub calls: usize,
    pub fault: Fault,
}

impl Endpoints {
    /// Knows these endpoints and the SMS gateway.
    pub fn new(names: impl IntoIterator<Item = &'static str>) -> Endpoints {
        Endpoints(names.into_iter().chain([SMS]).map(|name| (name, Record::default())).collect())
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }

    /// Counts a call and takes the fault that waits for it. Unknown endpoints are not counted.
    pub fn call(&mut self, name: &str) -> Option<Fault> {
        let record = self.0.get_mut(name)?;
        record.calls += 1;
        let fault = record.faults.pop_front()?;
        tracing::info!(endpoint = name, ?fault, "a call gets the fault that it was to have");
        Some(fault)
    }

    /// Counts a call that took effect, even if its answer is lost.
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

    /// Appends faults behind those that wait already.
    pub fn provoke(&mut self, Waiting { endpoint, calls, fault }: Waiting) {
        let faults = self.0.entry(endpoint).or_default();
        faults.faults.extend(std::iter::repeat_n(fault, calls));
    }

    /// The faults that wait, by endpoint, the next one first.
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
        let mut endpoints = Endpoints::new([PERSONS]);
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
        let mut endpoints = Endpoints::new([PERSONS]);
        endpoints.call("GET /sandbox/clock");
        endpoints.call(PERSONS);
        endpoints.call(PERSONS);
        endpoints.carried_out(PERSONS);
        let counted = endpoints.calls().into_iter().filter(|calls| calls.calls > 0);
        let counted: Vec<_> = counted.map(|calls| (calls.endpoint, calls.calls, calls.carried_out)).collect();
        assert_eq!(counted, [(PERSONS, 2, 1)]);
    }
}
