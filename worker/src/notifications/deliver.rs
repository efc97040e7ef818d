//! Delivers one message: written down as begun, handed over, written down as ended.

use mulin_entity::{
    kernel::{Result, breakpoint},
    notifications::job::Deliver,
};

use super::{compose::Load, desk::Start, tally};
use crate::{Context, Handle, Outcome, Turn};

#[async_trait::async_trait]
impl Handle for Deliver {
    // It waits for the desk, and for the other side.
    const TURN: Turn = Turn::Waiting;

    async fn handle(self, cx: &Context) -> Result<Outcome> {
        let begun = match cx.desk.begin(cx, self.message).await? {
            Start::Begun(begun) => begun,
            Start::Over(outcome) => return Ok(outcome),
        };
        breakpoint::passed("deliver.begun");
        let verdict = match &begun.load {
            Load::Letter(letter) => cx.world.post.mailer.send(letter).await,
            Load::Note(carrier, note) => cx.world.carriers.send(cx.db.clock(), carrier, note).await,
        };
        breakpoint::passed("deliver.answered");
        tally::ended(begun.way, &verdict);
        cx.desk.end(cx, begun, verdict).await
    }
}
