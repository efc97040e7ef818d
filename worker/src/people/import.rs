//! Takes the rows of a ledger, some hundred at a time.

use std::{future::Future, time::Duration};

use mulin_entity::{
    kernel::{Job, Result, Scope, queue},
    people::{
        import::{self, Rows, Run},
        job::Import,
    },
};
use uuid::Uuid;

use crate::{Context, Handle, Outcome};

/// How long the job stays ours after each part.
const LEASE: Duration = Duration::from_secs(60);

#[async_trait::async_trait]
impl Handle for Import {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let scope = Scope::job(cx.community(), Self::KIND);
        drive(cx, self.import, import::prepare(&cx.db, &scope, self.import)).await
    }
}

/// Takes whatever an import has, or tells its reader why it cannot go on.
pub(crate) async fn drive<R: Rows>(
    cx: &Context,
    import: Uuid,
    prepared: impl Future<Output = Result<Option<Run<R>>>> + Send,
) -> Result<Outcome> {
    let failure = match take(cx, prepared).await {
        Ok(outcome) => return Ok(outcome),
        Err(failure) => failure,
    };
    let last_try = cx.job.attempts + 1 >= cx.job.max_attempts;
    let Some(reason) = import::reason(&failure, last_try) else { return Err(failure) };
    tracing::warn!(import = %import, error = %failure, reason, "an import cannot go on");
    let tx = cx.tx().await?;
    import::fail(&tx, import, reason).await?;
    cx.settle(tx).await
}

async fn take<R: Rows>(cx: &Context, prepared: impl Future<Output = Result<Option<Run<R>>>> + Send) -> Result<Outcome> {
    let Some(mut run) = prepared.await? else { return Ok(Outcome::Done) };
    loop {
        queue::heartbeat(&cx.db, &[cx.job.lease], LEASE).await?;
        let tx = cx.tx().await?;
        if run.advance(&tx).await? {
            tx.commit().await?;
            continue;
        }
        let outcome = cx.settle(tx).await?;
        run.forget_file(&cx.db, &Scope::job(cx.community(), &cx.job.kind)).await?;
        return Ok(outcome);
    }
}
