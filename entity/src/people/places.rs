//! Grids, buildings and dwellings: arranging them, and finding the door that an address means.

use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::Condition};
use uuid::Uuid;

use super::{Address, Reach, address, building, dwelling, grid, here::Here, job::PeopleChanged, text};
use crate::{
    kernel::{Failure, Page, PageRequest, Result, Tx},
    tenancy::membership,
};

/// The code of the grid of buildings that nobody has put into one.
const UNASSIGNED: &str = "0";

/// A grid with the name of its worker.
pub struct Grid {
    /// The grid.
    pub row: grid::Model,
    /// Its worker.
    pub worker: Option<membership::Model>,
}

/// The grids within reach.
pub async fn grids(tx: &Tx, reach: Reach, page: &PageRequest) -> Result<Page<Grid>> {
    let limit = page.limit()?;
    let mut query = reach.grids(tx);
    if let Some(after) = page.key::<String>()? {
        query = query.filter(grid::Column::Code.gt(after));
    }
    let rows = query.order_by_asc(grid::Column::Code).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.code.clone())?;
    let workers: Vec<Uuid> = page.items.iter().filter_map(|row| row.worker_id).collect();
    let members = tx.find::<membership::Entity>().filter(membership::Column::Id.is_in(workers)).all(tx.conn()).await?;
    let worker = |row: &grid::Model| members.iter().find(|member| Some(member.id) == row.worker_id).cloned();
    Ok(page.map(|row| Grid { worker: worker(&row), row }))
}

/// Adds a grid.
pub async fn add_grid(tx: &Tx, code: &str, name: &str, worker: Option<Uuid>) -> Result<Grid> {
    let worker = active_worker(tx, worker).await?;
    let row = grid::ActiveModel {
        code: Set(text::squeezed(code)),
        name: Set(text::tidy(name)),
        worker_id: Set(worker.as_ref().map(|worker| worker.id)),
        ..Default::default()
    };
    Ok(Grid { row: tx.insert(row).await?, worker })
}

/// Renames a grid, or gives it to another worker: what is due goes with it.
pub async fn change_grid(tx: &Tx, id: Uuid, name: Option<String>, worker: Option<Uuid>) -> Result<Grid> {
    let row = tx.get::<grid::Entity>(id).await?;
    let before = row.worker_id;
    let mut row = row.into_active_model();
    if let Some(name) = name {
        row.name = Set(text::tidy(&name));
    }
    if let Some(worker) = active_worker(tx, worker).await? {
        row.worker_id = Set(Some(worker.id));
    }
    let row = tx.update(row).await?;
    if row.worker_id != before {
        tx.audit("people.assign_grid", "grid", id, serde_json::json!({"from": before, "to": row.worker_id})).await?;
        tx.enqueue(&PeopleChanged {}).await?;
    }
    let worker = active_worker(tx, row.worker_id).await.ok().flatten();
    Ok(Grid { row, worker })
}

async fn active_worker(tx: &Tx, worker: Option<Uuid>) -> Result<Option<membership::Model>> {
    let Some(id) = worker else { return Ok(None) };
    let member = tx.try_get::<membership::Entity>(id).await?.filter(membership::Model::may_visit);
    member.map(Some).ok_or_else(|| Failure::invalid_field("worker_id", "people.worker_unknown"))
}

/// The buildings within reach, in walking order.
pub async fn buildings(tx: &Tx, reach: Reach, page: &PageRequest) -> Result<Page<building::Model>> {
    let limit = page.limit()?;
    let mut query = reach.buildings(tx);
    if let Some((order, id)) = page.key::<(i64, Uuid)>()? {
        let later = Condition::all().add(building::Column::WalkOrder.eq(order)).add(building::Column::Id.gt(id));
        query = query.filter(Condition::any().add(building::Column::WalkOrder.gt(order)).add(later));
    }
    let query = query.order_by_asc(building::Column::WalkOrder).order_by_asc(building::Column::Id).limit(limit + 1);
    Page::cut(query.all(tx.conn()).await?, limit, |row| (row.walk_order, row.id))
}

/// Adds a building; without a grid it waits in the one of those that are not assigned.
pub async fn add_building(tx: &Tx, name: &str, grid: Option<Uuid>, walk_order: Option<i64>) -> Result<building::Model> {
    tx.insert(new_building(tx, building_name(name), grid, walk_order).await?).await
}

/// The building that is called so in addresses; added if it is new.
pub(crate) async fn building_called(tx: &Tx, name: &str, grid: Option<Uuid>) -> Result<building::Model> {
    let name = building_name(name);
    let known = tx.find::<building::Entity>().filter(building::Column::Name.eq(&name));
    let row = new_building(tx, name, grid, None).await?;
    tx.find_or_insert(known, row).await
}

