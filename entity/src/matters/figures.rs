//! The figures of matters: how many came, were dealt with in time (按时办结率), solved (解决率), to people's content (满意率).

use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, Select};

use super::{
    Stage,
    matter::{self, Column},
};
use crate::{
    assignment::{State, assignment},
    kernel::{Result, Tx},
    people::query::today,
};

/// From this rating somebody is content.
const CONTENT: i64 = 4;

/// Has figures of today computed anew.
pub(super) async fn mark(tx: &Tx, measures: &[&'static str]) -> Result<()> {
    let today = today(tx).await?;
    for measure in measures {
        tx.mark(today, measure).await?;
    }
    Ok(())
}

/// The matters that a flow counts, and by which instant.
pub(crate) fn flow(tx: &Tx, measure: &str) -> (Select<matter::Entity>, Column) {
    let all = tx.find::<matter::Entity>();
    match measure {
        "matters.handled" => (all, Column::HandledAt),
        "matters.on_time" => (all.filter(Column::OnTime.eq(true)), Column::HandledAt),
        "matters.called_back" => (all, Column::CalledBackAt),
        "matters.solved" => (all.filter(Column::Solved.eq(true)), Column::CalledBackAt),
        "matters.satisfied" => (all.filter(Column::Rating.gte(CONTENT)), Column::CalledBackAt),
        _ => (all, Column::ReceivedAt),
    }
}

/// How many there are now of what a stock of matters counts.
pub(crate) async fn stock(tx: &Tx, measure: &str) -> Result<i64> {
    let count = match measure {
        "matters.overdue" => {
            use assignment::Column;
            let open = Column::State.is_in([State::Assigned, State::Accepted, State::Returned]);
            let late = tx.find::<assignment::Entity>().filter(Column::MatterId.is_not_null()).filter(open);
            late.filter(Column::DueAt.lte(tx.now())).count(tx.conn()).await?
        }
        _ => tx.find::<matter::Entity>().filter(Column::Stage.eq(Stage::Open)).count(tx.conn()).await?,
    };
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}
