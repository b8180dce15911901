//! What follows a compact token behind `~`: the disclosures of an SD-JWT, and the JWT that binds it to a key (RFC 9901 §4). Lines are
//! joined as long as what stands before the break is not at its end.

use super::super::base64url;
use super::super::json::Document;
use super::super::media_type;
use super::gap::{Kind, gap, is_token_char};
use super::jose_header::announced;
use super::undone::Undone;
use super::unit::{Unit, What, unit};

/// So many breaks are joined in one disclosure; each is looked at from its beginning.
const BREAKS: usize = 200;

/// The disclosures behind a token that ends at `at`, from the first `~` on, and the byte behind them; `None` where there are none.
pub(super) fn behind(
    text: &str,
    at: usize,
    mark: Option<char>,
    quote: Option<char>,
    undone: &mut Undone,
) -> Option<(String, usize)> {
    let mut seen = *undone;
    let mut next = at;
    if !unit(text, at)?.is('~') {
        next = tilde_on_the_next_line(text, at)?;
        seen.line_break();
    }
    let mut tail = String::new();
    let mut piece_from = 0;
    let mut breaks = 0;
    // The last place at which everything is a disclosure: its length, and the byte behind it.
    let mut good = None;
    loop {
        let piece = tail.get(piece_from..).unwrap_or_default();
        let Some(here) = unit(text, next) else { break };
        match here.what {
            What::Char('~') => {
                if !tail.is_empty() && !is_disclosure(piece) {
                    break;
                }
                tail.push('~');
                next = here.next;
                (piece_from, breaks) = (tail.len(), 0);
                good = Some((tail.len(), next, seen));
            }
            What::Char(c) if is_token_char(c) || c == '=' => {
                seen.unit(&here);
                tail.push(c);
                next = here.next;
            }
            What::Unseen(_) => {
                seen.unit(&here);
                next = here.next;
            }
            What::Char(_) => {
                let joined = || gap(text, next, mark, quote).filter(|gap| gap.kind == Kind::Lines).map(|gap| gap.next);
                let behind = tilde_on_the_next_line(text, next)
                    .or_else(|| joined().filter(|behind| breaks < BREAKS && goes_on(piece, text, *behind)));
                let Some(behind) = behind else { break };
                breaks += 1;
                seen.line_break();
                next = behind;
            }
        }
    }
    let piece = tail.get(piece_from..).unwrap_or_default();
    if is_key_binding(piece) {
        good = Some((tail.len(), next, seen));
    }
    let (length, end, seen) = good?;
    tail.truncate(length);
    // A tilde alone is a sentence's.
    if tail.bytes().all(|octet| octet == b'~') {
        return None;
    }
    *undone = seen;
    Some((tail, end))
}

/// Does it begin like the base64url of an array, and has no dot?
fn is_disclosure(piece: &str) -> bool {
    (piece.starts_with("Wy") || piece.starts_with("Ww")) && !piece.contains('.')
}

/// Is it a JWT that says that it binds, or for what (RFC 9901 §4.3)? Any other is a token of its own.
fn is_key_binding(piece: &str) -> bool {
    let mut segments = piece.split('.');
    let (Some(header), Some(payload), Some(_), None) =
        (segments.next(), segments.next(), segments.next(), segments.next())
    else {
        return false;
    };
    let document = |segment: &str| Document::read(base64url::read(segment).octets);
    let header = document(header);
    let says_so =
        header.get("typ").and_then(|index| header.string(index)).is_some_and(|typ| media_type::is_key_binding(&typ));
    says_so || document(payload).get("sd_hash").is_some()
}

/// The byte of a `~` that begins the line behind this break, as where a text is wrapped at its edge.
fn tilde_on_the_next_line(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let line = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?.trim_start_matches([' ', '\t']);
    line.starts_with('~').then(|| text.len() - line.len())
}

/// Does the line that begins at `next` go on with a piece, or begin the next?
fn goes_on(piece: &str, text: &str, next: usize) -> bool {
    let rest = text.get(next..).unwrap_or_default();
    let is_char = |unit: Unit| matches!(unit.what, What::Char(c) if is_token_char(c));
    if piece.is_empty() {
        return ["Wy", "Ww", "eyJ"].iter().any(|begin| rest.starts_with(begin));
    }
    if !unit(text, next).is_some_and(is_char) {
        return false;
    }
    if is_disclosure(piece) {
        return Document::read(base64url::read(piece).octets).fault.is_some();
    }
    let mut segments = piece.split('.');
    match (segments.next(), segments.next(), segments.next()) {
        (Some(header), Some(_), Some(last)) => !announced(header).last.contains(&last.len()),
        (Some(header), ..) => header.starts_with("ey"),
        (None, ..) => false,
    }
}
