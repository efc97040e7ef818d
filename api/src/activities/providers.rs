//! Providers.

use mulin_entity::activities::{can, providers, query};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::{
    dto::{NewProvider, Provider},
    sight,
};
use crate::{Guard, Reply, Tag, people::Created};

/// Providers.
pub struct ProvidersApi;

#[OpenApi(tag = "Tag::Activities")]
impl ProvidersApi {
    /// The providers by name; a provider sees itself.
    #[oai(path = "/providers", method = "get", operation_id = "providers.list")]
    async fn list(&self, caller: Guard<can::ReadProviders>) -> Reply<Json<Vec<Provider>>> {
        let tx = caller.read().await?;
        let mut told = Vec::new();
        for provider in query::providers(&tx, sight(&caller, &tx).await?).await? {
            told.push(Provider::brief(&tx, provider).await?);
        }
        Ok(Json(told))
    }

    /// Add a provider.
    #[oai(path = "/providers", method = "post", operation_id = "providers.add")]
    async fn add(&self, caller: Guard<can::KeepProviders>, body: Json<NewProvider>) -> Reply<Created<Provider>> {
        let tx = caller.write().await?;
        let provider = providers::add(&tx, body.0.into()).await?;
        let told = Provider::whole(&tx, sight(&caller, &tx).await?, provider.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One provider with its contracts and what it owes.
    #[oai(path = "/providers/:id", method = "get", operation_id = "providers.get")]
    async fn get(&self, caller: Guard<can::ReadProviders>, id: Path<Uuid>) -> Reply<Json<Provider>> {
        let tx = caller.read().await?;
        Ok(Json(Provider::whole(&tx, sight(&caller, &tx).await?, id.0).await?))
    }

    /// Change a provider.
    #[oai(path = "/providers/:id", method = "put", operation_id = "providers.change")]
    async fn change(&self, caller: Guard<can::KeepProviders>, id: Path<Uuid>, body: Json<NewProvider>) -> Reply<Json<Provider>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        providers::change(&tx, id.0, revision, body.0.into()).await?;
        let told = Provider::whole(&tx, sight(&caller, &tx).await?, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
