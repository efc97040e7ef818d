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

/// The punctuation of Chinese sentences.
fn is_punctuation(sign: char) -> bool {
    matches!(sign, '，' | '！' | '？' | '；' | '：' | '（' | '）' | '～')
}

fn single_spaced(signs: impl Iterator<Item = char>) -> String {
    signs.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words in one line as people write them: like [`tidy`], but their punctuation stays.
pub fn line(text: &str) -> String {
    single_spaced(text.chars().filter(|sign| !invisible(*sign)).map(|sign| if is_punctuation(sign) { sign } else { narrow(sign) }))
}

/// The text in half-width signs, single spaces inside, none outside.
pub fn tidy(text: &str) -> String {
    single_spaced(text.chars().filter(|sign| !invisible(*sign)).map(narrow))
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

    #[test]
    fn the_punctuation_of_sentences_stays_in_a_line() {
        assert_eq!(line(" 居民：需求，\n建议？ （３号楼）\u{200b}"), "居民：需求， 建议？ （3号楼）");
    }

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing(text in ".*") {
            prop_assert_eq!(tidy(&tidy(&text)), tidy(&text));
            prop_assert_eq!(line(&line(&text)), line(&text));
            prop_assert_eq!(squeezed(&squeezed(&text)), squeezed(&text));
        }
    }
}
