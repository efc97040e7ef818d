//! Fills a filling from what is known: again as often as wanted, until it is looked over.

use std::collections::{BTreeSet, HashMap, HashSet};

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Change,
    form_filling::{self, Column},
    form_mention,
    form_row::{self, sealed},
    gather::{Gathered, gather},
    layout::Layout,
    query,
    rules::{self, Cell, Totals, missing},
    tables::Table,
};
use crate::{
    kernel::{Result, Tx},
    people::{person, query::by_ids, reach::ids},
};

/// A row before it is written.
struct Draft {
    subject: Uuid,
    change: Change,
    cells: Vec<Cell>,
    people: BTreeSet<Uuid>,
}

/// A row as it was: its cells under the columns of now, and who is named in them.
type Former = (Vec<Cell>, BTreeSet<Uuid>);

/// What was there.
type Before = HashMap<Uuid, Former>;

/// Takes in what is known now. What was written by hand stays beside it; what was handed in last is compared with it.
pub(super) async fn fill(tx: &Tx, filling: &form_filling::Model) -> Result<form_filling::Model> {
    let Gathered { layout, known } = gather(tx, &filling.design()?, (filling.from_on, filling.to_on)).await?;
    let hand = rows(tx, filling, &layout).await?;
    // Columns that the last one did not have say nothing of a change.
    let (mut before, same) = match query::last_submitted(tx, filling).await? {
        Some(last) => {
            let was = rules::matched(&layout.columns, &last.design()?.columns);
            (Some(rows(tx, &last, &layout).await?), was.iter().enumerate().map(|(at, was)| was.map(|_| at)).collect())
        }
        None => (None, Vec::new()),
    };
    let count = Table { count: i64::try_from(known.len()).unwrap_or(i64::MAX), ..Default::default() };
    let table = layout.counted_by().map_or(count, |cross| Table::of(&cross, known.iter().map(|one| &one.heads)));
    let mut drafts = Vec::with_capacity(known.len());
    for one in known.into_iter().filter(|_| !layout.columns.is_empty()) {
        let old = hand.get(&one.subject);
        let written = |at: usize| old.and_then(|(cells, _)| cells.get(at)).and_then(|cell| cell.hand.clone());
        let cell = |(at, known): (usize, String)| Cell { hand: written(at), known, was: None };
        let mut cells: Vec<Cell> = one.values.into_iter().enumerate().map(cell).collect();
        let former = before.as_mut().map(|before| before.remove(&one.subject));
        let compare = |former: &Option<Former>| {
            rules::compared(&layout.columns, &mut cells, former.as_ref().map(|(cells, _)| cells.as_slice()), &same)
        };
        let change = former.as_ref().map_or(Change::Same, compare);
        // Who was named last time is named in what the cells remember.
        let people = one.people.into_iter().chain(former.flatten().into_iter().flat_map(|(_, people)| people)).collect();
        drafts.push(Draft { subject: one.subject, change, cells, people });
    }
    let mut gone: Vec<(Uuid, Former)> = before.unwrap_or_default().into_iter().collect();
    gone.sort_by_key(|(subject, _)| *subject);
    drafts.extend(gone.into_iter().map(|(subject, (cells, people))| Draft { subject, change: Change::Gone, cells, people }));
    let mut totals = Totals { rows: if layout.columns.is_empty() { table.count } else { 0 }, ..Default::default() };
    drafts.iter().for_each(|draft| totals.count(draft.change, &layout.columns, &draft.cells));
    replace(tx, filling, &layout, drafts).await?;
    let row = form_filling::ActiveModel {
        layout: Set(serde_json::to_value(layout)?),
        as_of: Set(tx.now()),
        totals: Set(serde_json::to_value(totals)?),
        summary: Set(serde_json::to_value(table)?),
        ..Default::default()
    };
    tx.revise(filling.id, Column::Revision, filling.revision, row).await
}

/// The rows of a filling that were not gone or erased, under the columns of `layout`.
async fn rows(tx: &Tx, filling: &form_filling::Model, layout: &Layout) -> Result<Before> {
    let was = rules::matched(&layout.columns, &filling.design()?.columns);
    let theirs = tx.find::<form_row::Entity>().filter(form_row::Column::FillingId.eq(filling.id));
    let named = tx.find::<form_mention::Entity>().filter(form_mention::Column::RowId.in_subquery(ids(theirs, form_row::Column::Id)));
    let mut people: HashMap<Uuid, BTreeSet<Uuid>> = HashMap::new();
    for mention in named.all(tx.conn()).await? {
        people.entry(mention.row_id).or_default().insert(mention.person_id);
    }
    let mut rows = Before::new();
    for row in query::rows_of(tx, filling.id).await?.into_iter().filter(|row| row.change != Change::Gone) {
        if let Some(subject) = row.subject_id {
            rows.insert(subject, (rules::moved(&row.opened(tx)?, &was), people.remove(&row.id).unwrap_or_default()));
        }
    }
    Ok(rows)
}

/// Writes the rows in the place of those that are there.
async fn replace(tx: &Tx, filling: &form_filling::Model, layout: &Layout, drafts: Vec<Draft>) -> Result<()> {
    let named = drafts.iter().flat_map(|draft| draft.people.iter().copied());
    // A ledger may name somebody who is not kept any more.
    let kept: HashSet<Uuid> = by_ids::<person::Entity>(tx, person::Column::Id, named).await?.into_iter().map(|person| person.id).collect();
    let (mut rows, mut mentions) = (Vec::with_capacity(drafts.len()), Vec::new());
    for (place, draft) in (1..).zip(drafts) {
        let id = tx.new_id();
        let mention = |person: &Uuid| form_mention::ActiveModel { row_id: Set(id), person_id: Set(*person), ..Default::default() };
        mentions.extend(draft.people.iter().filter(|person| kept.contains(person)).map(mention));
        rows.push(form_row::ActiveModel {
            id: Set(id),
            filling_id: Set(filling.id),
            subject_id: Set(Some(draft.subject)),
            place: Set(place),
            change: Set(draft.change),
            missing: Set(if draft.change == Change::Gone { 0 } else { missing(&layout.columns, &draft.cells) }),
            cells: Set(sealed(tx, id, &draft.cells)?),
            removed_at: Set(None),
            revision: Set(1),
            ..Default::default()
        });
    }
    tx.delete_many::<form_row::Entity>().filter(form_row::Column::FillingId.eq(filling.id)).exec(tx.conn()).await?;
    tx.insert_many(rows).await?;
    tx.insert_many(mentions).await
}
