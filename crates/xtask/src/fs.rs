//! The project's folders, and files in them.

use std::{
    env, fs,
    path::{Path, PathBuf, absolute},
    sync::LazyLock,
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

/// Names another folder of the workspace than the one that this program was built in.
pub const ROOT: &str = "BANKIDENT_ROOT";

/// The folder of the workspace.
pub fn root() -> &'static Path {
    static CHOSEN: LazyLock<Option<PathBuf>> = LazyLock::new(|| env::var_os(ROOT).map(PathBuf::from));
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    CHOSEN.as_deref().unwrap_or(xtask.ancestors().nth(2).unwrap_or(xtask))
}

/// A path from the folder of the workspace.
pub fn at_root(path: &str) -> PathBuf {
    root().join(path)
}

/// The folder in which cargo builds what runs on this machine.
pub fn target() -> PathBuf {
    let chosen = env::var_os("CARGO_TARGET_DIR").and_then(|folder| absolute(folder).ok());
    chosen.unwrap_or_else(|| at_root("target"))
}

/// All files in a folder, or the file itself, in the order of their names.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    let entries = WalkDir::new(path).sort_by_file_name().into_iter();
    let files = entries.filter(|entry| entry.as_ref().map_or(true, |entry| entry.file_type().is_file()));
    files.map(|entry| Ok(entry.with_context(|| path.display().to_string())?.into_path())).collect()
}

/// Writes a file, and creates its folder.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, content)?)
}

/// Copies all files of a folder, with their folders.
pub fn copy_all(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        write(&to.join(file.strip_prefix(from)?), &fs::read(&file)?)?;
    }
    Ok(())
}

/// `X.br` for `X`.
pub fn with_br(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

/// The SHA-256 of all files of `inputs` and their names, and of `also`, in hex.
pub fn hash_of(also: &str, inputs: &[&str]) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(also);
    for input in inputs {
        for file in files(&at_root(input))? {
            hash.update(file.strip_prefix(root())?.as_os_str().as_encoded_bytes());
            hash.update(fs::read(&file)?);
        }
    }
    Ok(hex::encode(hash.finalize()))
}

/// The first 64 bits of the SHA-256, in hex: for names of files.
pub fn short_hash(content: &[u8]) -> String {
    hex::encode(Sha256::digest(content))[..16].to_owned()
}
