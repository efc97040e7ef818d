//! Partners: units, the three lists, whistles and whom they call, joint activities and whom they invite.

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
        tenant_table(manager, "partner_unit", |t| {
            t.text("name").text("kind").uuid("member_id?").sealed("contact").text("agreement").date("agreed_on?").date("agreed_until?");
            t.bool("active").i64("revision").times().refers("member_id", "membership").unique(&["name"]).unique(&["member_id"]);
        })
        .await?;
        tenant_table(manager, "partner_offer", |t| {
            t.text("list").text("title").text("detail").uuid("unit_id?").text("state").uuid("claimed_by?");
            t.timestamp("claimed_at?").timestamp("done_at?").text("result").i64("revision").times();
            t.refers("unit_id", "partner_unit").refers("claimed_by", "partner_unit").index(&["list", "state"]).index(&["unit_id"]);
            t.index(&["claimed_by"]).index(&["claimed_at"]).index(&["done_at"]);
        })
        .await?;
        tenant_table(manager, "whistle", |t| {
            t.i64("number").text("kind").text("stage").text("title").text("detail").text("place").uuid("matter_id?");
            t.timestamp("blown_at").timestamp("closed_at?").text("result").i64("revision").times();
            t.refers("matter_id", "matter").unique(&["number"]).index(&["stage"]).index(&["matter_id"]).index(&["blown_at"]);
        })
        .await?;
        tenant_table(manager, "whistle_call", |t| {
            t.uuid("whistle_id").uuid("unit_id").text("state").timestamp("answer_by").timestamp("answered_at?").timestamp("silent_at?");
            t.timestamp("arrive_by")
                .timestamp("arrived_at?")
                .timestamp("missed_at?")
                .json("position?")
                .text("note")
                .timestamp("signed_at?");
            t.i64("rating_of_unit?").i64("rating_by_unit?").i64("revision").times();
            t.part_of("whistle_id", "whistle").refers("unit_id", "partner_unit").unique(&["whistle_id", "unit_id"]).index(&["unit_id"]);
            t.index(&["created_at"]).index(&["missed_at"]);
        })
        .await?;
        tenant_table(manager, "joint_activity", |t| {
            t.text("title").text("theme").text("detail").text("place").timestamp("starts_at").timestamp("ends_at").uuid("owner_id?");
            t.i64("expected").uuid("offer_id?").text("stage").date("held_on?").i64("served?").text("result").i64("revision").times();
            t.refers("owner_id", "membership").refers("offer_id", "partner_offer").index(&["owner_id"]).index(&["offer_id"]);
            t.index(&["starts_at"]).index(&["stage", "starts_at"]).index(&["held_on"]);
        })
        .await?;
        tenant_table(manager, "joint_invitation", |t| {
            t.uuid("activity_id").uuid("unit_id").text("state").timestamp("accepted_at?").json("pledged?").json("brought?").text("note");
            t.i64("revision").times().part_of("activity_id", "joint_activity").refers("unit_id", "partner_unit");
            t.unique(&["activity_id", "unit_id"]).index(&["unit_id"]).index(&["created_at"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["partner_unit", "partner_offer", "whistle", "whistle_call", "joint_activity", "joint_invitation"];
        drop_tables(manager, &tables).await
    }
}
