//! The frame around every screen: the title line, the status line, the line of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::text::cut;
use super::theme::Theme;
use crate::app::keymap::{Action, BINDINGS, Scope};
use crate::app::notice::Tone;
use crate::app::overlay::Overlay;
use crate::app::state::{State, size_words};
use crate::token::anatomy::Kind;
use crate::token::lifetime::State as Life;
use crate::token::visible::visible;

/// The title line: where we are, and how the token at hand is.
pub fn title(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let area = state.layout.title;
    let mark = |text: &str| format!("{}{text}{}", theme.glyph("▐", "["), theme.glyph("▌", "]"));
    let left = Line::from(vec![Span::styled(" jotlab  ", theme.strong), Span::styled(mark("Inspect"), theme.strong)]);
    let left_width = left.width();
    left.render(area, buffer);

    let mut right: Vec<(String, Style)> = Vec::new();
    if is_typing(state) {
        right.push(("editing: keys are text, esc leaves".to_owned(), theme.warn));
    } else {
        if let Some(opened) = state.inspect.current() {
            if state.inspect.tokens.len() > 1 {
                right.push((format!("{} of {}", state.inspect.selected + 1, state.inspect.tokens.len()), theme.plain));
            }
            let token = &opened.token;
            let alg = token.alg().map_or_else(|| "no alg".to_owned(), |alg| cut(&visible(&alg), 16, "~"));
            let checked = match token.kind {
                Kind::Jws if token.unsecured() => "unsecured",
                Kind::Jws => "not checked",
                Kind::Jwe => "encrypted",
                Kind::Fragment => "fragment",
                Kind::Unreadable => "unreadable",
            };
            right.push((format!("{alg} {checked}"), theme.plain));
            let words = state.inspect.headline(opened, state.now, state.zone);
            if !matches!(token.kind, Kind::Jwe | Kind::Unreadable) {
                right.push((words.text, life(state, theme)));
            }
            if state.inspect.judged_at.is_some() {
                right.push(("at another time".to_owned(), theme.warn));
            }
        }
        right.push((state.zone.name().to_owned(), theme.dim));
        right.push(("? help".to_owned(), theme.dim));
    }
    // What matters least goes first when there is no room: the zone, the place in the list.
    let room = usize::from(area.width).saturating_sub(left_width + 2);
    let width = |parts: &[(String, Style)]| parts.iter().map(|(text, _)| text.chars().count() + 3).sum::<usize>();
    while width(&right) > room && right.len() > 1 {
        let zone = right.iter().position(|(text, _)| *text == state.zone.name() || text == "? help");
        right.remove(zone.unwrap_or(0));
    }
    let spans: Vec<Span<'_>> = right
        .into_iter()
        .flat_map(|(text, style)| [Span::styled(cut(&text, room, ""), style), Span::raw("   ")])
        .collect();
    let line = Line::from(spans);
    let width = u16::try_from(line.width()).unwrap_or(u16::MAX).saturating_sub(2).min(area.width);
    line.render(Rect { x: area.x + area.width - width, width, ..area }, buffer);
}

/// Are keys text?
fn is_typing(state: &State) -> bool {
    match &state.overlay {
        Some(Overlay::Prompt(..)) => true,
        Some(Overlay::Commands(commands)) => commands.filter.is_some(),
        Some(Overlay::Explain(_) | Overlay::Menu(_) | Overlay::Page(_)) | None => false,
    }
}

/// The style of the token's state in time.
pub fn life(state: &State, theme: &Theme) -> Style {
    match state.inspect.life(state.now, state.zone) {
        Some(Life::Active) => theme.good,
        Some(Life::Expiring | Life::Leeway(_) | Life::NoExpiry | Life::NotYet) => theme.warn,
        Some(Life::Expired | Life::Unreadable) => theme.bad,
        None => theme.plain,
    }
}

/// The status line: what just happened, or what is being waited for.
pub fn status(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let area = state.layout.status;
    let room = usize::from(area.width).saturating_sub(2);
    let (text, style) = match (&state.notice, state.reading) {
        (Some(notice), _) => {
            let (mark, style) = match notice.tone {
                Tone::Ok => (theme.glyph("✓ ", "ok: "), theme.good),
                Tone::Note => (theme.glyph("· ", "note: "), theme.plain),
                Tone::Fail => (theme.glyph("✗ ", "fail: "), theme.bad),
            };
            // What was pasted is quoted in some messages.
            (format!("{mark}{}", visible(&notice.text)), style)
        }
        (None, Some(reading)) => {
            (format!("reading {}{}", size_words(reading.bytes), theme.glyph("…", "...")), theme.warn)
        }
        (None, None) => return,
    };
    Line::styled(format!(" {}", cut(&text, room, theme.glyph("…", "~"))), style).render(area, buffer);
}

/// The keys that work now, the most useful first; whole entries are left out from the right, help and quit never.
pub fn keys(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let area = state.layout.keys;
    let scope = if is_typing(state) { Scope::Field } else { Scope::Everywhere };
    let useful = |action: Action| match action {
        Action::JudgeAt | Action::Leeway | Action::NextPane | Action::Zoom | Action::TimeFormat => {
            !state.inspect.tokens.is_empty()
        }
        _ => true,
    };
    let mut entries: Vec<(String, &str)> = BINDINGS
        .iter()
        .filter(|b| b.scope == scope || (scope == Scope::Everywhere && b.scope == Scope::Inspect))
        .filter(|b| !b.short().is_empty() && useful(b.action))
        .filter_map(|b| Some((b.chords.first()?.name(), b.short())))
        .collect();
    if scope == Scope::Everywhere {
        let several = state.inspect.tokens.len() > 1;
        // Pasting comes first: it is what people come for.
        entries.sort_by_key(|(_, words)| match *words {
            "paste" => 0,
            "pane" => 1,
            _ => 2,
        });
        if several {
            entries.insert(0, ("[ ]".to_owned(), "token"));
        }
    }
    let dot = theme.glyph(" · ", " | ");
    let width =
        |entries: &[(String, &str)]| entries.iter().map(|(key, words)| key.len() + words.len() + 4).sum::<usize>();
    while width(&entries) > usize::from(area.width) && entries.len() > 2 {
        entries.remove(entries.len() - 3);
    }
    let mut spans = vec![Span::raw(" ")];
    for (i, (key, words)) in entries.into_iter().enumerate() {
        if i > 0 {
            spans.push(Span::styled(dot, theme.dim));
        }
        spans.push(Span::styled(key, theme.strong));
        spans.push(Span::styled(format!(" {words}"), theme.dim));
    }
    Line::from(spans).render(area, buffer);
}
