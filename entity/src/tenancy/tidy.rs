//! Letting go of what has run out: sessions, links, tries.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::{attempts, identity::IDLE, login_attempt, session, token};
use crate::kernel::{Result, SystemTx};

/// Does it. None of them works any more: nobody notices.
pub async fn tidy(sys: &SystemTx) -> Result<()> {
    let over = Condition::any().add(session::Column::ExpiresAt.lt(sys.now())).add(session::Column::SeenAt.lt(sys.now() - IDLE));
    session::Entity::delete_many().filter(over).exec(sys.conn()).await?;
    token::Entity::delete_many().filter(token::Column::ExpiresAt.lt(sys.now())).exec(sys.conn()).await?;
    login_attempt::Entity::delete_many().filter(login_attempt::Column::At.lt(sys.now() - attempts::LONGEST)).exec(sys.conn()).await?;
    Ok(())
}
