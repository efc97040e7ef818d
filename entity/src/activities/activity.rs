//! An activity of the menu (五星活动菜单).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// The five classes of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Class {
    /// Red classics (红色经典).
    Red,
    /// Volunteer set meals (志愿套餐).
    Volunteer,
    /// Signature dishes (招牌菜).
    Signature,
    /// Home cooking (家常菜).
    Home,
    /// Nourishing soups (滋补汤).
    Soup,
}

/// How far an activity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Stage {
    /// Prepared, and not on the menu.
    Planned,
    /// On the menu: people order it.
    Published,
    /// It took place.
    Held,
    /// Looked back on, and kept.
    Archived,
    /// Called off.
    Cancelled,
}

/// One activity. Title, place, time, seats and for whom it is are its occasion's.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its time, place and roll.
    pub occasion_id: Uuid,
    /// Which class of the menu.
    pub class: Class,
    /// How far it is.
    pub stage: Stage,
    /// What it is.
    pub summary: String,
    /// Who answers for it.
    pub organiser_id: Option<Uuid>,
    /// Who runs it.
    pub provider_id: Option<Uuid>,
    /// The programme that it is a session of.
    pub programme_id: Option<Uuid>,
    /// When it came on the menu.
    pub published_at: Option<DateTime<Utc>>,
    /// When it was over.
    pub held_at: Option<DateTime<Utc>>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
