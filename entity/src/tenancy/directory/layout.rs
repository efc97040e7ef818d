//! How the directory lies in memory: what the build script writes and the search reads.

/// Stands before the first stem and after each.
pub const MARK: u8 = b'\n';

/// What names end in and people leave out or write otherwise; an ending is stored as its place in this list.
pub const ENDINGS: [&str; 10] =
    ["", "社区居民委员会", "村民委员会", "居民委员会", "社区居委会", "街道办事处", "村委会", "居委会", "社区", "街道"];

/// How many digits a code has, from the province down.
pub const WIDTHS: [usize; 5] = [2, 4, 6, 9, 12];

/// A name without its ending, and which ending that was. The list has longer endings first.
pub fn split(name: &str) -> (&str, u8) {
    (1u8..)
        .zip(&ENDINGS[1..])
        .find_map(|(place, ending)| name.strip_suffix(ending).filter(|stem| !stem.is_empty()).map(|stem| (stem, place)))
        .unwrap_or((name, 0))
}

/// A code as a number that puts each division before those inside it: the digits filled up to twelve, then the level.
pub fn key(code: &str) -> Option<u64> {
    let level = WIDTHS.iter().position(|width| *width == code.len())?;
    first_key(code).map(|first| first - first % 8 + level as u64)
}

/// The least key of any division whose code begins with `prefix`.
pub fn first_key(prefix: &str) -> Option<u64> {
    let level = WIDTHS.iter().position(|width| prefix.len() <= *width)?;
    (!prefix.is_empty() && prefix.bytes().all(|digit| digit.is_ascii_digit())).then_some(())?;
    Some(prefix.parse::<u64>().ok()? * span(prefix.len()) * 8 + level as u64)
}

/// How many codes of twelve digits begin with the same `width` digits.
pub fn span(width: usize) -> u64 {
    (width..12).map(|_| 10).product()
}
