//! The connections of one transport. A connection that is in use belongs to its user; it comes back only when it
//! stands between letters, so a cancelled or failed conversation can never hand its rest to the next letter.

use std::sync::{Mutex, PoisonError};

use lettre::transport::smtp::{
    client::AsyncSmtpConnection,
    commands::{Noop, Rset},
};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::Instant,
};

use super::{
    Limits, SmtpAddress,
    answer::Broken,
    connect::{open, step},
    conversation::Standing,
};

struct Idle {
    connection: AsyncSmtpConnection,
    letters: u32,
    since: Instant,
}

pub(super) struct Pool {
    address: SmtpAddress,
    limits: Limits,
    permits: Semaphore,
    idle: Mutex<Vec<Idle>>,
}

impl Pool {
    pub(super) fn new(address: SmtpAddress, limits: Limits) -> Self {
        Self { permits: Semaphore::new(address.connections), idle: Mutex::new(Vec::new()), address, limits }
    }

    /// The right to use one connection. Held for the whole conversation: the relay sees no more than agreed.
    pub(super) async fn permit(&self) -> Option<SemaphorePermit<'_>> {
        self.permits.acquire().await.ok()
    }

    /// A living connection, the most recently used first so that the others can grow old and close.
    pub(super) async fn lease(&self, deadline: Instant) -> Result<Lease<'_>, Broken> {
        while let Some(mut idle) = self.take() {
            let unused = idle.since.elapsed();
            if unused >= self.limits.idle {
                continue;
            }
            let lives = unused < self.limits.doze || step("NOOP", self.limits.step, deadline, idle.connection.command(Noop)).await.is_ok();
            if lives {
                return Ok(Lease::new(self, idle.connection, idle.letters));
            }
        }
        let connection = open(&self.address, &self.limits, deadline).await?;
        Ok(Lease::new(self, connection, 0))
    }

    fn take(&self) -> Option<Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn keep(&self, idle: Idle) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(idle);
    }
}

/// One connection in use.
pub(super) struct Lease<'a> {
    pool: &'a Pool,
    connection: Option<AsyncSmtpConnection>,
    letters: u32,
    standing: Standing,
}

impl<'a> Lease<'a> {
    fn new(pool: &'a Pool, connection: AsyncSmtpConnection, letters: u32) -> Self {
        Self { pool, connection: Some(connection), letters, standing: Standing::Ready }
    }

    pub(super) fn connection(&mut self) -> Option<&mut AsyncSmtpConnection> {
        self.standing = Standing::Lost;
        self.connection.as_mut()
    }

    pub(super) fn left(&mut self, standing: Standing) {
        self.standing = standing;
    }

    pub(super) fn reused(&self) -> bool {
        self.letters > 0
    }

    pub(super) fn is_broken(&self) -> bool {
        self.standing == Standing::Lost
    }

    /// A fresh connection in place of the broken one.
    pub(super) async fn renew(&mut self, deadline: Instant) -> Result<(), Broken> {
        self.connection = None;
        let fresh = open(&self.pool.address, &self.pool.limits, deadline).await?;
        self.connection = Some(fresh);
        self.letters = 0;
        self.standing = Standing::Ready;
        Ok(())
    }

    /// Gives the connection back if the next letter can start on it.
    pub(super) async fn put_back(self, deadline: Instant) {
        let limits = &self.pool.limits;
        let Some(mut connection) = self.connection else {
            return;
        };
        let letters = self.letters + 1;
        let ready = match self.standing {
            Standing::Ready => true,
            Standing::Unfinished => step("RSET", limits.step, deadline, connection.command(Rset)).await.is_ok(),
            Standing::Lost => false,
        };
        if ready && letters < limits.letters {
            self.pool.keep(Idle { connection, letters, since: Instant::now() });
        } else if ready {
            // Politeness only: the relay closes by itself if this does not arrive.
            let _ = step("QUIT", limits.step, deadline, connection.quit()).await;
        }
    }
}
