//! R5 to R15: the token itself, judged here, by the auth server, or by the store of sessions.

use super::answer;
use super::claims::{self, Believed};
use super::judging::{Judging, Stop};
use super::keys::{self, Found};
use super::upstream::{Answer, Told};
use crate::session::config::{Alg, Claim, DenyList, Flaw, OnFailure};
use crate::session::drbg::fingerprint;
use crate::session::entry::{Entry, Lookup};
use crate::session::token::{Parts, string, take_apart};
use crate::session::verdict::Check;

/// The most characters of a token that are looked at: as many as the head of a request may have.
const MAX_CHARACTERS: usize = 16_384;

/// R5 to R15 at the server itself.
pub(super) fn local(on: &mut Judging<'_>, text: &str) -> Result<Believed, Stop> {
    if text.len() > MAX_CHARACTERS {
        return Err(on.invalid(Check::R5, format!("more than {MAX_CHARACTERS} characters")));
    }
    let parts = take_apart(text).map_err(|why| on.invalid(Check::R5, why))?;
    on.passed(Check::R5, format!("payload {} B", parts.payload.len()));
    let alg = algorithm(on, &parts)?;
    signature(on, &parts, alg)?;
    let (rows, believed) = claims::judge(on.server, &on.own, on.local, parts.payload);
    on.take(rows)?;
    let believed = believed.ok_or_else(|| on.invalid(Check::R13, "The access token is not valid"))?;
    on.off(Check::R14, "the token is bound to nobody");
    denied(on, &believed)?;
    Ok(believed)
}

/// R6; `None` for a token that is accepted without a signature.
fn algorithm(on: &mut Judging<'_>, parts: &Parts<'_>) -> Result<Option<Alg>, Stop> {
    let config = &on.server.config;
    let named = string(&parts.header, "alg").unwrap_or_default();
    let none = named.eq_ignore_ascii_case("none");
    let takes = |alg: Alg| {
        let embedded = config.has(Flaw::TrustJwk) && parts.header.get("jwk").is_some()
            || config.has(Flaw::TrustJku) && parts.header.get("jku").is_some();
        alg == config.alg
            || embedded
            || config.has(Flaw::Confusion)
            || config.has(Flaw::NoSignature)
            || (config.has(Flaw::KidPath) || config.has(Flaw::KidSql)) && alg.is_hmac()
    };
    let known = Alg::from_word(&named).filter(|alg| takes(*alg));
    if known.is_none() && !(none && (config.has(Flaw::None) || config.has(Flaw::NoSignature))) {
        return Err(on.invalid(Check::R6, format!("alg {named} is not allowed")));
    }
    if parts.header.get("crit").is_some() {
        return Err(on.invalid(Check::R6, "crit names an extension that is not understood"));
    }
    let typ = string(&parts.header, "typ").unwrap_or_default();
    let wanted = on.own.require.contains(&Claim::Typ) && !config.has(Flaw::NoType);
    if wanted && !typ.eq_ignore_ascii_case("at+jwt") && !typ.eq_ignore_ascii_case("application/at+jwt") {
        return Err(on.invalid(Check::R6, "typ is not at+jwt"));
    }
    on.passed(Check::R6, format!("alg {named}, typ {typ}"));
    Ok(known)
}

/// R7 and R8.
fn signature(on: &mut Judging<'_>, parts: &Parts<'_>, alg: Option<Alg>) -> Result<(), Stop> {
    let Some(alg) = alg else {
        on.off(Check::R7, "no key: alg is none");
        on.off(Check::R8, "no signature: alg is none");
        return Ok(());
    };
    if on.server.config.has(Flaw::NoSignature) {
        on.off(Check::R7, "not asked for");
        on.off(Check::R8, "not asked for");
        return Ok(());
    }
    let (keys, alg) = match keys::find(on.server, on.now, on.up, &parts.header, alg, &mut on.log) {
        Found::Keys(keys, alg) => (keys, alg),
        Found::Unknown => return Err(on.invalid(Check::R7, "unknown key")),
        Found::NoCopy => return Err(unavailable(on, Check::R7, "the key set does not come")),
        Found::Wait => return Err(Stop::Wait),
    };
    on.passed(Check::R7, keys.first().map(|key| key.kid.clone()).unwrap_or_default());
    on.log.push(Entry::Verified(alg));
    if keys.iter().any(|key| key.verifies(alg, parts.input.as_bytes(), &parts.signature)) {
        on.passed(Check::R8, format!("{} by {} B", alg.word(), parts.signature.len()));
        Ok(())
    } else {
        Err(on.invalid(Check::R8, "the signature does not match"))
    }
}

