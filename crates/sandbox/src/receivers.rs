//! Where webhooks may go: to this machine, and to the hosts that the operator named. The sandbox's credentials are public, so its
//! webhooks must not reach what only this machine can reach.

use std::{io, net::SocketAddr, sync::Arc};

use reqwest::{
    Url,
    dns::{Addrs, Name, Resolve, Resolving},
};
use tokio::net::lookup_host;

/// Who may receive webhooks.
#[derive(Clone)]
pub struct Receivers {
    /// Hosts as they stand in an address: names and IP addresses.
    hosts: Arc<[String]>,
}

impl Receivers {
    /// This machine and these hosts.
    pub fn new(hosts: Vec<String>) -> Receivers {
        Receivers { hosts: hosts.into() }
    }

    /// Whether webhooks may go to an address. A name is judged when it is resolved.
    pub fn allow(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let ip = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
        self.named(host) || ip.map_or(url.domain().is_some(), |ip| ip.is_loopback())
    }

    fn named(&self, host: &str) -> bool {
        self.hosts.iter().any(|named| named == host)
    }
}

/// Connections go to the very addresses that were judged.
impl Resolve for Receivers {
    fn resolve(&self, name: Name) -> Resolving {
        let receivers = self.clone();
        Box::pin(async move {
            let found = lookup_host((name.as_str(), 0)).await?;
            let allowed = |address: &SocketAddr| address.ip().is_loopback() || receivers.named(name.as_str());
            let addresses: Vec<SocketAddr> = found.filter(allowed).collect();
            match addresses.is_empty() {
                true => Err(io::Error::other("webhooks may not go there").into()),
                false => Ok(Box::new(addresses.into_iter()) as Addrs),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_other_machines_are_refused() {
        let receivers = Receivers::new(vec!["192.0.2.7".to_owned()]);
        for (url, allowed) in [
            ("http://127.0.0.1:8080/webhooks", true),
            ("http://127.9.9.9/", true),
            ("http://[::1]:8080/", true),
            ("http://localhost:8080/", true),
            ("http://192.0.2.7/", true),
            ("http://192.0.2.8/", false),
            ("http://169.254.169.254/latest/meta-data", false),
            ("http://2130706434/", true),
            ("http://0x0a000001/", false),
            ("http://[::ffff:10.0.0.1]/", false),
            ("http://[fe80::1]/", false),
        ] {
            assert_eq!(receivers.allow(&url.parse().unwrap()), allowed, "{url}");
        }
    }

    #[tokio::test]
    async fn a_name_is_resolved_to_this_machine_or_not_at_all() {
        let resolve = async |hosts: &[&str], name: &str| {
            let receivers = Receivers::new(hosts.iter().map(|host| (*host).to_owned()).collect());
            receivers.resolve(name.parse().unwrap()).await.map(Iterator::count).is_ok()
        };
        assert!(resolve(&[], "localhost").await);
        // The resolver takes an address for a name, and asks nobody.
        assert!(!resolve(&[], "192.0.2.7").await);
        assert!(resolve(&["192.0.2.7"], "192.0.2.7").await);
    }
}
