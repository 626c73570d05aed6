//! The built wizard, inside the binary. A debug build reads `dist/` instead, so that a rebuild needs no restart.

use std::{
    borrow::Cow,
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use rust_embed::RustEmbed;

use super::{
    asset_name::is_inside,
    earlier_files::{EarlierFiles, Release},
};

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
    /// And those of earlier releases, for pages that are still open.
    WithEarlier(Box<Assets>, EarlierFiles),
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
            Assets::WithEarlier(own, earlier) => own.get(name).or_else(|| earlier.get(name).map(Cow::Owned)),
            own => own.own(name),
        }
    }
}

impl Release for Assets {
    fn own(&self, name: &str) -> Option<File> {
        match self {
            Assets::WithEarlier(own, _) => own.own(name),
            Assets::Built => Dist::get(name).map(|file| file.data),
            Assets::Folder(folder) => {
                let path = Path::new(name);
                is_inside(path).then(|| fs::read(folder.join(path)).ok().map(Cow::Owned)).flatten()
            }
            Assets::Given(files) => files.get(name).map(|file| Cow::Borrowed(*file)),
        }
    }

    fn names(&self) -> Vec<String> {
        match self {
            Assets::Built => Dist::iter().map(Cow::into_owned).collect(),
            Assets::Folder(folder) => names_in(folder, folder),
            Assets::Given(files) => files.keys().map(|name| (*name).to_owned()).collect(),
            Assets::WithEarlier(own, _) => own.names(),
        }
    }
}

/// A folder that cannot be read has none.
fn names_in(folder: &Path, root: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let names = |path: PathBuf| match path.is_dir() {
        true => names_in(&path, root),
        false => path.strip_prefix(root).ok().and_then(Path::to_str).map(str::to_owned).into_iter().collect(),
    };
    entries.flat_map(names).collect()
}
