//! One cell of a ledger.

use chrono::NaiveDate;

use crate::people::text;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// A number: of long ones a spreadsheet keeps 15 digits only.
    Number(f64),
    /// A number that is shown as a date.
    Date(NaiveDate),
}

impl Cell {
    /// A cell of text; nothing if there is nothing to see in it.
    pub fn text(text: &str) -> Self {
        let tidy = text::tidy(text);
        if tidy.is_empty() { Self::Empty } else { Self::Text(tidy) }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// What a reader of the spreadsheet sees, more or less.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e18 => format!("{number:.0}"),
            Self::Number(number) => number.to_string(),
            Self::Date(day) => day.to_string(),
        }
    }
}

/// The letters of a column, as spreadsheets name it: 0 is A, 26 is AA.
pub fn letters(column: usize) -> String {
    let (mut rest, mut letters) = (column + 1, String::new());
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default()));
        rest = (rest - 1) / 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_like_in_spreadsheets() {
        assert_eq!([0, 2, 25, 26, 701, 702].map(letters), ["A", "C", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn numbers_are_shown_without_exponent() {
        assert_eq!(Cell::Number(13_800_001_234.0).shown(), "13800001234");
        assert_eq!(Cell::Number(501.0).shown(), "501");
        assert_eq!(Cell::Number(2.5).shown(), "2.5");
    }
}
