//! The words of the frame: titles, hints, and what the status line says. What explains a token is data in `assets/words`; this is the
//! little that is bound to the screen. A second language is a second file like this one.
#![allow(missing_docs, reason = "what a sentence says is said by the sentence")]

use std::fmt::Display;

use super::screens::Screen;
use crate::token::visible::visible;

// The status line.
pub const NO_TOKEN: &str = "paste a token first";
pub const NO_MESSAGES: &str = "nothing was said so far";
pub const PRESENTING: &str = "presenter mode; the same command of : leaves it";
pub const NOT_PRESENTING: &str = "presenter mode is off";
pub const STAYS_HIDDEN: &str = "in presenter mode a secret stays hidden";
pub const INTERRUPT_AGAIN: &str = "ctrl-c once more quits; so does q";
pub const MOUSE_ON: &str = "the mouse is on: shift-drag selects (option in iTerm2)";
pub const MOUSE_OFF: &str = "the mouse is off: the terminal selects";
pub const NOTHING_TO_UNDO: &str = "nothing was pasted before this";
pub const NOTHING_TO_REDO: &str = "nothing was pasted after this";
pub const NOTHING_LOOKED_FOR: &str = "nothing is looked for: / asks what";
pub const SEALED_NOT_SIGNED: &str = "an encrypted token has no signature: its authentication tag stands for one";
pub const NO_CLAIM: &str = "put the cursor on a claim first";
pub const NO_INNER_TOKEN: &str = "no token here: put the cursor on a claim that holds one";
pub const WENT_IN: &str = "a token in the token; esc or [ goes back";
pub const NO_DISCLOSURES: &str = "no disclosures: those of an SD-JWT follow it behind ~";
pub const NO_LIST: &str = "one token was pasted: there is no list";
pub const NO_OTHER_TOKEN: &str = "there is no other token";
pub const LAST_TOKEN: &str = "this is the last token";
pub const FIRST_TOKEN: &str = "this is the first token";
pub const NO_OTHER_HEADER: &str = "the token has one header";
pub const LAST_HEADER: &str = "this is the last header";
pub const FIRST_HEADER: &str = "this is the first header";
pub const JUDGED_NOW: &str = "judged now";
pub const JUDGED_NOW_AGAIN: &str = "judged now again";

pub const NO_EDIT_OF_ENCRYPTED: &str = "an encrypted token is not edited: nobody could open it";
pub const EDITED_KEPT: &str = "edited, not signed again: s signs, u undoes, d shows the difference";
pub const NOT_EDITED: &str = "this is what was pasted: e edits it";
pub const AS_PASTED: &str = "back to what was pasted; u brings the edit back";
pub const NO_ALG_TO_SIGN: &str = "the header names no algorithm: e on the header adds alg";
pub const NO_SIGNATURE: &str = "there is no place for a signature: the token was cut off";
pub const NO_KEY_FOR_STEPS: &str = "v takes a key first: the steps are shown with it";
pub const NO_KEY_TO_SIGN: &str = "there is no key to sign with: v takes one";
pub const ONLY_PUBLIC: &str = "the key at hand is only the public half: signing needs the private one, v takes it";

pub const NO_PAYLOAD_TO_SIGN: &str = "the payload is not in the token: v gives it, then s signs";
pub const HAS_PAYLOAD: &str = "the token at hand has its payload in it, or is no signed token";
pub const OUT_OF_TMUX: &str = "from tmux's buffer: ";
pub const READ_FROM_TMUX: &str = "read from tmux's buffer";
pub const A_KEY_AND_NO_TOKEN: &str = "that is a key, not a token: v takes it";

#[must_use]
pub fn copy_as(name: &str) -> String {
    format!("Copy {name} as")
}

/// What esc does after a token came from another screen.
#[must_use]
pub const fn back_to(from: Screen) -> &'static str {
    match from {
        Screen::Inspect => "back to Inspect",
        Screen::Mint => "back to Mint",
        Screen::Session => "back to Session",
    }
}

