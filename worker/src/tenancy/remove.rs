//! Removes a community for good.

use mulin_entity::{
    kernel::Result,
    tenancy::{job::Remove, removal},
};

use crate::{Context, Handle, Outcome};

#[async_trait::async_trait]
impl Handle for Remove {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        removal::remove(&cx.db, self.community).await?;
        Ok(Outcome::Done)
    }
}
