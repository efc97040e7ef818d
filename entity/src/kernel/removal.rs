//! Removing a tenant: all its rows, whichever table they are in, and its files. The tables are asked of the catalogue, so that
//! none can be forgotten.

use sea_orm::{
    ConnectionTrait,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::{Db, Failure, Kind, Result, Why, db::tenant_tables};

/// The table by which a tenant rests: it goes last, so that nothing of the tenant begins to work again meanwhile.
const LAST: &str = "resting";

/// Removes every row and file of a tenant. Each table is a unit of work; begun again, it goes on with what is left.
pub async fn remove_tenant(db: &Db, community: Uuid) -> Result<()> {
    let sys = db.system_read(Why::Standing).await?;
    let found = sys.conn().query_all_raw(tenant_tables(sys.conn().get_database_backend())).await?;
    drop(sys);
    let names = found.iter().map(|row| row.try_get::<String>("", "name")).collect::<Result<Vec<_>, _>>()?;
    let (last, mut left): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name == LAST);
    // Tables that others refer to wait for those: each round leaves fewer.
    while !left.is_empty() {
        let mut later = Vec::new();
        for table in &left {
            if !empty(db, table, community).await? {
                later.push(table.clone());
            }
        }
        if later.len() == left.len() {
            return Err(Failure::internal(format!("rows of a tenant hold each other: {later:?}")));
        }
        left = later;
    }
    for table in last {
        empty(db, &table, community).await?;
    }
    db.files().remove_all(community).await
}

/// Removes the tenant's rows of a table; false if something still refers to them.
async fn empty(db: &Db, table: &str, community: Uuid) -> Result<bool> {
    let sys = db.system(Why::Standing).await?;
    let own = Expr::col(Alias::new("community_id")).eq(community);
    let rows = Query::delete().from_table(Alias::new(table)).and_where(own).to_owned();
    match sys.conn().execute(&rows).await.map_err(Failure::from) {
        Ok(_) => sys.commit().await.map(|()| true),
        // By the database's own words: in use, or a reference that would point to nothing.
        Err(failure) if matches!(failure.kind(), Kind::Conflict | Kind::NotFound) => Ok(false),
        Err(failure) => Err(failure),
    }
}