#[must_use]
pub fn carried_with(kid: &str) -> String {
    format!("carried into the form; its kid {} names the issuer's key: clear it to sign with yours", visible(kid))
}

#[must_use]
pub fn no_token_in(size: &str, has_one: bool) -> String {
    let kept = if has_one { "; what was here stays" } else { "" };
    format!("no token in the {size} pasted{kept}: one looks like eyJ….eyJ….…")
}

#[must_use]
pub fn too_large(size: &str, limit: &str) -> String {
    format!("the paste of {size} was not read: {limit} is the limit")
}

#[must_use]
pub fn reading(size: &str) -> String {
    format!("reading {size}")
}

#[must_use]
pub fn clock_moved(back: bool, by: &str) -> String {
    let way = if back { "back" } else { "forward" };
    format!("the clock moved {way} by {by}")
}

#[must_use]
pub fn no_such_key(key: &str) -> String {
    format!("`{key}` does nothing here: ? shows the keys")
}

#[must_use]
pub fn press_it(keys: &str) -> String {
    format!("{keys} cannot be run from here: press it")
}

#[must_use]
pub fn theme(name: &str) -> String {
    format!("theme: {name}")
}

#[must_use]
pub fn times(name: &str) -> String {
    format!("times: {name}")
}

#[must_use]
pub fn hit(needle: &str, which: usize, of: usize) -> String {
    format!("`{needle}`: {which} of {of}")
}

pub const THE_CHARACTERS: &str = "characters of the token: 2 and 3 are searched for what they say";

#[must_use]
pub fn not_found(needle: &str, pane: &str) -> String {
    format!("`{needle}` is not in the {pane}")
}

#[must_use]
pub fn judged_at(time: &str, is_issued: bool) -> String {
    let early = if is_issued { "" } else { ", before it was issued" };
    format!("judged at {time}{early}; esc goes back to now")
}

#[must_use]
pub fn leeway_set(to: &str) -> String {
    format!("leeway: {to}")
}

#[must_use]
pub fn leeway_too_large(most: &str) -> String {
    format!("{most} is the largest leeway")
}

pub const MESSAGES: &str = "Messages";
// A token in a token, and what an SD-JWT discloses.
pub const HOLDS_A_TOKEN: &str = "This value is a token: i opens it.";
pub const DISCLOSURES: &str = "Disclosures of the SD-JWT";
pub const NO_SUCH_HASH: &str = "cannot be told: _sd_alg names a hash that is not computed here";
pub const ABOUT_DISCLOSURES: &str = "In an SD-JWT the issuer signs digests of claims, and whoever holds it shows as many of the claims as they like, each behind a ~. D shows them with their digests. A disclosure that the issuer signed no digest of makes the whole token one to refuse.";

#[must_use]
pub fn disclosure(which: usize) -> String {
    format!("disclosure {which}")
}

#[must_use]
pub fn discloses(count: usize) -> String {
    match count {
        1 => "an SD-JWT: 1 claim is disclosed behind ~, D shows it".to_owned(),
        _ => format!("an SD-JWT: {count} claims are disclosed behind ~, D shows them"),
    }
}

#[must_use]
pub fn key_binding(said: impl Display) -> String {
    format!("key-binding JWT: {said}")
}

#[must_use]
pub fn digest_of(which: usize, said: &str) -> String {
    format!("The digest of disclosure {which}: {said}")
}

#[must_use]
pub fn held_by_payload(claim: &str) -> String {
    format!("yes: its digest stands in the payload, in {claim}")
}

#[must_use]
pub fn held_by_disclosure(which: usize) -> String {
    format!("yes: its digest stands in disclosure {which}")
}

#[must_use]
pub fn inside(name: &str, token: usize) -> String {
    format!("{name} of token {token}")
}

