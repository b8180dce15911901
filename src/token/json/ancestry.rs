//! In which containers a value stands. [`Document`](super::Document) asks; the answer takes as many steps in a text of megabytes as in a
//! short one.

use super::node::Node;

/// The open containers are noted before every so many values; what stands between is walked.
const EVERY: usize = 512;

/// The containers that are open before every [`EVERY`]th value, the outermost first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ancestry {
    open: Vec<Vec<u32>>,
}

impl Ancestry {
    pub(super) fn of(nodes: &[Node]) -> Self {
        let mut open = Vec::with_capacity(nodes.len().div_ceil(EVERY));
        let mut stack = Vec::new();
        for (index, node) in (0_u32..).zip(nodes) {
            leave(nodes, &mut stack, index);
            if (index as usize).is_multiple_of(EVERY) {
                open.push(stack.clone());
            }
            if node.next > index.saturating_add(1) {
                stack.push(index);
            }
        }
        Self { open }
    }

    /// The containers that the value at `index` stands in, the outermost first.
    pub(super) fn above(&self, nodes: &[Node], index: u32) -> Vec<u32> {
        let block = index as usize / EVERY;
        let mut stack = self.open.get(block).cloned().unwrap_or_default();
        let from = u32::try_from(block * EVERY).unwrap_or(index);
        for before in from..index {
            leave(nodes, &mut stack, before);
            if nodes.get(before as usize).is_some_and(|node| node.next > before.saturating_add(1)) {
                stack.push(before);
            }
        }
        leave(nodes, &mut stack, index);
        stack
    }
}

/// Closes the containers that end before the value at `index`.
fn leave(nodes: &[Node], stack: &mut Vec<u32>, index: u32) {
    while stack.pop_if(|open| nodes.get(*open as usize).is_none_or(|node| node.next <= index)).is_some() {}
}

#[cfg(test)]
mod tests {
    use super::super::Document;

    #[test]
    fn every_value_knows_the_containers_that_it_stands_in() {
        let records: String = (0..700).map(|i| format!(r#"{{"id":{i},"in":[[{i}],{{}}]}},"#)).collect();
        let document = Document::read(format!(r#"{{"a":1,"records":[{records}0],"z":{{"y":[]}}}}"#).into_bytes());
        assert_eq!(document.fault, None);
        for index in 0..u32::try_from(document.nodes.len()).unwrap() {
            let slow: Vec<u32> = (0..index).filter(|outer| document.nodes[*outer as usize].next > index).collect();
            assert_eq!(document.ancestors(index), slow, "value {index}");
            assert_eq!(document.outermost(index), slow.get(1).copied().or((index > 0).then_some(index)));
        }
    }
}
