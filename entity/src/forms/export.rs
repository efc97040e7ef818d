//! Forms going out as XLSX, in the layout that was asked for.

use serde_json::json;
use uuid::Uuid;

use super::{
    Change, Fact, form_filling,
    layout::{By, Column, Cross, Layout, Side},
    query::{self, Overview},
    rules::Cell,
    tables::Table,
};
use crate::{
    kernel::{Failure, Language, Result, Tx},
    ledgers,
    people::{
        ledger::{self, Frame},
        mask,
        unmask::stated,
        words::word,
    },
};

/// A table to be written: its sheet, what stands around it, its columns, its rows.
pub struct Sheet {
    name: String,
    frame: Frame,
    columns: Vec<ledger::Column>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    /// The table as XLSX.
    pub async fn workbook(self) -> Result<Vec<u8>> {
        let make = move || ledger::export_framed(&self.name, &self.frame, &self.columns, self.rows.into_iter());
        tokio::task::spawn_blocking(make).await.map_err(Failure::internal)?.map_err(Failure::internal)
    }
}

/// A filling's rows, or its counts if it has no rows: masked, unless a reason is stated for which they must not be. Either is noted in the audit book.
pub async fn of_filling(tx: &Tx, id: Uuid, reason: Option<&str>, language: Language) -> Result<(form_filling::Model, Sheet)> {
    let reason = reason.map(stated).transpose()?;
    let filling = query::one(tx, id).await?;
    let layout = filling.design()?;
    let mut rows = Vec::new();
    for row in query::rows_of(tx, id).await?.into_iter().filter(|row| row.change != Change::Gone) {
        let text = |(column, cell): (&Column, &Cell)| shown(column, cell.text(), reason.is_some());
        let mut texts: Vec<String> = layout.columns.iter().zip(&row.opened(tx)?).map(text).collect();
        if row.removed_at.is_some()
            && let Some(first) = texts.first_mut()
        {
            *first = language.text("forms.removed", &[]);
        }
        rows.push(texts);
    }
    let detail = json!({"rows": rows.len(), "open": reason.is_some(), "reason": reason});
    tx.audit("forms.export", "form_filling", id, detail).await?;
    let frame = Frame { above: layout.above.clone(), below: layout.below.clone() };
    let name = ledger::sheet_name(&filling.title);
    let sheet = match layout.counted_by() {
        Some(cross) if layout.columns.is_empty() => {
            let (columns, rows) = counted(&cross, &filling.table()?, false, language);
            Sheet { name, frame, columns, rows }
        }
        _ => Sheet { name, frame, columns: heads(&layout), rows },
    };
    Ok((filling, sheet))
}

fn heads(layout: &Layout) -> Vec<ledger::Column> {
    let head = |column: &Column| ledger::Column { width: column.width.unwrap_or(column.fact.width()), header: column.heading.clone() };
    layout.columns.iter().map(head).collect()
}

/// What is shown of a text: sealed facts are masked, unless they are open.
pub fn shown(column: &Column, text: &str, open: bool) -> String {
    match column.fact {
        _ if open || text.is_empty() => text.to_owned(),
        Fact::IdNumber => mask::id_number(text),
        Fact::Phone => mask::phone(text),
        Fact::Field if column.sensitive => ledgers::value::masked(column.kind.unwrap_or(ledgers::Kind::Text), text),
        _ => text.to_owned(),
    }
}

/// The street's table of one period: a line for each community, and the sum of what they counted.
pub fn of_overview(seen: &Overview, language: Language) -> Result<Sheet> {
    let text = |key: &str| language.text(&format!("forms.{key}"), &[]);
    let heads =
        [("community", 24.0), ("state", 12.0), ("rows", 10.0), ("known", 14.0), ("hand", 14.0), ("missing", 10.0), ("due_on", 14.0)];
    let columns = heads.map(|(key, width)| ledger::Column { header: text(key), width });
    let mut rows = Vec::new();
    for one in &seen.standings {
        let mut cells = vec![one.community.name.clone()];
        if let Some(filling) = &one.filling {
            let totals = filling.counted()?;
            cells.push(text(&format!("state_{}", word(filling.state))));
            cells.extend([totals.rows, totals.known, totals.hand, totals.missing].map(|count| count.to_string()));
            cells.push(filling.due_on.to_string());
        }
        rows.push(cells);
    }
    if let Some((cross, table, sensitive)) = summed(seen)? {
        let (columns, lines) = counted(&cross, &table, sensitive, language);
        rows.push(Vec::new());
        rows.push(columns.into_iter().map(|column| column.header).collect());
        rows.extend(lines);
    }
    Ok(Sheet { name: ledger::sheet_name(&seen.form.title), frame: Frame::default(), columns: columns.to_vec(), rows })
}

