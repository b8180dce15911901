//! Every key, once: what it does, where, and in which words. Handling, key line, help and the README's table all read this.

use super::chord::{Chord, Key};

/// Where a key works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// On every screen, unless something nearer takes the key.
    Everywhere,
    /// On the Inspect screen.
    Inspect,
    /// While a text field is open; printable keys are text there.
    Field,
}

impl Scope {
    /// Its heading in the help.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Inspect => "Inspect",
            Self::Field => "in a text field",
        }
    }
}

/// What a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// End the program.
    Quit,
    /// Ctrl-C: the way out that asks once.
    Interrupt,
    /// One level back; never ends the program.
    Back,
    /// Show or hide the help.
    Help,
    /// Give the terminal back to the shell.
    Suspend,
    /// Draw everything again.
    Redraw,
    /// To the next pane.
    NextPane,
    /// To the pane before.
    PreviousPane,
    /// To the pane of this number, from 1.
    Pane(u8),
    /// Give the pane the whole screen, or take it back.
    Zoom,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Half a page up.
    HalfUp,
    /// Half a page down.
    HalfDown,
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
    /// Accept, open.
    Accept,
    /// Paste from the clipboard.
    Paste,
    /// Open the list of keys as a palette.
    Palette,
    /// Choose a form in which to copy.
    Copy,
    /// Show what the pane shows plainly, for the mouse.
    Plain,
    /// Write what the pane shows to a file.
    Write,
    /// Open a file or a sample.
    Open,
    /// Look for text.
    Find,
    /// To the next hit.
    NextHit,
    /// To the hit before.
    PreviousHit,
    /// Fold or unfold the container under the cursor.
    Fold,
    /// Fold or unfold all.
    FoldAll,
    /// Back to what was pasted before.
    Undo,
    /// Forward again.
    Redo,
    /// The next way to show instants.
    TimeFormat,
    /// The next theme.
    Theme,
    /// The next token of the list.
    NextToken,
    /// The token before.
    PreviousToken,
    /// Judge the token at another time.
    JudgeAt,
    /// Set the leeway.
    Leeway,
    /// The cursor of the field, and deletions in it.
    Edit(Edit),
}

/// What a key does to a text field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edit {
    /// One character to the left.
    Left,
    /// One character to the right.
    Right,
    /// One word to the left.
    WordLeft,
    /// One word to the right.
    WordRight,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// Delete the character before.
    Backspace,
    /// Delete the character after.
    Delete,
    /// Delete the word before.
    DeleteWord,
    /// Delete everything before.
    DeleteToHome,
    /// Delete everything after.
    DeleteToEnd,
}

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// Where it works.
    pub scope: Scope,
    /// The keys, the one to remember first.
    pub chords: &'static [Chord],
    /// What they do.
    pub action: Action,
    /// The words of the help.
    pub words: &'static str,
    /// The word of the key line; empty where there is no room to spare for it.
    pub short: &'static str,
}

const fn on(
    scope: Scope,
    chords: &'static [Chord],
    action: Action,
    words: &'static str,
    short: &'static str,
) -> Binding {
    Binding { scope, chords, action, words, short }
}

const fn c(char: char) -> Chord {
    Chord::char(char)
}

const fn ctrl(char: char) -> Chord {
    Chord::ctrl(char)
}

const fn k(key: Key) -> Chord {
    Chord::plain(key)
}

const fn alt(char: char) -> Chord {
    Chord { key: Key::Char(char), ctrl: false, alt: true }
}

use Scope::{Everywhere, Field, Inspect};

