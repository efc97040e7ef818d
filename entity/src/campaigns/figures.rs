//! The figures of campaigns.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, Select};

use super::{
    Outcome, Stage, campaign,
    campaign_target::{self, Column},
};
use crate::{
    kernel::{Result, Tx},
    people::{query::today, reach::ids},
    visits::desk::Desk,
};

/// Has the figures of today computed anew.
pub(super) async fn mark(tx: &Tx) -> Result<()> {
    let today = today(tx).await?;
    for measure in ["campaigns.open", "campaigns.targets", "campaigns.left", "campaigns.omitted"] {
        tx.mark(today, measure).await?;
    }
    Ok(())
}

/// Has the figures of the days computed anew on which something was found.
pub(super) async fn reached(tx: &Tx, found: [Option<DateTime<Utc>>; 2]) -> Result<()> {
    let desk = Desk::of(tx).await?;
    for at in found.into_iter().flatten() {
        for measure in ["campaigns.reached", "campaigns.refused"] {
            tx.mark(desk.day(at), measure).await?;
        }
    }
    mark(tx).await
}

/// Targets by the instant at which they were reached, or did not want to be.
pub(crate) fn flow(tx: &Tx, measure: &str) -> (Select<campaign_target::Entity>, Column) {
    let outcome = if measure == "campaigns.refused" { Outcome::Refused } else { Outcome::Done };
    (tx.find::<campaign_target::Entity>().filter(Column::Outcome.eq(outcome)), Column::MarkedAt)
}

/// How many there are now of what a measure of campaigns counts.
pub(crate) async fn stock(tx: &Tx, measure: &str) -> Result<i64> {
    let running = tx.find::<campaign::Entity>().filter(campaign::Column::Stage.eq(Stage::Running));
    let over = running.clone().filter(campaign::Column::DueOn.lt(today(tx).await?));
    let of = |campaigns| {
        let within = Column::CampaignId.in_subquery(ids(campaigns, campaign::Column::Id));
        tx.find::<campaign_target::Entity>().filter(within)
    };
    let count = match measure {
        "campaigns.targets" => of(running).count(tx.conn()).await?,
        "campaigns.left" => of(running).filter(Column::Settled.eq(false)).count(tx.conn()).await?,
        "campaigns.omitted" => of(over).filter(Column::Settled.eq(false)).count(tx.conn()).await?,
        _ => running.count(tx.conn()).await?,
    };
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}
