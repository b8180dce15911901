//! Which rows of an outline are hidden: those of folded containers. Places are where rows are shown, indices are where they are kept; both
//! ways cost the logarithm of how much is folded.

use std::collections::BTreeSet;

use super::row::{Row, RowKind};
use crate::token::json::{Document, Node};

/// The rows that are hidden.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Folds {
    /// In their order, none inside another.
    list: Vec<Fold>,
}

/// The rows that a folded container hides: from the one after its own up to that of its closing bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fold {
    from: usize,
    to: usize,
    /// How many rows are hidden up to here, these included.
    hidden: usize,
}

impl Folds {
    pub(super) fn of(document: &Document, rows: &[Row], folded: &BTreeSet<u32>) -> Self {
        let mut list: Vec<Fold> = Vec::with_capacity(folded.len());
        // The value behind the container that was folded last: what comes before it is hidden already.
        let mut behind = 0;
        for (node, next) in folded.iter().filter_map(|index| Some((*index, document.node(*index)?.next))) {
            if node < behind || next <= node.saturating_add(1) {
                continue;
            }
            behind = next;
            let begin = list.last().map_or(0, |fold| fold.to);
            let rest = rows.get(begin..).unwrap_or_default();
            let from = begin + first_of(document, rest, node) + 1;
            let rest = rows.get(from..).unwrap_or_default();
            let to = from
                + rest.partition_point(|row| match row.kind {
                    RowKind::Close => row.node >= node && next_of(document, row.node) <= next,
                    RowKind::Member | RowKind::More | RowKind::Words => row.node < next,
                    RowKind::Broken | RowKind::Text | RowKind::Hex | RowKind::Sealed => false,
                });
            let before = list.last().map_or(0, |fold| fold.hidden);
            list.push(Fold { from, to, hidden: before + to.saturating_sub(from) });
        }
        Self { list }
    }

    /// How many rows are hidden.
    pub(super) fn hidden(&self) -> usize {
        self.list.last().map_or(0, |fold| fold.hidden)
    }

    /// The index of the row that is shown at `place`.
    pub(super) fn index_of(&self, place: usize) -> usize {
        // The first row behind a fold is shown where its first hidden one would be.
        let before = self.list.partition_point(|fold| fold.to - fold.hidden <= place);
        place + before.checked_sub(1).and_then(|last| self.list.get(last)).map_or(0, |fold| fold.hidden)
    }

    /// Where the row with this index is shown; and is it hidden, so that this is the place of the container that hides it?
    pub(super) fn place_of(&self, index: usize) -> (usize, bool) {
        let before = self.list.partition_point(|fold| fold.from <= index);
        let Some(fold) = before.checked_sub(1).and_then(|last| self.list.get(last)) else { return (index, false) };
        if index < fold.to { (fold.to - fold.hidden - 1, true) } else { (index - fold.hidden, false) }
    }

    /// The index behind what the row with this index hides; `None` where it hides nothing.
    pub(super) fn behind(&self, index: usize) -> Option<usize> {
        let at = self.list.binary_search_by_key(&index.saturating_add(1), |fold| fold.from).ok()?;
        self.list.get(at).map(|fold| fold.to)
    }
}

/// The index of the first row of the value at `node`.
pub(super) fn first_of(document: &Document, rows: &[Row], node: u32) -> usize {
    // Rows of members stand in the order of the values; closing brackets among them repeat earlier ones.
    rows.partition_point(|row| match row.kind {
        RowKind::Member | RowKind::More | RowKind::Words => row.node < node,
        // A closing bracket stands before whatever follows its container.
        RowKind::Close => next_of(document, row.node) <= node,
        RowKind::Broken | RowKind::Text | RowKind::Hex | RowKind::Sealed => false,
    })
}

/// The index of the row that shows byte `octet`: of the member whose name or value it stands in.
pub(super) fn showing(document: &Document, rows: &[Row], octet: usize) -> Option<usize> {
    let begin = |node: &Node| if node.name == (0, 0) { node.value.0 as usize } else { node.name.0 as usize };
    let node = u32::try_from(document.nodes.partition_point(|node| begin(node) <= octet)).ok()?.checked_sub(1)?;
    let first = first_of(document, rows, node);
    // A value of megabytes has as many rows as it has hits: none of them is looked at twice.
    let shows = |row: &Row| match row.kind {
        RowKind::Member => row.node == node,
        RowKind::More => row.node == node && row.from as usize <= octet,
        RowKind::Close | RowKind::Words | RowKind::Broken | RowKind::Text | RowKind::Hex | RowKind::Sealed => false,
    };
    let shown = rows.get(first..)?.partition_point(shows);
    (first + shown).checked_sub(1).filter(|_| shown > 0)
}

