//! Privacy: what residents ask about their own data, and the copies they are given.

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
        tenant_table(manager, "privacy_request", |t| {
            t.uuid("person_id").text("kind").text("about").sealed("wanted?").text("words").text("way").text("state").date("due_on");
            t.text("answer").timestamp("decided_at?").uuid("decided_by?").i64("revision").times();
            t.refers("person_id", "person").refers("decided_by", "membership");
            // The same is asked once at a time.
            t.unique_where(&["person_id", "kind", "about"], "state = 'open'").index(&["state", "due_on"]).index(&["created_at"]);
            t.index(&["person_id"]).index(&["decided_by"]);
        })
        .await?;
        tenant_table(manager, "privacy_copy", |t| {
            t.uuid("person_id").uuid("member_id").text("form").timestamp("expires_at").times();
            t.part_of("person_id", "person").part_of("member_id", "membership").index(&["person_id"]).index(&["member_id"]);
            t.index(&["expires_at"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["privacy_request", "privacy_copy"]).await
    }
}
