//! Forms: begun and filled when a period is over, and reminders of them.

use mulin_entity::{
    forms::{
        job::{Prepare, Remind},
        prepare, reminders,
    },
    kernel::{Result, Why},
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Prepare {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let sys = cx.system(Why::Forms).await?;
        prepare::prepare(&sys, cx.community()).await?;
        cx.settle_system(sys).await
    }
}

#[async_trait::async_trait]
impl Handle for Remind {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let sys = cx.system(Why::Forms).await?;
        reminders::remind(&sys, cx.community()).await?;
        cx.settle_system(sys).await
    }
}
