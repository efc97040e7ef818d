//! Sends the report of a month to a street's administrators.

use mulin_entity::{
    kernel::{Result, Why},
    reports::{job::Monthly, letters},
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Monthly {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let sys = cx.system(Why::StreetFigures).await?;
        letters::send_monthly(&sys, &self).await?;
        cx.settle_system(sys).await
    }
}
