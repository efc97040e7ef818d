//! How many parts a text message is sent, and charged, in (3GPP TS 23.038 and 23.040). Pure.

/// The basic characters of the GSM 7-bit alphabet.
const BASIC: &str =
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Those that take two places.
const EXTENDED: &str = "^{}\\[~]|€\u{c}";

/// A text as the carrier counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segments {
    /// Every character is in the GSM 7-bit alphabet; one that is not, such as any Chinese one, makes the whole text UCS-2.
    pub gsm7: bool,
    /// How many places it takes: septets, or UTF-16 code units.
    pub units: usize,
    /// In how many parts it is sent.
    pub count: usize,
    /// How many places each of them has.
    pub room: usize,
}

/// Counts.
pub fn segments(text: &str) -> Segments {
    let gsm7 = text.chars().all(|letter| BASIC.contains(letter) || EXTENDED.contains(letter));
    let width = |letter: char| if gsm7 { 1 + usize::from(EXTENDED.contains(letter)) } else { letter.len_utf16() };
    let (alone, chained) = if gsm7 { (160, 153) } else { (70, 67) };
    let units = text.chars().map(width).sum();
    if units <= alone {
        return Segments { gsm7, units, count: usize::from(units > 0), room: alone };
    }
    // A character of two places is not cut in two: it moves to the next part.
    let (mut count, mut used) = (1, 0);
    for letter in text.chars() {
        if used + width(letter) > chained {
            (count, used) = (count + 1, 0);
        }
        used += width(letter);
    }
    Segments { gsm7, units, count, room: chained }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> (bool, usize) {
        let Segments { gsm7, count, .. } = segments(text);
        (gsm7, count)
    }

    #[test]
    fn a_part_has_160_places_and_70_for_chinese_a_chained_one_153_and_67() {
        for (text, expected) in [
            (String::new(), (true, 0)),
            ("a".repeat(160), (true, 1)),
            ("a".repeat(161), (true, 2)),
            ("a".repeat(306), (true, 2)),
            ("a".repeat(307), (true, 3)),
            ("€".repeat(80), (true, 1)),
            ("€".repeat(81), (true, 2)),
            ("春".repeat(70), (false, 1)),
            ("春".repeat(71), (false, 2)),
            ("春".repeat(134), (false, 2)),
            ("春".repeat(135), (false, 3)),
            (format!("春{}", "a".repeat(69)), (false, 1)),
        ] {
            assert_eq!(count(&text), expected, "{text}");
        }
    }

    #[test]
    fn a_character_of_two_places_is_not_cut_in_two() {
        // 153 is odd: the 77th euro sign does not fit into the first part.
        assert_eq!(count(&"€".repeat(153)), (true, 3));
        assert_eq!(count(&"𠮷".repeat(67)), (false, 3));
    }
}
