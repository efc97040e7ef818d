//! Everybody's visits brought in line: each night for the weeks ahead, and when a decision concerns all.

use mulin_entity::{
    kernel::Result,
    visits::{
        job::{Materialise, Replan},
        plan::{self, Whom},
    },
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Materialise {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        for_everybody(cx).await
    }
}

#[async_trait::async_trait]
impl Handle for Replan {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        for_everybody(cx).await
    }
}

async fn for_everybody(cx: &Context) -> Result<Outcome> {
    let tx = cx.tx().await?;
    plan::bring_in_line(&tx, &Whom::Everybody).await?;
    cx.settle(tx).await
}
