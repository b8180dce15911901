//! Tokens to look at without having one: `assets/samples.json`, some of them made for the instant at which they are opened.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::moment::Moment;

/// A sample: a title, and a token or what to make one of.
///
/// Nobody holds a key for those that are made: their signatures are not genuine, as those of most pasted tokens cannot be checked either.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Sample {
    /// What it shows.
    pub title: String,
    token: Option<String>,
    header: Option<String>,
    payload: Option<String>,
    signature: Option<String>,
}

/// All samples, in the order of the file.
#[must_use]
pub fn all() -> &'static [Sample] {
    static SAMPLES: OnceLock<Vec<Sample>> = OnceLock::new();
    SAMPLES.get_or_init(|| serde_json::from_str(include_str!("../../assets/samples.json")).unwrap_or_default())
}

impl Sample {
    /// The text to be pasted at `now`.
    #[must_use]
    pub fn text(&self, now: Moment) -> String {
        if let Some(token) = &self.token {
            return token.clone();
        }
        let coded = |part: &Option<String>| URL_SAFE_NO_PAD.encode(at(part.as_deref().unwrap_or_default(), now));
        let signature = self.signature.as_deref().unwrap_or_default();
        format!("{}.{}.{signature}", coded(&self.header), coded(&self.payload))
    }
}

/// Writes instants in the place of `{now}`, `{now+60}`, `{now-60}`.
fn at(template: &str, now: Moment) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{now") {
        let Some((offset, behind)) = after.split_once('}') else { break };
        text.push_str(before);
        let offset: i64 = offset.parse().unwrap_or(0);
        text.push_str(&now.plus_seconds(offset).seconds().to_string());
        rest = behind;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::super::anatomy::{self, Kind};
    use super::super::lifetime::State;
    use super::*;

    #[test]
    fn every_sample_is_found_and_shows_what_it_promises() {
        let now = Moment::from_seconds(1_795_347_783);
        let state = |sample: &Sample| {
            let tokens = anatomy::read_all(&sample.text(now));
            (tokens.len(), tokens[0].kind, tokens[0].times().state(now, 0), tokens[0].faults.len())
        };
        let seen: Vec<_> = all().iter().map(state).collect();
        assert_eq!(all().len(), 17);
        assert_eq!(seen[0], (1, Kind::Jws, State::Active, 0));
        assert_eq!(seen[1], (1, Kind::Jws, State::Expiring, 0));
        assert_eq!(seen[2], (1, Kind::Jws, State::Expired, 0));
        assert_eq!(seen[3], (1, Kind::Jws, State::NotYet, 0));
        assert_eq!(seen[4], (1, Kind::Jws, State::NoExpiry, 0));
        assert_eq!(seen[5].3, 1, "alg none is a fault");
        for (sample, seen) in all().iter().zip(&seen).filter(|(sample, _)| sample.title.starts_with("broken")) {
            assert!(seen.3 > 0, "{} has no fault", sample.title);
        }
        assert_eq!(seen[12].1, Kind::Jwe);
        assert_eq!(seen[15].0, 2);
        assert_eq!(seen[16], (1, Kind::Jws, State::Active, 0));
    }
}
