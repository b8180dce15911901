//! Every key, once: what it does, where, and in which words. Handling, key line, help and the README's table all read this.

use super::chord::{Chord, Key};
use super::mint::action as mint;
use super::screens::Screen;
use super::session::action as session;
use crate::token::words;

/// Where a key works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// On every screen, unless something nearer takes the key.
    Everywhere,
    /// On the Inspect screen.
    Inspect,
    /// On the Mint screen.
    Mint,
    /// On the Session screen.
    Session,
    /// While a text field is open; printable keys are text there.
    Field,
}

impl Scope {
    /// Where the keys of this screen work.
    #[must_use]
    pub const fn of(screen: Screen) -> Self {
        match screen {
            Screen::Inspect => Self::Inspect,
            Screen::Mint => Self::Mint,
            Screen::Session => Self::Session,
        }
    }

    /// Its heading in the help.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Inspect => "Inspect",
            Self::Mint => "Mint",
            Self::Session => "Session",
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
    /// Show the code points of a value.
    CodePoints,
    /// The mouse on or off.
    Mouse,
    /// What the terminal and its clipboard can do.
    Doctor,
    /// What the status line said so far.
    Messages,
    /// Show this to others, or work with it again.
    Presenter,
    /// The next way to show instants.
    TimeFormat,
    /// The next theme.
    Theme,
    /// The next token of the list.
    NextToken,
    /// The token before.
    PreviousToken,
    /// The next signature or recipient of the token.
    NextSignature,
    /// The signature or recipient before.
    PreviousSignature,
    /// Open the token that stands in this one.
    GoIn,
    /// What an SD-JWT discloses.
    Disclosures,
    /// Judge the token at another time.
    JudgeAt,
    /// Set what is expected: issuer, audience, type, algorithms, leeway.
    Expect,
    /// The keys that signatures are judged by.
    Keys,
    /// How the signature is made.
    Steps,
    /// Edit header or payload in place.
    EditPart,
    /// Sign the token again.
    SignAgain,
    /// Back to what was pasted.
    Revert,
    /// What is different from what was pasted.
    Difference,
    /// Try the well-known secrets.
    WellKnown,
    /// Judge by the key that the token brings along.
    OwnKey,
    /// Give a payload that is not in the token.
    Payload,
    /// Go to a screen.
    Screen(Screen),
    /// Fill Mint's form from the token at hand.
    Carry,
    /// Show the token at hand to an API server of the session.
    Present,
    /// What only Mint knows.
    Mint(mint::Action),
    /// What only Session knows.
    Session(session::Action),
    /// The cursor of the field, and deletions in it.
    Edit(Edit),
    /// Show what is masked for a while.
    Reveal,
    /// Complete a path.
    Complete,
}

impl Action {
    /// Does it do the same whatever lies over the screen?
    #[must_use]
    pub const fn works_everywhere(self) -> bool {
        matches!(self, Self::Quit | Self::Interrupt | Self::Suspend | Self::Redraw | Self::Theme)
    }
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
    /// By what its words are found.
    pub id: &'static str,
}

impl Binding {
    /// The words of the help.
    #[must_use]
    pub fn words(&self) -> &'static str {
        words::command(self.id).map_or(self.id, |command| &command.words)
    }

    /// The word of the key line; empty where there is no room to spare for it.
    #[must_use]
    pub fn short(&self) -> &'static str {
        words::command(self.id).map_or("", |command| &command.short)
    }
}

