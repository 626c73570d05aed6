//! What one file of Rust uses, brings in and defines. Test code is left out.

use std::collections::{BTreeMap, BTreeSet};

use syn::{
    Attribute, File, Item, ItemMod, ItemUse, Macro, Path, UseTree, Visibility,
    visit::{self, Visit},
};

/// A path in Rust, or the way to a module: `["store", "journeys"]`.
pub type Names = Vec<String>;

/// What is read from one file.
#[derive(Default)]
pub struct UsePaths {
    /// The module that is being read, those inside of the file included.
    module: Names,
    /// The paths that are used, each with the module that uses it.
    pub used: Vec<(Names, Names)>,
    /// What imports and re-exports bring into the file, by name.
    pub named: BTreeMap<String, Names>,
    /// The modules of which everything is brought in.
    pub globs: Vec<Names>,
    /// The items of the file.
    pub defined: BTreeSet<String>,
    /// Modules that exist for tests only.
    pub tests: Vec<Names>,
}

impl UsePaths {
    pub fn read(module: &[String], syntax: &File) -> UsePaths {
        let mut reader = UsePaths { module: module.to_vec(), ..UsePaths::default() };
        reader.visit_file(syntax);
        reader
    }

    fn uses(&mut self, path: Names) {
        self.used.push((self.module.clone(), path));
    }

    fn import(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: String| [before, &[name]].concat();
        match tree {
            UseTree::Path(path) => self.import(&with(path.ident.to_string()), &path.tree),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(before, tree)),
            UseTree::Name(name) if name.ident == "self" => {
                self.bring_in(before.last().cloned().unwrap_or_default(), before.to_vec());
            }
            UseTree::Name(name) => self.bring_in(name.ident.to_string(), with(name.ident.to_string())),
            UseTree::Rename(rename) => {
                self.bring_in(rename.rename.to_string(), with(rename.ident.to_string()))
            }
            UseTree::Glob(_) => self.globs.push(before.to_vec()),
        }
    }

    fn bring_in(&mut self, name: String, path: Names) {
        self.uses(path.clone());
        self.named.insert(name, path);
    }
}

impl<'ast> Visit<'ast> for UsePaths {
    fn visit_item(&mut self, item: &'ast Item) {
        let (attributes, name) = described(item);
        if attributes.is_some_and(is_test) {
            if let Item::Mod(ItemMod { ident, .. }) = item {
                self.tests.push([self.module.as_slice(), &[ident.to_string()]].concat());
            }
            return;
        }
        self.defined.extend(name);
        visit::visit_item(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let (used, globs) = (self.used.len(), self.globs.len());
        self.import(&[], &item.tree);
        // Of a whole module it is not known what is used: the module counts.
        let whole = self.globs.split_off(globs);
        whole.iter().cloned().for_each(|module| self.uses(module));
        self.globs.extend(whole);
        // A re-export of what is below gives it a second address: nothing of it is used here.
        let is_below = |path: &Names| !matches!(path.first().map(String::as_str), Some("crate" | "super"));
        if !matches!(item.vis, Visibility::Inherited) {
            let others = self.used.split_off(used);
            self.used.extend(others.into_iter().filter(|(_, path)| !is_below(path)));
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_path(&mut self, path: &'ast Path) {
        if path.leading_colon.is_none() && path.segments.len() > 1 {
            self.uses(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    /// What stands in a macro has no grammar, so its paths are found by their first word.
    fn visit_macro(&mut self, item: &'ast Macro) {
        let text = item.tokens.to_string().replace(" :: ", "::");
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
        let paths = words.filter(|word| word.split_once("::").is_some_and(|(first, _)| !first.is_empty()));
        for path in paths {
            self.uses(path.split("::").map(str::to_owned).collect());
        }
        visit::visit_macro(self, item);
    }
}

/// The attributes and the name of an item, of those that have them.
fn described(item: &Item) -> (Option<&[Attribute]>, Option<String>) {
    macro_rules! named {
        ($item:expr) => {
            (Some($item.attrs.as_slice()), Some($item.ident.to_string()))
        };
    }
    match item {
        Item::Const(item) => named!(item),
        Item::Enum(item) => named!(item),
        Item::Fn(item) => (Some(&item.attrs), Some(item.sig.ident.to_string())),
        Item::Impl(item) => (Some(&item.attrs), None),
        Item::Macro(item) => (Some(&item.attrs), item.ident.as_ref().map(ToString::to_string)),
        Item::Mod(item) => named!(item),
        Item::Static(item) => named!(item),
        Item::Struct(item) => named!(item),
        Item::Trait(item) => named!(item),
        Item::Type(item) => named!(item),
        Item::Union(item) => named!(item),
        Item::Use(item) => (Some(&item.attrs), None),
        _ => (None, None),
    }
}

/// `#[cfg(test)]`, also as a part of `all(..)`; `any(test, ..)` is code that ships.
fn is_test(attributes: &[Attribute]) -> bool {
    let lists = attributes.iter().filter_map(|attribute| attribute.meta.require_list().ok());
    lists.filter(|list| list.path.is_ident("cfg")).any(|list| {
        let condition = list.tokens.to_string();
        let words: Vec<&str> = condition.split(|c: char| !c.is_alphanumeric()).collect();
        words.contains(&"test") && !words.contains(&"any") && !words.contains(&"not")
    })
}
