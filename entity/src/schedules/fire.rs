//! Firing: the ledger row of the planned instant and its job are written in one transaction.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use croner::Cron;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict};
use uuid::Uuid;

use super::rules::{Misfire, come_by, to_fire};
use crate::{
    calendar::{query::own_calendar, rule},
    kernel::{
        Actor, Db, PLATFORM, Result, SystemTx, Why,
        queue::{Asked, schedule, schedule_fire},
        rest,
    },
};

/// How many schedules are fanned out in one transaction.
const BATCH: u64 = 200;

/// A line of the product's own timetable, in its own words.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// The kind of job that it asks for, and its name in the ledger.
    pub kind: &'static str,
    /// When, in five cron fields.
    pub cron: &'static str,
    /// The zone in which they are read.
    pub zone: Tz,
    /// What happens to instants that were missed.
    pub misfire: Misfire,
}

/// Fires every line whose instant has come.
pub async fn fire_lines(db: &Db, lines: &[(Line, Cron)]) -> Result<()> {
    let now = db.now();
    for (line, cron) in lines {
        let sys = db.system_read(Why::Timetable).await?;
        let last = last_planned(&sys, line.kind).await?;
        drop(sys);
        let next_after =
            |instant: DateTime<Utc>| cron.find_next_occurrence(&instant.with_timezone(&line.zone), false).ok().map(|next| next.to_utc());
        let Some(last) = last else {
            // Seen for the first time: its time begins now, and this too is written once.
            let sys = db.system(Why::Timetable).await?;
            note(&sys, PLATFORM, line.kind, now, "begun").await?;
            sys.commit().await?;
            continue;
        };
        let Some(first) = next_after(last).filter(|first| *first <= now) else { continue };
        let (come, _) = come_by(first, now, next_after);
        let sys = db.system(Why::Timetable).await?;
        fire(&sys, PLATFORM, line.kind, line.kind, &come, line.misfire).await?;
        sys.commit().await?;
    }
    Ok(())
}

async fn last_planned(sys: &SystemTx, schedule: &str) -> Result<Option<DateTime<Utc>>> {
    let row = sys
        .find::<schedule_fire::Entity>()
        .filter(schedule_fire::Column::CommunityId.eq(PLATFORM))
        .filter(schedule_fire::Column::Schedule.eq(schedule))
        .order_by_desc(schedule_fire::Column::PlannedAt)
        .one(sys.conn())
        .await?;
    Ok(row.map(|row| row.planned_at))
}

/// Fans out the communities' schedules whose next instant has come; answers how many there were.
pub async fn fan_out(db: &Db) -> Result<usize> {
    let due = {
        let sys = db.system_read(Why::Timetable).await?;
        sys.find::<schedule::Entity>()
            .filter(schedule::Column::NextAt.lte(sys.now()))
            .filter(schedule::Column::Paused.eq(false))
            .filter(schedule::Column::CommunityId.not_in_subquery(rest::resting()))
            .order_by_asc(schedule::Column::NextAt)
            .limit(BATCH)
            .all(sys.conn())
            .await?
    };
    for row in &due {
        advance(db, row).await?;
    }
    Ok(due.len())
}

async fn advance(db: &Db, row: &schedule::Model) -> Result<()> {
    let sys = db.system(Why::Timetable).await?;
    let tx = sys.enter(row.community_id, Actor::System).await?;
    let calendar = own_calendar(&tx).await?;
    drop(tx);
    let (zone, now) = (crate::calendar::local::zone(&row.zone), sys.now());
    let Some(planned) = row.next_at else { return Ok(()) };
    let next = match row.rule.parse::<rule::Rule>() {
        Ok(rule) => {
            let (come, next) = come_by(planned, now, |instant| rule.next_after(zone, instant, &calendar));
            fire(&sys, row.community_id, &row.id.to_string(), &row.kind, &come, row.misfire.parse().unwrap_or(Misfire::Once)).await?;
            next
        }
        Err(error) => {
            tracing::warn!(schedule = %row.id, %error, "a schedule's rule cannot be read; it rests");
            None
        }
    };
    // Whoever was faster has moved it already; their rows stand.
    schedule::Entity::update_many()
        .col_expr(schedule::Column::NextAt, next.into())
        .col_expr(schedule::Column::LastAt, Some(planned).into())
        .filter(schedule::Column::CommunityId.eq(row.community_id))
        .filter(schedule::Column::Id.eq(row.id))
        .filter(schedule::Column::NextAt.eq(planned))
        .filter(schedule::Column::Rule.eq(row.rule.as_str()))
        .exec(sys.conn())
        .await?;
    sys.commit().await
}

async fn fire(sys: &SystemTx, community: Uuid, schedule: &str, kind: &str, come: &[DateTime<Utc>], misfire: Misfire) -> Result<()> {
    let chosen = to_fire(come, sys.now(), misfire);
    for planned in come {
        let fires = chosen.contains(planned);
        let first = note(sys, community, schedule, *planned, if fires { "fired" } else { "skipped" }).await?;
        if first && fires {
            sys.unit().pending().ask(Asked::planned(community, kind, *planned, sys.now()));
        }
    }
    Ok(())
}

/// Writes the instant down; whether it was not there before.
pub(super) async fn note(sys: &SystemTx, community: Uuid, schedule: &str, planned_at: DateTime<Utc>, outcome: &str) -> Result<bool> {
    let row = schedule_fire::ActiveModel {
        community_id: Set(community),
        schedule: Set(schedule.to_owned()),
        planned_at: Set(planned_at),
        fired_at: Set(sys.now()),
        outcome: Set(outcome.to_owned()),
    };
    let once = OnConflict::columns([schedule_fire::Column::CommunityId, schedule_fire::Column::Schedule, schedule_fire::Column::PlannedAt])
        .do_nothing()
        .to_owned();
    let written = schedule_fire::Entity::insert(row).on_conflict(once).exec_without_returning(sys.conn()).await?;
    Ok(written == 1)
}
