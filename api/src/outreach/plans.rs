//! How often each party is to be asked, and how far that is.

use chrono::{Datelike, NaiveDate};
use mulin_entity::{
    kernel::Failure,
    outreach::{Party, can, coverage, plans},
    people::{query::today, words},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::dto::{NewOutreachPlan, OutreachCoverage};
use crate::{Guard, Reply, Tag, people::Done};

/// Plans.
pub struct PlansApi;

fn party(word: &str) -> Result<Party, Failure> {
    words::read(word).ok_or_else(Failure::not_found)
}

#[OpenApi(tag = "Tag::Outreach")]
impl PlansApi {
    /// How far the plans are in their periods around `day` (today): by party, by grid or unit, and month by month.
    #[oai(path = "/outreach", method = "get", operation_id = "outreach.coverage")]
    async fn coverage(&self, caller: Guard<can::ReadOutreach>, day: Query<Option<NaiveDate>>) -> Reply<Json<OutreachCoverage>> {
        let tx = caller.read().await?;
        let day = match day.0 {
            Some(day) => day,
            None => today(&tx).await?,
        };
        let plans = coverage::around(&tx, day).await?;
        Ok(Json(OutreachCoverage::new(day, plans, coverage::by_month(&tx, day.year()).await?)))
    }

    /// Decide how often a party is asked.
    #[oai(path = "/outreach/plans/:party", method = "put", operation_id = "outreach.plan")]
    async fn plan(&self, caller: Guard<can::KeepOutreach>, party: Path<String>, body: Json<NewOutreachPlan>) -> Reply<Done> {
        let tx = caller.write().await?;
        plans::decide(&tx, self::party(&party.0)?, body.0.read()?).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }

    /// Give the plan of a party up.
    #[oai(path = "/outreach/plans/:party", method = "delete", operation_id = "outreach.give_up")]
    async fn give_up(&self, caller: Guard<can::KeepOutreach>, party: Path<String>) -> Reply<Done> {
        let tx = caller.write().await?;
        plans::give_up(&tx, self::party(&party.0)?).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }
}
