//! What Inspect asks for in a prompt or a menu over it.

/// What Inspect asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The instant at which to judge tokens.
    JudgeAt,
    /// The leeway.
    Leeway,
    /// What is expected of this.
    Expect(Expected),
    /// Text to look for.
    Find,
    /// The file with the payload of a token that has none in it.
    Payload,
}

/// What can be expected of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// `iss`.
    Issuer,
    /// `aud`.
    Audience,
    /// `typ`.
    Type,
    /// `alg`.
    Algorithm,
}

/// What an item of a menu of Inspect does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Asks this.
    Ask(Question),
    /// Compares with this token of the list, from 0.
    Compare(usize),
}
