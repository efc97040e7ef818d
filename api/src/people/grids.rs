//! Grids, buildings and dwellings.

use mulin_entity::{
    kernel::PageRequest,
    people::{building, can, dwelling, places, words::word},
};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{dto::Created, reach};
use crate::{Guard, Reply, Tag};

/// Where people live.
pub struct GridsApi;

/// Who looks after a grid.
#[derive(Object)]
struct Worker {
    id: Uuid,
    name: String,
}

/// A grid (网格).
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Grid {
    id: Uuid,
    code: String,
    name: String,
    worker_id: Option<Uuid>,
    worker: Option<Worker>,
}

/// Grids.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct GridPage {
    items: Vec<Grid>,
    next: Option<String>,
}

/// A grid to be made.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewGrid {
    #[oai(validator(min_length = 1, max_length = 20))]
    code: String,
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
    /// The membership of its worker.
    worker_id: Option<Uuid>,
}

/// What is to be different about a grid.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct GridChange {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: Option<String>,
    worker_id: Option<Uuid>,
}

/// A building (楼栋).
#[derive(Object)]
struct Building {
    id: Uuid,
    name: String,
    grid_id: Uuid,
    /// Its place on the way through the grid.
    walk_order: i64,
}

/// Buildings, in walking order.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct BuildingPage {
    items: Vec<Building>,
    next: Option<String>,
}

/// A building to be made.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewBuilding {
    #[oai(validator(min_length = 1, max_length = 40))]
    name: String,
    grid_id: Option<Uuid>,
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    walk_order: Option<i64>,
}

/// What is to be different about a building.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct BuildingChange {
    #[oai(validator(min_length = 1, max_length = 40))]
    name: Option<String>,
    grid_id: Option<Uuid>,
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    walk_order: Option<i64>,
}

/// A dwelling: one door.
#[derive(Object)]
struct Dwelling {
    id: Uuid,
    building_id: Uuid,
    /// Empty if the building has only one.
    unit: String,
    /// Negative below ground, 0 if unknown.
    floor: i64,
    room: String,
    /// `home`, `rented`, `shop` or `vacant`.
    kind: String,
}

/// Dwellings, in walking order.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct DwellingPage {
    items: Vec<Dwelling>,
    next: Option<String>,
}

impl From<places::Grid> for Grid {
    fn from(grid: places::Grid) -> Self {
        let worker = grid.worker.map(|worker| Worker { id: worker.id, name: worker.name });
        Self { id: grid.row.id, code: grid.row.code, name: grid.row.name, worker_id: grid.row.worker_id, worker }
    }
}

impl From<building::Model> for Building {
    fn from(row: building::Model) -> Self {
        Self { id: row.id, name: row.name, grid_id: row.grid_id, walk_order: row.walk_order }
    }
}

impl From<dwelling::Model> for Dwelling {
    fn from(row: dwelling::Model) -> Self {
        Self { id: row.id, building_id: row.building_id, unit: row.unit, floor: row.floor, room: row.room, kind: word(row.kind) }
    }
}

#[OpenApi(tag = "Tag::People")]
impl GridsApi {
    /// List grids by their codes; a grid worker sees the own ones.
    #[oai(path = "/grids", method = "get", operation_id = "people.list_grids")]
    async fn grids(
        &self,
        caller: Guard<can::ReadPeople>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<GridPage>> {
        let tx = caller.read().await?;
        let page = places::grids(&tx, reach(&caller)?, &PageRequest { limit: limit.0, after: after.0 }).await?.map(Grid::from);
        Ok(Json(GridPage { items: page.items, next: page.next }))
    }

    /// Make a grid.
    #[oai(path = "/grids", method = "post", operation_id = "people.add_grid")]
    async fn add_grid(&self, caller: Guard<can::ArrangePlaces>, grid: Json<NewGrid>) -> Reply<Created<Grid>> {
        let tx = caller.write().await?;
        let grid = places::add_grid(&tx, &grid.code, &grid.name, grid.worker_id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(grid.into())))
    }

    /// Rename a grid, or give it to another worker: what is due goes with it.
    #[oai(path = "/grids/:id", method = "patch", operation_id = "people.change_grid")]
    async fn change_grid(&self, caller: Guard<can::ArrangePlaces>, id: Path<Uuid>, change: Json<GridChange>) -> Reply<Json<Grid>> {
        let tx = caller.write().await?;
        let grid = places::change_grid(&tx, id.0, change.0.name, change.0.worker_id).await?;
        tx.commit().await?;
        Ok(Json(grid.into()))
    }

    /// List buildings, in walking order.
    #[oai(path = "/buildings", method = "get", operation_id = "people.list_buildings")]
    async fn buildings(
        &self,
        caller: Guard<can::ReadPeople>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<BuildingPage>> {
        let tx = caller.read().await?;
        let page = places::buildings(&tx, reach(&caller)?, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(BuildingPage { items: page.items.into_iter().map(Building::from).collect(), next: page.next }))
    }

    /// Make a building.
    #[oai(path = "/buildings", method = "post", operation_id = "people.add_building")]
    async fn add_building(&self, caller: Guard<can::ArrangePlaces>, building: Json<NewBuilding>) -> Reply<Created<Building>> {
        let tx = caller.write().await?;
        let building = places::add_building(&tx, &building.name, building.grid_id, building.walk_order).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(building.into())))
    }

    /// Rename a building, or move it to another grid or along the way.
    #[oai(path = "/buildings/:id", method = "patch", operation_id = "people.change_building")]
    async fn change_building(
        &self,
        caller: Guard<can::ArrangePlaces>,
        id: Path<Uuid>,
        change: Json<BuildingChange>,
    ) -> Reply<Json<Building>> {
        let tx = caller.write().await?;
        let building = places::change_building(&tx, id.0, change.0.name, change.0.grid_id, change.0.walk_order).await?;
        tx.commit().await?;
        Ok(Json(building.into()))
    }

    /// List the doors of a building, in walking order.
    #[oai(path = "/dwellings", method = "get", operation_id = "people.list_dwellings")]
    async fn dwellings(
        &self,
        caller: Guard<can::ReadPeople>,
        building_id: Query<Uuid>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<DwellingPage>> {
        let tx = caller.read().await?;
        let page = PageRequest { limit: limit.0, after: after.0 };
        let page = places::dwellings(&tx, reach(&caller)?, building_id.0, &page).await?;
        Ok(Json(DwellingPage { items: page.items.into_iter().map(Dwelling::from).collect(), next: page.next }))
    }
}
