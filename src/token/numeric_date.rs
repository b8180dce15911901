//! Dates as claims carry them: the NumericDate of RFC 7519 §2, and everything that people put in its place.

use super::json::{Document, Extent, Kind};
use super::moment::Moment;

/// An instant read from a JSON number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumericDate {
    /// An instant, rounded up to the millisecond: a clock in milliseconds has reached it exactly when it has reached the number itself.
    At(Moment),
    /// Further in the past than milliseconds can count (292 million years).
    LongAgo,
    /// Further in the future than milliseconds can count: so many whole seconds, at most what 64 bits hold.
    FarFuture(i64),
}

/// The unit that a number probably has when it makes no sense in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Thousandths of a second.
    Milliseconds,
    /// Millionths of a second.
    Microseconds,
    /// Billionths of a second.
    Nanoseconds,
}

impl Unit {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Milliseconds => "milliseconds",
            Self::Microseconds => "microseconds",
            Self::Nanoseconds => "nanoseconds",
        }
    }
}

impl NumericDate {
    /// Its place on the line of time, on which every date has one: before those that can be counted, among them, or after.
    #[must_use]
    pub const fn order(self) -> (i8, i64) {
        match self {
            Self::LongAgo => (-1, 0),
            Self::At(moment) => (0, moment.ms()),
            Self::FarFuture(seconds) => (1, seconds),
        }
    }

    /// Is it known to be no later than `other`? Not of two dates that are both beyond counting.
    #[must_use]
    pub const fn is_no_later_than(self, other: Self) -> bool {
        let ((side, at), (other_side, other_at)) = (self.order(), other.order());
        match (self, other) {
            (Self::LongAgo, Self::LongAgo) | (Self::FarFuture(i64::MAX), Self::FarFuture(i64::MAX)) => false,
            (Self::LongAgo | Self::At(_) | Self::FarFuture(_), _) => {
                side < other_side || side == other_side && at <= other_at
            }
        }
    }

    /// Reads the text of a JSON number (RFC 8259 §6), exactly: no digit passes through a float.
    #[must_use]
    pub fn read(number: &str) -> Self {
        let (negative, number) = match number.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, number),
        };
        let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = || whole.bytes().chain(fraction.bytes()).skip_while(|b| *b == b'0');
        let significant = i64::try_from(digits().count()).unwrap_or(i64::MAX);
        if significant == 0 {
            return Self::At(Moment::from_ms(0));
        }
        // How many of the significant digits stand before the point once the number is in milliseconds.
        let leading_zeros =
            i64::try_from(whole.len().saturating_add(fraction.len())).unwrap_or(i64::MAX).saturating_sub(significant);
        let before_point = i64::try_from(whole.len())
            .unwrap_or(i64::MAX)
            .saturating_sub(leading_zeros)
            .saturating_add(exponent_value(exponent))
            .saturating_add(3);
        // More than 25 digits of milliseconds are out of all reach, and would not fit.
        let kept = usize::try_from(before_point.clamp(0, 25)).unwrap_or(0);
        let mut ms = 0_i128;
        for digit in digits().chain(std::iter::repeat(b'0')).take(kept) {
            ms = ms * 10 + i128::from(digit - b'0');
        }
        let too_large = match negative {
            true => Self::LongAgo,
            false if before_point > 25 => Self::FarFuture(i64::MAX),
            false => Self::FarFuture(i64::try_from(ms / 1000).unwrap_or(i64::MAX)),
        };
        if before_point > 19 {
            return too_large;
        }
        let rest = digits().skip(kept).any(|b| b != b'0');
        let ms = match (negative, rest) {
            (false, rest) => ms + i128::from(rest),
            (true, _) => -ms,
        };
        i64::try_from(ms).map_or(too_large, |ms| Self::At(Moment::from_ms(ms)))
    }

    /// Has a clock that shows `now` reached this date?
    #[must_use]
    pub fn reached(self, now: Moment) -> bool {
        match self {
            Self::At(moment) => now >= moment,
            Self::LongAgo => true,
            Self::FarFuture(_) => false,
        }
    }

    /// The same date, this many seconds later; earlier when negative.
    #[must_use]
    pub fn shifted(self, seconds: i64) -> Self {
        match self {
            Self::At(moment) => Self::At(moment.plus_seconds(seconds)),
            Self::LongAgo | Self::FarFuture(_) => self,
        }
    }

    /// The instant, where it can be counted.
    #[must_use]
    pub const fn moment(self) -> Option<Moment> {
        match self {
            Self::At(moment) => Some(moment),
            Self::LongAgo | Self::FarFuture(_) => None,
        }
    }

    /// The unit that this number was probably counted in, with the instant that it then names; `None` when seconds make sense.
    ///
    /// Sense means: the other reading falls between 1990 and 2150.
    #[must_use]
    pub fn probably(self) -> Option<(Unit, Moment)> {
        const PLAUSIBLE: std::ops::Range<i64> = 631_152_000_000..5_680_281_600_000;
        let number = match self {
            Self::At(moment) => moment.ms() / 1000,
            Self::FarFuture(seconds) => seconds,
            Self::LongAgo => return None,
        };
        // What the number is in milliseconds, were it counted in each of these.
        [(Unit::Milliseconds, 1), (Unit::Microseconds, 1_000), (Unit::Nanoseconds, 1_000_000)]
            .into_iter()
            .map(|(unit, per_ms)| (unit, number / per_ms))
            .find(|(_, ms)| PLAUSIBLE.contains(ms))
            .map(|(unit, ms)| (unit, Moment::from_ms(ms)))
    }
}

