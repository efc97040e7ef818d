//! Matters: which of them are to be asked after again.

use mulin_entity::{
    kernel::Result,
    matters::{job::Recheck, rechecks},
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Recheck {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        rechecks::remind(&tx).await?;
        cx.settle(tx).await
    }
}
