//! DER, as much of it as keys are written in: definite, shortest lengths and small tags (X.690 §10, §11). One value after the other, no recursion.

use zeroize::Zeroizing;

use super::secret::Secret;

/// `INTEGER`.
pub const INTEGER: u8 = 0x02;
/// `BIT STRING`.
pub const BIT_STRING: u8 = 0x03;
/// `OCTET STRING`.
pub const OCTET_STRING: u8 = 0x04;
/// `NULL`.
pub const NULL: u8 = 0x05;
/// `OBJECT IDENTIFIER`.
pub const OID: u8 = 0x06;
/// `SEQUENCE`.
pub const SEQUENCE: u8 = 0x30;

/// The values are not what they should be, or not DER.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

/// What is still to be read.
#[derive(Clone, Copy)]
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Reads values from the start of `octets`.
    pub const fn new(octets: &'a [u8]) -> Self {
        Self(octets)
    }

    /// Whether nothing is left.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tag of the next value.
    pub fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    /// The next value, whatever it is: its tag and its contents.
    pub fn any(&mut self) -> Result<(u8, &'a [u8]), Malformed> {
        let (&tag, rest) = self.0.split_first().ok_or(Malformed)?;
        // The long form of a tag is in no key.
        if tag & 0x1f == 0x1f {
            return Err(Malformed);
        }
        let (&first, rest) = rest.split_first().ok_or(Malformed)?;
        let (length, rest) = match first {
            0..0x80 => (usize::from(first), rest),
            // Four octets of length are more than any key has.
            0x81..=0x84 => {
                let (octets, rest) = rest.split_at_checked(usize::from(first & 0x7f)).ok_or(Malformed)?;
                let length = octets
                    .iter()
                    .try_fold(0_usize, |length, octet| length.checked_mul(256)?.checked_add(usize::from(*octet)));
                let shortest = octets.first() != Some(&0) && length.is_some_and(|length| length >= 0x80);
                (length.filter(|_| shortest).ok_or(Malformed)?, rest)
            }
            0x80 | 0x85.. => return Err(Malformed),
        };
        let (contents, rest) = rest.split_at_checked(length).ok_or(Malformed)?;
        self.0 = rest;
        Ok((tag, contents))
    }

    /// The contents of the next value, which must have this tag.
    pub fn take(&mut self, tag: u8) -> Result<&'a [u8], Malformed> {
        match self.any()? {
            (found, contents) if found == tag => Ok(contents),
            _ => Err(Malformed),
        }
    }

    /// The contents of the next value if it has this tag; otherwise nothing is read.
    pub fn take_if(&mut self, tag: u8) -> Result<Option<&'a [u8]>, Malformed> {
        if self.peek() == Some(tag) { self.take(tag).map(Some) } else { Ok(None) }
    }

    /// The values inside the next one, a `SEQUENCE`.
    pub fn sequence(&mut self) -> Result<Self, Malformed> {
        self.take(SEQUENCE).map(Self)
    }

    /// The octets of an `INTEGER` that is not negative, without leading zeros; none for zero.
    pub fn unsigned(&mut self) -> Result<&'a [u8], Malformed> {
        match self.take(INTEGER)? {
            [0] => Ok(&[]),
            [0, rest @ ..] if rest.first().is_some_and(|first| first & 0x80 != 0) => Ok(rest),
            number @ [1..=0x7f, ..] => Ok(number),
            _ => Err(Malformed),
        }
    }

    /// The octets of a `BIT STRING` of whole octets.
    pub fn bit_octets(&mut self) -> Result<&'a [u8], Malformed> {
        whole_octets(self.take(BIT_STRING)?)
    }

    /// Everything must have been read.
    pub const fn finish(self) -> Result<(), Malformed> {
        if self.0.is_empty() { Ok(()) } else { Err(Malformed) }
    }
}

/// The octets of a `BIT STRING`'s contents; only whole ones are in keys.
pub fn whole_octets(contents: &[u8]) -> Result<&[u8], Malformed> {
    match contents {
        [0, octets @ ..] => Ok(octets),
        _ => Err(Malformed),
    }
}

/// Whether `octets` are one `SEQUENCE` of whole values and nothing else, whatever they mean.
pub fn is_sequence(octets: &[u8]) -> bool {
    let mut outer = Reader::new(octets);
    let Ok(mut inner) = outer.sequence() else { return false };
    while !inner.is_empty() {
        if inner.any().is_err() {
            return false;
        }
    }
    outer.is_empty()
}

/// Whether `octets` begin as keys and certificates do, broken off or not.
pub fn begins_like_key(octets: &[u8]) -> bool {
    let body = match octets {
        [SEQUENCE, ..=0x7f, body @ ..] | [SEQUENCE, 0x81, _, body @ ..] | [SEQUENCE, 0x82, _, _, body @ ..] => body,
        _ => return false,
    };
    // A version; a modulus; an algorithm; the body of something signed.
    matches!(
        body,
        [INTEGER, 1, 0 | 1 | 3, ..] | [INTEGER, 0x81 | 0x82, ..] | [SEQUENCE, _, OID, ..] | [SEQUENCE, 0x81 | 0x82, ..]
    )
}

