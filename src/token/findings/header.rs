//! One JOSE header, parameter by parameter.

use super::id::Id;
use super::notes::Notes;
use super::{algorithm, key_source, kid, message, nested};
use crate::token::anatomy::Kind;
use crate::token::json::{Document, Kind as JsonKind};
use crate::token::part::Part;

/// Notes what stands in the header `part`.
pub(super) fn review(notes: &mut Notes<'_>, part: &Part, header: &Document) {
    let proof = header
        .members(0)
        .filter(|index| header.name(*index).is_some_and(|name| name == "typ"))
        .filter_map(|index| header.string(index))
        .any(|typ| typ.eq_ignore_ascii_case("dpop+jwt") || typ.eq_ignore_ascii_case("application/dpop+jwt"));
    for index in header.members(0) {
        let Some((name, node)) = header.name(index).zip(header.node(index)) else { continue };
        match &*name {
            "alg" | "enc" => algorithm::review(notes, part, header, index, &name),
            "p2c" => algorithm::review_iterations(notes, part, header, index),
            "zip" if notes.token.kind == Kind::Jwe => notes.at(Id::JweZip, part, index, message::jwe_zip),
            // A DPoP proof carries its key: that is what it proves (RFC 9449 §4.2).
            "jwk" if !proof => notes.at(Id::JwkInHeader, part, index, message::jwk_in_header),
            "jku" | "x5u" => key_source::review_address(notes, part, header, index, &name),
            "x5c" => notes.at(Id::X5cInHeader, part, index, message::x5c_in_header),
            "kid" => kid::review(notes, part, header, index),
            "cty" => nested::review_content_type(notes, part, header, index),
            "b64" if node.kind == JsonKind::False && notes.token.kind != Kind::Jwe => {
                notes.at(Id::UnencodedPayload, part, index, message::unencoded_payload);
            }
            _ => {}
        }
    }
}
