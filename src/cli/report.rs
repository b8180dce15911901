//! A token as text for people: aligned, dates in words, nothing in it that a terminal would obey.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::judged::Judged;
use super::paint::Paint;
use super::setting::Setting;
use crate::crypto::key_binding::Binding;
use crate::crypto::sd_jwt::SdJwt;
use crate::crypto::verdict::Verdict;
use crate::token::anatomy::{Kind, Token};
use crate::token::dates::{self, Reader, TimeFormat};
use crate::token::duration;
use crate::token::expect::Check;
use crate::token::findings::{self, Severity};
use crate::token::gloss::{self, Gloss};
use crate::token::json::{Document, Extent, Kind as JsonKind};
use crate::token::life_words;
use crate::token::lifetime::State;
use crate::token::moment::Moment;
use crate::token::part::{Part, Role};
use crate::token::remarks;
use crate::token::visible::{visible, visible_octets};

/// The report on these tokens.
pub(super) fn print(tokens: &[Judged<'_>], setting: Setting) -> String {
    let mut out = String::new();
    for (index, judged) in tokens.iter().enumerate() {
        if index > 0 {
            out.push_str("\n\n");
        }
        let mut report = Report {
            out: &mut out,
            paint: setting.paint,
            reader: Reader { now: judged.now, zone: setting.zone, format: TimeFormat::Local },
            above: Above::Nothing,
        };
        let of = (tokens.len() > 1).then(|| format!("{} of {}: ", index + 1, tokens.len()));
        report.token(judged, &of.unwrap_or_default(), setting.now);
    }
    out
}

/// A name that is longer pushes no other column away.
const LONGEST_NAME: usize = 24;

/// So many keys that were tried are listed; a key set may hold thousands.
const MOST_TRIED: usize = 32;

/// What stands in the line above; sealed parts follow each other without blank lines.
#[derive(PartialEq, Eq)]
enum Above {
    Nothing,
    Sealed,
}

struct Report<'a> {
    out: &'a mut String,
    paint: Paint,
    reader: Reader,
    above: Above,
}

