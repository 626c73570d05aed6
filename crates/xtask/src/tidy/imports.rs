//! Which file of a crate imports which other one, and which files are forgotten. Test code is left out.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::use_paths::{Names, UsePaths};

/// A file of a crate.
pub struct Module {
    /// From the crate's `src`: `store/mod.rs`.
    pub path: String,
    pub text: String,
}

/// Pairs of paths: the first one imports the second one. What a module re-exports belongs to the file that defines it.
pub fn imports(modules: &[Module]) -> Result<BTreeSet<(String, String)>> {
    let tree = Tree::read(modules)?;
    let mut arrows = BTreeSet::new();
    for (path, reader) in tree.files.values() {
        for (module, used) in &reader.used {
            match tree.file_of(module, used, 0) {
                Some(file) if file != *path => arrows.insert(((*path).to_owned(), file.to_owned())),
                _ => continue,
            };
        }
    }
    Ok(arrows)
}

/// The files that no `mod` names: they are never compiled.
pub fn orphans(modules: &[Module]) -> Result<Vec<String>> {
    let tree = Tree::read(modules)?;
    let orphans = tree.files.iter().filter(|(names, (path, _))| {
        let Some((name, parent)) = names.split_last() else { return false };
        let is_program = *path == "main.rs" || path.starts_with("bin/");
        // What a program beside a library needs for itself is named in main.rs.
        let program = [String::from("main")];
        let mut roots = vec![parent];
        if parent.is_empty() {
            roots.push(&program);
        }
        let mut parents = roots.into_iter().filter_map(|parent| tree.files.get(parent));
        !is_program && !parents.any(|(_, parent)| parent.defined.contains(name))
    });
    Ok(orphans.map(|(_, (path, _))| (*path).to_owned()).collect())
}

/// Of a library the root is `lib.rs`. A `main.rs` beside it is a program that nobody imports.
fn module_of(path: &str, has_library: bool) -> Names {
    let path = path.trim_end_matches(".rs");
    let is_root = path == "lib" || path == "main" && !has_library;
    match is_root {
        true => ROOT,
        false => path.trim_end_matches("/mod").split('/').map(str::to_owned).collect(),
    }
}

const ROOT: Names = Names::new();

/// The files of a crate, by their modules: the path of each, and what stands in it.
struct Tree<'a> {
    files: BTreeMap<Names, (&'a str, UsePaths)>,
}

/// How many re-exports of re-exports are followed.
const DEPTH: usize = 8;

impl<'a> Tree<'a> {
    /// Files that exist for tests only are left out.
    fn read(modules: &'a [Module]) -> Result<Tree<'a>> {
        let has_library = modules.iter().any(|module| module.path == "lib.rs");
        let mut files = BTreeMap::new();
        for module in modules {
            let syntax = syn::parse_file(&module.text).with_context(|| module.path.clone())?;
            let names = module_of(&module.path, has_library);
            let reader = UsePaths::read(&names, &syntax);
            files.insert(names, (module.path.as_str(), reader));
        }
        let only_for_tests: Vec<Names> =
            files.values().flat_map(|(_, reader)| reader.tests.clone()).collect();
        files.retain(|names, _| !only_for_tests.iter().any(|tests| names.starts_with(tests)));
        Ok(Tree { files })
    }

    /// The file that defines what a path names in a module; `None` for other crates and for what is local.
    fn file_of(&self, module: &[String], used: &[String], depth: usize) -> Option<&'a str> {
        let (mut at, mut rest) = self.start(module, used)?;
        while let [next, after @ ..] = rest {
            let child = [at.as_slice(), std::slice::from_ref(next)].concat();
            if !self.files.contains_key(&child) {
                break;
            }
            (at, rest) = (child, after);
        }
        let (path, reader) = self.files.get(&at)?;
        let Some((name, after)) = rest.split_first().filter(|_| depth < DEPTH) else { return Some(path) };
        if let Some(origin) = reader.named.get(name) {
            return self.file_of(&at, &[origin, after].concat(), depth + 1).or(Some(path));
        }
        if reader.defined.contains(name) {
            return Some(path);
        }
        let mut globs = reader.globs.iter().filter_map(|glob| self.file_of(&at, glob, depth + 1));
        globs.find(|file| self.defines(file, name)).or(Some(path))
    }

    fn defines(&self, file: &str, name: &str) -> bool {
        self.files.values().any(|(path, reader)| *path == file && reader.defined.contains(name))
    }

