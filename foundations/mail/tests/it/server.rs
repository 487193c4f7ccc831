//! A mail server that answers as it is told, and remembers what it heard.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub struct Server {
    port: u16,
    heard: Arc<Mutex<String>>,
}

impl Server {
    /// Answers the receiver's address with `answer`.
    pub async fn start(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(String::new()));
        let ears = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, answer, Arc::clone(&ears)));
            }
        });
        Self { port, heard }
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub fn taken(&self) -> String {
        self.heard.lock().unwrap().clone()
    }
}

async fn talk(stream: TcpStream, answer: &'static str, heard: Arc<Mutex<String>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut in_data = false;
    if write.write_all(b"220 test\r\n").await.is_err() {
        return;
    }
    while let Ok(Some(line)) = lines.next_line().await {
        heard.lock().unwrap().push_str(&format!("{line}\n"));
        let reply = match line.split([' ', ':']).next().unwrap_or_default() {
            "." => {
                in_data = false;
                "250 ok"
            }
            _ if in_data => continue,
            "RCPT" => answer,
            "DATA" => {
                in_data = true;
                "354 go on"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        if write.write_all(format!("{reply}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}
