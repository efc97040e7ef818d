//! Text files with separators (CSV), in the encodings that spreadsheets here write.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::{Cell, Limits, Sheet, Unreadable};

/// The sheet in a text file: UTF-8 with or without mark, UTF-16 with mark, else GB18030.
pub fn sheet(bytes: &[u8], limits: &Limits) -> Result<Sheet, Unreadable> {
    // One kind of line end, also after the last line, so that lines can be counted.
    let text = decoded(bytes)?.replace("\r\n", "\n").replace('\r', "\n") + "\n";
    let mut reader = csv::ReaderBuilder::new().delimiter(separator(&text)).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut sheet, mut record) = (Sheet::default(), csv::StringRecord::new());
    while reader.read_record(&mut record).map_err(|_| Unreadable::Broken)? {
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

fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    if bytes.contains(&0) && Encoding::for_bom(bytes).is_none() {
        return Err(Unreadable::Broken);
    }
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.unwrap_or(if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { GB18030 });
    let (text, _, broken) = encoding.decode(bytes);
    if broken { Err(Unreadable::Broken) } else { Ok(text) }
}

/// The separator that stands most often in the first lines.
fn separator(text: &str) -> u8 {
    let head: String = text.lines().take(10).collect();
    *b",\t;|".iter().rev().max_by_key(|sign| head.bytes().filter(|byte| byte == *sign).count()).unwrap_or(&b',')
}

#[cfg(test)]
mod tests {
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
        assert_eq!(sheet("a,b\n".repeat(60_000).as_bytes(), &Limits::default()), Err(Unreadable::TooLarge));
    }
}
