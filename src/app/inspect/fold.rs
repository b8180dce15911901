//! Folding the containers of the payload.

use std::collections::BTreeSet;

use super::Inspect;
use crate::app::layout::Pane;
use crate::token::explain::Member;
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
        self.hide_folded(Some((container, 0)));
    }

    /// Unfolds the container whose row this is; answers whether it was folded.
    pub(super) fn unfold(&mut self, row: usize) -> bool {
        let unfolded = self.payload.at(row).is_some_and(|shown| self.folded.remove(&shown.row.node));
        if unfolded {
            self.hide_folded(None);
        }
        unfolded
    }

    /// Unfolds everything, or folds every container of the outermost object.
    pub fn fold_all(&mut self) {
        let Some(document) = self.payload_part().and_then(Part::json) else { return };
        let all: BTreeSet<u32> = document.members(0).filter(|index| holds_any(document, *index)).collect();
        let subject = self.subject().and_then(|member| document.outermost(member.index));
        self.folded = if self.folded.is_empty() { all } else { BTreeSet::new() };
        self.hide_folded(subject.map(|subject| (subject, 0)));
    }

    /// The value whose row the cursor is on, and how many rows below the first of that value.
    pub(super) fn payload_cursor(&self) -> Option<(u32, usize)> {
        let document = self.payload_part().and_then(Part::json)?;
        let cursor = self.scrolls.get(Pane::Payload.index())?.cursor;
        let node = self.payload.at(cursor)?.row.node;
        Some((node, cursor.saturating_sub(self.payload.place_of(document, node))))
    }

    /// Hides what is folded; the cursor goes to the row of the value at `follow`, or to one of its rows further below.
    pub(super) fn hide_folded(&mut self, follow: Option<(u32, usize)>) {
        self.hits = None;
        let Some(document) = self
            .tokens
            .get(self.selected)
            .and_then(|opened| opened.claimant().part(Role::Payload))
            .and_then(Part::json)
        else {
            return;
        };
        self.payload.fold(document, &self.folded);
        if let (Some((node, below)), Some(scroll)) = (follow, self.scrolls.get_mut(Pane::Payload.index())) {
            let first = self.payload.place_of(document, node);
            let is_its = |place: &usize| self.payload.at(*place).is_some_and(|shown| shown.row.node == node);
            scroll.cursor = (first..=first + below).rev().find(is_its).unwrap_or(first);
        }
    }
}

/// Is the value at `index` a container with something in it?
fn holds_any(document: &Document, index: u32) -> bool {
    document.node(index).is_some_and(|node| node.next > index + 1)
}

/// The container at `index`, or the one that it stands in; `None` for a member of the outermost object that holds nothing.
fn foldable(document: &Document, index: u32) -> Option<u32> {
    if holds_any(document, index) { Some(index) } else { document.ancestors(index).into_iter().skip(1).last() }
}
