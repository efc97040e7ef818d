//! Who asks whom to take a duty, or to change it for another.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Asked.
    Asked,
    /// The other agreed: it is done.
    Agreed,
    /// The other did not.
    Refused,
    /// Not wanted any more, or not possible any more.
    Withdrawn,
}

/// A change of duty.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_swap")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The duty that is given away.
    pub shift_id: Uuid,
    /// Who gives it away.
    pub asker_id: Uuid,
    /// Who is to take it.
    pub other_id: Uuid,
    /// The duty that is taken for it; none if it is taken for nothing.
    pub other_shift_id: Option<Uuid>,
    /// Why.
    pub note: String,
    /// How far it is.
    pub state: State,
    /// When the other answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// When it was asked.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
