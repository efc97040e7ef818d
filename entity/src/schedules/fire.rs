//! The product's own timetable: the ledger row of the planned instant and its job are written in one transaction.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use croner::Cron;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};
use uuid::Uuid;

use super::{
    lag,
    rules::{Misfire, come_by, to_fire},
};
use crate::kernel::{
    Db, PLATFORM, Result, SystemTx, Why,
    queue::{Asked, schedule_fire},
};

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

async fn fire(sys: &SystemTx, community: Uuid, schedule: &str, kind: &str, come: &[DateTime<Utc>], misfire: Misfire) -> Result<()> {
    let chosen = to_fire(come, sys.now(), misfire);
    for planned in come {
        let fires = chosen.contains(planned);
        let first = note(sys, community, schedule, *planned, if fires { "fired" } else { "skipped" }).await?;
        if first && fires {
            lag::note(sys.now() - *planned);
            sys.unit().pending().ask(Asked::planned(community, kind, *planned, sys.now()));
        }
    }
    Ok(())
}

/// Writes the instant down; whether it was not there before.
async fn note(sys: &SystemTx, community: Uuid, schedule: &str, planned_at: DateTime<Utc>, outcome: &str) -> Result<bool> {
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
