//! Mulin's schema: one migration for each context, then dated ones.

pub use helper::take_turn;
pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod activities;
mod assignment;
mod attendance;
mod campaigns;
mod directives;
mod duty;
mod enrolment;
mod evidence;
mod forms;
pub mod helper;
mod kernel;
mod ledgers;
mod matters;
mod meetings;
mod notifications;
mod outreach;
mod partners;
mod party;
mod patrols;
mod people;
mod points;
mod privacy;
mod projects;
mod reports;
mod tenancy;
mod think_tank;
mod visits;
mod volunteers;

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
            Box::new(attendance::Migration),
            Box::new(visits::Migration),
            Box::new(duty::Migration),
            Box::new(matters::Migration),
            Box::new(directives::Migration),
            Box::new(meetings::Migration),
            Box::new(partners::Migration),
            Box::new(patrols::Migration),
            Box::new(assignment::Migration),
            Box::new(projects::Migration),
            Box::new(activities::Migration),
            Box::new(volunteers::Migration),
            Box::new(party::Migration),
            Box::new(ledgers::Migration),
            Box::new(outreach::Migration),
            Box::new(points::Migration),
            Box::new(campaigns::Migration),
            Box::new(evidence::Migration),
            Box::new(think_tank::Migration),
            Box::new(forms::Migration),
            Box::new(reports::Migration),
            Box::new(enrolment::Migration),
            Box::new(privacy::Migration),
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

/// Brings the planner's statistics up to date; only an owner may.
pub async fn learn(conn: &sea_orm_migration::sea_orm::DatabaseConnection) -> Result<(), DbErr> {
    use sea_orm_migration::sea_orm::ConnectionTrait;
    conn.execute_unprepared("ANALYZE").await.map(drop)
}
