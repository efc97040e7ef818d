//! Computes a community's figures that are out of date.

use mulin_entity::kernel::{Result, queue::dirty::Recompute};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Recompute {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        cx.settle(tx).await
    }
}
