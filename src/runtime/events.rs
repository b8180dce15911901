//! What the terminal sends → messages. Finds the paste in a burst of keys that nobody types, for terminals without bracketed
//! paste. `input` pushes events with their time and takes the messages; nothing here waits or reads a clock.
//!
//! A run of text keys stays in hand, as text, until something else ends it: another kind of key, silence, or the end of the
//! round. Then it is judged as a whole (`burst`): one paste, or keys, of which the state knows that they came together.

use std::mem::take;
use std::time::Duration;

use crossterm::event::{Event, MouseEventKind};

use super::burst::{self, Burst};
use super::keys;
use crate::app::chord::{Chord, Key};
use crate::app::message::{Message, Mouse};

/// The largest paste that is kept, in bytes.
pub const LARGEST_PASTE: usize = 16 << 20;

/// Events in one round, after which the screen gets its turn.
const ROUND: usize = 64 * 1024;

/// Long enough to see what is queued; crossterm's poll answers "nothing" to zero, whatever is queued.
const QUEUED: Duration = Duration::from_micros(200);
/// With so many text keys in hand, or a line and its end …
const SOME_KEYS: usize = 8;
/// … the next one of a paste is at most this late,
const SOME_KEYS_WAIT: Duration = Duration::from_millis(5);
/// … and once it is certainly a paste, this late: a network delivers one in pieces, and half a token is worse than a wait.
const BURST_WAIT: Duration = Duration::from_millis(25);
/// What may follow an Esc that was cut off from its sequence. Short: a person who presses Esc waits so long for it.
const ESC_WAIT: Duration = Duration::from_millis(10);
/// So long after an Esc the rest of a bracketed paste's marker is still recognised.
const ESC_MEMORY: Duration = Duration::from_millis(100);

const START: &str = "[200~";
const END: &str = "[201~";

/// Collects the events of a round and says what they mean.
#[derive(Debug, Default)]
pub struct Gather {
    messages: Vec<Message>,
    run: Run,
    /// When an Esc was the last key of an earlier round: it has been acted upon, yet may belong to what comes now.
    esc_at: Option<Duration>,
    events: usize,
}

/// Text keys, and Esc, in the order they came.
#[derive(Debug, Default)]
struct Run {
    /// Enter is `\r`, Ctrl-J `\n`, Tab `\t`, Esc `\x1b`: each key can be had back from its character.
    text: String,
    /// Bytes beyond [`LARGEST_PASTE`], which are not kept.
    beyond: usize,
    /// An Esc that was acted upon already came just before.
    after_esc: bool,
    /// Where the last part begins: behind the last Esc. Kept, not searched for: a burst has a million keys.
    part: Option<usize>,
    /// The text keys since the last Esc.
    burst: Burst,
}

impl Run {
    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn push(&mut self, c: char) {
        if self.text.len() + c.len_utf8() > LARGEST_PASTE {
            self.beyond += c.len_utf8();
        } else {
            self.text.push(c);
        }
        if c == '\x1b' {
            self.part = Some(self.text.len());
            self.burst = Burst::default();
            return;
        }
        self.burst.push(c);
    }

    /// Is the last part of it certainly a paste?
    fn is_burst(&self) -> bool {
        self.burst.is_paste() || self.marked()
    }

    /// Does the last part begin with the marker of a bracketed paste whose Esc was cut off?
    fn marked(&self) -> bool {
        self.after_last_esc().is_some_and(|rest| rest.starts_with(START))
    }

    fn after_last_esc(&self) -> Option<&str> {
        let start = self.part.or(self.after_esc.then_some(0))?;
        self.text.get(start..)
    }

    /// Could the next keys complete a marker?
    fn expects_marker(&self) -> bool {
        self.burst.keys() < START.len()
            && self.after_last_esc().is_some_and(|rest| START.starts_with(rest) || END.starts_with(rest))
    }
}

impl Gather {
    /// Takes one event, which came at `at` (any origin, never going back).
    pub fn push(&mut self, at: Duration, event: Event) {
        self.events += 1;
        match event {
            Event::Key(key) => {
                if let Some(chord) = keys::chord(&key) {
                    self.push_chord(at, chord);
                }
            }
            Event::Paste(text) => {
                self.settle(at);
                self.messages.push(paste(with_line_ends(text), 0));
            }
            // The size is asked for when the signal comes, not told by an event that may be old; focus is not switched on.
            Event::Mouse(mouse) => {
                self.settle(at);
                let did = match mouse.kind {
                    MouseEventKind::Down(_) => Some(Mouse::Click),
                    MouseEventKind::Drag(_) => Some(Mouse::Drag),
                    MouseEventKind::ScrollUp => Some(Mouse::WheelUp),
                    MouseEventKind::ScrollDown => Some(Mouse::WheelDown),
                    _ => None,
                };
                self.messages.extend(did.map(|did| Message::Mouse(did, mouse.column, mouse.row)));
            }
            Event::Resize(..) | Event::FocusGained | Event::FocusLost => {}
        }
    }

