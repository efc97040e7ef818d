//! Text as ledgers hold it: full-width signs, ideographic spaces, invisible marks.

/// The half-width form of a full-width sign; others stay.
fn narrow(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        '\u{3000}' | '\u{a0}' | '\t' | '\r' | '\n' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

/// Marks that nobody sees and that make equal texts unequal.
fn invisible(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
        || (sign.is_control() && !sign.is_whitespace())
}

/// The text in half-width signs, single spaces inside, none outside.
pub fn tidy(text: &str) -> String {
    let narrowed: String = text.chars().filter(|sign| !invisible(*sign)).map(narrow).collect();
    narrowed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Like [`tidy`], without any space: for numbers, codes and words to be recognised.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| !invisible(*sign)).map(narrow).filter(|sign| !sign.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn full_width_signs_and_stray_spaces_go() {
        assert_eq!(tidy("\u{feff} 张　 三\u{200b}\n"), "张 三");
        assert_eq!(squeezed("１３８ ０００－１２３４"), "138000-1234");
        assert_eq!(squeezed("Ｘ（３）"), "X(3)");
    }

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing(text in ".*") {
            prop_assert_eq!(tidy(&tidy(&text)), tidy(&text));
            prop_assert_eq!(squeezed(&squeezed(&text)), squeezed(&text));
        }
    }
}