fn next_of(document: &Document, container: u32) -> u32 {
    document.node(container).map_or(0, |node| node.next)
}

#[cfg(test)]
mod tests {
    use super::super::{Outline, Shown};
    use super::*;
    use crate::token::part::{Coding, Content, Part, Role};

    fn part(text: &str) -> Part {
        Part {
            role: Role::Payload,
            nth: 0,
            shared: false,
            at: 0..0,
            coding: Coding::Base64url,
            content: Content::Json(Document::read(text.into())),
            complete: true,
        }
    }

    /// The rows that are left of all of them when each is looked at: is any container folded that it stands in?
    fn slowly(document: &Document, all: &[Shown], folded: &BTreeSet<u32>) -> Vec<(u32, RowKind)> {
        let hidden = |row: &Row| {
            let mut above = document.ancestors(row.node);
            if row.kind == RowKind::Close {
                above.push(row.node);
            }
            above.iter().any(|container| folded.contains(container))
        };
        all.iter().filter(|shown| !hidden(&shown.row)).map(|shown| (shown.row.node, shown.row.kind)).collect()
    }

    #[test]
    fn whatever_is_folded_exactly_what_it_holds_is_hidden_and_every_place_leads_back() {
        let text = r#"{"a":{"b":[1,[2,3],{}],"c":{"d":{"e":[]}}},"f":"a value that is longer than the row","g":[[[4]]],"h":{"i":0}}"#;
        let part = part(text);
        let document = part.json().unwrap();
        let mut outline = Outline::of(&part, 20, &|_| None);
        let all: Vec<Shown> = outline.from(0).map(|(_, shown)| shown).collect();
        let containers: Vec<u32> =
            (1..document.nodes.len() as u32).filter(|index| next_of(document, *index) > index + 1).collect();
        for choice in 0..1_u32 << containers.len() {
            let chosen = containers.iter().enumerate().filter(|(bit, _)| choice >> bit & 1 == 1);
            let folded: BTreeSet<u32> = chosen.map(|(_, container)| *container).collect();
            outline.fold(document, &folded);
            let shown: Vec<Shown> = outline.from(0).map(|(_, shown)| shown).collect();
            let rows: Vec<_> = shown.iter().map(|shown| (shown.row.node, shown.row.kind)).collect();
            assert_eq!(rows, slowly(document, &all, &folded), "{folded:?}");
            assert_eq!(outline.len(), shown.len());
            for (place, shown) in shown.iter().enumerate().filter(|(_, shown)| shown.row.kind == RowKind::Member) {
                assert_eq!(outline.place_of(document, shown.row.node), place, "{folded:?}");
                let count = document.members(shown.row.node).count();
                let is_folded = folded.contains(&shown.row.node);
                assert_eq!(shown.folded, is_folded.then_some(count as u32), "{folded:?}");
                let begin = document.node(shown.row.node).unwrap().value.0 as usize;
                assert_eq!(outline.place_of_octet(&part, begin), Some((place, false)), "{folded:?}");
            }
            for hidden in 1..document.nodes.len() as u32 {
                let above = document.ancestors(hidden);
                if let Some(by) = above.iter().find(|container| folded.contains(container)) {
                    let place = outline.place_of(document, *by);
                    let begin = document.node(hidden).unwrap().value.0 as usize;
                    assert_eq!(outline.place_of_octet(&part, begin), Some((place, true)), "{folded:?} hides {hidden}");
                }
            }
        }
    }

    #[test]
    fn a_folded_container_keeps_its_comma() {
        let part = part(r#"{"a":[1],"b":[2]}"#);
        let mut outline = Outline::of(&part, 40, &|_| None);
        outline.fold(part.json().unwrap(), &BTreeSet::from([1, 3]));
        let commas: Vec<bool> = outline.from(0).map(|(_, shown)| shown.row.comma).collect();
        assert_eq!(commas, [true, false]);
    }
}
