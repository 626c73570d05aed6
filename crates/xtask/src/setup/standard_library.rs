//! Rust's standard library for browsers: as rustup ships it, or as sources.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::packages::{apt, step};
use crate::process::{output, run, succeeds};

/// Where the sources of Rust's standard library come from.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StdFrom {
    /// rustup where its servers can be reached, else Debian.
    Any,
    Rustup,
    Debian,
}

/// Whether the toolchain in use can compile for browsers, once rustup was asked.
pub(super) fn std_for_browsers() -> Result<bool> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let library = Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("lib");
    if !library.is_dir() && !debian_is_linked() {
        step(
            &format!("rustup target add {TARGET}"),
            "Rust's standard library for browsers",
            "10 seconds",
            || {
                if !succeeds(Command::new("rustup").args(["target", "add", TARGET])) {
                    println!("        rustup cannot add it here: it is compiled from its sources instead");
                }
                Ok(())
            },
        )?;
    }
    Ok(library.is_dir())
}

/// The shipped wizard is built with the standard library's sources: built for size and without the texts of panics,
/// it is a fifth smaller than with the library that rustup ships.
pub(super) fn std_sources(from: StdFrom) -> Result<Option<&'static str>> {
    let rustup = from != StdFrom::Debian;
    if rustup && sources_of_toolchain()? {
        return Ok(None);
    }
    // Once Debian's is there, rustup's servers are not tried again at every start.
    let debian = from != StdFrom::Rustup && debian_is_linked();
    if rustup && !debian {
        add_sources()?;
        if sources_of_toolchain()? {
            return Ok(None);
        }
    }
    match from {
        StdFrom::Rustup => bail!("rustup could not add the component rust-src to the toolchain in use"),
        StdFrom::Any | StdFrom::Debian => debian_toolchain().map(Some),
    }
}

/// Whether the toolchain in use has the sources.
fn sources_of_toolchain() -> Result<bool> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(&sysroot).join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
}

fn add_sources() -> Result<()> {
    let why = "the sources of Rust's standard library";
    step("rustup component add rust-src", why, "10 seconds", || {
        if !succeeds(Command::new("rustup").args(["component", "add", "rust-src"])) {
            println!("        rustup cannot add it here: Debian's packages have the same");
        }
        Ok(())
    })
}

const DEBIAN: &str = "debian";

fn debian_is_linked() -> bool {
    let toolchains = output(Command::new("rustup").args(["toolchain", "list"]));
    toolchains.is_ok_and(|list| list.lines().any(|line| line.split_whitespace().next() == Some(DEBIAN)))
}

/// Debian's own Rust (it brings the sources and a linker for WebAssembly), as a toolchain of rustup named `debian`.
fn debian_toolchain() -> Result<&'static str> {
    apt(
        &["rustc-web", "cargo-web", "rust-web-src", "lld-22"],
        "Rust's standard library as sources",
        "1 minute",
    )?;
    link_linker(&host()?)?;
    if !debian_is_linked() {
        run(Command::new("rustup").args(["toolchain", "link", DEBIAN, "/usr"]))?;
    }
    Ok(DEBIAN)
}

/// Debian's rustc looks for its linker under another name than the package gives it.
fn link_linker(host: &str) -> Result<()> {
    const LLD: &str = "/usr/lib/llvm-22/bin/lld";
    let folder = Path::new("/usr/lib/rustlib").join(host).join("bin");
    let linker = folder.join("rust-lld");
    if linker.exists() {
        return Ok(());
    }
    fs::create_dir_all(&folder)
        .and_then(|()| std::os::unix::fs::symlink(LLD, &linker))
        .with_context(|| format!("missing: {0}. As root: ln -s {LLD} {0}", linker.display()))
}

/// What this machine is called by Rust: `x86_64-unknown-linux-gnu`.
pub fn host() -> Result<String> {
    output(Command::new("rustc").args(["--print", "host-tuple"]))
}
