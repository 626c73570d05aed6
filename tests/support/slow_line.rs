//! A line on which the wizard's WebAssembly is late, in front of the server: for every engine.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::AbortHandle,
};

pub struct SlowLine {
    pub address: String,
    released: watch::Sender<bool>,
    accepting: AbortHandle,
}

impl SlowLine {
    /// In front of the server at this address (`http://HOST:PORT/`).
    pub async fn to(server: &str) -> SlowLine {
        let server = server.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://localhost:{}/", listener.local_addr().unwrap().port());
        let (released, held) = watch::channel(false);
        let accepting = tokio::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                tokio::spawn(relay(browser, server.clone(), held.clone()));
            }
        });
        SlowLine { address, released, accepting: accepting.abort_handle() }
    }

    /// The WebAssembly may come, now and from here on.
    pub fn release(&self) {
        self.released.send_replace(true);
    }
}

impl Drop for SlowLine {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// One connection. Browsers do not pipeline: what they send at once is one request.
async fn relay(browser: TcpStream, server: String, mut held: watch::Receiver<bool>) {
    let Ok(server) = TcpStream::connect(server).await else { return };
    let (mut from_browser, mut to_browser) = browser.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let answers = tokio::spawn(async move { copy(&mut from_server, &mut to_browser).await });
    let mut request = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = from_browser.read(&mut request).await {
        let first_line = request[..length].split(|byte| *byte == b'\r').next().unwrap_or_default();
        let is_wasm = first_line.windows(6).any(|part| part == b".wasm ");
        if is_wasm && held.wait_for(|released| *released).await.is_err() {
            break;
        }
        if to_server.write_all(&request[..length]).await.is_err() {
            break;
        }
    }
    answers.abort();
}
