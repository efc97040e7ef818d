//! Figures: of a community for itself, of its communities for a street.

mod dto;
mod papers;
mod targets;

use chrono::NaiveDate;
use mulin_entity::{
    kernel::{PLATFORM, Scope, Why},
    reports::{can, query, weekly::Week},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use serde_json::json;

use crate::{Guard, Reply, Tag};

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (ReportsApi, papers::PapersApi, targets::TargetsApi)
}

/// Figures.
struct ReportsApi;

#[OpenApi(tag = "Tag::Reports")]
impl ReportsApi {
    /// The community's figures.
    #[oai(path = "/dashboard", method = "get", operation_id = "reports.dashboard")]
    async fn dashboard(
        &self,
        caller: Guard<can::ReadDashboard>,
        /// The first day; thirty days are shown unless told.
        from: Query<Option<NaiveDate>>,
        /// The last day; today unless told.
        to: Query<Option<NaiveDate>>,
    ) -> Reply<Json<dto::Dashboard>> {
        let tx = caller.read().await?;
        let dashboard = query::dashboard(&tx, from.0, to.0).await?;
        let grids = query::rate_by_grid(&tx, dashboard.span.to).await?;
        Ok(Json(dto::Dashboard::new(dashboard, Some(grids))))
    }

    /// The figures of the street's communities.
    #[oai(path = "/street/dashboard", method = "get", operation_id = "reports.street_dashboard")]
    async fn street_dashboard(
        &self,
        caller: Guard<can::ReadStreet>,
        from: Query<Option<NaiveDate>>,
        to: Query<Option<NaiveDate>>,
    ) -> Reply<Json<dto::StreetDashboard>> {
        let sys = caller.db().system_read(Why::StreetFigures).await?;
        let dashboard = query::street_dashboard(&sys, caller.street()?, from.0, to.0).await?;
        Ok(Json(dto::StreetDashboard::new(dashboard)))
    }

    /// The figures of one community of the street; looking is noted.
    #[oai(path = "/street/communities/:code/dashboard", method = "get", operation_id = "reports.street_community")]
    async fn street_community(
        &self,
        caller: Guard<can::DrillDown>,
        /// The community's division code.
        code: Path<String>,
        from: Query<Option<NaiveDate>>,
        to: Query<Option<NaiveDate>>,
    ) -> Reply<Json<dto::Dashboard>> {
        let sys = caller.db().system(Why::StreetFigures).await?;
        let (community, dashboard) = query::community_of_street(&sys, caller.street()?, &code, from.0, to.0).await?;
        let scope = Scope { community: PLATFORM, actor: caller.actor() };
        sys.audit(&scope, "reports.drill_down", "community", community.id, json!({ "code": community.code })).await?;
        sys.commit().await?;
        Ok(Json(dto::Dashboard::new(dashboard, None)))
    }

    /// The Monday report of a week, of the last one that is over unless told.
    #[oai(path = "/street/report", method = "get", operation_id = "reports.street_report")]
    async fn street_report(
        &self,
        caller: Guard<can::ReadStreet>,
        /// The ISO week, such as `2026-W47`.
        week: Query<Option<String>>,
    ) -> Reply<Json<dto::StreetReport>> {
        let week = week.0.as_deref().map(Week::parse).transpose()?;
        let sys = caller.db().system_read(Why::StreetFigures).await?;
        Ok(Json(dto::StreetReport::new(query::street_report(&sys, caller.street()?, week).await?)))
    }
}
