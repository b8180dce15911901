//! Every token in a pasted text is found: exact, once, in order; and nothing else is.
//!
//! The tokens are those of the RFCs and of the article. A property that fails prints its smallest input and its seed.
#![allow(clippy::print_stdout, reason = "the measurements are printed")]

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jotlab::token::find::{Form, Found, find};
use proptest::prelude::*;

const USER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyIiwicm9sZSI6InVzZXIiLCJpYXQiOjE3NDMwMDEzMDUsImV4cCI6MTc0MzAwMzEwNX0.seqVcPftTCz5p2OzfGtRCingj4_VNyWxgrIhngNmt_U";
const ADMIN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZG1pbiIsInJvbGUiOiJhZG1pbiIsImlhdCI6MTc0MzAwMjY3OCwiZXhwIjoxNzQzMDA0NDc4fQ.sA8Wpv6zK8qHXTWi_WMKaM31XY9XhUi3QDR7alxgqOU";
const RS256: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
const ES512: &str = "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn";
const UNSECURED: &str = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.";
const GENERAL: &str = r#"{"payload":"eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ","signatures":[{"protected":"eyJhbGciOiJSUzI1NiJ9","header":{"kid":"2010-12-29"},"signature":"cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"},{"protected":"eyJhbGciOiJFUzI1NiJ9","header":{"kid":"e9bc097a-ce51-4036-9562-d2ade882db0d"},"signature":"DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"}]}"#;
const FLATTENED: &str = r#"{"payload":"eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ","protected":"eyJhbGciOiJFUzI1NiJ9","header":{"kid":"e9bc097a-ce51-4036-9562-d2ade882db0d"},"signature":"DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"}"#;
const JWE_RSA: &str = "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGeipsEdY3mx_etLbbWSrFr05kLzcSr4qKAq7YN7e9jwQRb23nfa6c9d-StnImGyFDbSv04uVuxIp5Zms1gNxKKK2Da14B8S4rzVRltdYwam_lDp5XnZAYpQdb76FdIKLaVmqgfwX7XWRxv2322i-vDxRfqNzo_tETKzpVLzfiwQyeyPGLBIO56YJ7eObdv0je81860ppamavo35UgoRdbYaBcoh9QcfylQr66oc6vFWXRcZ_ZT2LawVCWTIy3brGPi6UklfCpIMfIjf7iGdXKHzg.48V1_ALb6US04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A.XFBoMYUZodetZdvTiFvSkQ";
const JWE: &str = "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ";
const EDDSA: &str = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
const DETACHED: &str =
    "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY";
const OPAQUE: &str = "eyJhbGciOiJIUzI1NiIsImtpZCI6IjAxOGMwYWU1LTRkOWItNDcxYi1iZmQ2LWVlZjMxNGJjNzAzNyJ9.SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4.s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0";
const JWE_DIRECT: &str = "eyJhbGciOiJkaXIiLCJraWQiOiI3N2M3ZTJiOC02ZTEzLTQ1Y2YtODY3Mi02MTdiNWI0NTI0M2EiLCJlbmMiOiJBMTI4R0NNIn0..refa467QzzKx6QAB.JW_i_f52hww_ELQPGaYyeAB6HYGcR559l9TYnSovc23XJoBcW29rHP8yZOZG7YhLpT1bjFuvZPjQS-m0IFtVcXkZXdH_lr_FrdYt9HRUYkshtrMmIUAyGmUnd9zMDB2n0cRDIHAzFVeJUDxkUwVAE7_YGRPdcqMyiBoCO-FBdE-Nceb4h3-FtBP-c_BIwCPTjb9o0SbdcdREEMJMyZBH8ySWMVi1gPD9yxi-aQpGbSv_F9N4IZAxscj5g-NJsUPbjk29-s7LJAGb15wEBtXphVCgyy53CoIKLHHeJHXex45Uz9aKZSRSInZI-wjsY0yu3cT4_aQ3i1o-tiE-F8Ios61EKgyIQ4CWao8PFMj8TTnp.vbb32Xvllea2OtmHAdccRQ";

const ALL: [&str; 11] = [USER, ADMIN, RS256, ES512, UNSECURED, JWE, DETACHED, OPAQUE, JWE_DIRECT, EDDSA, JWE_RSA];

fn texts(text: &str) -> Vec<String> {
    find(text).into_iter().map(|found| found.text).collect()
}

fn forms(text: &str) -> Vec<(Form, String)> {
    find(text).into_iter().map(|found| (found.form, found.text)).collect()
}

/// The one token of a text.
#[track_caller]
fn one(text: &str) -> Found {
    let mut found = find(text);
    assert_eq!(found.len(), 1, "{text}\n{found:#?}");
    found.remove(0)
}

/// Asserts that the text holds this one token, and where.
#[track_caller]
fn holds(text: &str, token: &str, place: &str) {
    let found = one(text);
    assert_eq!(found.text, token, "{text}");
    assert_eq!(found.place, place, "{text}");
}

#[track_caller]
fn strips(text: &str, token: &str, stripped: &[&str]) {
    let found = one(text);
    assert_eq!(found.text, token, "{text}");
    assert_eq!(found.stripped, stripped, "{text}");
}

#[track_caller]
fn finds_nothing(text: &str) {
    assert_eq!(find(text), Vec::new(), "{text}");
}

fn wrapped(token: &str, width: usize, line_end: &str) -> String {
    token
        .as_bytes()
        .chunks(width)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect::<Vec<_>>()
        .join(line_end)
}

fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'~' => char::from(b).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[test]
fn a_bare_token_is_itself() {
    for token in ALL {
        let found = one(token);
        assert_eq!(
            found,
            Found {
                text: token.into(),
                form: Form::Compact,
                place: "text".into(),
                stripped: vec![],
                at: 0..token.len()
            }
        );
        holds(&format!("  {token}\r\n"), token, "text");
    }
}

