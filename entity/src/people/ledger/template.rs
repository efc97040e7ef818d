//! Forms to fill in: our headers, drop-downs where there is a choice, text cells where numbers would lose digits.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Note, Workbook, XlsxError};

use super::{
    Field,
    export::{header_format, text_format},
};
use crate::{
    kernel::Language,
    people::{Group, Sex, Tier, words},
};

/// So many rows have drop-downs.
const ROWS: u32 = 5_000;
/// So many signs the choices of a drop-down take together at most; a spreadsheet refuses more.
const LONGEST_LIST: usize = 255;

/// A column of a form.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    /// Its header.
    pub header: String,
    /// Its width, in signs.
    pub width: f64,
    /// What is noted at the header.
    pub note: Option<String>,
    /// What a drop-down offers; nothing for free text.
    pub choices: Vec<String>,
    /// Whether a cell may hold several of the choices, so that what is not on the list is pointed out and taken.
    pub several: bool,
}

/// The empty form for ledgers of residents, in the reader's language.
pub fn template(language: Language) -> Result<Vec<u8>, XlsxError> {
    let heading = |field: Field| Heading {
        header: language.text(&field.message(), &[]),
        width: if matches!(field, Field::IdNumber | Field::Address | Field::Note | Field::Health) { 24.0 } else { 14.0 },
        note: language.find(&format!("{}_note", field.message()), &[]),
        choices: choices(field, language),
        several: field == Field::Groups,
    };
    fill_in_form(&language.text("people.template_sheet", &[]), &words::every::<Field>().map(heading).collect::<Vec<_>>())
}

/// An empty form with these columns.
pub fn fill_in_form(name: &str, headings: &[Heading]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    for (at, heading) in (0u16..).zip(headings) {
        sheet.set_column_format(at, &text_format())?;
        sheet.set_column_width(at, heading.width)?;
        sheet.write_with_format(0, at, heading.header.as_str(), &header_format())?;
        if let Some(note) = &heading.note {
            sheet.insert_note(0, at, &Note::new(note.as_str()).set_author("Mulin"))?;
        }
        let listed: usize = heading.choices.iter().map(|choice| choice.chars().count() + 1).sum();
        if (1..=LONGEST_LIST).contains(&listed) {
            let style = if heading.several { DataValidationErrorStyle::Information } else { DataValidationErrorStyle::Stop };
            let validation = DataValidation::new().allow_list_strings(&heading.choices)?.set_error_style(style);
            sheet.add_data_validation(1, at, ROWS, at, &validation)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    workbook.save_to_buffer()
}

/// What a drop-down offers.
fn choices(field: Field, language: Language) -> Vec<String> {
    let named = |kind: &str, word: String| language.text(&format!("people.{kind}_{word}"), &[]);
    match field {
        Field::Sex => words::every::<Sex>().map(|sex| named("sex", words::word(sex))).collect(),
        Field::Tier => words::every::<Tier>().map(|tier| named("tier", words::word(tier))).collect(),
        Field::Groups => words::every::<Group>().map(|group| named("group", words::word(group))).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::people::ledger::{Form, Limits, Mapping, Residents, Suggestion, workbook};

    #[test]
    fn what_is_filled_in_here_is_understood() {
        for language in Language::ALL {
            let bytes = template(language).unwrap();
            let sheet = workbook::sheets(&bytes, &Limits::default()).unwrap().remove(0);
            let residents = Residents { today: NaiveDate::from_ymd_opt(2026, 3, 9).unwrap() };
            let form = Form::of(&sheet, &residents).unwrap();
            let columns = Suggestion::all(&sheet, &form, &Mapping::new(), &residents);
            let fields: Vec<_> = columns.iter().filter_map(|column| column.field).collect();
            assert_eq!(fields, words::every::<Field>().collect::<Vec<_>>(), "{language}");
            for choice in choices(Field::Groups, language) {
                assert_eq!(Group::in_ledger(&choice).map(|groups| groups.len()), Ok(1), "{choice}");
            }
            for choice in choices(Field::Tier, language) {
                assert!(Tier::in_ledger(&choice).is_some(), "{choice}");
            }
        }
    }
}
