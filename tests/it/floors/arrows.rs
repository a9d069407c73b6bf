//! Which module of ours needs which: from `use` trees, from paths, and from paths inside macros.

use super::sources::{Source, for_tests};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use syn::visit::{self, Visit};

/// A module, from the crate on.
pub type Module = Vec<String>;

/// Modules and what each needs, tests left out.
pub struct Arrows(pub BTreeMap<Module, BTreeSet<Module>>);

impl Arrows {
    /// Reads them from sources. A name that a module only hands on (`pub use`) is followed to where it is written.
    pub fn of(sources: &[Source]) -> Self {
        let read: Vec<Names> = sources.iter().filter(|source| !source.is_test()).map(Names::of).collect();
        let known = Known {
            modules: &read.iter().map(|names| names.at.clone()).collect(),
            handed_on: &read.iter().flat_map(|names| names.handed_on.clone()).collect(),
        };
        let mut arrows = BTreeMap::new();
        for names in &read {
            let (at, to): (_, &mut BTreeSet<Module>) = (&names.at, arrows.entry(names.at.clone()).or_default());
            to.extend(names.paths.iter().filter_map(|path| known.home(at, path)));
            // What a module hands on of its own children is no need of its own.
            let others = names.handed_on.values().filter_map(|path| known.home(at, path));
            to.extend(others.filter(|home| !home.starts_with(at)));
            to.remove(at);
        }
        Self(arrows)
    }

    /// The arrows between groups of modules; what has no group is left out.
    pub fn between<'a>(&'a self, group: impl Fn(&'a [String]) -> Option<&'a str>) -> Graph<'a> {
        let mut graph = Graph::new();
        for (from, to) in self.0.iter().flat_map(|(from, all)| all.iter().map(move |to| (from, to))) {
            if let (Some(from), Some(to)) = (group(from), group(to))
                && from != to
            {
                graph.entry(from).or_default().insert(to);
            }
        }
        graph
    }
}

/// Groups, and which each needs.
pub type Graph<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The groups that reach each other: each circle, or knot of circles, once, in order of name.
pub fn knots<'a>(graph: &Graph<'a>) -> BTreeSet<Vec<&'a str>> {
    let reached = |from: &'a str| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(at) = open.pop() {
            open.extend(graph.get(at).into_iter().flatten().copied().filter(|to| seen.insert(*to)));
        }
        seen
    };
    let all: BTreeMap<&str, BTreeSet<&str>> = graph.keys().map(|from| (*from, reached(from))).collect();
    let knot = |from: &&'a str| -> Vec<&'a str> {
        all[from].iter().copied().filter(|to| all.get(to).is_some_and(|back| back.contains(from))).collect()
    };
    graph.keys().map(knot).filter(|knot| knot.len() > 1).collect()
}

/// What paths can lead to.
struct Known<'a> {
    modules: &'a BTreeSet<Module>,
    /// A name by where it is handed on, and the path it stands for.
    handed_on: &'a BTreeMap<Module, Vec<String>>,
}

impl Known<'_> {
    /// The module in which what a path names is written; `None` for what is not ours.
    fn home(&self, from: &Module, path: &[String]) -> Option<Module> {
        let mut path = self.whole(from, path)?;
        // As long as a chain of names handed on may be.
        for _ in 0..8 {
            let deepest = (0..=path.len()).rev().find(|end| self.modules.contains(&path[..*end]))?;
            let Some(target) = path.get(..=deepest).and_then(|name| self.handed_on.get(name)) else {
                return Some(path[..deepest].to_vec());
            };
            let rest = path[deepest + 1..].to_vec();
            let at = path[..deepest].to_vec();
            // A macro hands itself on; what another floor made is had from the floor that hands it on.
            let inside = |next: &Vec<String>| next[..] != path[..=deepest] && next.first() == at.first();
            let Some(mut next) = self.whole(&at, target).filter(inside) else { return Some(at) };
            next.extend(rest);
            path = next;
        }
        None
    }

    /// The path from the crate on; `None` where it begins with what is not ours.
    fn whole(&self, from: &Module, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let mut base = match &**first {
            "crate" | "$crate" => Vec::new(),
            "self" => from.clone(),
            "super" => from[..from.len().checked_sub(1)?].to_vec(),
            child => {
                let mut inside = from.clone();
                inside.push(child.to_owned());
                if !self.modules.contains(&inside) && !self.handed_on.contains_key(&inside) {
                    return None;
                }
                inside
            }
        };
        for part in rest {
            if part == "super" {
                base.pop()?;
            } else {
                base.push(part.clone());
            }
        }
        Some(base)
    }
}

