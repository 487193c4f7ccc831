//! Which addresses may be asked: those of the open net. What stands in our own network is nobody else's business, unless the
//! operator says so.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// What the operator allows when others are asked.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Outward {
    /// Whether addresses of private networks may be asked as well, and without encryption.
    pub private: bool,
}

/// An address that may not be asked.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is an address of a private network; an operator allows those with `federate_privately = true`")]
pub(super) struct Private(pub String);

impl Outward {
    /// Whether an address in a peer's description may be asked at all; names are looked at again when they are resolved.
    pub(super) fn admits(self, url: &Url) -> bool {
        let scheme = url.scheme() == "https" || (self.private && url.scheme() == "http");
        let plain = url.username().is_empty() && url.password().is_none();
        let host = match url.host() {
            Some(Host::Ipv4(address)) => self.private || is_open(address.into()),
            Some(Host::Ipv6(address)) => self.private || is_open(address.into()),
            Some(Host::Domain(name)) => self.private || name.rsplit_once('.').is_some_and(|(_, last)| last != "local"),
            None => false,
        };
        scheme && plain && host
    }
}

/// Resolves names to addresses that may be asked. It decides on the very address that is then connected to: a name that answers
/// otherwise the second time gains nothing.
pub(super) struct Guarded(pub Outward);

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let private = self.0.private;
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            let open: Vec<SocketAddr> = found.into_iter().filter(|found| private || is_open(found.ip())).collect();
            if open.is_empty() {
                return Err(Box::new(Private(host)) as Box<dyn std::error::Error + Send + Sync>);
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is one of the open net.
fn is_open(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_open_v4(address),
        IpAddr::V6(address) => is_open_v6(address),
    }
}

fn is_open_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let shared = a == 100 && (64..128).contains(&b);
    // "This" network, what is kept for later, for protocols, for relays and for measuring.
    let special =
        a == 0 || a >= 240 || matches!((a, b, c), (192, 0, 0) | (192, 88, 99)) || (a == 198 && (18..20).contains(&b));
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || shared
        || special)
}

fn is_open_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    // Only what is given out to the open net, and nothing that hides an address of version 4 within it.
    let given_out = parts[0] & 0xe000 == 0x2000;
    let documentation = (parts[0] == 0x2001 && parts[1] == 0x0db8) || parts[0] == 0x3fff;
    let tunnel = parts[0] == 0x2002 || (parts[0] == 0x2001 && parts[1] == 0);
    given_out && !documentation && !tunnel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_open_net_is_asked() {
        for open in ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8"] {
            assert!(is_open(open.parse().unwrap()), "{open}");
        }
        for closed in [
            "127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.0.1",
            "192.88.99.1",
            "::1",
            "::",
            "fc00::1",
            "fe80::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(!is_open(closed.parse().unwrap()), "{closed}");
        }
    }

    #[test]
    fn a_name_is_judged_by_the_addresses_that_are_connected_to() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let resolved =
            |private: bool| runtime.block_on(Guarded(Outward { private }).resolve("localhost".parse().unwrap()));
        let refused = resolved(false).err().unwrap();
        assert!(refused.is::<Private>(), "{refused}");
        assert!(resolved(true).unwrap().count() > 0);
    }

    #[test]
    fn an_address_is_encrypted_plain_and_elsewhere_unless_the_operator_says_so() {
        let admits = |private: bool, url: &str| Outward { private }.admits(&url.parse().unwrap());
        assert!(admits(false, "https://gids.example/hsds/v3"));
        for wrong in [
            "http://gids.example/hsds/v3",
            "https://127.0.0.1/hsds",
            "https://[::1]/hsds",
            "https://localhost/hsds",
            "https://2130706433/hsds",
            "https://0x7f.1/hsds",
            "https://printer.local/hsds",
            "https://user:pass@gids.example/",
            "ftp://gids.example/",
            "file:///etc/passwd",
        ] {
            assert!(!admits(false, wrong), "{wrong}");
        }
        assert!(admits(true, "http://127.0.0.1:8080/hsds/v3") && !admits(true, "file:///etc/passwd"));
    }
}
