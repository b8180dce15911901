//! The cookie jar: what a `Set-Cookie` does, which cookies a request carries, which a script reads (RFC 6265bis).

use serde::{Deserialize, Serialize};

use crate::session::config::{Engine, SameSite};
use crate::session::event::CookieRule;
use crate::session::time::Ms;

/// The most bytes of name and value.
pub const MAX_BYTES: usize = 4096;
/// The most bytes of one attribute; a longer one is ignored.
const MAX_ATTRIBUTE: usize = 1024;
/// For how long Chromium sends a cookie without SameSite along a cross-site top-level POST.
const LAX_ALLOWING_UNSAFE_S: i64 = 120;

/// A cookie as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cookie {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// The host that set it.
    pub host: String,
    /// The prefix of the paths it goes to.
    pub path: String,
    /// Over TLS only?
    pub secure: bool,
    /// Hidden from script?
    pub http_only: bool,
    /// What was said about other sites.
    pub same_site: SameSite,
    /// When it was set.
    pub created: Ms,
    /// Until when it is kept; without, as long as the browser runs.
    pub expires: Option<Ms>,
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// From a page of the same site?
    pub same_site: bool,
    /// Does it open in the tab?
    pub top_level: bool,
    /// Is the wire encrypted?
    pub tls: bool,
}

/// The cookies in order of setting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jar {
    /// The cookies.
    pub cookies: Vec<Cookie>,
}

impl Jar {
    /// Does what a `Set-Cookie` field says; answers the cookie that was taken away with none in its place.
    ///
    /// # Errors
    /// Name, bytes and rule when the cookie is dropped: the server is not told.
    pub fn set(
        &mut self,
        now: Ms,
        host: &str,
        tls: bool,
        field: &str,
    ) -> Result<Option<Cookie>, (String, usize, CookieRule)> {
        let mut pieces = field.split("; ");
        let (name, value) = pieces.next().and_then(|pair| pair.split_once('=')).unwrap_or((field, ""));
        let mut cookie = Cookie {
            name: name.to_owned(),
            value: value.to_owned(),
            host: host.to_owned(),
            path: "/".to_owned(),
            secure: false,
            http_only: false,
            same_site: SameSite::Absent,
            created: now,
            expires: None,
        };
        let mut domain = false;
        for attribute in pieces.filter(|attribute| attribute.len() <= MAX_ATTRIBUTE) {
            match attribute.split_once('=').unwrap_or((attribute, "")) {
                ("Path", path) => cookie.path = path.to_owned(),
                ("Max-Age", age) => cookie.expires = age.parse().ok().map(|age: i64| now.plus_seconds(age)),
                ("Secure", _) => cookie.secure = true,
                ("HttpOnly", _) => cookie.http_only = true,
                ("Domain", _) => domain = true,
                ("SameSite", word) => cookie.same_site = SameSite::from_word(word).unwrap_or(SameSite::Absent),
                _ => {}
            }
        }
        let bytes = name.len() + value.len();
        let refused = |rule| Err((name.to_owned(), bytes, rule));
        if bytes > MAX_BYTES {
            return refused(CookieRule::Size);
        }
        if cookie.secure && !tls {
            return refused(CookieRule::NotSecure);
        }
        let host_prefix = name.starts_with("__Host-") && (!cookie.secure || cookie.path != "/" || domain);
        let secure_prefix = name.starts_with("__Secure-") && !cookie.secure;
        let none_needs_secure = cookie.same_site == SameSite::None && !cookie.secure;
        if host_prefix || secure_prefix || none_needs_secure {
            return refused(CookieRule::Prefix);
        }
        let same = |old: &Cookie| old.name == cookie.name && old.host == cookie.host && old.path == cookie.path;
        // A cookie that is set again while it is kept keeps its age (RFC 6265bis §5.7).
        let kept = |old: &&Cookie| same(old) && old.expires.is_none_or(|end| now < end);
        if let Some(old) = self.cookies.iter().find(kept) {
            cookie.created = old.created;
        }
        let old = self.cookies.iter().position(same).map(|place| self.cookies.remove(place));
        if cookie.expires.is_some_and(|end| end <= now) {
            return Ok(old);
        }
        self.cookies.push(cookie);
        Ok(None)
    }

    /// Deletes the cookies that are as old as they may be, and answers them.
    pub fn drop_old(&mut self, now: Ms) -> Vec<Cookie> {
        let (kept, old) = std::mem::take(&mut self.cookies)
            .into_iter()
            .partition(|cookie| cookie.expires.is_none_or(|end| now < end));
        self.cookies = kept;
        old
    }