    /// The module in which a path starts, and what is left of it.
    fn start<'p>(&self, module: &[String], used: &'p [String]) -> Option<(Names, &'p [String])> {
        let (first, mut rest) = used.split_first()?;
        let mut at = match first.as_str() {
            "crate" => ROOT,
            "self" => module.to_vec(),
            "super" => module.split_last()?.1.to_vec(),
            name => {
                let child = [module, &[name.to_owned()]].concat();
                return self.files.contains_key(&child).then(|| (module.to_vec(), used));
            }
        };
        while let [next, after @ ..] = rest
            && next == "super"
        {
            at.pop()?;
            rest = after;
        }
        // A module inside of a file is the file.
        while !at.is_empty() && !self.files.contains_key(&at) {
            at.pop();
        }
        Some((at, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files that `a.rs` imports, beside these.
    #[track_caller]
    fn check(a: &str, others: &[(&str, &str)], expected: &[&str]) {
        let module =
            |(path, text): &(&str, &str)| Module { path: (*path).to_owned(), text: (*text).to_owned() };
        let modules: Vec<Module> = [("a.rs", a)].iter().chain(others).map(module).collect();
        let arrows = imports(&modules).unwrap();
        let found: Vec<&str> =
            arrows.iter().filter(|(from, _)| from == "a.rs").map(|(_, to)| to.as_str()).collect();
        assert_eq!(found, expected, "{a}");
    }

    const LIB: (&str, &str) = ("lib.rs", "mod a; mod b; pub use b::{c::C, d::*}; pub struct Root;");
    const B: (&str, &str) = ("b/mod.rs", "pub mod c; pub mod d; use self::c::C as Other; pub struct B;");
    const C: (&str, &str) = ("b/c.rs", "pub struct C;");
    const D: (&str, &str) = ("b/d.rs", "pub struct D;");
    const OTHERS: &[(&str, &str)] = &[LIB, B, C, D];

    #[test]
    fn every_way_to_write_a_path_is_read() {
        check("use crate::b::c::C;", OTHERS, &["b/c.rs"]);
        check("use crate::b::{c::{self, C}, d};", OTHERS, &["b/c.rs", "b/d.rs"]);
        check("use super::b::B;", OTHERS, &["b/mod.rs"]);
        check("fn f(c: crate::b::c::C) {}", OTHERS, &["b/c.rs"]);
        check("fn f() { crate::b::c::C::new() }", OTHERS, &["b/c.rs"]);
        check("fn f() { use crate::b::B; }", OTHERS, &["b/mod.rs"]);
        check("mod inside { use super::super::b::B; }", OTHERS, &["b/mod.rs"]);
        check("fn f() { println!(\"{}\", crate::b::d::D) }", OTHERS, &["b/d.rs"]);
        check("use std::fmt; use serde::Serialize; fn f() { String::new(); Self::g() }", OTHERS, &[]);
    }

    #[test]
    fn a_re_export_belongs_to_the_file_that_defines_it() {
        check("use crate::C;", OTHERS, &["b/c.rs"]);
        check("use crate::D;", OTHERS, &["b/d.rs"]);
        check("use crate::b::Other;", OTHERS, &["b/c.rs"]);
        check("use crate::Root;", OTHERS, &["lib.rs"]);
    }

    #[test]
    fn a_re_export_of_what_is_below_is_no_import() {
        let child = ("a/child.rs", "pub struct Child;");
        check("mod child; pub use child::Child; pub use self::child::*;", &[LIB, B, child], &[]);
        check("mod child; use child::Child;", &[LIB, B, child], &["a/child.rs"]);
        check("pub use crate::b::B;", &[LIB, B, child], &["b/mod.rs"]);
    }

    #[test]
    fn tests_are_left_out() {
        check("#[cfg(test)] mod tests { use crate::b::B; }", OTHERS, &[]);
        check("#[cfg(all(test, unix))] fn f() { crate::b::B }", OTHERS, &[]);
        check("#[cfg(any(test, feature = \"samples\"))] fn f() { crate::b::B }", OTHERS, &["b/mod.rs"]);
        let lib = ("lib.rs", "mod b; #[cfg(test)] mod a;");
        check("use crate::b::B;", &[lib, B], &[]);
    }

    #[test]
    fn a_file_that_no_module_names_is_found() {
        let module = |(path, text): (&str, &str)| Module { path: path.to_owned(), text: text.to_owned() };
        let files = [
            LIB,
            B,
            C,
            ("main.rs", "mod cli;"),
            ("cli.rs", ""),
            ("a.rs", ""),
            ("b/forgotten.rs", ""),
            ("b/d.rs", ""),
        ];
        assert_eq!(orphans(&files.map(module)).unwrap(), ["b/forgotten.rs"]);
        let tests = [("main.rs", "#[cfg(test)] mod a;"), ("a.rs", "")];
        assert!(orphans(&tests.map(module)).unwrap().is_empty());
    }

    #[test]
    fn a_program_alone_is_the_root() {
        check("use crate::run;", &[("main.rs", "mod a; fn run() {}")], &["main.rs"]);
    }
}
