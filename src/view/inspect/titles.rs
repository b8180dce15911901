//! What the title line says of the token at hand, and the titles of the panes beside their names.

use ratatui::style::Style;

use super::super::part::Part;
use super::super::text::cut;
use super::super::theme::Theme;
use crate::app::inspect::{Grade, Opened};
use crate::app::layout::Pane;
use crate::app::size::size_words;
use crate::app::state::State;
use crate::app::words_of_frame as words;
use crate::token::anatomy::{Kind, Token};
use crate::token::find::Form;
use crate::token::part::Role;
use crate::token::remarks;
use crate::token::visible::visible;
use crate::view::life::life;

/// What the title line says of the token at hand: the least important first.
pub fn title(state: &State, theme: &Theme) -> Vec<Part> {
    let mut said = Vec::new();
    let Some(opened) = state.inspect.current() else { return said };
    if state.inspect.tokens.len() > 1 {
        said.push(Part::new(words::which_of(state.inspect.selected + 1, state.inspect.tokens.len()), theme.plain));
    }
    let token = &opened.token;
    let alg =
        token.alg_of(state.inspect.signer).map_or_else(|| words::NO_ALG.to_owned(), |alg| cut(&visible(&alg), 16, "~"));
    let (grade, checked) = state.inspect.signature_state();
    let refused = state.inspect.is_acceptable(state.now, state.zone) == Some(false);
    // Green is for what may be accepted, and proves something.
    let doubted = refused || state.inspect.anyone_signs();
    let unless_doubted = |style: Style| if doubted && style == theme.good { theme.plain } else { style };
    said.push(Part::new(format!("{alg} {checked}"), unless_doubted(theme.grade(grade))).or(checked));
    let left = state.inspect.headline(opened, state.now, state.zone);
    if !matches!(token.kind, Kind::Jwe | Kind::Unreadable) {
        said.push(Part::new(left.text, unless_doubted(life(state, theme))));
    }
    if refused && grade == Grade::Good {
        said.push(Part::new(words::NOT_OK, theme.bad));
    }
    if state.inspect.judged_at.is_some() {
        said.push(Part::new(words::ANOTHER_TIME, theme.warn).or(words::ANOTHER_TIME_SHORT));
    }
    said
}

/// What a pane's title adds to its name.
pub fn about(state: &State, opened: &Opened, pane: Pane) -> Option<String> {
    let token = &opened.token;
    Some(match pane {
        Pane::Token => {
            let form = match token.form {
                Form::Compact => "",
                Form::Json => ", JSON serialization",
                Form::Fragment => ", cut off",
            };
            let place = opened.found_in().map(|place| format!("from {}, ", visible(place))).unwrap_or_default();
            format!("{place}{}{form}", size_words(token.text.len()))
        }
        Pane::Header | Pane::Payload => {
            let part = if pane == Pane::Header { state.inspect.header_part() } else { state.inspect.payload_part() };
            let said = if pane == Pane::Header { which_header(state, token) } else { String::new() };
            match part {
                _ if !said.is_empty() => said,
                Some(part) if part.json().is_none() && !part.octets().is_empty() => {
                    words::not_json(&size_words(part.octets().len()))
                }
                None if token.kind == Kind::Jwe => words::SEALED.to_owned(),
                Some(_) | None => return None,
            }
        }
        Pane::Lifetime => {
            let judged_at = state.inspect.judged_at.map(|at| crate::token::dates::local(at, state.zone));
            words::leeway(&crate::token::duration::in_words(state.inspect.leeway), judged_at)
        }
        Pane::Verdict => {
            let is_ok = state.inspect.is_acceptable(state.now, state.zone)?;
            let ok = if state.inspect.anyone_signs() { words::OK_BUT_NO_PROOF } else { words::OK };
            if is_ok { ok.to_owned() } else { words::NOT_OK.to_owned() }
        }
        Pane::Findings => remarks::counted(state.inspect.remarks()),
        Pane::Tokens => words::found(state.inspect.tokens.len()),
        Pane::Explain => state.inspect.explanation(state.now, state.zone)?.title,
    })
}

/// Which of several headers it is that the Header pane shows, and how to get to the others; nothing for the only one, if it is protected.
fn which_header(state: &State, token: &Token) -> String {
    let inspect = &state.inspect;
    let (nth, count) = (inspect.signer + 1, token.signatures());
    let signature = (count > 1).then(|| match token.kind {
        Kind::Jwe => words::recipient_of(nth, count),
        Kind::Jws | Kind::Fragment | Kind::Unreadable => words::signature_of(nth, count),
    });
    let several = inspect.headers(inspect.signer).count() > 1;
    let role = inspect.header_part().and_then(|part| match part.role {
        Role::Unprotected => Some(words::UNPROTECTED.to_owned()),
        _ => several.then(|| words::PROTECTED.to_owned()),
    });
    let walk = (count > 1 || several).then(|| words::WALK.to_owned());
    [signature, role, walk].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
