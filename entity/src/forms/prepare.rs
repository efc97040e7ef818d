//! Begins what a community is to hand in, and fills it from what is known: again as often as wanted, until it is looked over.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::{
    Change, State, figures, form,
    form_filling::{self, Column},
    form_row::{self, sealed},
    gather::gather,
    notices::{self, News},
    query,
    rules::{self, Cell, Totals, missing},
};
use crate::{
    kernel::{Actor, Result, SystemTx, Tx},
    tenancy::community,
    visits::desk::Desk,
};

/// Begins the fillings of the last periods of all forms of the community's street, where they are missing.
pub async fn prepare(sys: &SystemTx, community: Uuid) -> Result<()> {
    let Some(home) = sys.find::<community::Entity>().filter(community::Column::Id.eq(community)).one(sys.conn()).await? else {
        return Ok(());
    };
    let wanted = sys.find::<form::Entity>().filter(form::Column::StreetId.eq(home.street_id)).filter(form::Column::EndedAt.is_null());
    let wanted = wanted.order_by_asc(form::Column::Id).all(sys.conn()).await?;
    let tx = sys.enter(community, Actor::System).await?;
    let desk = Desk::of(&tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    for form in wanted {
        let (from, to) = rules::period(form.every, desk.today);
        let there = tx.find::<form_filling::Entity>().filter(Column::FormId.eq(form.id)).filter(Column::FromOn.eq(from));
        if there.one(tx.conn()).await?.is_none() {
            let due = rules::due(to, form.workday, &desk.calendar).max(desk.calendar.workday_from(desk.today));
            let filling = begin(&tx, &form, (from, to), due).await?;
            notices::tell_community(&tx, &filling, News::Ready, "").await?;
        }
    }
    Ok(())
}

/// Begins the first edition of a period.
pub(crate) async fn begin(
    tx: &Tx,
    form: &form::Model,
    (from, to): (NaiveDate, NaiveDate),
    due_on: NaiveDate,
) -> Result<form_filling::Model> {
    let row = form_filling::ActiveModel {
        form_id: Set(form.id),
        title: Set(form.title.clone()),
        layout: Set(form.layout.clone()),
        version: Set(form.version),
        from_on: Set(from),
        to_on: Set(to),
        due_on: Set(due_on),
        edition: Set(1),
        state: Set(State::Draft),
        ..blank(tx)?
    };
    let filling = tx.insert(row).await?;
    figures::mark(tx).await?;
    fill(tx, &filling).await
}

/// What a filling begins with, whatever it is of.
pub(super) fn blank(tx: &Tx) -> Result<form_filling::ActiveModel> {
    Ok(form_filling::ActiveModel {
        as_of: Set(tx.now()),
        totals: Set(serde_json::to_value(Totals::default())?),
        summary: Set(json!([])),
        remark: Set(String::new()),
        hash: Set(String::new()),
        revision: Set(1),
        submitted_at: Set(None),
        submitted_by_id: Set(None),
        accepted_at: Set(None),
        ..Default::default()
    })
}

/// Takes in what is known now. What was written by hand stays beside it; what was handed in last is compared with it.
pub(super) async fn fill(tx: &Tx, filling: &form_filling::Model) -> Result<form_filling::Model> {
    let layout = filling.design()?;
    let hand = by_person(tx, query::rows_of(tx, filling.id).await?.into_iter())?;
    let before = match query::last_submitted(tx, filling).await? {
        Some(last) => {
            let rows = query::rows_of(tx, last.id).await?.into_iter().filter(|row| row.change != Change::Gone);
            // Another version may have other columns: then nothing can be compared.
            (last.layout == filling.layout).then_some(by_person(tx, rows)?)
        }
        None => None,
    };
    let known = gather(tx, &layout, filling.from_on, filling.to_on).await?;
    let summary = rules::bands(known.iter().map(|one| (one.age, one.is_woman)));
    let mut rows: Vec<(Uuid, Change, Vec<Cell>)> = Vec::with_capacity(known.len());
    for one in known {
        let old = hand.get(&one.person);
        let written = |at: usize| old.and_then(|cells| cells.get(at)).and_then(|cell| cell.hand.clone());
        let cell = |(at, known): (usize, String)| Cell { hand: written(at), known, was: None };
        let mut cells: Vec<Cell> = one.values.into_iter().enumerate().map(cell).collect();
        let change = before.as_ref().map_or(Change::Same, |before| rules::compared(&mut cells, before.get(&one.person).map(Vec::as_slice)));
        rows.push((one.person, change, cells));
    }
    let here: HashSet<Uuid> = rows.iter().map(|(person, ..)| *person).collect();
    let mut gone: Vec<(Uuid, Vec<Cell>)> = before.unwrap_or_default().into_iter().filter(|(person, _)| !here.contains(person)).collect();
    gone.sort_by_key(|(person, _)| *person);
    rows.extend(gone.into_iter().map(|(person, cells)| (person, Change::Gone, cells)));
    let mut totals = Totals::default();
    rows.iter().for_each(|(_, change, cells)| totals.count(*change, &layout.columns, cells));
    let row = |(place, (person, change, cells)): (i64, (Uuid, Change, Vec<Cell>))| {
        let id = tx.new_id();
        Ok(form_row::ActiveModel {
            id: Set(id),
            filling_id: Set(filling.id),
            person_id: Set(person),
            place: Set(place),
            change: Set(change),
            missing: Set(if change == Change::Gone { 0 } else { missing(&layout.columns, &cells) }),
            cells: Set(sealed(tx, id, &cells)?),
            revision: Set(1),
            ..Default::default()
        })
    };
    let rows = (1..).zip(rows).map(row).collect::<Result<Vec<_>>>()?;
    tx.delete_many::<form_row::Entity>().filter(form_row::Column::FillingId.eq(filling.id)).exec(tx.conn()).await?;
    tx.insert_many(rows).await?;
    let row = form_filling::ActiveModel {
        as_of: Set(tx.now()),
        totals: Set(serde_json::to_value(totals)?),
        summary: Set(serde_json::to_value(summary)?),
        ..Default::default()
    };
    tx.revise(filling.id, Column::Revision, filling.revision, row).await
}

fn by_person(tx: &Tx, rows: impl Iterator<Item = form_row::Model>) -> Result<HashMap<Uuid, Vec<Cell>>> {
    rows.map(|row| Ok((row.person_id, row.opened(tx)?))).collect()
}
