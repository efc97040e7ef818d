//! Party life (党员生活): branches, members, the cadence and the sessions of organised life, what each member learnt; the column of articles.

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
        tenant_table(manager, "party_branch", |t| {
            t.text("name").date("founded_on").date("dissolved_on?").i64("revision").times().unique(&["name"]);
        })
        .await?;
        tenant_table(manager, "party_member", |t| {
            t.uuid("branch_id").uuid("person_id?").uuid("member_id?").text("state").text("post").bool("in_service");
            t.date("joined_on").date("left_on?").i64("revision").times();
            t.refers("branch_id", "party_branch").refers("person_id", "person").refers("member_id", "membership");
            t.unique(&["person_id"]).unique(&["member_id"]);
            t.unique_where(&["branch_id"], "post = 'secretary' AND state <> 'moved_out'");
        })
        .await?;
        tenant_table(manager, "party_transfer", |t| {
            t.uuid("party_member_id").uuid("from_id?").uuid("to_id?").date("on_day").text("reason").timestamp("created_at");
            t.part_of("party_member_id", "party_member").refers("from_id", "party_branch").refers("to_id", "party_branch");
            t.index(&["party_member_id"]);
        })
        .await?;
        tenant_table(manager, "party_cadence", |t| {
            t.uuid("branch_id?").text("kind").text("every").times().part_of("branch_id", "party_branch");
            t.unique_where(&["kind"], "branch_id IS NULL").unique(&["branch_id", "kind"]);
        })
        .await?;
        tenant_table(manager, "party_goal", |t| {
            t.i64("study_hours").i64("attended_of_hundred").times();
        })
        .await?;
        tenant_table(manager, "party_session", |t| {
            t.uuid("branch_id").uuid("occasion_id").text("kind").text("stage").text("programme").i64("study_minutes");
            t.text("minutes").text("minutes_state").timestamp("called_at?").timestamp("held_at?").timestamp("closed_at?");
            t.i64("revision").times();
            t.refers("branch_id", "party_branch").refers("occasion_id", "occasion").unique(&["occasion_id"]);
            t.index(&["branch_id"]).index(&["stage"]).index(&["held_at"]);
        })
        .await?;
        tenant_table(manager, "party_presence", |t| {
            t.uuid("session_id").uuid("party_member_id").text("state").text("reason").i64("minutes").date("on_day").times();
            t.part_of("session_id", "party_session").refers("party_member_id", "party_member");
            t.unique(&["session_id", "party_member_id"]).index(&["party_member_id"]).index(&["on_day"]);
        })
        .await?;
        tenant_table(manager, "article", |t| {
            t.text("title")
                .text("author")
                .text("body")
                .text("audio_url?")
                .text("state")
                .text("note")
                .uuid("writer_id?")
                .uuid("reviewer_id?");
            t.timestamp("publish_at?").timestamp("published_at?").i64("revision").times();
            t.refers("writer_id", "membership").refers("reviewer_id", "membership").index(&["state"]).index(&["published_at"]);
        })
        .await?;
        tenant_table(manager, "article_reading", |t| {
            t.uuid("article_id").date("on_day").bytes("reader").timestamp("created_at");
            t.part_of("article_id", "article").unique(&["article_id", "on_day", "reader"]).index(&["on_day"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "party_branch",
            "party_member",
            "party_transfer",
            "party_cadence",
            "party_goal",
            "party_session",
            "party_presence",
            "article",
            "article_reading",
        ];
        drop_tables(manager, &tables).await
    }
}
