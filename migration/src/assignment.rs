//! What is handed out, whatever it is of: after all the tables that it can be of.

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
        tenant_table(manager, "assignment", |t| {
            t.uuid("matter_id?")
                .uuid("finding_id?")
                .text("title")
                .uuid("grid_id?")
                .text("state")
                .uuid("holder_id?")
                .uuid("stands_in_for?")
                .text("level");
            t.timestamp("begun_at")
                .timestamp("acknowledge_by")
                .timestamp("acknowledged_at?")
                .timestamp("unanswered_at?")
                .timestamp("stand_in_at?");
            t.timestamp("yellow_at").timestamp("red_at").timestamp("due_at").timestamp("over_head_at").timestamp("asked_until?");
            t.json("terms").timestamp("next_at?").timestamp("closed_at?").i64("revision").times();
            t.part_of("matter_id", "matter")
                .part_of("finding_id", "patrol_finding")
                .refers("grid_id", "grid")
                .refers("holder_id", "membership")
                .refers("stands_in_for", "membership");
            t.unique(&["matter_id"]).unique(&["finding_id"]).index(&["holder_id", "due_at"]).index(&["stands_in_for"]).index(&["grid_id"]);
            t.index(&["next_at"]).index(&["state", "due_at"]);
        })
        .await?;
        tenant_table(manager, "assignment_step", |t| {
            t.uuid("assignment_id").i64("place").json("act").text("note").json("actor").timestamp("created_at");
            t.part_of("assignment_id", "assignment").unique(&["assignment_id", "place"]).only_added();
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["assignment", "assignment_step"]).await
    }
}