/// The value of an exponent's text, at the ends of `i64` where it does not fit.
fn exponent_value(text: &str) -> i64 {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    // Half of the range keeps the sums that follow away from the edge.
    let value = digits
        .bytes()
        .fold(0_i64, |sum, b| sum.saturating_mul(10).saturating_add(i64::from(b.wrapping_sub(b'0'))))
        .min(i64::MAX / 2);
    if negative { -value } else { value }
}

/// What stands where a date belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateClaim {
    /// The claim is not there.
    Absent,
    /// It may be there, in what cannot be seen: encrypted, cut off, broken.
    Unseen,
    /// A number: a date.
    Date(NumericDate),
    /// Something else, and the date that a string of digits would be if it were a number.
    Wrong(Kind, Option<NumericDate>),
}

impl DateClaim {
    /// Reads the claim `name` of `claims`; of several, the last one counts (ECMAScript's rule, which RFC 7519 §4 allows).
    #[must_use]
    pub fn of(claims: &Document, name: &str) -> Self {
        match claims.get(name) {
            Some(index) => Self::at(claims, index),
            None if claims.fault.is_some() => Self::Unseen,
            None => Self::Absent,
        }
    }

    /// Reads the value at `index` as a date.
    #[must_use]
    pub fn at(claims: &Document, index: u32) -> Self {
        if let Some(number) = claims.number_text(index) {
            return Self::Date(NumericDate::read(number));
        }
        let Some(node) = claims.node(index) else {
            return Self::Absent;
        };
        if node.extent == Extent::Cut {
            return Self::Unseen;
        }
        let digits = claims
            .string(index)
            .filter(|text| (9..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()));
        Self::Wrong(node.kind, digits.map(|text| NumericDate::read(&text)))
    }

