//! How units come when they are called, for the street.

use mulin_entity::{
    kernel::Why,
    partners::{can, rates},
};
use poem_openapi::{OpenApi, param::Query, payload::Json};

use super::dto::PartnerRate;
use crate::{Guard, Reply, Tag};

/// Rates.
pub struct RatesApi;

/// So many days are told of unless others are asked for.
const USUAL: i64 = 90;

#[OpenApi(tag = "Tag::Partners")]
impl RatesApi {
    /// The units that the street's communities called or invited within the last `days` days (90): how often they answered, came in time and took part.
    #[oai(path = "/street/partners", method = "get", operation_id = "partners.street_rates")]
    async fn street_rates(&self, caller: Guard<can::ReadRates>, days: Query<Option<i64>>) -> Reply<Json<Vec<PartnerRate>>> {
        let sys = caller.db().system_read(Why::StreetFigures).await?;
        let rates = rates::rates(&sys, caller.street()?, days.0.unwrap_or(USUAL)).await?;
        Ok(Json(rates.into_iter().map(PartnerRate::from).collect()))
    }
}
