//! What services are worth: versions that a community decides, the latest holds.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};

use super::{
    Per,
    point_rule::{self, Column},
    rules::{MOST_POINTS, SERVICES, SHIPPED},
};
use crate::{
    kernel::{Failure, Result, Tx},
    tenancy::members,
};

/// What is decided about a service.
#[derive(Debug, Clone, Copy)]
pub struct Decision {
    /// What is counted.
    pub per: Per,
    /// So many points for each.
    pub points: i64,
    /// So many a day at most.
    pub daily_cap: Option<i64>,
    /// So many a month at most.
    pub monthly_cap: Option<i64>,
    /// Whether anything is given at all.
    pub enabled: bool,
}

/// The rule that holds for a service, if there is one.
pub async fn rule(tx: &Tx, service: &str) -> Result<Option<point_rule::Model>> {
    let versions = tx.find::<point_rule::Entity>().filter(Column::Service.eq(service)).order_by_desc(Column::Version);
    Ok(versions.one(tx.conn()).await?)
}

/// The rules that hold, in the order of services.
pub async fn rules(tx: &Tx) -> Result<Vec<point_rule::Model>> {
    let all = tx.find::<point_rule::Entity>().order_by_desc(Column::Version).all(tx.conn()).await?;
    Ok(SERVICES.iter().filter_map(|service| all.iter().find(|rule| rule.service == *service).cloned()).collect())
}

/// Decides anew about a service; what was given before stays.
///
/// # Errors
/// "Not found" for an unknown service; `kernel.stale` if somebody decided meanwhile.
pub async fn decide(tx: &Tx, service: &str, after: i64, decision: Decision) -> Result<point_rule::Model> {
    if !SERVICES.contains(&service) {
        return Err(Failure::not_found());
    }
    let plausible = |number: i64| (1..=MOST_POINTS).contains(&number);
    for (field, number) in [("points", Some(decision.points)), ("daily_cap", decision.daily_cap), ("monthly_cap", decision.monthly_cap)] {
        if number.is_some_and(|number| !plausible(number)) {
            return Err(Failure::invalid_field(field, "points.number_implausible"));
        }
    }
    let last = rule(tx, service).await?.map_or(0, |rule| rule.version);
    if last != after {
        return Err(Failure::new(crate::kernel::Kind::Stale, "kernel.stale"));
    }
    tx.audit("points.decide_rule", "point_rule", tx.community(), serde_json::json!({ "service": service, "points": decision.points }))
        .await?;
    tx.insert(written(service, last + 1, decision, members::acting(tx))).await
}

/// Gives a community the rules that it begins with.
pub async fn ensure(tx: &Tx) -> Result<()> {
    if tx.find::<point_rule::Entity>().one(tx.conn()).await?.is_some() {
        return Ok(());
    }
    let shipped = SHIPPED.map(|(service, hourly, points, daily_cap)| {
        let per = if hourly { Per::Hour } else { Per::Time };
        written(service, 1, Decision { per, points, daily_cap, monthly_cap: None, enabled: true }, None)
    });
    tx.insert_many(shipped.into()).await
}

fn written(service: &str, version: i64, decision: Decision, by: Option<uuid::Uuid>) -> point_rule::ActiveModel {
    point_rule::ActiveModel {
        service: Set(service.to_owned()),
        version: Set(version),
        per: Set(decision.per),
        points: Set(decision.points),
        daily_cap: Set(decision.daily_cap),
        monthly_cap: Set(decision.monthly_cap),
        enabled: Set(decision.enabled),
        by_id: Set(by),
        ..Default::default()
    }
}
