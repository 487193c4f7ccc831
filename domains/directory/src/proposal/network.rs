//! Where a proposal came from, as a keyed hash: enough to slow a flood down, and tells nobody's address.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use access::{Actor, Vault};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

/// The purpose of the hash.
const PURPOSE: &str = "directory.network";

/// The address that a request came from, when the server tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Peer(Option<IpAddr>);

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(peer.map(|ConnectInfo(peer)| peer.ip())))
    }
}

impl Peer {
    /// Somewhere that nobody tells.
    pub(crate) const fn unknown() -> Self {
        Self(None)
    }

    /// The network as it is kept. Of a version 6 address the network counts: a home has as many addresses as it likes. Whoever is
    /// signed in is counted by account, a program by its token.
    pub(crate) fn network(self, vault: &Vault, actor: &Actor) -> String {
        if let Some(program) = actor.program() {
            return vault.blind_index(PURPOSE, &program.token.to_string());
        }
        let network = match (actor.account(), self.0.map(|address| address.to_canonical())) {
            (Some(account), _) => account.id.to_string(),
            (None, Some(IpAddr::V4(address))) => address.to_string(),
            (None, Some(IpAddr::V6(address))) => format!("{:x?}", &address.segments()[..4]),
            (None, None) => "unknown".to_owned(),
        };
        vault.blind_index(PURPOSE, &network)
    }
}

#[cfg(test)]
mod tests {
    use kernel::Random;

    use super::*;

    #[test]
    fn a_home_is_one_network_and_names_nothing() {
        let vault = Vault::new([1; 32], Random::seeded(1));
        let of = |text: &str| Peer(Some(text.parse().unwrap())).network(&vault, &Actor::Visitor);
        assert_eq!(of("2001:db8:1:2::3"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::3"), of("2001:db8:1:3::3"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert!(!of("192.0.2.1").contains("192"));
    }
}
