//! How a token can be written down.

/// How a token was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Segments joined by dots (RFC 7515 §3.1, RFC 7516 §3.1); any number of segments.
    Compact,
    /// A JSON object, flattened or general (RFC 7515 §7.2, RFC 7516 §7.2).
    Json,
    /// A compact token that somebody cut off, with an ellipsis or at its end.
    Fragment,
}
