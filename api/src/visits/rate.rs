//! The month's visit rate, who will be missed, who is to be greeted.

use mulin_entity::visits::{
    can,
    forecast::{self, By, Month},
    greetings,
};
use poem_openapi::{OpenApi, param::Query, payload::Json};

use super::dto;
use crate::{Guard, Reply, Tag};

/// Figures and outlooks.
pub struct RateApi;

#[OpenApi(tag = "Tag::Visits")]
impl RateApi {
    /// The month's visit rate (月探访率): elders with at least one completed visit, of the elders on the list.
    #[oai(path = "/visits/rate", method = "get", operation_id = "visits.rate")]
    async fn rate(&self, caller: Guard<can::ReadRate>, month: Query<String>, by: Query<Option<String>>) -> Reply<Json<dto::RateList>> {
        let by: By = by.0.as_deref().unwrap_or("community").parse()?;
        let lines = forecast::month_rate(&caller.read().await?, Month::parse(&month.0)?, by).await?;
        Ok(Json(dto::RateList { items: lines.into_iter().map(dto::Rate::from).collect(), next: None }))
    }

    /// Who will be missed this month, if it goes on like this.
    #[oai(path = "/visits/forecast", method = "get", operation_id = "visits.forecast")]
    async fn forecast(&self, caller: Guard<can::ReadRate>, month: Query<String>) -> Reply<Json<dto::ForecastList>> {
        let missed = forecast::forecast(&caller.read().await?, Month::parse(&month.0)?).await?;
        let language = caller.language();
        Ok(Json(dto::ForecastList { items: missed.into_iter().map(|one| dto::Forecast::new(one, language)).collect(), next: None }))
    }

    /// Who is to be greeted in the days ahead: birthdays by either calendar, 重阳, 春节.
    #[oai(path = "/greetings", method = "get", operation_id = "visits.greetings")]
    async fn greetings(&self, caller: Guard<can::PlanVisits>, days: Query<Option<u64>>) -> Reply<Json<dto::GreetingList>> {
        let ahead = greetings::ahead(&caller.read().await?, days.0.unwrap_or(30)).await?;
        let language = caller.language();
        Ok(Json(dto::GreetingList { items: ahead.into_iter().map(|one| dto::Greeting::new(one, language)).collect(), next: None }))
    }
}
