//! The servers of the measured pages, on free ports.

use std::{
    collections::HashMap,
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
};

use anyhow::{Context, Result};
use axum::{
    Router,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tokio::{net::TcpListener, runtime::Runtime};

use crate::{
    compress::compress,
    fs::{at_root, root},
    serve,
};

/// A file, as it is before compression.
pub struct File {
    pub path: String,
    pub kind: &'static str,
    pub content: Vec<u8>,
}

/// Serves files with brotli -q 11, as the wizard's server does.
pub struct FileServer {
    pub url: String,
    /// Ends the server with itself.
    _runtime: Runtime,
}

impl FileServer {
    pub fn start(files: Vec<File>) -> Result<FileServer> {
        let mut compressed = HashMap::new();
        for File { path, kind, content } in files {
            compressed.insert(path, (kind, compress(&content)?));
        }
        let compressed = Arc::new(compressed);
        let answer = move |uri: Uri| {
            let found = compressed.get(uri.path()).cloned();
            async move { found.map_or(StatusCode::NOT_FOUND.into_response(), brotli) }
        };
        let runtime = Runtime::new()?;
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0)))?;
        // Browsers accept brotli without TLS from `localhost` alone.
        let url = format!("http://localhost:{}/", listener.local_addr()?.port());
        runtime.spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
        Ok(FileServer { url, _runtime: runtime })
    }
}

fn brotli((kind, content): (&'static str, Vec<u8>)) -> Response {
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CONTENT_ENCODING, "br"), (header::CACHE_CONTROL, "no-cache")];
    (headers, content).into_response()
}

/// `bankident serve` in front of its sandbox, with an empty database.
pub struct WizardServer {
    /// With a slash at its end.
    pub url: String,
    process: Child,
}

impl WizardServer {
    pub fn start() -> Result<WizardServer> {
        let folder = at_root("target/bench");
        let database = format!("sqlite://{}", folder.join("journeys.sqlite").display());
        let mut server = Command::new(serve::bankident()?);
        server.args(["serve", "--demo", "--port", "0", "--sandbox-port", "0", "--database", &database]);
        server.stdout(Stdio::piped()).stderr(fs::File::create(folder.join("server.log"))?);
        let mut process = server.current_dir(root()).spawn().context("cannot start the server")?;
        let printed = process.stdout.take().context("the server prints nothing")?;
        let mut lines = BufReader::new(printed).lines().map_while(Result::ok);
        // It prints its address once the port is its own.
        let line = lines.find(|line| line.starts_with("wizard"));
        let url = line.as_deref().and_then(|line| line.split_whitespace().nth(1)).map(str::to_owned);
        // Read to the end: a program that cannot print any more would stop.
        thread::spawn(move || lines.for_each(drop));
        match url {
            Some(url) => Ok(WizardServer { url, process }),
            None => {
                process.wait()?;
                anyhow::bail!("the server did not start; see {}", folder.join("server.log").display())
            }
        }
    }
}

impl Drop for WizardServer {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