impl Report<'_> {
    /// What it is, what is in it, what is wrong with it; what decides comes last, where the eye is.
    fn token(&mut self, judged: &Judged<'_>, of: &str, wall: Moment) {
        let token = judged.token;
        let heading = self.paint.strong(&format!("{of}{}", kind(token)));
        let place = if token.place == "text" { String::new() } else { format!(", from {}", visible(&token.place)) };
        self.line(&format!("{heading}{}", self.paint.dim(&format!(", {} bytes{place}", token.text.len()))));
        if !token.stripped.is_empty() {
            let stripped = visible(&token.stripped.join(", ")).into_owned();
            self.line(&self.paint.dim(&format!("stripped: {stripped}")));
        }
        for part in &token.parts {
            // A payload that was given beside the token stands in its place.
            let given = judged.claimant().part(Role::Payload).filter(|_| part.role == Role::Payload);
            self.part(token, given.unwrap_or(part));
            if let (Role::Disclosure, Some(read)) = (part.role, &judged.sd_jwt) {
                self.disclosed(read, part.nth);
            }
        }
        self.findings(judged);
        self.time(judged, wall);
        if judged.judge.is_some() {
            self.verdict(judged);
        }
    }

    /// Faults and findings in one list, as the screen has them: each thing once, the worst first.
    fn findings(&mut self, judged: &Judged<'_>) {
        let claimant = judged.claimant();
        let mut remarks = remarks::list(claimant, &findings::review(claimant, judged.now));
        remarks.extend(judged.suspicions());
        remarks.sort_by_key(|remark| remark.severity);
        if remarks.is_empty() {
            return;
        }
        self.section("findings");
        for remark in remarks {
            let severity = format!("{:<7}", remark.severity.word());
            let severity = match remark.severity {
                Severity::Error => self.paint.bad(&severity),
                Severity::Warning => self.paint.warn(&severity),
                Severity::Note => self.paint.dim(&severity),
            };
            let places = remark.places.join("; ");
            let about: Vec<&str> = [remark.title, remark.source.unwrap_or_default(), &places]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect();
            let about = self.paint.dim(&format!("({})", about.join(", ")));
            self.indented(&format!("{severity}  {} {about}", remark.sentence));
        }
    }

    /// The digest of a disclosure, and whether the issuer signed it.
    fn disclosed(&mut self, read: &SdJwt, nth: usize) {
        let Some(disclosed) = read.disclosures.get(nth) else { return };
        let words = match (disclosed.flaw, read.hash) {
            (Some(flaw), _) => self.paint.bad(&flaw.to_string()),
            (None, Some(_)) => "its digest stands in the payload".to_owned(),
            (None, None) => self.paint.warn("cannot be compared: _sd_alg names a hash that is not computed here"),
        };
        self.indented(&format!("{}  {words}", self.paint.dim(&format!("digest {}", disclosed.digest))));
    }

    fn part(&mut self, token: &Token, part: &Part) {
        let name = name(token, part);
        match (part.json(), part.role) {
            (Some(document), _) => {
                self.section(&name);
                self.json(document, part.role);
            }
            (None, Role::Header | Role::Unprotected | Role::Payload) => {
                self.section(&name);
                match part.octets() {
                    [] => self.indented(&self.paint.dim("empty")),
                    octets => match part.utf8() {
                        Some(text) => text.lines().for_each(|line| self.indented(&visible(line))),
                        None => self.indented(&visible_octets(octets)),
                    },
                }
            }
            (None, _) => {
                let size = match part.octets().len() {
                    0 => "empty".to_owned(),
                    1 => "1 byte".to_owned(),
                    n => format!("{n} bytes"),
                };
                if self.above != Above::Sealed {
                    self.out.push('\n');
                }
                let name = self.paint.strong(&format!("{name:<21}"));
                self.line(&format!("{name}  {size}"));
                self.above = Above::Sealed;
            }
        }
    }

    /// The members, one a line with its comma, and what is known of each beside it.
    fn json(&mut self, document: &Document, role: Role) {
        let mut rows: Vec<(String, Option<Gloss>)> = Vec::new();
        let mut open: Vec<(u32, String, usize)> = Vec::new();
        let closing = |index: u32, rows: &mut Vec<(String, Option<Gloss>)>, open: &mut Vec<(u32, String, usize)>| {
            while let Some((_, bracket, depth)) = open.pop_if(|(next, ..)| *next <= index) {
                rows.push((format!("{}{bracket}", "  ".repeat(depth)), None));
            }
        };
        // The braces around all members are understood, where there are any.
        let root_is_open = document.root().is_some_and(|root| root.kind == JsonKind::Object && root.next > 1);
        let root_next = document.root().filter(|_| root_is_open).map_or(0, |root| root.next);
        let count = u32::try_from(document.nodes.len()).unwrap_or(u32::MAX);
        for index in u32::from(root_is_open)..count {
            closing(index, &mut rows, &mut open);
            let Some(node) = document.node(index) else { break };
            let depth = usize::from(node.depth).saturating_sub(usize::from(root_is_open));
            let name = document.raw_name(index).map(|name| format!("{}: ", visible_octets(name))).unwrap_or_default();
            let empty = node.next == index + 1;
            let container_next = open.last().map_or(root_next, |(next, ..)| *next);
            let comma = if node.next < container_next { "," } else { "" };
            let value = match node.kind {
                JsonKind::Object | JsonKind::Array if empty && node.extent == Extent::Cut => {
                    format!("{}…", visible_octets(document.raw(index)))
                }
                JsonKind::Object if !empty => "{".to_owned(),
                JsonKind::Array if !empty => "[".to_owned(),
                JsonKind::Object => "{}".to_owned(),
                JsonKind::Array => "[]".to_owned(),
                JsonKind::String
                | JsonKind::Number
                | JsonKind::True
                | JsonKind::False
                | JsonKind::Null
                | JsonKind::Broken => visible_octets(document.raw(index)).into_owned(),
            };
            let words = match (node.depth, role) {
                (1, Role::Payload) => gloss::claim(document, index, self.reader),
                (1, _) => gloss::parameter(document, index),
                _ => None,
            };
            let cut = if node.extent == Extent::Cut && !matches!(node.kind, JsonKind::Object | JsonKind::Array) {
                "…"
            } else {
                ""
            };
            // That of a container stands behind its end.
            let own_comma = if empty { comma } else { "" };
            rows.push((format!("{}{name}{value}{cut}{own_comma}", "  ".repeat(depth)), words));
            if !empty {
                let end = match (node.kind, node.extent) {
                    (_, Extent::Cut) => "…",
                    (JsonKind::Array, Extent::Whole) => "]",
                    (_, Extent::Whole) => "}",
                };
                open.push((node.next, format!("{end}{comma}"), depth));
            }
        }
        closing(u32::MAX, &mut rows, &mut open);
        // Words begin in one column, but no long value pushes it away.
        let column = rows
            .iter()
            .filter(|(_, words)| words.is_some())
            .map(|(text, _)| text.width())
            .filter(|n| *n <= 48)
            .max()
            .unwrap_or(0);
        for (text, words) in rows {
            match words {
                Some(words) => {
                    let words = self.paint.dim(&visible(&words.text()));
                    let blanks = " ".repeat(column.saturating_sub(text.width()) + 2);
                    self.indented(&format!("{text}{blanks}{words}"));
                }
                None => self.indented(&text),
            }
        }
    }

    fn time(&mut self, judged: &Judged<'_>, wall: Moment) {
        let label = self.paint.strong("time");
        match judged.token.kind {
            Kind::Unreadable => return,
            Kind::Jwe => {
                let words = "not to be seen: the claims are encrypted, and jotlab does not decrypt";
                return self.line(&format!("\n{label}  {}", self.paint.warn(words)));
            }
            Kind::Jws | Kind::Fragment => {}
        }
        let words = life_words::verdict(&judged.times, judged.now, judged.leeway()).text;
        let words = self.in_time(judged.state(), &words);
        self.line(&format!("\n{label}  {words}"));
        for (name, claim) in [("iat", &judged.times.iat), ("nbf", &judged.times.nbf), ("exp", &judged.times.exp)] {
            let name = gloss::verb(name, claim.date(), self.reader.now);
            let instant = claim.date().filter(|date| date.probably().is_none()).and_then(|date| date.moment());
            let text = match instant {
                Some(at) if self.reader.zone.civil(at).is_some() => {
                    format!("{}, {}", self.clocks(at), dates::distance(self.reader.now, at).text)
                }
                _ => match dates::claim(claim, self.reader) {
                    Some(when) => when.words().text,
                    None => continue,
                },
            };
            self.row(name, &text);
        }
        if judged.judge.is_some() {
            self.row("leeway", &duration::in_words(judged.leeway()));
        }
        if judged.now != wall {
            self.row("judged at", &self.clocks(judged.now));
        }
    }

    /// An instant in UTC, and by the clocks of the zone.
    fn clocks(&self, at: Moment) -> String {
        let zone = self.reader.zone;
        if zone.name() == "UTC" {
            return dates::utc(at);
        }
        format!("{}, {} {}", dates::utc(at), dates::local(at, zone), zone.name())
    }

    fn in_time(&self, state: State, words: &str) -> String {
        match state {
            State::Active => self.paint.good(words),
            State::Expiring | State::Leeway(_) | State::NoExpiry | State::NotYet => self.paint.warn(words),
            State::Expired | State::Unreadable => self.paint.bad(words),
        }
    }

    /// What decides, each with its reason.
    fn verdict(&mut self, judged: &Judged<'_>) {
        let words = match (judged.ok(), judged.anyone_signs()) {
            (true, false) => self.paint.good("OK"),
            (true, true) => self.paint.warn("OK, no proof: anyone can sign such a token"),
            (false, _) => self.paint.bad("NOT OK"),
        };
        let label = self.paint.strong("verdict");
        self.line(&format!("\n{label}  {words}"));
        let token = judged.token;
        // What it is about, whether it is all right, and the words.
        let mut rows = Vec::new();
        for nth in 0..token.signatures().max(1) {
            // Of an encrypted token it is said once for all recipients.
            let alone = token.signatures() < 2 || token.kind == Kind::Jwe;
            let name = if alone { "signature".to_owned() } else { format!("signature {}", nth + 1) };
            rows.extend(self.signature(judged, nth, name));
            if token.kind == Kind::Jwe {
                break;
            }
        }
        if matches!(token.kind, Kind::Jws | Kind::Fragment) {
            let words = life_words::verdict(&judged.times, judged.now, judged.leeway()).text;
            rows.push(("time".to_owned(), judged.state().acceptable(), self.in_time(judged.state(), &words)));
        }
        for fault in judged.claimant().refused_for() {
            let name = if fault.part == Some(Role::Payload) { "claims" } else { "header" };
            let row = (name.to_owned(), false, self.paint.bad(&fault.why));
            // Where each of several is, the findings say.
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        let refused = judged.sd_jwt.as_ref().and_then(SdJwt::refused_for);
        rows.extend(refused.map(|why| ("disclosures".to_owned(), false, self.paint.bad(&why))));
        let binding = judged.sd_jwt.as_ref().map(|read| &read.binding).filter(|binding| **binding != Binding::None);
        rows.extend(binding.map(|binding| {
            let paint = |words: &str| match binding {
                Binding::Proven | Binding::ProvenForSome => self.paint.good(words),
                Binding::None | Binding::NotChecked => self.paint.warn(words),
                Binding::Broken(_) => self.paint.bad(words),
            };
            ("key binding".to_owned(), binding.refused_for().is_none(), paint(&binding.to_string()))
        }));
        let mut checks: Vec<Check> = Vec::new();
        for nth in 0..token.signatures().max(1) {
            for mut check in judged.checks(nth) {
                // What the headers say may differ from one signature to the next, what the claims say does not.
                if token.signatures() > 1 && ["alg", "typ"].contains(&check.claim.as_str()) {
                    check.claim = format!("{} {}", check.claim, nth + 1);
                }
                if !checks.contains(&check) {
                    checks.push(check);
                }
            }
        }
        rows.extend(checks.into_iter().map(|check| {
            let name = visible(&check.claim).into_owned();
            match check.why {
                None => (name, true, self.paint.good("as expected")),
                Some(why) => (name, false, self.paint.bad(&why)),
            }
        }));
        let column = rows.iter().map(|(name, ..)| name.width()).filter(|width| *width <= LONGEST_NAME).max();
        for (name, is_ok, words) in rows {
            let mark = if is_ok { " ".to_owned() } else { self.paint.bad("!") };
            let blanks = " ".repeat(column.unwrap_or(0).saturating_sub(name.width()) + 2);
            self.indented(&format!("{mark} {}{blanks}{words}", self.paint.dim(&name)));
        }
    }

    /// The verdict on a signature, what else is to be known of it, and where several keys were tried, what became of each.
    fn signature(&self, judged: &Judged<'_>, nth: usize, name: String) -> Vec<(String, bool, String)> {
        let (word, reason) = judged.signature(nth);
        let verdict = judged.verdict(nth);
        let said = reason.or_else(|| verdict.by().map(|by| format!("by {}", by.words()))).unwrap_or_default();
        let words = format!("{}: {said}", word.replace('_', " ").to_uppercase());
        let valid = verdict.by().is_some();
        let words = match verdict {
            Verdict::Valid { .. } => self.paint.good(&words),
            Verdict::Unsecured | Verdict::Invalid { .. } => self.paint.bad(&words),
            Verdict::NotChecked | Verdict::CannotCheck { .. } => self.paint.warn(&words),
        };
        let mut rows = vec![(name, valid, words)];
        rows.extend(verdict.notes().iter().map(|note| (String::new(), true, self.paint.warn(&note.to_string()))));
        if let [_, _, ..] = verdict.tried() {
            let tried = verdict.tried().iter().take(MOST_TRIED);
            rows.extend(tried.map(|tried| {
                (String::new(), true, self.paint.dim(&format!("{}: {}", tried.key.words(), tried.outcome)))
            }));
            let more = verdict.tried().len().saturating_sub(MOST_TRIED);
            if more > 0 {
                rows.push((String::new(), true, self.paint.dim(&format!("and {more} keys more"))));
            }
        }
        rows
    }

    /// A date, or what dates are judged by, with its name before it.
    fn row(&mut self, name: &str, text: &str) {
        let name = self.paint.dim(&format!("{name:<10}"));
        self.indented(&format!("{name}  {text}"));
    }

    fn section(&mut self, name: &str) {
        let name = self.paint.strong(name);
        self.line(&format!("\n{name}"));
    }

    fn line(&mut self, text: &str) {
        self.above = Above::Nothing;
        // Writing into a String cannot fail.
        let _ = writeln!(self.out, "{text}");
    }

    fn indented(&mut self, text: &str) {
        self.above = Above::Nothing;
        let _ = writeln!(self.out, "  {text}");
    }
}

