//! The length of the token against what carries it.

use super::id::Id;
use super::message;
use super::notes::Notes;
use crate::token::find::Form;

/// What a browser must keep of one cookie, name and attributes included, in bytes (RFC 6265 §6.1); most keep no more.
const COOKIE: usize = 4096;

/// What a server takes in one header line by default, in bytes: nginx 8192 (`large_client_header_buffers`), Apache 8190
/// (`LimitRequestFieldSize`), Tomcat 8192 and Node.js 16384 for all of them together.
const HEADER_LINE: usize = 8192;

/// Notes a token that does not travel well. The JSON serialization never travels in a header.
pub(super) fn review(notes: &mut Notes<'_>) {
    let length = notes.token.text.len();
    if notes.token.form == Form::Json {
        return;
    }
    if length > HEADER_LINE {
        notes.whole(Id::TooLongForHeader, || message::too_long_for_header(length));
    } else if length > COOKIE {
        notes.whole(Id::TooLongForCookie, || message::too_long_for_cookie(length));
    }
}
