//! The activity menu (五星活动菜单): the centre, its providers, what is on, programmes, wishes.

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
        rooms(manager).await?;
        providers(manager).await?;
        menu(manager).await?;
        wishes(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "room",
            "room_booking",
            "room_slot",
            "provider",
            "provider_contract",
            "provider_deliverable",
            "provider_review",
            "programme",
            "programme_term",
            "programme_member",
            "activity",
            "activity_feedback",
            "wish",
            "wish_vote",
        ];
        drop_tables(manager, &tables).await
    }
}

async fn rooms(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "room", |t| {
        t.text("name").i64("capacity?").text("equipment").json("hours").bool("active").i64("revision").times();
        t.unique(&["name"]);
    })
    .await?;
    tenant_table(manager, "room_booking", |t| {
        t.uuid("room_id").text("purpose").text("title").uuid("occasion_id?").sealed("contact?").timestamp("starts_at").timestamp("ends_at");
        t.text("state").uuid("by_id?").times();
        t.refers("room_id", "room").refers("occasion_id", "occasion").refers("by_id", "membership");
        t.index(&["room_id", "starts_at"]).index(&["starts_at"]);
        t.unique_where(&["occasion_id"], "state = 'booked'");
    })
    .await?;
    tenant_table(manager, "room_slot", |t| {
        t.uuid("room_id").i64("quarter").uuid("booking_id");
        // Two bookings of one room at one time is what the database itself refuses, on SQLite as on PostgreSQL.
        t.refers("room_id", "room").part_of("booking_id", "room_booking").unique(&["room_id", "quarter"]).index(&["booking_id"]);
    })
    .await
}

async fn providers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "provider", |t| {
        t.text("name").uuid("member_id?").sealed("contact").text("note").bool("active").i64("revision").times();
        t.refers("member_id", "membership").unique(&["name"]).unique(&["member_id"]);
    })
    .await?;
    tenant_table(manager, "provider_contract", |t| {
        t.uuid("provider_id").text("title").date("from_day").date("until_day").i64("amount").text("terms").i64("revision").times();
        t.refers("provider_id", "provider").index(&["provider_id"]);
    })
    .await?;
    tenant_table(manager, "provider_deliverable", |t| {
        t.uuid("contract_id").text("name").date("due_on").text("state").text("note").timestamp("delivered_at?").timestamp("accepted_at?");
        t.date("told_on?").times();
        t.part_of("contract_id", "provider_contract").index(&["contract_id"]).index(&["state", "due_on"]);
    })
    .await?;
    tenant_table(manager, "provider_review", |t| {
        t.uuid("contract_id").uuid("member_id").i64("score").text("words").times();
        t.part_of("contract_id", "provider_contract").refers("member_id", "membership").unique(&["contract_id", "member_id"]);
    })
    .await
}

async fn menu(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "programme", |t| {
        t.text("kind").text("title").text("summary").uuid("organiser_id?").uuid("provider_id?").text("state").i64("revision").times();
        t.refers("organiser_id", "membership").refers("provider_id", "provider");
    })
    .await?;
    tenant_table(manager, "programme_term", |t| {
        t.uuid("programme_id").i64("version").text("words").uuid("by_id?").timestamp("created_at");
        // What somebody agreed to stays as it was.
        t.refers("programme_id", "programme")
            .refers("by_id", "membership")
            .unique(&["programme_id", "version"])
            .index(&["by_id"])
            .only_added();
    })
    .await?;
    tenant_table(manager, "programme_member", |t| {
        t.uuid("programme_id")
            .uuid("person_id?")
            .uuid("member_id?")
            .uuid("contact_id?")
            .text("way?")
            .uuid("term_id?")
            .bool("active")
            .times();
        t.refers("term_id", "programme_term").index(&["term_id"]);
        t.refers("programme_id", "programme").refers("person_id", "person").refers("member_id", "membership");
        t.unique(&["programme_id", "person_id"]).unique(&["programme_id", "member_id"]);
    })
    .await?;
    tenant_table(manager, "activity", |t| {
        t.uuid("occasion_id").text("class").text("stage").text("summary").uuid("organiser_id?").uuid("provider_id?").uuid("programme_id?");
        t.timestamp("published_at?").timestamp("held_at?").i64("revision").times();
        t.refers("occasion_id", "occasion").refers("organiser_id", "membership").refers("provider_id", "provider");
        t.refers("programme_id", "programme").unique(&["occasion_id"]).index(&["stage"]).index(&["held_at"]);
        t.index(&["provider_id"]).index(&["programme_id"]);
    })
    .await?;
    tenant_table(manager, "activity_feedback", |t| {
        t.uuid("activity_id").uuid("attendee_id").i64("score").text("words").times();
        t.refers("activity_id", "activity").refers("attendee_id", "attendee").unique(&["attendee_id"]);
        t.index(&["activity_id"]).index(&["created_at"]);
    })
    .await
}

async fn wishes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "wish", |t| {
        t.text("title").text("words").text("state").text("answer").uuid("activity_id?").timestamp("answered_at?").i64("revision").times();
        t.refers("activity_id", "activity").index(&["state"]);
    })
    .await?;
    tenant_table(manager, "wish_vote", |t| {
        t.uuid("wish_id").uuid("person_id?").uuid("member_id?").timestamp("created_at");
        t.part_of("wish_id", "wish").refers("person_id", "person").refers("member_id", "membership");
        // Everybody once.
        t.unique(&["wish_id", "person_id"]).unique(&["wish_id", "member_id"]);
    })
    .await
}
