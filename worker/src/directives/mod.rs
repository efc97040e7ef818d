//! What a street hands down: reminders of it, and the word that everybody has answered.

use mulin_entity::{
    directives::{
        job::{Complete, Remind},
        reminders, street,
    },
    kernel::{Result, Why},
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
impl Handle for Complete {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let sys = cx.system(Why::Directives).await?;
        street::complete(&sys, self.directive).await?;
        cx.settle_system(sys).await
    }
}
