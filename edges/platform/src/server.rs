//! The door to the network: takes connections within limits, and closes in good order.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::ServiceExt as _;

/// Connections at the same time; more wait in the system's queue.
const CONNECTIONS: usize = 2_048;
/// How long a connection may take to say what it wants, and how long it may be silent between requests.
const HEADER_TIME: Duration = Duration::from_secs(15);
/// Bytes of a request's head.
const HEAD: usize = 32 * 1024;
/// How long requests in hand may take once we are told to stop.
const DRAIN: Duration = Duration::from_secs(25);
/// How long to wait when the system has no room for another connection.
const PAUSE: Duration = Duration::from_millis(100);

/// The door.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    trusted: Arc<[IpAddr]>,
    /// Connections at the same time.
    most: usize,
}

/// A connection that was let in: its place, and who it is.
type Entered = (OwnedSemaphorePermit, TcpStream, SocketAddr);

/// Why the door does not open.
#[derive(Debug, thiserror::Error)]
pub enum ListenFault {
    /// Somebody else listens there.
    #[error("`{0}` is taken by another program; stop that one, or choose another port with --listen 127.0.0.1:8081")]
    Taken(String),
    /// The system refuses, or there is no such address.
    #[error("cannot listen on `{0}`: {1}; write an address of this machine and a port, such as 127.0.0.1:8080")]
    Refused(String, #[source] io::Error),
}

impl Server {
    /// Takes the address. From now on connections queue up; they are answered once it runs.
    ///
    /// # Errors
    /// When the address is taken, or none of this machine's.
    pub async fn bind(address: &str, trusted_proxies: &[IpAddr]) -> Result<Self, ListenFault> {
        let listener = TcpListener::bind(address).await.map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => ListenFault::Taken(address.to_owned()),
            _ => ListenFault::Refused(address.to_owned(), error),
        })?;
        let trusted = trusted_proxies.iter().map(IpAddr::to_canonical).collect();
        Ok(Self { listener, trusted, most: CONNECTIONS })
    }

    /// The address taken, with the port that the system chose where 0 was asked for.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until `stop` turns true, then finishes the requests in hand.
    pub async fn run(self, router: Router, mut stop: watch::Receiver<bool>) {
        let graceful = GracefulShutdown::new();
        let room = Arc::new(Semaphore::new(self.most));
        loop {
            // Being told to stop counts also while every place is taken and nobody is let in.
            let (place, stream, peer) = tokio::select! {
                next = self.next(&room) => match next {
                    Ok(next) => next,
                    Err(error) => {
                        tracing::warn!("a connection was not taken: {error}");
                        tokio::time::sleep(PAUSE).await;
                        continue;
                    }
                },
                () = told(&mut stop) => break,
            };
            let visit = attend(stream, peer, router.clone(), Arc::clone(&self.trusted), graceful.watcher());
            tokio::spawn(async move {
                visit.await;
                drop(place);
            });
        }
        drop(self.listener);
        if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
            tracing::warn!("requests that took longer than {} s were broken off", DRAIN.as_secs());
        }
    }

    /// The next connection, once there is a place for it.
    async fn next(&self, room: &Arc<Semaphore>) -> io::Result<Entered> {
        let place = Arc::clone(room).acquire_owned().await.map_err(io::Error::other)?;
        let (stream, peer) = self.listener.accept().await?;
        Ok((place, stream, peer))
    }
}

/// Waits until we are told to stop, or nobody is left to tell us.
pub(crate) async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Answers one visitor until either side has had enough.
async fn attend(stream: TcpStream, peer: SocketAddr, router: Router, trusted: Arc<[IpAddr]>, watcher: Watcher) {
    // Answers are whole when they are sent: waiting for more only costs time. A socket that refuses is slower, not wrong.
    let _ = stream.set_nodelay(true);
    let answer = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        let from = SocketAddr::new(origin(peer.ip(), request.headers(), &trusted), peer.port());
        request.extensions_mut().insert(ConnectInfo(from));
        router.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), answer);
    // A connection that breaks off is the visitor's business.
    let _ = watcher.watch(connection).await;
}

/// The visitor's address: the nearest one that no trusted proxy has. Each proxy speaks for the hop before it, from ours
/// outwards; where one wrote something that is no address, what stands before that is nobody's word, and not believed.
fn origin(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let values = headers.get_all("x-forwarded-for");
    let mut hops = values.iter().rev().flat_map(|value| value.as_bytes().rsplit(|byte| *byte == b','));
    let mut nearest = peer.to_canonical();
    while trusted.contains(&nearest) {
        let Some(before) = hops.next().and_then(address) else { break };
        nearest = before;
    }
    nearest
}

