//! The communities' own times: those that have come are fanned out a batch at a time, so that a hundred thousand communities at eight
//! o'clock take no more memory than ten. The ledger row of each planned instant and its job are written in one transaction.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    str::FromStr,
};

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LockBehavior, LockType},
};
use uuid::Uuid;

use super::{
    lag,
    rules::{Misfire, come_by, to_fire},
};
use crate::{
    calendar::{WorkCalendar, local, query::calendars, rule::Rule},
    kernel::{
        Db, Result, SystemTx, Why,
        db::among,
        queue::{Asked, schedule, schedule_fire},
        rest,
    },
};

/// How many schedules are fanned out in one transaction.
const BATCH: u64 = 500;
/// How many batches one tick takes; whoever comes later takes the rest.
const BATCHES: usize = 20;

/// Fans out the schedules whose next instant has come; answers how many there were.
pub async fn fan_out(db: &Db) -> Result<usize> {
    let mut total = 0;
    for _ in 0..BATCHES {
        let advanced = batch(db).await?;
        total += advanced;
        if (advanced as u64) < BATCH {
            break;
        }
    }
    Ok(total)
}

async fn batch(db: &Db) -> Result<usize> {
    // Most ticks find nothing, and need not write to find out.
    if due(&db.system_read(Why::Timetable).await?, 1, false).await?.is_empty() {
        return Ok(0);
    }
    let sys = db.system(Why::Timetable).await?;
    let rows = due(&sys, BATCH, true).await?;
    let communities: Vec<Uuid> = rows.iter().map(|row| row.community_id).collect();
    let calendars = calendars(&sys, &communities).await?;
    let (now, published) = (sys.now(), WorkCalendar::default());
    let (mut firings, mut moves, mut common) = (Vec::new(), BTreeMap::<_, Vec<(Uuid, Uuid)>>::new(), HashMap::new());
    for row in &rows {
        let Some(planned) = row.next_at else { continue };
        let times = match calendars.get(&row.community_id) {
            Some(own) => Times::of(row, planned, now, own),
            // Most communities live by the published calendar, and many of them by the same rules.
            None => common.entry((&row.rule, &row.zone, planned)).or_insert_with(|| Times::of(row, planned, now, &published)).clone(),
        };
        let chosen = to_fire(&times.come, now, row.misfire.parse().unwrap_or(Misfire::Once));
        firings.extend(times.come.into_iter().map(|planned| Firing { row, planned, fires: chosen.contains(&planned) }));
        moves.entry((times.next, planned)).or_default().push((row.community_id, row.id));
    }
    fire(&sys, firings).await?;
    for ((next, planned), whose) in moves {
        advance(&sys, next, planned, &whose).await?;
    }
    sys.commit().await?;
    Ok(rows.len())
}

/// Schedules whose instant has come; locked, they are left to whoever has them: each is advanced by one tick only.
async fn due(sys: &SystemTx, most: u64, locked: bool) -> Result<Vec<schedule::Model>> {
    let mut due = sys
        .find::<schedule::Entity>()
        .filter(schedule::Column::NextAt.lte(sys.now()))
        .filter(schedule::Column::Paused.eq(false))
        .filter(schedule::Column::CommunityId.not_in_subquery(rest::resting()))
        .order_by_asc(schedule::Column::NextAt)
        .limit(most);
    if locked {
        due = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    Ok(due.all(sys.conn()).await?)
}

/// The instants of a schedule that have come, and its next one.
#[derive(Clone, Default)]
struct Times {
    come: Vec<DateTime<Utc>>,
    next: Option<DateTime<Utc>>,
}

impl Times {
    fn of(row: &schedule::Model, planned: DateTime<Utc>, now: DateTime<Utc>, calendar: &WorkCalendar) -> Self {
        let zone = local::zone(&row.zone);
        match Rule::from_str(&row.rule) {
            Ok(rule) => {
                let (come, next) = come_by(planned, now, |instant| rule.next_after(zone, instant, calendar));
                Self { come, next }
            }
            Err(error) => {
                tracing::warn!(schedule = %row.id, %error, "a schedule's rule cannot be read; it rests");
                Self::default()
            }
        }
    }
}

/// One instant of one schedule that has come.
struct Firing<'a> {
    row: &'a schedule::Model,
    planned: DateTime<Utc>,
    fires: bool,
}

/// Writes down the instants that the ledger does not have yet, and asks for their jobs. Nobody else writes them: their schedules are
/// locked. If somebody did all the same, the ledger's key would undo this whole batch.
async fn fire(sys: &SystemTx, firings: Vec<Firing<'_>>) -> Result<()> {
    let Some(first) = firings.iter().map(|firing| firing.planned).min() else { return Ok(()) };
    let schedules: HashSet<String> = firings.iter().map(|firing| firing.row.id.to_string()).collect();
    let communities: HashSet<Uuid> = firings.iter().map(|firing| firing.row.community_id).collect();
    let communities: Vec<Uuid> = communities.into_iter().collect();
    let backend = sys.conn().get_database_backend();
    let known: HashSet<(String, DateTime<Utc>)> = sys
        .find::<schedule_fire::Entity>()
        .filter(among(backend, Expr::col((schedule_fire::Entity, schedule_fire::Column::CommunityId)), &communities))
        .filter(schedule_fire::Column::PlannedAt.gte(first))
        .all(sys.conn())
        .await?
        .into_iter()
        .filter(|fire| schedules.contains(&fire.schedule))
        .map(|fire| (fire.schedule, fire.planned_at))
        .collect();
    let mut rows = Vec::new();
    for Firing { row, planned, fires } in firings {
        if known.contains(&(row.id.to_string(), planned)) {
            continue;
        }
        if fires {
            lag::note(sys.now() - planned);
            sys.unit().pending().ask(Asked::planned(row.community_id, &row.kind, planned, sys.now()));
        }
        rows.push(schedule_fire::ActiveModel {
            community_id: Set(row.community_id),
            schedule: Set(row.id.to_string()),
            planned_at: Set(planned),
            fired_at: Set(sys.now()),
            outcome: Set(if fires { "fired" } else { "skipped" }.to_owned()),
        });
    }
    for some in rows.chunks(1_000) {
        schedule_fire::Entity::insert_many(some.to_vec()).exec_without_returning(sys.conn()).await?;
    }
    Ok(())
}

/// Moves schedules that have the same times on together.
async fn advance(sys: &SystemTx, next: Option<DateTime<Utc>>, planned: DateTime<Utc>, whose: &[(Uuid, Uuid)]) -> Result<()> {
    let backend = sys.conn().get_database_backend();
    let (communities, ids): (Vec<Uuid>, Vec<Uuid>) = whose.iter().copied().unzip();
    schedule::Entity::update_many()
        .col_expr(schedule::Column::NextAt, next.into())
        .col_expr(schedule::Column::LastAt, Some(planned).into())
        .filter(among(backend, Expr::col(schedule::Column::CommunityId), &communities))
        .filter(among(backend, Expr::col(schedule::Column::Id), &ids))
        .exec(sys.conn())
        .await?;
    Ok(())
}
