//! Master keys, as operators write them down: one `NAME:KEY` a line, 64 hexadecimal digits a key.

use super::{DataKey, Randomness};

/// The master keys by name, the oldest first. There is at least one.
#[derive(Clone)]
pub struct MasterKeys {
    older: Vec<(String, DataKey)>,
    newest: (String, DataKey),
}

/// Why master keys cannot be read. The text is left out: it may be a key.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("there is no master key: `bankident keys new` makes one")]
    None,
    #[error(
        "line {0} is no master key: NAME:KEY, with 64 hexadecimal digits, as `bankident keys new` makes it"
    )]
    Line(usize),
    #[error("line {0} has the name of an earlier master key")]
    Twice(usize),
}

impl MasterKeys {
    /// Reads master keys, one a line or separated by commas. Empty lines and those that begin with `#` say nothing.
    ///
    /// # Errors
    /// If a line is no master key, or none is.
    pub fn read(text: &str) -> Result<MasterKeys, Unreadable> {
        let mut keys: Vec<(String, DataKey)> = Vec::new();
        for (number, line) in (1..).zip(text.split(['\n', ','])) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (name, key) = line.split_once(':').ok_or(Unreadable::Line(number))?;
            let key: Option<[u8; 32]> = hex::decode(key).ok().and_then(|key| key.try_into().ok());
            let key = key.filter(|_| is_name(name)).ok_or(Unreadable::Line(number))?;
            if keys.iter().any(|(known, _)| known == name) {
                return Err(Unreadable::Twice(number));
            }
            keys.push((name.to_owned(), DataKey::of(key)));
        }
        let newest = keys.pop().ok_or(Unreadable::None)?;
        Ok(MasterKeys { older: keys, newest })
    }

    /// A line with a new master key.
    pub fn new_line(randomness: Randomness) -> String {
        let (mut name, mut key) = ([0; 4], [0; 32]);
        randomness(&mut name);
        randomness(&mut key);
        format!("{}:{}", hex::encode(name), hex::encode(key))
    }

    pub(super) fn newest(&self) -> (&str, &DataKey) {
        (&self.newest.0, &self.newest.1)
    }

    pub(super) fn find(&self, name: &str) -> Option<&DataKey> {
        let mut keys = self.older.iter().chain([&self.newest]);
        keys.find(|(known, _)| known == name).map(|(_, key)| key)
    }
}

fn is_name(name: &str) -> bool {
    (1..=32).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, Unreadable>) {
        let newest = MasterKeys::read(text).map(|keys| keys.newest.0);
        assert_eq!(newest, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn the_last_line_is_the_newest_key() {
        let (a, b) = (format!("a:{}", "1".repeat(64)), format!("b:{}", "2".repeat(64)));
        check(&a, Ok("a"));
        check(&format!("# of 2026\n{a}\n\n{b}\n"), Ok("b"));
        check(&format!("{a},{b}"), Ok("b"));
        check("", Err(Unreadable::None));
        check("# none yet", Err(Unreadable::None));
        check(&format!("{a}\nb:12"), Err(Unreadable::Line(2)));
        check(&"1".repeat(64), Err(Unreadable::Line(1)));
        check(&format!("a b:{}", "1".repeat(64)), Err(Unreadable::Line(1)));
        check(&format!("{a}\n{a}"), Err(Unreadable::Twice(2)));
        check(&MasterKeys::new_line(|bytes| bytes.fill(7)), Ok("07070707"));
    }
}
