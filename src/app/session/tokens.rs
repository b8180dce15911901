//! Which token the keys mean: the one of the row under the cursor.

use super::Session;
use super::flow::Shape;
use super::jwt::Jwt;
use super::stage::Stage;
use crate::session::event::EventKind;
use crate::session::id::TokenId;

/// The token that a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Here {
    /// A JWT.
    Jwt(TokenId),
    /// Random characters.
    Opaque(TokenId),
    /// None.
    Nothing,
}

impl Session {
    /// The token that the row under the cursor is about: it stands there, or in the request that is answered there. A JWT comes before
    /// random characters.
    pub(super) fn token_here(&self, stage: &Stage) -> Here {
        let Some(step) = self.step_here(stage) else { return Here::Nothing };
        let named: Vec<TokenId> = match step.shape {
            Shape::Arrow { letter, .. } => {
                let letter = stage.record.letters.get(&letter);
                let asked = letter.and_then(|letter| stage.record.letters.get(&letter.answers?));
                letter.into_iter().chain(asked).flat_map(|letter| letter.tokens.iter().copied()).collect()
            }
            Shape::Note(_) => match stage.record.event(step.seq).map(|event| &event.kind) {
                Some(
                    EventKind::Stolen { token, .. }
                    | EventKind::Forged { token, .. }
                    | EventKind::Expired(token)
                    | EventKind::Revoked { token }
                    | EventKind::Graced { presented: token, .. }
                    | EventKind::ReuseDetected { presented: token, .. },
                ) => vec![*token],
                _ => Vec::new(),
            },
        };
        let jwt = |id: &TokenId| {
            let text = stage.record.tokens.get(id).map_or("", |written| written.text.as_str());
            text.matches('.').count() == 2
        };
        match (named.iter().copied().find(jwt), named.first()) {
            (Some(id), _) => Here::Jwt(id),
            (None, Some(id)) => Here::Opaque(*id),
            (None, None) => Here::Nothing,
        }
    }

    /// Takes the token under the cursor, where it is another than before.
    pub(super) fn take_token(&mut self) {
        let text = self.stage.as_ref().and_then(|stage| {
            let Here::Jwt(id) = self.token_here(stage) else { return None };
            Some(stage.record.tokens.get(&id)?.text.as_str())
        });
        if self.token.as_ref().map(|token| token.text()) != text {
            self.token = text.map(|text| Jwt::new(text.to_owned()));
        }
    }
}
