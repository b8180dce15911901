//! What stands before a token → where it was found, and which prefix was taken away, in words.

use super::unit::{Unseen, What, unit};

/// The longest name that is quoted from foreign text.
const LONGEST_NAME: usize = 40;
/// How far back the text is read, in bytes: far enough for `curl -X POST https://…` and the start of a URL.
const WINDOW: usize = 400;
/// How much of the beginning of a long line is read besides.
const LINE_HEAD: usize = 120;

/// What the text before a token says of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// Where it was found.
    pub place: String,
    /// `"Authorization: Bearer"`, `quotes`: what was taken away.
    pub stripped: Vec<String>,
    /// Does a colour stand directly before it?
    pub coloured: bool,
}

/// Reads what stands before `start`; `line_start` is where its line begins, `end` where the token ends.
pub fn surroundings(text: &str, line_start: usize, start: usize, end: usize) -> Surroundings {
    let mut window = start.saturating_sub(WINDOW);
    while !text.is_char_boundary(window) {
        window += 1;
    }
    let mut before = String::new();
    if line_start < window {
        let mut head = (line_start + LINE_HEAD).min(window);
        while !text.is_char_boundary(head) {
            head -= 1;
        }
        plain(text, line_start, head, &mut before);
        before.push(' ');
    }
    let coloured = plain(text, window, start, &mut before);
    let behind = unit(text, end).map(|unit| unit.what);
    let mut surroundings = read(&before, behind);
    surroundings.coloured = coloured;
    surroundings
}

/// Writes a stretch of text without its escapes; answers whether it ends with a colour.
fn plain(text: &str, from: usize, to: usize, out: &mut String) -> bool {
    let mut at = from;
    let mut coloured = false;
    while at < to {
        let Some(here) = unit(text, at) else { break };
        coloured = here.what == What::Unseen(Unseen::Ansi);
        if let What::Char(c) = here.what {
            out.push(c);
        }
        at = here.next;
    }
    coloured
}

/// A value's name and how it is joined to the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Name<'t> {
    name: &'t str,
    joint: Joint,
    /// What stands before the name.
    before: &'t str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// `name=`
    Equals,
    /// `name = "`
    Assigned,
    /// `name:`
    Colon,
    /// `"name":`
    QuotedColon,
    /// `"name", "`
    Comma,
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '“' | '”' | '„' | '‘' | '’' | '«' | '»')
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '[' | ']')
}

fn read(before: &str, behind: Option<What>) -> Surroundings {
    let mut stripped = Vec::new();
    let (rest, scheme) = without_scheme(before);
    let unquoted = rest.trim_end_matches(is_quote);
    let quoted = unquoted.len() < rest.len() || before.ends_with(is_quote);
    let name = name(unquoted, quoted, rest);
    let (place, prefix) = place(before, rest, name, scheme);
    stripped.extend(prefix.map(|prefix| format!("\"{prefix}\"")));
    // Quotes around a header line belong to what was taken away with its name.
    let closed = !stripped.is_empty() && matches!(behind, Some(What::Char(c)) if is_quote(c));
    if quoted || closed {
        stripped.push("quotes".to_owned());
    }
    Surroundings { place, stripped, coloured: false }
}

/// The text before `Bearer`, and that word.
fn without_scheme(before: &str) -> (&str, Option<&str>) {
    let trimmed = before.trim_end_matches([' ', ':', '\n']);
    for scheme in ["bearer", "dpop", "jwt", "token", "jsonwebtoken"] {
        let Some(from) = trimmed.len().checked_sub(scheme.len()) else {
            continue;
        };
        let (Some(rest), Some(word)) = (trimmed.get(..from), trimmed.get(from..)) else {
            continue;
        };
        let alone = !rest.ends_with(is_name_char);
        let glued = scheme != "bearer" && before.trim_end_matches([' ', '\n']).len() != trimmed.len();
        if word.eq_ignore_ascii_case(scheme) && alone && !glued && trimmed.len() < before.len() {
            return (rest.trim_end_matches([' ', '\n', '+', '(']), Some(word));
        }
    }
    (before, None)
}

