//! Households.

use mulin_entity::{
    kernel::{PageRequest, Result, Tx},
    people::{
        can, household,
        households::{self, Where},
        query,
        words::word,
    },
};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{dto::Created, reach};
use crate::{Guard, Reply, Tag};

/// Households.
pub struct HouseholdsApi;

/// A household (户).
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Household {
    id: Uuid,
    name: String,
    dwelling_id: Uuid,
    address: Option<String>,
    /// `active` or `empty`.
    state: String,
}

/// Households.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct HouseholdPage {
    items: Vec<Household>,
    next: Option<String>,
}

/// A household to be made: behind a door that is known, or at an address.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewHousehold {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
    dwelling_id: Option<Uuid>,
    #[oai(validator(max_length = 60))]
    address: Option<String>,
}

/// What is to be different about a household.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct HouseholdChange {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
}

/// Where a household moves to: a door that is known, or an address.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Move {
    dwelling_id: Option<Uuid>,
    #[oai(validator(max_length = 60))]
    address: Option<String>,
}

async fn shown(tx: &Tx, rows: Vec<household::Model>) -> Result<Vec<Household>> {
    let places = query::at(tx, rows.clone()).await?;
    let one = |row: household::Model| {
        let address = places.get(&row.id).map(query::Place::address);
        Household { id: row.id, name: row.name, dwelling_id: row.dwelling_id, address, state: word(row.state) }
    };
    Ok(rows.into_iter().map(one).collect())
}

async fn shown_one(tx: &Tx, row: household::Model) -> Result<Household> {
    shown(tx, vec![row]).await?.pop().ok_or_else(mulin_entity::kernel::Failure::not_found)
}

#[OpenApi(tag = "Tag::People")]
impl HouseholdsApi {
    /// List households, of one door if it is told.
    #[oai(path = "/households", method = "get", operation_id = "people.list_households")]
    async fn list(
        &self,
        caller: Guard<can::ReadPeople>,
        dwelling_id: Query<Option<Uuid>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<HouseholdPage>> {
        let tx = caller.read().await?;
        let page = PageRequest { limit: limit.0, after: after.0 };
        let page = households::list(&tx, reach(&caller)?, dwelling_id.0, &page).await?;
        Ok(Json(HouseholdPage { items: shown(&tx, page.items).await?, next: page.next }))
    }

    /// Make a household.
    #[oai(path = "/households", method = "post", operation_id = "people.add_household")]
    async fn add(&self, caller: Guard<can::WritePeople>, new: Json<NewHousehold>) -> Reply<Created<Household>> {
        let tx = caller.write().await?;
        let NewHousehold { name, dwelling_id, address } = new.0;
        let row = households::add(&tx, reach(&caller)?, &name, &Where { dwelling: dwelling_id, address }).await?;
        let household = shown_one(&tx, row).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(household)))
    }

    /// One household.
    #[oai(path = "/households/:id", method = "get", operation_id = "people.show_household")]
    async fn show(&self, caller: Guard<can::ReadPeople>, id: Path<Uuid>) -> Reply<Json<Household>> {
        let tx = caller.read().await?;
        let row = households::read(&tx, reach(&caller)?, id.0).await?;
        Ok(Json(shown_one(&tx, row).await?))
    }

    /// Rename a household.
    #[oai(path = "/households/:id", method = "patch", operation_id = "people.change_household")]
    async fn change(&self, caller: Guard<can::WritePeople>, id: Path<Uuid>, change: Json<HouseholdChange>) -> Reply<Json<Household>> {
        let tx = caller.write().await?;
        let row = households::rename(&tx, reach(&caller)?, id.0, &change.name).await?;
        let household = shown_one(&tx, row).await?;
        tx.commit().await?;
        Ok(Json(household))
    }

    /// Move a household to another door: what is due to its people goes with it.
    #[oai(path = "/households/:id/move", method = "post", operation_id = "people.move_household")]
    async fn relocate(&self, caller: Guard<can::WritePeople>, id: Path<Uuid>, to: Json<Move>) -> Reply<Json<Household>> {
        let tx = caller.write().await?;
        let place = Where { dwelling: to.0.dwelling_id, address: to.0.address };
        let row = households::relocate(&tx, reach(&caller)?, id.0, &place).await?;
        let household = shown_one(&tx, row).await?;
        tx.commit().await?;
        Ok(Json(household))
    }
}
