//! Forms (一表通): a street's tables and a community's own, what is filled in for each period, and who may look at it.

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
        global_table(manager, "form", |t| {
            t.uuid("street_id").text("title").json("design").i64("version").i64("revision").timestamp("ended_at?").times();
            t.part_of("street_id", "street").index(&["street_id", "id"]);
        })
        .await?;
        tenant_table(manager, "own_form", |t| {
            t.text("title").json("design").i64("version").i64("revision").timestamp("ended_at?").times();
        })
        .await?;
        // What is asked for is a copy: a filling stays what it was when the form is changed.
        tenant_table(manager, "form_filling", |t| {
            t.uuid("form_id").uuid("own_form_id?").text("title").json("layout").i64("version").date("from_on").date("to_on").date("due_on");
            t.i64("edition")
                .text("state")
                .timestamp("as_of")
                .json("totals")
                .json("summary")
                .text("remark")
                .text("hash")
                .i64("revision")
                .times();
            t.timestamp("submitted_at?").uuid("submitted_by_id?").timestamp("accepted_at?");
            t.refers("own_form_id", "own_form").index(&["own_form_id"]);
            t.refers("submitted_by_id", "membership").unique(&["form_id", "from_on", "edition"]).index(&["state"]);
            t.index(&["submitted_by_id"]).index(&["submitted_at"]).index(&["created_at"]);
        })
        .await?;
        // What a row stands for is of several kinds; the people whom it names are referred to, whatever it is.
        tenant_table(manager, "form_row", |t| {
            t.uuid("filling_id").uuid("subject_id?").i64("place").text("change").i64("missing").sealed("cells").timestamp("removed_at?");
            t.i64("revision").times();
            t.part_of("filling_id", "form_filling").unique(&["filling_id", "subject_id"]).index(&["filling_id", "place"]);
        })
        .await?;
        tenant_table(manager, "form_mention", |t| {
            t.uuid("row_id").uuid("person_id").part_of("row_id", "form_row").refers("person_id", "person");
            t.unique(&["row_id", "person_id"]).index(&["person_id"]);
        })
        .await?;
        tenant_table(manager, "form_grant", |t| {
            t.uuid("filling_id").text("reason").date("until_on").uuid("granted_by_id?").timestamp("revoked_at?").i64("looks").times();
            t.part_of("filling_id", "form_filling").refers("granted_by_id", "membership");
            t.unique_where(&["filling_id"], "revoked_at IS NULL").index(&["filling_id", "id"]).index(&["granted_by_id"]);
        })
        .await?;
        let across = "CREATE INDEX form_filling_form ON form_filling (form_id)";
        manager.get_connection().execute_unprepared(across).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["form", "own_form", "form_filling", "form_row", "form_mention", "form_grant"]).await
    }
}
