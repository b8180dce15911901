//! R0 to R17 in their order: the first that fails answers, the rest is not reached.

use super::claims::Believed;
use super::judging::{Judging, Stop};
use super::server::ApiServer;
use super::transport::NoToken;
use super::upstream::Upstream;
use super::{access, answer, transport};
use crate::session::config::{Carry, Validation};
use crate::session::entry::Entry;
use crate::session::http::{Request, Response};
use crate::session::time::Ms;
use crate::session::verdict::{self, Check, Outcome, Verdict};

impl ApiServer {
    /// Answers a request; `None` when another server was asked first and the request is to be handled again.
    pub fn handle(&mut self, now: Ms, up: &mut dyn Upstream, r: &Request) -> Option<(Response, Verdict, Vec<Entry>)> {
        run(self, now, up, r)
    }
}

fn run(server: &mut ApiServer, now: Ms, up: &mut dyn Upstream, r: &Request) -> Option<(Response, Verdict, Vec<Entry>)> {
    let own = server.own();
    let local = server.local(now);
    let mut judging = Judging { server, own, now, local, up, rows: Vec::new(), log: Vec::new() };
    let (response, sub) = match judged(&mut judging, r) {
        Ok((response, who)) => (response, Some(who.sub)),
        Err(Stop::Failed(check, why, response)) => {
            judging.rows.push(verdict::Row { check, outcome: Outcome::Failed, found: why });
            (*response, None)
        }
        Err(Stop::Wait) => return None,
    };
    let reached = judging.rows.len();
    let rest = Check::ALL.iter().skip(reached);
    judging.rows.extend(rest.map(|check| verdict::Row {
        check: *check,
        outcome: Outcome::NotReached,
        found: String::new(),
    }));
    let lookups = judging.log.iter().filter(|entry| matches!(entry, Entry::Lookup(_))).count();
    let verdict = Verdict {
        rows: judging.rows,
        by: judging.own.validation,
        status: response.status,
        lookups: u32::try_from(lookups).unwrap_or(u32::MAX),
        sub,
    };
    Some((response, verdict, judging.log))
}

fn judged(on: &mut Judging<'_>, r: &Request) -> Result<(Response, Believed), Stop> {
    sizes(on, r)?;
    let (own, local) = (on.own.clone(), on.local);
    let handler = answer::route(&on.server.config, r).map_err(|(status, method)| {
        let (code, why) = if status == 404 {
            ("not_found", "there is nothing here")
        } else {
            ("method_not_allowed", "another method is wanted")
        };
        let mut response = Response::new(status, local);
        if !method.is_empty() {
            response = response.with("Allow", method);
        }
        let body = answer::plain(&own, local, status, code, why).body;
        Stop::Failed(Check::R1, why.into(), Box::new(response.json(body)))
    })?;
    on.passed(Check::R1, format!("{} {}", r.method, r.path()));
    let carried = transport::find(on.server, r).map_err(|why| no_token(on, &why))?;
    on.passed(Check::R2, carried.by.word());
    on.passed(Check::R3, format!("{} characters", carried.text.len()));
    if carried.by == Carry::Cookie && r.method != "GET" {
        if let Some(why) = transport::forged_request(on.server, r) {
            let response = answer::plain(&own, local, 403, "csrf_failed", why);
            return Err(Stop::Failed(Check::R4, why.into(), Box::new(response)));
        }
        on.passed(Check::R4, on.server.config.defence.word());
    } else {
        on.off(Check::R4, "no cookie, or nothing changes");
    }
    let who = match own.validation {
        Validation::Local => access::local(on, &carried.text)?,
        Validation::Introspect { cache_s } => access::introspected(on, &carried.text, cache_s)?,
        Validation::ServerSession => access::session(on, &carried.text)?,
    };
    if handler == answer::Handler::Admin && who.role != "admin" {
        let why = "role admin required";
        let response = answer::challenge(&own, local, 403, "insufficient_scope", why);
        return Err(Stop::Failed(Check::R16, why.into(), Box::new(response)));
    }
    on.passed(Check::R16, who.role.clone());
    on.passed(Check::R17, "");
    Ok((answer::handled(handler, local, r, &who), who))
}

/// R0.
fn sizes(on: &mut Judging<'_>, r: &Request) -> Result<(), Stop> {
    let (line, all, status) = on.own.limits.figures();
    let longest = r.headers.iter().map(|(name, value)| name.len() + value.len() + 4).max().unwrap_or(0);
    let longest = longest.max(r.method.len() + r.target.len() + 12);
    let head = r.size().saturating_sub(r.body.len());
    if longest > line || head > all {
        let limit = if longest > line { line } else { all };
        let why = format!("header fields exceed {limit} bytes");
        let response = answer::too_large(&on.own, on.local, status, &why);
        return Err(Stop::Failed(Check::R0, why, Box::new(response)));
    }
    on.passed(Check::R0, format!("{head} bytes"));
    Ok(())
}

fn no_token(on: &mut Judging<'_>, why: &NoToken) -> Stop {
    let (check, words) = match why {
        NoToken::None => (Check::R2, "no credentials"),
        NoToken::OtherScheme => (Check::R3, "another scheme than Bearer"),
        NoToken::Malformed => (Check::R3, "malformed Authorization header"),
        NoToken::Twice => (Check::R2, "more than one token transport used"),
    };
    if check == Check::R3 {
        on.passed(Check::R2, "one credential");
    }
    let response = match why {
        NoToken::None | NoToken::OtherScheme => answer::bare(on.local),
        NoToken::Malformed | NoToken::Twice => answer::challenge(&on.own, on.local, 400, "invalid_request", words),
    };
    Stop::Failed(check, words.into(), Box::new(response))
}
