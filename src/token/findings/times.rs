//! The dates of a token against each other and against the clock.

use super::id::Id;
use super::notes::Notes;
use super::purpose::Purpose;
use super::{message, unit};
use crate::token::duration;
use crate::token::json::Document;
use crate::token::lifetime;
use crate::token::moment::Moment;
use crate::token::numeric_date::{DateClaim, NumericDate};
use crate::token::part::Part;

/// The longest life of an access token that passes, in seconds: a day. RFC 6750 §5.3 advises an hour; providers that can revoke at once
/// (continuous access evaluation) go up to a day.
const ACCESS_LIFE: i64 = 86_400;

/// The longest life of any token that passes, in seconds: ten years of 365.25 days, the life of the keys that Supabase issues.
const ANY_LIFE: i64 = 315_576_000;

/// By how much the issuer's clock may be ahead, in seconds. RFC 7519 §4.1.4 allows "no more than a few minutes".
const CLOCK_SKEW: i64 = 60;

/// A date of the token and where it stands.
#[derive(Clone, Copy)]
struct Dated {
    index: u32,
    date: NumericDate,
}

/// The dates that are numbers of seconds, as far as anyone can tell.
pub(super) struct Dates {
    iat: Option<Dated>,
    nbf: Option<Dated>,
    exp: Option<Dated>,
}

impl Dates {
    pub(super) fn of(claims: &Document) -> Self {
        let dated = |name: &str| {
            let index = claims.get(name)?;
            let date = DateClaim::at(claims, index).date()?;
            unit::suspected(claims, index).is_none().then_some(Dated { index, date })
        };
        Self { iat: dated("iat"), nbf: dated("nbf"), exp: dated("exp") }
    }

    /// When its life begins.
    fn begin(&self) -> Option<NumericDate> {
        lifetime::begin(self.nbf.map(|nbf| nbf.date), self.iat.map(|iat| iat.date))
    }
}

/// Notes what is wrong with the dates at `now`.
pub(super) fn review(notes: &mut Notes<'_>, part: &Part, dates: &Dates, purpose: Purpose, now: Moment) {
    if let Some(iat) = dates.iat
        && !iat.date.reached(now.plus_seconds(CLOCK_SKEW))
    {
        notes.at(Id::IatFuture, part, iat.index, message::iat_future);
    }
    let Some(exp) = dates.exp else { return };
    let after = |begin: Option<Dated>| begin.is_none_or(|begin| !exp.date.is_no_later_than(begin.date));
    if !after(dates.iat) {
        notes.at(Id::ExpBeforeIat, part, exp.index, message::exp_before_iat);
    }
    if !after(dates.nbf) {
        notes.at(Id::ExpBeforeNbf, part, exp.index, message::exp_before_nbf);
    }
    if purpose == Purpose::Specified || !after(dates.iat) || !after(dates.nbf) {
        return;
    }
    let known_begin = dates.begin().and_then(NumericDate::moment);
    let begin = known_begin.unwrap_or(now);
    let outlives = |seconds: i64| !exp.date.reached(begin.plus_seconds(seconds));
    if outlives(ANY_LIFE) {
        notes.at(Id::TenYears, part, exp.index, message::ten_years);
    } else if purpose == Purpose::Access && outlives(ACCESS_LIFE) {
        notes.at(Id::LongLived, part, exp.index, || {
            // Without a beginning the life is counted from now, and a number in the sentence would run.
            let life = known_begin.zip(exp.date.moment()).map_or(message::more_than_a_day(), |(begin, end)| {
                duration::in_words(end.since(begin).div_euclid(1000))
            });
            message::long_lived(life)
        });
    }
}

/// The first instant after `now` at which [`review`] says something else.
pub(super) fn next_change(dates: &Dates, purpose: Purpose, now: Moment) -> Option<Moment> {
    let earlier = |dated: Option<Dated>, seconds: i64| Some(dated?.date.moment()?.plus_seconds(-seconds));
    // A life that has a beginning does not change any more.
    let counted_from_now = dates.exp.filter(|_| dates.begin().and_then(NumericDate::moment).is_none());
    let any = counted_from_now.filter(|_| purpose != Purpose::Specified);
    let access = counted_from_now.filter(|_| purpose == Purpose::Access);
    [earlier(dates.iat, CLOCK_SKEW), earlier(any, ANY_LIFE), earlier(access, ACCESS_LIFE)]
        .into_iter()
        .flatten()
        .filter(|instant| *instant > now)
        .min()
}