/// The table, in the order of the help; the key line takes its entries in this order too.
pub const BINDINGS: &[Binding] = &[
    on(Inspect, &[c(']')], Action::NextToken, "the next token of the list", ""),
    on(Inspect, &[c('[')], Action::PreviousToken, "the token before", ""),
    on(Inspect, &[c('T')], Action::JudgeAt, "judge the token at another time", "time"),
    on(Inspect, &[c('c')], Action::Leeway, "set the leeway between clocks", "leeway"),
    on(Inspect, &[c(' ')], Action::Fold, "fold or unfold an object or array", ""),
    on(Inspect, &[c('*')], Action::FoldAll, "fold or unfold all of them", ""),
    on(Everywhere, &[c('p')], Action::Paste, "paste from the clipboard", "paste"),
    on(Everywhere, &[c('y')], Action::Copy, "copy as token, header line, curl, JSON, one value", "copy"),
    on(Everywhere, &[c('Y')], Action::Plain, "show it plainly, for the mouse to take", ""),
    on(Everywhere, &[c('o')], Action::Open, "open a sample or a file", "open"),
    on(Everywhere, &[c('w')], Action::Write, "write what the pane shows to a file", ""),
    on(Everywhere, &[c('/')], Action::Find, "find in the pane; in the help, filter", "find"),
    on(Everywhere, &[c('n')], Action::NextHit, "the next hit", ""),
    on(Everywhere, &[c('N')], Action::PreviousHit, "the hit before", ""),
    on(Everywhere, &[c('u')], Action::Undo, "back to what was pasted before", ""),
    on(Everywhere, &[c('U')], Action::Redo, "forward again", ""),
    on(Everywhere, &[k(Key::Tab)], Action::NextPane, "the next pane", "pane"),
    on(Everywhere, &[k(Key::BackTab)], Action::PreviousPane, "the pane before", ""),
    on(Everywhere, &[c('1')], Action::Pane(1), "the pane of this number", ""),
    on(Everywhere, &[c('2')], Action::Pane(2), "", ""),
    on(Everywhere, &[c('3')], Action::Pane(3), "", ""),
    on(Everywhere, &[c('4')], Action::Pane(4), "", ""),
    on(Everywhere, &[c('5')], Action::Pane(5), "", ""),
    on(Everywhere, &[c('6')], Action::Pane(6), "", ""),
    on(Everywhere, &[c('7')], Action::Pane(7), "", ""),
    on(Everywhere, &[c('z')], Action::Zoom, "zoom the pane, and back", "zoom"),
    on(Everywhere, &[k(Key::Up), c('k')], Action::Up, "a row up", ""),
    on(Everywhere, &[k(Key::Down), c('j')], Action::Down, "a row down", ""),
    on(Everywhere, &[k(Key::Left), c('h')], Action::Left, "to the left, in the token", ""),
    on(Everywhere, &[k(Key::Right), c('l')], Action::Right, "to the right, in the token", ""),
    on(Everywhere, &[k(Key::PageUp)], Action::PageUp, "a page up", ""),
    on(Everywhere, &[k(Key::PageDown)], Action::PageDown, "a page down", ""),
    on(Everywhere, &[ctrl('u')], Action::HalfUp, "half a page up", ""),
    on(Everywhere, &[ctrl('d')], Action::HalfDown, "half a page down", ""),
    on(Everywhere, &[c('g'), k(Key::Home)], Action::Top, "the first row", ""),
    on(Everywhere, &[c('G'), k(Key::End)], Action::Bottom, "the last row", ""),
    on(Everywhere, &[k(Key::Enter)], Action::Accept, "explain, open, accept", "explain"),
    on(Everywhere, &[k(Key::Esc)], Action::Back, "one level back", ""),
    on(Everywhere, &[c('f')], Action::TimeFormat, "times local, in UTC, relative, in seconds", "times"),
    on(Everywhere, &[c('t')], Action::Theme, "the next theme", ""),
    on(Everywhere, &[c(':')], Action::Palette, "find a command by its name", "commands"),
    on(Everywhere, &[c('?'), k(Key::F(1))], Action::Help, "this help", "help"),
    on(Everywhere, &[ctrl('l')], Action::Redraw, "draw the screen again", ""),
    on(Everywhere, &[ctrl('z')], Action::Suspend, "back to the shell until `fg`", ""),
    on(Everywhere, &[ctrl('c')], Action::Interrupt, "quit, when pressed twice", ""),
    on(Everywhere, &[c('q')], Action::Quit, "quit", "quit"),
    on(Field, &[k(Key::Enter)], Action::Accept, "accept", "accept"),
    on(Field, &[k(Key::Esc)], Action::Back, "leave the field", "leave"),
    on(Field, &[k(Key::Left), ctrl('b')], Action::Edit(Edit::Left), "a character to the left", ""),
    on(Field, &[k(Key::Right), ctrl('f')], Action::Edit(Edit::Right), "a character to the right", ""),
    on(Field, &[alt('b')], Action::Edit(Edit::WordLeft), "a word to the left", ""),
    on(Field, &[alt('f')], Action::Edit(Edit::WordRight), "a word to the right", ""),
    on(Field, &[k(Key::Home), ctrl('a')], Action::Edit(Edit::Home), "to the beginning", ""),
    on(Field, &[k(Key::End), ctrl('e')], Action::Edit(Edit::End), "to the end", ""),
    on(Field, &[k(Key::Backspace), ctrl('h')], Action::Edit(Edit::Backspace), "delete the character before", ""),
    on(Field, &[k(Key::Delete), ctrl('d')], Action::Edit(Edit::Delete), "delete the character after", ""),
    on(Field, &[ctrl('w')], Action::Edit(Edit::DeleteWord), "delete the word before", ""),
    on(Field, &[ctrl('u')], Action::Edit(Edit::DeleteToHome), "delete everything before", ""),
    on(Field, &[ctrl('k')], Action::Edit(Edit::DeleteToEnd), "delete everything after", ""),
    on(Field, &[ctrl('c')], Action::Interrupt, "empty the field, then leave it", ""),
    on(Field, &[ctrl('z')], Action::Suspend, "back to the shell until `fg`", ""),
    on(Field, &[ctrl('l')], Action::Redraw, "draw the screen again", ""),
];

