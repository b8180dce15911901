//! Takes what opens doors out of a message and leaves its shape: signatures, refresh tokens, passwords and cookies become as many `x`.

/// The shortest run of base64url characters that is taken for a random token: 32 octets, as refresh tokens have them.
const TOKEN: usize = 43;

/// Fields of forms and members of JSON bodies whose values are secret, however short.
const SECRETS: [&str; 9] =
    ["password", "old", "new", "client_secret", "code", "code_verifier", "refresh_token", "token", "assertion"];

/// `text` with the third part of every JWT, and every run of [`TOKEN`] characters or more, replaced by as many `x`.
#[must_use]
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars() {
        if is_token(c) {
            run.push(c);
        } else {
            out.push_str(&masked_run(&run));
            run.clear();
            out.push(c);
        }
    }
    out.push_str(&masked_run(&run));
    out
}

/// The value of a header field, without what it authenticates with.
#[must_use]
pub fn header(name: &str, value: &str) -> String {
    if name.eq_ignore_ascii_case("Cookie") {
        return value.split("; ").map(cookie).collect::<Vec<_>>().join("; ");
    }
    if name.eq_ignore_ascii_case("Set-Cookie") {
        let (pair, attributes) = value.split_once(';').unwrap_or((value, ""));
        let end = if value.contains(';') { ";" } else { "" };
        return format!("{}{end}{attributes}", cookie(pair));
    }
    if name.eq_ignore_ascii_case("Authorization")
        && let Some(credentials) = value.strip_prefix("Basic ")
    {
        return format!("Basic {}", masked(credentials));
    }
    text(value)
}

/// A cookie's value; of a JWT only its signature.
#[must_use]
pub fn cookie(pair: &str) -> String {
    match pair.split_once('=') {
        Some((name, value)) => format!("{name}={}", secret(value)),
        None => text(pair),
    }
}

/// The value of a field: all of it when its name is that of a secret.
#[must_use]
pub fn field(name: &str, value: &str) -> String {
    if SECRETS.contains(&name) { secret(value) } else { text(value) }
}

/// A body: JSON and forms member by member, anything else as text.
#[must_use]
pub fn body(body: &str) -> String {
    if body.starts_with('{') { members(body) } else { form(body) }
}

/// `a=1&b=2`, in which what is escaped stays escaped.
fn form(body: &str) -> String {
    let pairs = body.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) => format!("{name}={}", field(name, value)),
        None => text(pair),
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// The strings of a JSON text, each after the name that it is the value of. Nothing else of the text changes.
fn members(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut name = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('"') {
        let (string, after) = string(after);
        let is_name = after.trim_start().starts_with(':');
        out.push_str(before);
        out.push('"');
        out.push_str(&if is_name { string.to_owned() } else { field(&name, string) });
        if is_name {
            string.clone_into(&mut name);
        }
        out.push('"');
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A JSON string up to its closing quote, and what follows the quote.
fn string(text: &str) -> (&str, &str) {
    let mut escaped = false;
    for (index, c) in text.char_indices() {
        if c == '"' && !escaped {
            let (string, after) = text.split_at_checked(index).unwrap_or((text, ""));
            return (string, after.strip_prefix('"').unwrap_or(after));
        }
        escaped = c == '\\' && !escaped;
    }
    (text, "")
}

const fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

fn masked_run(run: &str) -> String {
    if let [header, payload, signature] = *run.split('.').collect::<Vec<_>>().as_slice()
        && header.starts_with("eyJ")
    {
        return format!("{header}.{payload}.{}", masked(signature));
    }
    run.split('.')
        .map(|part| if part.len() >= TOKEN { masked(part) } else { part.to_owned() })
        .collect::<Vec<_>>()
        .join(".")
}

/// A value that is secret as a whole, but for the readable parts of a JWT.
fn secret(value: &str) -> String {
    let known = text(value);
    if known != value || value.starts_with("eyJ") { known } else { masked(value) }
}

/// As many `x` as there are characters.
pub fn masked(text: &str) -> String {
    "x".repeat(text.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RT: &str = "4jLCSADUg3Bp7gHCNCAtsO9m8Vz0haQH57vYEJ6j4AE";
    const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.seqVcPftTCz5p2OzfGtRCingj4_VNyWxgrIhngNmt_U";

    fn x(count: usize) -> String {
        "x".repeat(count)
    }

    #[test]
    fn a_token_keeps_its_header_and_payload_and_loses_its_signature() {
        let clean = format!("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.{}", x(43));
        assert_eq!(header("Authorization", &format!("Bearer {JWT}")), format!("Bearer {clean}"));
        assert_eq!(text(&format!("/profile?access_token={JWT}&a=b")), format!("/profile?access_token={clean}&a=b"));
        assert_eq!(header("Cookie", &format!("__Host-at={JWT}; theme=dark")), format!("__Host-at={clean}; theme=xxxx"));
        assert_eq!(
            header("Set-Cookie", &format!("__Host-at={JWT}; Path=/; Max-Age=300")),
            format!("__Host-at={clean}; Path=/; Max-Age=300")
        );
    }

    #[test]
    fn refresh_tokens_passwords_and_client_secrets_keep_their_length_only() {
        assert_eq!(
            body(&format!("grant_type=refresh_token&refresh_token={RT}&client_id=shop-spa")),
            format!("grant_type=refresh_token&refresh_token={}&client_id=shop-spa", x(43))
        );
        assert_eq!(
            body(r#"{"username":"user","password":"user\"pass"}"#),
            format!(r#"{{"username":"user","password":"{}"}}"#, x(10))
        );
        assert_eq!(
            body(&format!(r#"{{"access_token":"{JWT}","expires_in":300,"refresh_token":"{RT}"}}"#)),
            format!(
                r#"{{"access_token":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.{}","expires_in":300,"refresh_token":"{}"}}"#,
                x(43),
                x(43)
            )
        );
        assert_eq!(header("Authorization", "Basic YXBpOmFwaS1zZWNyZXQ="), format!("Basic {}", x(20)));
    }

    #[test]
    fn what_opens_nothing_stays() {
        for plain in
            [r#"{"sub":"user","role":"user","exp":1743001605}"#, r#"{"error":"invalid_token","n":[1,"a"]}"#, ""]
        {
            assert_eq!(body(plain), plain);
        }
        assert_eq!(header("Host", "auth.shop.test"), "auth.shop.test");
    }
}
