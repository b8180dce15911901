//! One message → the next state and what it asks of the world.

use ratatui::layout::Position;

use super::chord::{Chord, Key};
use super::commands::{self, Command};
use super::effect::Effect;
use super::field::Field;
use super::inspect::{Caret, Inspect, Opened};
use super::keymap::{self, Action, Scope};
use super::layout::Pane;
use super::message::{Message, Mouse};
use super::notice::Tone;
use super::scroll::Scroll;
use super::search::{Needle, Way};
use super::state::{Commands, Menu, MenuKind, Overlay, Page, Question, Reading, State, size_words};

use crate::token::dates;
use crate::token::duration;
use crate::token::find::MAX_TEXT;
use crate::token::lifetime::{MAX_LEEWAY, Times};
use crate::token::moment::Moment;
use crate::token::sample;
use crate::token::time_spec::TimeSpec;
use crate::token::visible::{is_hidden, visible};

/// The largest paste that is read at once, in bytes: what takes longer than a frame is read elsewhere.
const READ_AT_ONCE: usize = 1 << 20;

/// So many code points are listed.
const CODE_POINTS: usize = 1000;

/// What is said where a token is needed.
const NO_TOKEN: &str = "paste a token first";

/// A second Ctrl-C within this time ends the program, in milliseconds.
const INTERRUPT_WINDOW: i64 = 1000;

/// Changes `state` as `message` says. Never waits, prints, reads or draws.
pub fn update(state: &mut State, now: Moment, message: Message) -> Vec<Effect> {
    state.now = now;
    match message {
        Message::Key(chord) => return key(state, chord),
        Message::Paste(text) => return paste(state, text),
        Message::PasteTooLarge(bytes) => {
            let text =
                format!("the paste of {} was not read: {} is the limit", size_words(bytes), size_words(MAX_TEXT));
            state.say(Tone::Fail, text);
        }
        Message::Read(ticket, tokens, bytes) => {
            if state.reading.is_some_and(|reading| reading.ticket == ticket) {
                state.reading = None;
                state.show(tokens, bytes);
            }
        }
        Message::Copied(report) => {
            let (tone, words) = report.words();
            state.say(tone, words);
        }
        Message::Written(Ok(written)) => {
            close_path_prompt(state);
            state.say(Tone::Ok, written.words());
        }
        // Not `paste`: a field that was opened meanwhile is not meant.
        Message::Opened { result: Ok(text), .. } => {
            close_path_prompt(state);
            return take_in(state, text);
        }
        Message::Clipboard(Ok(text)) => return take_in(state, text),
        Message::Written(Err(why)) | Message::Opened { result: Err(why), .. } => match &mut state.overlay {
            Some(Overlay::Prompt(Question::Open | Question::Write, _, wrong)) => *wrong = Some(why),
            _ => state.say(Tone::Fail, why),
        },
        Message::Clipboard(Err(why)) => state.say(Tone::Note, why),
        Message::Resize(width, height) => {
            state.size = (width, height);
            state.arrange();
        }
        Message::Mouse(did, column, row) => return mouse(state, did, column, row),
        Message::Diagnosed(rows) => {
            state.overlay = Some(Overlay::Page(Page { title: "Doctor".to_owned(), rows, top: 0 }));
        }
        Message::Wake => {
            state.inspect.review(state.now, state.zone);
            state.make_room();
        }
        Message::ClockMoved(ms) => {
            state.inspect.review(state.now, state.zone);
            let way = if ms < 0 { "back" } else { "forward" };
            state.say(Tone::Note, format!("the clock moved {way} by {}", duration::in_words(ms / 1000)));
        }
    }
    Vec::new()
}

/// The file was read or written: its path is no longer asked for.
fn close_path_prompt(state: &mut State) {
    if matches!(state.overlay, Some(Overlay::Prompt(Question::Open | Question::Write, ..))) {
        state.overlay = None;
    }
}

