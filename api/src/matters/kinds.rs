//! The kinds of matters.

use mulin_entity::{
    kernel::Failure,
    matters::{can, kinds, matter_kind},
};
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use crate::{Guard, Reply, Tag, people::Created};

/// Kinds.
pub struct KindsApi;

/// A kind of matters.
#[derive(Object)]
struct MatterKind {
    id: Uuid,
    name: String,
    /// Workdays to take it on.
    acknowledge: u32,
    /// Workdays to deal with it.
    handle: u32,
    retired: bool,
}

/// The kinds.
#[derive(Object)]
struct MatterKindPage {
    items: Vec<MatterKind>,
}

/// What is decided about a kind.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MatterKindDecision {
    #[oai(validator(min_length = 1, max_length = 20))]
    name: String,
    /// Workdays to take it on: the same day for none.
    acknowledge: u32,
    /// Workdays to deal with it.
    handle: u32,
    /// Whether it is not chosen any more.
    retired: Option<bool>,
}

impl MatterKind {
    fn new(row: matter_kind::Model) -> Result<Self, Failure> {
        let terms = row.terms()?;
        Ok(Self { id: row.id, name: row.name, acknowledge: terms.acknowledge, handle: terms.handle, retired: row.retired })
    }
}

impl From<MatterKindDecision> for kinds::Decision {
    fn from(told: MatterKindDecision) -> Self {
        Self { name: told.name, acknowledge: told.acknowledge, handle: told.handle, retired: told.retired.unwrap_or_default() }
    }
}

#[OpenApi(tag = "Tag::Matters")]
impl KindsApi {
    /// The kinds of matters that the community knows.
    #[oai(path = "/matter-kinds", method = "get", operation_id = "matter_kinds.list")]
    async fn list(&self, caller: Guard<can::ReadMatters>) -> Reply<Json<MatterKindPage>> {
        let items: Result<_, Failure> = kinds::list(&caller.read().await?).await?.into_iter().map(MatterKind::new).collect();
        Ok(Json(MatterKindPage { items: items? }))
    }

    /// Make a kind.
    #[oai(path = "/matter-kinds", method = "post", operation_id = "matter_kinds.add")]
    async fn add(&self, caller: Guard<can::DefineMatters>, kind: Json<MatterKindDecision>) -> Reply<Created<MatterKind>> {
        let tx = caller.write().await?;
        let row = kinds::add(&tx, kind.0.into()).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(MatterKind::new(row)?)))
    }

    /// Change a kind. Matters that are under way keep the time they were given.
    #[oai(path = "/matter-kinds/:id", method = "put", operation_id = "matter_kinds.change")]
    async fn change(&self, caller: Guard<can::DefineMatters>, id: Path<Uuid>, kind: Json<MatterKindDecision>) -> Reply<Json<MatterKind>> {
        let tx = caller.write().await?;
        let row = kinds::change(&tx, id.0, kind.0.into()).await?;
        tx.commit().await?;
        Ok(Json(MatterKind::new(row)?))
    }
}
