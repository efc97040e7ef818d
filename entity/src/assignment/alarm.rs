//! The timers of all assignments of a community: one alarm, at the earliest.

use sea_orm::{
    ColumnTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{LockBehavior, LockType},
};

use super::{
    Act,
    assignment::{self, Column},
    job::Ring,
    notices::{self, News},
    rules::clock::Level,
    service, stand_ins,
};
use crate::{
    kernel::{Result, Tx},
    visits::desk::Desk,
};

/// How many are worked off in one unit of work; the alarm set at its end takes the rest at once.
const AT_ONCE: u64 = 200;

/// Works off the timers that have rung, and sets the next alarm.
pub async fn ring(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let rung = tx.find::<assignment::Entity>().filter(Column::NextAt.lte(tx.now()));
    // What somebody is changing right now is left to the next alarm.
    let rung = rung.order_by_asc(Column::NextAt).limit(AT_ONCE).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    for row in rung.all(tx.conn()).await? {
        work_off(tx, &desk, row).await?;
    }
    set(tx).await
}

async fn work_off(tx: &Tx, desk: &Desk, row: assignment::Model) -> Result<()> {
    let (now, level) = (tx.now(), row.deadlines().level_at(tx.now()));
    let row = match row.stand_in_at {
        Some(at) if row.state == super::State::Assigned && at <= now => stand_ins::pass_on(tx, desk, row).await?,
        _ => row,
    };
    let row = if row.state == super::State::Assigned && row.unanswered_at.is_none() && row.acknowledge_by <= now {
        let row = service::note_unanswered(tx, &row).await?;
        notices::tell(tx, desk, &row, News::Unanswered, "").await?;
        row
    } else {
        row
    };
    if level > row.level {
        let row = service::act_as_system(tx, desk, &row, Act::Escalate { level }, "").await?;
        let news = match level {
            Level::Yellow | Level::Green => News::Yellow,
            Level::Red => News::Red,
            Level::OverHead => News::OverHead,
        };
        return notices::tell(tx, desk, &row, news, "").await;
    }
    service::rest(tx, &row).await
}

/// Asks to be called at the earliest timer. One that is asked for already is joined.
pub async fn set(tx: &Tx) -> Result<()> {
    let timers = tx.find::<assignment::Entity>().filter(Column::NextAt.is_not_null()).order_by_asc(Column::NextAt);
    if let Some(row) = timers.one(tx.conn()).await?
        && let Some(at) = row.next_at
    {
        let at = at.max(tx.now());
        tx.enqueue_at(&Ring { at }, at).await?;
    }
    Ok(())
}
