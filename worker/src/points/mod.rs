//! Points in time: what latecomers earned, the month in public, rewards that nobody fetched, what lapses; and traces of phones, which only points
//! ask for, are forgotten.

use mulin_entity::{
    attendance::traces,
    kernel::Result,
    points::{
        earn,
        job::{Earn, Tend},
        tend,
    },
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Earn {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        earn::from_occasion(&tx, self.occasion).await?;
        cx.settle(tx).await
    }
}

#[async_trait::async_trait]
impl Handle for Tend {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let tx = cx.tx().await?;
        tend::tend(&tx).await?;
        traces::forget_old(&tx).await?;
        cx.settle(tx).await
    }
}
