//! Computes a community's figures that are out of date.

use mulin_entity::{
    kernel::{Result, queue::dirty::Recompute},
    reports::service,
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Recompute {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        service::take_marks(&tx).await?;
        // The first figure is when a community's days begin to be closed.
        service::ensure_schedules(&tx).await?;
        tx.commit().await?;
        let fresh = service::recompute(&cx.read().await?).await?;
        let tx = cx.tx().await?;
        service::keep(&tx, fresh).await?;
        cx.settle(tx).await
    }
}
