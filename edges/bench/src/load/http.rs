//! An asker over HTTP/1.1 that keeps its connection; it does no more work than it must, for it shares the machine.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::Asker;

/// The end of the head of a response.
const HEAD_ENDS: &[u8] = b"\r\n\r\n";
/// The end of a body sent in chunks.
const CHUNKS_END: &[u8] = b"\r\n0\r\n\r\n";

/// A connection and the requests it may be told to send.
pub(crate) struct Browser {
    stream: TcpStream,
    requests: Arc<Vec<Vec<u8>>>,
    received: Vec<u8>,
}

/// One answer, as it came over the wire.
pub(crate) struct Answer<'a> {
    /// The head, in lower case.
    pub(crate) head: String,
    /// The bytes of the body; still compressed when it was.
    pub(crate) body: &'a [u8],
}

impl Answer<'_> {
    /// The status, such as 200.
    pub(crate) fn status(&self) -> u16 {
        self.head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
    }
}

/// A GET request as a browser sends it, over a connection that stays.
pub(crate) fn get(path: &str, more: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\n{more}\r\n").into_bytes()
}

impl Browser {
    pub(crate) async fn open(address: SocketAddr, requests: Arc<Vec<Vec<u8>>>) -> Result<Self, String> {
        let stream = TcpStream::connect(address).await.map_err(|error| format!("{address}: {error}"))?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        Ok(Self { stream, requests, received: Vec::with_capacity(64 * 1024) })
    }

    /// Several connections that send the same requests.
    pub(crate) async fn several(
        address: SocketAddr,
        requests: &Arc<Vec<Vec<u8>>>,
        count: usize,
    ) -> Result<Vec<Self>, String> {
        let mut browsers = Vec::new();
        for _ in 0..count {
            browsers.push(Self::open(address, Arc::clone(requests)).await?);
        }
        Ok(browsers)
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn answer(&mut self, question: usize) -> Result<Answer<'_>, String> {
        let request = &self.requests[question];
        self.stream.write_all(request).await.map_err(|error| format!("the request was not taken: {error}"))?;
        self.received.clear();
        let head_ends = loop {
            self.receive().await?;
            if let Some(at) = find(&self.received, HEAD_ENDS) {
                break at + HEAD_ENDS.len();
            }
        };
        let head = String::from_utf8_lossy(&self.received[..head_ends]).to_ascii_lowercase();
        let length = header(&head, "content-length").and_then(|length| length.parse::<usize>().ok());
        while !is_whole(&self.received[head_ends..], length) {
            self.receive().await?;
        }
        Ok(Answer { head, body: &self.received[head_ends..] })
    }

    async fn receive(&mut self) -> Result<(), String> {
        match self.stream.read_buf(&mut self.received).await {
            Ok(0) => Err("the server closed the connection".to_owned()),
            Ok(_) => Ok(()),
            Err(error) => Err(format!("the answer broke off: {error}")),
        }
    }
}

impl Asker for Browser {
    async fn ask(&mut self, question: usize) -> Result<(), String> {
        let answer = self.answer(question).await?;
        if answer.status() == 200 {
            return Ok(());
        }
        let line = answer.head.lines().next().unwrap_or_default().to_owned();
        Err(format!("{line} to {}", String::from_utf8_lossy(&self.requests[question])))
    }
}

fn is_whole(body: &[u8], length: Option<usize>) -> bool {
    match length {
        Some(length) => body.len() >= length,
        None => body.ends_with(CHUNKS_END) || body == &CHUNKS_END[2..],
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.find(|(found, _)| *found == name).map(|(_, value)| value.trim())
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    /// A server that gives the answers in turn over one connection, in two pieces each.
    async fn server(answers: &'static [&'static str]) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            for answer in answers {
                let mut request = [0; 512];
                assert!(stream.read(&mut request).await.unwrap() > 0);
                let (first, second) = answer.split_at(answer.len() / 2);
                stream.write_all(first.as_bytes()).await.unwrap();
                stream.flush().await.unwrap();
                tokio::task::yield_now().await;
                stream.write_all(second.as_bytes()).await.unwrap();
            }
        });
        address
    }

    #[tokio::test]
    async fn whole_answers_are_read_over_one_connection() {
        let address = server(&[
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: br\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        ])
        .await;
        let mut browser = Browser::open(address, Arc::new(vec![get("/", "")])).await.unwrap();
        let first = browser.answer(0).await.unwrap();
        assert_eq!((first.status(), first.body), (200, &b"hello"[..]));
        let second = browser.answer(0).await.unwrap();
        assert_eq!(header(&second.head, "content-encoding"), Some("br"));
        assert!(second.body.starts_with(b"3"));
        let refused = browser.ask(0).await.unwrap_err();
        assert!(refused.starts_with("http/1.1 404"), "{refused}");
    }
}
