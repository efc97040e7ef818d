//! A unit of work on the rows of one community.

use std::{
    any::Any,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DeleteMany, EntityTrait, ExprTrait,
    IdenStatic, IntoActiveModel, Iterable, QueryFilter, QueryOrder, QuerySelect, Select, UpdateMany,
    sea_query::{Alias, Expr, IntoIden, OnConflict, Query, TableRef, ValueTuple},
};
use tokio::sync::OwnedSemaphorePermit;
use uuid::Uuid;

use super::{
    Actor, Failure, Job, Kind, Owned, Result, Scope, audit, breakpoint,
    conn::Conn,
    id, idempotency,
    pending::Pending,
    queue::Asked,
    secret::{Keyring, Place, TenantKey},
    wake::Wake,
};

/// The most values that one statement carries; SQLite takes 32,766.
const MOST_VALUES: usize = 30_000;

/// One database transaction with what belongs to it.
pub(crate) struct Unit {
    pub(crate) conn: Conn,
    pub(crate) now: DateTime<Utc>,
    pub(crate) keys: Keyring,
    wake: Arc<dyn Wake>,
    pending: Mutex<Pending>,
    /// A job's turn to write, until this is committed or dropped.
    turn: Option<OwnedSemaphorePermit>,
}

impl Unit {
    pub(crate) fn new(conn: Conn, now: DateTime<Utc>, keys: Keyring, wake: Arc<dyn Wake>) -> Self {
        Self { conn, now, keys, wake, pending: Mutex::default(), turn: None }
    }

    pub(crate) fn holding(self, turn: Option<OwnedSemaphorePermit>) -> Self {
        Self { turn, ..self }
    }

    /// What is written at the end; see there.
    pub(crate) fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes it so; under a key of the request, together with the answer.
    pub(crate) async fn commit(unit: Arc<Self>, community: Uuid) -> Result<()> {
        let unit =
            Arc::try_unwrap(unit).map_err(|_| Failure::internal("a unit of work was committed while a part of it was still in use"))?;
        let Unit { conn, now, keys, wake, pending, turn: _held } = unit;
        let conn = conn.into_writing()?;
        let pending = pending.into_inner().unwrap_or_else(PoisonError::into_inner);
        let asked = pending.write(&conn, now).await?;
        match idempotency::hold(Held { conn, community, now, keys, wake: asked.then_some(wake) }) {
            Some(ready) => ready.commit().await,
            None => Ok(()),
        }
    }
}

/// A unit of work in which everything is written.
pub(crate) struct Held {
    pub(crate) conn: DatabaseTransaction,
    pub(crate) community: Uuid,
    pub(crate) now: DateTime<Utc>,
    pub(crate) keys: Keyring,
    /// Who is told of new jobs, if there are any.
    wake: Option<Arc<dyn Wake>>,
}

impl Held {
    pub(crate) async fn commit(self) -> Result<()> {
        breakpoint::passed("unit.committing");
        self.conn.commit().await?;
        breakpoint::passed("unit.committed");
        if let Some(wake) = self.wake {
            wake.wake().await;
        }
        Ok(())
    }
}

/// A unit of work in one community. It sees and writes rows of that community
/// only; whatever is not committed is undone when it is dropped.
pub struct Tx {
    unit: Arc<Unit>,
    scope: Scope,
    /// A part of a [`SystemTx`](super::SystemTx), which alone commits.
    entered: bool,
    /// What was read of the tenant when this was begun.
    known: Option<Arc<dyn Any + Send + Sync>>,
    /// The tenant's key, once it is needed.
    key: OnceLock<TenantKey>,
}

impl Tx {
    pub(crate) fn new(unit: Arc<Unit>, scope: Scope, entered: bool) -> Self {
        Self { unit, scope, entered, known: None, key: OnceLock::new() }
    }

    /// The same, knowing what was read of the tenant a moment ago. For units of work that only read: who changes something reads what it builds on.
    pub fn knowing<T: Any + Send + Sync>(self, known: Arc<T>) -> Self {
        Self { known: Some(known), ..self }
    }

