//! Contact and ask: what is asked, of whom how often, what was said and what became of it; research topics.

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
        tenant_table(manager, "questionnaire", |t| {
            t.text("party").text("title").i64("version").bool("active").times().unique(&["title"]).index(&["party"]);
        })
        .await?;
        tenant_table(manager, "questionnaire_version", |t| {
            t.uuid("questionnaire_id").i64("version").json("questions").json("actor").timestamp("created_at");
            t.refers("questionnaire_id", "questionnaire").unique(&["questionnaire_id", "version"]).only_added();
        })
        .await?;
        tenant_table(manager, "outreach_plan", |t| {
            t.text("party").uuid("questionnaire_id").text("every").text("per").i64("wanted").date("told_on?").times();
            t.refers("questionnaire_id", "questionnaire").unique(&["party"]).index(&["questionnaire_id"]);
        })
        .await?;
        tenant_table(manager, "interview", |t| {
            t.text("party").uuid("questionnaire_id").i64("version").uuid("person_id?").uuid("unit_id?").uuid("grid_id?");
            t.date("on_day").text("way").uuid("member_id?").sealed("said").i64("revision").times();
            t.refers("questionnaire_id", "questionnaire").refers("person_id", "person").refers("unit_id", "partner_unit");
            t.refers("grid_id", "grid").refers("member_id", "membership").index(&["party", "on_day"]).index(&["questionnaire_id"]);
            t.index(&["on_day"]).index(&["person_id"]).index(&["unit_id"]).index(&["grid_id"]).index(&["member_id"]);
        })
        .await?;
        tenant_table(manager, "interview_outcome", |t| {
            t.uuid("interview_id").text("question").text("kind").uuid("matter_id?").uuid("offer_id?").timestamp("created_at");
            t.part_of("interview_id", "interview").refers("matter_id", "matter").refers("offer_id", "partner_offer");
            t.unique(&["interview_id", "question", "kind"]).index(&["matter_id"]).index(&["offer_id"]).index(&["created_at"]);
        })
        .await?;
        tenant_table(manager, "research_topic", |t| {
            t.text("title").text("question").uuid("owner_id?").text("state").date("starts_on?").date("due_on?").json("milestones");
            t.text("findings").text("report").date("closed_on?").date("told_on?").i64("revision").times();
            t.refers("owner_id", "membership").unique(&["title"]).index(&["state"]).index(&["owner_id"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["questionnaire", "questionnaire_version", "outreach_plan", "interview", "interview_outcome", "research_topic"];
        drop_tables(manager, &tables).await
    }
}