/// An object identifier in digits and dots: `1.2.840.113549.1.1.1`.
pub fn dotted(oid: &[u8]) -> String {
    let mut numbers = Vec::new();
    let mut number = 0_u128;
    for octet in oid {
        number = number.saturating_mul(128).saturating_add(u128::from(octet & 0x7f));
        if octet & 0x80 == 0 {
            numbers.push(std::mem::take(&mut number));
        }
    }
    // The first number holds two (X.690 §8.19.4).
    let mut names = Vec::new();
    for (index, number) in numbers.into_iter().enumerate() {
        if index == 0 {
            let root = (number / 40).min(2);
            names.push(root.to_string());
            names.push((number - root * 40).to_string());
        } else {
            names.push(number.to_string());
        }
    }
    names.join(".")
}

/// A value made of others, which may be secret.
pub fn value(tag: u8, parts: &[&[u8]]) -> Secret {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    // Room for all of it at once: a vector that grows leaves copies behind.
    let mut out = Zeroizing::new(Vec::with_capacity(length.saturating_add(6)));
    out.push(tag);
    match u8::try_from(length) {
        Ok(short @ 0..0x80) => out.push(short),
        Ok(_) | Err(_) => {
            let octets = length.to_be_bytes();
            let significant = octets.iter().skip_while(|octet| **octet == 0);
            out.push(0x80 | u8::try_from(significant.clone().count()).unwrap_or(0x7f));
            out.extend(significant);
        }
    }
    for part in parts {
        out.extend_from_slice(part);
    }
    Secret::new(std::mem::take(&mut out))
}

/// An `INTEGER` that is not negative.
pub fn integer(octets: &[u8]) -> Secret {
    let significant = trim(octets);
    match significant.first() {
        Some(0..0x80) => value(INTEGER, &[significant]),
        Some(_) | None => value(INTEGER, &[&[0], significant]),
    }
}

/// A number without its leading zeros.
pub fn trim(octets: &[u8]) -> &[u8] {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    octets.get(zeros..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn any(octets: &[u8]) -> Result<(u8, &[u8]), Malformed> {
        Reader::new(octets).any()
    }

    #[test]
    fn a_length_is_written_in_one_way() {
        assert_eq!(any(&[4, 1, 9]), Ok((4, &[9][..])));
        assert_eq!(any(&[4, 2, 9]), Err(Malformed));
        assert_eq!(any(&[4, 0x80, 9, 0, 0]), Err(Malformed));
        assert_eq!(any(&[4, 0x81, 1, 9]), Err(Malformed));
        let long = |length: &[u8], n: usize| [&[4], length, &vec![7; n]].concat();
        assert_eq!(any(&long(&[0x81, 0x7f], 0x7f)), Err(Malformed));
        assert_eq!(any(&long(&[0x81, 0x80], 0x80)), Ok((4, &[7; 0x80][..])));
        assert_eq!(any(&long(&[0x82, 0, 0x80], 0x80)), Err(Malformed));
        assert_eq!(any(&long(&[0x82, 1, 0], 0x100)), Ok((4, &[7; 0x100][..])));
        assert_eq!(any(&[4, 0x84, 0xff, 0xff, 0xff, 0xff, 1]), Err(Malformed));
        assert_eq!(any(&[4, 0x85, 0, 0, 0, 0, 1, 1]), Err(Malformed));
        assert_eq!(any(&[0x1f, 1, 1]), Err(Malformed));
    }

    #[test]
    fn a_number_is_written_in_one_way() {
        let unsigned = |octets: &'static [u8]| Reader::new(octets).unsigned();
        assert_eq!(unsigned(&[2, 1, 0]), Ok(&[][..]));
        assert_eq!(unsigned(&[2, 1, 0x7f]), Ok(&[0x7f][..]));
        assert_eq!(unsigned(&[2, 2, 0, 0x80]), Ok(&[0x80][..]));
        assert_eq!(unsigned(&[2, 2, 0, 0x7f]), Err(Malformed));
        assert_eq!(unsigned(&[2, 1, 0x80]), Err(Malformed));
        assert_eq!(unsigned(&[2, 0]), Err(Malformed));
    }

    #[test]
    fn what_is_written_reads_back() {
        for n in [0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x1_0000] {
            let octets = vec![7; n];
            let written = value(OCTET_STRING, &[&octets]);
            let mut reader = Reader::new(written.reveal());
            assert_eq!(reader.take(OCTET_STRING), Ok(&octets[..]));
            assert_eq!(reader.finish(), Ok(()));
        }
        for number in [&[][..], &[1], &[0x7f], &[0x80], &[0, 0, 0x80, 1]] {
            assert_eq!(Reader::new(integer(number).reveal()).unsigned(), Ok(trim(number)));
        }
    }

    #[test]
    fn an_object_identifier_is_shown_with_dots() {
        assert_eq!(dotted(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1]), "1.2.840.113549.1.1.1");
        assert_eq!(dotted(&[0x2b, 0x65, 0x70]), "1.3.101.112");
        assert_eq!(dotted(&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x11]), "2.16.840.1.101.3.4.3.17");
        assert_eq!(dotted(&[]), "");
    }

    #[test]
    fn a_sequence_is_whole_values_to_its_end() {
        assert!(is_sequence(&[0x30, 3, 2, 1, 5]));
        assert!(is_sequence(&[0x30, 0]));
        assert!(!is_sequence(&[0x30, 3, 2, 1, 5, 0]));
        assert!(!is_sequence(&[0x30, 3, 2, 2, 5]));
    }
}
