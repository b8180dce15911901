//! What each screen and the frame around it know of each other. Screens do not know one another: what they want
//! of the world, of the status line or of another screen they [`Ask`] for, and [`update`](super::update::update) carries it out.

use ratatui::layout::{Position, Rect};

use super::chord::Chord;
use super::copying::Copy;
use super::effect::Effect;
use super::field::Field;
use super::keymap::Action;
use super::layout::Plan;
use super::message::Mouse;
use super::notice::Tone;
use super::overlay::{MenuItem, Overlay};
use super::words_of_frame;
use crate::crypto::Key;
use crate::token::anatomy::Token;
use crate::token::explain::Member;
use crate::token::moment::Moment;
use crate::token::zone::Zone;

/// What a screen may know of the frame around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// The instant for which everything is shown.
    pub now: Moment,
    /// The zone of the clock on the wall.
    pub zone: Zone,
    /// How much room there is, in words.
    pub plan: Plan,
    /// The room of the screen: all between title and status line.
    pub body: Rect,
}

/// What a screen asks of the frame.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Do this outside.
    Do(Effect),
    /// Say this in the status line.
    Say(Tone, String),
    /// Put this over the screen.
    Over(Overlay),
    /// Go to another screen with this.
    Leap(Leap),
}

impl Ask {
    /// To say this in the status line.
    #[must_use]
    pub fn say(tone: Tone, text: impl Into<String>) -> Self {
        Self::Say(tone, text.into())
    }
}

/// What one screen hands to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leap {
    /// Show the tokens of a text in Inspect.
    OpenInInspect {
        /// The text.
        text: String,
        /// The keys that judge these tokens, and no others.
        keys: Vec<Key>,
        /// The instant at which they are judged; `None` for now.
        at: Option<Moment>,
    },
}

/// What the frame asks of every screen. The keys of a text field are text: while [`is_typing`](Self::is_typing), a screen gets them raw.
pub trait Component {
    /// Gives everything its place, after the size changed or the screen came into sight.
    fn arrange(&mut self, around: Around);

    /// Does what a key, the palette or the help asks for; what this screen does not know it leaves undone.
    fn act(&mut self, action: Action, around: Around) -> Vec<Ask>;

    /// The next instant at which a visible word changes by itself; `None` when nothing does.
    fn next_wake(&self, around: Around) -> Option<Moment>;

    /// That instant has come, or the clock was set.
    fn wake(&mut self, _around: Around) -> Vec<Ask> {
        Vec::new()
    }

    /// Has a text field of this screen the keys?
    fn is_typing(&self) -> bool {
        false
    }

    /// What the line of keys says while it has; nothing where the field means by its keys what every field does.
    fn typing_keys(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// A key while it has; [`Field::key`](super::field::Field::key) knows most of them.
    fn type_key(&mut self, _chord: Chord, _around: Around) -> Vec<Ask> {
        Vec::new()
    }

    /// That field, where a key is typed in it: what follows `@` is a path, which is completed.
    fn key_field(&self) -> Option<&Field> {
        None
    }

    /// Nothing is left to complete in the path in it.
    fn path_is_whole(&mut self, _around: Around) -> Vec<Ask> {
        Vec::new()
    }

    /// Text that was pasted while it has.
    fn type_text(&mut self, _text: &str, _around: Around) -> Vec<Ask> {
        Vec::new()
    }

    /// Text that was pasted while it has not: done, if it is meant for this screen; otherwise its tokens are opened.
    fn paste(&mut self, _text: &str, _around: Around) -> Option<Vec<Ask>> {
        None
    }

    /// The token that is copied and written from here.
    fn token(&self) -> Option<&Token> {
        None
    }

    /// Why there is none, and what to do.
    fn no_token(&self) -> String {
        words_of_frame::NO_TOKEN.to_owned()
    }

    /// What that token is called here, where it has a name: `AT1`.
    fn token_name(&self) -> Option<String> {
        None
    }

    /// The member of that token under the cursor.
    fn member(&self) -> Option<Member> {
        None
    }

    /// The signature or recipient that is looked at, where the token has several; from 0.
    fn signer(&self) -> usize {
        0
    }

    /// What the row under the cursor is, line by line, for the help; nothing where it goes without saying.
    fn about(&self) -> Vec<String> {
        Vec::new()
    }

    /// What else the cursor is on, as a text to be copied: a finding, the verdict.
    fn remark(&self, _around: Around) -> Option<Copy> {
        None
    }

    /// What can be copied from here beside the forms of the token.
    fn copies(&self) -> Vec<MenuItem> {
        Vec::new()
    }

    /// What the plain view shows and `w` writes: its name and its text. The token, where nothing else has the cursor.
    fn content(&self, _around: Around) -> Option<(&'static str, String)> {
        self.token().map(|token| ("token", token.text.clone()))
    }

    /// The mouse did this over the body.
    fn mouse(&mut self, _did: Mouse, _at: Position, _around: Around) -> Vec<Ask> {
        Vec::new()
    }
}
