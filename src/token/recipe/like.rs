//! A token as it was received → the recipe of a fresh one like it.

use std::collections::BTreeMap;

use super::{Jti, Lifetime, Recipe, RolesAs};
use crate::token::anatomy::Token;
use crate::token::json::{Document, Kind};
use crate::token::part::{Part, Role};
use crate::token::time_spec::TimeSpec;

/// An object of which members are taken out, one after the other; what is left can be written again.
struct Taking<'a> {
    document: &'a Document,
    taken: Vec<u32>,
}

impl<'a> Taking<'a> {
    fn of(part: Option<&'a Part>) -> Option<Self> {
        let document = part?.json()?;
        let is_object = document.fault.is_none() && document.root()?.kind == Kind::Object;
        is_object.then_some(Self { document, taken: Vec::new() })
    }

    /// The string of this name, if it is one.
    fn string(&mut self, name: &str) -> Option<String> {
        let index = self.document.get(name)?;
        let text = self.document.string(index)?.into_owned();
        self.taken.push(index);
        Some(text)
    }

    /// The string of this name, or the strings of the array of this name, if they are nothing else.
    fn strings(&mut self, name: &str) -> Option<Vec<String>> {
        let index = self.document.get(name)?;
        let texts = self.strings_at(index)?;
        self.taken.push(index);
        Some(texts)
    }

    fn strings_at(&self, index: u32) -> Option<Vec<String>> {
        let text = |index| self.document.string(index).map(std::borrow::Cow::into_owned);
        match self.document.node(index)?.kind {
            Kind::Array => self.document.members(index).map(text).collect(),
            Kind::Object | Kind::String | Kind::Number | Kind::True | Kind::False | Kind::Null | Kind::Broken => {
                text(index).map(|text| vec![text])
            }
        }
    }

    /// The roles of Keycloak, where nothing stands beside them.
    fn realm(&mut self) -> Option<Vec<String>> {
        let index = self.document.get("realm_access")?;
        let mut members = self.document.members(index);
        let (only, None) = (members.next()?, members.next()) else { return None };
        let named = self.document.name(only).is_some_and(|name| name == "roles");
        let roles = self.document.node(only).filter(|node| named && node.kind == Kind::Array);
        let texts = roles.and_then(|_| self.strings_at(only))?;
        self.taken.push(index);
        Some(texts)
    }

    /// The roles, where they are written in this form.
    fn roles(&mut self, form: RolesAs) -> Option<Vec<String>> {
        match form {
            RolesAs::Natural => None,
            RolesAs::Role => self.string("role").map(|role| vec![role]),
            RolesAs::Roles => self.strings("roles"),
            RolesAs::Realm => self.realm(),
            RolesAs::Permissions => self.strings("permissions"),
            RolesAs::Scope => self.string("scope").map(|scope| scope.split_whitespace().map(str::to_owned).collect()),
        }
    }

    /// A whole number of seconds.
    fn seconds(&mut self, name: &str) -> Option<i64> {
        let index = self.document.get(name)?;
        let seconds = self.document.number_text(index)?.parse().ok()?;
        self.taken.push(index);
        Some(seconds)
    }

    /// What is left, as the text of an object; of a name that stands twice the last. Empty where nothing is.
    fn rest(&self) -> String {
        let name = |index: u32| self.document.name(index);
        let taken: Vec<_> = self.taken.iter().filter_map(|index| name(*index)).collect();
        // A payload may have a million members: none is looked for among all others.
        let last: BTreeMap<_, u32> = self.document.members(0).filter_map(|index| Some((name(index)?, index))).collect();
        let mut members = Vec::new();
        for index in self.document.members(0) {
            let Some(name) = name(index) else { continue };
            if taken.contains(&name) || last.get(&name) != Some(&index) {
                continue;
            }
            if let (Some(raw), Some(value)) = (self.document.raw_name(index), self.document.compact(index)) {
                members.push(format!("{}: {value}", String::from_utf8_lossy(raw)));
            }
        }
        if members.is_empty() { String::new() } else { format!("{{{}}}", members.join(",\n ")) }
    }
}

