//! jotlab, a JWT laboratory in the terminal: the tour of the house.
//!
//! # Rooms
//!
//! ```text
//! token ◄── crypto ◄── session ◄── app ◄── view ◄── runtime ◄── main
//!               ▲                                    │
//!               └───────────── cli ◄─────────────────┘
//! ```
//!
//! | room | is | never |
//! | --- | --- | --- |
//! | [`token`] | what a JWT is: found in a text, taken apart, explained, judged in time | a key, a clock, files, the screen |
//! | [`crypto`] | keys: read, described, made; signatures made and judged; the one room that names a cryptographic library | a clock, files, the screen |
//! | [`session`] | a world in which a session lives: browser, servers, attacker, network, in a time of its own | a clock, randomness, sockets, threads |
//! | [`app`] | the state of the screen, the messages that change it, the effects that follow, the keymap, the layout | drawing, I/O, a clock |
//! | [`view`] | state → cells | `&mut State`, a clock, I/O, a decision that is not in the state |
//! | [`runtime`] | the only impure room: wait → update → perform effects → draw | decisions |
//! | [`cli`] | one function a command: arguments and a text → text or JSON, and an exit code | files, the environment, panes |
//!
//! Rooms reach only to the left; `tests/house/rules.rs` holds them to it. Within a room no file imports one that, by whatever way,
//! imports it, so that every file can be read after those it names; `tests/house/circles.rs` holds that.
//!
//! # A token's way
//!
//! [`token::find`] finds tokens in whatever was pasted and undoes what was done to them. [`token::anatomy`] takes one apart into
//! [`token::part`]s by way of [`token::base64url`] and [`token::json`], each of which reads as far as it can and says where and why it
//! stopped: a [`token::fault`]. [`token::header`] and [`token::claims`] add what is wrong with what did read. [`token::lifetime`] judges
//! the dates at an instant that the caller names; [`token::life_words`], [`token::dates`] and [`token::gloss`] say it in words, and each
//! word knows until when it is true. [`token::findings`] is the reviewer: what reads well and should still not be so.
//!
//! # And back
//!
//! [`token::recipe`] is what a token is to say; it builds the exact header and payload, or says at which field it is wrong. A form, flags
//! and [`token::preset`]s all end in one. [`crypto::mint`] signs it and says what a careful colleague would.
//!
//! # The loop
//!
//! [`app::update`] is pure: one message in, the next state and a list of effects out. [`view::draw`] is a function of the state, so a state
//! is a screenshot. [`app::state::State::next_wake`] asks every word in sight until when it is true; [`runtime`] sleeps exactly until
//! then or until the next key. There is no tick. What takes longer than a frame runs on a worker thread behind an effect, and a late
//! answer carries a ticket by which it is known to be late.
//!
//! # Foreign text
//!
//! Everything that came from outside reaches a screen or a pipe through [`token::visible`] and nothing else: what hides or acts is shown
//! as an escape, never dropped, never obeyed.
//!
//! # How to add
//!
//! - **a claim, a header parameter, an algorithm**: its type and source in `assets/registry.json`, its words in `assets/words/en.json`.
//! - **a fault**: a [`token::fault::Code`], its sentences in `token/fault/sentence.rs` and their words in `assets/words/en.json`, raised
//!   where the thing is read; a test for both ways.
//! - **a finding**: one line in `token/findings/id.rs`, its words in `assets/words/en.json`, a rule in the file that reads what it is about;
//!   a token that has it and the nearest that has not in `tests/token/findings.rs`.
//! - **a key**: one line in [`app::keymap`], its words in `assets/words/en.json`, one arm where it is done: in [`app::update`] when it
//!   means the same on every screen, else in the screen's `act`. Key line, help, palette and README follow.
//! - **a pane** of Inspect: a [`app::layout::Pane`], its rows in `app/inspect/`, its drawing in `view/inspect.rs`.
//! - **a pane** of Session: a [`app::session::panes::Pane`] and its rows, a fold over [`app::session::record`], in a file of
//!   `app/session/`; nothing is drawn that is not such a row.
//! - **something to do** in a session: an [`app::session::offer::Offer`] where it is possible; the menu and the world follow.
//! - **a screen**: an [`app::screens::Screen`] and its scope in the keymap; its state, which is a [`app::screen::Component`], in a file
//!   of `app/` and a field of [`app::state::State`]; `draw` and `title` in a file of `view/`. What it wants of anybody else it returns
//!   as an [`app::screen::Ask`]: an effect, a sentence for the status line, an overlay, or a leap to another screen.
//! - **an overlay**: `Ask::Over` puts a [`Prompt`](app::overlay::Prompt), a [`Menu`](app::overlay::Menu) or a
//!   [`Page`](app::overlay::Page) over any screen. What was answered or chosen comes back to the screen's `answer` or `choose` as a
//!   value of its own `Question` or `Choice`, which are variants of those in [`app::overlay`]. What a new kind of overlay does with
//!   keys is a file of `app/update/over/`; what it is, a file of `app/overlay/`.
//! - **a text field** in a screen: an [`app::field::Field`], masked for a secret. While it has the keys the screen says `is_typing`, hands
//!   them to `Field::key` in its `type_key`, and asks to be woken at `hides_at`; `view/field.rs` draws it.
//! - **a key format**: a reader in `crypto/read/`, which ends in `crypto/check.rs`; a file of every kind in `tests/keys/`. What is no key but
//!   given as one: a [`crypto::key_error::Foreign`] with the command that converts it.
//! - **a word of the frame**: a title, a hint, a sentence of the status line: [`app::words_of_frame`]; what Inspect alone says:
//!   `app/inspect/said.rs`, and Mint: `app/mint/said.rs`.
//! - **a scenario**: a file in `assets/scenarios/`, its id in [`session::scenario::shipped`]. What it claims is checked by playing it.
//! - **a fact or a measure** that scenarios can name: [`session::scenario::fact`] or [`session::scenario::measure`] reads it,
//!   `observe` or `tally` beside them asks the world.
//! - **a preset**: an object in `assets/presets.json`; its members are the options of `jotlab mint`.
//! - **a row of Mint's form**: a [`app::mint::row::Row`], its text in `app/mint/form.rs`; drawing and keys follow from its kind.
//! - **a command**: its arguments in [`cli::arguments`], its function in [`cli`].

pub mod app;
pub mod cli;
pub mod crypto;
#[cfg(unix)]
pub mod runtime;
pub mod session;
pub mod token;
pub mod view;
