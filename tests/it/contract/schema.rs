//! The database's own catalogue, the same on both databases.

use std::collections::BTreeMap;

use mulin_tests::{Database, TestApp};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, Statement, Value};
use uuid::Uuid;

/// A table and its columns; those that follow from others are left out.
#[derive(Debug, Clone)]
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
}

impl Table {
    /// Whether its rows belong to communities: then its key begins with one.
    pub fn of_tenants(&self) -> bool {
        self.columns.first().is_some_and(|column| column == "community_id")
    }
}

/// The first row's first column, or every row's.
pub async fn ask(conn: &DatabaseConnection, question: &str, values: Vec<Value>) -> Vec<QueryResult> {
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), question, values);
    conn.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{question}: {error}"))
}

/// Every table, by name.
pub async fn tables(app: &TestApp) -> Vec<Table> {
    let question = match app.database {
        Database::Sqlite => {
            "SELECT t.name AS name, c.name AS col FROM sqlite_master t, pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid"
        }
        Database::Postgres => {
            "SELECT t.relname::text AS name, c.attname::text AS col FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid \
             WHERE t.relkind IN ('r', 'p') AND t.relnamespace = 'public'::regnamespace AND c.attnum > 0 AND NOT c.attisdropped AND c.attgenerated = '' \
             ORDER BY t.relname, c.attnum"
        }
    };
    let mut tables: Vec<Table> = Vec::new();
    for row in ask(&app.raw, question, vec![]).await {
        let (name, column): (String, String) = (row.try_get("", "name").unwrap(), row.try_get("", "col").unwrap());
        match tables.last_mut().filter(|table| table.name == name) {
            Some(table) => table.columns.push(column),
            None => tables.push(Table { name, columns: vec![column] }),
        }
    }
    tables
}

/// Every identity in every table, two for each at most.
pub async fn identities(app: &TestApp) -> Vec<(String, Uuid)> {
    let mut found = Vec::new();
    for table in tables(app).await.into_iter().filter(|table| table.columns.iter().any(|column| column == "id")) {
        let question = format!("SELECT id FROM \"{}\" ORDER BY id LIMIT 2", table.name);
        found.extend(ask(&app.raw, &question, vec![]).await.iter().map(|row| (table.name.clone(), row.try_get("", "id").unwrap())));
    }
    found
}

/// One identity of each table in which the community has a row.
pub async fn identities_of(app: &TestApp, community: Uuid) -> BTreeMap<String, Uuid> {
    let placeholder = if app.database == Database::Sqlite { "?" } else { "$1" };
    let mut found = BTreeMap::new();
    for table in tables(app).await.into_iter().filter(|table| table.of_tenants() && table.columns.iter().any(|column| column == "id")) {
        let question = format!("SELECT id FROM \"{}\" WHERE community_id = {placeholder} ORDER BY id LIMIT 1", table.name);
        if let Some(row) = ask(&app.raw, &question, vec![community.into()]).await.first() {
            found.insert(table.name, row.try_get("", "id").unwrap());
        }
    }
    found
}

/// Every row of one community, as text; jobs come and go by themselves.
pub async fn rows_of(app: &TestApp, community: Uuid) -> Vec<String> {
    let placeholder = if app.database == Database::Sqlite { "?" } else { "$1" };
    let tables: Vec<Table> = tables(app).await.into_iter().filter(Table::of_tenants).collect();
    texts(app, &tables, &format!("WHERE community_id = {placeholder}"), &[community.into()]).await
}

/// Every row of everybody, as text; which migrations have run is the owner's alone.
pub async fn rows(app: &TestApp) -> Vec<String> {
    let tables: Vec<Table> = tables(app).await.into_iter().filter(|table| table.name != "seaql_migrations").collect();
    texts(app, &tables, "", &[]).await
}

async fn texts(app: &TestApp, tables: &[Table], which: &str, values: &[Value]) -> Vec<String> {
    let mut rows = Vec::new();
    for table in tables {
        let whole = match app.raw.get_database_backend() {
            DbBackend::Sqlite => table.columns.iter().map(|column| format!("quote(\"{column}\")")).collect::<Vec<_>>().join(" || ',' || "),
            _ => "t::text".to_owned(),
        };
        let question = format!("SELECT {whole} AS row FROM \"{}\" t {which} ORDER BY 1", table.name);
        let found = ask(&app.raw, &question, values.to_vec()).await;
        rows.extend(found.iter().map(|row| format!("{}: {}", table.name, row.try_get::<String>("", "row").unwrap())));
    }
    rows
}
