//! Installs what builds and tests need. Each step says what, why and how long; what is there is left alone.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use crate::{
    build::Flavour,
    fs::{at_root, root},
    process::{on_path, on_this_path, output, path_with, run, succeeds},
};

#[derive(Args)]
pub struct Setup {
    /// Also what the browser tests need.
    #[arg(long)]
    browsers: bool,
}

/// Where the sources of Rust's standard library come from.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StdFrom {
    /// rustup where its servers can be reached, else Debian.
    Any,
    Rustup,
    Debian,
}

/// The programs that drive browsers, beside those on the PATH.
pub struct Browsers {
    geckodriver: PathBuf,
}

impl Browsers {
    /// A PATH on which all drivers are.
    pub fn path(&self) -> Result<OsString> {
        path_with(&[self.geckodriver.join("bin")])
    }
}

/// The programs that build the wizard.
pub struct WizardTools {
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
    /// The rustup toolchain with the sources of the standard library, `None` for the one in use.
    toolchain: Option<&'static str>,
    flavour: Flavour,
}

impl WizardTools {
    /// A program (`trunk`, `cargo`, `rustc`) that finds these tools on its PATH and uses their toolchain.
    pub fn command(&self, program: &str) -> Result<Command> {
        let folders = [self.trunk.join("bin"), self.wasm_bindgen.join("bin"), at_root("node_modules/.bin")];
        let path = path_with(&folders)?;
        let mut command =
            Command::new(on_this_path(program, &path).context(format!("there is no {program}"))?);
        command.current_dir(root()).env("PATH", path);
        if let Some(toolchain) = self.toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        self.flavour.apply(&mut command);
        // The cargo that runs xtask names itself; trunk's cargo shall find its own.
        for name in ["CARGO", "RUSTC", "CARGO_MANIFEST_DIR", "CARGO_PKG_NAME"] {
            command.env_remove(name);
        }
        Ok(command)
    }

    pub fn flavour(&self) -> Flavour {
        self.flavour
    }
}

impl Setup {
    pub fn run(self, std_from: StdFrom) -> Result<()> {
        wizard_tools(std_from, Flavour::Shipping)?;
        match self.browsers {
            true => browsers().map(drop),
            false => Ok(()),
        }
    }
}

/// Installs what builds the wizard, as far as it is not there.
pub fn wizard_tools(std_from: StdFrom, wanted: Flavour) -> Result<WizardTools> {
    let stable = wanted == Flavour::Stable && std_for_browsers()?;
    let (toolchain, flavour) = match stable {
        true => (None, Flavour::Stable),
        // Without a ready standard library for browsers it is compiled from its sources, as for shipping.
        false => (std_sources(std_from)?, Flavour::Shipping),
    };
    node_packages()?;
    let trunk = cargo_tool(&CargoTool {
        name: "trunk",
        version: "0.21.14",
        why: "builds the wizard for the browser",
        usually: "5 minutes",
        arguments: &["--locked", "--no-default-features", "--features", "rustls"],
    })?;
    let wasm_bindgen = cargo_tool(&CargoTool {
        name: "wasm-bindgen-cli",
        version: &locked_version("wasm-bindgen")?,
        why: "joins the wizard to JavaScript; its version has to be that of the crate",
        usually: "3 minutes",
        arguments: &[],
    })?;
    Ok(WizardTools { trunk, wasm_bindgen, toolchain, flavour })
}

/// Whether the toolchain in use can compile for browsers, once rustup was asked.
fn std_for_browsers() -> Result<bool> {
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
fn std_sources(from: StdFrom) -> Result<Option<&'static str>> {
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

/// wasm-opt, pdf.js and, for the tests, axe-core, TypeScript, React and Vue, at the versions of package-lock.json.
pub fn node_packages() -> Result<()> {
    npm_ci("", "wasm-opt makes the wizard small, pdf.js shows the contract", "20 seconds")
}

/// SurveyJS, which the wizard is compared with, and esbuild, which bundles it.
pub fn bench_packages() -> Result<()> {
    node_packages()?;
    npm_ci("bench", "the wizard is compared with SurveyJS", "10 seconds")
}

/// Installs the packages of a folder's package-lock.json, where that has changed.
fn npm_ci(folder: &str, why: &str, usually: &str) -> Result<()> {
    let folder = root().join(folder);
    if newer(&folder.join("node_modules/.package-lock.json"), &folder.join("package-lock.json")) {
        return Ok(());
    }
    if on_path("node").is_none() || on_path("npm").is_none() {
        apt(&["nodejs", "npm"], "npm brings wasm-opt and pdf.js", "1 minute")?;
    }
    step("npm ci", why, usually, || {
        run(Command::new("npm").args(["ci", "--loglevel=error"]).current_dir(folder))
    })
}

struct CargoTool<'a> {
    name: &'a str,
    version: &'a str,
    why: &'a str,
    usually: &'a str,
    arguments: &'a [&'a str],
}

