//! What somebody is in a community.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::kernel::Role;

/// Whether somebody may act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Invited, has not answered yet.
    Invited,
    /// May act.
    Active,
    /// May not act any more.
    Disabled,
}

impl State {
    /// The state as one word, as it travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }
}

/// One member of one community.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "membership")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The account; none while invited.
    pub account_id: Option<Uuid>,
    /// The address they were invited by, in lower case.
    pub email: String,
    /// What they are called here.
    pub name: String,
    /// Their [`Role`](crate::kernel::Role) as one word.
    pub role: String,
    /// Their post, as the community calls it.
    pub title: Option<String>,
    /// Whether they may act.
    pub state: State,
    /// When they were invited.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl Model {
    /// Whether this is somebody who visits people: what a visitor is told of them is nobody else's business.
    pub fn may_visit(&self) -> bool {
        let visits = [Role::CommunityAdmin, Role::Staff, Role::GridWorker];
        self.state != State::Disabled && visits.iter().any(|role| role.word() == self.role)
    }
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
