//! `application/x-www-form-urlencoded`: the bodies of the token endpoint, and queries.

/// Names and values in order.
pub type Fields = Vec<(String, String)>;

/// Writes fields as `a=1&b=2`.
#[must_use]
pub fn encode_form(fields: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in fields {
        if !out.is_empty() {
            out.push('&');
        }
        escape(&mut out, name);
        out.push('=');
        escape(&mut out, value);
    }
    out
}

/// Reads `a=1&b=2`; what is no escape stays as it is.
#[must_use]
pub fn decode_form(text: &str) -> Fields {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(n, v)| (unescape(n), unescape(v))).collect()
}

fn escape(out: &mut String, text: &str) {
    for octet in text.bytes() {
        match octet {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(octet)),
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{octet:02X}")),
        }
    }
}

fn unescape(text: &str) -> String {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = match (first, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        match (escaped, first) {
            (Some(octet), _) => {
                octets.push(octet);
                rest = after.get(2..).unwrap_or_default();
                continue;
            }
            (None, b'+') => octets.push(b' '),
            (None, plain) => octets.push(*plain),
        }
        rest = after;
    }
    String::from_utf8_lossy(&octets).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_reads_back_as_what_it_was_written_from() {
        let text = encode_form(&[("a b", "1&2=3"), ("ü", "%")]);
        assert_eq!(text, "a+b=1%262%3D3&%C3%BC=%25");
        assert_eq!(decode_form(&text), [("a b".into(), "1&2=3".into()), ("ü".into(), "%".into())]);
        assert_eq!(
            decode_form("a&b=%zz&&c=%4"),
            [("a".into(), String::new()), ("b".into(), "%zz".into()), ("c".into(), "%4".into())]
        );
    }
}
