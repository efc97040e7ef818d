//! The work calendar's exceptions, and visits.

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
        tenant_table(manager, "calendar_override", |t| {
            t.date("day").text("kind").text("name?").times().unique(&["day"]);
        })
        .await?;
        tenant_table(manager, "visit_policy", |t| {
            t.json("document").times();
        })
        .await?;
        tenant_table(manager, "visit_plan", |t| {
            t.uuid("person_id").text("rule").text("kind").text("every").uuid("visitor_id?").bool("active").times();
            t.part_of("person_id", "person").refers("visitor_id", "membership").unique(&["person_id", "rule"]);
        })
        .await?;
        tenant_table(manager, "visit", |t| {
            t.uuid("plan_id?").uuid("person_id").uuid("grid_id?").uuid("visitor_id?").text("slot").text("kind");
            t.timestamp("opens_at").timestamp("due_at").date("planned_on").text("state").text("protocol").timestamp("next_at?");
            t.text("cancel_cause?").text("cancel_reason?").timestamp("visited_at?").timestamp("recorded_at?").uuid("recorded_by?");
            t.text("wellbeing?").json("needs").sealed("remark?").text("next_step?").timestamp("escalated_at?").times();
            t.refers("person_id", "person").refers("plan_id", "visit_plan").refers("grid_id", "grid");
            t.refers("visitor_id", "membership").refers("recorded_by", "membership");
            t.unique(&["person_id", "slot"])
                .index(&["state", "planned_on"])
                .index(&["due_at"])
                .index(&["visited_at"])
                .index(&["person_id", "visited_at", "id"])
                .index(&["visitor_id"]);
        })
        .await?;
        tenant_table(manager, "visit_attempt", |t| {
            t.uuid("visit_id").timestamp("at").uuid("by?").text("result").text("note?");
            t.part_of("visit_id", "visit").index(&["visit_id"]).index(&["at"]);
        })
        .await?;
        tenant_table(manager, "visit_feed", |t| {
            t.bytes("token_hash").timestamp("created_at").part_of("id", "membership");
        })
        .await?;
        // A link is looked up before anybody knows whose it is.
        manager.get_connection().execute_unprepared("CREATE INDEX visit_feed_token ON visit_feed (token_hash)").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["calendar_override", "visit_policy", "visit_plan", "visit", "visit_attempt", "visit_feed"];
        drop_tables(manager, &tables).await
    }
}
