//! What a volunteer can do.

use sea_orm::entity::prelude::*;

/// What volunteers can do; other things are told in own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Skill {
    /// Nursing, first aid (医护).
    Medical,
    /// Cutting hair (理发).
    Haircut,
    /// Repairing things (维修).
    Repair,
    /// Helping pupils (辅导).
    Teaching,
    /// Listening and comforting (心理疏导).
    Counsel,
    /// Law (法律).
    Law,
    /// Music, calligraphy, performing (文艺).
    Arts,
    /// Photos and films (摄影).
    Photo,
    /// Telephones and computers (手机电脑).
    Digital,
    /// Shopping, cleaning, company (家务陪伴).
    Chores,
    /// Keeping order, guiding (秩序引导).
    Order,
}

/// One skill of one volunteer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "volunteer_skill")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The volunteer.
    pub volunteer_id: Uuid,
    /// What they can do.
    pub skill: Skill,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