fn key(state: &mut State, chord: Chord) -> Vec<Effect> {
    state.notice = None;
    match &state.overlay {
        Some(Overlay::Prompt(question, ..)) => return field_key(state, *question, chord),
        Some(Overlay::Commands(commands)) if commands.filter.is_some() => return filter_key(state, chord),
        Some(Overlay::Menu(menu)) => {
            if let Some(effects) = menu_key(state, *menu, chord) {
                return effects;
            }
        }
        Some(Overlay::Commands(_) | Overlay::Explain(_) | Overlay::Page(_)) | None => {}
    }
    let Some(action) = keymap::action(&[Scope::Inspect, Scope::Everywhere], chord) else {
        if let Key::Char(c) = chord.key
            && !chord.ctrl
        {
            let shown = visible(&c.to_string()).into_owned();
            state.say(Tone::Note, format!("`{shown}` does nothing here: ? shows the keys"));
        }
        return Vec::new();
    };
    if action != Action::Interrupt {
        state.interrupted = None;
    }
    let done = match &state.overlay {
        Some(Overlay::Explain(_) | Overlay::Page(_)) => page_action(state, action),
        Some(Overlay::Commands(_)) => commands_action(state, action),
        Some(Overlay::Menu(_) | Overlay::Prompt(..)) | None => None,
    };
    done.unwrap_or_else(|| act(state, action))
}

/// Actions that do the same whatever lies over the screen.
const fn works_everywhere(action: Action) -> bool {
    matches!(action, Action::Quit | Action::Interrupt | Action::Suspend | Action::Redraw | Action::Theme)
}

/// How many rows an action moves by, where a page has `page` of them; `None` for one that does not move.
fn rows_of(action: Action, page: isize) -> Option<isize> {
    Some(match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp => -page,
        Action::PageDown => page,
        Action::HalfUp => -(page / 2).max(1),
        Action::HalfDown => (page / 2).max(1),
        Action::Top => isize::MIN,
        Action::Bottom => isize::MAX,
        _ => return None,
    })
}

/// What an action does while a page lies over the screen; `None` when it does the same as ever.
fn page_action(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let page = usize::from(state.layout.body.height.saturating_sub(2)).max(1);
    let width = usize::from(state.layout.body.width.saturating_sub(2));
    let (top, rows) = match &state.overlay {
        Some(Overlay::Explain(top)) => (*top, state.inspect.explain_rows(width, state.now, state.zone).len()),
        Some(Overlay::Page(shown)) => (shown.top, shown.rows.len()),
        Some(Overlay::Commands(_) | Overlay::Menu(_) | Overlay::Prompt(..)) | None => return None,
    };
    let last = rows.saturating_sub(page);
    if let Some(step) = rows_of(action, isize::try_from(page).unwrap_or(isize::MAX)) {
        let to = top.saturating_add_signed(step).min(last);
        match &mut state.overlay {
            Some(Overlay::Explain(top)) => *top = to,
            Some(Overlay::Page(shown)) => shown.top = to,
            Some(Overlay::Commands(_) | Overlay::Menu(_) | Overlay::Prompt(..)) | None => {}
        }
        return Some(Vec::new());
    }
    if works_everywhere(action) {
        return None;
    }
    state.overlay = None;
    matches!(action, Action::Back | Action::Accept).then(Vec::new)
}

/// The mouse: a click goes to a pane and a row, the wheel scrolls what it is over.
fn mouse(state: &mut State, did: Mouse, column: u16, row: u16) -> Vec<Effect> {
    let step = match did {
        Mouse::Click => None,
        Mouse::WheelUp => Some((Action::Up, -3)),
        Mouse::WheelDown => Some((Action::Down, 3)),
    };
    if state.overlay.is_some() {
        // Over the screen the wheel is the arrow keys, and a click closes nothing.
        let Some((action, _)) = step else { return Vec::new() };
        match &state.overlay {
            Some(Overlay::Commands(_)) => drop(commands_action(state, action)),
            Some(Overlay::Explain(_) | Overlay::Page(_)) => drop(page_action(state, action)),
            Some(Overlay::Menu(_) | Overlay::Prompt(..)) | None => {}
        }
        return Vec::new();
    }
    let at = Position { x: column, y: row };
    let Some((pane, area)) = state.layout.panes.iter().find(|(_, area)| area.contains(at)).copied() else {
        return Vec::new();
    };
    if !pane.takes_focus() {
        return Vec::new();
    }
    if state.inspect.focus != pane {
        focus(state, pane);
    }
    match step {
        Some((_, rows)) => scroll(state, |_| rows),
        None => {
            let top = state.inspect.scrolls.get(pane.index()).map_or(0, |scroll| scroll.top);
            let line = usize::from(row.saturating_sub(area.y.saturating_add(1)));
            if pane == Pane::Token {
                let range = state.inspect.characters.range(top + line);
                let column = usize::from(column.saturating_sub(area.x.saturating_add(1)));
                if !range.is_empty() {
                    state.inspect.caret = range.start.saturating_add(column).min(range.end.saturating_sub(1));
                    state.look_at_caret();
                }
            } else {
                let cursor = state.inspect.scrolls.get(pane.index()).map_or(0, |scroll| scroll.cursor);
                let to = isize::try_from(top + line).unwrap_or(0);
                scroll(state, |_| to - isize::try_from(cursor).unwrap_or(0));
            }
        }
    }
    Vec::new()
}

