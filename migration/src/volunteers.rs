//! Volunteers (睦邻活跃家): who they are, their teams, what is dispatched to them, their ledger of hours, their stars.

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
        people(manager).await?;
        tasks(manager).await?;
        hours(manager).await?;
        stars(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let people = ["volunteer_team", "volunteer", "volunteer_skill", "volunteer_team_member"];
        let work = ["volunteer_task", "volunteer_answer", "volunteer_claim", "volunteer_entry", "volunteer_record"];
        let stars = ["volunteer_grading", "volunteer_star", "volunteer_objection"];
        drop_tables(manager, &[&people[..], &work, &stars].concat()).await
    }
}

async fn people(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "volunteer_team", |t| {
        t.text("name").text("purpose").uuid("leader_id?").i64("place").i64("revision").times().unique(&["name"]);
    })
    .await?;
    tenant_table(manager, "volunteer", |t| {
        t.uuid("person_id?").uuid("member_id?").text("state").text("words").json("times").uuid("wished_team_id?").text("reason");
        t.timestamp("applied_at").timestamp("decided_at?").uuid("decided_by?").date("reminded_on?").i64("revision").times();
        t.refers("person_id", "person").refers("member_id", "membership").refers("wished_team_id", "volunteer_team");
        t.refers("decided_by", "membership").unique(&["person_id"]).unique(&["member_id"]).index(&["state"]);
        t.index(&["wished_team_id"]).index(&["decided_by"]);
    })
    .await?;
    tenant_table(manager, "volunteer_skill", |t| {
        t.uuid("volunteer_id").text("skill").part_of("volunteer_id", "volunteer").unique(&["volunteer_id", "skill"]).index(&["skill"]);
    })
    .await?;
    tenant_table(manager, "volunteer_team_member", |t| {
        t.uuid("team_id").uuid("volunteer_id").timestamp("created_at").part_of("team_id", "volunteer_team");
        t.part_of("volunteer_id", "volunteer").unique(&["team_id", "volunteer_id"]).index(&["volunteer_id"]);
    })
    .await
}

async fn tasks(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "volunteer_task", |t| {
        t.uuid("occasion_id").text("kind").text("dispatch").text("skill?").uuid("team_id?").uuid("building_id?").uuid("grid_id?");
        t.uuid("person_id?").uuid("matter_id?").text("detail").text("stage").i64("revision").times();
        t.refers("occasion_id", "occasion").refers("team_id", "volunteer_team").refers("building_id", "building").refers("grid_id", "grid");
        t.refers("person_id", "person").refers("matter_id", "matter").unique(&["occasion_id"]).index(&["team_id"]).index(&["building_id"]);
        t.index(&["grid_id"]).index(&["person_id"]).index(&["matter_id"]).index(&["created_at"]);
    })
    .await?;
    tenant_table(manager, "volunteer_answer", |t| {
        t.uuid("task_id").uuid("volunteer_id").bool("accepted").text("note").times().part_of("task_id", "volunteer_task");
        t.part_of("volunteer_id", "volunteer").unique(&["task_id", "volunteer_id"]).index(&["volunteer_id"]);
    })
    .await
}

async fn hours(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "volunteer_claim", |t| {
        t.uuid("volunteer_id").date("on_day").i64("minutes").text("words").text("state").text("reason").timestamp("decided_at?");
        t.uuid("decided_by?").i64("revision").times().refers("volunteer_id", "volunteer").refers("decided_by", "membership");
        t.index(&["volunteer_id"]).index(&["state"]).index(&["decided_by"]);
    })
    .await?;
    tenant_table(manager, "volunteer_entry", |t| {
        t.uuid("volunteer_id").date("on_day").i64("minutes").text("source").text("words").uuid("task_id?").uuid("attendee_id?");
        t.i64("place").uuid("claim_id?").uuid("reverses_id?").uuid("carries_id?").uuid("by_id?").timestamp("created_at");
        t.refers("volunteer_id", "volunteer").refers("carries_id", "volunteer_entry");
        t.refers("task_id", "volunteer_task").refers("attendee_id", "attendee").refers("claim_id", "volunteer_claim");
        t.refers("reverses_id", "volunteer_entry").refers("by_id", "membership");
        // What was counted or taken back once cannot be so again: the database itself refuses.
        t.unique(&["attendee_id", "place"]).unique(&["claim_id"]).unique(&["reverses_id"]).unique(&["carries_id"]);
        t.index(&["volunteer_id", "on_day"]).index(&["on_day"]).index(&["task_id"]).index(&["by_id"]).only_added();
    })
    .await?;
    tenant_table(manager, "volunteer_record", |t| {
        t.uuid("volunteer_id").date("from_day?").date("to_day").i64("minutes").text("code").timestamp("created_at");
        t.refers("volunteer_id", "volunteer").unique(&["code"]).index(&["volunteer_id"]);
    })
    .await
}

async fn stars(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "volunteer_grading", |t| {
        t.i32("year").text("basis").json("thresholds").text("stage").date("until?").timestamp("awarded_at?").i64("revision").times();
        t.unique(&["year"]);
    })
    .await?;
    tenant_table(manager, "volunteer_star", |t| {
        t.uuid("grading_id").uuid("volunteer_id").i64("minutes").i64("stars").bool("struck").times();
        t.part_of("grading_id", "volunteer_grading").refers("volunteer_id", "volunteer").unique(&["grading_id", "volunteer_id"]);
        t.index(&["volunteer_id"]);
    })
    .await?;
    tenant_table(manager, "volunteer_objection", |t| {
        t.uuid("star_id").text("words").uuid("by_id?").text("state").text("answer").times();
        t.part_of("star_id", "volunteer_star").refers("by_id", "membership").index(&["star_id"]).index(&["by_id"]);
    })
    .await
}
