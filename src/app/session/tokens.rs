//! Which token the keys mean: the one of the message under the cursor, else the newest.

use super::Session;
use super::flow::Shape;
use super::record::decoded;
use super::stage::Stage;
use crate::session::event::EventKind;
use crate::session::id::TokenId;

impl Session {
    /// The name of the token that the row under the cursor is about.
    pub(super) fn token_here(&self, stage: &Stage) -> Option<TokenId> {
        let jwt = |id: &TokenId| {
            let text = stage.record.tokens.get(id).map_or("", |written| written.text.as_str());
            text.matches('.').count() == 2
        };
        let step = self.step_here(stage)?;
        let named = match step.shape {
            Shape::Arrow { letter, .. } => {
                let tokens = stage.record.letters.get(&letter).map(|letter| letter.tokens.clone()).unwrap_or_default();
                tokens.into_iter().find(jwt)
            }
            Shape::Note(_) => {
                let event = stage.record.event(step.seq);
                event.and_then(|event| match &event.kind {
                    EventKind::Stolen { token, .. }
                    | EventKind::Forged { token, .. }
                    | EventKind::Expired(token)
                    | EventKind::Revoked { token } => Some(*token).filter(jwt),
                    _ => None,
                })
            }
        };
        let until = step.seq;
        let newest = || {
            let before = stage.record.until(until).iter().rev();
            before
                .filter_map(|event| match &event.kind {
                    EventKind::Issued { access, .. } => Some(*access),
                    EventKind::Forged { token, .. } => Some(*token),
                    _ => None,
                })
                .find(jwt)
        };
        named.or_else(newest)
    }

    /// Takes the token under the cursor apart, where it is another than before.
    pub(super) fn take_token(&mut self) {
        let text = self.stage.as_ref().and_then(|stage| {
            let id = self.token_here(stage)?;
            Some(stage.record.tokens.get(&id)?.text.clone())
        });
        if self.token.as_ref().map(|token| &token.text) != text.as_ref() {
            self.token = text.as_deref().and_then(decoded);
        }
    }
}
