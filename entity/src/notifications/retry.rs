//! Sending again what was given up: a message whose job was buried waits for somebody who has mended what kept it.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{job::Deliver, ledger, message};
use crate::kernel::{Failure, Kind, Result, Tx, queue::graveyard};

/// Why a message waits for somebody to mend something.
const STALLED: [&str; 2] = ["tried_too_often", "cannot_be_written"];

/// Whether the message waits for somebody who says that it be sent again.
pub fn is_stalled(message: &message::Model) -> bool {
    message.state == message::State::Queued && message.reason.as_deref().is_some_and(|reason| STALLED.contains(&reason))
}

/// Has a message sent again that was given up. Asked twice, or of a message that is on its way, it goes out once; one that has come to its
/// end is not sent again.
pub async fn retry(tx: &Tx, id: Uuid) -> Result<()> {
    let row = tx.get::<message::Entity>(id).await?;
    if row.state.is_final() {
        return Err(Failure::new(Kind::Conflict, "notifications.is_over"));
    }
    let waits = tx.update_many::<message::Entity>().filter(message::Column::Id.eq(id)).filter(message::Column::Reason.is_in(STALLED));
    let waits = waits.filter(message::Column::State.eq(message::State::Queued));
    let freed = waits.set(message::ActiveModel { reason: Set(None), ..Default::default() }).exec(tx.conn()).await?;
    if freed.rows_affected == 1 {
        graveyard::ask_again(tx, &Deliver { message: id }).await?;
        ledger::note_step(tx, id, "sent_again", row.reason.as_deref(), None).await?;
        tx.audit("notifications.retry", "message", id, json!({ "rule": row.rule, "reason": row.reason })).await?;
    }
    Ok(())
}
