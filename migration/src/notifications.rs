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
            t.text("subject_kind?").uuid("subject_id?").timestamp("created_at");
            t.text("state").text("reason?").text("recipient_name?").text("address_masked?").text("subject?");
            t.unique(&["dedupe"]);
        })
        .await?;
        tenant_table(manager, "delivery", |t| {
            t.uuid("message_id")
                .text("channel")
                .text("address_masked")
                .text("recipient_name")
                .text("subject")
                .text("state")
                .text("reason?");
            t.sealed("body").i32("attempt").text("reference?").timestamp("at").timestamp("settled_at?");
            t.part_of("message_id", "message").unique(&["message_id", "channel", "attempt"]).index(&["at"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["message", "delivery"]).await
    }
}
