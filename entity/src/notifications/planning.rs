//! Brings together what the next step of a message depends on, and counts what is sent.

use chrono::NaiveDate;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use super::{
    Reader,
    ledger::{self, Draft},
    policy, preferences,
    rules::{
        plan::{self, Next, Situation, Way, Wish},
        policy::Policy,
    },
    send_count, topic,
};
use crate::{
    calendar::local,
    kernel::{Result, Tx},
};

/// A decision with what it was based on.
#[derive(Debug)]
pub struct Plan {
    /// What is done next.
    pub next: Next,
    /// The community's decisions.
    pub policy: Policy,
    day: NaiveDate,
}

/// What is done next about `draft`.
pub async fn plan(tx: &Tx, draft: &Draft, reader: &Reader, open: &[Way]) -> Result<Plan> {
    let zone = local::zone(&reader.zone);
    let (topic, day, member) = (topic::of(&draft.template), local::day_of(zone, tx.now()), draft.to.member());
    // Invitations and resets hang on nobody's decisions.
    let free = topic == topic::ACCOUNT;
    let policy = if free { Policy::default() } else { policy::read(tx).await? };
    let wish = match draft.to.reader() {
        Some(reader) if !free => preferences::wish(tx, reader, topic).await?,
        _ => Wish::default(),
    };
    let counted = |who: Option<Uuid>| async move { if draft.urgent { Ok(0) } else { sent(tx, day, who).await } };
    let situation = Situation {
        now: tx.now(),
        zone,
        policy: &policy,
        topic,
        urgent: draft.urgent,
        member,
        wish: &wish,
        open,
        tried: &draft.tried,
        got_today: counted(member).await?,
        sent_today: counted(policy.daily_quota.map(|_| tx.community())).await?,
    };
    let next = plan::next(&situation);
    if draft.urgent && draft.tried.is_empty() && policy.quiet.end(zone, tx.now()).is_some() && matches!(next, Next::Send(_)) {
        ledger::note_step(tx, draft.id, "bypassed", Some("urgent"), None).await?;
    }
    Ok(Plan { next, policy, day })
}

/// Counts a message that goes out, the first time that it does.
pub async fn count(tx: &Tx, plan: &Plan, draft: &Draft) -> Result<()> {
    if !draft.tried.is_empty() {
        return Ok(());
    }
    if let Some(member) = draft.to.member().filter(|_| !draft.urgent) {
        add(tx, plan.day, member).await?;
    }
    if plan.policy.daily_quota.is_some() {
        add(tx, plan.day, tx.community()).await?;
    }
    Ok(())
}

async fn sent(tx: &Tx, day: NaiveDate, who: Option<Uuid>) -> Result<i64> {
    let Some(who) = who else { return Ok(0) };
    let row = tx.find::<send_count::Entity>().filter(send_count::Column::Day.eq(day)).filter(send_count::Column::ReaderId.eq(who));
    Ok(row.one(tx.conn()).await?.map_or(0, |row| row.sent))
}

async fn add(tx: &Tx, day: NaiveDate, who: Uuid) -> Result<()> {
    let row = send_count::ActiveModel {
        community_id: Set(tx.community()),
        id: Set(tx.new_id()),
        day: Set(day),
        reader_id: Set(who),
        sent: Set(1),
    };
    let key = [send_count::Column::CommunityId, send_count::Column::Day, send_count::Column::ReaderId];
    let one_more = OnConflict::columns(key)
        .value(send_count::Column::Sent, Expr::col((send_count::Entity, send_count::Column::Sent)).add(1))
        .to_owned();
    send_count::Entity::insert(row).on_conflict(one_more).exec_without_returning(tx.conn()).await?;
    Ok(())
}
