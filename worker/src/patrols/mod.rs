//! Patrols: the rounds of the day and tomorrow's publicity events, in the same transaction that notes who was told.

use mulin_entity::{
    kernel::Result,
    patrols::{
        job::{Plan, Remind},
        publicity, rounds,
    },
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Plan {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        rounds::plan(&tx).await?;
        cx.settle(tx).await
    }
}

#[async_trait::async_trait]
impl Handle for Remind {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        publicity::remind(&tx).await?;
        cx.settle(tx).await
    }
}
