//! Installs what builds and tests need. Each step says what, why and how long; what is there is left alone.

mod packages;
mod standard_library;

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result};
use clap::Args;

use crate::{
    build::Flavour,
    fs::{at_root, root},
    process::{on_this_path, path_with},
};
use packages::{CargoTool, cargo_tool, locked_version};
use standard_library::{std_for_browsers, std_sources};

pub use packages::{bench_packages, browsers, chromium, node_packages, partner_tools, postgres};
pub use standard_library::{StdFrom, host};

#[derive(Args)]
pub struct Setup {
    /// Also what the browser tests need.
    #[arg(long)]
    browsers: bool,
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
        checksum: "4f7fe1b23957a580be9a7a8b305c331b2977989f33695128d663380d09eaea37",
        why: "builds the wizard for the browser",
        usually: "5 minutes",
        arguments: &["--no-default-features", "--features", "rustls"],
    })?;
    let wasm_bindgen = cargo_tool(&CargoTool {
        name: "wasm-bindgen-cli",
        version: &locked_version("wasm-bindgen")?,
        checksum: "c37f6904387d19a319525c74af274c73912f3871c35555aa49f3ea64ebb2fc7a",
        why: "joins the wizard to JavaScript; its version has to be that of the crate",
        usually: "3 minutes",
        arguments: &[],
    })?;
    Ok(WizardTools { trunk, wasm_bindgen, toolchain, flavour })
}
