//! A token's times and an instant → the state it is in, and when that changes.

use super::duration::sooner;
use super::json::Document;
use super::moment::Moment;
use super::numeric_date::{DateClaim, NumericDate};

/// The three registered dates of a token (RFC 7519 §4.1.4 to §4.1.6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// When it was issued.
    pub iat: DateClaim,
    /// Before this instant it must be refused.
    pub nbf: DateClaim,
    /// From this instant on it must be refused.
    pub exp: DateClaim,
}

/// The end of its life at which a token lives on leeway alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// `nbf` has not come yet.
    NotBefore,
    /// `exp` has passed.
    Expiry,
}

/// Where a token stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// `nbf` lies ahead.
    NotYet,
    /// It is good, and `exp` lies ahead.
    Active,
    /// It is good for the last tenth of its life, at most a minute.
    Expiring,
    /// Only the leeway keeps it good.
    Leeway(Edge),
    /// `exp` has come.
    Expired,
    /// It is good, and there is no `exp`.
    NoExpiry,
    /// `exp` or `nbf` is no date, or cannot be seen: nobody can say.
    Unreadable,
}

impl State {
    /// The word of the JSON output: `not_yet`, `active`, `expired`, `no_expiry` or `unreadable`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::Active | Self::Expiring | Self::Leeway(_) => "active",
            Self::Expired => "expired",
            Self::NoExpiry => "no_expiry",
            Self::Unreadable => "unreadable",
        }
    }

    /// May a server accept a token in this state, as far as time goes?
    #[must_use]
    pub const fn acceptable(self) -> bool {
        match self {
            Self::Active | Self::Expiring | Self::Leeway(_) | Self::NoExpiry => true,
            Self::NotYet | Self::Expired | Self::Unreadable => false,
        }
    }
}

/// The longest time for which a token counts as expiring, in seconds.
const EXPIRING_AT_MOST: i64 = 60;

/// The largest leeway that can be set, in seconds: a day. More would hide what the token says.
pub const MAX_LEEWAY: i64 = 86_400;

impl Times {
    /// The times of a token with these claims.
    #[must_use]
    pub fn of(claims: &Document) -> Self {
        Self { iat: DateClaim::of(claims, "iat"), nbf: DateClaim::of(claims, "nbf"), exp: DateClaim::of(claims, "exp") }
    }

    /// The times of a token whose claims cannot be seen.
    #[must_use]
    pub const fn none() -> Self {
        Self { iat: DateClaim::Unseen, nbf: DateClaim::Unseen, exp: DateClaim::Unseen }
    }

    /// The times of a token that has no claims, which nothing says the end of.
    #[must_use]
    pub const fn endless() -> Self {
        Self { iat: DateClaim::Absent, nbf: DateClaim::Absent, exp: DateClaim::Absent }
    }

    /// When its life begins.
    #[must_use]
    pub fn begin(&self) -> Option<NumericDate> {
        begin(self.nbf.date(), self.iat.date())
    }

    /// From [`begin`](Self::begin) to `exp`, when both are instants in that order and a second lies between them.
    #[must_use]
    pub fn span(&self) -> Option<(Moment, Moment)> {
        let begin = self.begin()?.moment()?;
        let end = self.exp.date()?.moment()?;
        (end.since(begin) >= 1000).then_some((begin, end))
    }

    /// How many seconds it lives: those of its [`span`](Self::span).
    #[must_use]
    pub fn span_seconds(&self) -> Option<i64> {
        self.span().map(|(begin, end)| end.since(begin).div_euclid(1000))
    }

    /// The state at `now`, when clocks may differ by `leeway` seconds.
    ///
    /// `exp` itself is outside and `nbf` inside (RFC 7519 §4.1.4, §4.1.5): `nbf - leeway <= now < exp + leeway`.
    /// A token whose `exp` has come is expired, whatever else is wrong with it.
    #[must_use]
    pub fn state(&self, now: Moment, leeway: i64) -> State {
        match &self.exp {
            DateClaim::Wrong(..) | DateClaim::Unseen => return State::Unreadable,
            DateClaim::Date(exp) if exp.shifted(leeway).reached(now) => return State::Expired,
            DateClaim::Date(_) | DateClaim::Absent => {}
        }
        match &self.nbf {
            DateClaim::Wrong(..) => return State::Unreadable,
            DateClaim::Date(nbf) if !nbf.shifted(-leeway).reached(now) => return State::NotYet,
            DateClaim::Date(nbf) if !nbf.reached(now) => return State::Leeway(Edge::NotBefore),
            // An `nbf` may come in what was cut away; what is left of the life is told all the same.
            DateClaim::Date(_) | DateClaim::Absent | DateClaim::Unseen => {}
        }
        match self.exp.date() {
            None => State::NoExpiry,
            Some(exp) if exp.reached(now) => State::Leeway(Edge::Expiry),
            Some(_) if self.expiring_from().is_some_and(|from| now >= from) => State::Expiring,
            Some(_) => State::Active,
        }
    }