impl Recipe {
    /// The recipe of a fresh token like this one: issued now, good for as long as that one was. `None` where its header or payload is no
    /// JSON object.
    #[must_use]
    pub fn like(token: &Token) -> Option<Self> {
        let mut header = Taking::of(token.part(Role::Header))?;
        let mut claims = Taking::of(token.part(Role::Payload))?;
        let mut recipe = Self { typ: None, iat: None, lifetime: Lifetime::None, ..Self::default() };
        if let Some(alg) = header.string("alg") {
            recipe.alg = alg;
        }
        recipe.typ = header.string("typ").filter(|typ| !typ.is_empty());
        recipe.kid = header.string("kid").filter(|kid| !kid.is_empty());
        recipe.header = header.rest();
        recipe.sub = claims.string("sub").filter(|sub| !sub.is_empty());
        recipe.name = claims.string("name").filter(|name| !name.is_empty());
        recipe.iss = claims.string("iss").filter(|iss| !iss.is_empty());
        recipe.aud = claims.strings("aud").unwrap_or_default();
        // A token may have several of them: the first is the roles, the others are claims.
        let forms = [RolesAs::Role, RolesAs::Roles, RolesAs::Realm, RolesAs::Permissions, RolesAs::Scope];
        if let Some((form, roles)) = forms.into_iter().find_map(|form| Some((form, claims.roles(form)?))) {
            recipe.roles = roles;
            recipe.roles_as = form;
        }
        let iat = claims.seconds("iat");
        recipe.iat = iat.map(|_| TimeSpec::FromNow(0));
        if let Some(exp) = claims.seconds("exp") {
            let span = iat.and_then(|iat| exp.checked_sub(iat)).filter(|span| *span > 0);
            let default = Self::default().lifetime;
            recipe.lifetime = span.map_or(default, Lifetime::For);
        }
        recipe.jti = match claims.string("jti") {
            None => Jti::Absent,
            // The name of one token is not that of another.
            Some(_) => Jti::Random,
        };
        if claims.seconds("nbf").is_some() {
            recipe.nbf = Some(TimeSpec::FromNow(0));
        }
        recipe.claims = claims.rest();
        Some(recipe)
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;
    use crate::token::anatomy::read_all;
    use crate::token::moment::Moment;
    use crate::token::zone::Zone;

    fn again(header: &str, payload: &str) -> Option<(String, String)> {
        let token = format!("{}.{}.AAAA", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
        let tokens = read_all(&token);
        let built = Recipe::like(&tokens[0])?.build(Moment::from_seconds(1000), Zone::UTC, "fresh").expect("it builds");
        Some((built.header, built.payload))
    }

    #[test]
    fn a_fresh_token_is_like_the_old_one_and_lives_as_long() {
        let (header, payload) = again(
            r#"{"typ":"JWT","x":1,"alg":"ES256"}"#,
            r#"{"exp":160,"iat":100,"z":1.50,"sub":"s","aud":["a","b"],"scope":"r w","jti":"old","nbf":100,"email":null}"#,
        )
        .expect("it is carried");
        assert_eq!(header, r#"{"alg":"ES256","typ":"JWT","x":1}"#);
        assert_eq!(
            payload,
            r#"{"sub":"s","aud":["a","b"],"scope":"r w","nbf":1000,"iat":1000,"exp":1060,"jti":"fresh","z":1.50,"email":null}"#
        );
    }

    #[test]
    fn what_the_form_has_no_field_for_stays_a_claim() {
        for payload in [
            r#"{"sub":1,"aud":[1],"role":["a"],"realm_access":{"roles":["a"],"x":1},"exp":"soon","iat":1.5}"#,
            r#"{"a":{"b":[]}}"#,
            "{}",
        ] {
            assert_eq!(again(r#"{"alg":"HS256"}"#, payload).expect("it is carried").1, payload);
        }
        let both = again(r#"{"alg":"HS256"}"#, r#"{"role":"a","roles":["b"],"x":1,"x":2}"#).expect("it is carried");
        assert_eq!(both.1, r#"{"role":"a","roles":["b"],"x":2}"#);
        assert_eq!(again(r#"{"alg":"HS256"}"#, "[1]"), None);
    }

    #[test]
    fn a_payload_of_many_members_takes_no_longer_for_each() {
        // If each were looked for among all others, this would take minutes.
        let members: Vec<String> = (0..100_000).map(|nth| format!(r#""{nth}":1"#)).collect();
        let payload = format!("{{{}}}", members.join(","));
        assert!(again(r#"{"alg":"HS256"}"#, &payload).expect("it is carried").1 == payload);
    }
}
