//! The net in the database itself: on PostgreSQL the role that serves requests sees its own tenant's rows and nothing else, whatever
//! statement it sends. SQLite has no such net, so these tests are of PostgreSQL only.

use mulin_tests::{Database, TestApp};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, TransactionTrait};
use uuid::Uuid;

use super::{
    exceptions::TABLES_WITHOUT_ROWS,
    scene::Scene,
    schema::{self, Table, ask},
};

const APP: &str = "mulin_app";

/// Tables that the role may touch though they belong to no tenant: its own community's row.
const OWN_ROW: &[&str] = &["community"];

fn postgres() -> bool {
    Database::chosen() == Database::Postgres
}

async fn as_app(app: &TestApp) -> DatabaseConnection {
    let mut options = ConnectOptions::new(app.database_url.clone());
    options.max_connections(1).sqlx_logging(false);
    options.map_sqlx_postgres_opts(|postgres| postgres.options([("role", APP)]));
    sea_orm::Database::connect(options).await.unwrap()
}

async fn count(conn: &impl ConnectionTrait, question: String) -> i64 {
    let row = conn.query_one_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, question)).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

async fn within(conn: &DatabaseConnection, community: Uuid) -> DatabaseTransaction {
    let tx = conn.begin().await.unwrap();
    enter(&tx, community).await;
    tx
}

async fn enter(tx: &DatabaseTransaction, community: Uuid) {
    tx.execute_unprepared(&format!("SELECT set_config('app.community', '{community}', true)")).await.unwrap();
}

#[tokio::test]
async fn every_tenants_table_has_it_switched_on_and_forced() {
    if !postgres() {
        return;
    }
    let app = TestApp::start().await;
    let question = "SELECT t.relname::text AS name, t.relrowsecurity AND t.relforcerowsecurity AS forced, \
        (SELECT count(*) FROM pg_policy p WHERE p.polrelid = t.oid AND 'mulin_app'::regrole = ANY (p.polroles)) AS policies, \
        (SELECT bool_and(p.polcmd = '*' AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL \
            AND pg_get_expr(p.polqual, t.oid) LIKE '%app.community%' AND pg_get_expr(p.polwithcheck, t.oid) LIKE '%app.community%') \
         FROM pg_policy p WHERE p.polrelid = t.oid AND 'mulin_app'::regrole = ANY (p.polroles)) AS whole, \
        EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND 0 = ANY (p.polroles)) AS for_everybody \
        FROM pg_class t WHERE t.relkind IN ('r', 'p') AND t.relnamespace = 'public'::regnamespace";
    let tenants: Vec<_> = schema::tables(&app).await.into_iter().filter(Table::of_tenants).map(|table| table.name).collect();
    let rows = ask(&app.raw, question, vec![]).await;
    for name in tenants.iter().map(String::as_str).chain(OWN_ROW.iter().copied()) {
        let row = rows.iter().find(|row| row.try_get::<String>("", "name").unwrap() == name).unwrap();
        assert!(row.try_get::<bool>("", "forced").unwrap(), "{name} is not forced");
        assert_eq!(row.try_get::<i64>("", "policies").unwrap(), 1, "{name} has one policy, for reading and for writing");
        assert!(row.try_get::<bool>("", "whole").unwrap(), "{name}: the policy lacks USING or WITH CHECK");
        assert!(!row.try_get::<bool>("", "for_everybody").unwrap(), "{name} has a policy for everybody");
    }
}

#[tokio::test]
async fn the_role_is_neither_owner_nor_above_it() {
    if !postgres() {
        return;
    }
    let app = TestApp::start().await;
    let conn = as_app(&app).await;
    let powers = "SELECT count(*) FROM pg_roles r WHERE r.rolname = current_user AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb)";
    assert_eq!(count(&conn, powers.to_owned()).await, 0);
    assert_eq!(count(&conn, format!("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = '{APP}'")).await, 0, "it owns tables");
    assert_eq!(count(&conn, format!("SELECT count(*) FROM pg_roles WHERE rolname = current_user AND rolname = '{APP}'")).await, 1);
}

#[tokio::test]
async fn the_role_reaches_no_table_of_the_platform() {
    if !postgres() {
        return;
    }
    let app = TestApp::start().await;
    let conn = as_app(&app).await;
    let tables = schema::tables(&app).await;
    for table in tables.iter().filter(|table| !table.of_tenants() && !OWN_ROW.contains(&table.name.as_str())) {
        let may = format!(
            "SELECT count(*) FROM (SELECT 1 WHERE has_table_privilege('{APP}', '\"{}\"', 'SELECT, INSERT, UPDATE, DELETE')) may",
            table.name
        );
        assert_eq!(count(&conn, may).await, 0, "the role may touch {}", table.name);
    }
}

#[tokio::test]
async fn without_a_tenant_it_reads_nothing_and_with_one_only_its_own() {
    if !postgres() {
        return;
    }
    let scene = Scene::set().await;
    let conn = as_app(&scene.app).await;
    let tables = schema::tables(&scene.app).await;
    for table in tables.iter().filter(|table| table.of_tenants()) {
        let name = &table.name;
        assert_eq!(count(&conn, format!("SELECT count(*) FROM \"{name}\"")).await, 0, "{name} is read without a tenant");
        let tx = within(&conn, scene.ours.community.id).await;
        let theirs = scene.theirs.community.id;
        assert_eq!(count(&tx, format!("SELECT count(*) FROM \"{name}\" WHERE community_id = '{theirs}'")).await, 0, "{name}");
        tx.rollback().await.unwrap();
        if !TABLES_WITHOUT_ROWS.contains(&name.as_str()) {
            let tx = within(&conn, theirs).await;
            assert!(count(&tx, format!("SELECT count(*) FROM \"{name}\"")).await > 0, "{name}: their own rows are hidden from them");
            tx.rollback().await.unwrap();
        }
    }
}

#[tokio::test]
async fn nobody_writes_rows_of_another_tenant() {
    if !postgres() {
        return;
    }
    let scene = Scene::set().await;
    let conn = as_app(&scene.app).await;
    let (ours, theirs) = (scene.ours.community.id, scene.theirs.community.id);
    let tables = schema::tables(&scene.app).await;
    for table in tables.iter().filter(|table| table.of_tenants() && !TABLES_WITHOUT_ROWS.contains(&table.name.as_str())) {
        let name = &table.name;
        let tx = within(&conn, theirs).await;
        tx.execute_unprepared(&format!("CREATE TEMPORARY TABLE loot ON COMMIT DROP AS SELECT * FROM \"{name}\" LIMIT 1")).await.unwrap();
        enter(&tx, ours).await;
        for verb in ["UPDATE \"{}\" SET community_id = community_id", "DELETE FROM \"{}\""] {
            let statement = format!("{} WHERE community_id = '{theirs}'", verb.replace("{}", name));
            tx.execute_unprepared("SAVEPOINT here").await.unwrap();
            // Where the verb is not granted at all, as on the audit table, that is a refusal too.
            if let Ok(done) = tx.execute_unprepared(&statement).await {
                assert_eq!(done.rows_affected(), 0, "{statement}");
            }
            tx.execute_unprepared("ROLLBACK TO here").await.unwrap();
        }
        let columns = table.columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
        let refusal =
            tx.execute_unprepared(&format!("INSERT INTO \"{name}\" ({columns}) SELECT {columns} FROM loot")).await.unwrap_err().to_string();
        assert!(refusal.contains("row-level security"), "{name}: {refusal}");
        tx.rollback().await.unwrap();
    }
}
