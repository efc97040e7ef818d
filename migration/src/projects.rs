//! Livelihood and renovation projects (民生实事、改造项目): their stages, milestones, costs, and what people say afterwards.

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
        tenant_table(manager, "project", |t| {
            t.text("kind").text("name").text("place").text("summary").text("stage").uuid("owner_id?").uuid("grid_id?");
            t.date("starts_on?")
                .date("due_on?")
                .i64("budget")
                .i64("revision")
                .bool("published")
                .date("accepted_on?")
                .date("told_on?")
                .times();
            t.refers("owner_id", "membership").refers("grid_id", "grid").unique(&["name"]).index(&["stage"]);
            t.index(&["owner_id"]).index(&["grid_id"]);
        })
        .await?;
        tenant_table(manager, "project_step", |t| {
            t.uuid("project_id").i64("place").text("stage").text("note").json("actor").timestamp("created_at");
            t.part_of("project_id", "project").unique(&["project_id", "place"]).only_added();
        })
        .await?;
        tenant_table(manager, "project_milestone", |t| {
            t.uuid("project_id").text("name").date("due_on").date("done_on?").date("told_on?").times();
            t.part_of("project_id", "project").index(&["project_id", "due_on"]);
        })
        .await?;
        tenant_table(manager, "project_cost", |t| {
            t.uuid("project_id").date("on_day").text("purpose").text("payee").i64("amount").json("actor").timestamp("created_at");
            t.part_of("project_id", "project").index(&["project_id", "on_day"]).index(&["on_day"]).only_added();
        })
        .await?;
        tenant_table(manager, "project_opinion", |t| {
            t.uuid("project_id").date("on_day").i64("score").text("note").json("actor").timestamp("created_at");
            t.part_of("project_id", "project").index(&["project_id"]).only_added();
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["project", "project_step", "project_milestone", "project_cost", "project_opinion"]).await
    }
}
