//! Personal data: e-mail addresses by their form, telephone numbers and the like by the name they stand under.

/// Claims in which an address is that of a service and no person's.
const SERVICES: [&str; 5] = ["iss", "aud", "azp", "client_id", "cid"];

/// Names under which personal data stands that has no form of its own, in small letters.
const NAMES: [&str; 16] = [
    "phone_number",
    "phone",
    "phonenumber",
    "mobile",
    "mobile_phone",
    "msisdn",
    "telephone",
    "birthdate",
    "date_of_birth",
    "dateofbirth",
    "dob",
    "ssn",
    "social_security_number",
    "passport_number",
    "national_id",
    "tax_id",
];

/// Is an address under this name that of a service?
pub(super) fn is_service(name: &str) -> bool {
    SERVICES.contains(&name)
}

/// Does personal data stand under this name?
pub(super) fn is_name(name: &str) -> bool {
    name.len() <= 32 && NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Is this one e-mail address, as people have them?
pub(super) fn is_email(text: &str) -> bool {
    if !text.as_bytes().contains(&b'@') {
        return false;
    }
    let text = text.trim().strip_prefix("mailto:").unwrap_or(text.trim());
    // RFC 5321 §4.5.3.1.3: a path has at most 256 octets, brackets included.
    if text.len() > 254 {
        return false;
    }
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |part: &str| {
        !part.is_empty()
            && !part.contains(|c: char| c.is_whitespace() || c.is_control() || "@/:,;<>()[]\\\"".contains(c))
    };
    plain(local)
        && plain(domain)
        && domain.split('.').count() >= 2
        && domain.split('.').all(|label| !label.is_empty())
        && domain.rsplit('.').next().is_some_and(|top| top.chars().all(char::is_alphabetic))
}
