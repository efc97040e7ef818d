//! Ledgers going out: XLSX whose cells are all text, so that no number loses digits and nothing starts a formula.

use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook, XlsxError};

/// A column of what goes out.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// Its width, in signs.
    pub width: f64,
}

/// The workbook with one sheet of `rows` under `columns`.
pub fn export(sheet: &str, columns: &[Column], rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(sheet)?;
    let (head, text, guarded) = (header_format(), text_format(), text_format().set_quote_prefix());
    for (at, column) in (0u16..).zip(columns) {
        worksheet.write_with_format(0, at, column.header.as_str(), &head)?;
        worksheet.set_column_width(at, column.width)?;
    }
    for (row, cells) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            // A text cell is no formula; the mark keeps it from becoming one when somebody edits it or saves it as CSV.
            let format = if starts_formula(&cell) { &guarded } else { &text };
            worksheet.write_string_with_format(row, column, cell, format)?;
        }
    }
    worksheet.set_freeze_panes(1, 1)?;
    worksheet.set_print_gridlines(true).set_landscape().set_repeat_rows(0, 0)?;
    workbook.save_to_buffer()
}

/// What a sheet can be called: 31 signs at most, and some signs never.
pub fn sheet_name(name: &str) -> String {
    name.chars().filter(|sign| !"[]:*?/\\'".contains(*sign)).take(31).collect()
}

/// Whether a spreadsheet might take the text for a formula.
pub(super) fn starts_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

pub(super) fn text_format() -> Format {
    Format::new().set_num_format("@")
}

pub(super) fn header_format() -> Format {
    let fill = Color::RGB(0x00E8_F1EC);
    Format::new().set_bold().set_background_color(fill).set_border(FormatBorder::Thin).set_num_format("@")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::ledger::{Cell, Limits, workbook};

    #[test]
    fn everything_is_text_and_nothing_a_formula() {
        let columns = ["姓名", "身份证号"].map(|header| Column { header: header.to_owned(), width: 20.0 });
        let rows = [
            vec!["=HYPERLINK(\"x\")".to_owned(), "11010519491231002X".to_owned()],
            vec!["张三".to_owned(), "120113194903081230".to_owned()],
        ];
        let bytes = export("居民", &columns, rows.clone().into_iter()).unwrap();
        let sheet = workbook::sheets(&bytes, &Limits::default()).unwrap().remove(0);
        let read: Vec<Vec<Cell>> = sheet.rows.into_iter().skip(1).map(|row| row.cells).collect();
        assert_eq!(read, rows.map(|row| row.iter().map(|text| Cell::text(text)).collect::<Vec<_>>()));
    }
}
