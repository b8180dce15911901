//! The media types of a token and of what it holds.

/// Does this `typ` say that a JWT binds an SD-JWT to a key (RFC 9901 §4.3)? `application/` may be left out (RFC 7515 §4.1.9), capitals do
/// not count.
#[must_use]
pub fn is_key_binding(typ: &str) -> bool {
    typ.eq_ignore_ascii_case("kb+jwt") || typ.eq_ignore_ascii_case("application/kb+jwt")
}

/// Does this media type say that the content is a JWT? Written in capitals, but others are to be taken too (RFC 7519 §5.2).
#[must_use]
pub fn is_jwt(cty: &str) -> bool {
    cty.eq_ignore_ascii_case("jwt") || cty.eq_ignore_ascii_case("application/jwt")
}
