//! Attendance in time: who did not come is known when an occasion is over.

use mulin_entity::{
    attendance::{job::Close, occasions},
    kernel::Result,
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Close {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        occasions::close(&tx, self.occasion, self.ends_at).await?;
        cx.settle(tx).await
    }
}
