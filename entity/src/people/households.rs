//! Households: who lives together, and moving them.

use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Reach, dwelling, here::Here, household, person, places, rules, text};
use crate::kernel::{Failure, Page, PageRequest, Result, Tx};

/// Where something is: a door that is known, or an address as people write it.
#[derive(Debug, Clone, Default)]
pub struct Where {
    /// The door.
    pub dwelling: Option<Uuid>,
    /// The address.
    pub address: Option<String>,
}

impl Where {
    /// The door that is meant.
    pub(crate) async fn door(&self, tx: &Tx, reach: Reach) -> Result<dwelling::Model> {
        match (self.dwelling, &self.address) {
            (Some(id), _) => reach.dwelling(tx, id).await,
            (None, Some(address)) => places::door_at(tx, reach, address).await,
            (None, None) => Err(Failure::invalid_field("address", "people.address_missing")),
        }
    }
}

/// The households within reach, of one door if it is told.
pub async fn list(tx: &Tx, reach: Reach, dwelling: Option<Uuid>, page: &PageRequest) -> Result<Page<household::Model>> {
    let limit = page.limit()?;
    let mut query = reach.households(tx);
    if let Some(dwelling) = dwelling {
        query = query.filter(household::Column::DwellingId.eq(reach.dwelling(tx, dwelling).await?.id));
    }
    if let Some(after) = page.key::<Uuid>()? {
        query = query.filter(household::Column::Id.gt(after));
    }
    Page::cut(query.order_by_asc(household::Column::Id).limit(limit + 1).all(tx.conn()).await?, limit, |row| row.id)
}

/// A household within reach.
pub async fn read(tx: &Tx, reach: Reach, id: Uuid) -> Result<household::Model> {
    reach.household(tx, id).await
}

/// Who belongs to it.
pub(crate) async fn members(tx: &Tx, id: Uuid) -> Result<Vec<person::Model>> {
    Ok(tx.find::<person::Entity>().filter(person::Column::HouseholdId.eq(id)).order_by_asc(person::Column::Id).all(tx.conn()).await?)
}

/// Adds a household behind a door.
pub async fn add(tx: &Tx, reach: Reach, name: &str, place: &Where) -> Result<household::Model> {
    let door = place.door(tx, reach).await?;
    insert(tx, door.id, name).await
}

pub(crate) async fn insert(tx: &Tx, dwelling: Uuid, name: &str) -> Result<household::Model> {
    let row = household::ActiveModel {
        dwelling_id: Set(dwelling),
        name: Set(text::tidy(name)),
        state: Set(household::State::Active),
        ..Default::default()
    };
    tx.insert(row).await
}

/// Renames a household.
pub async fn rename(tx: &Tx, reach: Reach, id: Uuid, name: &str) -> Result<household::Model> {
    let mut row = reach.household(tx, id).await?.into_active_model();
    row.name = Set(text::tidy(name));
    tx.update(row).await
}

/// Moves a household to another door: what is due to its people goes with it.
pub async fn relocate(tx: &Tx, reach: Reach, id: Uuid, place: &Where) -> Result<household::Model> {
    let mut row = reach.household(tx, id).await?.into_active_model();
    row.dwelling_id = Set(place.door(tx, reach).await?.id);
    let row = tx.update(row).await?;
    let people: Vec<Uuid> = members(tx, id).await?.into_iter().map(|person| person.id).collect();
    Here::of(tx).await?.changed(tx, &people).await?;
    Ok(row)
}

/// Keeps the household's state in line with its people: empty once everybody has gone.
pub(crate) async fn settle(tx: &Tx, id: Uuid) -> Result<()> {
    let row = tx.get::<household::Entity>(id).await?;
    let people = members(tx, id).await?;
    let left = people.is_empty() || people.iter().any(|person| rules::belongs(person.state));
    let state = if left { household::State::Active } else { household::State::Empty };
    if row.state != state {
        let mut row = row.into_active_model();
        row.state = Set(state);
        tx.update(row).await?;
    }
    Ok(())
}
