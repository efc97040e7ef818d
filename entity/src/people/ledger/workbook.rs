//! The sheets of an XLSX.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use chrono::NaiveDate;

use super::{Cell, Limits, Sheet, Unreadable};

/// So many sheets are looked at; a ledger has one, and some for notes.
const SHEETS: usize = 12;

/// The visible sheets of the workbook.
pub fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Unreadable> {
    refuse_bombs(bytes, limits)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    let visible = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let names: Vec<String> = workbook.sheets_metadata().iter().filter(visible).take(SHEETS).map(|sheet| sheet.name.clone()).collect();
    names.into_iter().map(|name| sheet(&mut workbook, name, limits)).collect()
}

/// Cell by cell: a range would take as much memory as its last cell is far away, however few there are.
fn sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: String, limits: &Limits) -> Result<Sheet, Unreadable> {
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|_| Unreadable::Broken)?;
    let mut sheet = Sheet { name, ..Sheet::default() };
    while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::Broken)? {
        let (row, column) = cell.get_position();
        sheet.put(row, column, value(cell.get_value(), limits), limits).map_err(|_| Unreadable::TooLarge)?;
    }
    Ok(sheet)
}

fn value(data: &DataRef<'_>, limits: &Limits) -> Cell {
    let text = |text: &str| Cell::text(&text.chars().take(limits.cell).collect::<String>());
    match data {
        DataRef::String(shown) => text(shown),
        DataRef::SharedString(shown) => text(shown),
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).map_or(Cell::Number(moment.as_f64()), Cell::Date)
        }
        DataRef::DateTimeIso(moment) => text(moment),
        DataRef::Bool(yes) => text(if *yes { "是" } else { "否" }),
        _ => Cell::Empty,
    }
}

/// Inflates every part to nowhere, counting: what a file says about its own size may be a lie.
fn refuse_bombs(bytes: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    let mut left = limits.inflated;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Unreadable::Broken)?;
        let taken = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|_| Unreadable::Broken)?;
        left = left.checked_sub(taken).ok_or(Unreadable::TooLarge)?;
    }
    Ok(())
}
