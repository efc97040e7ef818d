//! How wide the columns of a workbook are: what the reader of cells does not tell.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use super::Limits;

type Archive<'a> = zip::ZipArchive<Cursor<&'a [u8]>>;

/// So much of a part is looked at: widths stand before the rows.
const LOOKED_AT: u64 = 1 << 20;
/// A file counts the margins of a cell in: five pixels, of seven for a sign.
const MARGINS: f64 = 5.0 / 7.0;

/// The widths of a sheet's columns, in signs, by column from 0; none where the file does not say, or is no workbook.
pub fn widths(bytes: &[u8], limits: &Limits, sheet: &str) -> BTreeMap<usize, f64> {
    let mut widths = BTreeMap::new();
    let Some(xml) = zip::ZipArchive::new(Cursor::new(bytes)).ok().and_then(|mut archive| part(&mut archive, sheet)) else {
        return widths;
    };
    for column in tags(&xml, "col") {
        let number = |name| attribute(column, name).and_then(|text| text.parse::<f64>().ok());
        let (Some(least), Some(most), Some(width)) = (number("min"), number("max"), number("width")) else { continue };
        let bounds = 1.0..=f64::from(limits.columns);
        if bounds.contains(&least) && width.is_finite() && width > 0.0 {
            let last = most.min(f64::from(limits.columns));
            for at in (least as usize)..=(last as usize) {
                widths.insert(at - 1, (width - MARGINS).max(1.0));
            }
        }
    }
    widths
}

/// What stands before the rows of the sheet with this name.
fn part(archive: &mut Archive<'_>, sheet: &str) -> Option<String> {
    let workbook = text(archive, "xl/workbook.xml")?;
    let of_sheet = tags(&workbook, "sheet").find(|tag| attribute(tag, "name").is_some_and(|name| unescaped(name) == sheet))?;
    let id = attribute(of_sheet, "r:id")?;
    let relations = text(archive, "xl/_rels/workbook.xml.rels")?;
    let target = tags(&relations, "Relationship").find(|tag| attribute(tag, "Id") == Some(id)).and_then(|tag| attribute(tag, "Target"))?;
    let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    let whole = text(archive, &path)?;
    whole.split_once("<sheetData").map(|(head, _)| head.to_owned())
}

fn text(archive: &mut Archive<'_>, path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    archive.by_name(path).ok()?.take(LOOKED_AT).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// What stands inside of each tag with this name.
fn tags<'a>(xml: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let begin = format!("<{name} ");
    let starts: Vec<usize> = xml.match_indices(&begin).map(|(at, _)| at + begin.len()).collect();
    starts.into_iter().filter_map(|at| xml.get(at..)?.split_once('>').map(|(inside, _)| inside))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let begin = format!("{name}=\"");
    let found = tag.match_indices(&begin).find(|(at, _)| *at == 0 || tag.as_bytes().get(at - 1).is_some_and(u8::is_ascii_whitespace));
    found.and_then(|(at, _)| tag.get(at + begin.len()..)?.split_once('"')).map(|(value, _)| value)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::people::ledger::{Column, export};

    #[test]
    fn what_goes_out_comes_back() {
        let columns = [("姓名", 12.0), ("身份证号", 24.0)].map(|(header, width)| Column { header: header.to_owned(), width });
        let bytes = export("甲&乙", &columns, std::iter::empty()).unwrap();
        let widths = widths(&bytes, &Limits::default(), "甲&乙");
        assert!((widths[&0] - 12.0).abs() < 0.1 && (widths[&1] - 24.0).abs() < 0.1, "{widths:?}");
    }

    proptest! {
        #[test]
        fn no_file_breaks_it(bytes in proptest::collection::vec(any::<u8>(), 0..200), xml in ".{0,80}") {
            prop_assert!(widths(&bytes, &Limits::default(), "").is_empty());
            let _ = tags(&xml, "col").filter_map(|tag| attribute(tag, "min")).count();
        }
    }
}
