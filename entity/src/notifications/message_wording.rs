//! A version of a community's own words for a template: it is never changed, so that the ledger can name it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One version.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message_wording")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The template, such as `visits.digest`.
    pub template: String,
    /// The language: `zh-CN` or `en`.
    pub locale: String,
    /// From 1, for each template and language.
    pub number: i32,
    /// The [`Wording`](super::rules::wording::Wording).
    pub document: Json,
    /// Who wrote it.
    pub author_name: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Messages go out in these words; of one template and language at most one version is.
    pub in_force: bool,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);

impl Model {
    /// How the ledger names it, such as `zh-CN/3`.
    pub fn label(&self) -> String {
        format!("{}/{}", self.locale, self.number)
    }
}
