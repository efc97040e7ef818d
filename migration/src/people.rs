//! Grids, buildings, dwellings, households, residents and what happens to them; imported ledgers.

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
        places(manager).await?;
        residents(manager).await?;
        ledgers(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let places = ["grid", "building", "dwelling", "household"];
        let residents = ["person", "person_group", "contact", "person_event"];
        let ledgers = ["ledger_import", "ledger_fault", "ledger_row", "ledger_mapping"];
        drop_tables(manager, &[places, residents, ledgers].concat()).await
    }
}

async fn places(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "grid", |t| {
        t.text("code").text("name").uuid("worker_id?").times();
        t.refers("worker_id", "membership").unique(&["code"]).index(&["worker_id"]);
    })
    .await?;
    tenant_table(manager, "building", |t| {
        t.uuid("grid_id").text("name").i64("walk_order").times();
        t.refers("grid_id", "grid").unique(&["name"]).index(&["grid_id"]);
    })
    .await?;
    tenant_table(manager, "dwelling", |t| {
        t.uuid("building_id").text("unit").i64("floor").text("room").i64("walk_order").text("kind").times();
        t.refers("building_id", "building").unique(&["building_id", "unit", "room"]);
    })
    .await?;
    tenant_table(manager, "household", |t| {
        t.uuid("dwelling_id").text("name").text("state").times();
        t.refers("dwelling_id", "dwelling").index(&["dwelling_id"]);
    })
    .await
}

async fn residents(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "person", |t| {
        t.uuid("household_id").text("name").text("search").text("sex?").date("birth_date?");
        t.sealed("id_number?").bytes("id_number_index?").sealed("phone?").bytes("phone_index?").sealed("health_remark?");
        t.text("tier").text("state").date("muted_until?").text("mute_reason?");
        t.i64("lunar_month?").i64("lunar_day?").bool("lunar_leap").text("note").text("source").times();
        t.refers("household_id", "household").unique_where(&["id_number_index"], "id_number_index IS NOT NULL");
        t.index(&["household_id"]).index(&["phone_index"]).index(&["birth_date"]).index(&["tier"]);
    })
    .await?;
    tenant_table(manager, "person_group", |t| {
        t.uuid("person_id").text("code").timestamp("created_at");
        t.part_of("person_id", "person").unique(&["person_id", "code"]).index(&["code"]);
    })
    .await?;
    tenant_table(manager, "contact", |t| {
        t.uuid("person_id").text("name").text("relation").sealed("phone?").bool("guardian").i64("position").times();
        t.part_of("person_id", "person").index(&["person_id"]);
    })
    .await?;
    tenant_table(manager, "person_event", |t| {
        t.uuid("person_id").uuid("household_id?").uuid("shared_id?").text("kind").date("on_day").date("until_day?");
        t.text("note").json("actor").timestamp("created_at").timestamp("undone_at?");
        t.part_of("person_id", "person").index(&["person_id"]).index(&["shared_id"]);
    })
    .await
}

async fn ledgers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    tenant_table(manager, "ledger_import", |t| {
        t.uuid("file_id").text("file_name").text("state").text("header_key").json("preview").json("mapping?");
        t.i64("total").i64("reached").i64("good").i64("bad").i64("skipped").text("failure?");
        t.times().timestamp("finished_at?");
    })
    .await?;
    tenant_table(manager, "ledger_fault", |t| {
        t.uuid("import_id").i64("row").text("column").text("value_masked").text("code");
        t.part_of("import_id", "ledger_import").index(&["import_id", "row"]);
    })
    .await?;
    tenant_table(manager, "ledger_row", |t| {
        t.bytes("hash").uuid("person_id").timestamp("created_at");
        t.part_of("person_id", "person").unique(&["hash"]).index(&["person_id"]);
    })
    .await?;
    tenant_table(manager, "ledger_mapping", |t| {
        t.text("header_key").json("mapping").times();
        t.unique(&["header_key"]);
    })
    .await
}
