//! Residents: the list, one of them, adding, changing, unmasking.

use mulin_entity::{
    forms,
    kernel::{Failure, PageRequest},
    people::{can, query, residents, unmask},
    visits,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    dto::{Created, Done, Resident, ResidentDetails, ResidentPage, UnmaskRequest, Unmasked},
    reach,
};
use crate::{Guard, Reply, Tag};

/// Residents.
pub struct ResidentsApi;

#[OpenApi(tag = "Tag::People")]
impl ResidentsApi {
    /// List residents: by a part of the name, an address, or a whole identity or phone number.
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    #[oai(path = "/residents", method = "get", operation_id = "people.list_residents")]
    async fn list(
        &self,
        caller: Guard<can::ReadPeople>,
        query: Query<Option<String>>,
        grid_id: Query<Option<Uuid>>,
        building_id: Query<Option<Uuid>>,
        household_id: Query<Option<Uuid>>,
        group: Query<Option<String>>,
        tier: Query<Option<String>>,
        state: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<ResidentPage>> {
        let tx = caller.read().await?;
        let filter = query::Filter {
            query: query.0,
            grid: grid_id.0,
            building: building_id.0,
            household: household_id.0,
            group: group.0,
            tier: tier.0,
            state: state.0,
        };
        let page = query::list(&tx, reach(&caller)?, &filter, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(ResidentPage::new(page, query::today(&tx).await?)))
    }

    /// Add a resident. Answers 409 with the candidates if somebody close to it is there.
    #[oai(path = "/residents", method = "post", operation_id = "people.add_resident")]
    async fn add(&self, caller: Guard<can::WritePeople>, details: Json<ResidentDetails>) -> Reply<Created<Resident>> {
        let tx = caller.write().await?;
        let person = residents::add(&tx, reach(&caller)?, details.0.into()).await?;
        let shown = Resident::new(query::shown(&tx, person).await?, query::today(&tx).await?);
        tx.commit().await?;
        Ok(Created::Created(Json(shown)))
    }

    /// One resident.
    #[oai(path = "/residents/:id", method = "get", operation_id = "people.show_resident")]
    async fn show(&self, caller: Guard<can::ReadPeople>, id: Path<Uuid>) -> Reply<Json<Resident>> {
        let tx = caller.read().await?;
        let listed = query::read(&tx, reach(&caller)?, id.0).await?;
        Ok(Json(Resident::new(listed, query::today(&tx).await?)))
    }

    /// Change what is told of a resident; another household means that they moved there.
    #[oai(path = "/residents/:id", method = "patch", operation_id = "people.change_resident")]
    async fn change(&self, caller: Guard<can::WritePeople>, id: Path<Uuid>, details: Json<ResidentDetails>) -> Reply<Json<Resident>> {
        let tx = caller.write().await?;
        let person = residents::change(&tx, reach(&caller)?, id.0, details.0.into()).await?;
        let shown = Resident::new(query::shown(&tx, person).await?, query::today(&tx).await?);
        tx.commit().await?;
        Ok(Json(shown))
    }

    /// Remove a resident who was entered by mistake.
    #[oai(path = "/residents/:id", method = "delete", operation_id = "people.remove_resident")]
    async fn remove(&self, caller: Guard<can::WritePeople>, id: Path<Uuid>) -> Reply<Done> {
        let tx = caller.write().await?;
        visits::service::withdraw(&tx, id.0).await?;
        forms::erasure::forget(&tx, id.0).await?;
        residents::remove(&tx, reach(&caller)?, id.0).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }

    /// Show one sealed field in the open; who, which and why are kept in the audit book.
    #[oai(path = "/residents/:id/unmask", method = "post", operation_id = "people.unmask")]
    async fn unmask(&self, caller: Guard<can::UnmaskPeople>, id: Path<Uuid>, request: Json<UnmaskRequest>) -> Reply<Json<Unmasked>> {
        let tx = caller.write().await?;
        let field = match (request.field.as_str(), request.contact_id) {
            ("id_number", _) => unmask::Sealed::IdNumber,
            ("phone", _) => unmask::Sealed::Phone,
            ("health_remark", _) => unmask::Sealed::HealthRemark,
            ("contact_phone", Some(contact)) => unmask::Sealed::ContactPhone(contact),
            // Who may not see the resident learns nothing about fields either.
            _ => {
                query::read(&tx, reach(&caller)?, id.0).await?;
                return Err(Failure::invalid_field("field", "kernel.word_unknown").into());
            }
        };
        let value = unmask::unmask(&tx, reach(&caller)?, id.0, field, &request.reason).await?;
        tx.commit().await?;
        Ok(Json(Unmasked { value }))
    }
}
