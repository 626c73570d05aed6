//! The drivers of the browsers (WebDriver).

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command},
    time::Duration,
};

use tokio::time::{Instant, sleep};

use super::{
    PATIENCE,
    engine::Engine,
    process::{end, started},
};

/// A driver of WebDriver's, and the browser that it starts.
pub struct Driver {
    process: Child,
    port: u16,
    /// chromedriver ends on request, with its browser; the others when their session does.
    ends_on_request: bool,
    _screen: Option<Screen>,
}

impl Driver {
    pub async fn start(engine: Engine) -> Driver {
        match engine {
            Engine::Chromium | Engine::ForgetfulChromium | Engine::PlainChromium => {
                Driver::of_chromium().await
            }
            Engine::Firefox | Engine::ForgetfulFirefox => {
                let (process, mut printed) = started(Command::new("geckodriver").arg("--port=0"));
                let line = printed.line_with("Listening on").await.expect("geckodriver says where it is");
                let port = line.rsplit(':').next().unwrap().trim().parse().unwrap();
                Driver { process, port, ends_on_request: false, _screen: None }
            }
            Engine::WebKit => Driver::of_webkit().await,
        }
    }

    /// chromedriver takes its port for two protocols, and the second may be in use: then another one.
    async fn of_chromium() -> Driver {
        for _ in 0..5 {
            let (process, mut printed) = started(Command::new("chromedriver").arg("--port=0"));
            if let Some(line) = printed.line_with("started successfully on port").await {
                let port = line.trim_end_matches('.').rsplit(' ').next().unwrap().parse().unwrap();
                return Driver { process, port, ends_on_request: true, _screen: None };
            }
        }
        panic!("chromedriver finds no port")
    }

    /// WebKit has no headless mode: it gets a screen that nobody sees. Its driver neither chooses a port nor says that it is
    /// there.
    async fn of_webkit() -> Driver {
        let screen = Screen::start().await;
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let mut driver = Command::new("WebKitWebDriver");
        driver.arg(format!("--port={port}")).env("DISPLAY", &screen.display);
        driver
            .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
        let (process, _) = started(&mut driver);
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < deadline, "WebKitWebDriver does not listen");
            sleep(Duration::from_millis(50)).await;
        }
        Driver { process, port, ends_on_request: false, _screen: Some(screen) }
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks for the end: killed, chromedriver would leave its browser behind.
    fn shut_down(&self) -> std::io::Result<()> {
        if !self.ends_on_request {
            return Err(std::io::ErrorKind::Unsupported.into());
        }
        let mut connection = TcpStream::connect(("localhost", self.port))?;
        connection.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        connection.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        match self.shut_down() {
            Ok(()) => {
                self.process.wait().ok();
            }
            Err(_) => end(&mut self.process),
        }
    }
}

/// A screen that nobody sees.
struct Screen {
    process: Child,
    /// `:99`
    display: String,
}

impl Screen {
    async fn start() -> Screen {
        // It chooses a free number, and says which on its standard output.
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]);
        let (process, mut printed) = started(&mut xvfb);
        let number = printed.line_with("").await.expect("Xvfb says which screen it is");
        Screen { process, display: format!(":{}", number.trim()) }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}
