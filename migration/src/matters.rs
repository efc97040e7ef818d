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
        matters(manager).await?;
        assignments(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["matter_kind", "matter", "matter_event", "assignment", "assignment_step"]).await
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

async fn assignments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "assignment", |t| {
        t.uuid("matter_id?").text("title").uuid("grid_id?").text("state").uuid("holder_id?").uuid("stands_in_for?").text("level");
        t.timestamp("begun_at")
            .timestamp("acknowledge_by")
            .timestamp("acknowledged_at?")
            .timestamp("unanswered_at?")
            .timestamp("stand_in_at?");
        t.timestamp("yellow_at").timestamp("red_at").timestamp("due_at").timestamp("over_head_at").timestamp("asked_until?");
        t.json("terms").timestamp("next_at?").timestamp("closed_at?").i64("revision").times();
        t.part_of("matter_id", "matter").refers("grid_id", "grid").refers("holder_id", "membership").refers("stands_in_for", "membership");
        t.unique(&["matter_id"]).index(&["holder_id", "due_at"]).index(&["stands_in_for"]).index(&["grid_id"]);
        t.index(&["next_at"]).index(&["state", "due_at"]);
    })
    .await?;
    tenant_table(manager, "assignment_step", |t| {
        t.uuid("assignment_id").i64("place").json("act").text("note").json("actor").timestamp("created_at");
        t.part_of("assignment_id", "assignment").unique(&["assignment_id", "place"]).only_added();
    })
    .await
}