    /// The instant from which the token counts as expiring.
    fn expiring_from(&self) -> Option<Moment> {
        let exp = self.exp.date()?.moment()?;
        let tenth = self.span_seconds().map_or(EXPIRING_AT_MOST, |span| span / 10);
        Some(exp.plus_seconds(-tenth.min(EXPIRING_AT_MOST)))
    }

    /// The next instant after `now` at which [`state`](Self::state) changes; `None` when it never will.
    #[must_use]
    pub fn next_change(&self, now: Moment, leeway: i64) -> Option<Moment> {
        let nbf = self.nbf.date().and_then(NumericDate::moment);
        let exp = self.exp.date().and_then(NumericDate::moment);
        let instants = [
            nbf.map(|at| at.plus_seconds(-leeway)),
            nbf,
            self.expiring_from(),
            exp,
            exp.map(|at| at.plus_seconds(leeway)),
        ];
        let state = self.state(now, leeway);
        instants.into_iter().map(|at| at.filter(|at| *at > now && self.state(*at, leeway) != state)).fold(None, sooner)
    }

    /// The instant that the countdown runs towards at `now`: `nbf` less the leeway, then `exp`, then `exp` with the leeway.
    #[must_use]
    pub fn countdown_to(&self, now: Moment, leeway: i64) -> Option<Moment> {
        let exp = self.exp.date().and_then(NumericDate::moment);
        match self.state(now, leeway) {
            State::NotYet => self.nbf.date().and_then(NumericDate::moment).map(|at| at.plus_seconds(-leeway)),
            State::Active | State::Expiring | State::Leeway(Edge::NotBefore) => exp,
            State::Leeway(Edge::Expiry) => exp.map(|at| at.plus_seconds(leeway)),
            State::Expired | State::NoExpiry | State::Unreadable => None,
        }
    }
}

/// When the life of a token with these dates begins: at the later of the two. An `nbf` of 0 is written by those who mean "at once", and
/// begins nothing.
#[must_use]
pub fn begin(nbf: Option<NumericDate>, iat: Option<NumericDate>) -> Option<NumericDate> {
    let nbf = nbf.filter(|nbf| nbf.order() > (0, 0));
    [nbf, iat].into_iter().flatten().max_by_key(|date| date.order())
}

#[cfg(test)]
mod tests {
    use super::*;

    const IAT: i64 = 1_743_001_305;
    const EXP: i64 = 1_743_003_105;

    fn times(claims: &str) -> Times {
        Times::of(&Document::read(claims.as_bytes().to_vec()))
    }

    fn at(seconds: i64, ms: i64) -> Moment {
        Moment::from_seconds(seconds).plus_ms(ms)
    }

