//! Whom it concerns when data left the house.

use chrono::{DateTime, Utc};
use mulin_entity::privacy::{can, exposures};
use poem_openapi::{OpenApi, param::Query, payload::Json};

use super::dto::DataExposure;
use crate::{Guard, Reply, Tag, people::Workbook};

/// Exposures.
pub struct ExposuresApi;

#[OpenApi(tag = "Tag::Privacy")]
impl ExposuresApi {
    /// What was shown in the open or taken out within a window of the audit book, and whom it concerns. Asking is kept in the book.
    #[oai(path = "/privacy/exposures", method = "get", operation_id = "privacy.exposures")]
    async fn find(
        &self,
        caller: Guard<can::SeeExposures>,
        from: Query<DateTime<Utc>>,
        until: Query<DateTime<Utc>>,
    ) -> Reply<Json<DataExposure>> {
        let tx = caller.write().await?;
        let found = exposures::find(&tx, from.0, until.0).await?;
        tx.commit().await?;
        Ok(Json(found.into()))
    }

    /// The same people as XLSX.
    #[oai(path = "/privacy/exposures/people", method = "get", operation_id = "privacy.exposed_people")]
    async fn people(&self, caller: Guard<can::SeeExposures>, from: Query<DateTime<Utc>>, until: Query<DateTime<Utc>>) -> Reply<Workbook> {
        let tx = caller.write().await?;
        let found = exposures::find(&tx, from.0, until.0).await?;
        let bytes = exposures::workbook(&tx, found, caller.language()).await?;
        tx.commit().await?;
        Ok(Workbook::called("exposures.xlsx", bytes))
    }
}
