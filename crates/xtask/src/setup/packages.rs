//! Packages and programs: from npm, from crates.io, from Debian.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::{
    fs::{at_root, hash_of, root},
    process::{on_path, output, path_with, run, succeeds},
};

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

/// wasm-opt, pdf.js and, for the tests, axe-core, TypeScript, React and Vue, at the versions of package-lock.json.
pub fn node_packages() -> Result<()> {
    npm_ci("", "wasm-opt makes the wizard small, pdf.js shows the contract", "20 seconds")
}

/// SurveyJS, which the wizard is compared with, and esbuild, which bundles it.
pub fn bench_packages() -> Result<()> {
    node_packages()?;
    npm_ci("bench", "the wizard is compared with SurveyJS", "10 seconds")
}

/// What partner developers use: generators and checkers of OpenAPI documents, from npm and from PyPI. Answers the folder with
/// the programs in Python.
pub fn partner_tools() -> Result<PathBuf> {
    npm_ci("embed/checks", "redocly and openapi-typescript read the partner API's document", "10 seconds")?;
    let requirements = "embed/checks/requirements.txt";
    let folder = cache()?.join(format!("python-{}", &hash_of("", &[requirements])?[..16]));
    let complete = folder.join("complete");
    if !complete.is_file() {
        if !succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"])) {
            apt(&["python3-venv"], "tools in Python have a folder of their own", "30 seconds")?;
        }
        let why = "schemathesis and openapi-python-client read the partner API's document";
        step(&format!("pip install -r {requirements}"), why, "20 seconds", || {
            run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
            let mut pip = Command::new(folder.join("bin/pip"));
            pip.args(["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"])
                .arg(at_root(requirements));
            run(&mut pip)?;
            Ok(fs::write(&complete, "")?)
        })?;
    }
    Ok(folder.join("bin"))
}

/// Installs the packages of a folder's package-lock.json, which has their checksums, where that has changed. None of them runs
/// anything by being installed.
fn npm_ci(folder: &str, why: &str, usually: &str) -> Result<()> {
    let folder = root().join(folder);
    if newer(&folder.join("node_modules/.package-lock.json"), &folder.join("package-lock.json")) {
        return Ok(());
    }
    if on_path("node").is_none() || on_path("npm").is_none() {
        apt(&["nodejs", "npm"], "npm brings wasm-opt and pdf.js", "1 minute")?;
    }
    step("npm ci", why, usually, || {
        run(Command::new("npm").args(["ci", "--ignore-scripts", "--loglevel=error"]).current_dir(folder))
    })
}

pub(super) struct CargoTool<'a> {
    pub(super) name: &'a str,
    pub(super) version: &'a str,
    /// The SHA-256 of its crate, which contains the checksums of all that it is built from (`Cargo.lock`).
    pub(super) checksum: &'a str,
    pub(super) why: &'a str,
    pub(super) usually: &'a str,
    pub(super) arguments: &'a [&'a str],
}

impl CargoTool<'_> {
    /// Downloads the crate and compares it with the checksum, before anything of it is compiled.
    fn is_the_known_one(&self) -> Result<()> {
        let crate_of = format!("{}@{}", self.name, self.version);
        // Outside of every workspace, so that it is the published one.
        let downloaded =
            Command::new("cargo").args(["info", "--quiet", &crate_of]).current_dir(cache()?).output()?;
        let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
        let home = env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
        let registries = cargo_home.or(home).context("HOME is not set")?.join("registry/cache");
        let file = format!("{}-{}.crate", self.name, self.version);
        let found: Vec<PathBuf> = fs::read_dir(&registries)
            .with_context(|| format!("{crate_of}: {}", String::from_utf8_lossy(&downloaded.stderr)))?
            .filter_map(|registry| Some(registry.ok()?.path().join(&file)))
            .filter(|file| file.is_file())
            .collect();
        if found.is_empty() {
            bail!("{crate_of} could not be downloaded: {}", String::from_utf8_lossy(&downloaded.stderr));
        }
        for file in found {
            let checksum = hex::encode(Sha256::digest(fs::read(&file)?));
            if checksum != self.checksum {
                bail!("{} is another crate than the one we know: its SHA-256 is {checksum}", file.display());
            }
        }
        Ok(())
    }
}

