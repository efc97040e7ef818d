//! Takes the rows of a spreadsheet into a ledger.

use mulin_entity::{
    kernel::{Job, Result, Scope},
    ledgers::{import, job::ImportRows},
};

use crate::{Context, Handle, Outcome, people::import::drive};

#[async_trait::async_trait]
impl Handle for ImportRows {
    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let scope = Scope::job(cx.community(), Self::KIND);
        drive(cx, self.import, import::prepare(&cx.db, &scope, self.import)).await
    }
}
