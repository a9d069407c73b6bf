//! The sources of the package, parsed: files, the module each is, and the functions in them.

use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

/// A Rust file of the package.
pub struct Source {
    /// From the root of the package, with `/`: `src/engine/desk/queue.rs`.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// What it says.
    pub syntax: syn::File,
}

/// All Rust files below a folder of the package, in order of path: path and text.
pub fn texts(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    gather(&root.join(folder), &mut paths);
    let read = |path: &PathBuf| {
        let inside: Vec<_> = path.strip_prefix(root).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
        (inside.join("/"), fs::read_to_string(path).unwrap())
    };
    paths.iter().map(read).collect()
}

/// The same, parsed.
pub fn sources(folder: &str) -> Vec<Source> {
    let parsed = |(path, text): (String, String)| {
        let syntax = syn::parse_file(&text).unwrap_or_else(|why| panic!("{path}: {why}"));
        Source { path, text, syntax }
    };
    texts(folder).into_iter().map(parsed).collect()
}

fn gather(folder: &Path, to: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            gather(&path, to);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            to.push(path);
        }
    }
}

impl Source {
    /// The module that this file is, from the crate on: `["engine", "desk", "queue"]`; the crate itself is empty.
    pub fn module(&self) -> Vec<String> {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path).trim_end_matches(".rs");
        let mut parts: Vec<String> = inside.split('/').map(String::from).collect();
        if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&&**last)) {
            parts.pop();
        }
        parts
    }

    /// Whether only tests read it.
    pub fn is_test(&self) -> bool {
        self.module().iter().any(|part| part == "tests")
    }

    /// Its functions, those of tests too.
    pub fn functions(&self) -> Vec<Function> {
        let mut found = Functions { of: Vec::new(), all: Vec::new() };
        found.visit_file(&self.syntax);
        found.all
    }
}

/// Whether an item is only there for tests.
pub fn for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|condition| condition.is_ident("test"))
    })
}

/// A function with a body.
pub struct Function {
    /// With the type it is of: `Engine::run`.
    pub name: String,
    /// From its first word to its last brace.
    pub lines: usize,
    /// With `self`.
    pub parameters: usize,
    /// The most parts that a parameter has as a tuple; 0 where none is one.
    pub widest_tuple: usize,
}

struct Functions {
    /// The type whose `impl` or trait is read.
    of: Vec<String>,
    all: Vec<Function>,
}

impl Functions {
    fn add(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let (first, last) = (signature.fn_token.span.start().line, body.brace_token.span.close().end().line);
        let tuple = |input: &syn::FnArg| match input {
            syn::FnArg::Typed(typed) => parts(&typed.ty),
            syn::FnArg::Receiver(_) => 0,
        };
        let name = self.of.iter().cloned().chain([signature.ident.to_string()]).collect::<Vec<_>>().join("::");
        self.all.push(Function {
            name,
            lines: last - first + 1,
            parameters: signature.inputs.len(),
            widest_tuple: signature.inputs.iter().map(tuple).max().unwrap_or(0),
        });
    }
}

/// The parts of a tuple, also behind references.
fn parts(kind: &syn::Type) -> usize {
    match kind {
        syn::Type::Tuple(tuple) => tuple.elems.len(),
        syn::Type::Reference(reference) => parts(&reference.elem),
        syn::Type::Paren(inside) => parts(&inside.elem),
        _ => 0,
    }
}

impl<'a> Visit<'a> for Functions {
    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let name = match &*item.self_ty {
            syn::Type::Path(path) => path.path.segments.last().map_or_else(String::new, |last| last.ident.to_string()),
            _ => String::new(),
        };
        self.of.push(name);
        visit::visit_item_impl(self, item);
        self.of.pop();
    }
    fn visit_item_trait(&mut self, item: &'a syn::ItemTrait) {
        self.of.push(item.ident.to_string());
        visit::visit_item_trait(self, item);
        self.of.pop();
    }
    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.add(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }
    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.add(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }
    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        if let Some(body) = &item.default {
            self.add(&item.sig, body);
        }
        visit::visit_trait_item_fn(self, item);
    }
}
