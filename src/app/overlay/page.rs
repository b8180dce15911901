//! A page of rows, each with a name: what is read and scrolled and left again.

/// A page of rows, each with a name: code points, what the doctor says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// The rows: a name, and what is said of it.
    pub rows: Vec<(String, String)>,
    /// How many are scrolled away.
    pub top: usize,
}
