//! What goes with a letter.

use mulin_entity::{
    kernel::{Job, Language, Result, Tx},
    notifications::{ledger::Draft, writing::Enclosure},
    reports::{
        job::{Monthly, Weekly},
        papers,
    },
};

/// The files that go with a message: made anew at each try, from what was kept when the message was asked for, so that all copies are equal.
pub(super) async fn of(tx: &Tx, draft: &Draft, language: Language) -> Result<Vec<Enclosure>> {
    match draft.template.as_str() {
        Weekly::KIND | Monthly::KIND if draft.test.is_none() => papers::enclosed(tx, &draft.facts, language).await,
        _ => Ok(Vec::new()),
    }
}
