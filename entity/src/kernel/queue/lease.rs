//! Until when jobs are whose. A lease is opened by the claim that takes them, kept by their worker's heartbeat, and closed once all of
//! them are settled; what a vanished worker had is taken back when it runs out. It has a row of its own, so that to keep hundreds of
//! jobs costs the writing of one row.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseConnection, FromQueryResult, QueryFilter,
    entity::prelude::*,
    sea_query::{
        Alias, CommonTableExpression, Expr, ExprTrait, LockBehavior, LockType, Query, SelectStatement, SimpleExpr, UpdateStatement,
    },
};
use uuid::Uuid;

use super::{LIVE, job};
use crate::kernel::{
    Db, Result, SystemTx, Why,
    db::{among_locked, changes_within_queries, database_time, row_address},
};

/// One lease.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lease")]
pub struct Model {
    /// Its token: whoever cannot name it writes nothing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Until when, by the database's time.
    pub until: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Opens a lease for `lease` together with what `take` takes and returns; none is opened if that is nothing.
pub(super) async fn open_with<T: FromQueryResult>(db: &Db, token: Uuid, lease: Duration, take: UpdateStatement) -> Result<Vec<T>> {
    let backend = db.queue().get_database_backend();
    let until = database_time(backend, db.now(), lease);
    if !changes_within_queries(backend) {
        let sys = db.system(Why::Queue).await?;
        let taken = T::find_by_statement(backend.build(&take)).all(sys.conn()).await?;
        if !taken.is_empty() {
            let opened = ActiveModel { id: Set(token), until: Set(db.now() + lease) };
            Entity::insert(opened).exec_without_returning(sys.conn()).await?;
            sys.commit().await?;
        }
        return Ok(taken);
    }
    let taken = Alias::new("taken");
    let once = Query::select().expr(Expr::value(token)).expr(until).from(taken.clone()).limit(1).to_owned();
    let mut open = Query::insert();
    open.into_table(Entity).columns([Column::Id, Column::Until]).select_from(once).map_err(crate::kernel::Failure::internal)?;
    let with = Query::with()
        .cte(CommonTableExpression::new().table_name(taken.clone()).query(take).to_owned())
        .cte(CommonTableExpression::new().table_name(Alias::new("opened")).query(open).to_owned())
        .to_owned();
    let all = Query::select().expr(Expr::cust("*")).from(taken).to_owned().with(with);
    Ok(T::find_by_statement(backend.build(&all)).all(db.queue()).await?)
}

/// Keeps leases for `lease` more; answers how many there still were.
pub async fn heartbeat(db: &Db, tokens: &[Uuid], lease: Duration) -> Result<u64> {
    let conn = db.queue();
    let until = database_time(conn.get_database_backend(), db.now(), lease);
    let kept = Entity::update_many().col_expr(Column::Until, until).filter(Column::Id.is_in(tokens.iter().copied()));
    Ok(kept.exec(conn).await?.rows_affected)
}

/// Keeps one lease for `lease` more if half of that is over: several jobs of it may ask at once, and need not wait for each other.
pub(super) async fn prolong(sys: &SystemTx, token: Uuid, lease: Duration) -> Result<()> {
    let time = |plus| database_time(sys.conn().get_database_backend(), sys.now(), plus);
    let kept = Entity::update_many().col_expr(Column::Until, time(lease)).filter(Column::Id.eq(token));
    kept.filter(Expr::col(Column::Until).lt(time(lease / 2))).exec(sys.conn()).await?;
    Ok(())
}

/// Closes leases under which nothing is left to be settled.
pub async fn close(db: &Db, tokens: &[Uuid]) -> Result<()> {
    Entity::delete_many().filter(Column::Id.is_in(tokens.iter().copied())).exec(db.queue()).await?;
    Ok(())
}

/// Takes back the jobs whose worker vanished; answers how many. Each of them is a suspect from now on, and no more than that: a worker has
/// many jobs in hand and may be killed for many reasons. Only [`strike`](super::strike) holds a death against a job.
pub async fn sweep(db: &Db) -> Result<u64> {
    let conn = db.queue();
    let now = database_time(conn.get_database_backend(), db.now(), Duration::ZERO);
    let lapsed = Query::select().column(Column::Id).from(Entity).and_where(Expr::col(Column::Until).lt(now)).to_owned();
    let lapsed: Vec<Uuid> = conn.query_all(&lapsed).await?.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?;
    if lapsed.is_empty() {
        return Ok(0);
    }
    let swept = take_back(conn, &lapsed).await?;
    // A row that somebody held just now is still under its lease: the next sweep takes it.
    let left = Query::select().column(job::Column::LeaseToken).from(job::Entity).cond_where(running(&lapsed)).to_owned();
    let over = Column::Id.is_in(lapsed).and(Column::Id.not_in_subquery(left));
    Entity::delete_many().filter(over).exec(conn).await?;
    Ok(swept)
}

async fn take_back(conn: &DatabaseConnection, lapsed: &[Uuid]) -> Result<u64> {
    let backend = conn.get_database_backend();
    let crashes = || Expr::col((job::Entity, job::Column::Crashes));
    let suspect: SimpleExpr = Expr::case(crashes().eq(0), Expr::value(1)).finally(crashes()).into();
    let swept = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(job::State::Ready))
        .col_expr(job::Column::Crashes, suspect)
        .col_expr(job::Column::LeaseToken, Expr::value(Option::<Uuid>::None))
        .filter(among_locked(backend, job::Entity, free(backend, lapsed)))
        .exec(conn)
        .await?;
    Ok(swept.rows_affected)
}

fn running(leases: &[Uuid]) -> sea_orm::Condition {
    let held = job::Column::State.eq(job::State::Running).and(job::Column::LeaseToken.is_in(leases.iter().copied()));
    sea_orm::Condition::all().add(Expr::cust(LIVE)).add(held)
}

/// The jobs of these leases whose rows nobody holds: one tenant's long transaction must not stop the others' queue.
fn free(backend: sea_orm::DbBackend, leases: &[Uuid]) -> SelectStatement {
    Query::select()
        .column(row_address(backend))
        .from(job::Entity)
        .cond_where(running(leases))
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .to_owned()
}
