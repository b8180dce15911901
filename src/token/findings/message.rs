//! What findings say: a function each, whose words are a template in `assets/words` under its id, with a place in braces for every
//! argument. Whoever finds something calls them.

use crate::token::words::{self, sentences};

sentences! { words::message;
    "alg-none" alg_none(parameter);
    "alg-none.spelling" none_in_another_spelling(parameter, name);
    "alg-unknown" alg_unknown(name);
    "alg-prohibited" alg_prohibited(name, instead);
    "alg-prohibited.instead-of-signing" instead_of_signing();
    "alg-prohibited.instead-of-encrypting" instead_of_encrypting();
    "alg-misplaced" alg_misplaced(name, does, parameter);
    "alg-misplaced.signs" signs();
    "alg-misplaced.encrypts-keys" encrypts_keys();
    "alg-misplaced.encrypts-content" encrypts_content();
    "alg-misplaced.labels-keys" labels_keys();
    "rsa1-5" rsa1_5();
    "p2c-large" p2c_large();
    "p2c-small" p2c_small();
    "duplicate-member.serialization" twice_in_the_serialization();
    "alg-missing" alg_missing();
    "alg-missing.type" alg_is_no_string();
    "enc-missing" enc_missing();
    "enc-missing.type" enc_is_no_string();
    "crit-malformed" crit_malformed();
    "crit-malformed.absent" crit_absent();
    "crit-malformed.registered" crit_registered();
    "crit-unknown" crit_unknown();
    "b64-without-crit" b64_without_crit();
    "duplicate-member" duplicate_member(name);
    "base64-not-url" other_alphabet(part);
    "base64-not-url.padding" padded(part);
    "base64-trailing-bits" trailing_bits(part);
    "jwe-zip" jwe_zip();
    "jwk-in-header" jwk_in_header();
    "x5c-in-header" x5c_in_header();
    "unencoded-payload" unencoded_payload();
    "no-exp" no_exp();
    "no-aud" no_aud();
    "no-aud.nobody" aud_names_nobody();
    "no-jti" no_jti();
    "no-iss" no_iss();
    "no-sub" no_sub();
    "no-typ" no_typ();
    "iat-future" iat_future();
    "exp-before-iat" exp_before_iat();
    "exp-before-nbf" exp_before_nbf();
    "ten-years" ten_years();
    "long-lived.more" more_than_a_day();
    "nested-jwt" nested_jwt();
    "nested-jwt.announced" nested_jwt_announced();
    "nested-jwt.encrypted" nested_jwt_encrypted();
    "long-lived" long_lived(life);
    "jku-in-header" key_in_address(parameter);
    "key-url-insecure" key_url_insecure(parameter);
    "kid-injection.path" kid_looks_like_path();
    "kid-injection.sql" kid_looks_like_sql();
    "kid-injection.shell" kid_looks_like_shell();
    "kid-injection.ldap" kid_looks_like_ldap();
    "kid-url" kid_url();
    "signature-length" signature_length(length, alg, due);
    "signature-length.none" no_signature(alg);
    "signature-length.der" der_signature(length, alg, due);
    "signature-length.rsa" rsa_signature_length(length, alg);
    "signature-length.eddsa" eddsa_signature_length(length, alg);
    "sealed-length" sealed_length(part, length, enc, due);
    "sealed-length.key" sealed_key(length, alg);
    "rsa-short-key" rsa_short_key(bits);
    "too-long-for-header" too_long_for_header(length);
    "too-long-for-cookie" too_long_for_cookie(length);
    "odd-type" odd_type(name, is, should);
    "odd-type.holds" holds_other_values(name, should);
    "claim-type" claim_type(why);
    "exp-milliseconds" exp_milliseconds(unit);
    "nbf-milliseconds" nbf_milliseconds(unit);
    "date-milliseconds" date_milliseconds(name, unit);
    "personal-data" personal_data(name, more);
    "personal-data.more" and_more_members(count);
    "hidden-characters" hidden_characters(name, characters);
    "hidden-characters.name" hidden_in_name(name, characters);
    "hidden-characters.several" several_characters(count, code);
    "mixed-scripts" mixed_scripts(name, code);
    "mixed-scripts.name" mixed_scripts_in_name(name, code);
    "token-in-claims" token_in_claims(name);
    "secret-in-claims" secret_in_claims(name);
    "private-key" private_key(name);
    "card-number" card_number(name);
    "text" the_text();
    "more" and_more(count);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_has_its_words_with_exactly_its_places() {
        words::check(words::message_templates(), ALL);
    }
}
