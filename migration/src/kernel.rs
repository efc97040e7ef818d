//! Jobs, schedules, audit, files, marks of figures that are out of date.

use sea_orm_migration::prelude::*;

use crate::helper::{drop_tables, global_table, leave_room, tenant_table, tenant_table_keyed};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenant_table(manager, "job", |t| {
            t.text("kind").text("key").json("payload").text("state").i32("priority").timestamp("due_at").bool("again").bool("put_off");
            t.uuid("lease_token?").i32("attempts").i32("crashes").i32("max_attempts").text("last_error?");
            t.timestamp("created_at").timestamp("finished_at?");
            // No index knows what a claim changes: a job that is taken is written once, into its own page, and into no index.
            t.whether("live", "state IN ('ready', 'running')").unique_where(&["kind", "key"], "live");
        })
        .await?;
        global_table(manager, "lease", |t| {
            t.timestamp("until");
        })
        .await?;
        let conn = manager.get_connection();
        for index in ["CREATE INDEX job_due ON job (priority DESC, due_at) WHERE live", "CREATE INDEX job_ended ON job (id) WHERE NOT live"]
        {
            conn.execute_unprepared(index).await?;
        }
        leave_room(manager, "job").await?;
        tenant_table_keyed(manager, "job_tally", &["minute", "kind"], |t| {
            t.timestamp("minute").text("kind").i64("done").i64("failed").i64("buried").i64("crashed");
        })
        .await?;
        tenant_table(manager, "schedule", |t| {
            t.text("kind").text("rule").text("zone").timestamp("next_at?").timestamp("last_at?").text("misfire").bool("paused").times();
            t.unique(&["kind"]);
        })
        .await?;
        conn.execute_unprepared("CREATE INDEX schedule_due ON schedule (next_at) WHERE next_at IS NOT NULL").await?;
        tenant_table_keyed(manager, "schedule_fire", &["schedule", "planned_at"], |t| {
            t.text("schedule").timestamp("planned_at").timestamp("fired_at").text("outcome");
        })
        .await?;
        tenant_table(manager, "audit_entry", |t| {
            t.i64("seq").timestamp("at").json("actor").text("action").text("subject_kind").uuid("subject_id").json("detail");
            t.bytes("previous").bytes("hash").unique(&["seq"]).index(&["subject_id"]).only_added();
        })
        .await?;
        tenant_table_keyed(manager, "audit_head", &[], |t| {
            t.i64("seq").bytes("hash");
        })
        .await?;
        tenant_table_keyed(manager, "resting", &[], |t| {
            t.timestamp("since");
        })
        .await?;
        tenant_table(manager, "file", |t| {
            t.text("name").text("media_type").i64("size").bytes("sha256").text("purpose").timestamp("created_at");
        })
        .await?;
        tenant_table(manager, "kept_answer", |t| {
            t.uuid("account_id").text("key").bytes("fingerprint").sealed("answer?").timestamp("created_at").unique(&["account_id", "key"]);
        })
        .await?;
        conn.execute_unprepared("CREATE INDEX kept_answer_account ON kept_answer (account_id, key)").await?;
        tenant_table_keyed(manager, "dirty_cell", &["day", "measure", "taken"], |t| {
            t.date("day").text("measure").timestamp("marked_at").bool("taken");
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "job",
                "lease",
                "job_tally",
                "schedule",
                "schedule_fire",
                "audit_entry",
                "audit_head",
                "resting",
                "file",
                "kept_answer",
                "dirty_cell",
            ],
        )
        .await
    }
}
