//! Where the members of the outermost object stand, by their names. [`Document`](super::Document) asks: a token of megabytes is asked for
//! some hundred claims that it may have, and none of these questions reads it again.

/// The members of the outermost object, in the order of their names' hashes; of one name in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Names(Vec<(u32, u32)>);

impl Names {
    /// Takes the members of an object, each with the [`hash`] of its name, sorted by that.
    pub(super) fn new(mut members: Vec<(u32, u32)>) -> Self {
        members.shrink_to_fit();
        Self(members)
    }

    /// The members that may have the name: all whose names have its hash.
    pub(super) fn like(&self, name: &[u8]) -> &[(u32, u32)] {
        let wanted = hash(name);
        let from = self.0.partition_point(|(hash, _)| *hash < wanted);
        let rest = self.0.get(from..).unwrap_or_default();
        let alike = rest.iter().take_while(|(hash, _)| *hash == wanted).count();
        rest.get(..alike).unwrap_or_default()
    }
}

/// FNV-1a. Whoever finds names that agree in it gains nothing: names are compared before they are called the same.
pub(super) fn hash(name: &[u8]) -> u32 {
    name.iter().fold(0x811c_9dc5, |hash, &octet| (hash ^ u32::from(octet)).wrapping_mul(0x0100_0193))
}
