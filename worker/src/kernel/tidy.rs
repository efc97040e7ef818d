//! Lets go of old jobs and firings, of sessions and links that have run out, and lets the database look at what is left.

use mulin_entity::{
    kernel::{
        Result, Why,
        queue::tidy::{Tidy, tidy},
    },
    tenancy,
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Tidy {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let sys = cx.system(Why::Queue).await?;
        tidy(&sys).await?;
        tenancy::tidy::tidy(&sys).await?;
        let outcome = cx.settle_system(sys).await?;
        cx.db.optimize().await?;
        Ok(outcome)
    }
}
