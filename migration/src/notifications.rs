//! Messages, and the ledger of their delivery.

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
        tenant_table(manager, "message", |t| {
            t.text("template").text("rule").text("dedupe").text("urgency").json("recipient").sealed("facts");
            t.text("subject_kind?").uuid("subject_id?").timestamp("created_at").uuid("reader_id?").timestamp("held_until?");
            t.text("state").text("reason?").text("recipient_name?").text("address_masked?").text("subject?");
            t.json("test_send?");
            t.unique(&["dedupe"]).index(&["reader_id", "state"]);
        })
        .await?;
        tenant_table(manager, "delivery", |t| {
            t.uuid("message_id")
                .text("channel")
                .uuid("provider_id?")
                .text("address_masked")
                .text("recipient_name")
                .text("subject")
                .text("state")
                .text("reason?");
            t.sealed("body").i32("attempt").text("reference?").timestamp("at").timestamp("settled_at?");
            t.text("wording?").bool("test");
            t.part_of("message_id", "message").unique(&["message_id", "channel", "attempt"]).index(&["at"]).index(&["reference"]);
            // A letter that comes back names the try and nothing else: more does not fit into its address.
            t.index_across(&["id"]);
        })
        .await?;
        tenant_table(manager, "message_step", |t| {
            t.uuid("message_id").i64("number").timestamp("at").text("step").text("reason?").timestamp("until?");
            t.part_of("message_id", "message").index(&["message_id"]);
        })
        .await?;
        tenant_table(manager, "inbox_entry", |t| {
            t.uuid("reader_id").uuid("message_id").text("topic").text("title").sealed("body").text("path?");
            t.timestamp("created_at").timestamp("read_at?");
            t.part_of("message_id", "message").unique(&["message_id"]).index(&["reader_id", "read_at"]);
        })
        .await?;
        tenant_table(manager, "message_policy", |t| {
            t.json("document").times();
        })
        .await?;
        tenant_table(manager, "message_preference", |t| {
            t.uuid("reader_id").text("topic").bool("muted").json("ways").times().unique(&["reader_id", "topic"]);
        })
        .await?;
        tenant_table(manager, "message_channel", |t| {
            t.text("kind").text("name").i32("place").bool("enabled").sealed("settings").json("forms").json("topics");
            t.i32("failures").text("trouble?").timestamp("rests_until?").times().unique(&["name"]);
        })
        .await?;
        tenant_table(manager, "message_wording", |t| {
            t.text("template").text("locale").i32("number").json("document").text("author_name").timestamp("created_at").bool("in_force");
            t.unique(&["template", "locale", "number"]).unique_where(&["template", "locale"], "in_force");
        })
        .await?;
        tenant_table(manager, "send_slot", |t| {
            t.uuid("channel_id").text("scope").timestamp("used_until").json("sent");
            t.part_of("channel_id", "message_channel").unique(&["channel_id", "scope"]);
        })
        .await?;
        tenant_table(manager, "reach_address", |t| {
            t.uuid("reader_id").text("way").sealed("address").text("address_masked").times().unique(&["reader_id", "way"]);
            t.part_of("reader_id", "membership");
        })
        .await?;
        tenant_table(manager, "send_count", |t| {
            t.date("day").uuid("reader_id").i64("sent").unique(&["day", "reader_id"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "message",
                "delivery",
                "message_step",
                "inbox_entry",
                "message_policy",
                "message_preference",
                "message_channel",
                "message_wording",
                "send_slot",
                "reach_address",
                "send_count",
            ],
        )
        .await
    }
}
