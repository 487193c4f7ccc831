//! Where a request came from: for slowing guesses down and for counting nobody twice.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

/// The address that a request came from, when the server tells. The server looks behind proxies that it trusts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Origin(pub Option<IpAddr>);

impl Origin {
    /// The network behind the address: a home has as many version 6 addresses as it likes, of one network.
    pub(crate) fn network(self) -> String {
        match self.0.map(|address| address.to_canonical()) {
            Some(IpAddr::V4(address)) => address.to_string(),
            Some(IpAddr::V6(address)) => format!("{:x?}", &address.segments()[..4]),
            None => String::new(),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(peer.map(|ConnectInfo(peer)| peer.ip())))
    }
}