/// The paths in a file, and the names that it hands on.
struct Names {
    at: Module,
    paths: Vec<Vec<String>>,
    handed_on: BTreeMap<Module, Vec<String>>,
}

impl Names {
    fn of(source: &Source) -> Self {
        let mut names = Self { at: source.module(), paths: Vec::new(), handed_on: BTreeMap::new() };
        names.visit_file(&source.syntax);
        names
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree, handed_on: bool) {
        let with = |name: String| before.iter().cloned().chain([name]).collect::<Vec<_>>();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(path.ident.to_string()), &path.tree, handed_on),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(before, item, handed_on)),
            syn::UseTree::Glob(_) => self.paths.push(before.to_vec()),
            syn::UseTree::Name(name) => {
                let name = name.ident.to_string();
                let path = if name == "self" { before.to_vec() } else { with(name) };
                self.named(path.last().cloned(), path, handed_on);
            }
            syn::UseTree::Rename(renamed) => {
                self.named(Some(renamed.rename.to_string()), with(renamed.ident.to_string()), handed_on);
            }
        }
    }

    /// A name that is only handed on is no need of this module's own.
    fn named(&mut self, name: Option<String>, path: Vec<String>, handed_on: bool) {
        let Some(name) = name else { return };
        if handed_on {
            let mut here = self.at.clone();
            here.push(name);
            self.handed_on.insert(here, path);
        } else {
            self.paths.push(path);
        }
    }

    /// Paths among the tokens of a macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == ':' && !path.is_empty() => colons += 1,
                TokenTree::Ident(word) if !path.is_empty() && colons == 2 => {
                    path.push(word.to_string());
                    colons = 0;
                }
                other => {
                    self.end(&mut path);
                    colons = 0;
                    match other {
                        TokenTree::Ident(word) => path.push(word.to_string()),
                        TokenTree::Group(group) => self.tokens(group.stream()),
                        _ => (),
                    }
                }
            }
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Vec<String>) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.paths.push(path);
        }
    }
}

impl<'a> Visit<'a> for Names {
    fn visit_item(&mut self, item: &'a syn::Item) {
        let attributes = match item {
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Use(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !for_tests(attributes) {
            visit::visit_item(self, item);
        }
    }
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        // What stands in a module written here belongs to the file, but `super` is the file.
        let Some((_, items)) = &item.content else { return };
        let mut inside = Names { at: self.at.clone(), paths: Vec::new(), handed_on: BTreeMap::new() };
        for item in items {
            inside.visit_item(item);
        }
        let one_up = |mut path: Vec<String>| {
            if path[0] == "super" {
                path[0] = "self".into();
            }
            path
        };
        self.paths.extend(inside.paths.into_iter().map(one_up));
    }
    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        let handed_on = !matches!(item.vis, syn::Visibility::Inherited);
        self.tree(&[], &item.tree, handed_on);
    }
    fn visit_path(&mut self, path: &'a syn::Path) {
        if path.segments.len() > 1 {
            self.paths.push(path.segments.iter().map(|part| part.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }
    // Who may see an item says nothing of what it needs.
    fn visit_visibility(&mut self, _: &'a syn::Visibility) {}
    fn visit_macro(&mut self, item: &'a syn::Macro) {
        self.tokens(item.tokens.clone());
        visit::visit_macro(self, item);
    }
}
