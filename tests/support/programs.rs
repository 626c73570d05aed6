//! The programs that a journey needs. Each ends with the value that stands for it, after a panic too.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    time::{Instant, sleep},
};

use super::{PATIENCE, engine::Engine, root};

/// `bankident serve` with its sandbox, on ports of its own.
pub struct Server {
    process: Child,
    pub wizard: String,
    pub sandbox: String,
}

impl Server {
    pub async fn start(folder: &Path) -> Server {
        Server::serving(folder, None, ["0", "0"]).await
    }

    /// With what browsers load from a folder.
    pub async fn with_assets(folder: &Path, dist: &Path) -> Server {
        Server::serving(folder, Some(dist), ["0", "0"]).await
    }

    /// Another release takes the place of this one.
    pub async fn release(&mut self, folder: &Path, dist: &Path) {
        end(&mut self.process);
        let ports = [&self.wizard, &self.sandbox];
        let ports = ports.map(|address| address.trim_end_matches('/').rsplit(':').next().unwrap().to_owned());
        *self = Server::serving(folder, Some(dist), ports.each_ref().map(String::as_str)).await;
    }

    async fn serving(folder: &Path, assets: Option<&Path>, [port, sandbox_port]: [&str; 2]) -> Server {
        let program = bankident();
        assert!(program.is_file(), "{} is not there: `cargo xtask test` builds it", program.display());
        let database = format!("sqlite://{}", folder.join("journeys.sqlite").display());
        let mut serve = Command::new(program);
        serve.args([
            "serve",
            "--demo",
            "--port",
            port,
            "--sandbox-port",
            sandbox_port,
            "--database",
            &database,
        ]);
        serve.args(["--video-url", "https://video.example/"]);
        if let Some(assets) = assets {
            serve.arg("--assets").arg(assets);
        }
        serve.arg("--partners").arg(write_partners(folder, "https://partner.example"));
        let (process, mut printed) = started(&mut serve);
        // It prints them once both ports are its own.
        let wizard = address(printed.line_with("wizard").await);
        let sandbox = address(printed.line_with("sandbox").await);
        Server { process, wizard, sandbox }
    }

    /// The partners move to this origin: the server reads them again.
    pub async fn partners_are_at(&self, folder: &Path, origin: &str, http: &reqwest::Client) {
        write_partners(folder, origin);
        let told = Command::new("kill").args(["-HUP", &self.process.id().to_string()]).status();
        assert!(told.unwrap().success());
        let page = format!("{}p/nordlicht", self.wizard);
        let deadline = Instant::now() + PATIENCE;
        loop {
            let page = http.get(&page).send().await.unwrap();
            let policy = page.headers()["content-security-policy"].to_str().unwrap();
            if policy.ends_with(&format!("frame-ancestors {origin}")) {
                return;
            }
            assert!(Instant::now() < deadline, "the partners were not read again: {policy}");
            sleep(Duration::from_millis(50)).await;
        }
    }
}

/// The demonstration's partners, on pages of this origin; answers where their configuration is.
fn write_partners(folder: &Path, origin: &str) -> PathBuf {
    let (from, to) = (root().join("embed/demo/partners"), folder.join("partners"));
    for file in [
        "partners.toml",
        "nordlicht/logo.svg",
        "nordlicht/logo-dark.svg",
        "nordlicht/copy/de.ftl",
        "nordlicht/copy/en.ftl",
    ] {
        let text = fs::read_to_string(from.join(file)).unwrap();
        let copy = to.join(file);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::write(copy, text.replace("http://127.0.0.1:8081", origin)).unwrap();
    }
    to.join("partners.toml")
}

/// Debian's nginx in front of a server, with nothing said about how it hands things on.
pub struct Nginx {
    process: Child,
    /// `http://127.0.0.1:PORT/`
    pub address: String,
}

impl Nginx {
    pub async fn in_front_of(server: &str, folder: &Path) -> Nginx {
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let folder = folder.join("nginx");
        fs::create_dir_all(&folder).unwrap();
        let place = folder.display();
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let temporary = temporary.map(|name| format!("{name}_temp_path {place}/{name};")).join(" ");
        let configuration = format!(
            "daemon off; master_process off; pid {place}/pid; error_log {place}/errors; events {{}}
             http {{
                 access_log off; {temporary}
                 server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass {server}; }} }}
             }}"
        );
        fs::write(folder.join("nginx.conf"), configuration).unwrap();
        let mut nginx = Command::new("/usr/sbin/nginx");
        nginx.arg("-p").arg(&folder).arg("-c").arg(folder.join("nginx.conf"));
        nginx.arg("-e").arg(folder.join("errors"));
        let (process, _) = started(&mut nginx);
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let errors = || fs::read_to_string(folder.join("errors")).unwrap_or_default();
            assert!(Instant::now() < deadline, "nginx does not listen: {}", errors());
            sleep(Duration::from_millis(50)).await;
        }
        Nginx { process, address: format!("http://127.0.0.1:{port}/") }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// A partner's server and pages, `embed/demo`.
pub struct Shop {
    process: Child,
    /// `http://127.0.0.1:PORT`: another site than the wizard's `localhost`.
    pub origin: String,
}

impl Shop {
    /// With its own page, or as these options say.
    pub async fn start(wizard: &str, options: &[&str]) -> Shop {
        let mut demo = Command::new(bankident().with_file_name("bankident-demo"));
        demo.args(["--port", "0", "--wizard", wizard]).args(options);
        let (process, mut printed) = started(&mut demo);
        let origin = address(printed.line_with("demo").await).trim_end_matches('/').to_owned();
        Shop { process, origin }
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

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
            Engine::Chromium | Engine::ForgetfulChromium => Driver::of_chromium().await,
            Engine::Firefox => {
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

fn bankident() -> PathBuf {
    env::var_os("BANKIDENT_BIN").map_or_else(|| root().join("target/debug/bankident"), PathBuf::from)
}

/// What was built, and the words of this folder.
pub fn bring_together(locales: &Path, dist: &Path) {
    let xtask = env::var_os("BANKIDENT_XTASK");
    let xtask = xtask.map_or_else(|| root().join("target/debug/bankident-xtask"), PathBuf::from);
    let mut words = Command::new(&xtask);
    words.arg("words").arg("--locales").arg(locales).arg("--into").arg(dist);
    let done = words.output().unwrap_or_else(|error| panic!("{}: {error}", xtask.display()));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn address(line: Option<String>) -> String {
    let line = line.expect("the server says where it is");
    line.split_whitespace().find(|word| word.starts_with("http")).unwrap().to_owned()
}

fn started(program: &mut Command) -> (Child, Printed) {
    program.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = program.spawn().unwrap_or_else(|error| {
        let name = program.get_program().display();
        panic!("{name} does not start ({error}): `cargo xtask test` installs what the journeys need")
    });
    let printed = Printed::by(&mut process);
    (process, printed)
}

fn end(process: &mut Child) {
    // It may have ended by itself.
    process.kill().ok();
    process.wait().ok();
}

/// What a program prints. It is read to its end: a program that cannot print any more would stop.
struct Printed(UnboundedReceiver<String>);

impl Printed {
    fn by(process: &mut Child) -> Printed {
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let (sender, receiver) = unbounded_channel();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                sender.send(line).ok();
            }
        });
        Printed(receiver)
    }

    /// The next line with these words; `None` where the program ends without.
    async fn line_with(&mut self, words: &str) -> Option<String> {
        loop {
            let line = self.0.recv().await?;
            if line.contains(words) {
                return Some(line);
            }
        }
    }
}
