//! Photos (佐证), each of one thing: whose row goes takes its photos with it.

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
        tenant_table(manager, "photo", |t| {
            t.uuid("visit_id?")
                .uuid("project_id?")
                .uuid("matter_id?")
                .uuid("finding_id?")
                .uuid("call_id?")
                .uuid("activity_id?")
                .uuid("deliverable_id?")
                .uuid("claim_id?")
                .uuid("session_id?")
                .uuid("article_id?")
                .uuid("joint_id?")
                .uuid("publicity_id?")
                .uuid("mark_id?")
                .uuid("reward_id?")
                .text("moment")
                .uuid("thumbnail_id")
                .i32("width")
                .i32("height")
                .json("actor")
                .timestamp("created_at");
            t.part_of("visit_id", "visit")
                .part_of("project_id", "project")
                .part_of("matter_id", "matter")
                .part_of("finding_id", "patrol_finding")
                .part_of("call_id", "whistle_call")
                .part_of("activity_id", "activity")
                .part_of("deliverable_id", "provider_deliverable")
                .part_of("claim_id", "volunteer_claim")
                .part_of("session_id", "party_session")
                .part_of("article_id", "article")
                .part_of("joint_id", "joint_activity")
                .part_of("publicity_id", "publicity_event")
                .part_of("mark_id", "campaign_mark")
                .part_of("reward_id", "reward");
            t.index(&["visit_id"])
                .index(&["project_id"])
                .index(&["matter_id"])
                .index(&["finding_id"])
                .index(&["call_id"])
                .index(&["activity_id"])
                .index(&["deliverable_id"])
                .index(&["claim_id"])
                .index(&["session_id"])
                .index(&["article_id"])
                .index(&["joint_id"])
                .index(&["publicity_id"])
                .index(&["mark_id"])
                .index(&["reward_id"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["photo"]).await
    }
}
