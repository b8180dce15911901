//! No file of the house imports one that, by whatever way, imports it: what is read first never has to be read twice.
//!
//! An arrow is drawn from a file to the file that defines a name which the first takes from it: in a `use`, or by a path. Whoever only hands
//! a name on (`pub use`) is passed through.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::source::{sources, src};

/// A module by its path from the crate's root: `["app", "inspect"]`.
type Module = Vec<String>;

/// The code of every file without its comments and its tests, which may reach further.
fn house(under: &Path) -> BTreeMap<Module, String> {
    let mut files = BTreeMap::new();
    for path in sources(under) {
        let name = path.strip_prefix(under).unwrap().with_extension("");
        let module = name.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        let text = fs::read_to_string(&path).expect("the file can be read");
        let body = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let code: Vec<&str> = body.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
        files.insert(module, code.join("\n"));
    }
    files
}

/// The paths of a `use` tree, without their new names.
fn paths(tree: &str) -> Vec<Vec<String>> {
    let tree = tree.trim();
    if let Some((before, inner)) = tree.split_once('{') {
        let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
        let (mut parts, mut depth) = (vec![String::new()], 0);
        for c in inner.chars() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            match (c, depth) {
                (',', 0) => parts.push(String::new()),
                _ => parts.last_mut().unwrap().push(c),
            }
        }
        let before: Vec<String> = segments(before);
        let parts = parts.iter().filter(|part| !part.trim().is_empty());
        return parts.flat_map(|part| paths(part)).map(|path| [before.clone(), path].concat()).collect();
    }
    vec![segments(tree.split(" as ").next().unwrap_or_default())]
}

fn segments(path: &str) -> Vec<String> {
    path.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// What the files of the house are, and which names each only hands on.
struct Plan {
    files: BTreeMap<Module, String>,
    handed_on: BTreeMap<(Module, String), (Module, Option<String>)>,
}

impl Plan {
    fn of(under: &Path) -> Self {
        let mut plan = Self { files: house(under), handed_on: BTreeMap::new() };
        for (module, code) in plan.files.clone() {
            for (public, tree) in uses(&code) {
                for path in paths(&tree).into_iter().filter(|_| public) {
                    if let Some((file, Some(name))) = plan.place(&module, &path) {
                        plan.handed_on.insert((module.clone(), name.clone()), (file, Some(name)));
                    }
                }
            }
        }
        plan
    }

    /// The file that a path names from `here`, and the name in it.
    fn place(&self, here: &Module, path: &[String]) -> Option<(Module, Option<String>)> {
        let child = |module: &Module, name: &String| [module.as_slice(), std::slice::from_ref(name)].concat();
        let (mut at, mut rest) = match path.first()?.as_str() {
            "crate" => (Module::new(), &path[1..]),
            "self" => (here.clone(), &path[1..]),
            "super" => {
                let up = path.iter().take_while(|part| *part == "super").count();
                (here[..here.len().checked_sub(up)?].to_vec(), &path[up..])
            }
            _ if self.files.contains_key(&child(here, &path[0])) => (here.clone(), path),
            _ => return None,
        };
        while let Some(name) = rest.first().filter(|name| self.files.contains_key(&child(&at, name))) {
            at = child(&at, name);
            rest = &rest[1..];
        }
        let mut found = (at, rest.first().cloned());
        // To where it is defined.
        for _ in 0..8 {
            let (file, Some(name)) = &found else { break };
            let Some(further) = self.handed_on.get(&(file.clone(), name.clone())).filter(|next| **next != found) else {
                break;
            };
            found = further.clone();
        }
        Some(found)
    }

    /// From each file to those whose names it takes.
    fn arrows(&self) -> BTreeMap<Module, BTreeMap<Module, String>> {
        let mut arrows: BTreeMap<Module, BTreeMap<Module, String>> = BTreeMap::new();
        for (here, code) in &self.files {
            let mut to = BTreeMap::new();
            let mut taken = BTreeMap::new();
            for path in uses(code).into_iter().filter(|(public, _)| !public).flat_map(|(_, tree)| paths(&tree)) {
                match self.place(here, &path) {
                    Some((file, Some(name))) => drop(to.insert(file, name)),
                    Some((file, None)) => drop(taken.insert(path.last().unwrap().clone(), file)),
                    None => {}
                }
            }
            for path in inline(code) {
                let place = match taken.get(&path[0]) {
                    Some(file) => self.place(file, &[&["self".to_owned()], &path[1..]].concat()),
                    None => self.place(here, &path),
                };
                if let Some((file, Some(name))) = place {
                    to.insert(file, name);
                }
            }
            to.retain(|file, _| file != here && self.files.contains_key(file));
            arrows.insert(here.clone(), to);
        }
        arrows
    }
}

/// Each `use` of a file: is it public, and what it takes.
fn uses(code: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let line = line.trim_start();
        let public = line.starts_with("pub");
        let rest = if public { line.split_once(" use ").map(|(_, rest)| rest) } else { line.strip_prefix("use ") };
        let Some(rest) = rest.filter(|_| !line.contains("fn ")) else { continue };
        let mut tree = rest.to_owned();
        while !tree.contains(';') {
            let Some(more) = lines.next() else { break };
            tree.push_str(more);
        }
        found.push((public, tree.split(';').next().unwrap_or_default().to_owned()));
    }
    found
}

/// Is this statement, with what stands before it, a `use`?
fn is_use(statement: &str) -> bool {
    let last = statement.rsplit(['}', '\n']).find(|line| !line.trim().is_empty()).unwrap_or_default().trim_start();
    let first = statement.trim_start();
    [first, last].iter().any(|line| line.starts_with("use ") || (line.starts_with("pub") && line.contains(" use ")))
}

/// The paths that stand in the code itself.
fn inline(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let code: String = code.split(';').filter(|statement| !is_use(statement)).collect::<Vec<_>>().join(";");
    for word in code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
        let path = segments(word);
        if word.contains("::") && path.len() > 1 {
            found.push(path);
        }
    }
    found
}

/// Everything that is reached from a file.
fn reached(arrows: &BTreeMap<Module, BTreeMap<Module, String>>, from: &Module) -> BTreeSet<Module> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        for next in arrows[file].keys() {
            if seen.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    seen
}

#[test]
fn no_file_imports_one_that_imports_it() {
    let arrows = Plan::of(&src()).arrows();
    assert!(arrows.values().map(BTreeMap::len).sum::<usize>() > 1000, "arrows are found at all");
    let reach: BTreeMap<&Module, BTreeSet<Module>> = arrows.keys().map(|file| (file, reached(&arrows, file))).collect();
    let mut circular = Vec::new();
    for (from, to) in &arrows {
        for (file, name) in to {
            if reach[file].contains(from) {
                circular.push(format!("{} takes `{name}` from {}, which reaches it", from.join("/"), file.join("/")));
            }
        }
    }
    assert!(circular.is_empty(), "{}", circular.join("\n"));
}
