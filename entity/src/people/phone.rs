//! Phone numbers, as they are stored and compared.

use super::text;

/// The number in digits, a landline with its area code kept apart by a hyphen; none if it is no phone number.
pub fn normalised(text: &str) -> Option<String> {
    let squeezed = text::squeezed(text);
    let bare = squeezed.trim_start_matches("+86").trim_start_matches("0086");
    if !bare.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '-' | '(' | ')' | '/')) {
        return None;
    }
    let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
    let digits = if digits.len() == 13 && digits.starts_with("861") { digits[2..].to_owned() } else { digits };
    match digits.as_bytes() {
        [b'1', b'3'..=b'9', ..] if digits.len() == 11 => Some(digits),
        // An area code has three digits in the largest places, else four; a zero leads both.
        [b'0', b'1' | b'2', ..] if matches!(digits.len(), 10 | 11) => Some(format!("{}-{}", &digits[..3], &digits[3..])),
        [b'0', b'3'..=b'9', ..] if matches!(digits.len(), 11 | 12) => Some(format!("{}-{}", &digits[..4], &digits[4..])),
        [b'2'..=b'8', ..] if matches!(digits.len(), 7 | 8) => Some(digits),
        _ => None,
    }
}

/// The first number of a cell that may hold several, such as `13800001234/26330000`.
pub fn first(text: &str) -> Option<String> {
    normalised(text).or_else(|| text.split(['/', '、', ',', '，', ';', '；', ' ', '\n', '(', '（', ')', '）']).find_map(normalised))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("13800001234", "13800001234")]
    #[case("１３８ ００００ １２３４", "13800001234")]
    #[case("+86 138-0000-1234", "13800001234")]
    #[case("8613800001234", "13800001234")]
    #[case("(022) 26330000", "022-26330000")]
    #[case("022-26330000", "022-26330000")]
    #[case("0351 1234567", "0351-1234567")]
    #[case("26330000", "26330000")]
    fn all_ways_to_write_it_are_one(#[case] text: &str, #[case] number: &str) {
        assert_eq!(normalised(text).as_deref(), Some(number));
    }

    #[rstest]
    #[case("")]
    #[case("1380000123")]
    #[case("12800001234")]
    #[case("无")]
    #[case("1.38E+10")]
    fn something_else_is_none(#[case] text: &str) {
        assert_eq!(normalised(text), None);
    }

    #[test]
    fn a_cell_may_hold_several() {
        assert_eq!(first("13800001234、26330000").as_deref(), Some("13800001234"));
        assert_eq!(first("家里 26330000").as_deref(), Some("26330000"));
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "[0-9+() -]{0,16}") {
            if let Some(number) = normalised(&text) {
                prop_assert_eq!(normalised(&number), Some(number.clone()));
            }
        }
    }
}
