//! Brotli (RFC 7932), once at build time.

use std::{fs, path::Path, process};

use anyhow::Result;

use crate::fs::{at_root, files, short_hash, with_br};

/// Writes `X.br` beside every file `X` of a kind that compresses well. Results are cached in target/.
pub fn compress_all(dist: &Path) -> Result<()> {
    let kept = at_root("target/brotli");
    fs::create_dir_all(&kept)?;
    for file in files(dist)? {
        let compressible = ["html", "js", "mjs", "css", "wasm", "ftl", "json", "svg"];
        if !file.extension().is_some_and(|extension| compressible.iter().any(|known| extension == *known)) {
            continue;
        }
        let content = fs::read(&file)?;
        let known = kept.join(short_hash(&content));
        if !known.is_file() {
            // Written aside first, so that the cache never contains half a file of an interrupted or parallel build.
            let aside = kept.join(format!("unfinished-{}", process::id()));
            fs::write(&aside, compress(&content)?)?;
            fs::rename(&aside, &known)?;
        }
        fs::copy(&known, with_br(&file))?;
    }
    Ok(())
}

/// Compresses at quality 11 with a window of 4 MiB.
pub fn compress(content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compressed_can_be_read_again() {
        let content = b"bankident ".repeat(100);
        let mut read = Vec::new();
        brotli::BrotliDecompress(&mut &compress(&content).unwrap()[..], &mut read).unwrap();
        assert_eq!(read, content);
    }
}