    /// What it knows of the tenant, if that is a `T`.
    pub(crate) fn known<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        self.known.clone()?.downcast().ok()
    }

    /// The instant of this unit of work: one and the same for all that it writes.
    pub fn now(&self) -> DateTime<Utc> {
        self.unit.now
    }

    /// A new identity.
    pub fn new_id(&self) -> Uuid {
        id::new_id(self.unit.now)
    }

    /// The tenant.
    pub fn community(&self) -> Uuid {
        self.scope.community
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.scope.actor
    }

    pub(crate) fn unit(&self) -> &Unit {
        &self.unit
    }

    /// The connection, to run what [`Tx::find`] and its siblings began.
    pub(crate) fn conn(&self) -> &Conn {
        &self.unit.conn
    }

    /// A query over the tenant's rows of `E`.
    pub(crate) fn find<E: Owned>(&self) -> Select<E> {
        select::<E>().filter(E::community().eq(self.community()))
    }

    /// A change of several of the tenant's rows of `E`.
    pub(crate) fn update_many<E: Owned>(&self) -> UpdateMany<E> {
        E::update_many().filter(E::community().eq(self.community()))
    }

    /// A removal of several of the tenant's rows of `E`.
    pub(crate) fn delete_many<E: Owned>(&self) -> DeleteMany<E> {
        E::delete_many().filter(E::community().eq(self.community()))
    }

    /// The tenant's row `id` of `E`, or "not found": also if it belongs to somebody else.
    pub(crate) async fn get<E: Owned>(&self, id: Uuid) -> Result<E::Model> {
        self.try_get::<E>(id).await?.ok_or_else(Failure::not_found)
    }

    /// The tenant's row `id` of `E`, if there is one.
    pub(crate) async fn try_get<E: Owned>(&self, id: Uuid) -> Result<Option<E::Model>> {
        Ok(self.find::<E>().filter(E::id().eq(id)).one(self.conn()).await?)
    }

    /// The number after the tenant's highest. Unique within the tenant by a constraint: of two who ask at once, one tries again.
    pub(crate) async fn next_number<E: Owned>(&self, number: E::Column) -> Result<i64> {
        let last = self.find::<E>().select_only().column(number).order_by_desc(number);
        Ok(last.into_tuple::<i64>().one(self.conn()).await?.unwrap_or_default() + 1)
    }

    /// Writes a new row, stamped with tenant, identity and times.
    pub(crate) async fn insert<A>(&self, row: A) -> Result<<A::Entity as EntityTrait>::Model>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: Owned,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        Ok(self.stamp(row).insert(self.conn()).await?)
    }

    /// The row that `which` finds; if there is none, `row`, stamped like those of [`Tx::insert`]. Of two who add the same at once, the second
    /// waits for the first and finds its row: `row` is to be unique in what `which` asks for.
    pub(crate) async fn find_or_insert<A>(&self, which: Select<A::Entity>, row: A) -> Result<<A::Entity as EntityTrait>::Model>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: Owned,
    {
        if let Some(known) = which.clone().one(self.conn()).await? {
            return Ok(known);
        }
        let once = OnConflict::new().do_nothing().to_owned();
        <A::Entity as EntityTrait>::insert(self.stamp(row)).on_conflict(once).exec_without_returning(self.conn()).await?;
        which.one(self.conn()).await?.ok_or_else(|| Failure::internal("a row is not what it was asked for as"))
    }

    /// Writes many new rows in few statements, each stamped like those of [`Tx::insert`].
    pub(crate) async fn insert_many<A>(&self, rows: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: Owned,
    {
        let at_once = MOST_VALUES / <A::Entity as EntityTrait>::Column::iter().count().max(1);
        let mut rows = rows.into_iter().map(|row| self.stamp(row)).peekable();
        while rows.peek().is_some() {
            let some: Vec<A> = rows.by_ref().take(at_once).collect();
            <A::Entity as EntityTrait>::insert_many(some).exec_without_returning(self.conn()).await?;
        }
        Ok(())
    }

    /// Changes one row, found by its key within the tenant; "not found" if there is none.
    pub(crate) async fn update<A>(&self, mut row: A) -> Result<<A::Entity as EntityTrait>::Model>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: Owned,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        // The key's first half is ours, whatever the row claims.
        row.set(A::Entity::community(), self.community().into());
        touch::<A>(&mut row, "updated_at", self.now());
        row.update(self.conn()).await.map_err(|error| match error {
            sea_orm::DbErr::RecordNotUpdated => Failure::not_found(),
            other => other.into(),
        })
    }

    /// Changes many rows in few statements, each found like the one of [`Tx::update`]. All of them set the same columns.
    pub(crate) async fn update_each<A>(&self, rows: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait + Send,
        A::Entity: Owned,
    {
        let (community, id) = (A::Entity::community(), A::Entity::id());
        let mut rows: Vec<A> = rows;
        rows.iter_mut().for_each(|row| touch::<A>(row, "updated_at", self.now()));
        let Some(first) = rows.first() else { return Ok(()) };
        let changed: Vec<_> = <A::Entity as EntityTrait>::Column::iter().filter(|column| first.get(*column).is_set()).collect();
        // Of a list of values, both databases name the columns so.
        let given = |number: usize| Expr::col((Alias::new("given"), Alias::new(format!("column{}", number + 1))));
        for some in rows.chunks(MOST_VALUES / changed.len().max(1)) {
            let values = some.iter().map(|row| {
                let values = changed.iter().map(|column| row.get(*column).into_value().ok_or_else(|| Failure::internal("rows differ")));
                values.collect::<Result<Vec<_>>>().map(ValueTuple::Many)
            });
            let mut change = Query::update();
            change.table(A::Entity::default()).from(TableRef::ValuesList(values.collect::<Result<_>>()?, Alias::new("given").into_iden()));
            change.and_where(Expr::col((A::Entity::default(), community)).eq(self.community()));
            for (number, column) in changed.iter().enumerate() {
                match column.as_str() == id.as_str() {
                    true => change.and_where(Expr::col((A::Entity::default(), id)).eq(given(number))),
                    false => change.value(*column, given(number)),
                };
            }
            if self.conn().execute(&change).await?.rows_affected() != some.len() as u64 {
                return Err(Failure::not_found());
            }
        }
        Ok(())
    }

    /// Changes the row `id` if it still is what was looked at as `revision`; otherwise somebody else changed it meanwhile.
    pub(crate) async fn revise<A>(
        &self,
        id: Uuid,
        number: <A::Entity as EntityTrait>::Column,
        revision: i64,
        mut row: A,
    ) -> Result<<A::Entity as EntityTrait>::Model>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: Owned,
    {
        row.set(number, (revision + 1).into());
        touch::<A>(&mut row, "updated_at", self.now());
        let same = self.update_many::<A::Entity>().filter(A::Entity::id().eq(id)).filter(number.eq(revision));
        match same.set(row).exec(self.conn()).await?.rows_affected {
            1 => self.get::<A::Entity>(id).await,
            _ => Err(Failure::new(Kind::Stale, "kernel.stale")),
        }
    }

    /// Encrypts `text` for one field of one row.
    pub(crate) fn seal(&self, table: &str, column: &str, row: Uuid, text: &str) -> Result<Vec<u8>> {
        self.key()?.seal(self.place(table, column, row), text)
    }

    /// Decrypts one field of one row.
    pub(crate) fn open(&self, table: &str, column: &str, row: Uuid, sealed: &[u8]) -> Result<String> {
        self.key()?.open(self.place(table, column, row), sealed)
    }

    /// Like [`Tx::seal`], for a file that belongs to a row.
    pub(crate) fn seal_bytes(&self, table: &str, column: &str, row: Uuid, bytes: &[u8]) -> Result<Vec<u8>> {
        self.key()?.seal_bytes(self.place(table, column, row), bytes)
    }

    /// Decrypts what [`Tx::seal_bytes`] made for the same row.
    pub(crate) fn open_bytes(&self, table: &str, column: &str, row: Uuid, sealed: &[u8]) -> Result<Vec<u8>> {
        self.key()?.open_bytes(self.place(table, column, row), sealed)
    }

    /// The blind index by which an encrypted `text` is found; `purpose` is usually the column.
    pub(crate) fn blind(&self, purpose: &str, text: &str) -> Result<Vec<u8>> {
        self.unit.keys.blind(self.community(), purpose, text)
    }

    /// Has `job` done once this is committed.
    pub async fn enqueue<J: Job>(&self, job: &J) -> Result<()> {
        self.enqueue_at(job, self.now()).await
    }

    /// Has `job` done at `due`, once this is committed. While an equal one waits, there is still only one, at the earlier time.
    pub async fn enqueue_at<J: Job>(&self, job: &J, due: DateTime<Utc>) -> Result<()> {
        self.unit.pending().ask(Asked::new(self.community(), job, due)?);
        Ok(())
    }

    /// Notes who did what: if that cannot be written, the deed fails with it.
    pub async fn audit(&self, action: &str, subject_kind: &str, subject: Uuid, detail: serde_json::Value) -> Result<()> {
        let scope = self.scope.clone();
        self.unit.pending().note(audit::Entry { scope, action: action.to_owned(), subject_kind: subject_kind.to_owned(), subject, detail });
        Ok(())
    }

    /// Marks a figure as out of date: the worker computes it anew.
    pub async fn mark(&self, day: NaiveDate, measure: &'static str) -> Result<()> {
        self.unit.pending().mark(self.community(), day, measure);
        Ok(())
    }

    /// Makes it so.
    pub async fn commit(self) -> Result<()> {
        if self.entered {
            return Err(Failure::internal("only the unit of work that was entered commits"));
        }
        Unit::commit(self.unit, self.scope.community).await
    }

    fn place<'a>(&self, table: &'a str, column: &'a str, row: Uuid) -> Place<'a> {
        Place { community: self.community(), table, column, row }
    }

    /// A list has dozens of sealed fields, and all of them the same key.
    fn key(&self) -> Result<&TenantKey> {
        match self.key.get() {
            Some(key) => Ok(key),
            None => {
                let key = self.unit.keys.of(self.community())?;
                Ok(self.key.get_or_init(|| key))
            }
        }
    }

    fn stamp<A>(&self, mut row: A) -> A
    where
        A: ActiveModelTrait,
        A::Entity: Owned,
    {
        row.set(A::Entity::community(), self.community().into());
        if row.get(A::Entity::id()).is_not_set() {
            row.set(A::Entity::id(), self.new_id().into());
        }
        for column in ["created_at", "updated_at"] {
            touch::<A>(&mut row, column, self.now());
        }
        row
    }
}

/// Sets a column of times, where the table has it and the caller has not.
pub(crate) fn touch<A: ActiveModelTrait>(row: &mut A, column: &str, now: DateTime<Utc>) {
    use std::str::FromStr;
    if let Ok(column) = <A::Entity as EntityTrait>::Column::from_str(column)
        && !row.get(column).is_set()
    {
        row.set(column, now.into());
    }
}

// The one place where a tenant's query begins; the filter is added by the caller in this file.
fn select<E: EntityTrait>() -> Select<E> {
    E::find()
}
