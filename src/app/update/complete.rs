//! A path that is completed in its field, as a shell does it: the runtime reads the folder, and its names come back as a message.

use super::carry_out::carry_out;
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::notice::Tone;
use crate::app::overlay::Overlay;
use crate::app::state::State;
use crate::token::visible::visible;

/// What begins a path in a field of keys.
const FILE: char = '@';

/// So many names are shown where several fit.
const MOST_SHOWN: usize = 24;

/// Completes the path before the cursor of the field at hand: asks for the names that begin like it. `None` where no path is typed.
pub(super) fn complete(state: &mut State) -> Option<Vec<Effect>> {
    let path = path_at_hand(state)?;
    let (folder, beginning) = match path.rsplit_once('/') {
        Some((folder, beginning)) => (format!("{folder}/"), beginning.to_owned()),
        None if path == "~" => return Some(insert(state, "/")),
        None => (String::new(), path.clone()),
    };
    state.completing.tickets = state.completing.tickets.wrapping_add(1);
    state.completing.asked = Some(path);
    Some(vec![Effect::List { ticket: state.completing.tickets, folder, beginning }])
}

/// The names have come, those of folders with `/` at their end, or a sentence why there are none.
pub(super) fn listed(state: &mut State, ticket: u64, result: Result<Vec<String>, String>) -> Vec<Effect> {
    let Some(path) = state.completing.asked.take_if(|_| state.completing.tickets == ticket) else { return Vec::new() };
    if path_at_hand(state).as_ref() != Some(&path) {
        return Vec::new();
    }
    let names = match result {
        Ok(names) => names,
        Err(why) => {
            state.say(Tone::Fail, why);
            return Vec::new();
        }
    };
    let typed = path.rsplit('/').next().unwrap_or_default();
    let Some(shared) = shared(&names) else {
        state.say(Tone::Note, format!("no file begins with {}", visible(&path)));
        return Vec::new();
    };
    let rest = shared.strip_prefix(typed).unwrap_or_default().to_owned();
    match names.as_slice() {
        // Nothing is left to complete: on, where there is somewhere to go.
        [_] if rest.is_empty() => {
            let around = state.around();
            let asks = if state.overlay.is_none() { state.at_hand_mut().path_is_whole(around) } else { Vec::new() };
            carry_out(state, asks)
        }
        [_] => insert(state, &rest),
        several => {
            let more = several.len().saturating_sub(MOST_SHOWN);
            let mut shown = several.iter().take(MOST_SHOWN).cloned().collect::<Vec<_>>().join("  ");
            if more > 0 {
                shown.push_str(&format!("  and {more} more"));
            }
            let effects = insert(state, &rest);
            state.say(Tone::Note, shown);
            effects
        }
    }
}

/// What all names begin with; none where there is no name.
fn shared(names: &[String]) -> Option<&str> {
    let mut shared = names.first()?.as_str();
    for name in names {
        let same = shared.char_indices().zip(name.chars()).find(|((_, one), other)| one != other);
        let end = same.map_or(shared.len().min(name.len()), |((at, _), _)| at);
        shared = shared.get(..end).unwrap_or_default();
    }
    Some(shared)
}

/// The path before the cursor of the field at hand, where that stands at its end.
fn path_at_hand(state: &State) -> Option<String> {
    let (field, is_key) = match &state.overlay {
        Some(Overlay::Keys(panel)) if panel.cursor == 0 => (&panel.field, true),
        Some(Overlay::Prompt(prompt)) if prompt.question.asks_path() => (&prompt.field, false),
        Some(_) => return None,
        None => (state.at_hand().key_field()?, true),
    };
    path_in(field, is_key).map(str::to_owned)
}

fn path_in(field: &Field, is_key: bool) -> Option<&str> {
    let text = Some(field.text()).filter(|_| field.after().is_empty() && !field.is_suggestion())?;
    if is_key { text.strip_prefix(FILE) } else { Some(text) }
}

/// Types `text` into the field at hand.
fn insert(state: &mut State, text: &str) -> Vec<Effect> {
    if text.is_empty() {
        return Vec::new();
    }
    let around = state.around();
    match &mut state.overlay {
        Some(Overlay::Keys(panel)) => {
            panel.field.insert(text);
            panel.wrong = None;
        }
        Some(Overlay::Prompt(prompt)) => {
            prompt.field.insert(text);
            prompt.wrong = None;
        }
        Some(_) => {}
        None => {
            let asks = state.at_hand_mut().type_text(text, around);
            return carry_out(state, asks);
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn what_all_names_share_is_their_beginning() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(shared(&names(&["rsa.pem", "rsa.pub", "rs"])), Some("rs"));
        assert_eq!(shared(&names(&["größe", "größer/"])), Some("größe"));
        assert_eq!(shared(&names(&["ä", "ö"])), Some(""));
        assert_eq!(shared(&names(&["one"])), Some("one"));
        assert_eq!(shared(&[]), None);
    }
}
