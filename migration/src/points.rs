//! Points (积分): books that are only added to, what may be had for them, and what is said about them.

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
        books(manager).await?;
        tenant_table(manager, "reward", |t| {
            t.text("title")
                .text("detail")
                .i64("price")
                .i64("stock")
                .i64("per_person?")
                .date("from_day?")
                .date("until_day?")
                .bool("offered");
            t.i64("revision").times();
        })
        .await?;
        tenant_table(manager, "redemption", |t| {
            t.uuid("reward_id").uuid("account_id").uuid("posting_id").text("code").text("state").i64("price").timestamp("expires_at");
            t.uuid("handed_by_id?").timestamp("handed_at?").times();
            t.refers("reward_id", "reward").refers("account_id", "point_account").refers("posting_id", "point_posting");
            t.refers("handed_by_id", "membership").unique(&["code"]).unique(&["posting_id"]).index(&["account_id"]).index(&["reward_id"]);
            t.index(&["handed_by_id"]).index(&["state"]);
        })
        .await?;
        tenant_table(manager, "point_term", |t| {
            t.i64("version").i64("month?").i64("day?").uuid("by_id?").timestamp("created_at").refers("by_id", "membership");
            t.unique(&["version"]).index(&["by_id"]).only_added();
        })
        .await?;
        tenant_table(manager, "point_lapse", |t| {
            t.i64("year").date("lapses_on").timestamp("done_at?").times().unique(&["year"]);
        })
        .await?;
        tenant_table(manager, "point_board", |t| {
            t.date("month").timestamp("published_at").timestamp("objections_until").bool("closed").times().unique(&["month"]);
        })
        .await?;
        tenant_table(manager, "point_objection", |t| {
            t.uuid("board_id").uuid("posting_id?").uuid("member_id").text("words").text("state").text("answer").uuid("decided_by_id?");
            t.timestamp("decided_at?").times();
            t.part_of("board_id", "point_board").refers("posting_id", "point_posting").refers("member_id", "membership");
            t.refers("decided_by_id", "membership").index(&["board_id"]).index(&["posting_id"]).index(&["member_id"]);
            t.index(&["decided_by_id"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "point_account",
            "point_posting",
            "point_entry",
            "point_rule",
            "point_doubt",
            "reward",
            "redemption",
            "point_term",
            "point_lapse",
            "point_board",
            "point_objection",
        ];
        drop_tables(manager, &tables).await
    }
}

async fn books(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "point_account", |t| {
        t.text("kind").uuid("person_id?").uuid("member_id?").i64("balance").times();
        t.refers("person_id", "person").refers("member_id", "membership");
        t.unique_where(&["person_id"], "person_id IS NOT NULL").unique_where(&["member_id"], "member_id IS NOT NULL");
        t.unique_where(&["kind"], "kind <> 'holder'").index(&["balance"]);
    })
    .await?;
    tenant_table(manager, "point_posting", |t| {
        t.text("source").text("reason").text("note").uuid("reverses_id?").uuid("by_id?").date("day").timestamp("at");
        t.refers("reverses_id", "point_posting").refers("by_id", "membership");
        // The same service is paid once, and a posting is reversed once: the database itself sees to it.
        t.unique(&["source"]).unique(&["reverses_id"]).index(&["at"]).index(&["by_id"]).only_added();
    })
    .await?;
    tenant_table(manager, "point_entry", |t| {
        t.uuid("posting_id").uuid("account_id").i64("amount");
        t.refers("posting_id", "point_posting").refers("account_id", "point_account").unique(&["posting_id", "account_id"]);
        t.index(&["account_id", "posting_id"]).only_added();
    })
    .await?;
    tenant_table(manager, "point_rule", |t| {
        t.text("service").i64("version").text("per").i64("points").i64("daily_cap?").i64("monthly_cap?").bool("enabled").uuid("by_id?");
        t.timestamp("created_at").refers("by_id", "membership").unique(&["service", "version"]).index(&["by_id"]).only_added();
    })
    .await?;
    tenant_table(manager, "point_doubt", |t| {
        t.uuid("account_id").text("service").text("source").i64("points").date("day").json("why").json("seen").text("state").text("note");
        t.uuid("decided_by_id?").timestamp("decided_at?").times();
        t.refers("account_id", "point_account").refers("decided_by_id", "membership").unique(&["source"]).index(&["state"]);
        t.index(&["account_id"]).index(&["decided_by_id"]);
    })
    .await
}
