//! The think tank: work groups, the experts in them, and what they are asked.

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
        tenant_table(manager, "expert_group", |t| {
            t.text("name").text("about").i64("revision").times().unique(&["name"]);
        })
        .await?;
        tenant_table(manager, "expert", |t| {
            t.uuid("group_id").text("name").text("workplace").sealed("phone").uuid("member_id?").json("fields").json("words");
            t.bool("available").i64("revision").times();
            t.refers("group_id", "expert_group").refers("member_id", "membership").unique(&["member_id"]).index(&["group_id"]);
        })
        .await?;
        tenant_table(manager, "expert_request", |t| {
            t.uuid("expert_id").uuid("matter_id?").uuid("asked_by?").text("title").text("question").text("state");
            t.timestamp("answered_at?").timestamp("advised_at?").text("advice").i64("rating?").text("thanks").i64("revision").times();
            t.refers("expert_id", "expert").refers("matter_id", "matter").refers("asked_by", "membership");
            // Nobody is asked about the same matter twice at once.
            t.unique_where(&["expert_id", "matter_id"], "state IN ('asked', 'accepted')");
            t.index(&["matter_id"]).index(&["asked_by"]).index(&["expert_id", "state"]).index(&["created_at"]).index(&["advised_at"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["expert_group", "expert", "expert_request"]).await
    }
}
