//! Questions about patrols.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::{
    Kind, patrol_check, patrol_finding, patrol_point,
    patrol_round::{self, State},
    patrol_route, patrol_trouble,
};
use crate::{
    assignment::{self, Of, Sight, assignment::Model as Assignment},
    kernel::{Failure, Page, PageRequest, Result, Tx},
};

/// Points by name, one page.
pub async fn points(tx: &Tx, route: Option<Uuid>, page: &PageRequest) -> Result<Page<patrol_point::Model>> {
    use patrol_point::Column;
    let limit = page.limit()?;
    let mut rows = tx.find::<patrol_point::Entity>();
    if let Some(route) = route {
        rows = rows.filter(Column::RouteId.eq(route));
    }
    if let Some(after) = page.key::<String>()? {
        rows = rows.filter(Column::Name.gt(after));
    }
    let rows = rows.order_by_asc(Column::Name).limit(limit + 1).all(tx.conn()).await?;
    Page::cut(rows, limit, |row| row.name.clone())
}

/// One point.
pub async fn point(tx: &Tx, id: Uuid) -> Result<patrol_point::Model> {
    tx.get::<patrol_point::Entity>(id).await
}

/// The point whose QR code says `code`.
pub async fn by_code(tx: &Tx, code: &str) -> Result<patrol_point::Model> {
    let point = tx.find::<patrol_point::Entity>().filter(patrol_point::Column::Code.eq(code));
    point.one(tx.conn()).await?.ok_or_else(Failure::not_found)
}

/// What troubles a point, the worst first.
pub async fn troubles(tx: &Tx, point: Uuid) -> Result<Vec<patrol_trouble::Model>> {
    use patrol_trouble::Column;
    let troubles = tx.find::<patrol_trouble::Entity>().filter(Column::PointId.eq(point));
    Ok(troubles.order_by_desc(Column::Returns).order_by_desc(Column::Findings).all(tx.conn()).await?)
}

/// The last looks at a point.
pub async fn checks(tx: &Tx, point: Uuid, most: u64) -> Result<Vec<patrol_check::Model>> {
    use patrol_check::Column;
    let checks = tx.find::<patrol_check::Entity>().filter(Column::PointId.eq(point));
    Ok(checks.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(most).all(tx.conn()).await?)
}

/// A route with its points in their order.
#[derive(Debug, Clone)]
pub struct Laid {
    /// The route.
    pub route: patrol_route::Model,
    /// Its points.
    pub points: Vec<patrol_point::Model>,
}

/// All routes by name.
pub async fn routes(tx: &Tx) -> Result<Vec<Laid>> {
    let routes = tx.find::<patrol_route::Entity>().order_by_asc(patrol_route::Column::Name).all(tx.conn()).await?;
    lay(tx, routes).await
}

/// One route.
pub async fn route(tx: &Tx, id: Uuid) -> Result<Laid> {
    let route = tx.get::<patrol_route::Entity>(id).await?;
    lay(tx, vec![route]).await?.pop().ok_or_else(Failure::not_found)
}

async fn lay(tx: &Tx, routes: Vec<patrol_route::Model>) -> Result<Vec<Laid>> {
    use patrol_point::Column;
    let ids = routes.iter().map(|route| route.id);
    let points = tx.find::<patrol_point::Entity>().filter(Column::RouteId.is_in(ids)).filter(Column::Retired.eq(false));
    let mut by_route: HashMap<Uuid, Vec<patrol_point::Model>> = HashMap::new();
    for point in points.order_by_asc(Column::Position).all(tx.conn()).await? {
        by_route.entry(point.route_id.unwrap_or_default()).or_default().push(point);
    }
    Ok(routes.into_iter().map(|route| Laid { points: by_route.remove(&route.id).unwrap_or_default(), route }).collect())
}

/// A round with the points that are still to be looked at.
#[derive(Debug, Clone)]
pub struct Walk {
    /// The round.
    pub round: patrol_round::Model,
    /// What its route is called.
    pub route: String,
    /// What is left of it, in walking order.
    pub left: Vec<patrol_point::Model>,
}

