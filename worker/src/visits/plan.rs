//! Everybody's visits brought in line: each night for the weeks ahead, and when a decision concerns all.

use mulin_entity::{
    kernel::Result,
    visits::{
        job::{Materialise, Replan},
        plan,
    },
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Materialise {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        bring_everybody_in_line(cx).await?;
        Ok(Outcome::Done)
    }
}

#[async_trait::async_trait]
impl Handle for Replan {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        bring_everybody_in_line(cx).await?;
        Ok(Outcome::Done)
    }
}

/// Part by part, so that whoever records a visit meanwhile does not wait for thousands of others. A worker that takes over
/// begins anew: what is in line stays as it is.
pub(crate) async fn bring_everybody_in_line(cx: &Context) -> Result<()> {
    let parts = plan::in_parts(&cx.read().await?).await?;
    for part in parts {
        let tx = cx.tx().await?;
        plan::bring_in_line(&tx, &part).await?;
        tx.commit().await?;
    }
    Ok(())
}
