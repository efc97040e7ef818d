//! Matters (诉求、事项): what people bring up, and what became of it; and what is handed out, of which matters are the first kind.

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
        matters(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["matter_kind", "matter", "matter_event"]).await
    }
}

async fn matters(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "matter_kind", |t| {
        t.text("name").json("terms").bool("retired").i64("position").times().unique(&["name"]);
    })
    .await?;
    tenant_table(manager, "matter", |t| {
        t.text("code").i64("number").uuid("kind_id").text("source").text("stage").text("title").text("detail").text("search").text("place");
        t.uuid("building_id?").uuid("grid_id?").uuid("person_id?").uuid("visit_id?").uuid("merged_into?");
        t.sealed("reporter?").bytes("phone_index?").bool("urgent").text("result");
        t.timestamp("received_at").timestamp("handled_at?").bool("on_time?").timestamp("called_back_at?").bool("solved?").i64("rating?");
        t.date("recheck_on?").date("recheck_told_on?").i64("reopened").i64("revision").times();
        t.refers("kind_id", "matter_kind").refers("building_id", "building").refers("grid_id", "grid").refers("person_id", "person");
        t.refers("visit_id", "visit").refers("merged_into", "matter").unique(&["number"]).unique(&["code"]);
        t.index(&["stage", "received_at"]).index(&["received_at"]).index(&["handled_at"]).index(&["called_back_at"]).index(&["recheck_on"]);
        t.index(&["kind_id"])
            .index(&["building_id"])
            .index(&["grid_id"])
            .index(&["person_id"])
            .index(&["visit_id"])
            .index(&["merged_into"]);
    })
    .await?;
    // A code is looked up before anybody knows whose it is.
    manager.get_connection().execute_unprepared("CREATE INDEX matter_by_code ON matter (code)").await?;
    tenant_table(manager, "matter_event", |t| {
        t.uuid("matter_id").text("kind").text("note").json("actor").timestamp("created_at");
        t.part_of("matter_id", "matter").index(&["matter_id", "created_at"]).only_added();
    })
    .await
}
