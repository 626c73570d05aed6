//! Tries the partner API's OpenAPI document with the tools that partners have: two generators, a linter, and schemathesis
//! against the running server.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{
    embed::tsc_strict,
    fs::{at_root, copy_all, target},
    process::{output, path_with, run},
    serve, setup,
};

/// The document. A test of the server compares it with the code.
const DOCUMENT: &str = "docs/partner-api.json";

/// The demonstration's partner that calls.
const API_KEY: &str = "bk_demo_nordlicht_not_a_secret";

pub fn check() -> Result<()> {
    let python = setup::partner_tools()?;
    let folder = target().join("partner-api");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    lint()?;
    typescript(&folder)?;
    client(&python, &folder)?;
    answers(&python, &folder)
}

/// A program of `embed/checks`.
fn from_npm(program: &str) -> Command {
    Command::new(at_root("embed/checks/node_modules/.bin").join(program))
}

fn lint() -> Result<()> {
    run(from_npm("redocly").arg("lint").arg(at_root(DOCUMENT)).env("REDOCLY_TELEMETRY", "off"))
}

fn typescript(folder: &Path) -> Result<()> {
    let types = folder.join("partner-api.ts");
    run(from_npm("openapi-typescript").arg(at_root(DOCUMENT)).arg("--output").arg(&types))?;
    run(tsc_strict().arg(types))
}

/// A client in Python has a module for each operation, and each can be imported.
fn client(python: &Path, folder: &Path) -> Result<()> {
    let mut generate = Command::new(python.join("openapi-python-client"));
    generate.args(["generate", "--meta", "none", "--output-path", "client", "--path"]);
    generate.arg(at_root(DOCUMENT)).current_dir(folder);
    run(generate.env("PATH", path_with(&[python.to_owned()])?))?;
    let document: Value = serde_json::from_str(&fs::read_to_string(at_root(DOCUMENT))?)?;
    for operation in operations(&document) {
        let import = format!("import client.api.journeys.{operation}");
        output(Command::new(python.join("python")).args(["-c", &import]).current_dir(folder))?;
        println!("{operation} can be called");
    }
    Ok(())
}

fn operations(document: &Value) -> impl Iterator<Item = &str> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let methods = paths.flat_map(|(_, path)| path.as_object().into_iter().flatten());
    methods.filter_map(|(_, operation)| operation["operationId"].as_str())
}

/// What the server answers is what its document says.
fn answers(python: &Path, folder: &Path) -> Result<()> {
    let server = Server::start(folder)?;
    let mut schemathesis = Command::new(python.join("schemathesis"));
    schemathesis.arg("--config-file").arg(at_root("embed/checks/schemathesis.toml")).arg("run");
    schemathesis.arg(format!("{}partner/v1/openapi.json", server.address));
    schemathesis.args(["--header", &format!("Authorization: Bearer {API_KEY}")]);
    run(schemathesis.current_dir(folder))
}

/// Our server with its sandbox, until it is dropped.
struct Server {
    process: Child,
    /// What it prints; it would stop if nobody could hear it.
    _printed: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    fn start(folder: &Path) -> Result<Server> {
        let mut serve = Command::new(serve::bankident()?);
        serve
            .args(["serve", "--demo", "--port", "0", "--sandbox-port", "0", "--partners"])
            .arg(partners(folder)?);
        serve.args(["--database", &format!("sqlite://{}", folder.join("journeys.sqlite").display())]);
        let mut process = serve.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut printed = BufReader::new(process.stdout.take().context("the server prints nothing")?);
        let address = address(&mut printed);
        let server = Server { process, _printed: printed, address: address.unwrap_or_default() };
        match server.address.is_empty() {
            true => bail!("the server does not start"),
            false => Ok(server),
        }
    }
}

/// What the server says once it is there.
fn address(printed: &mut impl BufRead) -> Option<String> {
    let mut lines = printed.lines().map_while(Result::ok);
    lines.find_map(|line| Some(line.strip_prefix("wizard ")?.trim().to_owned()))
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// The demonstration's partners, without a limit that counts here.
fn partners(folder: &Path) -> Result<PathBuf> {
    let copy = folder.join("partners");
    copy_all(&at_root("embed/demo/partners"), &copy)?;
    let file = copy.join("partners.toml");
    let text = fs::read_to_string(&file)?;
    let unlimited = text.replacen("\nname =", "\nrequests_per_minute = 1000000\nname =", 1);
    fs::write(&file, unlimited)?;
    Ok(file)
}
