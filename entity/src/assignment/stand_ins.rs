//! Standing in (顶岗): what its holder cannot take on goes to whoever is on duty, and comes back once they are there again.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    Act, State,
    assignment::{self, Column},
    assignment_step,
    notices::{self, News},
    service,
};
use crate::{
    duty::{routing, rules::stand_in::Standing},
    kernel::{Result, Tx},
    visits::desk::Desk,
};

/// Passes it on if its holder is not there; otherwise it stays.
pub(super) async fn if_absent(tx: &Tx, desk: &Desk, row: assignment::Model) -> Result<assignment::Model> {
    let Some(holder) = row.holder_id.filter(|_| row.state == State::Assigned && row.stands_in_for.is_none()) else { return Ok(row) };
    match routing::standing(tx, desk, holder, desk.today).await?.is_stood_in_for() {
        true => pass_on(tx, desk, row).await,
        false => Ok(row),
    }
}

/// Passes it on to whoever stands in for its holder; if nobody can, it stays.
pub(super) async fn pass_on(tx: &Tx, desk: &Desk, row: assignment::Model) -> Result<assignment::Model> {
    let Some(absent) = row.holder_id else { return Ok(row) };
    let Some(by) = routing::stand_in(tx, desk, absent).await? else {
        let waits = assignment::ActiveModel { id: Set(row.id), stand_in_at: Set(None), ..Default::default() };
        return tx.update(waits).await;
    };
    let row = service::act_as_system(tx, desk, &row, Act::StandIn { by }, "").await?;
    tx.mark(desk.today, "duty.stood_in").await?;
    notices::tell(tx, desk, &row, News::StoodInFor, "").await?;
    Ok(row)
}

/// Gives back what stand-ins have not taken on, where those whose it is are on duty again.
pub async fn hand_back(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let waiting = tx.find::<assignment::Entity>().filter(Column::State.eq(State::Assigned)).filter(Column::StandsInFor.is_not_null());
    for row in waiting.order_by_asc(Column::Id).lock_exclusive().all(tx.conn()).await? {
        let Some(absent) = row.stands_in_for else { continue };
        if matches!(routing::standing(tx, &desk, absent, desk.today).await?, Standing::OnDuty | Standing::Outside) {
            let row = service::act_as_system(tx, &desk, &row, Act::HandBack, "").await?;
            notices::tell(tx, &desk, &row, News::Given, "").await?;
        }
    }
    super::alarm::set(tx).await
}

/// How often somebody stood in on each day of a span.
pub(crate) async fn count(tx: &Tx, desk: &Desk, from: NaiveDate, until: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    use assignment_step::Column;
    let (begins, ends) = (desk.midnight(from), desk.midnight(until + chrono::Days::new(1)));
    let steps = tx.find::<assignment_step::Entity>().filter(Column::CreatedAt.gte(begins)).filter(Column::CreatedAt.lt(ends));
    let mut counts = BTreeMap::new();
    for step in steps.all(tx.conn()).await? {
        if matches!(serde_json::from_value(step.act)?, Act::StandIn { .. }) {
            *counts.entry(desk.day(step.created_at)).or_default() += 1;
        }
    }
    Ok(counts)
}
