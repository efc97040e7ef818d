//! What can be said of matters without a database: how alike two are, when one is asked after again.

use std::collections::BTreeSet;

use crate::people::text;

/// Weeks after a matter is closed it is asked again whether it is solved.
pub const RECHECK_WEEKS: u64 = 4;
/// From this share of common pairs on, two texts are about the same.
const ALIKE: f64 = 0.34;

/// How alike two texts are, from 0 to 1: the share of the shorter one's pairs of neighbouring signs that the other has
/// too, so that a long description does not hide that it is about the same.
pub fn likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (pairs(one), pairs(other));
    let (common, shorter) = (one.intersection(&other).count(), one.len().min(other.len()));
    if shorter == 0 { 0.0 } else { common as f64 / shorter as f64 }
}

/// Whether two matters may be the same: the same words, or fewer of them at the same place.
pub fn may_be_same(likeness: f64, same_place: bool) -> bool {
    likeness >= if same_place { ALIKE / 2.0 } else { ALIKE }
}

fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let signs: Vec<char> = text::squeezed(text).chars().filter(|sign| sign.is_alphanumeric()).collect();
    signs.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_in_other_words_is_found_at_the_same_place() {
        let alike = |one, other| likeness(one, other);
        assert!(may_be_same(alike("3号楼楼道灯不亮", "三号楼 楼道灯不亮了"), false));
        assert!(!may_be_same(alike("楼道灯不亮", "井盖坏了"), true));
        assert!(may_be_same(alike("楼道堆放杂物", "有人在楼道里堆东西"), true));
        assert!(!may_be_same(alike("楼道堆放杂物", "有人在楼道里堆东西"), false));
        assert!(likeness("", "").abs() < f64::EPSILON);
    }
}
