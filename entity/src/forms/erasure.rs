//! Somebody is not to be named any more: their cells are blanked, whatever was signed; the row stays in its place, and the counts stay true.

use std::collections::{HashMap, HashSet};

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    Fact, Subject, cells,
    form_filling::{self, Column},
    form_mention,
    form_row::{self, sealed},
    layout,
    rules::{Cell, is_open, missing},
};
use crate::{
    kernel::{Result, Tx},
    people::{query::by_ids, reach::ids},
};

/// Forgets a resident who is removed. What is not handed in yet loses the row; what was keeps a blank one.
pub async fn forget(tx: &Tx, person: Uuid) -> Result<()> {
    let touched = blank(tx, person, |subject, column| subject == Subject::Person || column.names_people(), true).await?;
    tx.delete_many::<form_mention::Entity>().filter(form_mention::Column::PersonId.eq(person)).exec(tx.conn()).await?;
    match touched {
        0 => Ok(()),
        rows => tx.audit("forms.forget", "person", person, json!({ "rows": rows })).await,
    }
}

/// Forgets a resident's phone number wherever it was handed in.
pub async fn forget_phone(tx: &Tx, person: Uuid) -> Result<()> {
    match blank(tx, person, |_, column| column.fact == Fact::Phone, false).await? {
        0 => Ok(()),
        rows => tx.audit("forms.forget", "person", person, json!({ "rows": rows, "fact": "phone" })).await,
    }
}

/// Blanks the cells that `names` means in all rows that name somebody; `whole` rows of their own are marked, or vanish where nothing was handed in.
async fn blank(tx: &Tx, person: Uuid, names: impl Fn(Subject, &layout::Column) -> bool, whole: bool) -> Result<usize> {
    let mentions = tx.find::<form_mention::Entity>().filter(form_mention::Column::PersonId.eq(person));
    let rows = tx.find::<form_row::Entity>().filter(form_row::Column::Id.in_subquery(ids(mentions, form_mention::Column::RowId)));
    let rows = rows.all(tx.conn()).await?;
    let fillings = by_ids::<form_filling::Entity>(tx, Column::Id, rows.iter().map(|row| row.filling_id)).await?;
    let fillings: HashMap<Uuid, form_filling::Model> = fillings.into_iter().map(|filling| (filling.id, filling)).collect();
    let mut open: HashSet<Uuid> = HashSet::new();
    let count = rows.len();
    for row in rows {
        let Some(filling) = fillings.get(&row.filling_id) else { continue };
        let layout = filling.design()?;
        let of_them = whole && layout.subject == Subject::Person;
        if is_open(filling.state) {
            open.insert(filling.id);
        }
        if of_them && is_open(filling.state) {
            tx.delete_many::<form_row::Entity>().filter(form_row::Column::Id.eq(row.id)).exec(tx.conn()).await?;
            continue;
        }
        let mut cells = row.opened(tx)?;
        for (_, cell) in layout.columns.iter().zip(&mut cells).filter(|(column, _)| names(layout.subject, column)) {
            *cell = Cell::default();
        }
        let mut change = form_row::ActiveModel {
            id: Set(row.id),
            cells: Set(sealed(tx, row.id, &cells)?),
            revision: Set(row.revision + 1),
            ..Default::default()
        };
        if of_them {
            change.subject_id = Set(None);
            change.removed_at = Set(Some(tx.now()));
        } else if is_open(filling.state) {
            change.missing = Set(missing(&layout.columns, &cells));
        }
        tx.update(change).await?;
    }
    for filling in open.iter().filter_map(|id| fillings.get(id)) {
        let totals = serde_json::to_value(cells::totals(tx, filling).await?)?;
        tx.update(form_filling::ActiveModel { id: Set(filling.id), totals: Set(totals), ..Default::default() }).await?;
    }
    Ok(count)
}