    fn push_chord(&mut self, at: Duration, chord: Chord) {
        if let Some(c) = text_of(chord) {
            if self.run.is_empty() {
                self.run.after_esc = self.esc_at.take().is_some_and(|esc| at.saturating_sub(esc) <= ESC_MEMORY);
            }
            self.run.push(c);
        } else {
            self.settle(at);
            self.esc_at = None;
            self.messages.push(Message::Key(chord));
        }
    }

    /// How long the next event may take before the round is over.
    #[must_use]
    pub fn patience(&self) -> Duration {
        if self.run.is_empty() {
            QUEUED
        } else if self.run.burst.keys() == 0 {
            ESC_WAIT
        } else if self.run.expects_marker() || self.run.is_burst() {
            BURST_WAIT
        } else if self.run.burst.keys() >= SOME_KEYS || self.run.burst.is_ended_line() {
            SOME_KEYS_WAIT
        } else {
            QUEUED
        }
    }

    /// Has the round as many events as the screen can wait for?
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.events >= ROUND
    }

    /// Is a burst in hand that the next round goes on with?
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        !self.run.is_empty()
    }

    /// Ends the round at `at` and answers what it brought. Only a full round may leave a burst in hand.
    pub fn finish(&mut self, at: Duration) -> Vec<Message> {
        let cut_off = self.is_full() && (self.run.is_burst() || self.run.burst.keys() < burst::KEYS);
        self.events = 0;
        if !cut_off {
            self.settle(at);
        }
        take(&mut self.messages)
    }

    /// Judges the run in hand.
    fn settle(&mut self, at: Duration) {
        let run = take(&mut self.run);
        if run.text.ends_with('\x1b') {
            self.esc_at = Some(at);
        }
        judge(&run.text, run.beyond, run.after_esc, &mut self.messages);
    }
}

/// Text keys and Esc, as messages: what lies between cut-off paste markers is a paste, what is long and varied enough is one too,
/// the rest is keys.
fn judge(text: &str, beyond: usize, after_esc: bool, messages: &mut Vec<Message>) {
    // A part begins behind each Esc. Before the first there is one only when the run's own beginning is meant.
    for (index, part) in text.split('\x1b').enumerate() {
        let own_esc = index > 0;
        let behind_esc = own_esc || after_esc;
        if let Some(pasted) = part.strip_prefix(START).filter(|_| behind_esc) {
            let pasted = pasted.strip_suffix(END).unwrap_or(pasted);
            messages.push(paste(lines(pasted), beyond));
            continue;
        }
        let rest = match part.strip_prefix(END).filter(|_| behind_esc) {
            Some(rest) => rest,
            None => {
                if own_esc {
                    messages.push(Message::Key(Chord::plain(Key::Esc)));
                }
                part
            }
        };
        if Burst::of(rest).is_paste() {
            messages.push(paste(lines(rest), beyond));
        } else {
            let mut chords = rest.chars().map(chord_of);
            messages.extend(chords.next().map(Message::Key));
            messages.extend(chords.map(Message::NextKey));
        }
    }
}

/// The text that was pasted: a terminal sends the key enter, a carriage return, in the place of each line end.
fn with_line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// A paste, unless it is above the limit.
fn paste(text: String, beyond: usize) -> Message {
    let size = text.len().saturating_add(beyond);
    if size > LARGEST_PASTE { Message::PasteTooLarge(size) } else { Message::Paste(text) }
}

/// What a terminal makes of line ends (`\r`), put back.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The character by which a run remembers a key; `None` for keys that are not text.
fn text_of(chord: Chord) -> Option<char> {
    match chord {
        Chord { alt: true, .. } => None,
        Chord { key: Key::Char('j'), ctrl: true, .. } => Some('\n'),
        Chord { ctrl: true, .. } => None,
        Chord { key, .. } => match key {
            Key::Char(c) => Some(c),
            Key::Enter => Some('\r'),
            Key::Tab => Some('\t'),
            Key::Esc => Some('\x1b'),
            Key::BackTab
            | Key::Backspace
            | Key::Delete
            | Key::Insert
            | Key::Up
            | Key::Down
            | Key::Left
            | Key::Right
            | Key::Home
            | Key::End
            | Key::PageUp
            | Key::PageDown
            | Key::F(_) => None,
        },
    }
}

