//! The delivery ledger: a try is written down before it is made, so that a worker that vanishes leaves a trace of what it may have sent.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DerivePartialModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::SimpleExpr,
};
use uuid::Uuid;

use super::{
    Reader, Recipient, delivery, message, message_step, query,
    rules::{
        MOST_DOUBTS, mask_address,
        plan::{Tried, Way},
        without_secrets,
    },
    test_send::TestSend,
};
use crate::kernel::{Failure, Result, Tx, db::among};

/// A message that is to be sent now.
#[derive(Debug)]
pub struct Draft {
    /// The message.
    pub id: Uuid,
    /// Its template.
    pub template: String,
    /// To whom.
    pub to: Recipient,
    /// What the template is filled with.
    pub facts: serde_json::Value,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Whether it cannot wait.
    pub urgent: bool,
    /// Whether it waited before.
    pub was_held: bool,
    /// What was tried, the first one first.
    pub tried: Vec<Tried>,
    /// Whether a try was found just now that a worker began and nobody ended.
    pub found_doubt: bool,
    /// The channels that did not take it, the last one last.
    pub failed_providers: Vec<Uuid>,
    /// What it tests; none for a real message.
    pub test: Option<TestSend>,
    last_reason: Option<String>,
    attempt: i32,
    doubts: usize,
}

/// A letter's words, as the ledger keeps them.
#[derive(Debug)]
pub struct Words<'a> {
    /// By which way they go.
    pub way: Way,
    /// The channel that carries them; none for mail.
    pub provider: Option<Uuid>,
    /// The address, masked.
    pub address_masked: String,
    /// The subject line.
    pub subject: &'a str,
    /// The body.
    pub text: &'a str,
    /// The version of the community's own words; none for the built-in ones.
    pub wording: Option<String>,
}

/// How a try ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The channel took it, under this reference.
    Accepted(String),
    /// The channel refused it for good.
    Rejected(String),
    /// The channel asked to try later.
    Deferred(String),
    /// Nobody knows.
    InDoubt(String),
}

impl End {
    fn without_another_try(&self) -> message::State {
        match self {
            Self::InDoubt(_) => message::State::InDoubt,
            Self::Accepted(_) | Self::Rejected(_) | Self::Deferred(_) => message::State::Rejected,
        }
    }
}

/// What follows from how a try ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Nothing: this is its end.
    Done,
    /// The same way again, later.
    Again,
    /// Another way, at once.
    Onward,
}

/// A try that has come to its end.
#[derive(Debug, Clone, Copy)]
pub struct Ended<'a> {
    /// The message, as it was when the try began.
    pub draft: &'a Draft,
    /// The try.
    pub delivery: Uuid,
    /// Its end.
    pub end: &'a End,
}

/// What is known of a try; what it said is none of it.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "delivery::Entity")]
struct Known {
    id: Uuid,
    message_id: Uuid,
    channel: String,
    provider_id: Option<Uuid>,
    state: delivery::State,
    reason: Option<String>,
    attempt: i32,
    reference: Option<String>,
}

/// What is to be sent of some messages now; those that have come to their end are not among it. A try that was begun and has no end
/// belongs to a worker that vanished: it is in doubt from now on.
pub async fn drafts(tx: &Tx, ids: &[Uuid]) -> Result<Vec<Draft>> {
    let among_them = |column: SimpleExpr| among(tx.conn().get_database_backend(), column, ids);
    // Locked, tries before messages as everywhere: a receipt may come in the same instant.
    let tries = tx.find::<delivery::Entity>().filter(among_them(delivery::Column::MessageId.into_expr()));
    let tries = tries.order_by_asc(delivery::Column::Attempt).order_by_asc(delivery::Column::Id).lock_exclusive();
    let mut tries_of: HashMap<Uuid, Vec<Known>> = HashMap::new();
    for earlier in tries.into_partial_model::<Known>().all(tx.conn()).await? {
        tries_of.entry(earlier.message_id).or_default().push(earlier);
    }
    let rows = lock(tx, ids).all(tx.conn()).await?;
    let mut drafts = Vec::with_capacity(rows.len());
    for row in rows.into_iter().filter(|row| !row.state.is_final()) {
        let tries = tries_of.remove(&row.id).unwrap_or_default();
        drafts.extend(draft(tx, row, tries).await?);
    }
    Ok(drafts)
}