/// The code points of the text under the cursor, one a row.
fn code_points(state: &mut State) {
    let text = state.copy_forms().into_iter().find(|form| form.key == 'm').map(|form| form.copy);
    let Some(copy) = text else {
        state.say(Tone::Note, "put the cursor on a claim first");
        return;
    };
    let row = |c: char| {
        let what = if is_hidden(c) { "hidden: it is not drawn, or acts" } else { "" };
        (format!("U+{:04X}", u32::from(c)), format!("{}  {what}", visible(&c.to_string())))
    };
    let rows: Vec<_> = copy.text.chars().take(CODE_POINTS).map(row).collect();
    let title = format!("Code points of the {}", copy.what);
    state.overlay = Some(Overlay::Page(Page { title, rows, top: 0 }));
}

/// What an action does while the list of keys lies over the screen; `None` when it does the same as ever.
fn commands_action(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let page = isize::try_from(state.layout.body.height.saturating_sub(3)).unwrap_or(1).max(1);
    if let Some(rows) = rows_of(action, page) {
        step_command(state, rows);
        return Some(Vec::new());
    }
    match action {
        Action::Find => {
            if let Some(Overlay::Commands(commands)) = &mut state.overlay {
                commands.filter = Some(Field::default());
            }
            Some(Vec::new())
        }
        Action::Accept => Some(run_command(state)),
        _ if works_everywhere(action) => None,
        _ => {
            state.overlay = None;
            matches!(action, Action::Back | Action::Help).then(Vec::new)
        }
    }
}

/// Moves the cursor in the list of keys, past the headings.
fn step_command(state: &mut State, rows: isize) {
    let height = usize::from(state.layout.body.height.saturating_sub(3));
    let Some(Overlay::Commands(shown)) = &mut state.overlay else { return };
    let list = commands::list(&shown.filter_text());
    shown.scroll.step(rows, list.len(), height);
    let entry = |index: &usize| list.get(*index).is_some_and(Command::is_entry);
    let ahead = || (shown.scroll.cursor..list.len()).find(entry);
    let behind = || (0..=shown.scroll.cursor).rev().find(entry);
    let to = if rows < 0 { behind().or_else(ahead) } else { ahead().or_else(behind) };
    if let Some(to) = to {
        shown.scroll.cursor = to;
        shown.scroll.follow(list.len(), height);
        if to == 1 {
            // The first heading stays with its first entry.
            shown.scroll.top = 0;
        }
    }
}

/// Does what the row under the cursor says.
fn run_command(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Commands(shown)) = &state.overlay else { return Vec::new() };
    match commands::list(&shown.filter_text()).get(shown.scroll.cursor) {
        Some(Command::Entry(_, _, Some(action))) => {
            let action = *action;
            state.overlay = None;
            act(state, action)
        }
        Some(Command::Entry(keys, ..)) => {
            let text = format!("{keys} cannot be run from here: press it");
            state.say(Tone::Note, text);
            Vec::new()
        }
        Some(Command::Heading(_)) | None => Vec::new(),
    }
}

