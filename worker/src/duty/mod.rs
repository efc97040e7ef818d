//! Duty: the days ahead are planned, what was stood in for goes back, and whoever has tomorrow is told.

use mulin_entity::{
    assignment::stand_ins,
    duty::{
        job::{Plan, Tomorrow},
        notices, planning,
    },
    kernel::Result,
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Plan {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        planning::ahead(&tx).await?;
        stand_ins::hand_back(&tx).await?;
        cx.settle(tx).await
    }
}

#[async_trait::async_trait]
impl Handle for Tomorrow {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        notices::tomorrow(&tx).await?;
        cx.settle(tx).await
    }
}