    /// The cookies that a request carries, in order; `None` for none.
    #[must_use]
    pub fn sent(&self, now: Ms, engine: Engine, host: &str, path: &str, method: &str, from: Context) -> Option<String> {
        let goes = |cookie: &&Cookie| {
            cookie.expires.is_none_or(|end| now < end)
                && cookie.host == host
                && path_fits(&cookie.path, path)
                && (!cookie.secure || from.tls)
                && (from.same_site || crosses(cookie, now, engine, method, from.top_level))
        };
        let pairs: Vec<String> =
            self.cookies.iter().filter(goes).map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// What a script of the page reads: name and value of everything that is not HttpOnly.
    pub fn read_by_script<'a>(&'a self, now: Ms, host: &'a str) -> impl Iterator<Item = &'a Cookie> {
        let readable = move |cookie: &&Cookie| {
            !cookie.http_only && cookie.host == host && cookie.expires.is_none_or(|end| now < end)
        };
        self.cookies.iter().filter(readable)
    }

    /// The value of a cookie that is still kept.
    #[must_use]
    pub fn value(&self, now: Ms, name: &str) -> Option<&str> {
        let kept = |cookie: &&Cookie| cookie.name == name && cookie.expires.is_none_or(|end| now < end);
        self.cookies.iter().find(kept).map(|cookie| cookie.value.as_str())
    }
}

/// Path match of RFC 6265bis §5.1.4.
fn path_fits(cookie: &str, path: &str) -> bool {
    path == cookie || path.strip_prefix(cookie).is_some_and(|rest| cookie.ends_with('/') || rest.starts_with('/'))
}

/// Does a cookie go along from another site?
fn crosses(cookie: &Cookie, now: Ms, engine: Engine, method: &str, top_level: bool) -> bool {
    let lax = top_level && method == "GET";
    match (cookie.same_site, engine) {
        (SameSite::Strict, _) => false,
        (SameSite::Lax, _) => lax,
        (SameSite::None, _) | (SameSite::Absent, Engine::FirefoxSafari) => true,
        (SameSite::Absent, Engine::Chromium) => {
            lax || top_level && now < cookie.created.plus_seconds(LAX_ALLOWING_UNSAFE_S)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "app.shop.test";
    const CROSS: Context = Context { same_site: false, top_level: true, tls: true };

    fn jar(field: &str) -> Jar {
        let mut jar = Jar::default();
        jar.set(Ms::new(0), HOST, true, field).expect("kept");
        jar
    }

    fn goes(jar: &Jar, at_s: i64, engine: Engine, method: &str, from: Context) -> bool {
        jar.sent(Ms::from_seconds(at_s), engine, HOST, "/transfer", method, from).is_some()
    }

    #[test]
    fn a_cookie_of_4096_bytes_is_kept_and_one_more_is_dropped() {
        let field = |value: usize| format!("ab={}; Path=/", "x".repeat(value));
        assert_eq!(Jar::default().set(Ms::new(0), HOST, true, &field(4094)), Ok(None));
        assert_eq!(
            Jar::default().set(Ms::new(0), HOST, true, &field(4095)),
            Err(("ab".into(), 4097, CookieRule::Size))
        );
    }

    #[test]
    fn prefixes_and_secure_are_held_to_their_words() {
        let set = |tls, field: &str| Jar::default().set(Ms::new(0), HOST, tls, field).is_ok();
        assert!(set(true, "__Host-a=1; Path=/; Secure"));
        assert!(!set(true, "__Host-a=1; Path=/x; Secure"));
        assert!(!set(true, "__Host-a=1; Path=/; Secure; Domain=shop.test"));
        assert!(!set(true, "__Secure-a=1; Path=/"));
        assert!(!set(false, "a=1; Path=/; Secure"));
    }

    #[test]
    fn same_site_says_what_another_site_can_send() {
        let background = Context { top_level: false, ..CROSS };
        for (words, get, post, hidden) in [
            ("; SameSite=Strict", false, false, false),
            ("; SameSite=Lax", true, false, false),
            ("; SameSite=None; Secure", true, true, true),
        ] {
            let jar = jar(&format!("a=1; Path=/{words}"));
            assert_eq!(goes(&jar, 1, Engine::Chromium, "GET", CROSS), get, "{words}");
            assert_eq!(goes(&jar, 1, Engine::Chromium, "POST", CROSS), post, "{words}");
            assert_eq!(goes(&jar, 1, Engine::Chromium, "POST", background), hidden, "{words}");
            let same = Context { same_site: true, ..CROSS };
            assert!(goes(&jar, 1, Engine::Chromium, "POST", same));
        }
    }

    #[test]
    fn an_absent_same_site_is_two_minutes_of_grace_in_chromium_and_none_elsewhere() {
        let jar = jar("a=1; Path=/");
        assert!(goes(&jar, 119, Engine::Chromium, "POST", CROSS));
        assert!(!goes(&jar, 120, Engine::Chromium, "POST", CROSS));
        assert!(goes(&jar, 120, Engine::Chromium, "GET", CROSS));
        assert!(goes(&jar, 999, Engine::FirefoxSafari, "POST", CROSS));
    }

    #[test]
    fn a_cookie_is_taken_away_by_max_age_0_and_by_its_age() {
        let mut jar = jar("a=1; Path=/; Max-Age=60");
        assert_eq!(jar.drop_old(Ms::from_seconds(59)), vec![]);
        let kept = jar.cookies.clone();
        assert_eq!(jar.clone().drop_old(Ms::from_seconds(60)), kept);
        let now = Ms::from_seconds(1);
        assert_eq!(
            jar.set(now, HOST, true, "a=; Path=/elsewhere; Max-Age=0"),
            Ok(None),
            "another path is another cookie"
        );
        assert_eq!(jar.set(now, HOST, true, "a=; Path=/; Max-Age=0"), Ok(kept.into_iter().next()));
        assert_eq!(jar.set(now, HOST, true, "a=; Path=/; Max-Age=0"), Ok(None));
    }

    #[test]
    fn a_path_is_a_prefix_of_whole_segments() {
        assert!(path_fits("/refresh", "/refresh"));
        assert!(path_fits("/refresh", "/refresh/x"));
        assert!(!path_fits("/refresh", "/refreshing"));
        assert!(path_fits("/", "/anything"));
    }
}
