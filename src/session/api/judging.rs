//! What goes on while a request is judged: the rows of the verdict so far, and what stops it.

use super::answer;
use super::claims::Found as Row;
use super::server::ApiServer;
use super::upstream::Upstream;
use crate::session::config::Api;
use crate::session::entry::Entry;
use crate::session::http::Response;
use crate::session::time::Ms;
use crate::session::verdict::{self, Check, Outcome};

/// What stops a request.
pub(super) enum Stop {
    /// A check failed; this is the answer.
    Failed(Check, String, Box<Response>),
    /// Another server was asked.
    Wait,
}

/// What goes on while a request is judged.
pub(super) struct Judging<'a> {
    pub(super) server: &'a mut ApiServer,
    pub(super) own: Api,
    pub(super) now: Ms,
    pub(super) local: Ms,
    pub(super) up: &'a mut dyn Upstream,
    pub(super) rows: Vec<verdict::Row>,
    pub(super) log: Vec<Entry>,
}

impl Judging<'_> {
    pub(super) fn passed(&mut self, check: Check, found: impl Into<String>) {
        self.rows.push(verdict::Row { check, outcome: Outcome::Passed, found: found.into() });
    }

    pub(super) fn off(&mut self, check: Check, found: impl Into<String>) {
        self.rows.push(verdict::Row { check, outcome: Outcome::Off, found: found.into() });
    }

    /// 401 `invalid_token`.
    pub(super) fn invalid(&self, check: Check, why: impl Into<String>) -> Stop {
        let why = why.into();
        let response = answer::challenge(&self.own, self.local, 401, "invalid_token", &why);
        Stop::Failed(check, why, Box::new(response))
    }

    pub(super) fn take(&mut self, rows: Vec<Row>) -> Result<(), Stop> {
        for row in rows {
            match row {
                Row::Passed(check, found) => self.passed(check, found),
                Row::Off(check, found) => self.off(check, found),
                Row::Failed(check, why) => return Err(self.invalid(check, why)),
            }
        }
        Ok(())
    }
}
