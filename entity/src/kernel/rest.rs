//! Tenants that rest: their people are kept out, their jobs and schedules wait where they are, and nothing of theirs is lost.
//! There are few of them at any time, so that asking costs next to nothing.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    entity::prelude::*,
    sea_query::{OnConflict, Query, SelectStatement},
};

use super::{Result, SystemTx};

/// One tenant that rests.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "resting")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// Since when.
    pub since: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The tenants that rest, for a condition such as "its tenant is not among them".
pub(crate) fn resting() -> SelectStatement {
    Query::select().column(Column::CommunityId).from(Entity).to_owned()
}

/// Whether the tenant rests?
pub(crate) async fn rests(sys: &SystemTx, community: Uuid) -> Result<bool> {
    Ok(sys.find::<Entity>().filter(Column::CommunityId.eq(community)).one(sys.conn()).await?.is_some())
}

/// Lets tenants rest; a job that runs just now is finished first.
pub(crate) async fn lay(sys: &SystemTx, communities: &[Uuid]) -> Result<()> {
    if communities.is_empty() {
        return Ok(());
    }
    let row = |community: &Uuid| ActiveModel { community_id: Set(*community), since: Set(sys.now()) };
    let once = OnConflict::column(Column::CommunityId).do_nothing().to_owned();
    Entity::insert_many(communities.iter().map(row)).on_conflict(once).exec_without_returning(sys.conn()).await?;
    Ok(())
}

/// Ends the rest of tenants: what waited is due.
pub(crate) async fn rouse(sys: &SystemTx, communities: &[Uuid]) -> Result<()> {
    Entity::delete_many().filter(Column::CommunityId.is_in(communities.iter().copied())).exec(sys.conn()).await?;
    Ok(())
}
