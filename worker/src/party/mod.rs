//! Party life: who is reminded of what, and articles that are out at their time, each in the same transaction that notes it.

use mulin_entity::{
    kernel::Result,
    party::{
        articles,
        job::{Publish, Remind},
        reminders,
    },
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Remind {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        reminders::remind(&tx).await?;
        cx.settle(tx).await
    }
}

#[async_trait::async_trait]
impl Handle for Publish {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        articles::publish_due(&tx, self.article, self.at).await?;
        cx.settle(tx).await
    }
}
