//! Figures per community, day and measure; what a street wants of them, and what it was told.

use sea_orm_migration::prelude::*;

use crate::helper::{drop_tables, global_table, tenant_table, tenant_table_keyed};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table_keyed(manager, "report_cell", &["day", "measure"], |t| {
            t.date("day").text("measure").i64("value").i64("definition").timestamp("computed_at");
        })
        .await?;
        global_table(manager, "street_target", |t| {
            t.uuid("street_id").i32("year").text("measure").uuid("community_id?").bool("share").i64("value").uuid("set_by_id?").times();
            t.check("value > 0 AND (value <= 100 OR NOT share)").check("year BETWEEN 2000 AND 2199");
            t.part_of("street_id", "street").part_of("community_id", "community").refers("set_by_id", "account");
            t.unique_where(&["street_id", "year", "measure"], "community_id IS NULL");
            t.unique(&["street_id", "year", "measure", "community_id"]).index(&["community_id"]).index(&["set_by_id"]);
        })
        .await?;
        // Letters to a street are the platform's: so is what goes with them.
        tenant_table(manager, "street_report", |t| {
            t.uuid("street_id").text("period").json("content").timestamp("created_at").unique(&["street_id", "period"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["report_cell", "street_target", "street_report"]).await
    }
}
