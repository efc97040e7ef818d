//! What may stand in a cell. Every value is kept as one text, in one form: equal values are equal texts. Pure.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::definition::{Column, Kind};
use crate::people::{
    date::{self, Date},
    ledger::{Cell, id_number},
    mask, phone, text,
};

/// The values of a row, by the columns' codes; a column without a value is not there.
pub type Values = BTreeMap<String, String>;

/// The longest text, in signs, where a column does not say less.
const LONGEST: usize = 2_000;

/// The value that a cell means in a column that names no other row: none if it is empty, or the code of what is wrong.
pub fn read(column: &Column, cell: &Cell, today: NaiveDate) -> Result<Option<String>, &'static str> {
    let shown = cell.shown();
    let tidy = text::tidy(&shown);
    if tidy.is_empty() {
        return Ok(None);
    }
    let value = match column.kind {
        Kind::Text => plain(column, tidy)?,
        Kind::Number => number(column, &tidy)?,
        Kind::Money => money(column, &tidy)?,
        Kind::Date => day(cell, &tidy)?,
        Kind::YesNo => yes_no(&tidy).ok_or("ledgers.yes_or_no")?.to_string(),
        Kind::Choice => choice(column, &tidy)?,
        Kind::Phone => phone::first(&tidy).ok_or("people.phone_unreadable")?,
        Kind::IdNumber => id_number(cell, today)?.as_str().to_owned(),
        Kind::Person | Kind::Dwelling | Kind::Building | Kind::Grid => tidy,
    };
    Ok(Some(value))
}

fn within(column: &Column, size: f64) -> Result<(), &'static str> {
    let fits = column.least.is_none_or(|least| size >= least) && column.most.is_none_or(|most| size <= most);
    if fits { Ok(()) } else { Err(if column.kind == Kind::Text { "ledgers.text_length" } else { "ledgers.out_of_bounds" }) }
}

fn plain(column: &Column, tidy: String) -> Result<String, &'static str> {
    let signs = tidy.chars().count();
    if signs > LONGEST {
        return Err("ledgers.text_length");
    }
    within(column, signs as f64)?;
    Ok(tidy)
}

/// Digits without what people write around them: 1,200 元, ￥35.
fn bare(tidy: &str) -> String {
    let squeezed = text::squeezed(tidy);
    squeezed.trim_start_matches(['¥', '￥']).trim_end_matches(['元', '人', '间', '个', '张']).replace([',', '，'], "")
}

fn number(column: &Column, tidy: &str) -> Result<String, &'static str> {
    let number: f64 =
        bare(tidy).parse().ok().filter(|number: &f64| number.is_finite() && number.abs() < 1e15).ok_or("ledgers.not_a_number")?;
    within(column, number)?;
    Ok(Cell::Number(number + 0.0).shown())
}

/// To the cent, in whole digits: amounts are no fractions of two.
fn money(column: &Column, tidy: &str) -> Result<String, &'static str> {
    let wrong = "ledgers.not_an_amount";
    let bare = bare(tidy);
    let (sign, digits) = bare.strip_prefix('-').map_or(("", bare.as_str()), |digits| ("-", digits));
    let (yuan, cents) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if yuan.is_empty() || yuan.len() > 12 || !all_digits(yuan) || cents.len() > 2 || !all_digits(cents) {
        return Err(wrong);
    }
    let yuan: u64 = yuan.parse().map_err(|_| wrong)?;
    let value = format!("{sign}{yuan}.{cents:0<2}");
    within(column, value.parse().map_err(|_| wrong)?)?;
    Ok(value)
}

fn day(cell: &Cell, tidy: &str) -> Result<String, &'static str> {
    let day = match cell {
        Cell::Date(day) => Some(*day),
        _ => match date::parse(tidy) {
            Some(Date::Solar(day)) => Some(day),
            _ => None,
        },
    };
    day.filter(|day| (1900..=2200).contains(&chrono::Datelike::year(day))).map(|day| day.to_string()).ok_or("ledgers.not_a_day")
}

fn yes_no(tidy: &str) -> Option<bool> {
    match tidy.to_lowercase().as_str() {
        "是" | "有" | "√" | "y" | "yes" | "true" | "1" => Some(true),
        "否" | "无" | "没有" | "×" | "n" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

fn choice(column: &Column, tidy: &str) -> Result<String, &'static str> {
    let squeezed = text::squeezed(tidy);
    column.choices.iter().find(|choice| text::squeezed(choice) == squeezed).cloned().ok_or("ledgers.not_a_choice")
}

/// What is shown of a sensitive value to somebody who need not see all of it.
pub fn masked(kind: Kind, value: &str) -> String {
    match kind {
        Kind::Phone => mask::phone(value),
        Kind::IdNumber => mask::id_number(value),
        _ => mask::cell(value),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn column(kind: &str) -> Column {
        let choices: &[&str] = if kind == "choice" { &["务工", "经商"] } else { &[] };
        serde_json::from_value(serde_json::json!({"code": "c", "title": "栏", "kind": kind, "choices": choices})).unwrap()
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 9).unwrap()
    }

    #[rstest]
    #[case("number", "１２.50", "12.5")]
    #[case("number", "12 人", "12")]
    #[case("number", "-0", "0")]
    #[case("money", "¥1,200 元", "1200.00")]
    #[case("money", "35.5", "35.50")]
    #[case("money", "-007", "-7.00")]
    #[case("date", "2026年12月31日", "2026-12-31")]
    #[case("yes_no", "√", "true")]
    #[case("yes_no", "无", "false")]
    #[case("choice", "务 工", "务工")]
    #[case("phone", "138 0000 1234", "13800001234")]
    #[case("id_number", "11010519491231002x", "11010519491231002X")]
    fn a_value_has_one_form(#[case] kind: &str, #[case] text: &str, #[case] value: &str) {
        assert_eq!(read(&column(kind), &Cell::text(text), today()), Ok(Some(value.to_owned())));
    }

    #[rstest]
    #[case("number", "十二")]
    #[case("number", "1e400")]
    #[case("money", "12.345")]
    #[case("money", "1e5")]
    #[case("date", "2026-02-30")]
    #[case("date", "农历2026年三月初八")]
    #[case("yes_no", "也许")]
    #[case("choice", "旅游")]
    #[case("phone", "1380000")]
    #[case("id_number", "110105194912310021")]
    fn something_else_is_refused(#[case] kind: &str, #[case] text: &str) {
        assert!(read(&column(kind), &Cell::text(text), today()).is_err());
    }

    #[test]
    fn bounds_hold() {
        let within = |least, most, text: &str| read(&Column { least, most, ..column("number") }, &Cell::text(text), today()).is_ok();
        assert!(within(Some(1.0), Some(9.0), "9") && !within(Some(1.0), None, "0") && !within(None, Some(9.0), "9.1"));
    }

    proptest! {
        #[test]
        fn reading_a_value_again_gives_the_same(text in ".{0,24}", kind in 0..8usize) {
            let column = column(Kind::ALL[kind].word());
            if let Ok(Some(value)) = read(&column, &Cell::text(&text), today()) {
                prop_assert_eq!(read(&column, &Cell::text(&value), today()), Ok(Some(value.clone())));
            }
        }
    }
}