/// The name before a value.
fn name<'t>(unquoted: &'t str, quoted: bool, rest: &'t str) -> Option<Name<'t>> {
    let text = unquoted.trim_end_matches([' ', '\n']);
    // YAML's block scalars: `key: |`, `key: >-`.
    let text = match text.trim_end_matches(['-', '+']).strip_suffix(['|', '>']) {
        Some(block) if block.trim_end().ends_with(':') => block.trim_end(),
        _ => text,
    };
    let last = text.chars().next_back()?;
    let text = text.get(..text.len() - last.len_utf8())?.trim_end();
    let named = text.trim_end_matches(is_quote);
    let name_quoted = named.len() < text.len();
    let start = named
        .rfind(|c| !is_name_char(c))
        .map_or(0, |at| at + named.get(at..).and_then(|c| c.chars().next()).map_or(1, char::len_utf8));
    let (before, name) = (named.get(..start)?, named.get(start..)?);
    if name.is_empty() {
        return None;
    }
    let joint = match (last, name_quoted) {
        ('=', _) if rest.ends_with('=') => Joint::Equals,
        ('=', _) if quoted && rest.trim_end_matches(is_quote).ends_with('=') => Joint::Equals,
        ('=', _) => Joint::Assigned,
        (':', true) => Joint::QuotedColon,
        (':', false) => Joint::Colon,
        (',', true) => Joint::Comma,
        _ => return None,
    };
    Some(Name { name, joint, before })
}

/// The place in words, and the prefix that was taken away.
fn place(all: &str, rest: &str, name: Option<Name<'_>>, scheme: Option<&str>) -> (String, Option<String>) {
    let bearer = scheme.map(str::to_owned);
    let Some(Name { name, joint, before }) = name else {
        let line = line(rest);
        let word = rest.rsplit(|c: char| c.is_whitespace() || is_quote(c)).next().unwrap_or_default();
        let place = if scheme.is_some() {
            within_curl(all, "Authorization header".to_owned())
        } else if word.contains("://") && rest.ends_with('/') {
            "URL path".to_owned()
        } else if let Some(element) = element(line) {
            format!("element \"{}\"", short(element))
        } else {
            "text".to_owned()
        };
        return (place, bearer);
    };
    let line = line(before);
    let lower = line.to_ascii_lowercase();
    let quoted = short(name);
    let glued = match joint {
        Joint::Equals => Some(format!("{quoted}=")),
        Joint::Colon => Some(format!("{quoted}:")),
        Joint::Assigned | Joint::QuotedColon | Joint::Comma => None,
    };
    let prefix = match (glued, bearer) {
        (Some(glued), Some(bearer)) if glued.ends_with('=') => Some(format!("{glued}{bearer}")),
        (Some(glued), Some(bearer)) => Some(format!("{glued} {bearer}")),
        (glued, bearer) => glued.or(bearer),
    };
    match joint {
        Joint::Equals => {
            let word = before.rsplit(|c: char| c.is_whitespace() || is_quote(c)).next().unwrap_or_default();
            let place = if lower.contains("set-cookie:") {
                format!("Set-Cookie header \"{quoted}\"")
            } else if lower.contains("cookie:")
                || lower.contains("--cookie")
                || line.trim_end_matches(is_quote).ends_with("-b ")
            {
                let cookie = format!("cookie \"{quoted}\"");
                let prefix =
                    if lower.trim_end().ends_with("cookie:") { Some(format!("Cookie: {quoted}=")) } else { prefix };
                return (within_curl(all, cookie), prefix);
            } else if is_url(word) {
                let kind = if word.contains('#') { "URL fragment parameter" } else { "URL query parameter" };
                format!("{kind} \"{quoted}\"")
            } else if line.rfind('<').is_some_and(|tag| !line.get(tag..).unwrap_or_default().contains('>')) {
                format!("attribute \"{quoted}\"")
            } else if is_variable(line, name) {
                format!("environment variable \"{quoted}\"")
            } else {
                within_curl(all, format!("form field \"{quoted}\""))
            };
            (place, prefix)
        }
        Joint::Assigned => (format!("variable \"{quoted}\""), scheme.map(str::to_owned)),
        Joint::Colon | Joint::QuotedColon | Joint::Comma => {
            let sibling = (name.eq_ignore_ascii_case("value")).then(|| sibling(before)).flatten();
            let header = header(sibling.unwrap_or(name), scheme);
            let place = match (header, joint) {
                (Some(header), _) => format!("{header} header"),
                (None, Joint::QuotedColon) => {
                    format!("JSON member \"{}\"", short(sibling.unwrap_or(name)))
                }
                (None, Joint::Comma) => "text".to_owned(),
                (None, Joint::Colon) if line.trim_matches([' ', '-', '+', '>', '#']).is_empty() => {
                    format!("YAML key \"{quoted}\"")
                }
                (None, Joint::Colon | Joint::Equals | Joint::Assigned) => "text".to_owned(),
            };
            (within_curl(all, place), prefix)
        }
    }
}

