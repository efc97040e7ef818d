//! How a table is made, so that no table can forget its tenant.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend},
    sea_query::{ColumnDef, ForeignKey, ForeignKeyAction, IntoIden, Table, TableCreateStatement},
};

/// The role of requests and of tenants' jobs.
pub const APP_ROLE: &str = "mulin_app";
/// The role that works across tenants.
pub const SYSTEM_ROLE: &str = "mulin_system";

/// Whether the database has roles and guards rows by them; the embedded one belongs to its only process.
pub fn guards_rows(manager: &SchemaManager<'_>) -> bool {
    manager.get_database_backend() == DbBackend::Postgres
}

/// Waits until nobody else changes the schema: of several processes that start at once one does, and the others find it done.
/// The lock ends with the connection.
pub async fn take_turn(conn: &DatabaseConnection) -> Result<(), DbErr> {
    match conn.get_database_backend() {
        DbBackend::Postgres => conn.execute_unprepared("SELECT pg_advisory_lock(hashtext('mulin schema'))").await.map(drop),
        _ => Ok(()),
    }
}

/// A table in the making.
pub struct Columns {
    table: &'static str,
    tenant: bool,
    create: TableCreateStatement,
    uniques: Vec<(&'static [&'static str], Option<&'static str>)>,
    indexes: Vec<&'static [&'static str]>,
    across: Vec<&'static [&'static str]>,
    only_added: bool,
}

impl Columns {
    fn new(table: &'static str, tenant: bool) -> Self {
        let create = Table::create().table(Alias::new(table)).to_owned();
        Self { table, tenant, create, uniques: Vec::new(), indexes: Vec::new(), across: Vec::new(), only_added: false }
    }

    fn column(&mut self, name: &str, kind: fn(&mut ColumnDef) -> &mut ColumnDef) -> &mut Self {
        // A trailing question mark stands for "may be empty".
        let (name, nullable) = name.strip_suffix('?').map_or((name, false), |name| (name, true));
        let mut column = ColumnDef::new(Alias::new(name));
        kind(&mut column);
        if nullable {
            column.null()
        } else {
            column.not_null()
        };
        self.create.col(&mut column);
        self
    }

    /// An identity. Names of nullable columns end in `?`, here and below.
    pub fn uuid(&mut self, name: &str) -> &mut Self {
        self.column(name, ColumnDef::uuid)
    }

    /// Text of any length.
    pub fn text(&mut self, name: &str) -> &mut Self {
        self.column(name, ColumnDef::text)
    }

    /// A whole number of 64 bits; money in minor units.
    pub fn i64(&mut self, name: &str) -> &mut Self {
        self.column(name, ColumnDef::big_integer)
    }

    /// A whole number of 32 bits.
    pub fn i32(&mut self, name: &str) -> &mut Self {
        self.column(name, ColumnDef::integer)
    }

    /// Yes or no.
    pub fn bool(&mut self, name: &str) -> &mut Self {
        self.column(name, ColumnDef::boolean)
    }

    /// A day.
    pub fn date(&mut self, name: &str) -> &mut Self {
        self.column(name, ColumnDef::date)
    }

    /// An instant in UTC.
    pub fn timestamp(&mut self, name: &str) -> &mut Self {
        self.column(name, ColumnDef::timestamp_with_time_zone)
    }

    /// A JSON document.
    pub fn json(&mut self, name: &str) -> &mut Self {
        self.column(name, ColumnDef::json_binary)
    }

    /// Bytes.
    pub fn bytes(&mut self, name: &str) -> &mut Self {
        self.column(name, ColumnDef::blob)
    }

    /// An encrypted field.
    pub fn sealed(&mut self, name: &str) -> &mut Self {
        self.bytes(name)
    }

    /// `created_at` and `updated_at`.
    pub fn times(&mut self) -> &mut Self {
        self.timestamp("created_at").timestamp("updated_at")
    }

    /// Yes or no by what `condition` says of the row; it changes only when that does.
    pub fn whether(&mut self, name: &str, condition: &'static str) -> &mut Self {
        self.create.col(ColumnDef::new(Alias::new(name)).boolean().not_null().generated(Expr::cust(condition), true));
        self
    }

    /// What every row fulfils.
    pub fn check(&mut self, condition: &'static str) -> &mut Self {
        self.create.check(Expr::cust(condition));
        self
    }

