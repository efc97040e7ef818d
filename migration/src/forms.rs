//! Forms (一表通): a street's tables, and what each community hands in for each period.

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
            t.uuid("street_id").text("title").text("every").i64("workday").json("layout").i64("version").timestamp("ended_at?").times();
            t.part_of("street_id", "street").index(&["street_id", "id"]);
        })
        .await?;
        // What is asked for is a copy: a filling stays what it was when the form is changed.
        tenant_table(manager, "form_filling", |t| {
            t.uuid("form_id").text("title").json("layout").i64("version").date("from_on").date("to_on").date("due_on").i64("edition");
            t.text("state").timestamp("as_of").json("totals").json("summary").text("remark").text("hash").i64("revision").times();
            t.timestamp("submitted_at?").uuid("submitted_by_id?").timestamp("accepted_at?");
            t.refers("submitted_by_id", "membership").unique(&["form_id", "from_on", "edition"]).index(&["state"]);
            t.index(&["submitted_by_id"]).index(&["submitted_at"]).index(&["created_at"]);
        })
        .await?;
        tenant_table(manager, "form_row", |t| {
            t.uuid("filling_id").uuid("person_id").i64("place").text("change").i64("missing").sealed("cells").i64("revision").times();
            t.part_of("filling_id", "form_filling").refers("person_id", "person").unique(&["filling_id", "person_id"]);
            t.index(&["person_id"]).index(&["filling_id", "place"]);
        })
        .await?;
        let across = "CREATE INDEX form_filling_form ON form_filling (form_id)";
        manager.get_connection().execute_unprepared(across).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["form", "form_filling", "form_row"]).await
    }
}