/// The key that [`text_of`] turned into this character.
fn chord_of(c: char) -> Chord {
    match c {
        '\n' => Chord::ctrl('j'),
        '\r' => Chord::plain(Key::Enter),
        '\t' => Chord::plain(Key::Tab),
        '\x1b' => Chord::plain(Key::Esc),
        c => Chord::char(c),
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::*;

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyIn0.sig-_";

    /// The keys that a terminal sends for `text`; `\x1b` is a lone Esc.
    fn type_in(gather: &mut Gather, at: Duration, text: &str) {
        for c in text.chars() {
            let event = match c {
                '\r' => KeyCode::Enter.into(),
                '\t' => KeyCode::Tab.into(),
                '\x1b' => KeyCode::Esc.into(),
                '\n' => KeyEvent::new(KeyCode::Char('j'), KeyModifiers::CONTROL),
                c => KeyCode::Char(c).into(),
            };
            gather.push(at, Event::Key(event));
        }
    }

    fn messages(text: &str) -> Vec<Message> {
        let mut gather = Gather::default();
        type_in(&mut gather, Duration::ZERO, text);
        gather.finish(Duration::ZERO)
    }

    fn keys(text: &str) -> Vec<Message> {
        let message = |(nth, c)| if nth == 0 { Message::Key(chord_of(c)) } else { Message::NextKey(chord_of(c)) };
        text.chars().enumerate().map(message).collect()
    }

    fn pasted(text: &str) -> Vec<Message> {
        vec![Message::Paste(text.to_owned())]
    }

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn a_token_without_brackets_is_one_paste() {
        assert_eq!(messages(TOKEN), pasted(TOKEN));
    }

    #[test]
    fn twenty_keys_of_eight_kinds_are_a_paste_and_nineteen_or_seven_are_not() {
        let twenty = "abcdefghabcdefghabcd";
        assert_eq!(messages(twenty), pasted(twenty));
        let nineteen = "abcdefghabcdefghabc";
        assert_eq!(messages(nineteen), keys(nineteen));
        let seven_kinds = "abcdefgabcdefgabcdefg";
        assert_eq!(messages(seven_kinds), keys(seven_kinds));
    }

    #[test]
    fn a_held_down_key_stays_so_many_keys() {
        let held = "j".repeat(500);
        assert_eq!(messages(&held), keys(&held));
    }

    #[test]
    fn lines_of_a_burst_end_in_newlines_however_the_terminal_sends_them() {
        let text = "Authorization: Bearer\rabc\r\ndef\nghi\tjkl";
        assert_eq!(messages(text), pasted("Authorization: Bearer\nabc\ndef\nghi\tjkl"));
    }

    #[test]
    fn a_word_with_its_enter_is_typed_and_lines_are_a_paste_however_short() {
        assert_eq!(messages("/foo\r"), keys("/foo\r"));
        assert_eq!(messages("alpha\rqq"), pasted("alpha\nqq"));
        assert_eq!(messages("mysecret\r\nq\r\n"), pasted("mysecret\nq\n"));
        assert_eq!(messages("line1\nline2\nred q\n"), pasted("line1\nline2\nred q\n"));
    }

    #[test]
    fn lines_that_come_in_pieces_are_still_one_paste() {
        let mut gather = Gather::default();
        for piece in ["a\r", "q", "q\r"] {
            type_in(&mut gather, Duration::ZERO, piece);
            assert!(gather.patience() >= SOME_KEYS_WAIT, "{piece:?}");
        }
        assert_eq!(gather.finish(Duration::ZERO), pasted("a\nqq\n"));
    }

    #[test]
    fn a_key_that_is_no_text_ends_the_burst() {
        let mut gather = Gather::default();
        type_in(&mut gather, Duration::ZERO, TOKEN);
        gather.push(Duration::ZERO, Event::Key(KeyCode::Up.into()));
        type_in(&mut gather, Duration::ZERO, "q");
        assert_eq!(
            gather.finish(Duration::ZERO),
            [Message::Paste(TOKEN.to_owned()), Message::Key(Chord::plain(Key::Up)), Message::Key(Chord::char('q')),]
        );
    }

    #[test]
    fn lines_of_a_paste_end_as_lines_do() {
        for (sent, text) in [("a\rb\r", "a\nb\n"), ("a\r\nb", "a\nb"), ("a\nb", "a\nb")] {
            let mut gather = Gather::default();
            gather.push(Duration::ZERO, Event::Paste(sent.to_owned()));
            assert_eq!(gather.finish(Duration::ZERO), pasted(text));
        }
    }

    #[test]
    fn alt_and_ctrl_letters_are_never_text() {
        let mut gather = Gather::default();
        for _ in 0..30 {
            gather.push(Duration::ZERO, Event::Key(KeyEvent::new(KeyCode::Char('x'), KeyModifiers::ALT)));
        }
        assert_eq!(gather.finish(Duration::ZERO).len(), 30);
    }

    #[test]
    fn a_split_start_in_one_drain_is_a_paste_and_its_esc_is_no_key() {
        assert_eq!(messages("\x1b[200~short"), pasted("short"));
        assert_eq!(messages("\x1b[200~short[201~"), pasted("short"));
        assert_eq!(messages("\x1b[200~short\x1b[201~"), pasted("short"));
    }

    #[test]
    fn keys_after_a_split_end_are_keys_again() {
        let mut expected = pasted("short");
        expected.extend(keys("q"));
        assert_eq!(messages("\x1b[200~short\x1b[201~q"), expected);
    }

    #[test]
    fn a_marker_is_recognised_for_a_tenth_of_a_second_after_its_esc() {
        for (pause, expected) in [(100 * MS, pasted("short")), (101 * MS, keys("[200~short"))] {
            let mut gather = Gather::default();
            type_in(&mut gather, Duration::ZERO, "\x1b");
            assert_eq!(gather.finish(Duration::ZERO), keys("\x1b"));
            type_in(&mut gather, pause, "[200~short");
            assert_eq!(gather.finish(pause), expected, "after {pause:?}");
        }
    }

    #[test]
    fn a_late_end_marker_is_swallowed_and_types_nothing() {
        let mut gather = Gather::default();
        type_in(&mut gather, Duration::ZERO, "\x1b");
        gather.finish(Duration::ZERO);
        type_in(&mut gather, 20 * MS, "[201~");
        assert_eq!(gather.finish(20 * MS), []);
    }

    #[test]
    fn another_key_between_makes_the_marker_plain_keys() {
        let mut gather = Gather::default();
        type_in(&mut gather, Duration::ZERO, "\x1b");
        gather.push(Duration::ZERO, Event::Key(KeyCode::Up.into()));
        type_in(&mut gather, Duration::ZERO, "[200~x");
        assert_eq!(gather.finish(Duration::ZERO).len(), 2 + 6);
    }

    #[test]
    fn patience_grows_with_the_certainty_of_a_paste() {
        let patience = |text: &str| {
            let mut gather = Gather::default();
            type_in(&mut gather, Duration::ZERO, text);
            gather.patience()
        };
        assert_eq!(patience(""), QUEUED);
        assert_eq!(patience("jjjjjjj"), QUEUED);
        assert_eq!(patience("jjjjjjjj"), SOME_KEYS_WAIT);
        assert_eq!(patience(TOKEN), BURST_WAIT);
        assert_eq!(patience("\x1b"), ESC_WAIT);
        assert_eq!(patience("\x1b[20"), BURST_WAIT);
        assert_eq!(patience("\x1b[200~"), BURST_WAIT);
        assert_eq!(patience("\x1bq"), QUEUED);
    }

    #[test]
    fn a_burst_longer_than_a_round_is_still_one_paste() {
        let text = TOKEN.repeat(2 * ROUND / TOKEN.len() + 1);
        let mut gather = Gather::default();
        let mut got = Vec::new();
        for c in text.chars() {
            type_in(&mut gather, Duration::ZERO, &c.to_string());
            if gather.is_full() {
                got.extend(gather.finish(Duration::ZERO));
                assert!(gather.is_unfinished());
            }
        }
        got.extend(gather.finish(Duration::ZERO));
        assert!(!gather.is_unfinished());
        assert_eq!(got, pasted(&text));
    }

    #[test]
    fn a_held_down_key_does_not_stay_in_hand_after_a_round() {
        let mut gather = Gather::default();
        type_in(&mut gather, Duration::ZERO, &"j".repeat(ROUND));
        assert_eq!(gather.finish(Duration::ZERO).len(), ROUND);
        assert!(!gather.is_unfinished());
    }

    #[test]
    fn a_paste_at_the_limit_is_kept_and_one_byte_more_is_not() {
        for (size, expected) in [
            (LARGEST_PASTE, Message::Paste("a".repeat(LARGEST_PASTE))),
            (LARGEST_PASTE + 1, Message::PasteTooLarge(LARGEST_PASTE + 1)),
        ] {
            let mut gather = Gather::default();
            gather.push(Duration::ZERO, Event::Paste("a".repeat(size)));
            assert!(gather.finish(Duration::ZERO) == [expected], "{size} bytes");
        }
    }

    #[test]
    fn a_burst_above_the_limit_keeps_nothing_and_says_its_size() {
        let mut out = Vec::new();
        judge(TOKEN, LARGEST_PASTE, false, &mut out);
        assert_eq!(out, [Message::PasteTooLarge(LARGEST_PASTE + TOKEN.len())]);
    }
}
