//! The door of a community's public pages: found by its division code, shut while it rests.

use sea_orm::{ColumnTrait, QueryFilter};

use super::community;
use crate::kernel::{Actor, Db, Failure, Result, Tx, Why, rest};

/// The community behind a code, to look at.
///
/// # Errors
/// "Not found" for one that is not there, and for one that rests.
pub async fn enter(db: &Db, code: &str) -> Result<(Tx, community::Model)> {
    let sys = db.system_read(Why::PublicPage).await?;
    let found = sys.find::<community::Entity>().filter(community::Column::Code.eq(code)).one(sys.conn()).await?;
    let community = found.filter(|found| found.state == community::State::Active).ok_or_else(Failure::not_found)?;
    if rest::rests(&sys, community.id).await? {
        return Err(Failure::not_found());
    }
    Ok((sys.enter(community.id, Actor::System).await?, community))
}
