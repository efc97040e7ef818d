//! What PostgreSQL's planner knows of single communities: nothing, so that one that has just come is served as fast as the others.

use mulin_tests::{Database, TestApp};

use super::schema::{self, Table, ask};

#[tokio::test]
async fn no_community_is_taken_for_an_empty_one() {
    if Database::chosen() != Database::Postgres {
        return;
    }
    let app = TestApp::start().await;
    let question = "SELECT c.relname::text AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid \
        WHERE a.attname = 'community_id' AND c.relkind IN ('r', 'p') AND a.attstattarget = 0";
    let hidden: Vec<String> = ask(&app.raw, question, vec![]).await.iter().map(|row| row.try_get("", "name").unwrap()).collect();
    let tenants: Vec<String> = schema::tables(&app).await.into_iter().filter(Table::of_tenants).map(|table| table.name).collect();
    let known: Vec<_> = tenants.iter().filter(|name| !hidden.contains(name)).collect();
    assert!(!tenants.is_empty() && known.is_empty(), "a community that statistics do not know has no rows to the planner in {known:?}");
}
