//! SMTP by lettre, on connections of our own.
//!
//! Three things of lettre's async transport are replaced. It leaves Nagle's algorithm on and writes the closing
//! dot by itself, which costs 44 ms a letter: we hand it a stream with TCP_NODELAY. Its timeout covers the
//! connect only: here every step has its own, under one deadline. Its pool hands out connections that a cancelled
//! task left in the middle of a letter: here a connection returns only when it stands between letters.

mod address;
mod answer;
mod connect;
mod conversation;
mod limits;
mod pool;
mod tls;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use lettre::address::Envelope;
use tokio::time::{Instant, timeout_at};

pub use address::{SmtpAddress, SmtpAddressError, TlsPolicy};
pub use limits::Limits;

use super::{Dkim, DkimError, Letter, LetterError, Mailer, Verdict};
use answer::Broken;
use pool::{Lease, Pool};

/// The SMTP transport. Cheap to clone: clones share the connections.
#[derive(Clone)]
pub struct Smtp {
    pool: Arc<Pool>,
    limits: Limits,
    dkim: Option<Arc<Dkim>>,
}

impl Smtp {
    /// A transport to one relay. Nothing is connected until the first letter.
    pub fn new(address: SmtpAddress, limits: Limits) -> Self {
        Self { pool: Arc::new(Pool::new(address, limits.clone())), limits, dkim: None }
    }

    /// Signs every letter, where there is a key.
    #[must_use]
    pub fn signing(self, dkim: Option<Arc<Dkim>>) -> Self {
        Self { dkim, ..self }
    }

    /// The longest that one letter may take, once there is a connection for it.
    pub(super) fn budget(&self) -> Duration {
        self.limits.whole
    }

    /// Hands one letter over within `budget`.
    pub(super) async fn attempt(&self, letter: &Letter, budget: Duration) -> Attempt {
        let (envelope, bytes) = match self.written(letter) {
            Ok(parts) => parts,
            Err(refusal) => return Attempt::not_made(Verdict::Permanent { reason: refusal.to_string() }),
        };
        // Waiting for a free connection is not the relay's fault: it has its own limit.
        let waited = Instant::now() + self.limits.queue;
        let Ok(_permit) = timeout_at(waited, self.pool.permit()).await else {
            return Attempt::not_made(Verdict::Retry { after: None, reason: "no free connection to the relay".to_owned() });
        };
        let deadline = Instant::now() + budget;
        let (verdict, relay_fails) = self.send_before(deadline, &envelope, &bytes).await;
        Attempt { verdict, relay_fails, left: deadline.saturating_duration_since(Instant::now()) }
    }

    fn written(&self, letter: &Letter) -> Result<(Envelope, Vec<u8>), Unwritten> {
        let bytes = letter.to_bytes()?;
        let bytes = match &self.dkim {
            Some(dkim) => dkim.sign(&bytes, letter.written_at)?,
            None => bytes,
        };
        Ok((letter.envelope()?, bytes))
    }

    /// What became of it, and whether the relay itself failed.
    async fn send_before(&self, deadline: Instant, envelope: &Envelope, bytes: &[u8]) -> (Verdict, bool) {
        let mut lease = match self.pool.lease(deadline).await {
            Ok(lease) => lease,
            Err(broken) => return (broken.before_the_letter(), true),
        };
        let mut verdict = self.converse(&mut lease, deadline, envelope, bytes).await;
        // The relay may close an idle connection while we reach for it: one fresh try costs nothing and is
        // safe, since nothing of the letter was taken.
        if lease.reused() && lease.is_broken() && matches!(verdict, Verdict::Retry { .. }) {
            verdict = match lease.renew(deadline).await {
                Ok(()) => self.converse(&mut lease, deadline, envelope, bytes).await,
                Err(broken) => broken.before_the_letter(),
            };
        }
        // It went away, or it refuses us rather than this letter.
        let fails = lease.is_broken() || matches!(verdict, Verdict::Retry { after: Some(_), .. });
        lease.put_back(deadline).await;
        (verdict, fails)
    }

    async fn converse(&self, lease: &mut Lease<'_>, deadline: Instant, envelope: &Envelope, bytes: &[u8]) -> Verdict {
        let Some(connection) = lease.connection() else {
            return Broken::closed().before_the_letter();
        };
        let (verdict, standing) = conversation::hand_over(connection, &self.limits, deadline, envelope, bytes).await;
        lease.left(standing);
        verdict
    }
}

/// Why there is nothing to hand over.
#[derive(Debug, thiserror::Error)]
enum Unwritten {
    #[error(transparent)]
    Letter(#[from] LetterError),
    #[error(transparent)]
    Signature(#[from] DkimError),
}

/// How it went with one relay.
pub(super) struct Attempt {
    /// What became of the letter.
    pub(super) verdict: Verdict,
    /// Whether the relay itself does not work, or not for us.
    pub(super) relay_fails: bool,
    /// What is left of the time that it was given.
    pub(super) left: Duration,
}

impl Attempt {
    fn not_made(verdict: Verdict) -> Self {
        Self { verdict, relay_fails: false, left: Duration::ZERO }
    }
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, letter: &Letter) -> Verdict {
        self.attempt(letter, self.limits.whole).await.verdict
    }

    fn name(&self) -> &'static str {
        "smtp"
    }
}
