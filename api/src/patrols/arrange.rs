//! Points and routes.

use mulin_entity::{
    kernel::PageRequest,
    patrols::{can, query, routes},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{NewPatrolPoint, NewPatrolRoute, PatrolPoint, PatrolPointPage, PatrolRoute};
use crate::{Guard, Reply, Tag, people::Created};

/// Arranging.
pub struct ArrangeApi;

#[OpenApi(tag = "Tag::Patrols")]
impl ArrangeApi {
    /// The points by name.
    #[oai(path = "/patrol-points", method = "get", operation_id = "patrols.points")]
    async fn points(
        &self,
        caller: Guard<can::ReadPatrols>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<PatrolPointPage>> {
        let page = query::points(&caller.read().await?, None, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(PatrolPointPage { items: page.items.into_iter().map(PatrolPoint::brief).collect(), next: page.next }))
    }

    /// Add a point; its QR code is made with it.
    #[oai(path = "/patrol-points", method = "post", operation_id = "patrols.add_point")]
    async fn add_point(&self, caller: Guard<can::ArrangePatrols>, point: Json<NewPatrolPoint>) -> Reply<Created<PatrolPoint>> {
        let tx = caller.write().await?;
        let point = routes::add_point(&tx, point.0.into()).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(PatrolPoint::brief(point))))
    }

    /// One point with what came up there.
    #[oai(path = "/patrol-points/:id", method = "get", operation_id = "patrols.point")]
    async fn point(&self, caller: Guard<can::ReadPatrols>, id: Path<Uuid>) -> Reply<Json<PatrolPoint>> {
        let tx = caller.read().await?;
        Ok(Json(PatrolPoint::whole(&tx, query::point(&tx, id.0).await?).await?))
    }

    /// Change a point.
    #[oai(path = "/patrol-points/:id", method = "put", operation_id = "patrols.change_point")]
    async fn change_point(
        &self,
        caller: Guard<can::ArrangePatrols>,
        id: Path<Uuid>,
        point: Json<NewPatrolPoint>,
    ) -> Reply<Json<PatrolPoint>> {
        let tx = caller.write().await?;
        let point = routes::change_point(&tx, id.0, point.0.into()).await?;
        tx.commit().await?;
        Ok(Json(PatrolPoint::brief(point)))
    }

    /// The routes with their points, by name.
    #[oai(path = "/patrol-routes", method = "get", operation_id = "patrols.routes")]
    async fn routes(&self, caller: Guard<can::ReadPatrols>) -> Reply<Json<Vec<PatrolRoute>>> {
        let routes = query::routes(&caller.read().await?).await?;
        Ok(Json(routes.into_iter().map(PatrolRoute::from).collect()))
    }

    /// Add a route.
    #[oai(path = "/patrol-routes", method = "post", operation_id = "patrols.add_route")]
    async fn add_route(&self, caller: Guard<can::ArrangePatrols>, route: Json<NewPatrolRoute>) -> Reply<Created<PatrolRoute>> {
        let tx = caller.write().await?;
        let route = routes::add_route(&tx, route.0.into()).await?;
        let told = query::route(&tx, route.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told.into())))
    }

    /// Change a route, who walks it and in which order.
    #[oai(path = "/patrol-routes/:id", method = "put", operation_id = "patrols.change_route")]
    async fn change_route(
        &self,
        caller: Guard<can::ArrangePatrols>,
        id: Path<Uuid>,
        route: Json<NewPatrolRoute>,
    ) -> Reply<Json<PatrolRoute>> {
        let tx = caller.write().await?;
        let route = routes::change_route(&tx, id.0, route.0.into()).await?;
        let told = query::route(&tx, route.id).await?;
        tx.commit().await?;
        Ok(Json(told.into()))
    }
}
