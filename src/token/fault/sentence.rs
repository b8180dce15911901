//! The sentences of faults: a function each, whose words are a template in `assets/words` under its id, with a place in braces for every
//! argument. Whoever reads a part calls them.

use crate::token::words::{self, sentences};

sentences! { words::fault;
    "truncated" truncated();
    "truncated.json" truncated_json(fault);
    "segment-count" segment_count(count, expected);
    "segment-count.one" one_segment(expected);
    "segment-count.encrypted" segments_encrypted();
    "segment-count.any" segments_any();
    "segment-count.signers" too_many_signers(count, what, most);
    "segment-count.disclosures" too_many_disclosures(count, most);
    "empty.header" empty_header();
    "empty.disclosure" empty_disclosure();
    "empty.payload" empty_payload();
    "empty.part" empty_part(part);
    "empty.encrypted-key" empty_encrypted_key(alg);
    "base64-char" base64_char(found);
    "base64-char.padding" early_padding();
    "base64-char.white-space" white_space(found);
    "base64-char.times" times(times);
    "base64-standard-alphabet" standard_alphabet(found, instead);
    "base64-padding" padding();
    "base64-length" length(characters);
    "base64-length.one" length_of_one();
    "base64-trailing-bits" trailing_bits(found, canonical);
    "not-utf8" not_utf8();
    "not-utf8.octets" octets();
    "not-json" not_json(expected, found);
    "not-json.text" text();
    "not-json.empty" nothing_but_space();
    "not-json.too-long" too_long(most, octets);
    "not-json.leading-zero" leading_zero();
    "not-json.control" control(found);
    "not-json.byte-order-mark" byte_order_mark();
    "not-json.expected.value" expected_value();
    "not-json.expected.value-or-bracket" expected_value_or_bracket();
    "not-json.expected.name" expected_name();
    "not-json.expected.name-or-brace" expected_name_or_brace();
    "not-json.expected.colon" expected_colon();
    "not-json.expected.comma-or-brace" expected_comma_or_brace();
    "not-json.expected.comma-or-bracket" expected_comma_or_bracket();
    "not-json.expected.end" expected_end();
    "not-json.expected.digit" expected_digit();
    "not-json.expected.word" expected_word(word);
    "not-json.expected.quote" expected_quote();
    "not-json.expected.escape" expected_escape();
    "not-json.expected.hex-digit" expected_hex_digit();
    "not-json.found.end" found_end();
    "not-json.found.quote" found_quote();
    "not-json.found.character" found_character(character);
    "not-json.found.octet" found_octet(octet);
    "not-object.claims" no_claims(is);
    "not-object.header" no_header(is);
    "duplicate-member" duplicate_member();
    "duplicate-member.named" duplicate_named(name, flaw);
    "duplicate-member.headers" in_two_headers(name, which);
    "duplicate-member.forms" both_forms(name, several);
    "lone-surrogate" lone_surrogate();
    "too-deep" too_deep(most);
    "claim-type" claim_type(name, is, should);
    "claim-type.quotes" claim_in_quotes(name, is, should);
    "param-type" param_type(name, is, should);
    "param-type.array" no_array(name, is);
    "param-type.element" no_object_in_array(name, is);
    "param-type.string" no_string(name, is);
    "alg-missing" alg_missing();
    "alg-missing.encrypted" alg_missing_encrypted();
    "alg-type" alg_type();
    "alg-none" alg_none();
    "alg-unknown" alg_unknown(name);
    "alg-unknown.empty" alg_empty(parameter, example);
    "alg-unknown.case" alg_in_other_case(name, other);
    "alg-unknown.jwk-only-signs" jwk_only_signs(name);
    "alg-unknown.jwk-only-encrypts" jwk_only_encrypts(name);
    "alg-unknown.none-encrypts" none_encrypts(name, parameter);
    "alg-unknown.signs" signs(name, parameter);
    "alg-unknown.does-not-sign" does_not_sign(name);
    "alg-unknown.is-for-alg" is_for_alg(name);
    "alg-unknown.is-for-enc" is_for_enc(name);
    "unexpected-with-none" unexpected_with_none();
    "enc-missing" enc_missing();
    "enc-missing.type" enc_type();
    "crit-malformed" crit_malformed();
    "crit-malformed.unprotected" crit_unprotected();
    "crit-malformed.twice" crit_twice(name);
    "crit-registered" crit_registered(name);
    "crit-absent" crit_absent(name);
    "crit-unknown" crit_unknown(name);
    "b64-without-crit" b64_without_crit();
    "b64-without-crit.unprotected" b64_unprotected();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_has_its_words_with_exactly_its_places() {
        words::check(words::fault_templates(), ALL);
    }

    #[test]
    fn a_value_with_braces_in_it_is_no_place() {
        assert_eq!(not_json("{found}", "}"), "expected {found}, found }");
    }
}