    /// A reference to a row of `table`: within the tenant, if both tables have one. The row that is referred to cannot vanish.
    pub fn refers(&mut self, column: &'static str, table: &'static str) -> &mut Self {
        self.reference(column, table, ForeignKeyAction::Restrict)
    }

    /// A reference to the row that this one is a part of, and vanishes with.
    pub fn part_of(&mut self, column: &'static str, table: &'static str) -> &mut Self {
        self.reference(column, table, ForeignKeyAction::Cascade)
    }

    fn reference(&mut self, column: &'static str, table: &'static str, gone: ForeignKeyAction) -> &mut Self {
        let mut key = ForeignKey::create();
        key.name(format!("{}_{column}", self.table)).on_delete(gone);
        if self.tenant {
            key.from_col(Alias::new("community_id")).to(Alias::new(table), (Alias::new("community_id"), Alias::new("id")));
        } else {
            key.to(Alias::new(table), Alias::new("id"));
        }
        key.from_col(Alias::new(column)).from_tbl(Alias::new(self.table));
        self.create.foreign_key(&mut key);
        self
    }

    /// No two rows are equal in `columns`, within the tenant if there is one.
    pub fn unique(&mut self, columns: &'static [&'static str]) -> &mut Self {
        self.uniques.push((columns, None));
        self
    }

    /// No two rows for which `condition` holds are equal in `columns`.
    pub fn unique_where(&mut self, columns: &'static [&'static str], condition: &'static str) -> &mut Self {
        self.uniques.push((columns, Some(condition)));
        self
    }

    /// `columns` are looked up often, within the tenant if there is one.
    pub fn index(&mut self, columns: &'static [&'static str]) -> &mut Self {
        self.indexes.push(columns);
        self
    }

    /// `columns` are looked up by whoever does not know the tenant yet.
    pub fn index_across(&mut self, columns: &'static [&'static str]) -> &mut Self {
        self.across.push(columns);
        self
    }

    /// Rows are added and never changed, and removed only with their whole tenant.
    pub fn only_added(&mut self) -> &mut Self {
        self.only_added = true;
        self
    }

    fn index_statement(&self, columns: &[&str], unique: bool, condition: Option<&str>) -> String {
        let tenant = if self.tenant { "community_id, " } else { "" };
        let name = format!("{}_{}{}", self.table, columns.join("_"), if unique { "_key" } else { "_idx" });
        let unique = if unique { "UNIQUE " } else { "" };
        let condition = condition.map(|condition| format!(" WHERE {condition}")).unwrap_or_default();
        format!("CREATE {unique}INDEX \"{name}\" ON \"{}\" ({tenant}{}){condition}", self.table, columns.join(", "))
    }

    async fn create(mut self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        manager.create_table(std::mem::take(&mut self.create)).await?;
        let conn = manager.get_connection();
        for (columns, condition) in &self.uniques {
            conn.execute_unprepared(&self.index_statement(columns, true, *condition)).await?;
        }
        for columns in &self.indexes {
            conn.execute_unprepared(&self.index_statement(columns, false, None)).await?;
        }
        for columns in &self.across {
            let (table, list) = (self.table, columns.join(", "));
            let name = format!("{table}_{}_across_idx", columns.join("_"));
            conn.execute_unprepared(&format!("CREATE INDEX \"{name}\" ON \"{table}\" ({list})")).await?;
        }
        if self.only_added && manager.get_database_backend() == DbBackend::Sqlite {
            for (verb, when) in [("UPDATE", String::new()), ("DELETE", format!("WHEN NOT {} ", leaves("OLD.community_id")))] {
                let table = self.table;
                let guard = format!(
                    "CREATE TRIGGER \"{table}_no_{verb}\" BEFORE {verb} ON \"{table}\" {when}BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
                );
                conn.execute_unprepared(&guard).await?;
            }
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            self.guard(conn).await?;
            self.hide_tenants(conn).await?;
        }
        Ok(())
    }

    /// Keeps single tenants from the planner. It takes one that its statistics do not know yet for empty, and joins the thousands of rows
    /// that have just been imported one by one; knowing none, it takes each for the same small part of the table.
    async fn hide_tenants(&self, conn: &impl ConnectionTrait) -> Result<(), DbErr> {
        if self.tenant {
            conn.execute_unprepared(&format!("ALTER TABLE \"{}\" ALTER COLUMN community_id SET STATISTICS 0", self.table)).await?;
        }
        Ok(())
    }

    /// Grants, and row-level security that holds the table's owner too.
    async fn guard(&self, conn: &impl ConnectionTrait) -> Result<(), DbErr> {
        let table = self.table;
        let verbs = if self.only_added { "SELECT, INSERT" } else { "SELECT, INSERT, UPDATE, DELETE" };
        conn.execute_unprepared(&format!("GRANT {verbs} ON \"{table}\" TO {SYSTEM_ROLE}")).await?;
        if self.only_added {
            let only_then = leaves(&format!("\"{table}\".community_id"));
            conn.execute_unprepared(&format!("GRANT DELETE ON \"{table}\" TO {SYSTEM_ROLE}")).await?;
            let removal = format!("CREATE POLICY removal ON \"{table}\" AS RESTRICTIVE FOR DELETE TO {SYSTEM_ROLE} USING ({only_then})");
            conn.execute_unprepared(&removal).await?;
        }
        if !self.tenant {
            return Ok(());
        }
        // As a sub-select the setting is read once, not for each row; it is '' after a transaction that had set it.
        let ours = "community_id = (SELECT NULLIF(current_setting('app.community', true), '')::uuid)";
        for statement in [
            format!("GRANT {verbs} ON \"{table}\" TO {APP_ROLE}"),
            format!("ALTER TABLE \"{table}\" ENABLE ROW LEVEL SECURITY"),
            format!("ALTER TABLE \"{table}\" FORCE ROW LEVEL SECURITY"),
            format!("CREATE POLICY tenant ON \"{table}\" TO {APP_ROLE} USING ({ours}) WITH CHECK ({ours})"),
            format!("CREATE POLICY across ON \"{table}\" TO {SYSTEM_ROLE} USING (true) WITH CHECK (true)"),
        ] {
            conn.execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}

/// Whether the tenant is being removed: then even what is only added to goes.
fn leaves(tenant: &str) -> String {
    format!("EXISTS (SELECT 1 FROM community WHERE community.id = {tenant} AND community.state = 'leaving')")
}

/// A table whose rows belong to communities: keyed by (community, id), all its
/// references and unique keys within the community, guarded by row-level security.
pub async fn tenant_table(manager: &SchemaManager<'_>, table: &'static str, fill: impl FnOnce(&mut Columns)) -> Result<(), DbErr> {
    tenant_table_keyed(manager, table, &["id"], |columns| {
        columns.uuid("id");
        fill(columns);
    })
    .await
}

/// Like [`tenant_table`], for rows that are identified by something else than an `id`.
pub async fn tenant_table_keyed(
    manager: &SchemaManager<'_>,
    table: &'static str,
    key: &[&'static str],
    fill: impl FnOnce(&mut Columns),
) -> Result<(), DbErr> {
    let mut columns = Columns::new(table, true);
    columns.uuid("community_id");
    fill(&mut columns);
    let mut primary = Index::create();
    primary.col(Alias::new("community_id"));
    for column in key {
        primary.col(Alias::new(*column));
    }
    columns.create.primary_key(&mut primary);
    columns.create(manager).await
}

/// Leaves half of each page of `table` free, so that a changed row finds its new place beside the old one.
pub async fn leave_room(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    match manager.get_database_backend() {
        DbBackend::Postgres => {
            manager.get_connection().execute_unprepared(&format!("ALTER TABLE \"{table}\" SET (fillfactor = 45)")).await.map(drop)
        }
        _ => Ok(()),
    }
}

/// One of the few tables without a tenant: only the role that works across tenants reaches it.
pub async fn global_table(manager: &SchemaManager<'_>, table: &'static str, fill: impl FnOnce(&mut Columns)) -> Result<(), DbErr> {
    let mut columns = Columns::new(table, false);
    columns.uuid("id");
    fill(&mut columns);
    columns.create.primary_key(Index::create().col(Alias::new("id")));
    columns.create(manager).await
}

/// Removes tables, the last made first.
pub async fn drop_tables(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables.iter().rev() {
        manager.drop_table(Table::drop().table(Alias::new(*table).into_iden()).to_owned()).await?;
    }
    Ok(())
}