/// The rounds of a day; of `member` only, if one is given.
pub async fn rounds(tx: &Tx, day: NaiveDate, member: Option<Uuid>) -> Result<Vec<Walk>> {
    use patrol_round::Column;
    let mut rows = tx.find::<patrol_round::Entity>().filter(Column::OnDay.eq(day));
    if let Some(member) = member {
        rows = rows.filter(Column::MemberId.eq(member));
    }
    let mut walks = Vec::new();
    for round in rows.order_by_asc(Column::Id).all(tx.conn()).await? {
        let Laid { route, points } = route(tx, round.route_id).await?;
        let is_left = |point: &patrol_point::Model| round.state == State::Planned && point.next_on <= day;
        walks.push(Walk { route: route.name, left: points.into_iter().filter(is_left).collect(), round });
    }
    Ok(walks)
}

/// The findings within sight; whoever found one sees it.
fn within(tx: &Tx, sight: Sight) -> Select<patrol_finding::Entity> {
    use patrol_finding::Column;
    let seen = sight.condition(tx, Column::Id, Column::GridId, assignment::assignment::Column::FindingId);
    let seen = match sight {
        Sight::Office => seen,
        Sight::Grids(member) | Sight::Own(member) => seen.add(Column::FinderId.eq(member)),
    };
    tx.find::<patrol_finding::Entity>().filter(seen)
}

/// One finding within sight.
pub async fn seen(tx: &Tx, sight: Sight, id: Uuid) -> Result<patrol_finding::Model> {
    within(tx, sight).filter(patrol_finding::Column::Id.eq(id)).one(tx.conn()).await?.ok_or_else(Failure::not_found)
}

/// Which findings are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// As far as this.
    pub state: Option<patrol_finding::State>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// At this point.
    pub point: Option<Uuid>,
    /// Only what came back.
    pub returned: bool,
}

/// A finding with what is told of it in a list.
#[derive(Debug, Clone)]
pub struct Found {
    /// The finding.
    pub finding: patrol_finding::Model,
    /// What its point is called.
    pub point: String,
    /// Its assignment.
    pub given: Option<Assignment>,
    /// Who has it.
    pub holder: Option<String>,
}

/// Findings within sight, the latest first.
pub async fn findings(tx: &Tx, sight: Sight, filter: &Filter, page: &PageRequest) -> Result<Page<Found>> {
    use patrol_finding::Column;
    let limit = page.limit()?;
    let mut rows = within(tx, sight);
    if let Some(state) = filter.state {
        rows = rows.filter(Column::State.eq(state));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(Column::Kind.eq(kind));
    }
    if let Some(point) = filter.point {
        rows = rows.filter(Column::PointId.eq(point));
    }
    if filter.returned {
        rows = rows.filter(Column::ReturnDays.is_not_null());
    }
    if let Some(before) = page.key::<i64>()? {
        rows = rows.filter(Column::Number.lt(before));
    }
    let rows = rows.order_by_desc(Column::Number).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.number)?;
    Ok(Page { items: told(tx, page.items).await?, next: page.next })
}

/// One finding within sight.
pub async fn finding(tx: &Tx, sight: Sight, id: Uuid) -> Result<Found> {
    let finding = seen(tx, sight, id).await?;
    told(tx, vec![finding]).await?.pop().ok_or_else(Failure::not_found)
}

async fn told(tx: &Tx, findings: Vec<patrol_finding::Model>) -> Result<Vec<Found>> {
    let points = tx.find::<patrol_point::Entity>().filter(patrol_point::Column::Id.is_in(findings.iter().map(|one| one.point_id)));
    let points: HashMap<Uuid, String> = points.all(tx.conn()).await?.into_iter().map(|point| (point.id, point.name)).collect();
    let given = assignment::query::of_each(tx, findings.iter().map(|one| Of::Finding(one.id))).await?;
    let names = crate::duty::query::names(tx, given.values().filter_map(|given| given.holder_id)).await?;
    let found = |finding: patrol_finding::Model| {
        let given = given.get(&finding.id).cloned();
        Found {
            point: points.get(&finding.point_id).cloned().unwrap_or_default(),
            holder: given.as_ref().and_then(|given| names.get(&given.holder_id?).cloned()),
            given,
            finding,
        }
    };
    Ok(findings.into_iter().map(found).collect())
}
