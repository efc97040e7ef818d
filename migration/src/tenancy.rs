//! Streets, communities, accounts and memberships.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

use crate::helper::{APP_ROLE, SYSTEM_ROLE, drop_tables, global_table, guards_rows, tenant_table};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if guards_rows(manager) {
            make_roles(manager).await?;
        }
        global_table(manager, "street", |t| {
            t.text("code").text("name").text("state").timestamp("suspended_at?").text("suspended_reason?").timestamp("created_at");
            t.unique(&["code"]);
        })
        .await?;
        global_table(manager, "community", |t| {
            t.text("code").uuid("street_id").text("name").text("state").text("zone").text("locale").json("settings").times();
            t.timestamp("suspended_at?").text("suspended_reason?");
            t.refers("street_id", "street").unique(&["code"]).index(&["street_id"]);
        })
        .await?;
        if guards_rows(manager) {
            guard_community(manager).await?;
        }
        global_table(manager, "account", |t| {
            t.text("email").text("name").text("password_hash?").text("locale").bool("is_operator").timestamp("disabled_at?").times();
            t.unique(&["email"]);
        })
        .await?;
        global_table(manager, "session", |t| {
            t.bytes("token_hash").uuid("account_id").text("via").text("user_agent").text("address");
            t.timestamp("created_at").timestamp("seen_at").timestamp("expires_at");
            t.part_of("account_id", "account").unique(&["token_hash"]).index(&["account_id"]).index(&["expires_at"]);
        })
        .await?;
        global_table(manager, "street_member", |t| {
            t.uuid("street_id").uuid("account_id").text("state").times();
            t.part_of("street_id", "street").part_of("account_id", "account").unique(&["street_id", "account_id"]).index(&["account_id"]);
        })
        .await?;
        global_table(manager, "login_attempt", |t| {
            t.text("purpose").bytes("email_hash").text("address").timestamp("at").index(&["email_hash", "at"]).index(&["address", "at"]);
        })
        .await?;
        global_table(manager, "one_time_token", |t| {
            t.text("purpose").bytes("token_hash").uuid("subject_id").uuid("subject_community");
            t.timestamp("expires_at").timestamp("used_at?").timestamp("created_at");
            t.unique(&["token_hash"]).index(&["subject_id"]);
        })
        .await?;
        global_table(manager, "signup", |t| {
            t.uuid("street_id").text("code").text("community_name").text("contact_name").text("contact_email");
            t.sealed("contact_phone?").text("note?").text("state").text("reason?");
            t.timestamp("proven_at?").timestamp("decided_at?").uuid("decided_by?").times();
            t.refers("street_id", "street").index(&["street_id", "state"]).index(&["contact_email", "created_at"]);
        })
        .await?;
        tenant_table(manager, "membership", |t| {
            t.uuid("account_id?").text("email").text("name").text("role").text("title?").text("state").times();
            t.unique(&["email"]).unique_where(&["account_id"], "account_id IS NOT NULL");
        })
        .await?;
        manager.get_connection().execute_unprepared("CREATE INDEX membership_account ON membership (account_id)").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &["street", "community", "account", "session", "street_member", "login_attempt", "one_time_token", "signup", "membership"],
        )
        .await
    }
}

/// Roles belong to the whole server: another database, or a process beside this one, may have made them.
async fn make_roles(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for role in [APP_ROLE, SYSTEM_ROLE] {
        let make = format!(
            "DO $$ BEGIN CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE; \
             EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        );
        manager.get_connection().execute_unprepared(&make).await?;
        let join = format!(
            "DO $$ BEGIN IF NOT pg_has_role(current_user, '{role}', CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN GRANT {role} TO CURRENT_USER; END IF; \
             EXECUTE format('GRANT USAGE ON SCHEMA %I TO {role}', current_schema()); END $$"
        );
        manager.get_connection().execute_unprepared(&join).await?;
    }
    Ok(())
}

/// A community is a tenant itself: it sees and changes its own row only.
async fn guard_community(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let own = "id = (SELECT NULLIF(current_setting('app.community', true), '')::uuid)";
    for statement in [
        format!("GRANT SELECT, UPDATE ON community TO {APP_ROLE}"),
        "ALTER TABLE community ENABLE ROW LEVEL SECURITY".to_owned(),
        "ALTER TABLE community FORCE ROW LEVEL SECURITY".to_owned(),
        format!("CREATE POLICY tenant ON community TO {APP_ROLE} USING ({own}) WITH CHECK ({own})"),
        format!("CREATE POLICY across ON community TO {SYSTEM_ROLE} USING (true) WITH CHECK (true)"),
    ] {
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}