/// A key while the list of keys is being filtered.
fn filter_key(state: &mut State, chord: Chord) -> Vec<Effect> {
    let Some(Overlay::Commands(shown)) = &mut state.overlay else { return Vec::new() };
    let Some(field) = &mut shown.filter else { return Vec::new() };
    match (chord.key, keymap::action(&[Scope::Field], chord)) {
        (Key::Up, _) => step_command(state, -1),
        (Key::Down | Key::Tab, _) => step_command(state, 1),
        (Key::PageUp, _) => step_command(state, -10),
        (Key::PageDown, _) => step_command(state, 10),
        (_, Some(Action::Accept)) => return run_command(state),
        (_, Some(Action::Back)) => state.overlay = None,
        (_, Some(Action::Interrupt)) if field.is_empty() => state.overlay = None,
        (_, Some(Action::Interrupt)) => {
            field.clear();
            filtered(state);
        }
        (_, Some(Action::Edit(edit))) => {
            field.edit(edit);
            filtered(state);
        }
        (_, Some(Action::Suspend)) => return vec![Effect::Suspend],
        (_, Some(Action::Redraw)) => return vec![Effect::Redraw],
        (Key::Char(c), None) if !chord.ctrl && !chord.alt => {
            field.insert(&c.to_string());
            filtered(state);
        }
        _ => {}
    }
    Vec::new()
}

/// Puts the cursor on the first entry of a list that is filtered by other words than before.
fn filtered(state: &mut State) {
    if let Some(Overlay::Commands(shown)) = &mut state.overlay {
        shown.scroll = Scroll::default();
    }
    step_command(state, 0);
}

/// A key while a menu is open; `None` when it does the same as ever.
fn menu_key(state: &mut State, menu: Menu, chord: Chord) -> Option<Vec<Effect>> {
    let items = state.menu_items(menu.kind);
    let plain = !chord.ctrl && !chord.alt;
    if let Some(index) = items.iter().position(|item| plain && Key::Char(item.key) == chord.key) {
        return Some(choose(state, menu.kind, index));
    }
    let action = keymap::action(&[Scope::Everywhere], chord);
    let step = |by: isize| menu.cursor.saturating_add_signed(by).min(items.len().saturating_sub(1));
    let cursor = match action {
        Some(Action::Up) => step(-1),
        Some(Action::Down | Action::NextPane) => step(1),
        Some(Action::Top) => 0,
        Some(Action::Bottom) => items.len().saturating_sub(1),
        Some(Action::Accept) => return Some(choose(state, menu.kind, menu.cursor)),
        Some(action) if works_everywhere(action) => return None,
        // A key that is none of the menu's does nothing but close it: half a chord must not do something else.
        _ => {
            state.overlay = None;
            return Some(Vec::new());
        }
    };
    state.overlay = Some(Overlay::Menu(Menu { cursor, ..menu }));
    Some(Vec::new())
}

/// Does what item `index` of a menu says.
fn choose(state: &mut State, kind: MenuKind, index: usize) -> Vec<Effect> {
    state.overlay = None;
    match kind {
        MenuKind::Copy => {
            let form = state.copy_forms().into_iter().nth(index);
            form.map(|form| Effect::Copy(form.copy)).into_iter().collect()
        }
        MenuKind::Open => match index.checked_sub(1).and_then(|i| sample::all().get(i)) {
            Some(sample) => take_in(state, sample.text(state.now)),
            None => {
                state.overlay = Some(Overlay::Prompt(Question::Open, Field::default(), None));
                Vec::new()
            }
        },
    }
}

fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Interrupt => {
            let again = state.interrupted.is_some_and(|then| state.now.since(then) <= INTERRUPT_WINDOW);
            if again {
                return vec![Effect::Quit];
            }
            state.interrupted = Some(state.now);
            state.say(Tone::Note, "ctrl-c once more quits; so does q");
        }
        Action::Back => back(state),
        Action::Help => open_commands(state, None),
        Action::Palette => open_commands(state, Some(Field::default())),
        Action::Copy => open_menu(state, MenuKind::Copy),
        Action::Open => open_menu(state, MenuKind::Open),
        Action::Plain => match state.content() {
            Some((_, text)) => return vec![Effect::Plain(text)],
            None => state.say(Tone::Note, NO_TOKEN),
        },
        Action::Write => match state.content() {
            Some(_) => state.overlay = Some(Overlay::Prompt(Question::Write, Field::default(), None)),
            None => state.say(Tone::Note, NO_TOKEN),
        },
        Action::Find => {
            let field =
                state.inspect.needle.as_ref().map_or_else(Field::default, |needle| Field::suggesting(&needle.text));
            state.overlay = Some(Overlay::Prompt(Question::Find, field, None));
        }
        Action::NextHit => find(state, Way::Forwards),
        Action::PreviousHit => find(state, Way::Backwards),
        Action::Fold => {
            state.inspect.fold();
            state.arrange();
        }
        Action::FoldAll => {
            state.inspect.fold_all();
            state.arrange();
        }
        Action::Undo => {
            if !state.inspect.undo() {
                state.say(Tone::Note, "nothing was pasted before this");
            }
            state.arrange();
        }
        Action::CodePoints => code_points(state),
        Action::Mouse => {
            state.mouse = !state.mouse;
            let words = if state.mouse {
                "the mouse is on: shift-drag selects (option in iTerm2)"
            } else {
                "the mouse is off: the terminal selects"
            };
            state.say(Tone::Ok, words);
            return vec![Effect::Mouse(state.mouse)];
        }
        Action::Doctor => return vec![Effect::Diagnose],
        Action::Redo => {
            if !state.inspect.redo() {
                state.say(Tone::Note, "nothing was pasted after this");
            }
            state.arrange();
        }
        Action::Paste => return vec![Effect::ReadClipboard],
        Action::Theme => {
            state.look.theme = state.look.theme.next();
            state.say(Tone::Ok, format!("theme: {}", state.look.theme.name()));
        }
        Action::TimeFormat => {
            state.inspect.format = state.inspect.format.next();
            state.say(Tone::Ok, format!("times: {}", state.inspect.format.name()));
            state.arrange();
        }
        Action::NextPane => step_pane(state, 1),
        Action::PreviousPane => step_pane(state, -1),
        Action::Pane(number) => {
            if let Some(pane) =
                usize::from(number).checked_sub(1).and_then(|i| Pane::ALL.get(i)).filter(|pane| pane.takes_focus())
            {
                focus(state, *pane);
            }
        }
        Action::Zoom => {
            state.inspect.zoomed = !state.inspect.zoomed && !state.inspect.tokens.is_empty();
            state.arrange();
        }
        Action::Up
        | Action::Down
        | Action::PageUp
        | Action::PageDown
        | Action::HalfUp
        | Action::HalfDown
        | Action::Top
        | Action::Bottom => scroll(state, |page| rows_of(action, page).unwrap_or(0)),
        Action::Left => move_caret(state, -1),
        Action::Right => move_caret(state, 1),
        Action::Accept => {
            if state.inspect.focus == Pane::Tokens {
                focus(state, Pane::Payload);
            } else if state.inspect.explanation(state.now, state.zone).is_some() {
                state.overlay = Some(Overlay::Explain(0));
            }
        }
        Action::NextToken => step_token(state, 1),
        Action::PreviousToken => step_token(state, -1),
        Action::JudgeAt => {
            let zone = state.zone;
            let shown = state.inspect.judged_at.and_then(|at| zone.civil(at)).map(|civil| dates::full(&civil));
            let field = Field::suggesting(&shown.unwrap_or_default());
            state.overlay = Some(Overlay::Prompt(Question::JudgeAt, field, None));
        }
        Action::Leeway => {
            let field = Field::suggesting(&format!("{}s", state.inspect.leeway));
            state.overlay = Some(Overlay::Prompt(Question::Leeway, field, None));
        }
        // Only a field has these.
        Action::Edit(_) => {}
    }
    Vec::new()
}

/// One level back: out of the help, the zoom, the other time.
fn back(state: &mut State) {
    if state.overlay.is_some() {
        state.overlay = None;
    } else if state.inspect.zoomed {
        state.inspect.zoomed = false;
        state.arrange();
    } else if state.inspect.judged_at.is_some() {
        state.inspect.judged_at = None;
        state.say(Tone::Ok, "judged now again");
        state.arrange();
    }
}

