//! What a street hands down to its communities (任务下达): one row for the street, a copy for each community.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

use crate::helper::{drop_tables, global_table, tenant_table};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        global_table(manager, "directive", |t| {
            t.uuid("street_id").text("kind").text("title").text("body").date("due_on?").uuid("sent_by_id?").timestamp("withdrawn_at?");
            t.timestamp("complete_at?").times();
            t.part_of("street_id", "street").refers("sent_by_id", "account").index(&["street_id", "id"]);
        })
        .await?;
        // A community reads its own rows only: what it is told is a copy.
        tenant_table(manager, "directive_copy", |t| {
            t.uuid("directive_id").text("kind").text("title").text("body").date("due_on?").text("state").text("answer").text("remark");
            t.timestamp("acknowledged_at?")
                .uuid("acknowledged_by_id?")
                .timestamp("reported_at?")
                .timestamp("accepted_at?")
                .uuid("matter_id?");
            t.date("told_on?").i64("revision").times();
            t.refers("acknowledged_by_id", "membership").refers("matter_id", "matter").unique(&["directive_id"]).index(&["state"]);
            t.index(&["acknowledged_by_id"]).index(&["matter_id"]).index(&["reported_at"]).index(&["created_at"]);
        })
        .await?;
        let across = "CREATE INDEX directive_copy_directive ON directive_copy (directive_id)";
        manager.get_connection().execute_unprepared(across).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["directive", "directive_copy"]).await
    }
}