#[test]
fn header_lines_say_which_header() {
    strips(&format!("Authorization: Bearer {USER}"), USER, &["\"Authorization: Bearer\""]);
    holds(
        &format!("GET / HTTP/1.1\r\nHost: example.com\r\nauthorization: bearer {USER}\r\nAccept: */*\r\n\r\n"),
        USER,
        "Authorization header",
    );
    strips(&format!("Bearer {USER}"), USER, &["\"Bearer\""]);
    holds(&format!("Proxy-Authorization: Bearer {USER}\n"), USER, "Proxy-Authorization header");
    holds(&format!("X-Amzn-Oidc-Data: {USER}\n"), USER, "X-Amzn-Oidc-Data header");
    holds(&format!("> Authorization: Bearer {USER}\n< HTTP/2 200\n"), USER, "Authorization header");
}

#[test]
fn curl_is_read_in_every_shell() {
    let unix = format!(
        "curl -sS 'https://api.example.com/v1.2.3/me' \\\n  -H 'Accept: application/json' \\\n  -H 'Authorization: Bearer {USER}' \\\n  --compressed\n"
    );
    holds(&unix, USER, "curl command, Authorization header");
    strips(&unix, USER, &["\"Authorization: Bearer\"", "quotes"]);
    let windows = format!(
        "curl \"https://api.example.com/me\" ^\r\n  -H \"Accept: */*\" ^\r\n  -H \"Authorization: Bearer {USER}\" ^\r\n  --compressed\r\n"
    );
    holds(&windows, USER, "curl command, Authorization header");
    let caret = format!(
        "curl ^\"https://api.example.com/me^\" ^\r\n  -H ^\"Authorization: Bearer {USER}^\" ^\r\n  --compressed\r\n"
    );
    assert_eq!(texts(&caret), [USER]);
    let power = format!("curl.exe `\r\n  -H \"Authorization: Bearer {USER}\" `\r\n  https://api.example.com\r\n");
    holds(&power, USER, "curl command, Authorization header");
    holds(&format!("curl -b 'session={USER}' https://example.com"), USER, "curl command, cookie \"session\"");
    holds(&format!("curl https://example.com -d 'token={USER}'"), USER, "curl command, form field \"token\"");
}

#[test]
fn fetch_and_code_are_read() {
    let fetch = format!(
        "fetch(\"https://api.example.com/me\", {{\n  \"headers\": {{\n    \"accept\": \"*/*\",\n    \"authorization\": \"Bearer {USER}\"\n  }},\n  \"method\": \"GET\"\n}});"
    );
    holds(&fetch, USER, "Authorization header");
    holds(&format!("const token = \"{USER}\";"), USER, "variable \"token\"");
    holds(&format!("req.headers.set(\"Authorization\", \"Bearer {USER}\");"), USER, "Authorization header");
    holds(&format!("let s = `{USER}`;"), USER, "variable \"s\"");
    let joined = format!("String t = \"{}\"\n    + \"{}\"\n    + \"{}\";", &USER[..60], &USER[60..120], &USER[120..]);
    assert_eq!(texts(&joined), [USER]);
}

#[test]
fn a_string_literal_in_pieces_is_one_token() {
    for token in ALL.into_iter().filter(|token| token.len() > 100) {
        let (first, second, third) = (&token[..40], &token[40..90], &token[90..]);
        for (before, joint, behind) in [
            ("String t = \"", "\" +\n    \"", "\";\nint i;"),
            ("String t = \"", "\"\n        + \"", "\";\nint i;"),
            ("t = (\n    \"", "\"\n    \"", "\"\n)\n"),
            ("var t = '", "' + '", "';"),
            ("$t = '", "' . '", "';"),
            ("local t = \"", "\" .. \"", "\"\n"),
            ("SELECT '", "' || '", "' FROM t"),
            ("t = \"", "\" & _\n    \"", "\"\r\nEnd Sub"),
            ("t=\"", "\"\\\n\"", "\"\n"),
        ] {
            let found = one(&format!("{before}{first}{joint}{second}{joint}{third}{behind}"));
            assert_eq!(found.text, token);
            assert!(found.stripped.ends_with(&["quotes".into(), "the joints of a string literal".into()]), "{found:?}");
        }
    }
    for joint in ["\", \"", "\" \"", "\" + \"", "\"\n+ \"", "\" or \""] {
        assert_eq!(texts(&format!("x(\"{USER}{joint}{ADMIN}\")")), [USER, ADMIN], "{joint}");
    }
}

#[test]
fn cookies_are_named() {
    strips(&format!("Cookie: theme=dark; session={USER}; lang=en"), USER, &["\"session=\""]);
    holds(&format!("Cookie: session={USER}"), USER, "cookie \"session\"");
    strips(&format!("Cookie: session={USER}"), USER, &["\"Cookie: session=\""]);
    holds(&format!("Set-Cookie: id={USER}; Path=/; HttpOnly; Secure"), USER, "Set-Cookie header \"id\"");
    let two = format!("Cookie: a={USER}; b={ADMIN}");
    let places: Vec<_> = find(&two).into_iter().map(|found| found.place).collect();
    assert_eq!(places, ["cookie \"a\"", "cookie \"b\""]);
    let name = "n".repeat(90);
    holds(&format!("Cookie: {name}={USER}"), USER, &format!("cookie \"{}\"", "n".repeat(40)));
}

#[test]
fn json_members_are_named_also_in_strings_in_strings() {
    holds(&format!("{{\"access_token\":\"{USER}\",\"expires_in\":1800}}"), USER, "JSON member \"access_token\"");
    let pair = format!("{{\n  \"access_token\": \"{USER}\",\n  \"refresh_token\": \"{ADMIN}\"\n}}");
    assert_eq!(texts(&pair), [USER, ADMIN]);
    let inner = format!("{{\"id_token\":\"{USER}\"}}");
    let once = serde_json::to_string(&serde_json::json!({ "body": inner })).unwrap();
    holds(&once, USER, "JSON member \"id_token\"");
    let twice = serde_json::to_string(&serde_json::json!({ "log": once })).unwrap();
    holds(&twice, USER, "JSON member \"id_token\"");
    let escaped = USER.replace('.', "\\u002e").replace('_', "\\u005F");
    strips(&format!("{{\"t\":\"{escaped}\"}}"), USER, &["quotes", "JSON string escapes"]);
    assert_eq!(texts(&format!("\"{}\"", USER.replace('.', "\\\\u002e"))), [USER]);
    assert_eq!(texts(&format!("{{\"m\":\"line one\\n{USER}\\nline three\"}}")), [USER]);
    assert_eq!(texts(&format!("{{\"u\":\"https:\\/\\/x.example\\/cb?t={USER}\"}}")), [USER]);
}

