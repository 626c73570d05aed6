//! The built wizard, inside the binary. A debug build reads `dist/` instead, so that a rebuild needs no restart.

use std::{
    borrow::Cow,
    collections::HashMap,
    fs,
    path::{Component, Path, PathBuf},
};

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../dist"]
#[allow_missing = true]
struct Dist;

/// The bytes of a file.
pub type File = Cow<'static, [u8]>;

/// The files of the wizard, by their path without the slash in front.
pub enum Assets {
    /// The files that `cargo xtask` built into the binary.
    Built,
    /// A folder that `cargo xtask words` made.
    Folder(PathBuf),
    /// For tests.
    Given(HashMap<&'static str, &'static [u8]>),
}

/// The page of the wizard.
pub const INDEX: &str = "index.html";
/// The page of the copy desk.
pub const DESK: &str = "desk/index.html";
/// The script that partners' pages load.
pub const EMBED_SCRIPT: &str = "embed/bankident.js";

impl Assets {
    /// A file by its name; `None` if there is none.
    pub fn get(&self, name: &str) -> Option<File> {
        match self {
            Assets::Built => Dist::get(name).map(|file| file.data),
            Assets::Folder(folder) => {
                let path = Path::new(name);
                let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
                inside.then(|| fs::read(folder.join(path)).ok().map(Cow::Owned)).flatten()
            }
            Assets::Given(files) => files.get(name).map(|file| Cow::Borrowed(*file)),
        }
    }
}
