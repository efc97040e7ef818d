//! Lets go of jobs that are done and of old firings.

use mulin_entity::kernel::{
    Result, Why,
    queue::tidy::{Tidy, tidy},
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Tidy {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let sys = cx.system(Why::Queue).await?;
        tidy(&sys).await?;
        cx.settle_system(sys).await
    }
}
