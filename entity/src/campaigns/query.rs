//! Questions about campaigns.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Sight, Stage,
    campaign::{self, Column},
    campaign_target,
};
use crate::kernel::{Page, PageRequest, Result, Tx};

/// Campaigns, the latest written down first.
pub async fn list(tx: &Tx, stage: Option<Stage>, page: &PageRequest) -> Result<Page<campaign::Model>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<campaign::Entity>();
    if let Some(stage) = stage {
        rows = rows.filter(Column::Stage.eq(stage));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    Page::cut(rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?, limit, |row| row.id)
}

/// One campaign.
pub async fn one(tx: &Tx, id: Uuid) -> Result<campaign::Model> {
    tx.get::<campaign::Entity>(id).await
}

/// Which targets are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In this grid.
    pub grid: Option<Uuid>,
    /// In this building.
    pub building: Option<Uuid>,
    /// `open`, `settled`, `contested` or `excused`; all of them unless told.
    pub state: Option<String>,
}

/// The targets of a campaign that are in sight, in walking order.
pub async fn targets(tx: &Tx, sight: Sight, id: Uuid, filter: &Filter, page: &PageRequest) -> Result<Page<campaign_target::Model>> {
    use campaign_target::Column;
    let limit = page.limit()?;
    one(tx, id).await?;
    let mut rows = tx.find::<campaign_target::Entity>().filter(Column::CampaignId.eq(id)).filter(sight.condition(tx, id).await?);
    if let Some(grid) = filter.grid {
        rows = rows.filter(Column::GridId.eq(grid));
    }
    if let Some(building) = filter.building {
        rows = rows.filter(Column::BuildingId.eq(building));
    }
    rows = match filter.state.as_deref() {
        Some("open") => rows.filter(Column::Settled.eq(false)),
        Some("settled") => rows.filter(Column::Settled.eq(true)),
        Some("contested") => rows.filter(Column::Contested.eq(true)),
        Some("excused") => rows.filter(Column::Settled.eq(true)).filter(excused()),
        Some(_) => return Err(crate::kernel::Failure::invalid_field("state", "kernel.word_unknown")),
        None => rows,
    };
    if let Some(after) = page.key::<i64>()? {
        rows = rows.filter(Column::Place.gt(after));
    }
    Page::cut(rows.order_by_asc(Column::Place).limit(limit + 1).all(tx.conn()).await?, limit, |row| row.place)
}

/// Settled otherwise than by being done.
fn excused() -> sea_orm::Condition {
    use campaign_target::Column;
    sea_orm::Condition::any().add(Column::Outcome.is_null()).add(Column::Outcome.ne(super::Outcome::Done))
}
