//! Campaigns of the three forces: what they are for, whom they are to reach, who goes where when, and what was found at each door.

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
        // A street's call to its communities; each has a campaign of its own from it.
        global_table(manager, "campaign_call", |t| {
            t.uuid("street_id").text("title").text("cause").text("detail").text("whom").json("filter").json("questions");
            t.date("starts_on").date("due_on").uuid("called_by_id?").timestamp("withdrawn_at?").times();
            t.part_of("street_id", "street").refers("called_by_id", "account").index(&["street_id", "id"]);
        })
        .await?;
        tenant_table(manager, "campaign", |t| {
            t.uuid("call_id?")
                .text("title")
                .text("cause")
                .text("detail")
                .text("whom")
                .json("filter")
                .json("questions")
                .text("stage")
                .uuid("lead_id?");
            t.date("starts_on").date("due_on").timestamp("frozen_at?").timestamp("closed_at?").i64("revision").times();
            t.refers("lead_id", "membership").unique(&["title"]).unique(&["call_id"]).index(&["stage"]).index(&["lead_id"]);
        })
        .await?;
        tenant_table(manager, "campaign_target", |t| {
            t.uuid("campaign_id").uuid("person_id?").uuid("household_id?").uuid("dwelling_id?").uuid("entry_id?");
            t.uuid("grid_id?").uuid("building_id?").i64("place").sealed("label").bool("late").text("gone?");
            t.text("outcome?").bool("settled").bool("contested").i64("tries").timestamp("retry_at?").timestamp("marked_at?");
            t.uuid("member_id?").text("force?").i64("turn").times();
            t.part_of("campaign_id", "campaign").refers("person_id", "person").refers("household_id", "household");
            t.refers("dwelling_id", "dwelling").refers("entry_id", "ledger_entry").refers("grid_id", "grid");
            t.refers("building_id", "building").refers("member_id", "membership");
            t.unique(&["campaign_id", "person_id"]).unique(&["campaign_id", "household_id"]);
            t.unique(&["campaign_id", "dwelling_id"]).unique(&["campaign_id", "entry_id"]).index(&["campaign_id", "place"]);
            t.index(&["person_id"]).index(&["household_id"]).index(&["dwelling_id"]).index(&["entry_id"]);
            t.index(&["grid_id"]).index(&["building_id"]).index(&["member_id"]).index(&["outcome", "marked_at"]);
        })
        .await?;
        tenant_table(manager, "campaign_shift", |t| {
            t.uuid("campaign_id").uuid("member_id").text("force").uuid("grid_id?").uuid("building_id?");
            t.timestamp("starts_at").timestamp("ends_at").times();
            t.part_of("campaign_id", "campaign").refers("member_id", "membership").refers("grid_id", "grid");
            t.refers("building_id", "building").index(&["campaign_id"]).index(&["member_id", "starts_at"]);
            t.index(&["grid_id"]).index(&["building_id"]);
        })
        .await?;
        tenant_table(manager, "campaign_mark", |t| {
            t.uuid("target_id").uuid("nonce").text("outcome").timestamp("at").timestamp("retry_at?").uuid("member_id?").text("force?");
            t.sealed("said").timestamp("created_at").refers("target_id", "campaign_target").refers("member_id", "membership");
            t.unique(&["nonce"]).index(&["target_id"]).index(&["member_id"]).only_added();
        })
        .await?;
        let across = "CREATE INDEX campaign_call_campaign ON campaign (call_id)";
        manager.get_connection().execute_unprepared(across).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["campaign_call", "campaign", "campaign_target", "campaign_shift", "campaign_mark"]).await
    }
}
