//! The programs that a journey needs. Each ends with the value that stands for it, after a panic too.

use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::root;

/// `bankident serve` with its sandbox, on ports of its own.
pub struct Server {
    process: Child,
    pub wizard: String,
    pub sandbox: String,
}

impl Server {
    pub async fn start(folder: &Path) -> Server {
        let program = bankident();
        assert!(program.is_file(), "{} is not there: `cargo xtask test` builds it", program.display());
        let database = format!("sqlite://{}", folder.join("journeys.sqlite").display());
        let mut serve = Command::new(program);
        serve.args(["serve", "--port", "0", "--sandbox-port", "0", "--database", &database]);
        serve.args(["--video-url", "https://video.example/"]);
        let (process, mut printed) = started(&mut serve);
        // It prints them once both ports are its own.
        let wizard = address(printed.line_with("wizard").await);
        let sandbox = address(printed.line_with("sandbox").await);
        Server { process, wizard, sandbox }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// chromedriver, and the browser that it starts.
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// chromedriver takes its port for two protocols, and the second may be in use: then another one.
    pub async fn start() -> Driver {
        for _ in 0..5 {
            let (process, mut printed) = started(Command::new("chromedriver").arg("--port=0"));
            if let Some(line) = printed.line_with("started successfully on port").await {
                let port = line.trim_end_matches('.').rsplit(' ').next().unwrap().parse().unwrap();
                return Driver { process, port };
            }
        }
        panic!("chromedriver finds no port")
    }

    pub fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Asks for the end: killed, chromedriver would leave its browser behind.
    fn shut_down(&self) -> std::io::Result<()> {
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

fn bankident() -> PathBuf {
    env::var_os("BANKIDENT_BIN").map_or_else(|| root().join("target/debug/bankident"), PathBuf::from)
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