#[test]
fn yaml_env_and_config_are_read() {
    holds(&format!("auth:\n  token: {USER}\n  user: me\n"), USER, "YAML key \"token\"");
    holds(&format!("- token: '{USER}'\n"), USER, "YAML key \"token\"");
    for style in ["|", ">", ">-", "|-"] {
        for width in [10, 40, 64, 80] {
            let block = format!("auth:\n  token: {style}\n    {}\n  next: value\n", wrapped(USER, width, "\n    "));
            holds(&block, USER, "YAML key \"token\"");
        }
    }
    holds(&format!("export JWT={USER}\n"), USER, "environment variable \"JWT\"");
    holds(&format!("A=1\nJWT=\"{USER}\"\nB=2\n"), USER, "environment variable \"JWT\"");
    holds(&format!("ENV TOKEN={USER}"), USER, "environment variable \"TOKEN\"");
}

#[test]
fn what_is_wrapped_once_more_inside_a_json_string_is_unwrapped_too() {
    let unwraps = |text: &str, undone: &[&str]| {
        let found = one(text);
        assert_eq!(found.text, USER, "{text}");
        assert!(found.stripped.ends_with(&undone.iter().copied().map(str::to_owned).collect::<Vec<_>>()), "{found:?}");
    };
    let dots = |dot: &str| USER.replace('.', dot);
    let url = format!(r#"{{"url":"https://a.example/?t={}"}}"#, dots(r"\u00252E"));
    unwraps(&url, &["percent-encoding", "JSON string escapes"]);
    unwraps(&format!(r#""{}""#, dots(r"\u0025252e")), &["percent-encoding (twice)", "JSON string escapes"]);
    let mail = format!(r#"{{"mail":"token\u003d3D{}"}}"#, dots(r"\u003d2E"));
    unwraps(&mail, &["JSON string escapes", "quoted-printable encoding"]);
    let (first, rest) = USER.split_at(70);
    let (second, third) = rest.split_at(70);
    for (before, mark) in [("\"", "> "), ("{\"body\":\"", "> "), ("{\"body\":\"see:\\n", ">> ")] {
        let quoted = format!("{before}{mark}{first}\\n{mark}{second}\\n{mark}{third}\"}}");
        unwraps(&quoted, &["line breaks", "line prefixes \">\""]);
    }
    assert_eq!(one(&format!(r#"{{"a":"{USER}\n> eyJ"}}"#)).text, USER, "what only follows is none of it");
}

#[test]
fn urls_and_forms_are_read_percent_encoded_once_or_twice() {
    holds(
        &format!("https://app.example.com/cb?state=a.b.c&access_token={USER}&x=1"),
        USER,
        "URL query parameter \"access_token\"",
    );
    holds(&format!("https://app.example.com/cb#id_token={USER}&state=x"), USER, "URL fragment parameter \"id_token\"");
    holds(&format!("https://app.example.com/verify/{USER}/now"), USER, "URL path");
    holds(&format!("grant_type=refresh_token&token={USER}&client_id=x"), USER, "form field \"token\"");
    let url = format!("https://a.example/?t={}", USER.replace('.', "%2E"));
    strips(&url, USER, &["\"t=\"", "percent-encoding"]);
    let twice = percent_encoded(&percent_encoded(USER));
    strips(&format!("token={twice}"), USER, &["\"token=\"", "percent-encoding (twice)"]);
    let nested = format!(
        "https://a.example/?next={}",
        percent_encoded(&format!("https://b.example/?t={}", percent_encoded(USER)))
    );
    assert_eq!(texts(&nested), [USER]);
    let padded = format!("{USER}%3D");
    assert_eq!(texts(&format!("https://a.example/?t={padded}&u=1")), [format!("{USER}=")]);
}

#[test]
fn har_logs_and_html_are_read() {
    let har = format!(
        "{{\"log\":{{\"entries\":[{{\"request\":{{\"headers\":[{{\"name\":\"Host\",\"value\":\"a.example\"}},{{\"name\":\"Authorization\",\"value\":\"Bearer {USER}\"}}]}}}}]}}}}"
    );
    holds(&har, USER, "Authorization header");
    assert_eq!(
        texts(&format!(
            "2026-11-22T10:00:00.123Z INFO [c.e.auth.Filter] user=a@b.example token {USER} accepted in 1.25ms"
        )),
        [USER]
    );
    let html = format!(
        "<input type=&quot;hidden&quot; name=\"jwt\" value=\"{}\">",
        USER.replace('.', "&#46;").replace('-', "&#x2D;")
    );
    holds(&html, USER, "attribute \"value\"");
    assert_eq!(texts(&format!("&lt;a href=&quot;/cb?x=1&amp;t={USER}&amp;y=2&quot;&gt;")), [USER]);
    assert_eq!(texts(&format!("&quot;{USER}&quot;")), [USER]);
    holds(&format!("<saml:token>{USER}</saml:token>"), USER, "text");
    holds(&format!("<token>{USER}</token>"), USER, "element \"token\"");
}

#[test]
fn what_is_not_seen_is_taken_out_and_said() {
    let coloured = format!("\u{1b}[32m{}\u{1b}[0m.\u{1b}[33m{}\u{1b}[0m", &USER[..36], &USER[37..]);
    strips(&coloured, USER, &["ANSI colours"]);
    let hidden = format!("{}\u{200b}{}\u{feff}{}", &USER[..20], &USER[20..50], &USER[50..]);
    strips(&hidden, USER, &["2 zero-width characters"]);
    strips(&format!("{}\u{ad}{}", &USER[..20], &USER[20..]), USER, &["1 soft hyphen"]);
    strips(&format!("“{USER}”"), USER, &["quotes"]);
    strips(&format!("«{USER}»"), USER, &["quotes"]);
    strips(&format!("{}<wbr>{}", &USER[..20], &USER[20..]), USER, &["1 zero-width character"]);
    assert_eq!(texts(&format!("\u{feff}{USER}")), [USER]);
    assert_eq!(texts(&format!("{}%E2%80%8B{}", &USER[..20], &USER[20..])), [USER]);
}

#[test]
fn wrapped_tokens_are_whole_at_every_width() {
    for token in ALL {
        for width in (1..=130).chain([200]) {
            for end in ["\n", "\r\n", "\n    ", "\\\n", " \\\n  "] {
                let text = wrapped(token, width, end);
                assert_eq!(texts(&text), [token], "width {width}\n{text}");
                let text = format!("token:\n  {}\nnext: value\nand a word\n", wrapped(token, width, end));
                assert_eq!(texts(&text), [token], "width {width}\n{text}");
            }
        }
    }
}

#[test]
fn wrapped_tokens_are_whole_behind_marks() {
    for token in ALL {
        for width in [1, 2, 7, 20, 64, 76] {
            for mark in ["> ", ">", "# ", "+", "+  ", "-- ", "| ", "// ", "│ "] {
                let text = format!("{mark}{}\n{mark}bye", wrapped(token, width, &format!("\n{mark}")));
                assert_eq!(texts(&text), [token], "width {width}\n{text}");
            }
            let coloured = format!("\u{1b}[32m+{}\u{1b}[m\n", wrapped(token, width, "\u{1b}[m\n\u{1b}[32m+"));
            assert_eq!(texts(&coloured), [token], "width {width}\n{coloured}");
            let table = format!("+------+\n| {} |\n+------+\n", wrapped(token, width, " |\n| "));
            assert_eq!(texts(&table), [token], "width {width}\n{table}");
            let two = format!("| token | {} |\n| next  | 12 |\n", wrapped(token, width, " |\n|       | "));
            assert_eq!(texts(&two), [token], "width {width}\n{two}");
            let mail = format!("token=3D{}=\r\n", wrapped(token, width, "=\r\n"));
            if width > 2 {
                assert_eq!(texts(&mail), [token], "width {width}\n{mail}");
            }
        }
    }
}

#[test]
fn a_segment_a_line_is_one_token() {
    for token in ALL {
        for joint in ["\n.\n", ".\n", "\n."] {
            let text = format!("  Token:\n\n{}\n\nThe end", token.replace('.', joint));
            if token != UNSECURED && token != DETACHED && token != JWE_DIRECT {
                assert_eq!(texts(&text), [token], "{text}");
            }
        }
    }
}

#[test]
fn a_token_whose_lines_became_words_is_one_token() {
    for width in [30, 64, 76] {
        strips(&wrapped(USER, width, " "), USER, &["spaces"]);
        assert_eq!(texts(&format!("Bearer {} is mine", wrapped(USER, width, " "))), [USER]);
    }
    assert_eq!(texts(&format!("{USER} expired yesterday")), [USER]);
    assert_eq!(texts(&format!("{} expired yesterday", &USER[..140])), [&USER[..140]]);
}

#[test]
fn the_next_line_is_never_eaten() {
    for token in ALL {
        for next in ["next: value", "Done", "abc\ndef", "Sincerely", "x", "42", "--", "status ok", "OK\nOK\nOK"] {
            for end in ["\n", "\r\n", "\n\n"] {
                let text = format!("{token}{end}{next}\n");
                assert_eq!(texts(&text), [token], "{text}");
            }
        }
    }
}

#[test]
fn tokens_on_consecutive_lines_stay_apart() {
    for first in ALL {
        for second in ALL.into_iter().filter(|&second| second != first) {
            assert_eq!(texts(&format!("{first}\n{second}\n")), [first, second]);
            assert_eq!(texts(&format!("{first} {second}")), [first, second]);
            assert_eq!(texts(&format!("[\"{first}\",\n \"{second}\"]")), [first, second]);
            let lines = format!("{}\n{}\n", wrapped(first, 64, "\n"), wrapped(second, 64, "\n"));
            assert_eq!(texts(&lines), [first, second], "{lines}");
        }
    }
}

#[test]
fn order_is_that_of_appearance_and_each_is_there_once() {
    let text = format!("{ADMIN}\n{USER}\nagain {ADMIN} and {}", percent_encoded(USER));
    let found = find(&text);
    assert_eq!(found.iter().map(|found| found.text.as_str()).collect::<Vec<_>>(), [ADMIN, USER]);
    assert_eq!(found[0].at, 0..ADMIN.len());
    assert_eq!(found[1].at, ADMIN.len() + 1..ADMIN.len() + 1 + USER.len());
}

#[test]
fn punctuation_around_is_not_part_of_it() {
    for (before, behind) in [
        ("(", ")"),
        ("The token is ", "."),
        ("", ","),
        ("", ";"),
        ("<", ">"),
        ("[", "]"),
        ("", "!"),
        ("", "?"),
        ("_", "_"),
        ("**", "**"),
        ("", ":"),
    ] {
        assert_eq!(texts(&format!("{before}{USER}{behind}")), [USER]);
        assert_eq!(texts(&format!("{before}{USER}{behind} More")), [USER]);
        assert_eq!(texts(&format!("{before}{JWE}{behind} More")), [JWE]);
    }
    assert_eq!(texts(&format!("See {UNSECURED}.")), [UNSECURED]);
    assert_eq!(texts(&format!("See {UNSECURED} and more")), [UNSECURED]);
    assert_eq!(texts(&format!("\"{UNSECURED}\"")), [UNSECURED]);
    for token in ALL.into_iter().filter(|token| *token != UNSECURED) {
        for arrow in ["->", "=>", "-->"] {
            assert_eq!(texts(&format!("<!-- {token}{arrow}{{}}")), [token]);
        }
    }
    assert_eq!(texts(&format!("<{USER}=>")), [format!("{USER}=")], "padding in brackets");
    assert_eq!(texts(&format!("{USER}/next")), [USER]);
    assert_eq!(texts(&format!("{USER}+next")), [USER]);
}

#[test]
fn json_serialization_is_found_in_any_shape() {
    for token in [FLATTENED, GENERAL] {
        assert_eq!(forms(token), [(Form::Json, token.to_owned())]);
        assert_eq!(forms(&format!("POST /acme HTTP/1.1\r\n\r\n{token}\r\n")), [(Form::Json, token.to_owned())]);
        assert_eq!(
            forms(&format!("{{\"a\":[{{\"jws\":{token}}}],\"b\":\"{USER}\"}}")),
            [(Form::Json, token.to_owned()), (Form::Compact, USER.to_owned())]
        );
        let value: serde_json::Value = serde_json::from_str(token).unwrap();
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        assert_eq!(forms(&pretty), [(Form::Json, pretty.clone())]);
        let inside = serde_json::to_string(&serde_json::json!({ "body": token })).unwrap();
        assert_eq!(forms(&inside), [(Form::Json, token.to_owned())]);
        let twice = serde_json::to_string(&serde_json::json!([inside])).unwrap();
        assert_eq!(forms(&twice), [(Form::Json, token.to_owned())]);
        assert_eq!(forms(&percent_encoded(token)), [(Form::Json, token.to_owned())]);
        assert_eq!(forms(&token.replace('"', "&quot;")), [(Form::Json, token.to_owned())]);
        let quoted = pretty.lines().map(|line| format!("> {line}\n")).collect::<String>();
        let found = one(&quoted);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&found.text).unwrap(), value);
    }
    let parts: Vec<&str> = JWE.split('.').collect();
    let jwe = format!(
        "{{\"tag\":\"{}\",\"ciphertext\":\"{}\",\"iv\":\"{}\",\"recipients\":[{{\"header\":{{\"alg\":\"A128KW\"}},\"encrypted_key\":\"{}\"}}],\"protected\":\"eyJlbmMiOiJBMTI4Q0JDLUhTMjU2In0\",\"unprotected\":{{\"jku\":\"https://server.example.com/keys.jwks\"}}}}",
        parts[4], parts[3], parts[2], parts[1]
    );
    assert_eq!(forms(&jwe), [(Form::Json, jwe.clone())]);
    assert_eq!(forms(&format!("log \"x: {jwe} end")), [(Form::Json, jwe.clone())]);
}

#[test]
fn base64_of_a_token_is_decoded() {
    for token in ALL {
        let secret = STANDARD.encode(token);
        let text = format!("apiVersion: v1\nkind: Secret\ndata:\n  token: {secret}\n");
        let found = one(&text);
        assert_eq!((found.text.as_str(), found.place.as_str()), (token, "YAML key \"token\", base64 text"));
        assert_eq!(&text[found.at], secret);
        assert_eq!(texts(&wrapped(&secret, 76, "\n")), [token]);
        assert_eq!(texts(&format!("x:\n    {}\nnext: value", wrapped(&secret, 64, "\n    "))), [token]);
        assert_eq!(texts(&STANDARD.encode(format!("{{\"access_token\":\"{token}\"}}"))), [token]);
    }
    strips(&STANDARD.encode(USER), USER, &["base64 wrapping"]);
}

#[test]
fn what_is_cut_off_is_a_fragment() {
    let header = &USER[..36];
    for text in [
        format!("{}...", &USER[..30]),
        format!("{}…", &USER[..30]),
        format!("{}... and so on", &USER[..60]),
        format!("Bearer {}...{}", &USER[..50], &USER[150..]),
        format!("{}[truncated]", &USER[..50]),
        format!("{}<redacted>", &USER[..50]),
        format!("{header}.eyJzdWIi.<signature>"),
        format!("{}***", &USER[..50]),
        header.to_owned(),
        format!("{header}."),
        format!("see {header} there"),
        USER[..USER.rfind('.').unwrap()].to_owned(),
        USER[..90].to_owned(),
        USER[..30].to_owned(),
    ] {
        let found = one(&text);
        assert_eq!(found.form, Form::Fragment, "{text}");
        assert!(USER.starts_with(&found.text) || text.contains("signature"), "{text} {found:?}");
        assert_eq!(&text[found.at.clone()], found.text);
    }
    assert_eq!(forms(&format!("{USER}...")), [(Form::Compact, USER.to_owned())]);
    let lines = format!("{}...\nnext: value\n{ADMIN}", &USER[..50]);
    assert_eq!(forms(&lines), [(Form::Fragment, USER[..50].to_owned()), (Form::Compact, ADMIN.to_owned())]);
    let cut = format!("{}\n{ADMIN}\n", &USER[..71]);
    assert_eq!(forms(&cut), [(Form::Fragment, USER[..71].to_owned()), (Form::Compact, ADMIN.to_owned())]);
}

#[test]
fn nothing_is_refused() {
    let parts: Vec<&str> = USER.split('.').collect();
    let (h, p, s) = (parts[0], parts[1], parts[2]);
    for token in [
        format!("{h}=.{p}==.{s}="),
        format!("{h}.{}!{}.{s}", &p[..10], &p[10..]),
        format!("{h}.{}*{}.{s}", &p[..10], &p[10..]),
        format!("{h}.{p}.{}!{}", &s[..10], &s[10..]),
        format!("{h}.{p}.{s}.{s}.{s}.{s}"),
        format!("{h}.{p}.{s}.{s}"),
        format!("{h}.garbage.{s}"),
        format!("{h}.{}.{s}", URL_SAFE_NO_PAD.encode(b"\xff\xfe{\"a\":1}")),
        format!("{h}.{p}.abc"),
        format!("{h}.{p}.{}", &s[..31]),
        format!("{h}.{p}."),
        format!("{h}..{s}"),
        format!("{h}.{p}.{}+/{}", &s[..10], &s[12..]),
        format!("{}.{p}.{s}", URL_SAFE_NO_PAD.encode("{\"alg\": HS256, nonsense")),
        format!("{}.{p}.{s}", URL_SAFE_NO_PAD.encode("{ \"alg\":\"HS256\"}")),
        format!("{}.{p}.{s}", URL_SAFE_NO_PAD.encode("{\n  \"alg\":\"HS256\"}")),
        format!("{}.{p}.{s}", URL_SAFE_NO_PAD.encode("\n{\"alg\":\"HS256\"}")),
        format!("{}.{p}.{s}", URL_SAFE_NO_PAD.encode(" \t {\"alg\":\"HS256\"}")),
        format!("{}.{p}.{s}", URL_SAFE_NO_PAD.encode("\u{feff}{\"alg\":\"HS256\"}")),
        format!("e30.{p}.{s}"),
        format!("AAAA{h}.{p}.{s}"),
    ] {
        assert_eq!(forms(&token), [(Form::Compact, token.clone())]);
        assert_eq!(forms(&format!("\"{token}\"")), [(Form::Compact, token.clone())]);
        assert_eq!(forms(&format!("Bearer {token}\n")), [(Form::Compact, token.clone())]);
    }
}

#[test]
fn an_sd_jwt_is_found_with_its_disclosures_and_the_jwt_that_binds_it_however_it_is_wrapped() {
    let (one, two) = ("WyJzYWx0IiwgIm5hbWUiLCAiSm9obiJd", "WyJzIiwgMV0");
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"kb+jwt"}"#);
    let binding = format!("{header}{}", ADMIN.trim_start_matches(|c| c != '.'));
    for tail in [format!("~{one}~{two}~"), format!("~{one}~"), format!("~{one}~{binding}"), format!("~{binding}")] {
        let text = format!("{USER}{tail}");
        assert_eq!(texts(&text), [text.as_str()]);
        strips(&format!("Bearer {text}, and more"), &text, &["\"Bearer\""]);
        strips(&format!("see {text} and ~ more"), &text, &[]);
        strips(&text.replace('~', "~\n"), &text, &["line breaks"]);
        strips(&text.replace('~', "\n~"), &text, &["line breaks"]);
        let wrapped: Vec<&str> = text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        strips(&format!("{}\n\nand more", wrapped.join("\n")), &text, &["line breaks"]);
    }
}

#[test]
fn a_tilde_that_begins_no_disclosure_is_a_sentences() {
    for behind in ["~", "~~ struck out", "~5 min", "~WyJz", "~ WyJz~"] {
        assert_eq!(texts(&format!("{USER}{behind}")), [USER], "{behind}");
    }
    assert_eq!(texts(&format!("~~{USER}~~")), [USER]);
    for list in [format!("{USER}~{ADMIN}"), format!("{USER}~{ADMIN}~x")] {
        assert_eq!(texts(&list), [USER, ADMIN], "a list is no SD-JWT");
    }
}

#[test]
fn a_token_in_a_payload_is_not_found_again() {
    let inner = URL_SAFE_NO_PAD.encode(format!("{{\"inner\":\"{ADMIN}\"}}"));
    let outer = format!("eyJhbGciOiJIUzI1NiJ9.{inner}.{}", &USER[USER.len() - 43..]);
    assert_eq!(texts(&outer), [outer.as_str()]);
}

#[test]
fn names_versions_and_other_formats_are_no_tokens() {
    for text in [
        "1.2.3",
        "v1.20.3-rc.1+build.5",
        "www.example.com",
        "api.eu-central-1.amazonaws.com",
        "com.example.Foo.Bar$Baz",
        "org.springframework.security.oauth2.jwt.JwtDecoder",
        "archive.2024-01-01.tar.gz",
        "192.168.0.1",
        "2001:db8::1",
        "10.0.0.1:8080",
        "v4.local.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAr68PS4AXe7If_ZgesdkUMvSwscFlAl1pk5HC0e8kApeaqMfGo_7OpBnwJOAbY9V7WU6abu74MmcUE8YWAiaArVI8XJ5hOb_4v9RmDkneN0S92dx0OW4pgy7omxgf3S8c3LlQg",
        "v4.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIiwiZXhwIjoiMjAyMi0wMS0wMVQwMDowMDowMCswMDowMCJ9bg_XBBzds8lTZShVlwwKSgeKpLT3yukTw6JUz3W4h_ExsQV-P0V54zemZDcAxFaSeef1QlXEFtkqxT1ciiQEDA.eyJraWQiOiJ6VmhNaVBCUDlmUmYyc25FY1Q3Z0ZUaW9lQTlDT2NOeTlEZmdMMVc2MGhhTiJ9",
        "550e8400-e29b-41d4-a716-446655440000",
        "user.name@mail.example.com",
        "3.14159.26535.89793",
        "e.g. this, i.e. that",
        "aGVsbG8gd29ybGQsIHRoaXMgaXMgcGxhaW4gYmFzZTY0IHdpdGggbm90aGluZyBpbiBpdA==",
        "eyJub3QiOiJhIHRva2VuIn0",
        "eyJh",
        "eyJhbGciOi",
        "eyJ0eXAiOiJKV1Qi",
        "eyJ",
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a.b.c\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL\",\"e\":\"AQAB\"}]}",
        "{\"payload\":\"x\",\"signature\":\"y\"}",
        "{\"payload\":{\"a\":1},\"signatures\":[{\"keyid\":\"k\",\"sig\":\"s\"}],\"payloadType\":\"t\"}",
        "!function(e,t){\"object\"==typeof exports?module.exports=t(e.a.b.c,e.d):(e=e||self).Ej=t(e.a,n.r.t)}(this,function(){});",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "I\nC\nD\ne\n7\n",
        "Each Error In Data 77 eyes Ithaca",
        "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9MAoGCCqG\nSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDAeFw0yNDAxMDEwMDAwMDBaFw0z\n-----END CERTIFICATE-----\n",
        "SG.abcDEF123.xyz",
        "",
        " ",
        ".",
        "..",
        "...",
        "a.b.c",
        "%2E%2E%2E",
        "{",
        "{\"",
        "\\",
        "%",
        "&",
        "=",
        "\u{1b}",
        "\u{1b}[",
        "\u{1b}]",
    ] {
        finds_nothing(text);
        finds_nothing(&format!("see \"{text}\" and {text}, or\n{text}\n"));
    }
}

#[test]
fn a_shape_that_does_not_read_is_found_when_it_is_everything() {
    let shape = "MTk4NjIyNDgzNDcxOTI1MjQ4Zm9vYmFy.Cl2FMQabcdefgh.ZnCjm1XVW7vRze4b7Cq4se7kKWs";
    assert_eq!(forms(shape), [(Form::Compact, shape.to_owned())]);
    assert_eq!(forms(&format!("Authorization: Bearer {shape}\n")), [(Form::Compact, shape.to_owned())]);
    finds_nothing(&format!("it is {shape} in a sentence"));
}

const TEMPLATES: [(&str, &str, &str); 22] = [
    ("", "", ""),
    ("Authorization: Bearer ", "", "\r\nHost: a.example\r\n"),
    ("token:\n  ", "  ", "\nnext: value\n"),
    ("> ", "> ", "\n> bye\n"),
    ("+", "+", "\n+bye: 1\n"),
    ("| ", "| ", "\n| bye\n"),
    ("# ", "# ", "\n# bye\n"),
    ("{\"a\":\"", "", "\",\"b\":1}"),
    ("'", "", "'"),
    ("JWT=", "", "\nOTHER=1\n"),
    ("https://a.example/?t=", "", "&x=1"),
    ("// ", "// ", "\n// bye\n"),
    ("  - ", "    ", "\n  - next\n"),
    ("<t>", "", "</t>"),
    ("(", "", ")"),
    ("Cookie: a=", " ", "; b=c"),
    ("export T=\"", "", "\"\n"),
    ("“", "", "”"),
    ("msg=[", "", "] ok"),
    ("text: |\n      ", "      ", "\n\nEnd.\n"),
    ("token = '", "\t", "';"),
    ("a,b,\"", "", "\",c\n"),
];

fn token() -> impl Strategy<Value = String> {
    let claim = (
        "[a-z]{1,12}",
        prop_oneof!["\"[a-zA-Z0-9 äö€./:-]{0,60}\"", "[1-9][0-9]{0,9}", "\\{\"[a-z]{1,4}\":\\[\"[a-z]{1,9}\"\\]\\}"],
    );
    let payload = proptest::collection::vec(claim, 0..12).prop_map(|claims| {
        let members: Vec<String> = claims.into_iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", members.join(","))
    });
    let signed = (0_usize..9, payload, proptest::collection::vec(any::<u8>(), 512), any::<bool>()).prop_map(
        |(alg, payload, octets, typ)| {
            let (alg, length) = [
                ("HS256", 32),
                ("HS384", 48),
                ("HS512", 64),
                ("ES256", 64),
                ("ES384", 96),
                ("ES512", 132),
                ("RS256", 256),
                ("PS512", 384),
                ("EdDSA", 64),
            ][alg];
            let header = if typ {
                format!("{{\"typ\":\"JWT\",\"alg\":\"{alg}\"}}")
            } else {
                format!("{{\"alg\":\"{alg}\",\"kid\":\"k1\"}}")
            };
            [header.as_bytes(), payload.as_bytes(), &octets[..length]]
                .map(|part| URL_SAFE_NO_PAD.encode(part))
                .join(".")
        },
    );
    prop_oneof![9 => signed, 1 => proptest::sample::select(&ALL[..]).prop_map(str::to_owned)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        in_bounds(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn random_shreds_never_panic(shreds in proptest::collection::vec(proptest::sample::select(vec![
        "eyJ", "hbGciOi", "eyJhbGciOiJIUzI1NiJ9", ".", "..", "...", "…", "\n", "\r\n", " ", "%", "%2E", "%252e", "%25", "\\", "\\\"", "\\u002e", "\"", "{", "}", "[", "]",
        "{\"payload\":\"", "\"signature\":\"", "\"ciphertext\":", "\"protected\":\"eyJhbGciOiJub25lIn0\"", ",", ":", "=", "=3D", "=\n", "&#46;", "&quot;", "&amp;", "\u{1b}[3", "\u{1b}[0m",
        "\u{200b}", "\u{ad}", "ä", "€", "😀", "~", "|", "> ", "+", "-", "/", "I", "ICAg", "ewog", "ZXlKaGJHY2lPaUpJVXpJMU5pSjku", "<redacted>", "[truncated]", "*", "Bearer ", "e30", "AAAA",
    ]), 0..60)) {
        in_bounds(&shreds.concat());
    }

    #[test]
    fn a_wrapped_token_in_any_template_is_found_once_and_exact(
        token in token(), template in 0_usize..TEMPLATES.len(), width in 1_usize..=120, crlf in any::<bool>(), wrap in any::<bool>(),
    ) {
        let (before, indent, behind) = TEMPLATES[template];
        let end = if crlf { "\r\n" } else { "\n" };
        let body = if wrap { wrapped(&token, width, &format!("{end}{indent}")) } else { token.clone() };
        let text = format!("{before}{body}{behind}");
        prop_assert_eq!(texts(&text), vec![token], "template {} width {}\n{}", template, width, text);
        in_bounds(&text);
    }

    #[test]
    fn noise_yields_nothing(
        dots in "[a-z0-9.]{0,300}", hex in "[0-9a-f]{0,300}", base64 in "[A-Za-z0-9+/]{0,300}", code in "[a-z(){};=.,!&|\n ]{0,300}", words in "([A-Za-z]{1,9}[ .,\n]){0,40}",
    ) {
        for noise in [&dots, &hex, &base64, &code, &words] {
            // `e30` to `e33` are the empty header `{}`: with two dots and enough behind it, that is a token.
            if !(noise.contains("eyJ") || (noise.contains("e3") && noise.contains('.'))) {
                prop_assert_eq!(find(noise), vec![], "{}", noise);
            }
        }
    }
}

fn in_bounds(text: &str) {
    for found in find(text) {
        assert!(text.get(found.at.clone()).is_some(), "{text:?} {found:?}");
        assert!(!found.text.is_empty() && !found.at.is_empty(), "{text:?} {found:?}");
    }
}

/// Prints how long it takes; run with `cargo test --release --test token find -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
#[allow(clippy::disallowed_methods, reason = "it measures")]
fn speed() {
    const LARGE: usize = 16 * 1024 * 1024;
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    let mut noise = |alphabet: &str, length: usize| -> String {
        let alphabet: Vec<char> = alphabet.chars().collect();
        (0..length).map(|_| alphabet[usize::try_from(next() % alphabet.len() as u64).unwrap()]).collect()
    };
    let base64 = noise("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 10 * 1024 * 1024);
    let payload = URL_SAFE_NO_PAD.encode(format!("{{\"a\":\"{}\"}}", "x".repeat(7_800_000)));
    let jws = format!("eyJhbGciOiJIUzI1NiJ9.{payload}.{}", &USER[USER.len() - 43..]);
    let filled = |pattern: &str| pattern.repeat(LARGE / pattern.len());
    let cases: Vec<(&str, String)> = vec![
        ("400 kB dots", ".".repeat(400_000)),
        ("400 kB base64", noise("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 400_000)),
        ("400 kB base64url and dots", noise("ABCDEeyJIijklm0123456789-_.", 400_000)),
        ("400 kB hex", noise("0123456789abcdef", 400_000)),
        ("400 kB minified JS", "!function(e,t){return e.a.b(t.c)?\"eyes\":t.Ij.D[0]}(this.x,7);".repeat(6_400)),
        ("400 kB source", include_str!("../../src/token/find/compact.rs").repeat(14)),
        ("10 MiB JWS", jws.clone()),
        ("10 MiB JWS, words behind", format!("Bearer {jws}\nand more\n")),
        ("10 MiB JWS, wrapped at 76", wrapped(&jws, 76, "\n")),
        ("10 MiB JWS, wrapped at 1", wrapped(&jws[..LARGE / 2], 1, "\n")),
        ("16 MiB opaque token", format!("eyJhbGciOiJIUzI1NiJ9.{base64}.{}", &USER[USER.len() - 43..])),
        ("16 MiB tokens", filled(&format!("{USER}\n"))),
        ("16 MiB eyJ", filled("eyJ")),
        ("16 MiB .", filled(".")),
        ("16 MiB eyJ.eyJ.eyJ.", filled("eyJ.eyJ.eyJ.")),
        ("16 MiB eyJ-", filled("eyJ-")),
        ("16 MiB eyJ!", filled("eyJ!")),
        ("16 MiB \"eyJ!", filled("\"eyJ!")),
        ("16 MiB {\"payload\":\"", filled("{\"payload\":\"")),
        ("16 MiB {\"signature\":\"", filled("{\"signature\":\"")),
        ("16 MiB {\"signature\":", filled("{\"signature\":")),
        ("16 MiB {\"signature", filled("{\"signature")),
        ("16 MiB {\\\"signature", filled("{\\\"signature\\\\\\\"{\\\\\\\"")),
        ("16 MiB [[[[", filled("[")),
        ("16 MiB {\"signature\":[[[[", format!("{{\"signature\":{}", filled("["))),
        ("16 MiB %2525", filled("%2525")),
        ("16 MiB \\", filled("\\")),
        ("16 MiB &amp;", filled("&amp;")),
        ("16 MiB ESC]", filled("\u{1b}]")),
        ("16 MiB ESC[", filled("\u{1b}[")),
        ("16 MiB eyJ…", filled("eyJ…\n")),
        ("16 MiB eyJh…", filled("eyJh…\n")),
        ("16 MiB eyJ lines", filled("eyJ\n")),
        ("16 MiB eyJhbGciOiJIUzI1NiJ9 lines", filled("eyJhbGciOiJIUzI1NiJ9\n")),
        ("16 MiB JWE header lines", filled("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0.AAAA\nAAAA\n")),
        ("16 MiB eyIg, ICAg lines", format!("eyIg\n{}", filled("ICAg\n"))),
        ("16 MiB ICAg", filled("ICAg")),
        ("16 MiB A/", filled("A/")),
        ("16 MiB \"eyIg\" + ", filled("\"eyIg\" + \"ICAg\" + ")),
        (
            "16 MiB literals",
            format!("\"eyJhbGciOiJIUzI1NiJ9.eyJh\"{}", filled(" + \"IjoxLCJh\"").get(..LARGE - 64).unwrap()),
        ),
        ("16 MiB -- eyJ", filled("-- eyJhbGciOi\n")),
        ("16 MiB <wbr>", filled("eyJ<wbr>")),
        ("16 MiB - >", format!("eyJhbGciOiJIUzI1NiJ9.e30.{}>", filled("-").get(..LARGE - 64).unwrap())),
        ("16 MiB zero width", filled("e\u{200b}")),
        ("16 MiB blanks", filled("e                                                              ")),
        ("16 MiB base64 of text", STANDARD.encode(filled("hello world, ").get(..LARGE * 3 / 4).unwrap())),
    ];
    for (name, text) in cases {
        let start = std::time::Instant::now();
        let found = find(&text).len();
        println!("{name:36} {:>9.2} ms  {found} found", start.elapsed().as_secs_f64() * 1000.0);
    }
}
