//! Enrolment: how residents become members who are linked to their record.

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
        tenant_table(manager, "enrolment_invitation", |t| {
            t.uuid("person_id").bytes("secret_hash").timestamp("expires_at").timestamp("used_at?").times();
            t.part_of("person_id", "person").unique(&["secret_hash"]).index(&["person_id"]);
        })
        .await?;
        tenant_table(manager, "enrolment_request", |t| {
            t.sealed("told").bytes("email_index").bytes("ticket_hash").bytes("code_hash").i64("tries").text("state");
            t.uuid("invitation_id?").uuid("person_id?").text("reason").timestamp("proven_at?").timestamp("decided_at?").uuid("decided_by?");
            t.i64("revision").times();
            t.part_of("invitation_id", "enrolment_invitation").part_of("person_id", "person").refers("decided_by", "membership");
            t.unique(&["ticket_hash"]).index(&["state"]).index(&["email_index"]).index(&["proven_at"]).index(&["invitation_id"]);
            t.index(&["person_id"]).index(&["decided_by"]);
        })
        .await?;
        tenant_table(manager, "enrolment", |t| {
            t.uuid("member_id").uuid("person_id").timestamp("ended_at?").text("end_reason?").times();
            // Whose invitation is taken back never joined; whoever lives here and is linked has a history.
            t.part_of("member_id", "membership").refers("person_id", "person");
            // One member is one resident and one resident one member: the database itself refuses anything else.
            t.unique_where(&["member_id"], "ended_at IS NULL").unique_where(&["person_id"], "ended_at IS NULL");
        })
        .await?;
        tenant_table(manager, "guardianship", |t| {
            t.uuid("enrolment_id").uuid("person_id").times();
            t.part_of("enrolment_id", "enrolment").part_of("person_id", "person");
            t.unique(&["enrolment_id", "person_id"]).index(&["person_id"]);
        })
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["enrolment_invitation", "enrolment_request", "enrolment", "guardianship"]).await
    }
}