/// A header's name as it is usually written, if this is one.
fn header(name: &str, scheme: Option<&str>) -> Option<String> {
    let known =
        ["Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "DPoP", "Location", "WWW-Authenticate"];
    if let Some(known) = known.iter().find(|known| known.eq_ignore_ascii_case(name)) {
        return Some((*known).to_owned());
    }
    let extension =
        name.get(..2).is_some_and(|x| x.eq_ignore_ascii_case("x-")) || (scheme.is_some() && name.contains('-'));
    extension.then(|| short(name))
}

/// HAR writes a header as `"name": "Authorization", "value": "…"`.
fn sibling(before: &str) -> Option<&str> {
    let object = before.get(before.rfind('{')?..)?;
    let value =
        object.get(object.find("\"name\"")? + 6..)?.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    value.get(..value.find('"')?).filter(|name| !name.is_empty() && name.chars().all(is_name_char))
}

/// The element that a token is the text of: `<token>eyJ…`.
fn element(line: &str) -> Option<&str> {
    let inside = line.trim_end().strip_suffix('>')?;
    let tag = inside.get(inside.rfind('<')? + 1..)?;
    let name = tag.split(' ').next().unwrap_or_default();
    (!name.is_empty() && name.starts_with(char::is_alphabetic) && name.chars().all(is_name_char)).then_some(name)
}

/// Has the word before a name the look of a URL's beginning?
fn is_url(word: &str) -> bool {
    let end = word.trim_end_matches("amp;");
    end.ends_with(['?', '&', '#'])
        && (word.contains("://") || word.starts_with('/') || word.contains('?') || word.contains('#'))
}

/// Is it set as an environment variable?
fn is_variable(line: &str, name: &str) -> bool {
    let line = line.trim_end().trim_start_matches(['+', '-', ' ', '>']);
    let set = ["export", "set", "ENV", "env", "-e", "--env", "setx", "$env:"];
    set.iter().any(|set| line.ends_with(set))
        || (line.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'))
}

/// `curl command, …` where the line, or the command that it continues, is one.
fn within_curl(all: &str, place: String) -> String {
    let Some(command) = all.rfind("curl").and_then(|at| all.get(at..)) else {
        return place;
    };
    let one = command.split('\n').rev().skip(1).all(|line| line.trim_end().ends_with(['\\', '^', '`']));
    let called = command.strip_prefix("curl").is_some_and(|rest| rest.starts_with([' ', '.']));
    match (one && called, place.as_str()) {
        (true, "text") => "curl command".to_owned(),
        (true, _) => format!("curl command, {place}"),
        (false, _) => place,
    }
}

fn line(before: &str) -> &str {
    before.rsplit('\n').next().unwrap_or_default()
}

fn short(name: &str) -> String {
    name.chars().take(LONGEST_NAME).collect()
}
