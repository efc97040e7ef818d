//! Ledgers going out: XLSX whose cells are all text, so that no number loses digits and nothing starts a formula.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// A column of what goes out.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// Its width, in signs.
    pub width: f64,
}

/// The lines around a table.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Above it; the first is its title.
    pub above: Vec<String>,
    /// Below it.
    pub below: Vec<String>,
}

/// The workbook with one sheet of `rows` under `columns`.
pub fn export(sheet: &str, columns: &[Column], rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, XlsxError> {
    export_framed(sheet, &Frame::default(), columns, rows)
}

/// Like [`export`], with lines around the table.
pub fn export_framed(
    sheet: &str,
    frame: &Frame,
    columns: &[Column],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(sheet)?;
    let (head, text, guarded) = (header_format(), text_format(), text_format().set_quote_prefix());
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let mut at = 0u32;
    for line in &frame.above {
        let format = if at == 0 { title_format() } else { text_format() };
        across(worksheet, (at, last), line, &format)?;
        at += 1;
    }
    let top = at;
    for (column, heading) in (0u16..).zip(columns) {
        worksheet.write_with_format(top, column, heading.header.as_str(), &head)?;
        worksheet.set_column_width(column, heading.width)?;
    }
    at += 1;
    for cells in rows {
        for (column, cell) in (0u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            // A text cell is no formula; the mark keeps it from becoming one when somebody edits it or saves it as CSV.
            let format = if starts_formula(&cell) { &guarded } else { &text };
            worksheet.write_string_with_format(at, column, cell, format)?;
        }
        at += 1;
    }
    for line in &frame.below {
        across(worksheet, (at, last), line, &text)?;
        at += 1;
    }
    worksheet.set_freeze_panes(top + 1, 1)?;
    worksheet.set_print_gridlines(true).set_landscape().set_repeat_rows(top, top)?;
    workbook.save_to_buffer()
}

/// A line over all columns.
fn across(worksheet: &mut Worksheet, (row, last): (u32, u16), line: &str, format: &Format) -> Result<(), XlsxError> {
    over(worksheet, row, (0, last), line, format)
}

/// Text over some columns of a row, or in one.
pub(crate) fn over(worksheet: &mut Worksheet, row: u32, (first, last): (u16, u16), text: &str, format: &Format) -> Result<(), XlsxError> {
    let format = if starts_formula(text) { format.clone().set_quote_prefix() } else { format.clone() };
    match last {
        last if last <= first => worksheet.write_string_with_format(row, first, text, &format).map(drop),
        last => worksheet.merge_range(row, first, row, last, text, &format).map(drop),
    }
}

/// What a sheet can be called: 31 signs at most, and some signs never.
pub fn sheet_name(name: &str) -> String {
    name.chars().filter(|sign| !"[]:*?/\\'".contains(*sign)).take(31).collect()
}

/// Whether a spreadsheet might take the text for a formula.
pub(super) fn starts_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// How text stands in a cell.
pub(crate) fn text_format() -> Format {
    Format::new().set_num_format("@")
}

/// How a title does.
pub(crate) fn title_format() -> Format {
    text_format().set_bold().set_font_size(14).set_align(FormatAlign::Center)
}

/// How a column's header does.
pub(crate) fn header_format() -> Format {
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
