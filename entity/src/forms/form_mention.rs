//! Who is named in a row, whatever it stands for. Nobody who is named can be removed before their cells are blank.

use sea_orm::entity::prelude::*;

/// One of them.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_mention")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The row of the filling.
    pub row_id: Uuid,
    /// The resident.
    pub person_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
