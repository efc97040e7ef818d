//! Names of people: how they are stored, searched and compared.

use super::text;

/// The longest name that is taken, in signs.
const LONGEST: usize = 60;

/// The name as it is stored: without the blanks that ledgers put between the signs of short names (张　三); none if it is no name.
pub fn normalised(name: &str) -> Option<String> {
    let tidy = text::tidy(name).replace(['•', '・', '．'], "·");
    let chinese = tidy.chars().all(|sign| !sign.is_ascii_alphabetic());
    let name = if chinese { tidy.replace(' ', "") } else { tidy };
    let signs = name.chars().count();
    let is_name =
        (1..=LONGEST).contains(&signs) && name.chars().any(char::is_alphabetic) && !name.chars().any(|sign| sign.is_ascii_digit());
    is_name.then_some(name)
}

/// What a search by name looks at.
pub fn searchable(name: &str) -> String {
    text::squeezed(name).to_lowercase()
}

/// Whether two names may be the same person's: equal, or one sign apart at the same length, as slips of the pen and of hearing are.
pub fn close(left: &str, right: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (searchable(left).chars().collect(), searchable(right).chars().collect());
    if left == right {
        return true;
    }
    let apart = left.iter().zip(&right).filter(|(one, other)| one != other).count();
    left.len() == right.len() && left.len() >= 2 && apart <= 1 && left[0] == right[0]
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(" 张　三 ", Some("张三"))]
    #[case("买买提•艾力", Some("买买提·艾力"))]
    #[case("John  Smith", Some("John Smith"))]
    #[case("", None)]
    #[case("张三2", None)]
    #[case("——", None)]
    fn a_name_has_one_form(#[case] text: &str, #[case] name: Option<&str>) {
        assert_eq!(normalised(text).as_deref(), name);
    }

    #[test]
    fn close_names_are_one_sign_apart() {
        assert!(close("张秀英", "张秀英"));
        assert!(close("张秀英", "张秀瑛"));
        assert!(!close("张秀英", "李秀英"));
        assert!(!close("张秀英", "张英"));
        assert!(!close("张秀英", "张丽华"));
    }
}
