//! A word that was mistyped → the one that was meant. Names of commands and of algorithms come through here.

/// The known word that is nearest to `word`, where one is near: a wrong letter in three.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|meant| (distance(word, meant), meant))
        .filter(|(distance, meant)| *distance <= meant.chars().count() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, meant)| meant)
}

/// How many letters have to be put in, taken out or changed (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (1..=to.chars().count()).collect();
    for (taken, letter) in from.chars().enumerate() {
        let (mut corner, mut left) = (taken, taken + 1);
        for (cell, other) in row.iter_mut().zip(to.chars()) {
            let here = (corner + usize::from(letter != other)).min(*cell + 1).min(left + 1);
            corner = std::mem::replace(cell, here);
            left = here;
        }
    }
    row.last().copied().unwrap_or_else(|| from.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_letter_in_three_is_near_and_more_is_not() {
        let known = ["verify", "key", "keygen"];
        assert_eq!(nearest("verfy", known), Some("verify"));
        assert_eq!(nearest("vrfy", known), Some("verify"));
        assert_eq!(nearest("vry", known), None);
        assert_eq!(nearest("kez", known), Some("key"));
        assert_eq!(nearest("kyz", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!((distance("abc", ""), distance("", "abc"), distance("abc", "abd")), (3, 3, 1));
    }
}
