//! The form of a ledger: where its header row stands, and what it says.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{Cell, Field, Row, Sheet, Vocabulary, field};

/// Which column, from 0, is which field.
pub type Mapping<F = Field> = BTreeMap<usize, F>;

/// So many rows may stand above the headers: titles, dates, who filled it in.
const TITLES: usize = 20;

/// What the header row of a sheet says.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// The header of each column; empty where there is none.
    pub headers: Vec<String>,
    /// The index in the sheet's rows at which the data begins.
    pub first: usize,
    /// How many headers are known.
    pub score: usize,
}

impl Form {
    /// The form of the sheet: the row whose headers say the most, with the row below it where headers are split over two.
    pub fn of(sheet: &Sheet, words: &impl Vocabulary) -> Option<Self> {
        let known = |row: &Row| row.cells.iter().filter(|cell| is_header(cell, words)).count();
        let rows = sheet.rows.iter().take(TITLES).enumerate();
        let (at, score) = rows.map(|(at, row)| (at, known(row))).max_by_key(|(at, score)| (*score, std::cmp::Reverse(*at)))?;
        if score < 2 {
            return None;
        }
        let above = at.checked_sub(1).map(|above| &sheet.rows[above]).filter(|above| is_group_row(above, &sheet.rows[at], words));
        let below = sheet.rows.get(at + 1).filter(|below| is_group_row(&sheet.rows[at], below, words));
        let (headers, first) = match (above, below) {
            (_, Some(below)) => (joined(&sheet.rows[at], below, words), at + 2),
            (Some(above), None) => (joined(above, &sheet.rows[at], words), at + 1),
            (None, None) => (sheet.rows[at].cells.iter().map(Cell::shown).collect(), at + 1),
        };
        let score = headers.iter().filter(|header| words.of_header(header).is_some()).count();
        Some(Self { headers, first, score })
    }

    /// What files of this form have in common: their headers, in whatever order.
    pub fn key(&self) -> String {
        let mut headers: Vec<String> = self.headers.iter().map(|header| field::bare(header)).filter(|header| !header.is_empty()).collect();
        headers.sort();
        hex::encode(&Sha256::digest(headers.join("\n"))[..16])
    }

    /// The mapping by header, as it is remembered: the order of columns may be another next time.
    pub fn by_header<F: Clone>(&self, mapping: &Mapping<F>) -> BTreeMap<String, F> {
        mapping.iter().filter_map(|(column, field)| Some((field::bare(self.headers.get(*column)?), field.clone()))).collect()
    }

    /// The mapping that was remembered for this form.
    pub fn remembered<F: Clone + PartialEq>(&self, by_header: &BTreeMap<String, F>) -> Mapping<F> {
        let columns = self.headers.iter().enumerate();
        let mut mapping: Mapping<F> =
            columns.filter_map(|(column, header)| Some((column, by_header.get(&field::bare(header))?.clone()))).collect();
        let mut seen = Vec::new();
        mapping.retain(|_, field| {
            !seen.contains(field) && {
                seen.push(field.clone());
                true
            }
        });
        mapping
    }
}

fn is_header(cell: &Cell, words: &impl Vocabulary) -> bool {
    matches!(cell, Cell::Text(text) if words.of_header(text).is_some())
}

/// Whether `top` groups the headers of `bottom`, as 监护人 above 姓名 and 电话: the lower row has headers where the upper is empty.
fn is_group_row(top: &Row, bottom: &Row, words: &impl Vocabulary) -> bool {
    let headers = bottom.cells.iter().filter(|cell| !cell.is_empty());
    let known = headers.clone().filter(|cell| is_header(cell, words)).count();
    let groups = top.cells.iter().filter(|cell| is_header(cell, words)).count();
    groups >= 1
        && known >= 2
        && known * 2 > headers.count()
        && bottom.cells.iter().enumerate().any(|(column, cell)| is_header(cell, words) && top.cell(column).is_empty())
}

/// The headers of two rows, one under the other: a merged cell above stands over all columns up to the next.
fn joined(top: &Row, bottom: &Row, words: &impl Vocabulary) -> Vec<String> {
    let mut group = String::new();
    let columns = top.cells.len().max(bottom.cells.len());
    let join = |column: usize| {
        let (above, below) = (top.cell(column).shown(), bottom.cell(column).shown());
        if !above.is_empty() {
            group.clone_from(&above);
        }
        match (above.is_empty(), below.is_empty()) {
            (_, true) => above,
            _ if words.of_header(&format!("{group}{below}")).is_some_and(|(_, certain)| certain >= 1.0) => format!("{group}{below}"),
            _ => below,
        }
    };
    (0..columns).map(join).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::people::ledger::{Limits, Residents};

    const WORDS: Residents = Residents { today: NaiveDate::MIN };

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let mut sheet = Sheet::default();
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate() {
                sheet.put(row as u32, column as u32, Cell::text(text), &Limits::default()).unwrap();
            }
        }
        sheet
    }

    #[test]
    fn the_header_row_is_found_below_titles() {
        let form = Form::of(
            &sheet(&[
                &["江南春色社区独居老人台账"],
                &["填表人：王芳", "", "日期：2026年3月"],
                &["序号", "证件号码", "姓 名", "楼号", "房号"],
                &["1", "", "张三", "3", "501"],
            ]),
            &WORDS,
        );
        assert_eq!(form.map(|form| (form.first, form.headers[2].clone(), form.score)), Some((3, "姓 名".to_owned(), 4)));
    }

    #[test]
    fn headers_may_stand_in_two_rows() {
        let form = Form::of(
            &sheet(&[
                &["姓名", "住址", "监护人", "", "备注"],
                &["", "", "姓名", "联系电话", ""],
                &["小明", "3-2-501", "张三", "13800001234", ""],
            ]),
            &WORDS,
        )
        .unwrap();
        assert_eq!(form.headers, ["姓名", "住址", "监护人姓名", "监护人联系电话", "备注"]);
        assert_eq!(form.first, 2);
    }

    #[test]
    fn a_sheet_of_notes_has_none() {
        assert_eq!(Form::of(&sheet(&[&["说明"], &["请每月填写"]]), &WORDS), None);
    }

    #[test]
    fn what_was_remembered_is_found_again_in_another_order() {
        let first = Form { headers: vec!["甲".into(), "乙".into()], first: 1, score: 2 };
        let again = Form { headers: vec!["乙".into(), "甲 ".into()], first: 1, score: 2 };
        assert_eq!(first.key(), again.key());
        let kept = first.by_header(&Mapping::from([(0, Field::Name), (1, Field::Phone)]));
        assert_eq!(again.remembered(&kept), Mapping::from([(1, Field::Name), (0, Field::Phone)]));
    }
}
