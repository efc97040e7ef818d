//! Meetings (四会): what belongs to a meeting besides its roll.

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
        tenant_table(manager, "meeting", |t| {
            t.uuid("occasion_id")
                .text("kind")
                .text("stage")
                .json("agenda")
                .i64("quorum?")
                .uuid("chair_id?")
                .text("minutes")
                .text("minutes_state");
            t.timestamp("called_at?").timestamp("held_at?").date("reminded_on?").i64("revision").times();
            t.refers("occasion_id", "occasion").refers("chair_id", "membership").unique(&["occasion_id"]).index(&["stage"]);
            t.index(&["chair_id"]).index(&["held_at"]);
        })
        .await?;
        tenant_table(manager, "meeting_resolution", |t| {
            t.uuid("meeting_id").i64("place").text("words").i64("in_favour?").i64("against?").i64("abstained?").uuid("matter_id?").times();
            t.part_of("meeting_id", "meeting").refers("matter_id", "matter").unique(&["meeting_id", "place"]).index(&["matter_id"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["meeting", "meeting_resolution"]).await
    }
}