/// Installs a program into the user's cache, once for all checkouts.
fn cargo_tool(tool: &CargoTool) -> Result<PathBuf> {
    let short = tool.name.trim_end_matches("-cli");
    let folder = cache()?.join(format!("{short}-{}", tool.version));
    if folder.join("bin").join(short).is_file() {
        return Ok(folder);
    }
    step(&format!("cargo install {} {}", tool.name, tool.version), tool.why, tool.usually, || {
        let build = cache()?.join(format!("build-{short}"));
        let mut install = Command::new("cargo");
        install.args(["install", tool.name, "--version", tool.version]).args(tool.arguments);
        install.arg("--root").arg(&folder).current_dir(cache()?);
        // It is started a few times and built once: built fast.
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
        install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16").env("CARGO_TARGET_DIR", &build);
        run(&mut install)?;
        Ok(fs::remove_dir_all(build)?)
    })?;
    Ok(folder)
}

/// Chromium, Firefox and WebKit with their drivers, for the journeys in real browsers.
pub fn browsers() -> Result<Browsers> {
    let programs = ["chromium", "chromedriver", "firefox-esr", "WebKitWebDriver", "Xvfb"];
    if programs.iter().any(|program| on_path(program).is_none()) {
        let packages =
            ["chromium", "chromium-driver", "firefox-esr", "webkit2gtk-driver", "xvfb", "fonts-liberation"];
        apt(&packages, "the tests walk in the engines of Chrome, Firefox and Safari", "2 minutes")?;
    }
    let geckodriver = cargo_tool(&CargoTool {
        name: "geckodriver",
        version: "0.37.1",
        why: "drives Firefox; Debian has none",
        usually: "3 minutes",
        arguments: &["--locked"],
    })?;
    Ok(Browsers { geckodriver })
}

/// Chromium alone, for measurements.
pub fn chromium() -> Result<()> {
    if on_path("chromium").is_some() {
        return Ok(());
    }
    apt(&["chromium", "fonts-liberation"], "the wizard is measured in a real browser", "1 minute")
}

/// Installs Debian packages, or says which ones are missing.
fn apt(packages: &[&str], why: &str, usually: &str) -> Result<()> {
    let installed = |package: &&str| succeeds(Command::new("dpkg").args(["-s", package]));
    let missing: Vec<&str> = packages.iter().filter(|package| !installed(package)).copied().collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    let is_root = output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0");
    if on_path("apt-get").is_none() || !is_root {
        bail!("missing: {list} ({why}). As root: apt-get install {list}");
    }
    step(&format!("apt-get install {list}"), why, usually, || {
        run(Command::new("apt-get").args(["update", "-qq"]))?;
        let mut install = Command::new("apt-get");
        install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(&missing);
        run(install.env("DEBIAN_FRONTEND", "noninteractive"))
    })
}

/// The version of a crate in Cargo.lock.
fn locked_version(name: &str) -> Result<String> {
    let lock = fs::read_to_string(at_root("Cargo.lock"))?;
    version_in(&lock, name).with_context(|| format!("{name} is not in Cargo.lock"))
}

fn version_in(lock: &str, name: &str) -> Option<String> {
    let package =
        lock.split("[[package]]").find(|package| package.contains(&format!("name = \"{name}\"\n")))?;
    let version = package.lines().find_map(|line| line.strip_prefix("version = \""))?;
    Some(version.trim_end_matches('"').to_owned())
}

/// Tools that serve every checkout: `$XDG_CACHE_HOME/bankident`.
fn cache() -> Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(env::var_os("HOME").context("HOME is not set")?).join(".cache"),
    };
    let folder = base.join("bankident");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn newer(file: &Path, than: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    match (modified(file), modified(than)) {
        (Some(file), Some(than)) => file >= than,
        _ => false,
    }
}

fn step(what: &str, why: &str, usually: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("set-up: {what}\n        why: {why}; usually takes {usually}");
    let began = Instant::now();
    work()?;
    println!("        done in {:.0} s", began.elapsed().as_secs_f32());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_in_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\n[[package]]\nname = \"b\"\nversion = \"1.0.0\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }
}
