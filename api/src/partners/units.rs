//! The units.

use mulin_entity::partners::{can, query, units};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::dto::{NewPartner, Partner};
use crate::{Guard, Reply, Tag, people::Created};

/// Units.
pub struct UnitsApi;

#[OpenApi(tag = "Tag::Partners")]
impl UnitsApi {
    /// The units by name, with whom to call.
    #[oai(path = "/partners", method = "get", operation_id = "partners.list")]
    async fn list(&self, caller: Guard<can::ReadPartners>) -> Reply<Json<Vec<Partner>>> {
        let tx = caller.read().await?;
        let units = query::units(&tx).await?;
        Ok(Json(units.into_iter().map(|unit| Partner::new(&tx, unit)).collect::<Result<_, _>>()?))
    }

    /// Add a unit.
    #[oai(path = "/partners", method = "post", operation_id = "partners.add")]
    async fn add(&self, caller: Guard<can::KeepPartners>, body: Json<NewPartner>) -> Reply<Created<Partner>> {
        let tx = caller.write().await?;
        let unit = units::add(&tx, body.0.read()?).await?;
        let told = Partner::new(&tx, unit)?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Change a unit.
    #[oai(path = "/partners/:id", method = "put", operation_id = "partners.change")]
    async fn change(&self, caller: Guard<can::KeepPartners>, id: Path<Uuid>, body: Json<NewPartner>) -> Reply<Json<Partner>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let unit = units::change(&tx, id.0, revision, body.0.read()?).await?;
        let told = Partner::new(&tx, unit)?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
