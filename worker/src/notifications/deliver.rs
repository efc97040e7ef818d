//! Delivers one message: written down as begun, handed over, written down as ended.

use mulin_entity::{kernel::Result, notifications::job::Deliver};

use super::{compose::Load, desk::Start};
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
        let verdict = match &begun.load {
            Load::Letter(letter) => cx.world.post.mailer.send(letter).await,
            Load::Note(carrier, note) => cx.world.carriers.send(cx.db.clock(), carrier, note).await,
        };
        cx.desk.end(cx, begun, verdict).await
    }
}