/// What `chord` does where these scopes hold, the nearest first.
#[must_use]
pub fn action(scopes: &[Scope], chord: Chord) -> Option<Action> {
    scopes.iter().find_map(|scope| {
        BINDINGS
            .iter()
            .find(|binding| binding.scope == *scope && binding.chords.contains(&chord))
            .map(|binding| binding.action)
    })
}

/// The table in the groups of the help: keys, words. Keys that share their words share a line.
#[must_use]
pub fn groups() -> Vec<(Scope, Vec<(String, &'static str)>)> {
    [Inspect, Everywhere, Field]
        .into_iter()
        .map(|scope| {
            let mut lines: Vec<(String, &'static str)> = Vec::new();
            for binding in BINDINGS.iter().filter(|binding| binding.scope == scope) {
                let keys: Vec<String> = binding.chords.iter().map(|chord| chord.name()).collect();
                match lines.last_mut() {
                    Some((earlier, _)) if binding.words.is_empty() => {
                        let first = earlier.split('-').next().unwrap_or_default().to_owned();
                        *earlier = format!("{first}-{}", keys.join(" "));
                    }
                    _ => lines.push((keys.join(" "), binding.words)),
                }
            }
            (scope, lines)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for (i, one) in BINDINGS.iter().enumerate() {
            for other in &BINDINGS[i + 1..] {
                let both = one.chords.iter().find(|chord| other.chords.contains(chord));
                assert!(one.scope != other.scope || both.is_none(), "{both:?} is bound twice in {:?}", one.scope);
            }
        }
    }

    #[test]
    fn everything_outside_a_field_has_a_key_without_ctrl_or_alt() {
        // What every terminal program has on Ctrl, and nothing else.
        let universal = [Action::Interrupt, Action::Suspend, Action::Redraw, Action::HalfUp, Action::HalfDown];
        for binding in BINDINGS.iter().filter(|b| b.scope != Field && !universal.contains(&b.action)) {
            assert!(binding.chords.iter().any(|chord| !chord.ctrl && !chord.alt), "{binding:?}");
        }
    }

    #[test]
    fn the_nearest_scope_wins() {
        assert_eq!(action(&[Field], ctrl('d')), Some(Action::Edit(Edit::Delete)));
        assert_eq!(action(&[Inspect, Everywhere], ctrl('d')), Some(Action::HalfDown));
        assert_eq!(action(&[Field], c('q')), None);
    }

    #[test]
    fn keys_of_one_kind_share_a_line_of_the_help() {
        let everywhere = &groups()[1];
        assert_eq!(everywhere.0, Everywhere);
        assert!(everywhere.1.contains(&("1-7".to_owned(), "the pane of this number")));
    }
}