fn field_key(state: &mut State, question: Question, chord: Chord) -> Vec<Effect> {
    let action = keymap::action(&[Scope::Field], chord);
    match (action, &mut state.overlay) {
        (Some(Action::Suspend), _) => return vec![Effect::Suspend],
        (Some(Action::Redraw), _) => return vec![Effect::Redraw],
        (Some(Action::Accept), _) => return accept(state, question),
        (Some(Action::Back), _) => state.overlay = None,
        (Some(Action::Interrupt), Some(Overlay::Prompt(_, field, wrong))) => {
            if field.is_empty() {
                state.overlay = None;
            } else {
                field.clear();
                *wrong = None;
            }
        }
        (Some(Action::Edit(edit)), Some(Overlay::Prompt(_, field, wrong))) => {
            field.edit(edit);
            *wrong = None;
        }
        (None, Some(Overlay::Prompt(_, field, wrong))) => {
            if let Key::Char(c) = chord.key
                && !chord.ctrl
                && !chord.alt
            {
                field.insert(&c.to_string());
                *wrong = None;
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Takes the answer of a prompt, or says at the field what is wrong with it.
fn accept(state: &mut State, question: Question) -> Vec<Effect> {
    let Some(Overlay::Prompt(_, field, _)) = &state.overlay else {
        return Vec::new();
    };
    let text = field.text();
    let outcome = match question {
        Question::Find => return look_for(state, &text),
        Question::Open => return open_file(state, text.trim()),
        Question::Write => return write_file(state, text.trim()),
        Question::JudgeAt => judge_at(state, text.trim()),
        Question::Leeway => set_leeway(state, text.trim()),
    };
    match (outcome, &mut state.overlay) {
        (Ok(said), _) => {
            state.overlay = None;
            state.say(Tone::Ok, said);
            state.arrange();
        }
        (Err(why), Some(Overlay::Prompt(_, _, wrong))) => *wrong = Some(why),
        (Err(_), _) => {}
    }
    Vec::new()
}

/// Takes what is looked for, and goes to the first hit.
fn look_for(state: &mut State, text: &str) -> Vec<Effect> {
    state.overlay = None;
    state.inspect.needle = (!text.is_empty()).then(|| Needle { text: text.to_owned() });
    if state.inspect.needle.is_some() {
        find(state, Way::Forwards);
    }
    Vec::new()
}

/// Goes to the next hit.
fn find(state: &mut State, way: Way) {
    let Some(needle) = state.inspect.needle.clone() else {
        state.say(Tone::Note, "nothing is looked for: / asks what");
        return;
    };
    let pane = state.inspect.searched();
    if state.height(pane) == 0 {
        // Rows out of sight are those of an earlier width, or none.
        focus(state, pane);
    }
    match state.inspect.find(&needle, way) {
        Some(hit) => {
            let text = format!("`{}`: {} of {}", visible(&needle.text), hit.which, hit.of);
            state.say(Tone::Ok, text);
            state.arrange();
        }
        None => {
            let text = format!("`{}` is not in the {}", visible(&needle.text), pane.title().to_lowercase());
            state.say(Tone::Fail, text);
        }
    }
}

/// The prompt stays until the file was read, so that a path can be mended.
fn open_file(state: &mut State, path: &str) -> Vec<Effect> {
    if path.is_empty() {
        state.overlay = None;
        return Vec::new();
    }
    vec![Effect::Open { path: path.to_owned() }]
}

/// Writes what the focused pane shows into a new file.
fn write_file(state: &mut State, path: &str) -> Vec<Effect> {
    if path.is_empty() {
        state.overlay = None;
    }
    match state.content() {
        Some((_, text)) if !path.is_empty() => vec![Effect::Write { path: path.to_owned(), text }],
        _ => Vec::new(),
    }
}

/// Opens the list of keys; with a filter it is the palette.
fn open_commands(state: &mut State, filter: Option<Field>) {
    state.overlay = Some(Overlay::Commands(Commands { filter, scroll: Scroll::default() }));
    step_command(state, 0);
}

fn open_menu(state: &mut State, kind: MenuKind) {
    if state.menu_items(kind).is_empty() {
        state.say(Tone::Note, NO_TOKEN);
    } else {
        state.overlay = Some(Overlay::Menu(Menu { kind, cursor: 0 }));
    }
}

fn judge_at(state: &mut State, text: &str) -> Result<String, String> {
    if text.is_empty() || text == "now" {
        state.inspect.judged_at = None;
        return Ok("judged now".to_owned());
    }
    let none = Times::none();
    let times = state.inspect.current().map_or(&none, |opened| &opened.times);
    let at = TimeSpec::parse(text)
        .and_then(|spec| spec.resolve(state.now, state.zone, times))
        .map_err(|why| why.to_string())?;
    state.inspect.judged_at = Some(at);
    Ok(format!("judged at {}; esc goes back to now", dates::local(at, state.zone)))
}

fn set_leeway(state: &mut State, text: &str) -> Result<String, String> {
    let seconds = duration::parse(text).map_err(|why| why.to_string())?;
    if seconds > MAX_LEEWAY {
        return Err(format!("{} is the largest leeway", duration::in_words(MAX_LEEWAY)));
    }
    state.inspect.leeway = seconds;
    Ok(format!("leeway: {}", duration::in_words(seconds)))
}

fn paste(state: &mut State, text: String) -> Vec<Effect> {
    state.notice = None;
    if let Some(Overlay::Prompt(_, field, wrong)) = &mut state.overlay {
        field.insert(&text);
        *wrong = None;
        return Vec::new();
    }
    if let Some(Overlay::Commands(Commands { filter: Some(field), .. })) = &mut state.overlay {
        field.insert(&text);
        filtered(state);
        return Vec::new();
    }
    state.overlay = None;
    take_in(state, text)
}

/// Reads the tokens of a text, whichever way it came in.
fn take_in(state: &mut State, text: String) -> Vec<Effect> {
    let bytes = text.len();
    if bytes > MAX_TEXT {
        return update(state, state.now, Message::PasteTooLarge(bytes));
    }
    if bytes > READ_AT_ONCE {
        // Never the same one twice: an answer may come after any number of other pastes.
        state.tickets = state.tickets.wrapping_add(1);
        state.reading = Some(Reading { ticket: state.tickets, bytes });
        return vec![Effect::Read(state.tickets, text)];
    }
    // What is still being read elsewhere is older than this.
    state.reading = None;
    let tokens = Opened::all(&text, state.now);
    state.show(tokens, bytes);
    Vec::new()
}

fn step_pane(state: &mut State, step: isize) {
    let several = state.inspect.tokens.len() > 1;
    let panes: Vec<Pane> =
        Pane::ALL.into_iter().filter(|pane| pane.takes_focus() && (several || *pane != Pane::Tokens)).collect();
    let at = panes.iter().position(|pane| *pane == state.inspect.focus).unwrap_or(0);
    let next = (at + panes.len()).saturating_add_signed(step) % panes.len().max(1);
    if let Some(pane) = panes.get(next) {
        focus(state, *pane);
    }
}

fn focus(state: &mut State, pane: Pane) {
    if pane == Pane::Tokens && state.inspect.tokens.len() < 2 {
        state.say(Tone::Note, "one token was pasted: there is no list");
        return;
    }
    state.inspect.focus = pane;
    state.arrange();
}

fn step_token(state: &mut State, step: isize) {
    let next = state.inspect.selected.saturating_add_signed(step);
    if next < state.inspect.tokens.len() && next != state.inspect.selected {
        state.inspect.select(next);
        state.arrange();
    } else if state.inspect.tokens.len() < 2 {
        state.say(Tone::Note, "there is no other token");
    } else {
        state.say(Tone::Note, if step > 0 { "this is the last token" } else { "this is the first token" });
    }
}

/// Moves the cursor among the characters of the token.
fn move_caret(state: &mut State, characters: isize) {
    if state.inspect.focus == Pane::Token {
        state.inspect.move_caret(Caret::Characters(characters));
        state.look_at_caret();
    }
}

/// Moves in the focused pane; `rows` says how far, given the size of a page.
fn scroll(state: &mut State, rows: impl Fn(isize) -> isize) {
    let pane = state.inspect.focus;
    let height = state.height(pane);
    let len = state.inspect.rows(pane, state.now, state.zone);
    let page = isize::try_from(height).unwrap_or(isize::MAX).saturating_sub(1).max(1);
    if pane == Pane::Token {
        state.inspect.move_caret(Caret::Rows(rows(page)));
        state.look_at_caret();
        return;
    }
    let Some(position) = state.inspect.scrolls.get_mut(pane.index()) else { return };
    if Inspect::has_cursor(pane) {
        position.step(rows(page), len, height);
    } else {
        position.slide(rows(page), len, height);
    }
    let cursor = position.cursor;
    if pane == Pane::Tokens && cursor != state.inspect.selected {
        state.inspect.select(cursor);
        state.arrange();
    }
    state.look_at_caret();
}
