//! The media types of a token and of what it holds.

/// Does this media type say that the content is a JWT? Written in capitals, but others are to be taken too (RFC 7519 §5.2).
#[must_use]
pub fn is_jwt(cty: &str) -> bool {
    cty.eq_ignore_ascii_case("jwt") || cty.eq_ignore_ascii_case("application/jwt")
}