const fn on(scope: Scope, chords: &'static [Chord], action: Action, id: &'static str) -> Binding {
    Binding { scope, chords, action, id }
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
    on(Inspect, &[c(']')], Action::NextToken, "next-token"),
    on(Inspect, &[c('[')], Action::PreviousToken, "previous-token"),
    on(Inspect, &[c(')')], Action::NextSignature, "next-signature"),
    on(Inspect, &[c('(')], Action::PreviousSignature, "previous-signature"),
    on(Inspect, &[c('v')], Action::Keys, "keys"),
    on(Inspect, &[c('T')], Action::JudgeAt, "judge-at"),
    on(Inspect, &[c('c')], Action::Expect, "expect"),
    on(Inspect, &[c('a')], Action::Steps, "steps"),
    on(Inspect, &[c('e')], Action::EditPart, "edit"),
    on(Inspect, &[c('s')], Action::SignAgain, "sign-again"),
    on(Inspect, &[c('R')], Action::Revert, "revert"),
    on(Inspect, &[c('d')], Action::Difference, "difference"),
    on(Inspect, &[c(' ')], Action::Fold, "fold"),
    on(Inspect, &[c('*')], Action::FoldAll, "fold-all"),
    on(Inspect, &[c('b')], Action::CodePoints, "code-points"),
    on(Inspect, &[c('i')], Action::GoIn, "go-in"),
    on(Inspect, &[c('D')], Action::Disclosures, "disclosures"),
    on(Inspect, &[], Action::WellKnown, "well-known"),
    on(Inspect, &[], Action::OwnKey, "own-key"),
    on(Inspect, &[], Action::Payload, "payload"),
    on(Scope::Mint, &[k(Key::Enter)], Action::Accept, "mint-token"),
    on(Scope::Mint, &[c('e')], Action::Mint(mint::Action::Type), "mint-type"),
    on(Scope::Mint, &[c(' ')], Action::Mint(mint::Action::Toggle), "mint-toggle"),
    on(Scope::Mint, &[k(Key::Left), c('h')], Action::Left, "mint-left"),
    on(Scope::Mint, &[k(Key::Right), c('l')], Action::Right, "mint-right"),
    on(Scope::Mint, &[c('K')], Action::Mint(mint::Action::MakeKey), "mint-key"),
    on(Scope::Mint, &[c('P')], Action::Mint(mint::Action::Presets), "mint-presets"),
    on(Scope::Mint, &[c('i')], Action::Mint(mint::Action::Inspect), "mint-inspect"),
    on(Scope::Mint, &[c('x')], Action::Present, "present"),
    on(Scope::Mint, &[c('+')], Action::Mint(mint::Action::Add), "mint-add"),
    on(Scope::Mint, &[k(Key::Delete)], Action::Mint(mint::Action::Remove), "mint-remove"),
    on(Scope::Mint, &[k(Key::Tab)], Action::NextPane, "mint-next"),
    on(Scope::Mint, &[k(Key::BackTab)], Action::PreviousPane, "mint-previous"),
    on(Scope::Session, &[c(' ')], Action::Session(session::Action::Run), "run"),
    on(Scope::Session, &[c('.')], Action::Session(session::Action::NextEvent), "next-event"),
    on(Scope::Session, &[c(';')], Action::Session(session::Action::NextInstant), "next-instant"),
    on(Scope::Session, &[c('a')], Action::Session(session::Action::AsUser), "as-user"),
    on(Scope::Session, &[c('x')], Action::Session(session::Action::AsAttacker), "as-attacker"),
    on(Scope::Session, &[c('r')], Action::Session(session::Action::Scenarios), "scenarios"),
    on(Scope::Session, &[c('P')], Action::Session(session::Action::Profiles), "profiles"),
    on(Scope::Session, &[c('@')], Action::Session(session::Action::GoTo), "go-to"),
    on(Scope::Session, &[c('<')], Action::Session(session::Action::Slower), "slower"),
    on(Scope::Session, &[c('>')], Action::Session(session::Action::Faster), "faster"),
    on(Scope::Session, &[c('{')], Action::Session(session::Action::Earlier), "earlier"),
    on(Scope::Session, &[c('}')], Action::Session(session::Action::Later), "later"),
    on(Scope::Session, &[c(',')], Action::Session(session::Action::Cause), "cause"),
    on(Scope::Session, &[c('i')], Action::Session(session::Action::Inspect), "inspect-token"),
    on(Scope::Session, &[c('C')], Action::Session(session::Action::Curl), "curl"),
    on(Scope::Session, &[c('#')], Action::Session(session::Action::Hex), "hex"),
    on(Scope::Session, &[c('d')], Action::Session(session::Action::Difference), "message-difference"),
    on(Scope::Session, &[c('e')], Action::Session(session::Action::Explain), "tell-me"),
    on(Scope::Session, &[c('E')], Action::Session(session::Action::Export), "export"),
    on(Scope::Session, &[c('+')], Action::Session(session::Action::ZoomIn), "zoom-in"),
    on(Scope::Session, &[c('-')], Action::Session(session::Action::ZoomOut), "zoom-out"),
    on(Scope::Session, &[c('(')], Action::Session(session::Action::LaneLeft), "lane"),
    on(Scope::Session, &[c(')')], Action::Session(session::Action::LaneRight), "lane"),
    on(Scope::Session, &[c('8')], Action::Pane(8), "pane"),
    on(Scope::Session, &[c('9')], Action::Pane(9), "pane"),
    on(Everywhere, &[], Action::Carry, "carry"),
    on(Everywhere, &[], Action::Present, "present"),
    on(Everywhere, &[c('I')], Action::Screen(Screen::Inspect), "inspect"),
    on(Everywhere, &[c('M')], Action::Screen(Screen::Mint), "mint"),
    on(Everywhere, &[c('S')], Action::Screen(Screen::Session), "session"),
    on(Everywhere, &[c('p')], Action::Paste, "paste"),
    on(Everywhere, &[c('y')], Action::Copy, "copy"),
    on(Everywhere, &[c('Y')], Action::Plain, "plain"),
    on(Everywhere, &[c('o')], Action::Open, "open"),
    on(Everywhere, &[c('w')], Action::Write, "write"),
    on(Everywhere, &[c('/')], Action::Find, "find"),
    on(Everywhere, &[c('n')], Action::NextHit, "next-hit"),
    on(Everywhere, &[c('N')], Action::PreviousHit, "previous-hit"),
    on(Everywhere, &[c('u')], Action::Undo, "undo"),
    on(Everywhere, &[c('U')], Action::Redo, "redo"),
    on(Everywhere, &[k(Key::Tab)], Action::NextPane, "next-pane"),
    on(Everywhere, &[k(Key::BackTab)], Action::PreviousPane, "previous-pane"),
    on(Everywhere, &[c('1')], Action::Pane(1), "pane"),
    on(Everywhere, &[c('2')], Action::Pane(2), "pane"),
    on(Everywhere, &[c('3')], Action::Pane(3), "pane"),
    on(Everywhere, &[c('4')], Action::Pane(4), "pane"),
    on(Everywhere, &[c('5')], Action::Pane(5), "pane"),
    on(Everywhere, &[c('6')], Action::Pane(6), "pane"),
    on(Everywhere, &[c('7')], Action::Pane(7), "pane"),
    on(Everywhere, &[c('z')], Action::Zoom, "zoom"),
    on(Everywhere, &[k(Key::Up), c('k')], Action::Up, "up"),
    on(Everywhere, &[k(Key::Down), c('j')], Action::Down, "down"),
    on(Everywhere, &[k(Key::Left), c('h')], Action::Left, "left"),
    on(Everywhere, &[k(Key::Right), c('l')], Action::Right, "right"),
    on(Everywhere, &[k(Key::PageUp)], Action::PageUp, "page-up"),
    on(Everywhere, &[k(Key::PageDown)], Action::PageDown, "page-down"),
    on(Everywhere, &[ctrl('u')], Action::HalfUp, "half-up"),
    on(Everywhere, &[ctrl('d')], Action::HalfDown, "half-down"),
    on(Everywhere, &[c('g'), k(Key::Home)], Action::Top, "top"),
    on(Everywhere, &[c('G'), k(Key::End)], Action::Bottom, "bottom"),
    on(Everywhere, &[k(Key::Enter)], Action::Accept, "accept"),
    on(Everywhere, &[k(Key::Esc)], Action::Back, "back"),
    on(Everywhere, &[c('f')], Action::TimeFormat, "time-format"),
    on(Everywhere, &[c('t')], Action::Theme, "theme"),
    on(Everywhere, &[c('m')], Action::Mouse, "mouse"),
    on(Everywhere, &[c(':')], Action::Palette, "palette"),
    on(Everywhere, &[c('?'), k(Key::F(1))], Action::Help, "help"),
    on(Everywhere, &[], Action::Presenter, "presenter"),
    on(Everywhere, &[], Action::Messages, "messages"),
    on(Everywhere, &[], Action::Doctor, "doctor"),
    on(Everywhere, &[ctrl('l')], Action::Redraw, "redraw"),
    on(Everywhere, &[ctrl('z')], Action::Suspend, "suspend"),
    on(Everywhere, &[ctrl('c')], Action::Interrupt, "interrupt"),
    on(Everywhere, &[c('q')], Action::Quit, "quit"),
    on(Field, &[k(Key::Enter)], Action::Accept, "field-accept"),
    on(Field, &[k(Key::Esc)], Action::Back, "field-back"),
    on(Field, &[k(Key::Left), ctrl('b')], Action::Edit(Edit::Left), "edit-left"),
    on(Field, &[k(Key::Right), ctrl('f')], Action::Edit(Edit::Right), "edit-right"),
    on(Field, &[alt('b')], Action::Edit(Edit::WordLeft), "edit-word-left"),
    on(Field, &[alt('f')], Action::Edit(Edit::WordRight), "edit-word-right"),
    on(Field, &[k(Key::Home), ctrl('a')], Action::Edit(Edit::Home), "edit-home"),
    on(Field, &[k(Key::End), ctrl('e')], Action::Edit(Edit::End), "edit-end"),
    on(Field, &[k(Key::Backspace), ctrl('h')], Action::Edit(Edit::Backspace), "edit-backspace"),
    on(Field, &[k(Key::Delete), ctrl('d')], Action::Edit(Edit::Delete), "edit-delete"),
    on(Field, &[ctrl('w')], Action::Edit(Edit::DeleteWord), "edit-delete-word"),
    on(Field, &[ctrl('u')], Action::Edit(Edit::DeleteToHome), "edit-delete-to-home"),
    on(Field, &[ctrl('k')], Action::Edit(Edit::DeleteToEnd), "edit-delete-to-end"),
    on(Field, &[ctrl('r')], Action::Reveal, "reveal"),
    on(Field, &[k(Key::Tab)], Action::Complete, "complete"),
    on(Field, &[ctrl('c')], Action::Interrupt, "field-interrupt"),
    on(Field, &[ctrl('z')], Action::Suspend, "field-suspend"),
    on(Field, &[ctrl('l')], Action::Redraw, "field-redraw"),
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

/// The table in the groups of the help: keys, and the first of the bindings that share them. Neighbours with the same words share a
/// line; what has no key is reached by its name.
#[must_use]
pub fn groups() -> Vec<(Scope, Vec<(String, &'static Binding)>)> {
    [Inspect, Scope::Mint, Scope::Session, Everywhere, Field]
        .into_iter()
        .filter(|scope| BINDINGS.iter().any(|binding| binding.scope == *scope))
        .map(|scope| {
            let mut lines: Vec<(String, &'static Binding)> = Vec::new();
            for binding in BINDINGS.iter().filter(|binding| binding.scope == scope) {
                let keys: Vec<String> = binding.chords.iter().map(Chord::name).collect();
                match lines.last_mut() {
                    Some((earlier, first)) if first.id == binding.id => {
                        let from = earlier.split('-').next().unwrap_or_default().to_owned();
                        *earlier = format!("{from}-{}", keys.join(" "));
                    }
                    _ => lines.push((keys.join(" "), binding)),
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
        for binding in
            BINDINGS.iter().filter(|b| b.scope != Field && !universal.contains(&b.action) && !b.chords.is_empty())
        {
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
        let groups = groups();
        let everywhere = groups.iter().find(|(scope, _)| *scope == Everywhere).expect("there are such keys");
        assert!(everywhere.1.iter().any(|(keys, binding)| keys == "1-7" && binding.id == "pane"));
    }

    #[test]
    fn every_binding_has_words() {
        for binding in BINDINGS {
            assert!(words::command(binding.id).is_some_and(|command| !command.words.is_empty()), "{}", binding.id);
        }
    }
}
