//! Questions about partners.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::{
    partner_offer::{self, List},
    partner_unit, whistle, whistle_call,
};
use crate::kernel::{Failure, Page, PageRequest, Result, Tx};

/// The units by name.
pub async fn units(tx: &Tx) -> Result<Vec<partner_unit::Model>> {
    Ok(tx.find::<partner_unit::Entity>().order_by_asc(partner_unit::Column::Name).all(tx.conn()).await?)
}

/// The unit that a member speaks for.
pub async fn unit_of(tx: &Tx, member: Uuid) -> Result<Option<partner_unit::Model>> {
    Ok(tx.find::<partner_unit::Entity>().filter(partner_unit::Column::MemberId.eq(member)).one(tx.conn()).await?)
}

/// What units are called.
pub async fn unit_names(tx: &Tx) -> Result<HashMap<Uuid, String>> {
    Ok(units(tx).await?.into_iter().map(|unit| (unit.id, unit.name)).collect())
}

/// Entries of the lists, the latest first.
pub async fn offers(
    tx: &Tx,
    list: Option<List>,
    state: Option<partner_offer::State>,
    page: &PageRequest,
) -> Result<Page<partner_offer::Model>> {
    use partner_offer::Column;
    let limit = page.limit()?;
    let mut rows = tx.find::<partner_offer::Entity>();
    if let Some(list) = list {
        rows = rows.filter(Column::List.eq(list));
    }
    if let Some(state) = state {
        rows = rows.filter(Column::State.eq(state));
    }
    if let Some(after) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(after));
    }
    let rows = rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    Page::cut(rows, limit, |row| row.id)
}

/// One entry of the lists.
pub async fn offer(tx: &Tx, id: Uuid) -> Result<partner_offer::Model> {
    tx.get::<partner_offer::Entity>(id).await
}

/// Whistles, the latest first; `unit` bounds them to those that call it.
pub async fn whistles(tx: &Tx, unit: Option<Uuid>, stage: Option<whistle::Stage>, page: &PageRequest) -> Result<Page<whistle::Model>> {
    use whistle::Column;
    let limit = page.limit()?;
    let mut rows = within(tx, unit);
    if let Some(stage) = stage {
        rows = rows.filter(Column::Stage.eq(stage));
    }
    if let Some(after) = page.key::<i64>()? {
        rows = rows.filter(Column::Number.lt(after));
    }
    let rows = rows.order_by_desc(Column::Number).limit(limit + 1).all(tx.conn()).await?;
    Page::cut(rows, limit, |row| row.number)
}

/// One whistle within sight.
pub async fn whistle(tx: &Tx, unit: Option<Uuid>, id: Uuid) -> Result<whistle::Model> {
    within(tx, unit).filter(whistle::Column::Id.eq(id)).one(tx.conn()).await?.ok_or_else(Failure::not_found)
}

fn within(tx: &Tx, unit: Option<Uuid>) -> sea_orm::Select<whistle::Entity> {
    use whistle_call::Column;
    let all = tx.find::<whistle::Entity>();
    match unit {
        None => all,
        Some(unit) => {
            let called = tx.find::<whistle_call::Entity>().filter(Column::UnitId.eq(unit)).select_only().column(Column::WhistleId);
            all.filter(whistle::Column::Id.in_subquery(called.into_query()))
        }
    }
}

/// Who is called by a whistle, by the name of the unit.
pub async fn calls(tx: &Tx, whistle: Uuid) -> Result<Vec<(whistle_call::Model, partner_unit::Model)>> {
    let calls = tx.find::<whistle_call::Entity>().filter(whistle_call::Column::WhistleId.eq(whistle)).all(tx.conn()).await?;
    let mut units: HashMap<Uuid, partner_unit::Model> = units(tx).await?.into_iter().map(|unit| (unit.id, unit)).collect();
    let mut known: Vec<_> = calls.into_iter().filter_map(|call| units.remove(&call.unit_id).map(|unit| (call, unit))).collect();
    known.sort_by(|one, other| one.1.name.cmp(&other.1.name));
    Ok(known)
}

/// How many of the units of whistles have come, and how many are called.
pub async fn arrivals(tx: &Tx, whistles: &[Uuid]) -> Result<HashMap<Uuid, (usize, usize)>> {
    use whistle_call::{Column, State};
    let calls = tx.find::<whistle_call::Entity>().filter(Column::WhistleId.is_in(whistles.iter().copied())).all(tx.conn()).await?;
    let mut arrivals: HashMap<Uuid, (usize, usize)> = HashMap::new();
    for call in calls {
        let (came, called) = arrivals.entry(call.whistle_id).or_default();
        *came += usize::from(call.state == State::Arrived);
        *called += 1;
    }
    Ok(arrivals)
}
