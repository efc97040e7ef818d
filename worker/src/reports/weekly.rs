//! Sends the Monday report to a street's administrators.

use mulin_entity::{
    kernel::{Result, Why},
    reports::{job::Weekly, letters},
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Weekly {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let sys = cx.system(Why::StreetFigures).await?;
        letters::send_weekly(&sys, &self).await?;
        cx.settle_system(sys).await
    }
}
