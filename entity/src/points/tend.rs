//! What is done every morning.

use chrono::Months;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};

use super::{
    boards, job, lapse, point_board, point_posting,
    redeem::give_back,
    redemption::{self, State},
};
use crate::{
    calendar::local,
    kernel::{Result, Tx},
    schedules,
    visits::desk::Desk,
};

/// Gives a community the time at which its points are tended.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Makes last month public if anything was booked in it, closes what is over, takes back what nobody fetched.
pub async fn tend(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    let this = local::month_start(desk.today);
    let last = this - Months::new(1);
    let booked = tx.find::<point_posting::Entity>().filter(point_posting::Column::At.gte(desk.midnight(last)));
    if booked.filter(point_posting::Column::At.lt(desk.midnight(this))).one(tx.conn()).await?.is_some() {
        boards::publish(tx, last).await?;
    }
    tx.update_many::<point_board::Entity>()
        .filter(point_board::Column::Closed.eq(false))
        .filter(point_board::Column::ObjectionsUntil.lte(tx.now()))
        .set(point_board::ActiveModel { closed: Set(true), updated_at: Set(tx.now()), ..Default::default() })
        .exec(tx.conn())
        .await?;
    let waited = tx.find::<redemption::Entity>().filter(redemption::Column::State.eq(State::Waiting));
    for row in waited.filter(redemption::Column::ExpiresAt.lte(tx.now())).all(tx.conn()).await? {
        give_back(tx, row, State::Expired).await?;
    }
    // What came back that moment is part of what lapses.
    lapse::tend(tx, &desk).await
}
