//! The reminders: the messages are written in the same transaction that settles the job, each once.

use mulin_entity::{
    kernel::Result,
    visits::{
        job::{Digest, Escalate, Nudge},
        reminders,
    },
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Digest {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        reminders::digest(&tx).await?;
        cx.settle(tx).await
    }
}

#[async_trait::async_trait]
impl Handle for Nudge {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        reminders::nudge(&tx).await?;
        cx.settle(tx).await
    }
}

#[async_trait::async_trait]
impl Handle for Escalate {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        reminders::escalate(&tx).await?;
        cx.settle(tx).await
    }
}
