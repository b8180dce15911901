//! A JSON object that is being written, member after member: each name once, no white space.

use std::collections::BTreeMap;

use super::fault::{Field, RecipeFault, Why};
use crate::token::json::{Document, Kind};

/// The object, and which field gave it each name.
#[derive(Debug, Default)]
pub(super) struct Object {
    text: String,
    names: BTreeMap<String, Field>,
}

impl Object {
    /// Adds a string.
    pub fn string(&mut self, name: &str, value: &str, field: Field) {
        self.member(name, &string(value), field);
    }

    /// Adds a value that is JSON already.
    pub fn member(&mut self, name: &str, value: &str, field: Field) {
        self.push(&string(name), value);
        self.names.insert(name.to_owned(), field);
    }

    /// Adds the members of an object as they are written in `text`, which may be empty.
    pub fn further(&mut self, text: &str, field: Field, faults: &mut Vec<RecipeFault>) {
        if text.trim().is_empty() {
            return;
        }
        let mut fault = |why, at| faults.push(RecipeFault { field, why, at: Some(at) });
        let document = Document::read(text.as_bytes().to_vec());
        if let Some(broken) = document.fault {
            return fault(Why::Json(broken.why), broken.at);
        }
        match document.root() {
            Some(root) if root.kind == Kind::Object => {}
            Some(root) => return fault(Why::NotAnObject(root.kind), root.value.0 as usize),
            None => return,
        }
        for index in document.members(0) {
            let (Some(name), Some(node), Some(raw), Some(value)) =
                (document.name(index), document.node(index), document.raw_name(index), document.compact(index))
            else {
                continue;
            };
            match self.names.get(&*name) {
                Some(owner) if *owner == field => fault(Why::Twice(name.into_owned()), node.name.0 as usize),
                Some(owner) => fault(Why::Elsewhere(name.into_owned(), *owner), node.name.0 as usize),
                None => {
                    self.push(&String::from_utf8_lossy(raw), &value);
                    self.names.insert(name.into_owned(), field);
                }
            }
        }
    }

    /// The text of the object.
    pub fn finish(self) -> String {
        format!("{{{}}}", self.text)
    }

    fn push(&mut self, name: &str, value: &str) {
        if !self.text.is_empty() {
            self.text.push(',');
        }
        self.text.push_str(name);
        self.text.push(':');
        self.text.push_str(value);
    }
}

/// A string as JSON writes it.
pub(super) fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// An array of strings as JSON writes it.
pub(super) fn array(texts: &[String]) -> String {
    serde_json::Value::from(texts).to_string()
}
