//! Who takes part in what.

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
        tenant_table(manager, "occasion", |t| {
            t.text("subject_kind?").uuid("subject_id?").text("title").text("place").timestamp("starts_at").timestamp("ends_at");
            t.timestamp("opens_at?").timestamp("closes_at?").timestamp("cancel_until?").i64("capacity?").bool("waiting_list").json("terms");
            t.text("state").text("cancel_reason?").sealed("code_secret").i64("turn").i64("lat?").i64("lng?").times();
            t.index(&["starts_at", "id"]).index(&["subject_kind", "subject_id"]);
        })
        .await?;
        tenant_table(manager, "attendee", |t| {
            t.uuid("occasion_id").uuid("person_id?").uuid("member_id?").text("state").i64("seat?").i64("ticket").text("consent?");
            t.timestamp("check_in_at?").timestamp("check_out_at?").i64("minutes?").times();
            t.refers("occasion_id", "occasion").refers("person_id", "person").refers("member_id", "membership");
            // Two people on one seat, or one of them twice, is what the database itself refuses.
            t.unique(&["occasion_id", "seat"]).unique(&["occasion_id", "person_id"]).unique(&["occasion_id", "member_id"]);
            t.unique(&["occasion_id", "ticket"]).index(&["person_id"]).index(&["member_id"]);
        })
        .await?;
        tenant_table(manager, "attendance_step", |t| {
            t.uuid("attendee_id").timestamp("at").text("event").text("state").uuid("by_id?").text("nonce?").timestamp("happened_at");
            t.refers("attendee_id", "attendee").refers("by_id", "membership").unique(&["nonce"]).index(&["attendee_id"]).only_added();
        })
        .await?;
        tenant_table(manager, "attendance_trace", |t| {
            t.uuid("attendee_id")
                .text("event")
                .timestamp("at")
                .i64("lat?")
                .i64("lng?")
                .i64("accuracy?")
                .bytes("device?")
                .timestamp("created_at");
            t.part_of("attendee_id", "attendee").index(&["attendee_id"]).index(&["device", "at"]).index(&["created_at"]);
        })
        .await?;
        tenant_table(manager, "desk_device", |t| {
            t.bytes("device").uuid("by_id?").timestamp("created_at").refers("by_id", "membership").unique(&["device"]).index(&["by_id"]);
        })
        .await?;
        tenant_table(manager, "guardian_consent", |t| {
            t.uuid("attendee_id").text("guardian").text("relation").text("way").uuid("by_id?").timestamp("created_at");
            t.refers("attendee_id", "attendee").refers("by_id", "membership").unique(&["attendee_id"]).only_added();
        })
        .await?;
        tenant_table(manager, "phone_notice", |t| {
            t.uuid("attendee_id").text("news").text("about").text("note").uuid("done_by?").timestamp("done_at?").times();
            t.part_of("attendee_id", "attendee").refers("done_by", "membership");
            // The same news of the same time and place is phoned once.
            t.unique(&["attendee_id", "news", "about"]).index(&["done_at"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &["occasion", "attendee", "attendance_step", "attendance_trace", "desk_device", "guardian_consent", "phone_notice"],
        )
        .await
    }
}
