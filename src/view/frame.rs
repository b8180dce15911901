//! The frame around every screen: the title line, the status line, the line of keys.

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::part::{self, Part};
use super::text::{cut, put};
use super::theme::Theme;
use super::{inspect, mint, session};
use crate::app::keymap::{Action, BINDINGS, Scope};
use crate::app::notice::Tone;
use crate::app::screens::Screen;
use crate::app::size::size_words;
use crate::app::state::State;
use crate::app::words_of_frame as words;
use crate::token::visible::visible;

/// Columns from which the title line names every screen; below it gives the keys of those that are not shown.
const ROOM_FOR_NAMES: u16 = 80;

/// The title line: the screens, the one at hand marked, and what that one says of itself.
pub fn title(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let area = state.layout.title;
    let mut left = vec![Span::styled(" jotlab  ", theme.strong)];
    for screen in Screen::ALL {
        if screen == state.screen {
            let name = format!("{}{}{}", theme.glyph("▐", "["), screen.title(), theme.glyph("▌", "]"));
            left.push(Span::styled(name, theme.strong));
        } else {
            let room = if area.width < ROOM_FOR_NAMES { 1 } else { usize::MAX };
            let name: String = screen.title().chars().take(room).collect();
            left.push(Span::styled(format!(" {name} "), theme.dim));
        }
    }
    let left = Line::from(left);
    let left_width = left.width();
    left.render(area, buffer);

    let mut right = if state.is_typing() {
        vec![Part::new(words::EDITING, theme.warn)]
    } else {
        let mut said = match state.screen {
            Screen::Inspect => inspect::title(state, theme),
            Screen::Mint => mint::title(state, theme),
            Screen::Session => session::title(state, theme),
        };
        said.push(Part::spare(state.zone.name(), theme.dim));
        said.push(Part::spare(words::HELP_KEY, theme.dim));
        said
    };
    let room = usize::from(area.width).saturating_sub(left_width + 2);
    let gap = part::fit(&mut right, room);
    let mut spans = Vec::new();
    for part in right {
        if !spans.is_empty() {
            spans.push(Span::raw(gap));
        }
        spans.push(Span::styled(cut(&part.text, room, ""), part.style));
    }
    let line = Line::from(spans);
    let width = u16::try_from(line.width()).unwrap_or(u16::MAX).saturating_add(1).min(area.width);
    line.render(Rect { x: area.x + area.width - width, width, ..area }, buffer);
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
            (format!("{}{}", words::reading(&size_words(reading.bytes)), theme.glyph("…", "...")), theme.warn)
        }
        (None, None) => return,
    };
    Line::styled(format!(" {}", cut(&text, room, theme.glyph("…", "~"))), style).render(area, buffer);
}

/// The keys that work now, the most useful first; whole entries are left out from the right, help and quit never.
pub fn keys(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let area = state.layout.keys;
    if let Some(presenter) = &state.presenter {
        let pressed = format!(" {} ", presenter.keys().join("  "));
        return Line::styled(pressed, theme.strong).right_aligned().render(area, buffer);
    }
    let own = match &state.overlay {
        Some(overlay) => overlay.keys(),
        None if state.is_typing() => state.at_hand().typing_keys(),
        None => &[],
    };
    let mut entries: Vec<(String, &str)> = own.iter().map(|(key, words)| ((*key).to_owned(), *words)).collect();
    if entries.is_empty() {
        entries = bound_keys(state);
        if let Some(answers) = state.session.answers().filter(|_| state.screen == Screen::Session) {
            // While a question stands its keys come first.
            let asked = [(format!("1-{answers}"), "answer"), ("e".to_owned(), "tell me"), ("u".to_owned(), "back")];
            entries.splice(0..0, asked);
        } else if state.screen == Screen::Session && state.session.tells_lesson() {
            entries.splice(0..0, [("space".to_owned(), "go on"), ("u".to_owned(), "back")]);
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
    put(spans, area, buffer);
}

/// The keys of the screen at hand, or of its text field, that are worth a word: its own, then those of every screen.
fn bound_keys(state: &State) -> Vec<(String, &'static str)> {
    let scopes = state.scopes();
    let useful = |action: Action| match action {
        Action::JudgeAt
        | Action::Expect
        | Action::Keys
        | Action::EditPart
        | Action::NextPane
        | Action::Zoom
        | Action::TimeFormat => state.screen != Screen::Inspect || !state.inspect.tokens.is_empty(),
        Action::Session(action) => state.session.is_offered(action),
        _ => true,
    };
    let worth = |scope: Scope| BINDINGS.iter().filter(move |b| b.scope == scope && !b.short().is_empty());
    let mut entries: Vec<(String, &str)> = scopes
        .iter()
        .flat_map(|scope| worth(*scope))
        .filter(|b| useful(b.action))
        .filter_map(|b| Some((b.chords.first()?.name(), b.short())))
        .collect();
    // Where a screen has its own word for a key, that counts.
    let mut named = HashSet::new();
    entries.retain(|(key, _)| named.insert(key.clone()));
    if state.screen == Screen::Inspect && !state.is_typing() {
        // Pasting comes first: it is what people come for.
        entries.sort_by_key(|(_, words)| match *words {
            "paste" => 0,
            "pane" => 1,
            _ => 2,
        });
        if let Some(from) = state.came_from.filter(|_| state.inspect.is_at_rest()) {
            entries.insert(0, ("esc".to_owned(), words::back_to(from)));
        }
        if state.inspect.tokens.len() > 1 {
            entries.insert(0, ("[ ]".to_owned(), "token"));
        }
    }
    entries
}
