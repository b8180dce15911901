//! Base64 of a text → that text, so that the tokens in a Kubernetes secret are found.

use std::ops::Range;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::gap::{Kind, gap};
use super::json_prefix::sextet;

/// Shorter than this, nothing encoded can hold a token.
const SHORTEST: usize = 40;
/// How many characters must decode to readable ones before the whole is decoded.
const PROBE: usize = 32;

/// A run of base64 that holds text.
pub struct Encoded {
    /// The text.
    pub text: String,
    /// Where the run stands.
    pub at: Range<usize>,
}

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// The text that is encoded at `start`, over as many full lines as there are.
pub fn encoded(text: &str, start: usize) -> Option<Encoded> {
    if !holds_text(text.as_bytes().get(start..)?) {
        return None;
    }
    let mut run = run(text, start)?.to_owned();
    let mut end = start + run.len();
    let width = run.len();
    let mut line = width;
    while line == width
        && let Some(gap) = gap(text, end, None, None).filter(|gap| gap.kind == Kind::Lines)
        && let Some(next) = self::run(text, gap.next).filter(|next| !next.is_empty() && next.len() <= width)
    {
        run.push_str(next);
        end = gap.next + next.len();
        line = next.len();
    }
    if run.len() < SHORTEST {
        return None;
    }
    let mut octets = LENIENT.decode(&run).ok();
    if octets.is_none() {
        // The last line was a word that only follows.
        let whole = run.len() - line;
        octets = LENIENT.decode(run.get(..whole)?).ok();
    }
    let padding = text.get(end..)?.bytes().take(2).take_while(|&b| b == b'=').count();
    String::from_utf8(octets?).ok().map(|text| Encoded { text, at: start..end + padding })
}

fn run(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    rest.get(..rest.bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b'+' || b == b'/')).unwrap_or(rest.len()))
}

/// Do the first characters decode to readable ASCII? Stops at the first that does not.
fn holds_text(rest: &[u8]) -> bool {
    let mut bits = 0_u32;
    let mut bit_count = 0;
    for &character in rest.iter().take(PROBE) {
        let Some(value) = sextet(character).filter(|_| character != b'-' && character != b'_') else {
            return false;
        };
        bits = bits << 6 | u32::from(value);
        bit_count += 6;
        if bit_count >= 8 {
            bit_count -= 8;
            if !matches!((bits >> bit_count).to_le_bytes()[0], 0x20..=0x7e | b'\t' | b'\r' | b'\n') {
                return false;
            }
        }
    }
    rest.len() >= PROBE
}
