//! The form to fill in: our headers, drop-downs where there is a choice, text cells where numbers would lose digits.

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

/// The empty form, in the reader's language.
pub fn template(language: Language) -> Result<Vec<u8>, XlsxError> {
    let text = |key: &str| language.text(key, &[]);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(text("people.template_sheet"))?;
    for (at, field) in (0u16..).zip(words::every::<Field>()) {
        sheet.set_column_format(at, &text_format())?;
        sheet
            .set_column_width(at, if matches!(field, Field::IdNumber | Field::Address | Field::Note | Field::Health) { 24 } else { 14 })?;
        sheet.write_with_format(0, at, text(&field.message()), &header_format())?;
        if let Some(note) = language.find(&format!("{}_note", field.message()), &[]) {
            sheet.insert_note(0, at, &Note::new(note).set_author("Mulin"))?;
        }
        let choices = choices(field, language);
        if !choices.is_empty() {
            // A group may be several, so what is not on the list is pointed out and taken.
            let style = if field == Field::Groups { DataValidationErrorStyle::Information } else { DataValidationErrorStyle::Stop };
            let validation = DataValidation::new().allow_list_strings(&choices)?.set_error_style(style);
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
    use crate::people::ledger::{Form, Limits, Mapping, Suggestion, workbook};

    #[test]
    fn what_is_filled_in_here_is_understood() {
        for language in Language::ALL {
            let bytes = template(language).unwrap();
            let sheet = workbook::sheets(&bytes, &Limits::default()).unwrap().remove(0);
            let form = Form::of(&sheet).unwrap();
            let today = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
            let columns = Suggestion::all(&sheet, &form, &Mapping::new(), today);
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
