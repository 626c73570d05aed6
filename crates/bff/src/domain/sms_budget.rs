//! How many SMS may go out to verify numbers: to one number, for one partner, for one neighbourhood of the internet, and in
//! all. Each SMS costs money, and numbers can be chosen that earn it (toll fraud). Pure.

use std::net::IpAddr;

use bankident_wire::MobileNumber;
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::phone;

/// To one number, whoever asks: more than one journey may need in an hour, so that its own limit is met first.
const TO_A_NUMBER: [(u32, TimeDelta); 2] = [(6, TimeDelta::hours(1)), (12, TimeDelta::hours(24))];

/// For one range of addresses in an hour. Many customers of a mobile network share one.
const FOR_A_RANGE: u32 = 60;

/// In all, in an hour, unless the operator says otherwise.
pub const IN_ALL: u32 = 1000;

/// No longer is any of them counted.
pub const LONGEST: TimeDelta = TimeDelta::hours(24);

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Number,
    Range,
    Partner,
    /// The brake for everything.
    Server,
}

/// At most so many SMS within a time.
#[derive(Clone, Debug)]
pub struct Budget {
    pub scope: Scope,
    /// HMAC-SHA-256: the database knows no number and no address.
    pub key: [u8; 32],
    pub most: u32,
    pub within: TimeDelta,
}

/// Whom an SMS is for.
pub struct Sms<'a> {
    pub number: &'a MobileNumber,
    /// The partner, and its limit.
    pub partner: Option<(&'a str, u32)>,
    /// Where the customer is, if a proxy says so.
    pub client: Option<IpAddr>,
}

/// The keys of budgets, and the limit of all together.
#[derive(Clone)]
pub struct SmsBudgets {
    key: [u8; 32],
    in_all: u32,
}

impl SmsBudgets {
    pub fn new(key: [u8; 32], in_all: u32) -> SmsBudgets {
        SmsBudgets { key, in_all }
    }

    /// All budgets that an SMS takes from. A number for tests belongs to nobody, and has none of its own.
    pub fn of(&self, sms: &Sms<'_>) -> Vec<Budget> {
        let hour = TimeDelta::hours(1);
        let budget = |scope, name: String, most, within| {
            Some(Budget { scope, key: self.keyed(scope, &name)?, most, within })
        };
        let number = sms.number.as_str();
        let to_number = TO_A_NUMBER.into_iter().filter(|_| !phone::is_for_tests(sms.number));
        let to_number =
            to_number.filter_map(|(most, within)| budget(Scope::Number, number.to_owned(), most, within));
        let range = sms.client.and_then(|client| budget(Scope::Range, range(client), FOR_A_RANGE, hour));
        let partner = sms.partner.and_then(|(id, most)| budget(Scope::Partner, id.to_owned(), most, hour));
        let server = budget(Scope::Server, String::new(), self.in_all, hour);
        to_number.chain(range).chain(partner).chain(server).collect()
    }

    fn keyed(&self, scope: Scope, name: &str) -> Option<[u8; 32]> {
        let keyed = Hmac::<Sha256>::new_from_slice(&self.key).ok()?;
        let keyed = keyed.chain_update([scope as u8]).chain_update(name);
        Some(keyed.finalize().into_bytes().into())
    }
}

/// The neighbourhood of an address: a /24 of IPv4, a /48 of IPv6, which is what one customer may get (RFC 6177).
fn range(client: IpAddr) -> String {
    match client.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(ip) => {
            let [a, b, c, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

/// The client's address in a header of the proxy in front, such as `X-Forwarded-For`: the last one, which that proxy has
/// written itself.
pub fn client_address(header: &str) -> Option<IpAddr> {
    let last = header.rsplit(',').next()?.trim();
    let without_port = || last.parse().map(|address: std::net::SocketAddr| address.ip());
    last.parse().or_else(|_| without_port()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budgets_of(number: &str, client: Option<&str>) -> Vec<Budget> {
        let number = MobileNumber::parse(number).unwrap();
        let client = client.map(|ip| ip.parse().unwrap());
        SmsBudgets::new([7; 32], 5).of(&Sms { number: &number, partner: Some(("nordlicht", 3)), client })
    }

    #[test]
    fn an_sms_takes_from_every_budget() {
        let scopes = |budgets: Vec<Budget>| budgets.iter().map(|budget| budget.scope).collect::<Vec<_>>();
        let all = scopes(budgets_of("+4917612345678", Some("192.0.2.7")));
        assert_eq!(all, [Scope::Number, Scope::Number, Scope::Range, Scope::Partner, Scope::Server]);
        let of_tests = scopes(budgets_of("+15550101", None));
        assert_eq!(of_tests, [Scope::Partner, Scope::Server]);
    }

    #[test]
    fn neighbours_share_a_budget_and_strangers_do_not() {
        let key = |client: &str| budgets_of("+15550101", Some(client))[0].key;
        assert_eq!(key("192.0.2.7"), key("192.0.2.200"));
        assert_eq!(key("192.0.2.7"), key("::ffff:192.0.2.9"));
        assert_ne!(key("192.0.2.7"), key("192.0.3.7"));
        assert_eq!(key("2001:db8:1::1"), key("2001:db8:1:ffff::1"));
        assert_ne!(key("2001:db8:1::1"), key("2001:db8:2::1"));
    }

    #[test]
    fn the_nearest_proxy_is_believed() {
        for (header, expected) in [
            ("192.0.2.7", Some("192.0.2.7")),
            ("10.1.1.1, 192.0.2.7", Some("192.0.2.7")),
            ("192.0.2.7:4711", Some("192.0.2.7")),
            ("[2001:db8::1]:4711", Some("2001:db8::1")),
            ("2001:db8::1", Some("2001:db8::1")),
            ("192.0.2.7, unknown", None),
            ("", None),
        ] {
            assert_eq!(client_address(header), expected.map(|ip| ip.parse().unwrap()), "{header}");
        }
    }
}
