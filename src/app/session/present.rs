//! A token from elsewhere, shown to an API server of the world: what would it say? Nothing changes by the question.

use super::Session;
use super::course::{ASKED, note};
use super::ink::Row;
use super::stage::Stage;
use crate::app::notice::Tone;
use crate::app::overlay::{Overlay, Page};
use crate::app::screen::Ask;
use crate::session::api::{Answer, Told, Upstream};
use crate::session::http::Request;
use crate::session::key::NamedKey;
use crate::session::verdict::{Check, Outcome, Row as Judged};

/// The other servers, as far as they can be asked without changing anything.
struct Asked<'a>(&'a Stage);

impl Upstream for Asked<'_> {
    fn key_set(&mut self) -> Answer<Vec<NamedKey>> {
        let published = self.0.world().auth().published();
        Answer::Ready(published.iter().filter_map(NamedKey::public).collect())
    }

    fn introspect(&mut self, _token: &str) -> Answer<Option<Told>> {
        // The auth server knows the tokens that it issued, and none from elsewhere.
        Answer::Ready(None)
    }

    fn session(&mut self, _token: &str) -> Answer<Option<Told>> {
        Answer::Ready(None)
    }

    fn denied(&mut self, _jti: &str, _sid: &str, _sub: &str, _iat: i64) -> Answer<bool> {
        Answer::Ready(false)
    }

    fn foreign_keys(&mut self, _address: &str) -> Vec<NamedKey> {
        Vec::new()
    }
}

impl Session {
    /// What the first API server would make of `GET /profile` with this token, as a page.
    #[must_use]
    pub fn present(&self, token: &str) -> Vec<Ask> {
        let Some(stage) = &self.stage else {
            return vec![Ask::say(
                Tone::Note,
                "there is no API yet: S goes to the session, space or P begins a world there",
            )];
        };
        if stage.is_asked() {
            return note(ASKED);
        }
        let Some(api) = stage.world().apis().first() else { return Vec::new() };
        let request = Request::new("GET", "/profile", &api.own().host).with("Authorization", format!("Bearer {token}"));
        // A copy is asked: what it learns by the question is forgotten.
        let Some((_, verdict, _)) = api.clone().handle(stage.now(), &mut Asked(stage), &request) else {
            return vec![Ask::say(Tone::Fail, "the API would have to ask another server first")];
        };
        // It was only asked: what the server would do is not done.
        let mut verdict = verdict;
        for row in verdict.rows.iter_mut().filter(|row| row.check == Check::R17 && row.outcome == Outcome::Passed) {
            row.found = "the request would be carried out: this was only a question".to_owned();
        }
        let dated = |row: &Judged| row.check == Check::R13 && row.outcome == Outcome::Failed;
        if verdict.rows.iter().any(dated) {
            let date = stage.now().iso();
            for row in verdict.rows.iter_mut().filter(|row| dated(row)) {
                row.found.push_str(&format!("; the world's date is {date}"));
            }
        }
        // The row of the status has it for its name, those of the checks how they came out and which they are.
        let named = |(number, row): (usize, &Row)| {
            let (name, rest) = row.0.split_at(row.0.len().min(if number == 0 { 1 } else { 2 }));
            let name: Vec<&str> = name.iter().map(|(_, text)| text.trim()).collect();
            let rest: String = rest.iter().map(|(_, text)| text.as_str()).collect();
            (name.join(" "), rest.trim().to_owned())
        };
        let rows = super::verdict::rows(&verdict, 200).iter().enumerate().map(named).collect();
        let at = super::span::coarse(stage.record.t0, stage.now());
        let title = format!("GET /profile with this token, {} says at t+{at}", api.actor());
        vec![Ask::Over(Overlay::Page(Page::of(title, rows)))]
    }
}
