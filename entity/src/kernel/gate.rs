//! One gate for each community, which many changes pass together or one passes alone. Whoever passed stays inside until its unit of work ends.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::Result;

/// How one passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    /// With everybody else who does not need to be alone.
    Together,
    /// When nobody is inside; nobody else comes in meanwhile, and whoever comes later queues behind.
    Alone,
}

/// Waits at `community`'s gate. Nothing that others may wait for should be locked before, and little be done after: see
/// [`Pending`](super::pending::Pending). In SQLite, whoever writes is alone already.
pub(crate) async fn enter(conn: &impl ConnectionTrait, community: Uuid, gate: Gate) -> Result<()> {
    let lock = match gate {
        Gate::Together => "SELECT pg_advisory_xact_lock_shared($1)",
        Gate::Alone => "SELECT pg_advisory_xact_lock($1)",
    };
    if conn.get_database_backend() == DbBackend::Postgres {
        // The second half of an identity is random: two communities would have to be unlucky to share a gate, and would only wait more.
        let name = community.as_u64_pair().1.cast_signed();
        conn.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, lock, [name.into()])).await?;
    }
    Ok(())
}
