//! Takes the rows of a ledger, some hundred at a time.

use std::time::Duration;

use mulin_entity::{
    kernel::{Job, Result, Scope, queue},
    people::{import, job::Import},
};
use uuid::Uuid;

use crate::{Context, Handle, Outcome};

/// How long the job stays ours after each part.
const LEASE: Duration = Duration::from_secs(60);

#[async_trait::async_trait]
impl Handle for Import {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let failure = match take(cx, self.import).await {
            Ok(outcome) => return Ok(outcome),
            Err(failure) => failure,
        };
        let last_try = cx.job.attempts + 1 >= cx.job.max_attempts;
        let Some(reason) = import::reason(&failure, last_try) else { return Err(failure) };
        tracing::warn!(import = %self.import, error = %failure, reason, "an import cannot go on");
        let tx = cx.tx().await?;
        import::fail(&tx, self.import, reason).await?;
        cx.settle(tx).await
    }
}

async fn take(cx: &Context, import: Uuid) -> Result<Outcome> {
    let scope = Scope::job(cx.community(), Import::KIND);
    let Some(mut run) = import::prepare(&cx.db, &scope, import).await? else { return Ok(Outcome::Done) };
    loop {
        queue::heartbeat(&cx.db, &[cx.job.lease], LEASE).await?;
        let tx = cx.tx().await?;
        if run.advance(&tx).await? {
            tx.commit().await?;
            continue;
        }
        let outcome = cx.settle(tx).await?;
        run.forget_file(&cx.db, &scope).await?;
        return Ok(outcome);
    }
}
