//! Attendance in time: who did not come is known when an occasion is over, and who comes is reminded the day before.

use mulin_entity::{
    attendance::{
        job::{Close, Remind},
        notices, occasions,
        rules::times::{CLOSE_AFTER, LATE_UPLOAD},
    },
    kernel::Result,
    points::{earn, job::Earn},
    volunteers::hours,
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Close {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        occasions::close(&tx, self.occasion, self.ends_at).await?;
        earn::from_occasion(&tx, self.occasion).await?;
        // Phones that had no network may tell for a while who came.
        tx.enqueue_at(&Earn { occasion: self.occasion }, self.ends_at + LATE_UPLOAD + CLOSE_AFTER).await?;
        hours::settle(&tx, self.occasion).await?;
        cx.settle(tx).await
    }
}

#[async_trait::async_trait]
impl Handle for Remind {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        notices::remind(&tx, self.occasion, self.starts_at).await?;
        cx.settle(tx).await
    }
}
