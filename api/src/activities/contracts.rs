//! Contracts with providers, and what is owed by them.

use mulin_entity::{
    activities::{can, contracts, query, rules::course::Deed},
    evidence::{self, Moment, Of},
    kernel::Failure,
};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::{
    dto::{ContractReview, DeliverableDeed, NewContract, NewDeliverable, Provider},
    sight,
};
use crate::{
    Guard, Reply, Tag,
    evidence::{NewPhoto, Photo, PhotoAdded},
    people::Created,
};

/// Contracts.
pub struct ContractsApi;

#[OpenApi(tag = "Tag::Activities")]
impl ContractsApi {
    /// Add a contract.
    #[oai(path = "/providers/:id/contracts", method = "post", operation_id = "contracts.add")]
    async fn add(&self, caller: Guard<can::KeepProviders>, id: Path<Uuid>, body: Json<NewContract>) -> Reply<Created<Provider>> {
        let tx = caller.write().await?;
        contracts::add(&tx, id.0, body.0.into()).await?;
        let told = Provider::whole(&tx, sight(&caller, &tx).await?, id.0).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Change a contract.
    #[oai(path = "/contracts/:id", method = "put", operation_id = "contracts.change")]
    async fn change(&self, caller: Guard<can::KeepProviders>, id: Path<Uuid>, body: Json<NewContract>) -> Reply<Json<Provider>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let contract = contracts::change(&tx, id.0, revision, body.0.into()).await?;
        let told = Provider::whole(&tx, sight(&caller, &tx).await?, contract.provider_id).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Add what is owed by a contract.
    #[oai(path = "/contracts/:id/deliverables", method = "post", operation_id = "contracts.owe")]
    async fn owe(&self, caller: Guard<can::KeepProviders>, id: Path<Uuid>, body: Json<NewDeliverable>) -> Reply<Created<Provider>> {
        let tx = caller.write().await?;
        let sight = sight(&caller, &tx).await?;
        let contract = query::contract(&tx, sight, id.0).await?;
        contracts::owe(&tx, id.0, &body.0.name, body.0.due_on).await?;
        let told = Provider::whole(&tx, sight, contract.provider_id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Say how the work by a contract is; said again it replaces what the caller said before.
    #[oai(path = "/contracts/:id/review", method = "put", operation_id = "contracts.review")]
    async fn review(&self, caller: Guard<can::KeepProviders>, id: Path<Uuid>, body: Json<ContractReview>) -> Reply<Json<Provider>> {
        let tx = caller.write().await?;
        let sight = sight(&caller, &tx).await?;
        let contract = query::contract(&tx, sight, id.0).await?;
        contracts::review(&tx, id.0, caller.member()?.id, body.0.score, &body.0.words.unwrap_or_default()).await?;
        let told = Provider::whole(&tx, sight, contract.provider_id).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Hand a deliverable over, which wants a photo; as the office accept it, or return it with a reason.
    #[oai(path = "/deliverables/:id/act", method = "post", operation_id = "deliverables.act")]
    async fn act(&self, caller: Guard<can::ReadProviders>, id: Path<Uuid>, body: Json<DeliverableDeed>) -> Reply<Json<Provider>> {
        let deed = Deed::named(&body.0.deed).ok_or_else(|| Failure::invalid_field("deed", "kernel.word_unknown"))?;
        let tx = caller.write().await?;
        let sight = sight(&caller, &tx).await?;
        let row = query::deliverable(&tx, sight, id.0).await?;
        if deed.of_office() && sight.provider().is_some() {
            return Err(Failure::new(mulin_entity::kernel::Kind::Forbidden, "kernel.forbidden").into());
        }
        contracts::deal(&tx, row.id, deed, &body.0.note.unwrap_or_default()).await?;
        let contract = query::contract(&tx, sight, row.contract_id).await?;
        let told = Provider::whole(&tx, sight, contract.provider_id).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Add a photo as proof of what is handed over.
    #[oai(path = "/deliverables/:id/photos", method = "post", operation_id = "deliverables.add_photo")]
    async fn add_photo(&self, caller: Guard<can::ReadProviders>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let tx = caller.read().await?;
        let row = query::deliverable(&tx, sight(&caller, &tx).await?, id.0).await?;
        drop(tx);
        let (moment, developed) = body.develop(Moment::After).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Deliverable(row.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }
}
