//! What follows when people die or move out: their seats go to those who wait. And when a member turns out to be a resident.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Who,
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
        .filter(attendee::Column::State.is_in([State::SignedUp, State::Pending, State::Waiting]))
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

/// A member turned out to be a resident: the places of the one are the other's. Where both have one, the member's is given up.
pub async fn take_over(tx: &Tx, member: Uuid, person: Uuid) -> Result<()> {
    let theirs = tx.find::<attendee::Entity>().filter(attendee::Column::MemberId.eq(member));
    for row in theirs.order_by_asc(attendee::Column::OccasionId).all(tx.conn()).await? {
        let mut ledger = Ledger::open(tx, row.occasion_id).await?;
        if ledger.of(Who::Person(person)).is_some() {
            if ledger.roll.leave(row.id).is_ok() {
                ledger.save(tx, &[row.id], Step::now(tx, "merge")).await?;
            }
            continue;
        }
        let same = attendee::ActiveModel { id: Set(row.id), person_id: Set(Some(person)), member_id: Set(None), ..Default::default() };
        tx.update(same).await?;
    }
    Ok(())
}
