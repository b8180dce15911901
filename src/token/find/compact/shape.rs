//! Tells by its shape whether what was read is a token, whole or cut off.

use crate::token::find::form::Form;
use crate::token::find::jose_header::Certainty;
use crate::token::find::json_prefix::{JsonPrefix, Stage};

/// The beginnings of headers that are known by sight even when they are cut: `{"alg":`, `{"typ":`, `{"kid":`, `{"enc":`, `{"cty":`, `{"x5`.
const SURE: [&str; 6] = ["eyJhbGciO", "eyJ0eXAiO", "eyJraWQiO", "eyJlbmMiO", "eyJjdHkiO", "eyJ4NX"];

/// A token without an algorithm is longer than this: a shorter thing with dots is a name.
const SHORTEST: usize = 24;

/// What it is; `None` if it is no token.
pub(super) fn form(
    header: &str,
    certainty: Certainty,
    json: JsonPrefix,
    token: &str,
    dots: usize,
    cut: bool,
) -> Option<Form> {
    if !json.is_object() {
        return None;
    }
    let sure = SURE.iter().any(|sure| header.starts_with(sure));
    if cut {
        let header_cut = dots == 0 && token.len() > 3 && json.stage() != Stage::Broken;
        let long = dots > 0 && header.len() > 7;
        let fragment = sure || header_cut || long || certainty == Certainty::Algorithm;
        return (fragment && token.len() > 3).then_some(Form::Fragment);
    }
    match (dots, certainty) {
        (2.., Certainty::Algorithm) => Some(Form::Compact),
        // An empty header is three characters: only the right number of dots makes it more than a name.
        (2.., Certainty::Object) => {
            let shaped = header.len() > 7 || matches!(dots, 2 | 4);
            (shaped && token.len() > SHORTEST).then_some(Form::Compact)
        }
        (2.., Certainty::Unreadable) => (header.len() > 7 && token.len() > SHORTEST).then_some(Form::Compact),
        (0 | 1, Certainty::Algorithm) => Some(Form::Fragment),
        (1, Certainty::Object) => {
            let mut payload = JsonPrefix::new();
            payload.feed(token.get(header.len() + 1..).unwrap_or_default().as_bytes());
            payload.is_object().then_some(Form::Fragment)
        }
        (0 | 1, Certainty::Unreadable) => {
            (sure && token.len() > SHORTEST && (dots == 1 || json.stage() == Stage::Open)).then_some(Form::Fragment)
        }
        (0, Certainty::Object) => None,
    }
}
