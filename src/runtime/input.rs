//! Takes what the terminal has sent out of crossterm, and what was piped in out of standard input. Reached from `runtime`.

use std::io::{self, IsTerminal, Read};

use crossterm::event;

use super::clock::Clock;
use super::events::{Gather, LARGEST_PASTE};
use super::panics::survive;

/// So many panics of the parser in one round are somebody's joke.
const PARSER_PANICS: usize = 16;

/// Takes everything that has come, up to a round, into `gather`. Answers whether there was anything.
///
/// # Errors
/// The terminal cannot be read.
pub fn drain(gather: &mut Gather, clock: &Clock) -> io::Result<bool> {
    let mut any = false;
    let mut panics = 0;
    while !gather.is_full() {
        // Never a patience of zero, to which crossterm answers "nothing". Its parser panics on a mouse report at column 0.
        let event = survive(|| match event::poll(gather.patience()) {
            Ok(true) => event::read().map(Some),
            Ok(false) => Ok(None),
            Err(error) => Err(error),
        });
        match event {
            Some(event) => match event? {
                Some(event) => gather.push(clock.elapsed(), event),
                None => break,
            },
            None if panics < PARSER_PANICS => panics += 1,
            None => break,
        }
        any = true;
    }
    Ok(any)
}

/// What was piped into standard input.
#[derive(Debug, PartialEq, Eq)]
pub enum Piped {
    /// Nothing, or standard input is a terminal.
    Nothing,
    /// This text; bytes that are not UTF-8 are replaced.
    Text(String),
    /// More than the largest paste.
    TooLarge,
}

/// Reads standard input to its end, unless it is a terminal.
///
/// # Errors
/// It cannot be read.
pub fn piped() -> io::Result<Piped> {
    if io::stdin().is_terminal() {
        return Ok(Piped::Nothing);
    }
    read_all(io::stdin().lock())
}

/// The bytes of standard input to its end; none when they are more than the largest paste.
///
/// # Errors
/// It cannot be read.
pub fn octets() -> io::Result<Option<Vec<u8>>> {
    read_octets(io::stdin().lock())
}

fn read_all(from: impl Read) -> io::Result<Piped> {
    Ok(match read_octets(from)? {
        None => Piped::TooLarge,
        Some(octets) if octets.is_empty() => Piped::Nothing,
        Some(octets) => Piped::Text(
            String::from_utf8(octets).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
        ),
    })
}

fn read_octets(from: impl Read) -> io::Result<Option<Vec<u8>>> {
    // Room for any key at once: it may be one, and a vector that grows leaves copies behind.
    let mut octets = Vec::with_capacity(64 << 10);
    let limit = u64::try_from(LARGEST_PASTE).unwrap_or(u64::MAX);
    from.take(limit.saturating_add(1)).read_to_end(&mut octets)?;
    Ok((octets.len() <= LARGEST_PASTE).then_some(octets))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_is_read_to_the_limit_and_not_beyond() {
        assert_eq!(read_all(&b""[..]).unwrap(), Piped::Nothing);
        assert_eq!(read_all(&b"a\xff"[..]).unwrap(), Piped::Text("a\u{fffd}".to_owned()));
        let at_most = io::repeat(b'a').take(LARGEST_PASTE as u64);
        assert!(matches!(read_all(at_most).unwrap(), Piped::Text(text) if text.len() == LARGEST_PASTE));
        assert_eq!(read_all(io::repeat(b'a')).unwrap(), Piped::TooLarge);
    }
}