/// Messages as they are, and as they stay until this unit of work ends.
fn lock(tx: &Tx, ids: &[Uuid]) -> Select<message::Entity> {
    let these = among(tx.conn().get_database_backend(), message::Column::Id.into_expr(), ids);
    tx.find::<message::Entity>().filter(these).order_by_asc(message::Column::Id).lock_exclusive()
}

async fn draft(tx: &Tx, row: message::Model, mut tries: Vec<Known>) -> Result<Option<Draft>> {
    let found_doubt = tries.iter().any(|earlier| earlier.state == delivery::State::Sending);
    for earlier in tries.iter_mut().filter(|earlier| earlier.state == delivery::State::Sending) {
        earlier.state = delivery::State::InDoubt;
        let vanished = joined(tx, earlier.clone(), delivery::State::InDoubt, Some("worker_vanished".to_owned()), None);
        tx.update(vanished).await?;
    }
    let doubts = tries.iter().filter(|earlier| earlier.state == delivery::State::InDoubt).count();
    let tried = tries.iter().filter_map(|earlier| Some(Tried { way: Way::named(&earlier.channel)?, state: earlier.state }));
    let test: Option<TestSend> = row.test_send.clone().map(serde_json::from_value).transpose()?;
    if doubts >= MOST_DOUBTS || (test.is_some() && doubts > 0) {
        note(tx, row.id, message::State::InDoubt, Some("worker_vanished".to_owned())).await?;
        return Ok(None);
    }
    Ok(Some(Draft {
        id: row.id,
        facts: query::facts(tx, &row)?,
        to: serde_json::from_value(row.recipient)?,
        template: row.template,
        asked_at: row.created_at,
        urgent: row.urgency == "urgent",
        was_held: row.held_until.is_some(),
        tried: tried.collect(),
        found_doubt,
        failed_providers: tries.iter().filter_map(|earlier| earlier.provider_id).collect(),
        test,
        last_reason: tries.last().and_then(|last| last.reason.clone()),
        attempt: tries.last().map_or(0, |last| last.attempt) + 1,
        doubts,
    }))
}

/// What is to be written down of messages that are handed over now.
#[derive(Default)]
pub struct Begun {
    deliveries: Vec<delivery::ActiveModel>,
    messages: Vec<message::ActiveModel>,
}

impl Begun {
    /// Adds a message; answers its try.
    pub async fn add(&mut self, tx: &Tx, draft: &Draft, reader: &Reader, words: &Words<'_>) -> Result<Uuid> {
        let id = tx.new_id();
        let body = without_secrets(words.text, &draft.facts);
        self.deliveries.push(delivery::ActiveModel {
            id: Set(id),
            message_id: Set(draft.id),
            channel: Set(words.way.word().to_owned()),
            provider_id: Set(words.provider),
            address_masked: Set(words.address_masked.clone()),
            recipient_name: Set(reader.name.clone()),
            subject: Set(words.subject.to_owned()),
            body: Set(tx.seal("delivery", "body", id, &body)?),
            wording: Set(words.wording.clone()),
            test: Set(draft.test.is_some()),
            state: Set(delivery::State::Sending),
            reason: Set(None),
            attempt: Set(draft.attempt),
            reference: Set(None),
            at: Set(tx.now()),
            settled_at: Set(None),
            ..Default::default()
        });
        self.messages.push(message::ActiveModel {
            id: Set(draft.id),
            state: Set(message::State::Sending),
            recipient_name: Set(Some(reader.name.clone())),
            address_masked: Set(Some(words.address_masked.clone())),
            subject: Set(Some(words.subject.to_owned())),
            ..Default::default()
        });
        if draft.tried.last().is_some_and(|last| last.way != words.way) {
            note_step(tx, draft.id, "fell_back", Some(words.way.word()), None).await?;
        }
        Ok(id)
    }

