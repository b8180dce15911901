//! What a measure amounts to in a world: asked of its counters and windows, never of the scenario.

use super::measure::{Amount, Design, Measure};
use super::record::Record;
use crate::session::exposure;
use crate::session::id::ActorId;

/// How many characters of a signature are enough to tell it from another.
const TELLING: usize = 12;

pub(super) fn measure(measure: &Measure, record: &Record) -> Amount {
    let world = record.world();
    let counters = world.counters();
    match measure {
        Measure::Exposure(token, Some(ActorId::Api(api))) => span(exposure::exposure(world, *token, usize::from(*api))),
        Measure::Exposure(_, Some(_)) => Amount::Nothing,
        Measure::Exposure(token, None) => {
            let apis = 0..world.apis().len();
            span(apis.filter_map(|api| exposure::exposure(world, *token, api)).max())
        }
        Measure::EffectiveAccess => Amount::Span(exposure::effective_access(world)),
        Measure::DetectionLatency => span(counters.detection_ms),
        Measure::Staleness => span(exposure::staleness(world)),
        Measure::FalseAlarms => Amount::Count(counters.false_alarms),
        Measure::Lookups => Amount::Count(record.lookups()),
        Measure::Requests => Amount::Count(counters.requests),
        Measure::BytesOut => Amount::Count(counters.bytes_out),
        Measure::BytesIn => Amount::Count(counters.bytes_in),
        Measure::Ledger(Design::Jwt) => Amount::Count(counters.shadow.jwt),
        Measure::Ledger(Design::DenyList) => Amount::Count(counters.shadow.jwt_and_deny_list),
        Measure::Ledger(Design::Introspection) => Amount::Count(counters.shadow.introspection),
        Measure::Ledger(Design::Session) => Amount::Count(counters.shadow.server_session),
        Measure::Size(token) => {
            let text = record.token(*token);
            text.map_or(Amount::Nothing, |text| Amount::Count(text.chars().count().try_into().unwrap_or(u64::MAX)))
        }
        Measure::Signature(token, reading) => {
            let made =
                record.token(*token).zip(record.secret()).and_then(|(text, secret)| reading.signature(text, secret));
            made.map_or(Amount::Nothing, |signature| Amount::Text(signature.chars().take(TELLING).collect()))
        }
    }
}

fn span(ms: Option<i64>) -> Amount {
    ms.map_or(Amount::Nothing, Amount::Span)
}
