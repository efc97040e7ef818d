//! The rounds of a day. Whoever is not there is stood in for; what nobody walks is told, and stays due.

use std::collections::BTreeMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    campaigns, figures, findings, job, patrol_point,
    patrol_round::{self, Column, State},
    patrol_route,
};
use crate::{
    duty::routing,
    kernel::{Result, Tx},
    notifications::{self, Intent},
    schedules,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const DIGEST: &str = "patrols.digest";

/// Gives a community the time of its plans.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Closes what is over, plans what is due today, tells those whom it concerns. Done again on the same day, nothing is planned twice.
pub async fn plan(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let mut lines: BTreeMap<Uuid, Vec<Value>> = BTreeMap::new();
    close(tx, &desk, &mut lines).await?;
    findings::solve(tx, &desk).await?;
    campaigns::turn(tx, &desk).await?;
    if desk.calendar.is_workday(desk.today) {
        let routes = tx.find::<patrol_route::Entity>().filter(patrol_route::Column::Retired.eq(false));
        for route in routes.order_by_asc(patrol_route::Column::Name).all(tx.conn()).await? {
            plan_route(tx, &desk, &route, &mut lines).await?;
        }
    }
    for (member, lines) in lines {
        send(tx, &desk, member, lines).await?;
    }
    figures::mark(tx, desk.today, &["patrols.overdue"]).await
}

/// What is over and was not walked to its end.
async fn close(tx: &Tx, desk: &Desk, lines: &mut BTreeMap<Uuid, Vec<Value>>) -> Result<()> {
    let over = tx.find::<patrol_round::Entity>().filter(Column::State.eq(State::Planned)).filter(Column::OnDay.lt(desk.today));
    for round in over.order_by_asc(Column::OnDay).all(tx.conn()).await? {
        let left = due(tx, &round).await?;
        tx.update(patrol_round::ActiveModel { id: Set(round.id), state: Set(State::Missed), ..Default::default() }).await?;
        figures::mark(tx, round.on_day, &["patrols.missed"]).await?;
        let route = tx.get::<patrol_route::Entity>(round.route_id).await?.name;
        for member in desk::administrators(tx).await? {
            lines.entry(member).or_default().push(line("missed", &route, left));
        }
    }
    Ok(())
}

async fn plan_route(tx: &Tx, desk: &Desk, route: &patrol_route::Model, lines: &mut BTreeMap<Uuid, Vec<Value>>) -> Result<()> {
    let known = tx.find::<patrol_round::Entity>().filter(Column::RouteId.eq(route.id)).filter(Column::OnDay.eq(desk.today));
    if known.count(tx.conn()).await? > 0 {
        return Ok(());
    }
    let (member, reassigned) = walker(tx, desk, route).await?;
    let round = patrol_round::Model {
        community_id: tx.community(),
        id: tx.new_id(),
        route_id: route.id,
        on_day: desk.today,
        member_id: member,
        reassigned,
        state: State::Planned,
        finished_at: None,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    let count = due(tx, &round).await?;
    if count == 0 {
        return Ok(());
    }
    tx.insert_many(vec![patrol_round::ActiveModel::from(round)]).await?;
    match member {
        Some(member) => lines.entry(member).or_default().push(line(if reassigned { "stand_in" } else { "walk" }, &route.name, count)),
        None => {
            for member in desk::administrators(tx).await? {
                lines.entry(member).or_default().push(line("nobody", &route.name, count));
            }
        }
    }
    Ok(())
}

/// Who walks a route today: its owner, or whoever stands in for them.
async fn walker(tx: &Tx, desk: &Desk, route: &patrol_route::Model) -> Result<(Option<Uuid>, bool)> {
    let Some(owner) = route.owner_id else { return Ok((None, false)) };
    if !routing::standing(tx, desk, owner, desk.today).await?.is_stood_in_for() {
        return Ok((Some(owner), false));
    }
    let other = routing::stand_in(tx, desk, owner).await?;
    Ok((other, other.is_some()))
}

async fn due(tx: &Tx, round: &patrol_round::Model) -> Result<u64> {
    use patrol_point::Column;
    let due = tx.find::<patrol_point::Entity>().filter(Column::RouteId.eq(round.route_id)).filter(Column::Retired.eq(false));
    Ok(due.filter(Column::NextOn.lte(round.on_day)).count(tx.conn()).await?)
}

fn line(what: &str, route: &str, points: u64) -> Value {
    json!({ "what": what, "route": route, "points": points })
}

async fn send(tx: &Tx, desk: &Desk, member: Uuid, lines: Vec<Value>) -> Result<()> {
    let facts = json!({ "community": desk.community.name, "day": desk.today, "count": lines.len(), "lines": lines, "path": "/patrols" });
    notifications::send(tx, Intent::to_member(DIGEST, member, desk.today, facts)).await
}
