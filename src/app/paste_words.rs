//! What is said after a paste: what it held, and what was taken away to get at it.

use super::inspect::Opened;
use crate::token::anatomy::Kind;

/// That sentence where the tokens were not pasted: they came out of a file, or are a sample.
#[must_use]
pub fn opened(sentence: &str) -> Option<String> {
    sentence.strip_prefix(PASTED).map(|rest| format!("{OPENED}{rest}"))
}

const PASTED: &str = "pasted ";
const OPENED: &str = "opened ";

/// The sentence for a paste that held these tokens.
#[must_use]
pub fn pasted(tokens: &[Opened]) -> String {
    let kinds = [
        (Kind::Jws, "JWT", "JWTs"),
        (Kind::Jwe, "JWE", "JWEs"),
        (Kind::Fragment, "fragment", "fragments"),
        (Kind::Unreadable, "unreadable token", "unreadable tokens"),
    ];
    let counts: Vec<String> = kinds
        .into_iter()
        .filter_map(|(kind, one, many)| {
            let count = tokens.iter().filter(|opened| opened.token.kind == kind).count();
            match count {
                0 => None,
                1 => Some(format!("1 {one}")),
                _ => Some(format!("{count} {many}")),
            }
        })
        .collect();
    let mut stripped: Vec<&str> = Vec::new();
    for what in tokens.iter().flat_map(|opened| &opened.token.stripped) {
        if !stripped.contains(&what.as_str()) {
            stripped.push(what);
        }
    }
    let mut sentence = format!("{PASTED}{}", counts.join(", "));
    match tokens {
        [Opened { token, .. }] if token.signatures() > 1 => {
            let what = if token.kind == Kind::Jwe { "recipients" } else { "signatures" };
            sentence.push_str(&format!(" with {} {what}; ( and ) walk through them", token.signatures()));
        }
        [] | [_] => {}
        [..] => sentence.push_str("; [ and ] walk through them"),
    }
    match stripped.as_slice() {
        [] => {}
        [one] => sentence.push_str(&format!("; {one} stripped")),
        many => sentence.push_str(&format!("; stripped: {}", many.join(", "))),
    }
    sentence
}
