//! What templates may do with facts: write times in the reader's zone and language, count, and link.

use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Weekday};
use chrono_tz::Tz;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, Value};

type Result<T> = std::result::Result<T, Error>;

/// Makes the filters known to every template.
pub(super) fn add_to(environment: &mut Environment<'_>) {
    environment.add_filter("day", day);
    environment.add_filter("clock", clock);
    environment.add_filter("moment", moment);
    environment.add_filter("deadline", deadline);
    environment.add_filter("number", number);
    environment.add_filter("signed", signed);
    environment.add_filter("link", link);
    environment.add_function("rate", rate);
}

fn wrong(what: &'static str, value: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("{value:?} is not {what}"))
}

fn text_of(state: &State<'_, '_>, name: &str) -> String {
    state.lookup(name).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn is_english(state: &State<'_, '_>) -> bool {
    text_of(state, "lang") == "en"
}

fn local(state: &State<'_, '_>, value: &str) -> Result<DateTime<Tz>> {
    let zone = Tz::from_str(&text_of(state, "zone")).unwrap_or(Tz::Asia__Shanghai);
    DateTime::parse_from_rfc3339(value).map(|time| time.with_timezone(&zone)).map_err(|_| wrong("a time", value))
}

fn write_day(english: bool, day: NaiveDate) -> String {
    if english {
        return day.format("%a %-d %b %Y").to_string();
    }
    let weekday = match day.weekday() {
        Weekday::Mon => "一",
        Weekday::Tue => "二",
        Weekday::Wed => "三",
        Weekday::Thu => "四",
        Weekday::Fri => "五",
        Weekday::Sat => "六",
        Weekday::Sun => "日",
    };
    format!("{}月{}日 周{weekday}", day.month(), day.day())
}

/// A day, from a date or from a time.
fn day(state: &State<'_, '_>, value: &str) -> Result<String> {
    let day = match NaiveDate::from_str(value) {
        Ok(day) => day,
        Err(_) => local(state, value)?.date_naive(),
    };
    Ok(write_day(is_english(state), day))
}

/// The time of day.
fn clock(state: &State<'_, '_>, value: &str) -> Result<String> {
    Ok(local(state, value)?.format("%H:%M").to_string())
}

/// Day and time of day.
fn moment(state: &State<'_, '_>, value: &str) -> Result<String> {
    let time = local(state, value)?;
    let day = write_day(is_english(state), time.date_naive());
    Ok(format!("{day} {}", time.format("%H:%M")))
}

/// The moment before which something is due: midnight belongs to the day that ends.
fn deadline(state: &State<'_, '_>, value: &str) -> Result<String> {
    let time = local(state, value)?;
    match time.date_naive().pred_opt().filter(|_| time.time() == NaiveTime::MIN) {
        Some(ended) => Ok(format!("{} 24:00", write_day(is_english(state), ended))),
        None => moment(state, value),
    }
}

/// A count with separators: 12,345.
fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        grouped.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A change: +3, −2, or ±0.
fn signed(value: i64) -> String {
    match value {
        0 => "±0".to_owned(),
        1.. => format!("+{}", number(value)),
        _ => number(value),
    }
}

/// Done out of due in percent with one digit; a dash when nothing was due.
fn rate(done: i64, due: i64) -> String {
    if due <= 0 {
        return "–".to_owned();
    }
    // Rounded down: 100 % means that nobody is missing.
    let per_mille = done.saturating_mul(1000) / due;
    format!("{}.{}%", per_mille / 10, per_mille % 10)
}

/// A link into this installation. Facts carry paths only, so no fact can lead a reader elsewhere.
fn link(state: &State<'_, '_>, path: &str) -> Result<Value> {
    let strange = |c: char| c.is_whitespace() || c.is_control() || "\\<>\"'`".contains(c);
    if !path.starts_with('/') || path.starts_with("//") || path.contains(strange) {
        return Err(wrong("a path of this installation", path));
    }
    let url = format!("{}{path}", text_of(state, "base_url"));
    // Escaped here and not by the engine, which would also write "&#x2f;" for every slash.
    Ok(match state.auto_escape() {
        AutoEscape::Html => Value::from_safe_string(url.replace('&', "&amp;")),
        _ => Value::from(url),
    })
}
