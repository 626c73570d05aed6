//! The servers that a journey needs. Each ends with the value that stands for it, after a panic too.

use std::{
    env, fs,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command},
    time::Duration,
};

use tokio::time::{Instant, sleep};

use super::{
    PATIENCE,
    process::{end, started},
    root,
};

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

    /// What a command says about the database of the server in this folder.
    pub fn command(folder: &Path, arguments: &[&str]) -> String {
        let database = format!("sqlite://{}", folder.join("journeys.sqlite").display());
        let mut command = Command::new(bankident());
        let output = command.args(arguments).args(["--database", &database]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
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
