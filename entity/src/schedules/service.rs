//! A community's own times: see them, change them, pause them, have one happen now.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict};
use serde_json::json;
use uuid::Uuid;

use super::rules::{Misfire, messages_of};
use crate::{
    calendar::{local, query::own_calendar, rule},
    kernel::{
        Result, Tx,
        queue::{Asked, schedule, schedule_fire},
    },
    notifications::{query::asked_by, topic},
    tenancy::community,
};

/// What is to be different.
#[derive(Debug, Default)]
pub struct Change {
    /// When, such as `08:00 workdays`, `Mon 07:30`, `Mon 07:30 workdays` or five cron fields.
    pub rule: Option<String>,
    /// Whether it rests.
    pub paused: Option<bool>,
    /// What happens to instants that were missed: `skip`, `once`, `all` or `all 7`.
    pub misfire: Option<String>,
}

/// One schedule with what comes and what was.
#[derive(Debug)]
pub struct Detail {
    /// Itself.
    pub row: schedule::Model,
    /// The next instants by its rule, the earliest first; none while it rests.
    pub upcoming: Vec<DateTime<Utc>>,
    /// The last instants and what became of them, the newest first.
    pub firings: Vec<Firing>,
}

/// An instant that has come.
#[derive(Debug)]
pub struct Firing {
    /// What became of it.
    pub row: schedule_fire::Model,
    /// To how many messages it led; none where messages do not name what asked for them.
    pub messages: Option<usize>,
}

/// How many instants are told in advance.
const UPCOMING: usize = 5;
/// How many past instants are told.
const FIRINGS: u64 = 20;

/// Gives the community those of `times` (kind of job and rule) that it does not have yet. Of missed firings one is made up for: a digest
/// of yesterday helps nobody.
pub async fn ensure(tx: &Tx, times: &[(&str, &str)]) -> Result<()> {
    let known = list(tx).await?;
    for (kind, rule) in times.iter().filter(|(kind, _)| !known.iter().any(|known| known.kind == *kind)) {
        let zone = tx.get::<community::Entity>(tx.community()).await?.zone;
        let row = schedule::ActiveModel {
            kind: Set((*kind).to_owned()),
            rule: Set((*rule).to_owned()),
            next_at: Set(next_of(tx, rule, &zone).await?),
            zone: Set(zone),
            last_at: Set(None),
            misfire: Set("once".to_owned()),
            paused: Set(false),
            ..Default::default()
        };
        tx.insert(row).await?;
    }
    Ok(())
}

/// The community's schedules.
pub async fn list(tx: &Tx) -> Result<Vec<schedule::Model>> {
    Ok(tx.find::<schedule::Entity>().order_by_asc(schedule::Column::Kind).all(tx.conn()).await?)
}

/// One schedule, its next and its last instants.
pub async fn show(tx: &Tx, id: Uuid) -> Result<Detail> {
    let row = tx.get::<schedule::Entity>(id).await?;
    let (calendar, zone) = (own_calendar(tx).await?, local::zone(&row.zone));
    let rule = row.rule.parse::<rule::Rule>()?;
    let upcoming = std::iter::successors(row.next_at, |instant| rule.next_after(zone, *instant, &calendar));
    Ok(Detail { upcoming: upcoming.take(UPCOMING).collect(), firings: firings(tx, &row).await?, row })
}

/// When a rule that is only thought of would have something happen, the earliest first.
pub async fn upcoming(tx: &Tx, rule: &str) -> Result<Vec<DateTime<Utc>>> {
    let rule = rule.parse::<rule::Rule>()?;
    let (calendar, zone) = (own_calendar(tx).await?, local::zone(&tx.get::<community::Entity>(tx.community()).await?.zone));
    let after = |instant: &DateTime<Utc>| rule.next_after(zone, *instant, &calendar);
    Ok(std::iter::successors(after(&tx.now()), after).take(UPCOMING).collect())
}

async fn firings(tx: &Tx, row: &schedule::Model) -> Result<Vec<Firing>> {
    let fires = tx.find::<schedule_fire::Entity>().filter(schedule_fire::Column::Schedule.eq(row.id.to_string()));
    let fires = fires.order_by_desc(schedule_fire::Column::PlannedAt).limit(FIRINGS).all(tx.conn()).await?;
    // The message of a schedule that is itself a topic names it as what asked for it.
    let since = fires.iter().map(|fire| fire.fired_at).min().filter(|_| topic::named(&row.kind).is_some());
    let asked = match since {
        Some(since) => Some(asked_by(tx, &row.kind, since).await?),
        None => None,
    };
    let fired: Vec<_> = fires.iter().filter(|fire| fire.outcome != "skipped").map(|fire| fire.fired_at).collect();
    let messages = |fire: &schedule_fire::Model| match fire.outcome.as_str() {
        "skipped" => None,
        _ => asked.as_ref().map(|asked| messages_of(fire.fired_at, &fired, asked)),
    };
    Ok(fires.into_iter().map(|row| Firing { messages: messages(&row), row }).collect())
}

/// Changes one. The next instant counts from now: what was missed while it rested stays missed.
pub async fn change(tx: &Tx, id: Uuid, change: Change) -> Result<schedule::Model> {
    let row = tx.get::<schedule::Entity>(id).await?;
    let text = change.rule.map_or_else(|| Ok(row.rule.clone()), |text| text.parse::<rule::Rule>().map(|rule| rule.to_string()))?;
    let paused = change.paused.unwrap_or(row.paused);
    let misfire =
        change.misfire.map_or_else(|| Ok(row.misfire.clone()), |words| words.parse::<Misfire>().map(|misfire| misfire.to_string()))?;
    let next = next_of(tx, &text, &row.zone).await?;
    tx.audit("schedules.change", "schedule", id, json!({ "kind": row.kind, "rule": text, "paused": paused, "misfire": misfire })).await?;
    let next_at = if paused { None } else { next };
    let changed = schedule::ActiveModel {
        id: Set(id),
        rule: Set(text),
        paused: Set(paused),
        misfire: Set(misfire),
        next_at: Set(next_at),
        ..Default::default()
    };
    tx.update(changed).await
}

async fn next_of(tx: &Tx, text: &str, zone: &str) -> Result<Option<DateTime<Utc>>> {
    let calendar = own_calendar(tx).await?;
    rule::next_after(text, local::zone(zone), tx.now(), &calendar)
}

/// Has it happen now, besides its own times.
pub async fn run_now(tx: &Tx, id: Uuid) -> Result<()> {
    let row = tx.get::<schedule::Entity>(id).await?;
    tx.audit("schedules.run", "schedule", id, json!({ "kind": row.kind })).await?;
    let asked = schedule_fire::ActiveModel {
        community_id: Set(tx.community()),
        schedule: Set(id.to_string()),
        planned_at: Set(tx.now()),
        fired_at: Set(tx.now()),
        outcome: Set("asked".to_owned()),
    };
    // Asked twice in the same instant, it happens once.
    schedule_fire::Entity::insert(asked).on_conflict(OnConflict::new().do_nothing().to_owned()).exec_without_returning(tx.conn()).await?;
    tx.unit().pending().ask(Asked::planned(tx.community(), &row.kind, tx.now(), tx.now()));
    Ok(())
}