// The title line, and the sentence of a window that is too small.
pub const EDITING: &str = "editing: keys are text, esc leaves";
pub const HELP_KEY: &str = "? help";
pub const OK: &str = "ok";
pub const OK_BUT_NO_PROOF: &str = "ok, no proof";
pub const NOT_OK: &str = "NOT ok";
pub const ANOTHER_TIME: &str = "at another time";
pub const ANOTHER_TIME_SHORT: &str = "not now";
pub const NO_ALG: &str = "no alg";
pub const UNSECURED: &str = "unsecured";
pub const NOT_CHECKED: &str = "not checked";
pub const ENCRYPTED: &str = "encrypted";
pub const FRAGMENT: &str = "fragment";
pub const UNREADABLE: &str = "unreadable";
pub const TOO_SMALL: &str = "make the window larger (40 x 10), q quits";

#[must_use]
pub fn which_of(which: usize, of: usize) -> String {
    format!("{which} of {of}")
}

// The empty screen.
pub const PASTE_A_TOKEN: &str = "Paste a token. ";
pub const JUST_PASTE: &str = "Just paste: ";
pub const WHAT_IS_FOUND: &str = "A header line, a curl command, a cookie, a URL, a log: every token in it is found, and what stood around it is left out.";
pub const FIRST_KEYS: [(&str, &str); 5] = [
    ("o", "opens a file, or a sample to look at"),
    ("M", "mints a token: roles, lifetime, key"),
    ("S", "plays a login session: refresh, theft, logout"),
    ("?", "shows every key, : finds what they do by name"),
    ("q", "quits"),
];
pub const NOTHING_LEAVES: &str = "Nothing leaves this machine; nothing is saved.";

// Prompts: what is asked, and what may be typed.
pub const OPEN: (&str, &str) = ("Open the file", "its path; every token in it is found");
pub const JUDGE_AT: (&str, &str) =
    ("Judge the token at", "+5m, exp-1s, 2026-11-22 15:04, seconds since 1970; empty for now");
pub const LEEWAY: (&str, &str) = ("Leeway between clocks", "90s, 5m; 0s for none");
pub const FIND_IN_TOKEN: &str = "Find in the characters of the token";
pub const FIND_IN_HEADER: &str = "Find in the header";
pub const FIND_IN_PAYLOAD: &str = "Find in the payload";
pub const FIND_IN_TOKENS: &str = "Find a token by what is in it";
pub const FIND_HINT: &str = "capitals count once you type one; n and N go on";
pub const EXPECTED_ISSUER: (&str, &str) =
    ("Expected issuer (iss)", "exactly, several with blanks between them; empty for any");
pub const EXPECTED_AUDIENCE: (&str, &str) =
    ("Expected audience (aud)", "what the receiver answers to, several with blanks between; empty for any");
pub const EXPECTED_TYPE: (&str, &str) = ("Expected type (typ)", "such as at+jwt; empty for any");
pub const ALLOWED_ALGORITHMS: (&str, &str) =
    ("Allowed algorithms (alg)", "such as RS256, several with blanks between them; empty for any");
pub const PAYLOAD: (&str, &str) =
    ("The payload, from the file", "its exact bytes: a line break more is another payload");
pub const PRESET_FILE: (&str, &str) = (
    "Open the preset of the file",
    "JSON whose members are the options of jotlab mint: alg, sub, role, ttl, claims, …",
);
pub const PRESET_FROM_FILE: &str = "a preset of your own, from a file";
pub const WRITE_HINT: &str = "a path; a file that exists is not overwritten";

#[must_use]
pub fn write_title(what: &str) -> String {
    format!("Write the {what} to")
}

