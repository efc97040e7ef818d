//! What follows when people die or move out: their seats go to those who wait.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    attendee::{self, State},
    ledger::{Ledger, Step},
    occasion,
};
use crate::{
    kernel::{Result, Tx},
    people::{person, reach::ids},
};

/// Takes residents who are gone off the rolls of what is still to come.
pub async fn release_gone(tx: &Tx) -> Result<()> {
    let gone = tx.find::<person::Entity>().filter(person::Column::State.is_in([person::State::Dead, person::State::MovedOut]));
    let to_come = tx
        .find::<occasion::Entity>()
        .filter(occasion::Column::State.eq(occasion::State::Open))
        .filter(occasion::Column::StartsAt.gt(tx.now()));
    let concerned: Vec<Uuid> = tx
        .find::<attendee::Entity>()
        .filter(attendee::Column::State.is_in([State::SignedUp, State::Waiting]))
        .filter(attendee::Column::PersonId.in_subquery(ids(gone.clone(), person::Column::Id)))
        .filter(attendee::Column::OccasionId.in_subquery(ids(to_come, occasion::Column::Id)))
        .select_only()
        .column(attendee::Column::OccasionId)
        .distinct()
        // Whoever locks several occasions does so in one order.
        .order_by_asc(attendee::Column::OccasionId)
        .into_tuple()
        .all(tx.conn())
        .await?;
    for occasion in concerned {
        let theirs = tx.find::<attendee::Entity>().filter(attendee::Column::OccasionId.eq(occasion));
        let theirs = theirs.filter(attendee::Column::PersonId.in_subquery(ids(gone.clone(), person::Column::Id))).all(tx.conn()).await?;
        let mut ledger = Ledger::open(tx, occasion).await?;
        let left: Vec<Uuid> = theirs.into_iter().map(|row| row.id).filter(|id| ledger.roll.leave(*id).is_ok()).collect();
        ledger.save(tx, &left, Step::now(tx, "gone")).await?;
    }
    Ok(())
}
