//! Every key of a tenant's table begins with the tenant: no reference crosses, no constraint tells of another's rows, and the tables
//! can be distributed on it.

use mulin_tests::{Database, TestApp};

use super::{
    exceptions::{GLOBAL_TABLES, TABLES_WITHOUT_ROWS, stale},
    scene::Scene,
    schema::{self, Table, ask},
};

#[tokio::test]
async fn every_table_belongs_to_tenants_or_is_listed() {
    let app = TestApp::start().await;
    let global: Vec<_> = schema::tables(&app).await.into_iter().filter(|table| !table.of_tenants()).map(|table| table.name).collect();
    let unlisted: Vec<_> = global.iter().filter(|name| !GLOBAL_TABLES.contains(&name.as_str())).collect();
    assert!(unlisted.is_empty(), "without a tenant and not listed: {unlisted:?}");
    assert_eq!(stale(GLOBAL_TABLES, &global), Vec::<&str>::new(), "listed without need");
}

#[tokio::test]
async fn the_scene_has_a_row_of_every_table() {
    let scene = Scene::set().await;
    let rows = schema::rows_of(&scene.app, scene.theirs.community.id).await;
    let tables = schema::tables(&scene.app).await.into_iter().filter(Table::of_tenants).map(|table| table.name);
    let empty: Vec<_> = tables.filter(|table| !rows.iter().any(|row| row.starts_with(&format!("{table}: ")))).collect();
    let unlisted: Vec<_> = empty.iter().filter(|name| !TABLES_WITHOUT_ROWS.contains(&name.as_str())).collect();
    assert!(unlisted.is_empty(), "empty and not listed: {unlisted:?}");
    assert_eq!(stale(TABLES_WITHOUT_ROWS, &empty), Vec::<&str>::new(), "listed without need");
}

#[tokio::test]
async fn every_unique_key_of_a_tenants_table_begins_with_the_tenant() {
    let app = TestApp::start().await;
    let question = match app.database {
        Database::Sqlite => {
            "SELECT t.name AS tab, i.name AS key, (SELECT c.name FROM pragma_index_info(i.name) c WHERE c.seqno = 0) AS first \
             FROM sqlite_master t, pragma_index_list(t.name) i WHERE t.type = 'table' AND i.\"unique\" = 1"
        }
        Database::Postgres => {
            "SELECT t.relname::text AS tab, i.relname::text AS key, c.attname::text AS first FROM pg_index x \
             JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid \
             LEFT JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = x.indkey[0] \
             WHERE x.indisunique AND t.relnamespace = 'public'::regnamespace"
        }
    };
    let (wrong, seen) = not_beginning_with_the_tenant(&app, question).await;
    assert!(seen > 0, "the catalogue was read");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn every_reference_of_a_tenants_table_stays_within_the_tenant() {
    let app = TestApp::start().await;
    let question = match app.database {
        Database::Sqlite => {
            "SELECT t.name AS tab, t.name || ' → ' || k.\"table\" AS key, k.\"from\" AS first \
             FROM sqlite_master t, pragma_foreign_key_list(t.name) k WHERE t.type = 'table' AND k.seq = 0"
        }
        Database::Postgres => {
            "SELECT t.relname::text AS tab, k.conname::text AS key, c.attname::text AS first FROM pg_constraint k \
             JOIN pg_class t ON t.oid = k.conrelid JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = k.conkey[1] \
             WHERE k.contype = 'f' AND t.relnamespace = 'public'::regnamespace"
        }
    };
    let (wrong, seen) = not_beginning_with_the_tenant(&app, question).await;
    assert!(seen > 0, "the catalogue was read");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

async fn not_beginning_with_the_tenant(app: &TestApp, question: &str) -> (Vec<String>, usize) {
    let tenants: Vec<_> = schema::tables(app).await.into_iter().filter(Table::of_tenants).map(|table| table.name).collect();
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for row in ask(&app.raw, question, vec![]).await {
        let (table, key): (String, String) = (row.try_get("", "tab").unwrap(), row.try_get("", "key").unwrap());
        if tenants.contains(&table) {
            seen += 1;
            let first: Option<String> = row.try_get("", "first").unwrap();
            if first.as_deref() != Some("community_id") {
                wrong.push(format!("{table}.{key} begins with {first:?}"));
            }
        }
    }
    (wrong, seen)
}
