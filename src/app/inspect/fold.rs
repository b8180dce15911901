//! Folding the containers of the payload.

use std::collections::BTreeSet;

use super::Inspect;
use crate::token::explain::{self, Member};
use crate::token::json::Document;
use crate::token::part::{Part, Role};

impl Inspect {
    /// Folds or unfolds the container that the cursor is on or in.
    pub fn fold(&mut self) {
        let Some(Member { role: Role::Payload, index, .. }) = self.subject() else { return };
        let Some(document) = self.payload_part().and_then(Part::json) else { return };
        let Some(container) = foldable(document, index) else { return };
        if !self.folded.remove(&container) {
            self.folded.insert(container);
        }
        self.built.payload = None;
        self.follow = Some(container);
    }

    /// Unfolds the container whose row this is; answers whether it was folded.
    pub(super) fn unfold(&mut self, row: usize) -> bool {
        let unfolded = self.payload.rows.get(row).is_some_and(|row| self.folded.remove(&row.node));
        if unfolded {
            self.built.payload = None;
        }
        unfolded
    }

    /// Unfolds everything, or folds every container of the outermost object.
    pub fn fold_all(&mut self) {
        let Some(document) = self.payload_part().and_then(Part::json) else { return };
        let all: BTreeSet<u32> = document.members(0).filter(|index| holds_any(document, *index)).collect();
        let subject = self.subject().and_then(|member| explain::outermost(document, member.index));
        self.folded = if self.folded.is_empty() { all } else { BTreeSet::new() };
        self.built.payload = None;
        self.follow = subject;
    }
}

/// Is the value at `index` a container with something in it?
fn holds_any(document: &Document, index: u32) -> bool {
    document.node(index).is_some_and(|node| node.next > index + 1)
}

/// The container at `index`, or the one that it stands in; `None` for a member of the outermost object that holds nothing.
fn foldable(document: &Document, index: u32) -> Option<u32> {
    let around =
        |inner: u32| (1..inner).rev().find(|outer| document.node(*outer).is_some_and(|node| node.next > inner));
    if holds_any(document, index) { Some(index) } else { around(index) }
}