async fn new_building(tx: &Tx, name: String, grid: Option<Uuid>, walk_order: Option<i64>) -> Result<building::ActiveModel> {
    let grid = match grid {
        Some(grid) => tx.get::<grid::Entity>(grid).await?,
        None => unassigned(tx, &Here::of(tx).await?).await?,
    };
    let order = walk_order.unwrap_or_else(|| address::number(&name));
    Ok(building::ActiveModel { grid_id: Set(grid.id), name: Set(name), walk_order: Set(order), ..Default::default() })
}

/// Renames a building, moves it to another grid or along the way.
pub async fn change_building(
    tx: &Tx,
    id: Uuid,
    name: Option<String>,
    grid: Option<Uuid>,
    walk_order: Option<i64>,
) -> Result<building::Model> {
    let row = tx.get::<building::Entity>(id).await?;
    let before = row.grid_id;
    let mut row = row.into_active_model();
    if let Some(name) = name {
        row.name = Set(building_name(&name));
    }
    if let Some(grid) = grid {
        row.grid_id = Set(tx.get::<grid::Entity>(grid).await?.id);
    }
    if let Some(order) = walk_order {
        row.walk_order = Set(order);
    }
    let row = tx.update(row).await?;
    if row.grid_id != before {
        tx.enqueue(&PeopleChanged {}).await?;
    }
    Ok(row)
}

/// A bare number is a building's number: 3 is 3号楼.
fn building_name(name: &str) -> String {
    let name = text::squeezed(name);
    if name.chars().all(|sign| sign.is_ascii_digit()) { format!("{name}号楼") } else { name }
}

/// The grid of buildings that nobody has put into one; made when it is first needed.
pub(crate) async fn unassigned(tx: &Tx, here: &Here) -> Result<grid::Model> {
    let name = here.community.language().text("people.grid_unassigned", &[]);
    let row = grid::ActiveModel { code: Set(UNASSIGNED.to_owned()), name: Set(name), worker_id: Set(None), ..Default::default() };
    tx.find_or_insert(tx.find::<grid::Entity>().filter(grid::Column::Code.eq(UNASSIGNED)), row).await
}

/// The doors of a building, in walking order.
pub async fn dwellings(tx: &Tx, reach: Reach, building: Uuid, page: &PageRequest) -> Result<Page<dwelling::Model>> {
    let limit = page.limit()?;
    let building = reach.buildings(tx).filter(building::Column::Id.eq(building)).one(tx.conn()).await?.ok_or_else(Failure::not_found)?;
    let mut query = tx.find::<dwelling::Entity>().filter(dwelling::Column::BuildingId.eq(building.id));
    if let Some((order, id)) = page.key::<(i64, Uuid)>()? {
        let later = Condition::all().add(dwelling::Column::WalkOrder.eq(order)).add(dwelling::Column::Id.gt(id));
        query = query.filter(Condition::any().add(dwelling::Column::WalkOrder.gt(order)).add(later));
    }
    let query = query.order_by_asc(dwelling::Column::WalkOrder).order_by_asc(dwelling::Column::Id).limit(limit + 1);
    Page::cut(query.all(tx.conn()).await?, limit, |row| (row.walk_order, row.id))
}

/// The row of a door that is not there yet.
pub(crate) fn door(building: Uuid, at: &Address) -> dwelling::ActiveModel {
    let floor = at.floor.unwrap_or_default();
    dwelling::ActiveModel {
        building_id: Set(building),
        unit: Set(at.unit.clone()),
        floor: Set(floor),
        room: Set(at.room.clone()),
        walk_order: Set(address::walk_order(&at.unit, floor, &at.room)),
        kind: Set(dwelling::Kind::Home),
        ..Default::default()
    }
}

/// The name under which the building of an address is kept: the community's own name in front says nothing.
pub(crate) fn kept_name(here: &Here, at: &Address) -> String {
    let own = here.community.name.trim_end_matches("社区").trim_end_matches("居委会");
    let estate = if !own.is_empty() && at.estate.ends_with(own) { String::new() } else { at.estate.clone() };
    Address { estate, ..at.clone() }.building_name()
}

/// The door that an address means; building and door are added if they are new.
pub async fn door_at(tx: &Tx, reach: Reach, text: &str) -> Result<dwelling::Model> {
    let at = Address::parse(text).ok_or_else(|| Failure::invalid_field("address", "people.address_unreadable"))?;
    let here = Here::of(tx).await?;
    let name = kept_name(&here, &at);
    let building = match tx.find::<building::Entity>().filter(building::Column::Name.eq(&name)).one(tx.conn()).await? {
        Some(building) => building,
        None if reach == Reach::Community => building_called(tx, &name, None).await?,
        None => return Err(Failure::invalid_field("address", "people.address_unreadable")),
    };
    let there = tx
        .find::<dwelling::Entity>()
        .filter(dwelling::Column::BuildingId.eq(building.id))
        .filter(dwelling::Column::Unit.eq(&at.unit))
        .filter(dwelling::Column::Room.eq(&at.room));
    let found = tx.find_or_insert(there, door(building.id, &at)).await?;
    reach.dwelling(tx, found.id).await
}
