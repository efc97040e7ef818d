//! A unit of work across tenants. Only [`Db::system`](super::Db::system) makes one, and it wants to know why.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, IntoActiveModel, Select};
use uuid::Uuid;

use super::{
    Actor, Failure, Job, PLATFORM, Result, Scope, Tx, audit,
    conn::Conn,
    id,
    queue::Asked,
    tx::{Unit, touch},
};

/// A unit of work across tenants: over accounts, streets and communities
/// themselves, over aggregates, over the queue.
pub struct SystemTx {
    unit: Arc<Unit>,
}

impl SystemTx {
    pub(crate) fn new(unit: Arc<Unit>) -> Self {
        Self { unit }
    }

    /// The instant of this unit of work.
    pub fn now(&self) -> DateTime<Utc> {
        self.unit.now
    }

    /// A new identity.
    pub fn new_id(&self) -> Uuid {
        id::new_id(self.unit.now)
    }

    pub(crate) fn unit(&self) -> &Unit {
        &self.unit
    }

    /// The connection, to run queries on.
    pub(crate) fn conn(&self) -> &Conn {
        &self.unit.conn
    }

    /// A query over all rows of `E`, whoever they belong to: the one place where such a query begins.
    pub(crate) fn find<E: EntityTrait>(&self) -> Select<E> {
        E::find()
    }

    /// Writes a new row of a table without tenants, with its times.
    pub(crate) async fn insert<A>(&self, mut row: A) -> Result<<A::Entity as EntityTrait>::Model>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        for column in ["created_at", "updated_at"] {
            touch::<A>(&mut row, column, self.now());
        }
        Ok(row.insert(self.conn()).await?)
    }

    /// Changes one row, found by its key.
    pub(crate) async fn update<A>(&self, mut row: A) -> Result<<A::Entity as EntityTrait>::Model>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        touch::<A>(&mut row, "updated_at", self.now());
        row.update(self.conn()).await.map_err(|error| match error {
            sea_orm::DbErr::RecordNotUpdated => Failure::not_found(),
            other => other.into(),
        })
    }

    /// Works in one community within this same transaction, bounded by type and keys; row-level security lets this role through.
    /// Drop the part before committing the whole.
    pub async fn enter(&self, community: Uuid, actor: Actor) -> Result<Tx> {
        Ok(Tx::new(self.unit.clone(), Scope { community, actor }, true))
    }

    /// Has a job of `community` done once this is committed; [`PLATFORM`](super::PLATFORM) for the platform's own.
    pub async fn enqueue<J: Job>(&self, community: Uuid, job: &J) -> Result<()> {
        self.enqueue_at(community, job, self.now()).await
    }

    /// Like [`SystemTx::enqueue`], at `due`.
    pub async fn enqueue_at<J: Job>(&self, community: Uuid, job: &J, due: DateTime<Utc>) -> Result<()> {
        self.unit.pending().ask(Asked::new(community, job, due)?);
        Ok(())
    }

    /// Notes who did what, in the book of `scope`'s community or of the platform.
    pub async fn audit(&self, scope: &Scope, action: &str, subject_kind: &str, subject: Uuid, detail: serde_json::Value) -> Result<()> {
        let scope = scope.clone();
        self.unit.pending().note(audit::Entry { scope, action: action.to_owned(), subject_kind: subject_kind.to_owned(), subject, detail });
        Ok(())
    }

    /// Makes it so.
    pub async fn commit(self) -> Result<()> {
        Unit::commit(self.unit, PLATFORM).await
    }
}