    /// Writes it down. Commit before handing anything over.
    pub async fn write(self, tx: &Tx) -> Result<()> {
        tx.insert_many(self.deliveries).await?;
        tx.update_each(self.messages).await
    }
}

/// Writes down how tries ended, and says what follows from each.
pub async fn end(tx: &Tx, ended: &[Ended<'_>]) -> Result<Vec<Then>> {
    let ids: Vec<Uuid> = ended.iter().map(|ended| ended.delivery).collect();
    // Locked: a receipt may come in the same instant.
    let known = tx
        .find::<delivery::Entity>()
        .filter(among(tx.conn().get_database_backend(), delivery::Column::Id.into_expr(), &ids))
        .order_by_asc(delivery::Column::Id)
        .lock_exclusive()
        .into_partial_model::<Known>()
        .all(tx.conn())
        .await?;
    let mut known: HashMap<Uuid, Known> = known.into_iter().map(|row| (row.id, row)).collect();
    let messages: Vec<Uuid> = ended.iter().map(|ended| ended.draft.id).collect();
    let states = lock(tx, &messages).select_only().columns([message::Column::Id, message::Column::State]);
    let states: Vec<(Uuid, message::State)> = states.into_tuple().all(tx.conn()).await?;
    let over: HashSet<Uuid> = states.into_iter().filter(|(_, state)| state.is_final()).map(|(id, _)| id).collect();
    let (mut tries, mut changed, mut follows) = (Vec::new(), Vec::new(), Vec::new());
    for Ended { draft, delivery, end } in ended {
        let known = known.remove(delivery).ok_or_else(Failure::not_found)?;
        let (news, reason, reference) = match end {
            End::Accepted(reference) => (delivery::State::Accepted, None, Some(reference.clone())),
            End::Rejected(reason) => (delivery::State::Rejected, Some(reason.clone()), None),
            End::Deferred(reason) => (delivery::State::Deferred, Some(reason.clone()), None),
            End::InDoubt(reason) => (delivery::State::InDoubt, Some(reason.clone()), None),
        };
        let (state, then) = follow(draft, end, known.state.join(news));
        tries.push(joined(tx, known, news, reason.clone(), reference));
        // It has arrived by another way meanwhile, and stays there.
        if over.contains(&draft.id) {
            follows.push(Then::Done);
            continue;
        }
        changed.push(message::ActiveModel { id: Set(draft.id), state: Set(state), reason: Set(reason), ..Default::default() });
        follows.push(then);
    }
    tx.update_each(tries).await?;
    tx.update_each(changed).await?;
    Ok(follows)
}

/// How far a message is whose try ended like that, and what follows.
fn follow(draft: &Draft, end: &End, known: delivery::State) -> (message::State, Then) {
    let (state, then) = match known {
        delivery::State::Delivered => (message::State::Delivered, Then::Done),
        delivery::State::Accepted => (message::State::Accepted, Then::Done),
        delivery::State::Rejected | delivery::State::Bounced => (message::State::Queued, Then::Onward),
        delivery::State::InDoubt if draft.doubts + 1 >= MOST_DOUBTS => (message::State::InDoubt, Then::Done),
        delivery::State::Sending | delivery::State::InDoubt | delivery::State::Deferred => (message::State::Queued, Then::Again),
    };
    // A test has one try: whoever asked for it waits for the answer.
    match then {
        Then::Again | Then::Onward if draft.test.is_some() => (end.without_another_try(), Then::Done),
        _ => (state, then),
    }
}

/// The message is not sent, for `reason`.
pub async fn suppress(tx: &Tx, draft: &Draft, reason: &str) -> Result<()> {
    note_step(tx, draft.id, "dropped", Some(reason), None).await?;
    note(tx, draft.id, message::State::Suppressed, Some(reason.to_owned())).await
}

/// A message that waits is not sent any more, for `reason`; answers whether it still waited.
pub(super) async fn drop_queued(tx: &Tx, id: Uuid, reason: &str) -> Result<bool> {
    let row = message::ActiveModel { state: Set(message::State::Suppressed), reason: Set(Some(reason.to_owned())), ..Default::default() };
    let waits =
        tx.update_many::<message::Entity>().filter(message::Column::Id.eq(id)).filter(message::Column::State.eq(message::State::Queued));
    let dropped = waits.set(row).exec(tx.conn()).await?.rows_affected == 1;
    if dropped {
        note_step(tx, id, "dropped", Some(reason), None).await?;
    }
    Ok(dropped)
}

/// Every way was tried, and none took it.
pub async fn give_up(tx: &Tx, draft: &Draft) -> Result<()> {
    note(tx, draft.id, message::State::Rejected, draft.last_reason.clone()).await
}

/// The message waits until `until`, for `reason`.
pub async fn put_off(tx: &Tx, draft: &Draft, reader: &Reader, subject: &str, until: DateTime<Utc>, reason: &str) -> Result<()> {
    note_step(tx, draft.id, "held", Some(reason), Some(until)).await?;
    let row = message::ActiveModel {
        id: Set(draft.id),
        held_until: Set(Some(until)),
        reason: Set(Some(reason.to_owned())),
        recipient_name: Set(Some(reader.name.clone())),
        address_masked: Set(Some(mask_address(&reader.email))),
        subject: Set(Some(subject.to_owned())),
        ..Default::default()
    };
    tx.update(row).await?;
    Ok(())
}

/// The message waits until `until` for room on the ways that lead to its reader.
pub async fn note_wait(tx: &Tx, draft: &Draft, until: DateTime<Utc>) -> Result<()> {
    note_step(tx, draft.id, "held", Some("limited"), Some(until)).await
}

/// A test is not made before `until`: its channel has no room until then, or rests.
pub async fn limit_test(tx: &Tx, draft: &Draft, until: DateTime<Utc>) -> Result<()> {
    tx.update(message::ActiveModel { id: Set(draft.id), held_until: Set(Some(until)), ..Default::default() }).await?;
    note(tx, draft.id, message::State::Suppressed, Some("limited".to_owned())).await
}

/// The message waits for somebody to mend what keeps it from being sent; its job is buried until then.
pub async fn stall(tx: &Tx, draft: &Draft, reason: &str) -> Result<()> {
    note(tx, draft.id, message::State::Queued, Some(reason.to_owned())).await
}

/// Adds a decision to the message's story.
pub(super) async fn note_step(tx: &Tx, message: Uuid, step: &str, reason: Option<&str>, until: Option<DateTime<Utc>>) -> Result<()> {
    let before = tx.find::<message_step::Entity>().filter(message_step::Column::MessageId.eq(message)).count(tx.conn()).await?;
    let row = message_step::ActiveModel {
        message_id: Set(message),
        number: Set(i64::try_from(before).unwrap_or(i64::MAX)),
        at: Set(tx.now()),
        step: Set(step.to_owned()),
        reason: Set(reason.map(str::to_owned)),
        until: Set(until),
        ..Default::default()
    };
    tx.insert(row).await?;
    Ok(())
}

/// What is known of a try, with `news` added: a receipt may have come before the answer.
fn joined(tx: &Tx, known: Known, news: delivery::State, reason: Option<String>, reference: Option<String>) -> delivery::ActiveModel {
    let state = known.state.join(news);
    delivery::ActiveModel {
        id: Set(known.id),
        state: Set(state),
        reason: Set(if state == news { reason } else { known.reason }),
        reference: Set(reference.or(known.reference)),
        settled_at: Set(Some(tx.now())),
        ..Default::default()
    }
}

async fn note(tx: &Tx, message: Uuid, state: message::State, reason: Option<String>) -> Result<()> {
    tx.update(message::ActiveModel { id: Set(message), state: Set(state), reason: Set(reason), ..Default::default() }).await?;
    Ok(())
}