/// An address as proxies write it: bare, with a port, or in brackets.
fn address(hop: &[u8]) -> Option<IpAddr> {
    let text = str::from_utf8(hop).ok()?.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    bare.parse::<IpAddr>().ok().or_else(with_port).map(|ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    fn seen_as(peer: &str, forwarded: &[&'static str], trusted: &[&str]) -> String {
        let ip = |text: &&str| text.parse::<IpAddr>().unwrap();
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(value));
        }
        origin(ip(&peer), &headers, &trusted.iter().map(ip).collect::<Vec<_>>()).to_string()
    }

    #[test]
    fn only_trusted_proxies_speak_for_a_visitor() {
        let way = ["198.51.100.9, 203.0.113.7, 10.0.0.2"];
        assert_eq!(seen_as("192.0.2.1", &way, &[]), "192.0.2.1");
        assert_eq!(seen_as("10.0.0.1", &way, &["10.0.0.1"]), "10.0.0.2");
        assert_eq!(seen_as("10.0.0.1", &way, &["10.0.0.1", "10.0.0.2"]), "203.0.113.7");
        assert_eq!(seen_as("192.0.2.1", &way, &["10.0.0.1"]), "192.0.2.1");
        let lines = ["198.51.100.9", "203.0.113.7", "10.0.0.2"];
        assert_eq!(seen_as("10.0.0.1", &lines, &["10.0.0.1", "10.0.0.2"]), "203.0.113.7");
        assert_eq!(seen_as("10.0.0.1", &[], &["10.0.0.1"]), "10.0.0.1");
    }

    #[test]
    fn what_stands_before_an_unreadable_hop_is_not_believed() {
        for unreadable in
            ["198.51.100.9, unknown", "198.51.100.9, ", "198.51.100.9, 203.0.113.7:port", "198.51.100.9;x"]
        {
            assert_eq!(seen_as("10.0.0.1", &[unreadable], &["10.0.0.1"]), "10.0.0.1", "{unreadable}");
        }
        let further = ["198.51.100.9, unknown, 10.0.0.2"];
        assert_eq!(seen_as("10.0.0.1", &further, &["10.0.0.1", "10.0.0.2"]), "10.0.0.2");
    }

    #[test]
    fn addresses_are_read_as_proxies_write_them() {
        let cases = [
            ("203.0.113.7:51234", "203.0.113.7"),
            ("[2001:db8::7]:51234", "2001:db8::7"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("2001:db8::7", "2001:db8::7"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
        ];
        for (written, read) in cases {
            assert_eq!(seen_as("::ffff:10.0.0.1", &[written], &["10.0.0.1"]), read, "{written}");
        }
    }

    #[tokio::test]
    async fn a_full_house_still_hears_that_it_is_to_stop() {
        let server = Server { most: 1, ..Server::bind("127.0.0.1:0", &[]).await.unwrap() };
        let address = server.address().unwrap();
        let (stop, stopped) = watch::channel(false);
        let running = tokio::spawn(server.run(Router::new().route("/", get(async || "done")), stopped));
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200");
        stop.send(true).unwrap();
        // Without being heard, it would wait for the silent connection: HEADER_TIME.
        tokio::time::timeout(Duration::from_secs(5), running).await.expect("it stops at once").unwrap();
    }

    #[tokio::test]
    async fn a_request_in_hand_is_finished_before_the_door_closes() {
        let server = Server::bind("127.0.0.1:0", &[]).await.unwrap();
        let address = server.address().unwrap();
        let slow = async || {
            tokio::time::sleep(Duration::from_millis(200)).await;
            "done"
        };
        let (stop, stopped) = watch::channel(false);
        let running = tokio::spawn(server.run(Router::new().route("/", get(slow)), stopped));
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
        stop.send(true).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"), "{answer}");
        running.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }

    #[tokio::test]
    async fn a_taken_address_says_what_to_do() {
        let first = Server::bind("127.0.0.1:0", &[]).await.unwrap();
        let address = first.address().unwrap().to_string();
        let fault = Server::bind(&address, &[]).await.unwrap_err().to_string();
        assert!(fault.contains("is taken by another program") && fault.contains("--listen"), "{fault}");
        let fault = Server::bind("nonsense", &[]).await.unwrap_err().to_string();
        assert!(fault.contains("cannot listen on `nonsense`"), "{fault}");
    }
}
