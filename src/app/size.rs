//! Sizes in words.

/// A size in words: `312 bytes`, `1.4 MiB`.
#[must_use]
pub fn size_words(bytes: usize) -> String {
    const KIB: usize = 1024;
    const MIB: usize = 1024 * KIB;
    match bytes {
        1 => "1 byte".to_owned(),
        ..10_240 => format!("{bytes} bytes"),
        10_240..MIB => format!("{} KiB", bytes / KIB),
        _ => format!("{}.{} MiB", bytes / MIB, bytes % MIB * 10 / MIB),
    }
}
