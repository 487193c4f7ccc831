//! Temporary: serves the test site for looking at it.
#[path = "../tests/it/site.rs"]
#[allow(dead_code)]
mod site;
#[tokio::main]
async fn main() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8322").await.unwrap();
    axum::serve(listener, site::site()).await.unwrap();
}