    /// The date, when it is one.
    #[must_use]
    pub const fn date(&self) -> Option<NumericDate> {
        match self {
            Self::Date(date) => Some(*date),
            Self::Absent | Self::Unseen | Self::Wrong(..) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> NumericDate {
        NumericDate::At(Moment::from_ms(ms))
    }

    #[test]
    fn numbers_are_read_exactly_in_every_spelling() {
        for (text, date) in [
            ("1743003105", at(1_743_003_105_000)),
            ("-1", at(-1000)),
            ("0", at(0)),
            ("-0", at(0)),
            ("0e99999999999999999999", at(0)),
            ("1743003105.5", at(1_743_003_105_500)),
            ("1743003105.0001", at(1_743_003_105_001)),
            ("-1.0001", at(-1000)),
            ("-0.0005", at(0)),
            ("0.0005", at(1)),
            ("0.00000000000000000000000000001", at(1)),
            ("1.743003105e9", at(1_743_003_105_000)),
            ("1743003105000E-3", at(1_743_003_105_000)),
            ("17430031050000000000000e-13", at(1_743_003_105_000)),
            ("0.000001743003105e+15", at(1_743_003_105_000)),
            ("9223372036854775.807", at(i64::MAX)),
            ("-9223372036854775.808", at(i64::MIN)),
            ("9223372036854775.8071", NumericDate::FarFuture(9_223_372_036_854_775)),
            ("9223372036854775807", NumericDate::FarFuture(i64::MAX)),
            ("123456789012345678901234567890", NumericDate::FarFuture(i64::MAX)),
            ("1e400", NumericDate::FarFuture(i64::MAX)),
            ("-1e400", NumericDate::LongAgo),
            ("1e99999999999999999999", NumericDate::FarFuture(i64::MAX)),
            ("1e-99999999999999999999", at(1)),
        ] {
            assert_eq!(NumericDate::read(text), date, "{text}");
        }
    }

    #[test]
    fn a_fraction_is_reached_when_it_is_and_not_before() {
        let date = NumericDate::read("100.0005");
        assert!(!date.reached(Moment::from_ms(100_000)));
        assert!(date.reached(Moment::from_ms(100_001)));
    }

    #[test]
    fn other_units_are_suspected_only_where_seconds_make_no_sense() {
        let unit = |text: &str| NumericDate::read(text).probably();
        assert_eq!(unit("1743003105"), None);
        assert_eq!(unit("1743003105000"), Some((Unit::Milliseconds, Moment::from_seconds(1_743_003_105))));
        assert_eq!(unit("1743003105000000"), Some((Unit::Microseconds, Moment::from_seconds(1_743_003_105))));
        assert_eq!(unit("1743003105000000000"), Some((Unit::Nanoseconds, Moment::from_seconds(1_743_003_105))));
        assert_eq!(unit("17430031050000000000"), None);
        assert_eq!(unit("253402300800"), None, "the year 10000 is far, but seconds");
        assert_eq!(unit("-5"), None);
    }

    #[test]
    fn whatever_stands_for_a_date_is_told_apart() {
        let claims =
            Document::read(br#"{"a":1,"b":"1743003105","c":true,"d":null,"e":[1],"f":"soon","g":1,"g":2}"#.to_vec());
        assert_eq!(DateClaim::of(&claims, "a"), DateClaim::Date(at(1000)));
        assert_eq!(DateClaim::of(&claims, "b"), DateClaim::Wrong(Kind::String, Some(at(1_743_003_105_000))));
        assert_eq!(DateClaim::of(&claims, "c"), DateClaim::Wrong(Kind::True, None));
        assert_eq!(DateClaim::of(&claims, "d"), DateClaim::Wrong(Kind::Null, None));
        assert_eq!(DateClaim::of(&claims, "e"), DateClaim::Wrong(Kind::Array, None));
        assert_eq!(DateClaim::of(&claims, "f"), DateClaim::Wrong(Kind::String, None));
        assert_eq!(DateClaim::of(&claims, "g"), DateClaim::Date(at(2000)));
        assert_eq!(DateClaim::of(&claims, "h"), DateClaim::Absent);
        let cut = Document::read(br#"{"iat":1,"exp":174300"#.to_vec());
        assert_eq!(DateClaim::of(&cut, "iat"), DateClaim::Date(at(1000)));
        assert_eq!(DateClaim::of(&cut, "exp"), DateClaim::Unseen, "half a number is another number");
        assert_eq!(DateClaim::of(&cut, "nbf"), DateClaim::Unseen, "it may have come later");
    }
}
