//! A server that keeps connections open and tells when they are closed, with one answer for all requests or none.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, Receiver},
    },
    thread,
};

pub(crate) struct PlainHttp {
    pub(crate) url: String,
    /// Has an entry for each connection that the client has closed.
    pub(crate) closed: Receiver<()>,
    requests: Arc<AtomicUsize>,
}

impl PlainHttp {
    /// A server that answers with a body of JSON, or reads and says nothing.
    pub(crate) fn start(answer: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::<AtomicUsize>::default();
        let (close, closed) = mpsc::channel();
        let counter = Arc::clone(&requests);
        thread::spawn(move || {
            for connection in listener.incoming() {
                let (counter, close) = (Arc::clone(&counter), close.clone());
                thread::spawn(move || {
                    let mut connection = BufReader::new(connection.unwrap());
                    while read_request(&mut connection) {
                        counter.fetch_add(1, Ordering::SeqCst);
                        if let Some(body) = answer {
                            write_answer(connection.get_mut(), body);
                        }
                    }
                    let _ = close.send(());
                });
            }
        });
        Self { url, closed, requests }
    }

    /// How many requests have come.
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

/// Reads a request; false at the end of the connection.
fn read_request(connection: &mut BufReader<TcpStream>) -> bool {
    let (mut line, mut length) = (String::new(), 0);
    loop {
        line.clear();
        if connection.read_line(&mut line).unwrap_or(0) == 0 {
            return false;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line == "\r\n" {
            return connection.read_exact(&mut vec![0; length]).is_ok();
        }
    }
}

fn write_answer(connection: &mut TcpStream, body: &str) {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json";
    write!(connection, "{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
}
