//! `-` in the place of a key or a file: standard input, which only one can have.

/// Does this argument name standard input?
pub(super) fn is_meant(argument: &str) -> bool {
    matches!(argument, "-" | "@-")
}

/// Checks that no two of these arguments want it; each with its name, and whether it does.
///
/// # Errors
/// A sentence that names two of them.
pub(super) fn is_for_one(wanting: impl IntoIterator<Item = (&'static str, bool)>) -> Result<(), String> {
    let mut names = wanting.into_iter().filter(|(_, wants)| *wants).map(|(name, _)| name);
    match (names.next(), names.next()) {
        (Some(one), Some(other)) => Err(format!(
            "{one} and {other} both want standard input: give one of them in another way, a key as env:NAME or @FILE"
        )),
        _ => Ok(()),
    }
}
