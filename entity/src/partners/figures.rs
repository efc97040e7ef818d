//! The figures of partners.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, QueryFilter, Select,
    sea_query::{Expr, ExprTrait},
};

use super::{
    expert_request, partner_offer, whistle,
    whistle_call::{self, Column},
};
use crate::{
    kernel::{Result, Tx},
    visits::desk::Desk,
};

/// Has the figures of a whistle's day, and of today, computed anew.
pub(super) async fn mark(tx: &Tx, at: DateTime<Utc>) -> Result<()> {
    let desk = Desk::of(tx).await?;
    for day in [desk.day(at), desk.today] {
        for measure in ["whistles.blown", "whistles.calls", "whistles.answered", "whistles.arrived", "whistles.missed"] {
            tx.mark(day, measure).await?;
        }
    }
    Ok(())
}

/// Has the figures of the lists computed anew, of today and of the day on which an entry was claimed.
pub(super) async fn offers(tx: &Tx, claimed_at: Option<DateTime<Utc>>) -> Result<()> {
    let desk = Desk::of(tx).await?;
    for day in claimed_at.map(|at| desk.day(at)).into_iter().chain([desk.today]) {
        for measure in ["partners.claimed", "partners.completed"] {
            tx.mark(day, measure).await?;
        }
    }
    Ok(())
}

/// Has the figures of the think tank computed anew, of today and of the day on which the expert was asked.
pub(super) async fn experts(tx: &Tx, asked_at: DateTime<Utc>) -> Result<()> {
    let desk = Desk::of(tx).await?;
    for day in [desk.day(asked_at), desk.today] {
        for measure in ["partners.asked", "partners.advised"] {
            tx.mark(day, measure).await?;
        }
    }
    Ok(())
}

/// Has the figures of joint activities computed anew for the day on which one was held.
pub(super) async fn joint(tx: &Tx, day: NaiveDate) -> Result<()> {
    for measure in ["partners.joint_held", "partners.joint_served"] {
        tx.mark(day, measure).await?;
    }
    Ok(())
}

/// Whistles by the instant at which they were blown.
pub(crate) fn blown(tx: &Tx) -> (Select<whistle::Entity>, whistle::Column) {
    (tx.find::<whistle::Entity>(), whistle::Column::BlownAt)
}

/// Calls by the instant of the whistle.
pub(crate) fn calls(tx: &Tx) -> (Select<whistle_call::Entity>, Column) {
    (tx.find::<whistle_call::Entity>(), Column::CreatedAt)
}

/// Calls that were answered in time, by the instant of the whistle.
pub(crate) fn answered(tx: &Tx) -> (Select<whistle_call::Entity>, Column) {
    (tx.find::<whistle_call::Entity>().filter(Expr::col(Column::AnsweredAt).lte(Expr::col(Column::AnswerBy))), Column::CreatedAt)
}

/// Calls whose unit was there in time, by the instant of the whistle.
pub(crate) fn arrived(tx: &Tx) -> (Select<whistle_call::Entity>, Column) {
    (tx.find::<whistle_call::Entity>().filter(Expr::col(Column::ArrivedAt).lte(Expr::col(Column::ArriveBy))), Column::CreatedAt)
}

/// Calls whose unit was not there in time, by that instant.
pub(crate) fn missed(tx: &Tx) -> (Select<whistle_call::Entity>, Column) {
    (tx.find::<whistle_call::Entity>().filter(Column::MissedAt.is_not_null()), Column::MissedAt)
}

/// Entries of the lists by the instant at which they were claimed.
pub(crate) fn claimed(tx: &Tx) -> (Select<partner_offer::Entity>, partner_offer::Column) {
    (tx.find::<partner_offer::Entity>(), partner_offer::Column::ClaimedAt)
}

/// Entries of the lists by the instant at which they were done.
pub(crate) fn completed(tx: &Tx) -> (Select<partner_offer::Entity>, partner_offer::Column) {
    (tx.find::<partner_offer::Entity>(), partner_offer::Column::DoneAt)
}

/// What experts were asked, by that instant.
pub(crate) fn asked(tx: &Tx) -> (Select<expert_request::Entity>, expert_request::Column) {
    (tx.find::<expert_request::Entity>(), expert_request::Column::CreatedAt)
}

/// What experts gave advice on, by that instant.
pub(crate) fn advised(tx: &Tx) -> (Select<expert_request::Entity>, expert_request::Column) {
    (tx.find::<expert_request::Entity>(), expert_request::Column::AdvisedAt)
}
