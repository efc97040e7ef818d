//! Keeping the store of files in order.

use mulin_entity::{
    evidence::{job::Sweep, sweep},
    kernel::{Result, Why},
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Sweep {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        sweep::sweep(&cx.db).await?;
        let sys = cx.system(Why::Files).await?;
        cx.settle_system(sys).await
    }
}
