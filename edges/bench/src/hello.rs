//! The limit: the same server library answering eleven bytes. What a page costs is its distance to this.

use std::net::SocketAddr;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;

/// Answers "Hello world" to every request until it is ended.
pub(crate) async fn serve(address: SocketAddr) -> Result<(), String> {
    let listener = TcpListener::bind(address).await.map_err(|error| format!("{address}: {error}"))?;
    let router = Router::new().route("/", get(async || "Hello world"));
    axum::serve(listener, router).await.map_err(|error| error.to_string())
}