/// R15.
fn denied(on: &mut Judging<'_>, who: &Believed) -> Result<(), Stop> {
    if on.server.config.deny_list == DenyList::Off {
        on.off(Check::R15, "there is no deny-list");
        return Ok(());
    }
    on.log.push(Entry::Lookup(Lookup::Deny));
    match on.up.denied(&who.jti, &who.sid, &who.sub, who.iat) {
        Answer::Ready(true) => Err(on.invalid(Check::R15, "The access token was revoked")),
        Answer::Ready(false) => {
            on.passed(Check::R15, "not on the list");
            Ok(())
        }
        Answer::Pending => Err(Stop::Wait),
        Answer::Failed => match on.server.config.deny_failure {
            OnFailure::Open => {
                on.off(Check::R15, "the list does not answer: let through");
                Ok(())
            }
            OnFailure::Closed => Err(unavailable(on, Check::R15, "the deny-list does not answer")),
        },
    }
}

fn unavailable(on: &Judging<'_>, check: Check, why: &str) -> Stop {
    let response = answer::plain(&on.own, on.local, 503, "temporarily_unavailable", why);
    Stop::Failed(check, why.into(), Box::new(response))
}

fn elsewhere(on: &mut Judging<'_>) {
    for check in [
        Check::R5,
        Check::R6,
        Check::R7,
        Check::R8,
        Check::R9,
        Check::R10,
        Check::R11,
        Check::R12,
        Check::R13,
        Check::R14,
    ] {
        on.off(check, "judged elsewhere");
    }
}

fn believed(on: &mut Judging<'_>, told: Option<Told>) -> Result<Believed, Stop> {
    let wanted = on.own.audience.clone();
    let open = on.server.config.has(Flaw::NoAudience) || !on.own.require.contains(&Claim::Aud);
    match told {
        Some(told) if open || told.aud == wanted => {
            on.passed(Check::R15, "alive");
            Ok(Believed { sub: told.sub, role: told.role, exp: Some(told.exp), ..Believed::default() })
        }
        Some(_) => Err(on.invalid(Check::R15, "the access token is for another audience")),
        None => Err(on.invalid(Check::R15, "The access token expired or was revoked")),
    }
}

/// By asking the auth server.
pub(super) fn introspected(on: &mut Judging<'_>, text: &str, cache_s: i64) -> Result<Believed, Stop> {
    elsewhere(on);
    let name = fingerprint(text);
    let fresh = |(at, _): &&(crate::session::time::Ms, Option<Told>)| on.now < at.plus_seconds(cache_s);
    let remembered = on.server.told.get(&name).filter(fresh).map(|(_, told)| told.clone());
    let told = match remembered {
        // Not longer than the token itself.
        Some(told) => told.filter(|told| on.local.seconds() < told.exp),
        None => {
            let told = match on.up.introspect(text) {
                Answer::Ready(told) => told,
                Answer::Pending => return Err(Stop::Wait),
                Answer::Failed => return Err(unavailable(on, Check::R15, "the auth server does not answer")),
            };
            on.log.push(Entry::Lookup(Lookup::Introspection));
            if cache_s > 0 {
                let (now, long) = (on.now, cache_s);
                on.server.told.retain(|_, (at, _)| now < at.plus_seconds(long));
                on.server.told.insert(name, (now, told.clone()));
            }
            told
        }
    };
    believed(on, told)
}

/// By looking the session up.
pub(super) fn session(on: &mut Judging<'_>, text: &str) -> Result<Believed, Stop> {
    elsewhere(on);
    on.log.push(Entry::Lookup(Lookup::Session));
    let told = match on.up.session(text) {
        Answer::Ready(told) => told,
        Answer::Pending => return Err(Stop::Wait),
        Answer::Failed => return Err(unavailable(on, Check::R15, "the store of sessions does not answer")),
    };
    believed(on, told)
}
