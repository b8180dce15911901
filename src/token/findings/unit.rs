//! The unit that a date was counted in by mistake.

use crate::token::json::Document;
use crate::token::numeric_date::{NumericDate, Unit};

/// The unit in which the number at `index` makes sense when seconds do not.
pub(super) fn suspected(document: &Document, index: u32) -> Option<Unit> {
    let text = document.number_text(index)?;
    NumericDate::read(text).probably().map(|(unit, _)| unit)
}
