//! A token as text for people: aligned, dates in words, nothing in it that a terminal would obey.

use std::fmt::Write as _;

use super::Setting;
use super::document::Judged;
use super::paint::Paint;
use crate::token::anatomy::Kind;
use crate::token::dates::{self, Reader, TimeFormat};
use crate::token::findings::{self, Severity};
use crate::token::gloss::{self, Gloss};
use crate::token::json::{Document, Extent, Kind as JsonKind};
use crate::token::life_words;
use crate::token::lifetime::State;
use crate::token::part::{Part, Role};
use crate::token::visible::{visible, visible_octets};

/// The report on these tokens.
pub(super) fn print(tokens: &[Judged<'_>], setting: Setting) -> String {
    let mut out = String::new();
    for (index, judged) in tokens.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let mut report = Report {
            out: &mut out,
            paint: setting.paint,
            reader: Reader { now: judged.now, zone: setting.zone, format: TimeFormat::Local },
        };
        let of = (tokens.len() > 1).then(|| format!("{} of {}: ", index + 1, tokens.len()));
        report.token(judged, &of.unwrap_or_default());
    }
    out
}

struct Report<'a> {
    out: &'a mut String,
    paint: Paint,
    reader: Reader,
}

impl Report<'_> {
    fn token(&mut self, judged: &Judged<'_>, of: &str) {
        let token = judged.token;
        let what = match token.kind {
            Kind::Jws if token.unsecured() => "unsecured token",
            Kind::Jws => "signed token",
            Kind::Jwe => "encrypted token",
            Kind::Fragment => "part of a token",
            Kind::Unreadable => "unreadable token",
        };
        let alg = token.alg().map(|alg| format!(", {}", visible(&alg))).unwrap_or_default();
        let place = if token.place == "text" { String::new() } else { format!(", from {}", visible(&token.place)) };
        let heading = self.paint.strong(&format!("{of}{what}{alg}"));
        self.line(&format!("{heading}{}", self.paint.dim(&format!(", {} bytes{place}", token.text.len()))));
        if !token.stripped.is_empty() {
            let stripped = visible(&token.stripped.join(", ")).into_owned();
            self.line(&self.paint.dim(&format!("stripped: {stripped}")));
        }
        for part in &token.parts {
            self.part(part);
        }
        self.time(judged);
        if judged.judge.is_some() {
            self.verdict(judged);
        }
        if !token.faults.is_empty() {
            self.section("faults");
            for fault in &token.faults {
                let code = self.paint.dim(&format!("({})", fault.code.word()));
                let line = format!("{} {}: {} {code}", self.paint.bad("!"), fault.place(), fault.why);
                self.indented(&line);
            }
        }
        self.findings(judged);
    }

    fn findings(&mut self, judged: &Judged<'_>) {
        let findings = findings::review(judged.token, judged.now);
        if findings.is_empty() {
            return;
        }
        self.section("findings");
        for finding in findings {
            let severity = format!("{:<7}", finding.severity.word());
            let severity = match finding.severity {
                Severity::Error => self.paint.bad(&severity),
                Severity::Warning => self.paint.warn(&severity),
                Severity::Note => self.paint.dim(&severity),
            };
            let source = self.paint.dim(&format!("({}, {})", finding.id.word(), finding.reference));
            self.indented(&format!("{severity}  {} {source}", finding.message));
        }
    }

    fn part(&mut self, part: &Part) {
        let name = part.role.name();
        let name = if part.nth > 0 { format!("{name} {}", part.nth + 1) } else { name.to_owned() };
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
                // Sealed parts follow each other without blank lines.
                if !self.out.ends_with("bytes\n") && !self.out.ends_with("empty\n") {
                    self.out.push('\n');
                }
                let name = self.paint.strong(&format!("{name:<21}"));
                self.line(&format!("{name}  {size}"));
            }
        }
    }

    /// The members, one a line, with what is known of each beside it.
    fn json(&mut self, document: &Document, role: Role) {
        let mut rows: Vec<(String, Option<Gloss>)> = Vec::new();
        let mut open: Vec<(u32, &str, usize)> = Vec::new();
        let closing =
            |index: u32, rows: &mut Vec<(String, Option<Gloss>)>, open: &mut Vec<(u32, &'static str, usize)>| {
                while let Some((_, bracket, depth)) = open.pop_if(|(next, ..)| *next <= index) {
                    rows.push((format!("{}{bracket}", "  ".repeat(depth)), None));
                }
            };
        let root_is_open = document.root().is_some_and(|root| matches!(root.kind, JsonKind::Object | JsonKind::Array));
        let count = u32::try_from(document.nodes.len()).unwrap_or(u32::MAX);
        for index in u32::from(root_is_open)..count {
            closing(index, &mut rows, &mut open);
            let Some(node) = document.node(index) else { break };
            let depth = usize::from(node.depth).saturating_sub(usize::from(root_is_open));
            let name = document.raw_name(index).map(|name| format!("{}: ", visible_octets(name))).unwrap_or_default();
            let empty = node.next == index + 1;
            let value = match node.kind {
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
            rows.push((format!("{}{name}{value}{cut}", "  ".repeat(depth)), words));
            if !empty {
                open.push((node.next, if node.kind == JsonKind::Array { "]" } else { "}" }, depth));
            }
        }
        closing(u32::MAX, &mut rows, &mut open);
        // Words begin in one column, but no long value pushes it away.
        let column = rows
            .iter()
            .filter(|(_, words)| words.is_some())
            .map(|(text, _)| text.chars().count())
            .filter(|n| *n <= 48)
            .max()
            .unwrap_or(0);
        for (text, words) in rows {
            match words {
                Some(words) => {
                    let words = self.paint.dim(&visible(words.text()));
                    let blanks = " ".repeat(column.saturating_sub(text.chars().count()) + 2);
                    self.indented(&format!("{text}{blanks}{words}"));
                }
                None => self.indented(&text),
            }
        }
    }

    fn time(&mut self, judged: &Judged<'_>) {
        if matches!(judged.token.kind, Kind::Jwe | Kind::Unreadable) {
            return;
        }
        let state = judged.state();
        let leeway = judged.judge.map_or(0, |judge| judge.leeway);
        let words = life_words::verdict(&judged.times, judged.now, leeway).text;
        let words = match state {
            State::Active => self.paint.good(&words),
            State::Expiring | State::Leeway(_) | State::NoExpiry | State::NotYet => self.paint.warn(&words),
            State::Expired | State::Unreadable => self.paint.bad(&words),
        };
        let label = self.paint.strong("time");
        self.line(&format!("\n{label}  {words}"));
        for (name, claim) in
            [("issued", &judged.times.iat), ("valid from", &judged.times.nbf), ("expires", &judged.times.exp)]
        {
            let past = claim.date().is_some_and(|date| date.reached(self.reader.now));
            let name = if name == "expires" && past { "expired" } else { name };
            let instant = claim.date().filter(|date| date.probably().is_none()).and_then(|date| date.moment());
            let text = match instant {
                Some(at) if self.reader.zone.civil(at).is_some() => {
                    let local = if self.reader.zone.name() == "UTC" {
                        String::new()
                    } else {
                        format!(", {} {}", dates::local(at, self.reader.zone), self.reader.zone.name())
                    };
                    format!("{}{local}, {}", dates::utc(at), dates::distance(self.reader.now, at).text)
                }
                _ => match dates::claim(claim, self.reader) {
                    Some(words) => words.text,
                    None => continue,
                },
            };
            self.indented(&format!("{} {text}", self.paint.dim(&format!("{name:<10}"))));
        }
    }

    fn verdict(&mut self, judged: &Judged<'_>) {
        self.section("verdict");
        let (signature, reason) = judged.signature();
        let words = format!("{}: {reason}", signature.replace('_', " ").to_uppercase());
        let words = if signature == "unsecured" { self.paint.bad(&words) } else { self.paint.warn(&words) };
        self.indented(&format!("{} {words}", self.paint.dim("signature ")));
        for check in judged.checks() {
            let words = match check.why {
                None => self.paint.good("as expected"),
                Some(why) => self.paint.bad(&why),
            };
            self.indented(&format!("{} {words}", self.paint.dim(&format!("{:<10}", visible(&check.claim)))));
        }
        let words = if judged.ok() { self.paint.good("OK") } else { self.paint.bad("NOT OK") };
        self.indented(&format!("{} {words}", self.paint.dim("together  ")));
    }

    fn section(&mut self, name: &str) {
        let name = self.paint.strong(name);
        self.line(&format!("\n{name}"));
    }

    fn line(&mut self, text: &str) {
        // Writing into a String cannot fail.
        let _ = writeln!(self.out, "{text}");
    }

    fn indented(&mut self, text: &str) {
        let _ = writeln!(self.out, "  {text}");
    }
}
