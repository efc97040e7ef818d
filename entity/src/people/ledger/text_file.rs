//! Text files with separators (CSV), in the encodings that spreadsheets here write.

use std::{
    borrow::Cow,
    io::{ErrorKind, Read},
};

use super::{Cell, Limits, Sheet, Unreadable, text_stream::Text};

/// So much of the beginning is looked at for the separator.
const HEAD: u64 = 64 << 10;

/// The sheet in a text file: UTF-8 with or without mark, UTF-16 with mark, else GB18030. Nothing is held but the bytes as
/// they came and the cells that are kept: the first that is beyond the limits ends it.
pub fn sheet(bytes: &[u8], limits: &Limits) -> Result<Sheet, Unreadable> {
    let mut head = Vec::new();
    Text::of(bytes)?.take(HEAD).read_to_end(&mut head).map_err(|error| why(error.kind()))?;
    let separator = separator(&String::from_utf8_lossy(&head));
    let text = Text::of(bytes)?.with_separator(separator);
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text);
    let (mut sheet, mut record) = (Sheet::default(), csv::StringRecord::new());
    while reader.read_record(&mut record).map_err(unreadable)? {
        // The parser skips empty lines, a spreadsheet counts them: the row is the line that the record began in.
        let inside = record.iter().map(|field| field.matches('\n').count() as u64).sum::<u64>();
        let row = u32::try_from(reader.position().line().saturating_sub(2 + inside)).unwrap_or(u32::MAX);
        for (column, field) in record.iter().enumerate() {
            let field = if field.len() > limits.cell { field.chars().take(limits.cell).collect() } else { Cow::Borrowed(field) };
            let cell = Cell::text(field.trim_start_matches('\''));
            sheet.put(row, u32::try_from(column).unwrap_or(u32::MAX), cell, limits).map_err(|_| Unreadable::TooLarge)?;
        }
    }
    Ok(sheet)
}

fn unreadable(error: csv::Error) -> Unreadable {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => why(error.kind()),
        _ => Unreadable::Broken,
    }
}

fn why(kind: ErrorKind) -> Unreadable {
    if kind == ErrorKind::FileTooLarge { Unreadable::TooLarge } else { Unreadable::Broken }
}

/// The separator that stands most often in the first lines.
fn separator(text: &str) -> u8 {
    let head: String = text.lines().take(10).collect();
    *b",\t;|".iter().rev().max_by_key(|sign| head.bytes().filter(|byte| byte == *sign).count()).unwrap_or(&b',')
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;
    use rstest::rstest;

    use super::*;

    const TEXT: &str = "江南春色台账\r\n\r\n姓名,住址\r\n\"张,三\",3-2-501\r\n";

    fn rows(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let sheet = sheet(bytes, &Limits::default()).unwrap();
        sheet.rows.into_iter().map(|row| (row.number, row.cells.iter().map(Cell::shown).collect())).collect()
    }

    #[rstest]
    #[case::plain(TEXT.as_bytes().to_vec())]
    #[case::marked([b"\xef\xbb\xbf", TEXT.as_bytes()].concat())]
    #[case::gb18030(GB18030.encode(TEXT).0.into_owned())]
    #[case::utf16([0xff, 0xfe].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes)).collect())]
    #[case::tabs(TEXT.replace("\",", "\"\t").replace("名,", "名\t").into_bytes())]
    fn every_encoding_says_the_same(#[case] bytes: Vec<u8>) {
        let cells = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(rows(&bytes), [(1, cells(&["江南春色台账"])), (3, cells(&["姓名", "住址"])), (4, cells(&["张,三", "3-2-501"]))]);
    }

    #[test]
    fn something_else_is_refused() {
        assert_eq!(sheet(b"\x00\x01\x02", &Limits::default()), Err(Unreadable::Broken));
        assert_eq!(sheet(b"\xff\xfe\x00\xd8a\x00", &Limits::default()), Err(Unreadable::Broken), "half a sign");
        assert_eq!(sheet("a,b\n".repeat(60_000).as_bytes(), &Limits::default()), Err(Unreadable::TooLarge));
    }

    #[test]
    fn a_line_of_nothing_but_separators_fills_no_memory() {
        assert_eq!(sheet(&b",".repeat(5 << 20), &Limits::default()), Err(Unreadable::TooLarge));
        assert_eq!(rows(&[b"a,b".as_slice(), &b",".repeat(16_000), b"\n"].concat()).len(), 1, "columns that were only formatted");
    }

    #[rstest]
    #[case("姓名,住址\r张三,3-2-501\r")]
    #[case("姓名,住址\r\n张三,3-2-501")]
    #[case("姓名,住址\n张三,3-2-501\n\n")]
    fn lines_end_as_every_system_ends_them(#[case] text: &str) {
        let numbers: Vec<u32> = rows(text.as_bytes()).into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, [1, 2]);
    }
}
