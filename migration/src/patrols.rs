//! Patrols (文明常建): points with their routes, who walks them when, what was found, and whether it came back; campaigns and publicity events.

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
        tenant_table(manager, "patrol_route", |t| {
            t.text("name").uuid("owner_id?").bool("retired").times();
            t.refers("owner_id", "membership").unique(&["name"]).index(&["owner_id"]);
        })
        .await?;
        tenant_table(manager, "patrol_point", |t| {
            t.text("name").text("place").text("code").uuid("building_id?").uuid("grid_id?").uuid("route_id?").i64("position");
            t.i64("base_days").i64("every_days").date("next_on").bool("retired").times();
            t.refers("building_id", "building").refers("grid_id", "grid").refers("route_id", "patrol_route");
            t.unique(&["name"]).unique(&["code"]).index(&["route_id", "next_on"]).index(&["building_id"]).index(&["grid_id"]);
        })
        .await?;
        tenant_table(manager, "patrol_round", |t| {
            t.uuid("route_id").date("on_day").uuid("member_id?").bool("reassigned").text("state").timestamp("finished_at?").times();
            t.part_of("route_id", "patrol_route").refers("member_id", "membership").unique(&["route_id", "on_day"]);
            t.index(&["member_id", "state"]).index(&["state", "on_day"]).index(&["on_day"]);
        })
        .await?;
        tenant_table(manager, "patrol_check", |t| {
            t.uuid("point_id").uuid("round_id?").date("on_day").i64("found").text("note").json("actor").timestamp("created_at");
            t.part_of("point_id", "patrol_point").part_of("round_id", "patrol_round").only_added();
            t.index(&["point_id", "on_day"]).index(&["round_id"]).index(&["on_day"]);
        })
        .await?;
        tenant_table(manager, "patrol_trouble", |t| {
            t.uuid("point_id").text("kind").i64("findings").i64("returns").date("rectified_on?").times();
            t.part_of("point_id", "patrol_point").unique(&["point_id", "kind"]);
        })
        .await?;
        tenant_table(manager, "patrol_finding", |t| {
            t.uuid("trouble_id")
                .uuid("point_id")
                .uuid("grid_id?")
                .uuid("check_id?")
                .uuid("finder_id?")
                .i64("number")
                .text("kind")
                .text("detail")
                .text("state");
            t.timestamp("found_at")
                .timestamp("rectified_at?")
                .bool("on_time?")
                .date("cool_until?")
                .i64("return_days?")
                .text("result")
                .times();
            t.part_of("trouble_id", "patrol_trouble").part_of("point_id", "patrol_point").part_of("check_id", "patrol_check");
            t.refers("grid_id", "grid")
                .refers("finder_id", "membership")
                .unique(&["number"])
                .index(&["finder_id"])
                .unique_where(&["trouble_id"], "state = 'open'");
            t.index(&["trouble_id"]).index(&["point_id"]).index(&["grid_id"]).index(&["check_id"]).index(&["state", "cool_until"]);
            t.index(&["found_at"]).index(&["rectified_at"]);
        })
        .await?;
        tenant_table(manager, "patrol_campaign", |t| {
            t.text("name").text("goal").date("from_day").date("until_day").json("kinds").bool("denser").uuid("lead_id?").text("stage");
            t.date("closed_on?").text("summary").json("closing?").i64("revision").times();
            t.refers("lead_id", "membership").index(&["lead_id"]).index(&["stage"]).index(&["from_day"]).index(&["closed_on"]);
        })
        .await?;
        tenant_table(manager, "patrol_campaign_scope", |t| {
            t.uuid("campaign_id").uuid("grid_id?").uuid("point_id?").part_of("campaign_id", "patrol_campaign");
            t.refers("grid_id", "grid").part_of("point_id", "patrol_point");
            t.index(&["campaign_id"]).index(&["grid_id"]).index(&["point_id"]);
            t.unique_where(&["campaign_id", "grid_id"], "grid_id IS NOT NULL");
            t.unique_where(&["campaign_id", "point_id"], "point_id IS NOT NULL");
        })
        .await?;
        tenant_table(manager, "publicity_event", |t| {
            t.text("topic").text("detail").text("place").uuid("grid_id?").timestamp("starts_at").uuid("owner_id?").uuid("campaign_id?");
            t.i64("expected").text("stage").date("held_on?").i64("reached?").i64("materials?").text("summary").i64("revision").times();
            t.refers("grid_id", "grid").refers("owner_id", "membership").refers("campaign_id", "patrol_campaign").index(&["grid_id"]);
            t.index(&["owner_id"]).index(&["campaign_id"]).index(&["starts_at"]).index(&["stage", "starts_at"]).index(&["held_on"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "patrol_route",
            "patrol_point",
            "patrol_round",
            "patrol_check",
            "patrol_trouble",
            "patrol_finding",
            "patrol_campaign",
            "patrol_campaign_scope",
            "publicity_event",
        ];
        drop_tables(manager, &tables).await
    }
}