/// What a token is, and by which algorithms.
fn kind(token: &Token) -> String {
    let what = match token.kind {
        Kind::Jws if token.unsecured() => return "unsecured token".to_owned(),
        Kind::Jws => "signed token",
        Kind::Jwe => "encrypted token",
        Kind::Fragment => "part of a token",
        Kind::Unreadable => return "unreadable token".to_owned(),
    };
    let algs: Vec<_> = (0..token.signatures()).filter_map(|nth| token.alg_of(nth)).collect();
    match (algs.is_empty(), token.signatures(), token.kind) {
        (true, ..) => what.to_owned(),
        (false, 1, _) => format!("{what}, {}", visible(&algs.join(", "))),
        (false, many, Kind::Jwe) => format!("{what} for {many} recipients, {}", visible(&algs.join(", "))),
        (false, many, _) => format!("{what} with {many} signatures, {}", visible(&algs.join(", "))),
    }
}

/// The name of a part, with its number where there are several.
fn name(token: &Token, part: &Part) -> String {
    let name = part.role.name();
    if part.shared && part.role == Role::Unprotected {
        return format!("shared {name}");
    }
    let numbered = match part.role {
        Role::Header | Role::Unprotected | Role::Signature | Role::EncryptedKey => !part.shared,
        Role::Disclosure => return format!("{name} {}", part.nth + 1),
        Role::Payload | Role::Iv | Role::Ciphertext | Role::Tag | Role::Aad | Role::KeyBinding | Role::Surplus => false,
    };
    if numbered && token.signatures() > 1 { format!("{name} {}", part.nth + 1) } else { name.to_owned() }
}
