//! Forms going out as XLSX, in the layout that was asked for.

use serde_json::json;
use uuid::Uuid;

use super::{
    Change, Fact, form_filling,
    query::{self, Overview},
    rules::{self, Cell, Column},
};
use crate::{
    kernel::{Failure, Language, Result, Tx},
    people::{ledger, mask, unmask::stated, words::word},
};

/// A table to be written: its sheet, its columns, its rows.
pub struct Table {
    sheet: String,
    columns: Vec<ledger::Column>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// The table as XLSX.
    pub async fn workbook(self) -> Result<Vec<u8>> {
        let make = move || ledger::export(&self.sheet, &self.columns, self.rows.into_iter());
        tokio::task::spawn_blocking(make).await.map_err(Failure::internal)?.map_err(Failure::internal)
    }
}

/// A filling's rows: masked, unless a reason is stated for which they must not be. Either is noted in the audit book.
pub async fn of_filling(tx: &Tx, id: Uuid, reason: Option<&str>) -> Result<(form_filling::Model, Table)> {
    let reason = reason.map(stated).transpose()?;
    let filling = query::one(tx, id).await?;
    let columns = filling.design()?.columns;
    let mut rows = Vec::new();
    for row in query::rows_of(tx, id).await?.into_iter().filter(|row| row.change != Change::Gone) {
        let text = |(column, cell): (&Column, &Cell)| shown(column.fact, cell.text(), reason.is_some());
        rows.push(columns.iter().zip(&row.opened(tx)?).map(text).collect());
    }
    let detail = json!({"rows": rows.len(), "open": reason.is_some(), "reason": reason});
    tx.audit("forms.export", "form_filling", id, detail).await?;
    let heads = columns.into_iter().map(|column| ledger::Column { width: width(column.fact), header: column.heading });
    Ok((filling.clone(), Table { sheet: ledger::sheet_name(&filling.title), columns: heads.collect(), rows }))
}

/// What is shown of a text: sealed facts are masked, unless they are open.
pub fn shown(fact: Fact, text: &str, open: bool) -> String {
    match fact {
        Fact::IdNumber if !open && !text.is_empty() => mask::id_number(text),
        Fact::Phone if !open && !text.is_empty() => mask::phone(text),
        _ => text.to_owned(),
    }
}

/// The street's table of one period: a line for each community, and their sum by age and sex.
pub fn of_overview(seen: &Overview, language: Language) -> Result<Table> {
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
    let all: Vec<_> = handed_in(seen).map(form_filling::Model::bands).collect::<Result<_>>()?;
    rows.push(Vec::new());
    rows.push(["age_band", "total", "men", "women"].map(text).to_vec());
    for band in rules::summed(all.into_iter()) {
        let from = band.from_age.map_or_else(|| text("age_unknown"), |age| language.text("forms.age_from", &[("age", age.to_string())]));
        rows.push(vec![from, band.total.to_string(), (band.total - band.women).to_string(), band.women.to_string()]);
    }
    Ok(Table { sheet: ledger::sheet_name(&seen.form.title), columns: columns.to_vec(), rows })
}

/// What was handed in: only that is summed.
pub fn handed_in(seen: &Overview) -> impl Iterator<Item = &form_filling::Model> {
    use super::State::{Accepted, Submitted};
    seen.standings.iter().filter_map(|one| one.filling.as_ref()).filter(|one| matches!(one.state, Submitted | Accepted))
}

const fn width(fact: Fact) -> f64 {
    match fact {
        Fact::Sex | Fact::Age | Fact::Visits => 8.0,
        Fact::Name | Fact::Tier | Fact::BirthDate => 12.0,
        Fact::IdNumber | Fact::Address | Fact::Groups | Fact::Blank => 24.0,
        Fact::Phone | Fact::Grid | Fact::Constant => 16.0,
    }
}
