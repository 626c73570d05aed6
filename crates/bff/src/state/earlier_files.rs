//! The files of earlier releases, for the pages that are still open: a page asks for words, its viewer of PDFs and more only when
//! it needs them.
//!
//! Every server puts the files of its own release into a folder, and what it does not have itself it serves from there. A file
//! carries a hash of its content in its name, so it is the same whoever has put it there; its time of change says when a server
//! last had it.

use std::{
    borrow::Cow,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::interval;

use super::asset_name::{has_hash, is_inside};
use crate::clock::Clock;

/// How long a file stays after the last server that has it: longer than a session lasts.
const KEPT_FOR: TimeDelta = TimeDelta::hours(24);

/// The files that came with this server.
pub trait Release {
    fn names(&self) -> Vec<String>;

    /// A file by its name; `None` if there is none.
    fn own(&self, name: &str) -> Option<Cow<'static, [u8]>>;
}

/// A folder with the files of this release and of those before.
#[derive(Clone)]
pub struct EarlierFiles(PathBuf);

impl EarlierFiles {
    /// The folder is made when it is needed.
    pub fn in_folder(folder: PathBuf) -> EarlierFiles {
        EarlierFiles(folder)
    }

    /// A file by its name; `None` if there is none, or if its name has no hash.
    pub fn get(&self, name: &str) -> Option<Vec<u8>> {
        let is_kept = has_hash(name) && is_inside(Path::new(name));
        is_kept.then(|| fs::read(self.0.join(name)).ok()).flatten()
    }

    /// Notes that this release is in use, and removes what no server has had for a day.
    ///
    /// # Errors
    /// If the folder cannot be read or written.
    pub fn keep(&self, release: &impl Release, now: DateTime<Utc>) -> io::Result<()> {
        for name in release.names().into_iter().filter(|name| has_hash(name)) {
            let kept = self.0.join(&name);
            if let Some(content) = release.own(&name).filter(|_| !kept.exists()) {
                put(&kept, &content)?;
            }
            File::options().append(true).open(&kept)?.set_modified(SystemTime::from(now))?;
        }
        remove_older(&self.0, SystemTime::from(now - KEPT_FOR))
    }
}

/// Keeps the files of this release, as long as the server runs, for the pages that will still be open when another one does.
pub async fn run(earlier: EarlierFiles, release: Arc<impl Release>, clock: Clock) {
    let mut hourly = interval(Duration::from_secs(60 * 60));
    loop {
        hourly.tick().await;
        if let Err(error) = earlier.keep(release.as_ref(), clock.now()) {
            tracing::error!("the files of this release are not kept for open pages: {error}");
        }
    }
}

/// A server that is killed meanwhile leaves no half of a file under its name.
fn put(file: &Path, content: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder)?;
    let half = file.with_added_extension("half");
    fs::write(&half, content)?;
    fs::rename(half, file)
}

fn remove_older(folder: &Path, than: SystemTime) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let (path, about) = entry.and_then(|entry| Ok((entry.path(), entry.metadata()?)))?;
        if about.is_dir() {
            remove_older(&path, than)?;
        } else if about.modified()? < than {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{super::assets::Assets, *};

    fn release(files: [(&'static str, &'static [u8]); 2]) -> Assets {
        Assets::Given(HashMap::from(files))
    }

    #[test]
    fn a_file_stays_for_a_day_after_the_last_server_that_had_it() {
        let folder = tempfile::tempdir().unwrap();
        let before = release([("words-0123456789abcdef.ftl", b"earlier"), ("index.html", b"page")]);
        let after = release([("words-fedcba9876543210.ftl", b"later"), ("index.html", b"page")]);
        let earlier = || EarlierFiles::in_folder(folder.path().join("files"));
        let at: DateTime<Utc> = "2026-11-23T12:00:00Z".parse().unwrap();
        earlier().keep(&before, at).unwrap();
        // It runs for ten hours.
        earlier().keep(&before, at + TimeDelta::hours(10)).unwrap();
        let serving = Assets::WithEarlier(Box::new(after), earlier());
        let served = |name| serving.get(name).map(|file| file.into_owned());
        for hours in [11, 34] {
            earlier().keep(&serving, at + TimeDelta::hours(hours)).unwrap();
            assert_eq!(served("words-0123456789abcdef.ftl").as_deref(), Some(&b"earlier"[..]), "{hours} h");
        }
        earlier().keep(&serving, at + TimeDelta::hours(35)).unwrap();
        assert_eq!(served("words-0123456789abcdef.ftl"), None);
        assert_eq!(served("words-fedcba9876543210.ftl").as_deref(), Some(&b"later"[..]));
        assert_eq!(served("index.html").as_deref(), Some(&b"page"[..]), "its own");
    }

    #[test]
    fn nothing_else_is_served_from_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("secret-0123456789abcdef"), "not ours").unwrap();
        fs::create_dir(folder.path().join("files")).unwrap();
        fs::write(folder.path().join("files/index.html"), "without a hash").unwrap();
        let earlier = EarlierFiles::in_folder(folder.path().join("files"));
        for name in
            ["index.html", "../secret-0123456789abcdef", "/secret-0123456789abcdef", "none-0123456789abcdef"]
        {
            assert_eq!(earlier.get(name), None, "{name}");
        }
    }
}
