//! Figures per community, day and measure.

use sea_orm_migration::prelude::*;

use crate::helper::{drop_tables, tenant_table_keyed};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table_keyed(manager, "report_cell", &["day", "measure"], |t| {
            t.date("day").text("measure").i64("value").i64("definition").timestamp("computed_at");
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["report_cell"]).await
    }
}
