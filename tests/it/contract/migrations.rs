//! The schema goes up, down and up again, with data in it.

use mulin_migration::{Migrator, MigratorTrait};
use mulin_tests::{Database, TestApp};

use super::{scene::Side, schema};

#[tokio::test]
async fn two_processes_that_start_at_once_make_one_schema() {
    if Database::chosen() != Database::Postgres {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let url = Database::Postgres.empty(folder.path()).await;
    let (one, other) = tokio::join!(mulin::schema::migrate(&url), mulin::schema::migrate(&url));
    one.unwrap();
    other.unwrap();
}

#[tokio::test]
async fn down_and_up_again_gives_the_same_schema() {
    let app = TestApp::start().await;
    Side::fill(&app, "120113004", "120113004024", "120113004017").await;
    let shape = |tables: Vec<schema::Table>| tables.into_iter().map(|table| (table.name, table.columns)).collect::<Vec<_>>();
    let before = shape(schema::tables(&app).await);
    app.app.db.close().await;
    let owner = mulin_migration::connect(&app.database_url).await.unwrap();

    Migrator::down(&owner, None).await.unwrap();
    let bare: Vec<_> = schema::tables(&app).await.into_iter().map(|table| table.name).collect();
    assert_eq!(bare, ["seaql_migrations"], "going down leaves tables behind");

    Migrator::up(&owner, None).await.unwrap();
    assert_eq!(shape(schema::tables(&app).await), before);
}