    #[test]
    fn a_token_expires_at_exp_itself_and_not_a_millisecond_before() {
        let t = times(r#"{"iat":1743001305,"exp":1743003105}"#);
        assert_eq!(t.state(at(IAT, 0), 0), State::Active);
        assert_eq!(t.state(at(EXP, -60_001), 0), State::Active);
        assert_eq!(t.state(at(EXP, -60_000), 0), State::Expiring);
        assert_eq!(t.state(at(EXP, -1), 0), State::Expiring);
        assert_eq!(t.state(at(EXP, 0), 0), State::Expired);
    }

    #[test]
    fn leeway_is_said_as_leeway() {
        let t = times(r#"{"nbf":1743001305,"exp":1743003105}"#);
        assert_eq!(t.state(at(IAT, -30_001), 30), State::NotYet);
        assert_eq!(t.state(at(IAT, -30_000), 30), State::Leeway(Edge::NotBefore));
        assert_eq!(t.state(at(IAT, 0), 30), State::Active);
        assert_eq!(t.state(at(EXP, 0), 30), State::Leeway(Edge::Expiry));
        assert_eq!(t.state(at(EXP, 29_999), 30), State::Leeway(Edge::Expiry));
        assert_eq!(t.state(at(EXP, 30_000), 30), State::Expired);
    }

    #[test]
    fn the_last_tenth_counts_as_expiring_when_that_is_less_than_a_minute() {
        let t = times(r#"{"iat":1743003005,"exp":1743003105}"#);
        assert_eq!(t.state(at(EXP, -10_001), 0), State::Active);
        assert_eq!(t.state(at(EXP, -10_000), 0), State::Expiring);
    }

    #[test]
    fn dates_that_are_none_leave_no_verdict_except_that_an_expired_token_stays_expired() {
        assert_eq!(times(r#"{"exp":"1743003105"}"#).state(at(EXP, 0), 0), State::Unreadable);
        assert_eq!(times(r#"{"exp":null}"#).state(at(EXP, 0), 0), State::Unreadable);
        assert_eq!(times(r#"{"nbf":true,"exp":1743003105}"#).state(at(IAT, 0), 0), State::Unreadable);
        assert_eq!(times(r#"{"nbf":true,"exp":1743003105}"#).state(at(EXP, 0), 0), State::Expired);
        assert_eq!(times(r#"{"iat":"yesterday"}"#).state(at(EXP, 0), 0), State::NoExpiry);
        assert_eq!(times("{}").state(at(EXP, 0), 0), State::NoExpiry);
        assert_eq!(times(r#"{"sub":"a""#).state(at(EXP, 0), 0), State::Unreadable, "exp may have come after that");
        assert_eq!(times(r#"{"exp":1743003105,"sub""#).state(at(EXP, 0), 0), State::Expired);
        assert_eq!(Times::none().state(at(EXP, 0), 0), State::Unreadable);
        assert_eq!(Times::endless().state(at(EXP, 0), 0), State::NoExpiry);
        assert_eq!(times(r#"{"exp":1e400}"#).state(at(EXP, 0), 0), State::Active);
        assert_eq!(times(r#"{"exp":-1e400}"#).state(at(EXP, 0), 0), State::Expired);
        assert_eq!(times(r#"{"exp":-1}"#).state(at(EXP, 0), 0), State::Expired);
        assert_eq!(times(r#"{"nbf":1e400}"#).state(at(EXP, 0), 0), State::NotYet);
        assert_eq!(times(r#"{"exp":1743003105.5}"#).state(at(EXP, 499), 0), State::Expiring);
        assert_eq!(times(r#"{"exp":1743003105.5}"#).state(at(EXP, 500), 0), State::Expired);
        assert_eq!(times(r#"{"nbf":2000000000,"exp":1743003105}"#).state(at(EXP, 0), 0), State::Expired);
    }

    #[test]
    fn next_change_finds_every_turn_of_a_life_and_nothing_else() {
        let t = times(r#"{"iat":1743001305,"nbf":1743001400,"exp":1743003105}"#);
        let mut now = at(IAT, 0);
        let mut turns = Vec::new();
        while let Some(next) = t.next_change(now, 10) {
            assert_eq!(t.state(next.plus_ms(-1), 10), t.state(now, 10));
            turns.push((next.seconds(), t.state(next, 10)));
            now = next;
        }
        assert_eq!(
            turns,
            [
                (1_743_001_390, State::Leeway(Edge::NotBefore)),
                (1_743_001_400, State::Active),
                (1_743_003_045, State::Expiring),
                (1_743_003_105, State::Leeway(Edge::Expiry)),
                (1_743_003_115, State::Expired),
            ]
        );
        assert_eq!(times("{}").next_change(now, 0), None);
    }

    #[test]
    fn a_life_begins_at_the_later_of_its_two_dates_and_never_at_zero() {
        let at = |seconds: i64| Some(NumericDate::At(Moment::from_seconds(seconds)));
        assert_eq!(begin(at(5), at(7)), at(7));
        assert_eq!(begin(at(7), at(5)), at(7));
        assert_eq!(begin(at(0), at(5)), at(5));
        assert_eq!(begin(at(1), None), at(1));
        assert_eq!(begin(at(0), None), None);
        assert_eq!(begin(None, Some(NumericDate::LongAgo)), Some(NumericDate::LongAgo));
    }
}
