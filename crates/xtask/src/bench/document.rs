//! The places of documents that are written by measurements: `<!-- name:begin -->` to `<!-- name:end -->`.

use std::fs;

use anyhow::{Context, Result};

use crate::fs::at_root;

/// Puts a text into its place.
pub fn write(file: &str, name: &str, text: &str) -> Result<()> {
    let path = at_root(file);
    let page = fs::read_to_string(&path).with_context(|| file.to_owned())?;
    let page = with(&page, name, text).with_context(|| format!("{file} has no place for {name}"))?;
    fs::write(path, page)?;
    println!("written into {file}");
    Ok(())
}

fn with(page: &str, name: &str, text: &str) -> Option<String> {
    let (before, rest) = page.split_once(&format!("<!-- {name}:begin -->\n"))?;
    let (_, after) = rest.split_once(&format!("<!-- {name}:end -->\n"))?;
    let text = text.trim();
    Some(format!("{before}<!-- {name}:begin -->\n\n{text}\n\n<!-- {name}:end -->\n{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_place_is_written() {
        let page = "a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb\n";
        let written = with(page, "x", "new\n").unwrap();
        assert_eq!(written, "a\n<!-- x:begin -->\n\nnew\n\n<!-- x:end -->\nb\n");
        assert_eq!(with(&written, "x", "new").unwrap(), written);
        assert_eq!(with(page, "y", "new"), None);
    }
}
