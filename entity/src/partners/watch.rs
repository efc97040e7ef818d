//! Who did not answer, and who did not come: looked at when a clock runs out.

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    figures, job,
    notices::{self, News},
    query,
    whistle::{self, Stage},
    whistle_call::{self, State},
};
use crate::kernel::{Result, Tx};

/// Has the whistle looked at when its next clock runs out.
pub(super) async fn set(tx: &Tx, whistle: Uuid) -> Result<()> {
    let calls = query::calls(tx, whistle).await?;
    match calls.iter().filter_map(|(call, _)| next(call)).min() {
        Some(at) => tx.enqueue_at(&job::Watch { whistle }, at).await,
        None => Ok(()),
    }
}

/// When the next clock of a call runs out.
fn next(call: &whistle_call::Model) -> Option<chrono::DateTime<chrono::Utc>> {
    let silent = (call.state == State::Called && call.silent_at.is_none()).then_some(call.answer_by);
    let missed = (matches!(call.state, State::Called | State::Answered) && call.missed_at.is_none()).then_some(call.arrive_by);
    silent.into_iter().chain(missed).min()
}

/// Notes and tells which clocks have run out, each once; those who are late may still come.
pub async fn look(tx: &Tx, id: Uuid) -> Result<()> {
    let Some(whistle) = tx.try_get::<whistle::Entity>(id).await?.filter(|whistle| whistle.stage == Stage::Blown) else {
        return Ok(());
    };
    for (call, unit) in query::calls(tx, id).await? {
        let still = matches!(call.state, State::Called | State::Answered);
        let silent = call.state == State::Called && call.silent_at.is_none() && call.answer_by <= tx.now();
        let missed = still && call.missed_at.is_none() && call.arrive_by <= tx.now();
        let mut row = whistle_call::ActiveModel { id: Set(call.id), ..Default::default() };
        if silent {
            row.silent_at = Set(Some(tx.now()));
        }
        if missed {
            row.missed_at = Set(Some(tx.now()));
        }
        if silent || missed {
            tx.update(row).await?;
            let news = if missed { News::Missed(&call) } else { News::Silent(&call) };
            notices::tell_unit(tx, &whistle, &unit, news).await?;
            notices::tell_office(tx, &whistle, &unit, news).await?;
            figures::mark(tx, tx.now()).await?;
        }
    }
    set(tx, id).await
}
