//! Moving ledgers (动态台账): what is kept, by which columns, and what became of each row.

use sea_orm_migration::prelude::*;

use crate::helper::{drop_tables, tenant_table};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        definitions(manager).await?;
        entries(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let definitions = ["ledger", "ledger_version", "ledger_layout", "ledger_intake"];
        let entries = ["ledger_entry", "ledger_key", "ledger_change", "ledger_inspection"];
        drop_tables(manager, &[definitions, entries].concat()).await
    }
}

async fn definitions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "ledger", |t| {
        t.text("code").text("name").i64("version").i64("notice_days").i64("inspection_days?").times();
        t.unique(&["code"]).unique(&["name"]);
    })
    .await?;
    tenant_table(manager, "ledger_version", |t| {
        t.uuid("ledger_id").i64("version").json("columns").json("actor").timestamp("created_at");
        t.refers("ledger_id", "ledger").unique(&["ledger_id", "version"]).only_added();
    })
    .await?;
    tenant_table(manager, "ledger_layout", |t| {
        t.uuid("ledger_id").text("name").json("columns").times();
        t.part_of("ledger_id", "ledger").unique(&["ledger_id", "name"]);
    })
    .await?;
    // Which ledger a file that was sent in belongs to; the file's own row has the same identity.
    tenant_table(manager, "ledger_intake", |t| {
        t.uuid("ledger_id").i64("version").timestamp("created_at");
        t.part_of("id", "ledger_import").refers("ledger_id", "ledger").index(&["ledger_id"]);
    })
    .await
}

async fn entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "ledger_entry", |t| {
        t.uuid("ledger_id").text("title").text("search").json("open_values").sealed("sealed_values?").i64("revision").text("source");
        t.uuid("building_id?").uuid("grid_id?").uuid("person_id?");
        t.date("valid_until?").date("expiry_told_on?").date("inspected_on?").date("inspect_by?").date("inspection_told_on?");
        t.i64("open_findings").date("ended_on?").text("ended_reason?").times();
        t.refers("ledger_id", "ledger").refers("building_id", "building").refers("grid_id", "grid").refers("person_id", "person");
        t.index(&["ledger_id", "title"]).index(&["ledger_id", "valid_until"]).index(&["ledger_id", "inspect_by"]);
        t.index(&["building_id"]).index(&["grid_id"]).index(&["person_id"]);
    })
    .await?;
    // By what a row is found or told apart: blind indexes of its values. Only one row that has not ended may have a sole one.
    tenant_table(manager, "ledger_key", |t| {
        t.uuid("ledger_id").uuid("entry_id").text("field").bytes("hash").bool("sole");
        t.refers("ledger_id", "ledger").part_of("entry_id", "ledger_entry").index(&["entry_id"]).index(&["ledger_id", "field", "hash"]);
        t.unique_where(&["ledger_id", "field", "hash"], "sole");
    })
    .await?;
    tenant_table(manager, "ledger_change", |t| {
        t.uuid("entry_id").i64("place").text("kind").sealed("cells").text("note").json("actor").timestamp("created_at");
        t.refers("entry_id", "ledger_entry").unique(&["entry_id", "place"]).only_added();
    })
    .await?;
    tenant_table(manager, "ledger_inspection", |t| {
        t.uuid("entry_id").date("on_day").text("result").text("note").json("findings").uuid("member_id?").times();
        t.refers("entry_id", "ledger_entry").refers("member_id", "membership").index(&["entry_id", "on_day"]).index(&["on_day"]);
    })
    .await
}
