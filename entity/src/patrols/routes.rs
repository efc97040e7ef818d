//! Arranging points and routes.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{error::PatrolError, patrol_point, patrol_route, rules::LONGEST};
use crate::{
    kernel::{Failure, Owned, Result, Tx, id},
    people::code,
    people::{building, grid, query::today, text},
    tenancy::membership,
};

/// A point as somebody describes it.
#[derive(Debug, Clone)]
pub struct PointPlan {
    /// What it is called.
    pub name: String,
    /// Where it is, in words.
    pub place: String,
    /// The building it belongs to.
    pub building: Option<Uuid>,
    /// The grid it is in, where no building says so.
    pub grid: Option<Uuid>,
    /// Every so many days it is looked at.
    pub base_days: i64,
    /// When it is to be looked at next; today, if nobody says so.
    pub next_on: Option<NaiveDate>,
    /// Whether it is not looked at any more.
    pub retired: bool,
}

/// A route as somebody describes it.
#[derive(Debug, Clone)]
pub struct RoutePlan {
    /// What it is called.
    pub name: String,
    /// Who usually walks it.
    pub owner: Option<Uuid>,
    /// Its points, in the order in which they are walked.
    pub points: Vec<Uuid>,
    /// Whether it is not walked any more.
    pub retired: bool,
}

/// Adds a point.
pub async fn add_point(tx: &Tx, plan: PointPlan) -> Result<patrol_point::Model> {
    let next_on = match plan.next_on {
        Some(day) => day,
        None => today(tx).await?,
    };
    let row = patrol_point::ActiveModel {
        code: Set(code::of(&id::hash_secret(&id::new_secret()))),
        route_id: Set(None),
        position: Set(0),
        every_days: Set(plan.base_days),
        next_on: Set(next_on),
        ..point_columns(tx, &plan, None).await?
    };
    tx.insert(row).await
}

/// Changes a point. With another frequency it begins anew with that.
pub async fn change_point(tx: &Tx, id: Uuid, plan: PointPlan) -> Result<patrol_point::Model> {
    let known = tx.get::<patrol_point::Entity>(id).await?;
    let mut row = point_columns(tx, &plan, Some(id)).await?;
    if plan.base_days != known.base_days {
        row.every_days = Set(plan.base_days);
    }
    if let Some(next_on) = plan.next_on {
        row.next_on = Set(next_on);
    }
    tx.update(patrol_point::ActiveModel { id: Set(id), ..row }).await
}

async fn point_columns(tx: &Tx, plan: &PointPlan, known: Option<Uuid>) -> Result<patrol_point::ActiveModel> {
    if let Some(grid) = plan.grid {
        tx.get::<grid::Entity>(grid).await?;
    }
    let grid = match plan.building {
        Some(building) => Some(tx.get::<building::Entity>(building).await?.grid_id),
        None => plan.grid,
    };
    if !(1..=LONGEST).contains(&plan.base_days) {
        return Err(Failure::invalid_field("base_days", "patrols.days_implausible"));
    }
    Ok(patrol_point::ActiveModel {
        name: Set(free_name::<patrol_point::Entity>(tx, &plan.name, patrol_point::Column::Name, known).await?),
        place: Set(text::line(&plan.place)),
        building_id: Set(plan.building),
        grid_id: Set(grid),
        base_days: Set(plan.base_days),
        retired: Set(plan.retired),
        ..Default::default()
    })
}

/// Adds a route.
pub async fn add_route(tx: &Tx, plan: RoutePlan) -> Result<patrol_route::Model> {
    let route = tx.insert(route_columns(tx, &plan, None).await?).await?;
    lay(tx, route.id, &plan.points).await?;
    Ok(route)
}

/// Changes a route and its order.
pub async fn change_route(tx: &Tx, id: Uuid, plan: RoutePlan) -> Result<patrol_route::Model> {
    tx.get::<patrol_route::Entity>(id).await?;
    let row = patrol_route::ActiveModel { id: Set(id), ..route_columns(tx, &plan, Some(id)).await? };
    let route = tx.update(row).await?;
    lay(tx, id, &plan.points).await?;
    Ok(route)
}

async fn route_columns(tx: &Tx, plan: &RoutePlan, known: Option<Uuid>) -> Result<patrol_route::ActiveModel> {
    if let Some(owner) = plan.owner {
        tx.get::<membership::Entity>(owner).await?;
    }
    Ok(patrol_route::ActiveModel {
        name: Set(free_name::<patrol_route::Entity>(tx, &plan.name, patrol_route::Column::Name, known).await?),
        owner_id: Set(plan.owner),
        retired: Set(plan.retired),
        ..Default::default()
    })
}

/// Puts the points on the route, in their order; those that were on it and are not named leave it.
async fn lay(tx: &Tx, route: Uuid, points: &[Uuid]) -> Result<()> {
    use patrol_point::Column;
    let off = patrol_point::ActiveModel { route_id: Set(None), ..Default::default() };
    tx.update_many::<patrol_point::Entity>().filter(Column::RouteId.eq(route)).set(off).exec(tx.conn()).await?;
    for (position, point) in (0..).zip(points) {
        let on = patrol_point::ActiveModel { id: Set(*point), route_id: Set(Some(route)), position: Set(position), ..Default::default() };
        tx.update(on).await?;
    }
    Ok(())
}

async fn free_name<E: Owned>(tx: &Tx, name: &str, column: E::Column, known: Option<Uuid>) -> Result<String>
where
    E::Model: Sync,
{
    let name = text::line(name);
    if name.is_empty() {
        return Err(Failure::invalid_field("name", "patrols.name_wanted"));
    }
    let mut namesakes = tx.find::<E>().filter(column.eq(&name));
    if let Some(known) = known {
        namesakes = namesakes.filter(E::id().ne(known));
    }
    match namesakes.count(tx.conn()).await? {
        0 => Ok(name),
        _ => Err(Failure::from(PatrolError::NameTaken).field("name", "patrols.name_taken")),
    }
}
