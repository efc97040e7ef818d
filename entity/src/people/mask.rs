//! What is shown of personal data to somebody who need not see all of it.

/// 张\*: the family name only.
pub fn name(name: &str) -> String {
    let mut signs = name.chars();
    signs.next().map(|first| format!("{first}*")).unwrap_or_default()
}

/// 138\*\*\*\*1234: the ends of a phone number; of a short one the last two digits.
pub fn phone(number: &str) -> String {
    middle(number, 3, 4)
}

/// 1201\*\*\*\*\*\*\*\*\*\*1234: the ends of an identity number.
pub fn id_number(number: &str) -> String {
    middle(number, 4, 4)
}

/// A cell of a ledger, of which nobody knows yet what it holds: at most its first sign, and how long it is.
pub fn cell(text: &str) -> String {
    let signs = text.chars().count();
    match signs {
        0 => String::new(),
        1 => "*".to_owned(),
        _ => middle(text, 1.max(signs.min(18) / 5), usize::from(signs > 4) * (signs.min(18) / 5)),
    }
}

/// The text with its middle starred; if too little would be starred, only its end is left.
fn middle(text: &str, head: usize, tail: usize) -> String {
    let signs: Vec<char> = text.chars().collect();
    if signs.len() < head + tail + 3 {
        let shown = signs.len() / 4;
        return "*".repeat(signs.len() - shown) + &signs[signs.len() - shown..].iter().collect::<String>();
    }
    let stars = "*".repeat(signs.len() - head - tail);
    signs[..head].iter().collect::<String>() + &stars + &signs[signs.len() - tail..].iter().collect::<String>()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_the_ends_are_shown() {
        assert_eq!(name("张秀英"), "张*");
        assert_eq!(phone("13800001234"), "138****1234");
        assert_eq!(phone("26330000"), "******00");
        assert_eq!(id_number("120113194903081234"), "1201**********1234");
        assert_eq!(cell("120113194903081234"), "120************234");
        assert_eq!(cell("张秀英"), "***");
    }

    proptest! {
        #[test]
        fn at_least_half_is_hidden_of_what_is_short_and_three_signs_of_all_else(text in "[0-9]{1,30}") {
            for shown in [phone(&text), id_number(&text), cell(&text)] {
                let stars = shown.chars().filter(|sign| *sign == '*').count();
                prop_assert!(stars >= 3.min(text.len().div_ceil(2)), "{}", shown);
                prop_assert_eq!(shown.chars().count(), text.len());
            }
        }
    }
}
