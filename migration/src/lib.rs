//! Mulin's schema: one migration for each context, then dated ones.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

pub mod helper;
mod kernel;
mod notifications;
mod people;
mod reports;
mod tenancy;
mod visits;

/// All migrations, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(tenancy::Migration),
            Box::new(kernel::Migration),
            Box::new(notifications::Migration),
            Box::new(people::Migration),
            Box::new(visits::Migration),
            Box::new(reports::Migration),
        ]
    }
}

/// A connection of the schema's owner.
pub async fn connect(url: &str) -> Result<sea_orm_migration::sea_orm::DatabaseConnection, DbErr> {
    let mut options = sea_orm_migration::sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|sqlite| sqlite.create_if_missing(true));
    sea_orm_migration::sea_orm::Database::connect(options).await
}

/// Waits until nobody else changes the schema: of several processes that start at once one does, and the others find it done.
/// The lock ends with the connection.
pub async fn take_turn(conn: &sea_orm_migration::sea_orm::DatabaseConnection) -> Result<(), DbErr> {
    use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};
    match conn.get_database_backend() {
        DbBackend::Postgres => conn.execute_unprepared("SELECT pg_advisory_lock(hashtext('mulin schema'))").await.map(drop),
        _ => Ok(()),
    }
}

/// Brings the planner's statistics up to date; only an owner may.
pub async fn learn(conn: &sea_orm_migration::sea_orm::DatabaseConnection) -> Result<(), DbErr> {
    use sea_orm_migration::sea_orm::ConnectionTrait;
    conn.execute_unprepared("ANALYZE").await.map(drop)
}
