//! Numbers of payment cards: the right length, the first digits of an issuer, and a check digit that fits (ISO/IEC 7812-1).

/// The least characters in which a number of a card can stand.
pub(super) const SHORTEST: usize = 13;

/// The lengths that card numbers have.
const DIGITS: std::ops::RangeInclusive<usize> = SHORTEST..=19;

/// Does this text hold the number of a card? Digits may be grouped with single blanks or hyphens.
///
/// What stands against letters, dots, underscores or a plus sign is part of something longer: an identifier, an amount, a phone number.
pub(super) fn in_text(text: &[u8]) -> bool {
    if text.len() < SHORTEST {
        return false;
    }
    let mut digits = [0_u8; 20];
    let mut count = 0_usize;
    let mut before = b' ';
    let mut attached = false;
    for (i, &octet) in text.iter().enumerate() {
        let next = text.get(i + 1).copied().unwrap_or(b' ');
        if octet.is_ascii_digit() {
            if count == 0 {
                attached = is_attached(before);
            }
            if let Some(slot) = digits.get_mut(count) {
                *slot = octet - b'0';
            }
            count += 1;
        } else if count > 0 && matches!(octet, b' ' | b'-') && before.is_ascii_digit() && next.is_ascii_digit() {
            // A group ends, the number goes on.
        } else {
            if count > 0 && !attached && !is_attached(octet) && is_card(digits.get(..count)) {
                return true;
            }
            count = 0;
        }
        before = octet;
    }
    !attached && is_card(digits.get(..count))
}

fn is_attached(neighbour: u8) -> bool {
    neighbour.is_ascii_alphanumeric() || matches!(neighbour, b'+' | b'.' | b'_' | b'-' | b'\\') || !neighbour.is_ascii()
}

fn is_card(digits: Option<&[u8]>) -> bool {
    digits.is_some_and(|digits| DIGITS.contains(&digits.len()) && has_issuer(digits) && checks(digits))
}

/// Do the first digits belong to an issuer of cards, with a length that it uses? One random number in ten has a fitting check digit.
fn has_issuer(digits: &[u8]) -> bool {
    let first = |n: usize| digits.iter().take(n).fold(0_u32, |sum, digit| sum * 10 + u32::from(*digit));
    match digits.len() {
        13 => first(1) == 4,
        14 => matches!(first(3), 300..=305 | 309) || matches!(first(2), 36 | 38 | 39),
        15 => matches!(first(2), 34 | 37),
        16 => {
            first(1) == 4
                || matches!(first(2), 51..=55 | 62 | 65)
                || matches!(first(4), 2221..=2720 | 3528..=3589 | 6011)
                || matches!(first(3), 644..=649)
        }
        17 | 18 => first(2) == 62,
        19 => first(1) == 4 || first(2) == 62 || first(4) == 6011,
        _ => false,
    }
}

/// The check of Luhn: from the right, every second digit counts twice, its own digits added.
fn checks(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(*digit);
            match (place % 2, digit) {
                (0, digit) => digit,
                (_, 0..=4) => digit * 2,
                _ => digit * 2 - 9,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}