// Menus, pages and the list of keys.
pub const COPY_AS: &str = "Copy as";
pub const OPEN_WHICH: &str = "Open";
pub const A_FILE: &str = "a file: its path is asked for";
/// A letter that no item of a menu has; it may be any character.
pub fn no_such_item(letter: char) -> String {
    format!("nothing here has the key {}: esc closes", visible(letter.encode_utf8(&mut [0; 4])))
}
pub const NO_SUCH_COMMAND: &str = "no command of that name";
pub const THIS_ROW: &str = "this row";
/// The title of the help.
pub const HELP: &str = "Help: enter runs, / filters, esc leaves";
pub const DOCTOR: &str = "Doctor";
pub const HIDDEN_CHARACTER: &str = "hidden: it is not drawn, or acts";
pub const EDITED_NOT_SIGNED: &str = "edited, not signed again";
pub const ENCODED_AS_TYPED: &str = "the token is written again as you type";
pub const IN_THE_EDITOR: &[(&str, &str)] = &[("enter esc", "keep"), ("ctrl-c", "drop the changes")];
pub const IN_THE_STEPS: &[(&str, &str)] =
    &[("digits", "change a character"), ("0", "as it is"), ("up down", "scroll"), ("esc", "leave")];
pub const STEPS: &str = "How the signature is made";
pub const KEYS: &str = "Keys, in memory only";
pub const KEY_HINT: &str = "a secret, env:NAME, @FILE (tab), hex:…, pasted PEM or JWK";
pub const TAKEN_AS_A_SECRET: &str = "taken as the secret itself; for the file of that name write @ before it";
pub const TRY_WELL_KNOWN: &str = "try the well-known secrets";
pub const GIVE_PAYLOAD: &str = "give the payload from a file: it is not in the token";
pub const JUDGE_BY_OWN_KEY: &str = "judge by the key in its own header (jwk, x5c): no proof";
pub const IN_THE_KEYS: &[(&str, &str)] =
    &[("enter", "take"), ("up down", "move"), ("del", "take away"), ("ctrl-r", "show"), ("esc", "leave")];
pub const IN_A_PATH: &[(&str, &str)] = &[("enter", "take"), ("tab", "complete"), ("ctrl-u", "empty"), ("esc", "leave")];
pub const IN_A_MENU: &[(&str, &str)] = &[("up down", "move"), ("enter", "choose"), ("esc", "leave")];
pub const IN_A_PAGE: &[(&str, &str)] = &[("up down", "scroll"), ("esc", "leave"), ("q", "quit")];
pub const IN_THE_PALETTE: &[(&str, &str)] = &[("up down", "move"), ("enter", "run"), ("esc", "leave")];
pub const IN_THE_HELP: &[(&str, &str)] =
    &[("up down", "move"), ("enter", "run"), ("/", "filter"), ("esc", "leave"), ("q", "quit")];

#[must_use]
pub fn a_sample(title: &str) -> String {
    format!("sample: {title}")
}

#[must_use]
pub fn commands(count: usize) -> String {
    format!("Commands: {count}, enter runs, esc leaves")
}

#[must_use]
pub fn page(title: &str, rows: usize) -> String {
    format!("{title}: {rows} {}, esc leaves", if rows == 1 { "row" } else { "rows" })
}

#[must_use]
pub fn explain(name: &str) -> String {
    format!("Explain: {name}, esc leaves")
}

#[must_use]
pub fn editing(part: &str) -> String {
    format!("Edit the {part}")
}

pub const DIFFERENT_FROM_BEFORE: &str = "Different from the token pasted before";
pub const NOTHING_TO_COMPARE: &str = "nothing to compare with: paste another token, or e edits this one";
pub const COMPARE_WITH: &str = "Compare with";
pub const DIFFERENT_FROM_PASTED: &str = "Different from what was pasted";

#[must_use]
pub fn different(old: usize, new: usize) -> String {
    format!("From token {old} to token {new}")
}

#[must_use]
pub fn listed(nth: usize, subject: &str, place: &str) -> String {
    format!("token {nth}  {subject}  {place}").trim_end().to_owned()
}

pub const NO_UTF_8: &str = "an octet that is not UTF-8";

#[must_use]
pub fn code_points(what: &str) -> String {
    format!("Code points of the {what}")
}

