//! The unit that a date was counted in by mistake.

use crate::token::json::Document;
use crate::token::moment::Moment;
use crate::token::numeric_date::{NumericDate, Unit};

/// The unit in which the number at `index` makes sense when seconds do not.
pub(super) fn suspected(document: &Document, index: u32) -> Option<Unit> {
    let text = document.number_text(index)?;
    let date = NumericDate::read(text);
    if let Some((unit, _)) = date.probably() {
        return Some(unit);
    }
    // 19 digits are beyond what `probably` counts: the same number, a billion times smaller.
    const PLAUSIBLE: std::ops::Range<i64> = 631_152_000..5_680_281_600;
    let digits = text.bytes().all(|octet| octet.is_ascii_digit());
    if date != NumericDate::FarFuture || !digits || text.len() > 20 {
        return None;
    }
    let smaller = NumericDate::read(&format!("{text}e-9")).moment().map(Moment::seconds)?;
    PLAUSIBLE.contains(&smaller).then_some(Unit::Nanoseconds)
}
