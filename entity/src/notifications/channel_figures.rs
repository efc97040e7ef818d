//! The channels of the whole platform in figures, for whoever operates it.

use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};

use super::message_channel;
use crate::kernel::{Db, Result, Why};

/// How many channels rest at present: they failed, or their providers have had enough.
pub async fn resting(db: &Db) -> Result<u64> {
    let sys = db.system_read(Why::Operate).await?;
    let enabled = sys.find::<message_channel::Entity>().filter(message_channel::Column::Enabled.eq(true));
    Ok(enabled.filter(message_channel::Column::RestsUntil.gt(sys.now())).count(sys.conn()).await?)
}
