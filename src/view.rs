//! State → cells. Functions of `&State`: no clock, no I/O, no decision that is not in the state.

mod area;
mod boxed;
mod edit;
mod field;
mod frame;
mod help;
mod inspect;
mod keys;
mod life;
mod menu;
mod mint;
mod page;
mod part;
mod prompt;
mod session;
pub mod svg;
mod text;
mod theme;
mod welcome;

use ratatui::Frame;
use ratatui::buffer::Buffer;

use crate::app::layout::Plan;
use crate::app::look::Glyphs;
use crate::app::overlay::Overlay;
use crate::app::screens::Screen;
use crate::app::state::State;
use crate::app::words_of_frame;
use crate::app::wrap::sentences;
use theme::Theme;

/// Draws the whole screen.
pub fn draw(state: &State, frame: &mut Frame<'_>) {
    let theme = match &state.presenter {
        Some(_) => Theme::of(state.look).strong(),
        None => Theme::of(state.look),
    };
    // The terminal may already be smaller than the state knows: what does not fit is cut off, not out of bounds.
    let area = frame.area();
    if area.is_empty() {
        return;
    }
    if state.layout.plan == Plan::TooSmall {
        let sentence = sentences(words_of_frame::TOO_SMALL, usize::from(area.width));
        for (line, row) in sentence.into_iter().zip(area.rows()) {
            frame.render_widget(line, row);
        }
        return;
    }
    let buffer = frame.buffer_mut();
    frame::title(state, &theme, buffer);
    match state.screen {
        Screen::Inspect if state.inspect.tokens.is_empty() => welcome::draw(state, &theme, buffer),
        Screen::Inspect => inspect::draw(state, &theme, buffer),
        Screen::Mint => mint::draw(state, &theme, buffer),
        Screen::Session => session::draw(state, &theme, buffer),
    }
    frame::status(state, &theme, buffer);
    frame::keys(state, &theme, buffer);
    match &state.overlay {
        None => {}
        Some(Overlay::Commands(commands)) => help::draw(state, commands, &theme, buffer),
        Some(Overlay::Page(shown)) => page::draw(state, shown, &theme, buffer),
        Some(Overlay::Menu(menu)) => menu::draw(state, menu, &theme, buffer),
        Some(Overlay::Explain(top)) => inspect::explain_page(state, *top, &theme, buffer),
        Some(Overlay::Steps(shown)) => page::draw(state, &shown.page, &theme, buffer),
        Some(Overlay::Edit(editing)) => edit::draw(state, editing, &theme, buffer),
        Some(Overlay::Keys(panel)) => keys::draw(state, panel, &theme, buffer),
        Some(Overlay::Prompt(asked)) => prompt::draw(state, asked, &theme, buffer),
    }
    match state.look.glyphs {
        Glyphs::Unicode => {}
        Glyphs::Ascii => to_ascii(buffer),
    }
}

/// Replaces what a terminal of ASCII cannot show: signs of ours by their likeness, foreign letters by a question mark.
fn to_ascii(buffer: &mut Buffer) {
    for cell in buffer.content.iter_mut().filter(|cell| !cell.symbol().is_ascii()) {
        let likeness = match cell.symbol() {
            "·" => "-",
            "…" => "~",
            "←" => "<",
            "→" => ">",
            "§" => "#",
            _ => "?",
        };
        cell.set_symbol(likeness);
    }
}
