//! Mulin's schema: one migration for each context, then dated ones.

use sea_orm_migration::prelude::*;

pub mod helper;
mod kernel;
mod notifications;
mod tenancy;

/// All migrations, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(tenancy::Migration), Box::new(kernel::Migration), Box::new(notifications::Migration)]
    }
}
