//! `jku` and `x5u`: the token says where its key is to be had.

use super::id::Id;
use super::message;
use super::notes::Notes;
use crate::token::json::Document;
use crate::token::part::Part;

/// Notes the address at `index`, the value of `parameter`.
pub(super) fn review_address(notes: &mut Notes<'_>, part: &Part, header: &Document, index: u32, parameter: &str) {
    let id = if parameter == "jku" { Id::JkuInHeader } else { Id::X5uInHeader };
    notes.at(id, part, index, || message::key_in_address(parameter));
    let secure = |address: &str| address.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"));
    if header.string(index).is_some_and(|address| !secure(&address)) {
        let reference = if parameter == "jku" { "RFC 7515 §4.1.2" } else { "RFC 7515 §4.1.5" };
        notes.at_by(Id::KeyUrlInsecure, reference, part, index, || message::key_url_insecure(parameter));
    }
}
