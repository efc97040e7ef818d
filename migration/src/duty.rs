//! Duty (AB岗): who decided how it goes round, who has it on which day, who is away, who changes with whom.

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
        tenant_table(manager, "duty_rule", |t| {
            t.json("document").times();
        })
        .await?;
        tenant_table(manager, "duty_shift", |t| {
            t.date("on_day").text("post").uuid("member_id").text("origin").text("note").timestamp("noted_at?").times();
            t.refers("member_id", "membership").unique(&["on_day", "member_id"]).index(&["member_id", "on_day"]);
        })
        .await?;
        tenant_table(manager, "duty_leave", |t| {
            t.uuid("member_id").date("from_day").date("until_day").text("reason").text("state").json("decided_by?").times();
            t.refers("member_id", "membership").index(&["member_id", "until_day"]).index(&["until_day"]).index(&["state"]);
        })
        .await?;
        tenant_table(manager, "duty_swap", |t| {
            t.uuid("shift_id")
                .uuid("asker_id")
                .uuid("other_id")
                .uuid("other_shift_id?")
                .text("note")
                .text("state")
                .timestamp("answered_at?")
                .times();
            t.part_of("shift_id", "duty_shift").part_of("other_shift_id", "duty_shift");
            t.refers("asker_id", "membership").refers("other_id", "membership");
            t.unique_where(&["shift_id"], "state = 'asked'").index(&["shift_id"]).index(&["other_shift_id"]);
            t.index(&["asker_id"]).index(&["other_id", "state"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["duty_rule", "duty_shift", "duty_leave", "duty_swap"]).await
    }
}