/// What was handed in: only that is summed.
pub fn handed_in(seen: &Overview) -> impl Iterator<Item = (&str, &form_filling::Model)> {
    use super::State::{Accepted, Submitted};
    let filled = seen.standings.iter().filter_map(|one| Some((one.community.name.as_str(), one.filling.as_ref()?)));
    filled.filter(|(_, one)| matches!(one.state, Submitted | Accepted))
}

/// The sum of what communities counted by the latest version that one of them handed in, and whether few of it could point at somebody.
pub fn summed(seen: &Overview) -> Result<Option<(Cross, Table, bool)>> {
    let latest = handed_in(seen).map(|(_, filling)| filling).max_by_key(|filling| filling.version);
    let Some(layout) = latest.map(form_filling::Model::design).transpose()? else { return Ok(None) };
    let Some(cross) = layout.counted_by() else { return Ok(None) };
    let mut tables = Vec::new();
    for (name, filling) in handed_in(seen) {
        if filling.design()?.counted_by().as_ref() == Some(&cross) {
            tables.push((name.to_owned(), filling.table()?));
        }
    }
    let sum = Table::sum(&cross, tables.into_iter());
    Ok(Some((cross, sum, layout.is_sensitive())))
}

/// A counted table as cells; what is too few to be shown is a mark.
fn counted(cross: &Cross, table: &Table, sensitive: bool, language: Language) -> (Vec<ledger::Column>, Vec<Vec<String>>) {
    let say = |key: &str| language.text(&format!("forms.{key}"), &[]);
    let (down, across) = labels(cross, table, language);
    let mut columns = vec![ledger::Column { header: side(&cross.down, language), width: 20.0 }];
    columns.extend(across.into_iter().map(|header| ledger::Column { header, width: 12.0 }));
    let cell = |cell: Option<i64>| cell.map_or_else(|| say("hidden"), |count| count.to_string());
    let lines = table.shown(sensitive).into_iter().zip(down);
    let rows = lines.map(|(line, head)| std::iter::once(head).chain(line.into_iter().map(cell)).collect()).collect();
    (columns, rows)
}

/// The heads of a counted table with those of its sums, as they are read.
pub fn labels(cross: &Cross, table: &Table, language: Language) -> (Vec<String>, Vec<String>) {
    let total = || language.text("forms.total", &[]);
    let down = table.down.iter().map(|head| label(cross.down.by, head, language));
    let down = down.chain((!table.down.is_empty()).then(total)).collect();
    let across: Vec<String> = match &cross.across {
        Some(side) => {
            let heads = table.across.iter().map(|head| label(side.by, head, language));
            heads.chain((table.across.len() > 1).then(total)).collect()
        }
        None => vec![language.text("forms.count", &[])],
    };
    (down, across)
}

/// What is counted by.
pub fn side(side: &Side, language: Language) -> String {
    match side.by {
        By::Field if !side.field.is_empty() => side.field.clone(),
        by => language.text(&format!("forms.by_{}", word(by)), &[]),
    }
}

fn label(by: By, head: &str, language: Language) -> String {
    let say = |key: String| language.text(&key, &[]);
    if head.is_empty() {
        return say("forms.unknown".to_owned());
    }
    match by {
        By::Grid | By::Field => head.to_owned(),
        By::Sex => say(format!("people.sex_{head}")),
        By::AgeBand => language.text("forms.age_from", &[("age", head.to_owned())]),
        By::Group => say(format!("people.group_{head}")),
        By::Tier => say(format!("people.tier_{head}")),
        By::Tenancy => say(format!("forms.tenancy_{head}")),
        By::Size => language.text("forms.people", &[("count", head.to_owned())]),
        By::Standing => say(format!("ledgers.state_{head}")),
    }
}