/// Installs a program into the user's cache, once for all checkouts.
pub(super) fn cargo_tool(tool: &CargoTool) -> Result<PathBuf> {
    let short = tool.name.trim_end_matches("-cli");
    let folder = cache()?.join(format!("{short}-{}", tool.version));
    if folder.join("bin").join(short).is_file() {
        return Ok(folder);
    }
    step(&format!("cargo install {} {}", tool.name, tool.version), tool.why, tool.usually, || {
        tool.is_the_known_one()?;
        let build = cache()?.join(format!("build-{short}"));
        let mut install = Command::new("cargo");
        install.args(["install", tool.name, "--locked", "--version", tool.version]).args(tool.arguments);
        install.arg("--root").arg(&folder).current_dir(cache()?);
        // It is started a few times and built once: built fast.
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
        install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16").env("CARGO_TARGET_DIR", &build);
        run(&mut install)?;
        Ok(fs::remove_dir_all(build)?)
    })?;
    Ok(folder)
}

/// Chromium, Firefox and WebKit with their drivers, and nginx, for the journeys in real browsers.
pub fn browsers() -> Result<Browsers> {
    let programs = ["chromium", "chromedriver", "firefox-esr", "WebKitWebDriver", "Xvfb", "nginx"];
    if programs.iter().any(|program| on_path(program).is_none()) {
        let packages = [
            "chromium",
            "chromium-driver",
            "firefox-esr",
            "webkit2gtk-driver",
            "xvfb",
            "fonts-liberation",
            "nginx-light",
        ];
        apt(
            &packages,
            "the tests walk in the engines of Chrome, Firefox and Safari, and through nginx",
            "2 minutes",
        )?;
    }
    let geckodriver = cargo_tool(&CargoTool {
        name: "geckodriver",
        version: "0.37.1",
        checksum: "79f38cf1541aaf57f6f7eb270f691bcb702485a95dbaaefe740141a8ea46f0ef",
        why: "drives Firefox; Debian has none",
        usually: "3 minutes",
        arguments: &[],
    })?;
    Ok(Browsers { geckodriver })
}

/// PostgreSQL, for tests; the folder of its programs, which Debian keeps off the PATH.
pub fn postgres() -> Result<PathBuf> {
    let programs = || {
        let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        versions.map(|version| version.path().join("bin")).find(|folder| folder.join("initdb").is_file())
    };
    if programs().is_none() {
        apt(&["postgresql"], "several servers share a PostgreSQL", "30 seconds")?;
    }
    programs().context("no initdb in /usr/lib/postgresql")
}

/// Chromium alone, for measurements.
pub fn chromium() -> Result<()> {
    if on_path("chromium").is_some() {
        return Ok(());
    }
    apt(&["chromium", "fonts-liberation"], "the wizard is measured in a real browser", "1 minute")
}

/// Installs Debian packages, or says which ones are missing.
pub(super) fn apt(packages: &[&str], why: &str, usually: &str) -> Result<()> {
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
pub(super) fn locked_version(name: &str) -> Result<String> {
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

pub(super) fn step(what: &str, why: &str, usually: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
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
    fn another_crate_is_not_installed() {
        let install = |checksum| {
            let version = locked_version("wasmparser").unwrap();
            let tool = CargoTool {
                name: "wasmparser",
                version: &version,
                checksum,
                why: "",
                usually: "",
                arguments: &[],
            };
            tool.is_the_known_one()
        };
        let lock = fs::read_to_string(at_root("Cargo.lock")).unwrap();
        let (_, entry) = lock.split_once("name = \"wasmparser\"\n").unwrap();
        let known = entry.split_once("checksum = \"").unwrap().1.split_once('"').unwrap().0;
        install(known).unwrap();
        let error = install(&"0".repeat(64)).unwrap_err().to_string();
        assert!(error.contains("is another crate") && error.contains(known), "{error}");
    }

    #[test]
    fn a_version_is_found_in_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\n[[package]]\nname = \"b\"\nversion = \"1.0.0\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }
}