// The names of the panes of Inspect.
pub const TOKEN_PANE: &str = "Token";
pub const HEADER_PANE: &str = "Header";
pub const PAYLOAD_PANE: &str = "Payload";
pub const LIFETIME_PANE: &str = "Lifetime";
pub const VERDICT_PANE: &str = "Verdict";
pub const FINDINGS_PANE: &str = "Findings";
pub const LIFETIME_SHORT: &str = "Life";
pub const FINDINGS_SHORT: &str = "Find";
pub const TOKENS_PANE: &str = "Tokens";
pub const EXPLAIN_PANE: &str = "Explain";

// The forms of a copy.
pub const COPY_TOKEN: &str = "token";
pub const COPY_AUTHORIZATION: &str = "Authorization line";
pub const COPY_CURL: &str = "curl command";
pub const COPY_COOKIE: &str = "cookie";
pub const COPY_EXPORT: &str = "export line";
pub const COPY_HEADER: &str = "header";
pub const COPY_PAYLOAD: &str = "payload";
pub const COPY_MEMBER: &str = "value";
pub const COPY_REMARK: &str = "finding";
pub const COPY_VERDICT: &str = "verdict";
pub const THE_ELEMENT: &str = "the element";

#[must_use]
pub fn value_of(name: &str) -> String {
    format!("value of {name}")
}

#[must_use]
pub fn as_octets(what: &str) -> String {
    format!("{what}, not UTF-8: octets as \\xff")
}

// The panes of Inspect.
pub const NO_HEADER: &str = "no header";
pub const NO_PAYLOAD: &str = "no payload: it was cut off";
pub const NO_FINDINGS: &str = "no findings";
pub const NO_MEMBER: &str = "put the cursor on a claim";
pub const DETACHED: &str = "empty: detached, v gives it from a file; or lost";
pub const NOTHING_READS: &str = "nothing in it reads: see the findings";
pub const EMPTY_OBJECT: &str = "an empty object";
pub const UNPROTECTED: &str = "unprotected";
pub const PROTECTED: &str = "protected";
pub const WALK: &str = "( and ) walk";
pub const SEALED: &str = "sealed";

#[must_use]
pub fn signature_of(which: usize, of: usize) -> String {
    format!("signature {which} of {of}")
}

#[must_use]
pub fn recipient_of(which: usize, of: usize) -> String {
    format!("recipient {which} of {of}")
}

#[must_use]
pub fn not_json(size: &str) -> String {
    format!("{size}, not JSON")
}

#[must_use]
pub fn leeway(words: &str, judged_at: Option<String>) -> String {
    judged_at.map_or_else(|| format!("leeway {words}"), |at| format!("leeway {words}, judged at {at}"))
}

#[must_use]
pub fn found(count: usize) -> String {
    format!("{count} found")
}

// What the Verdict pane says of a signature.
pub const EDITED: &str = "edited";
pub const EDITED_ADVICE: &str = "The signature is that of what was pasted. s signs again with the key at hand, u undoes, R goes back to what was pasted, d shows the difference.";
pub const SAYS_UNSECURED: &str = "UNSECURED: alg is none, anyone can write this";
pub const PARTS_MISSING: &str = "CANNOT CHECK: parts of the token are missing";
pub const CANNOT_BE_READ: &str = "CANNOT CHECK: nothing in it reads";

#[must_use]
pub fn says_encrypted(alg: &str) -> String {
    format!("ENCRYPTED: {alg}, only the key opens it")
}

#[must_use]
pub fn says_edited(alg: &str) -> String {
    format!("EDITED, not signed again ({alg})")
}

#[must_use]
pub fn says_not_checked(alg: &str) -> String {
    format!("NOT CHECKED: no key was given ({alg})")
}

// What the parts of an encrypted token are for.
pub const NO_ENCRYPTED_KEY: &str = "none: the key is agreed on or shared";
pub const ENCRYPTED_KEY: &str = "the key of the content, itself encrypted";
pub const IV: &str = "makes equal contents encrypt differently";
pub const CIPHERTEXT: &str = "the content, encrypted";
pub const TAG: &str = "shows whether anything was changed";
pub const AAD: &str = "not encrypted, but protected by the tag";
pub const SURPLUS: &str = "no token has this segment";
