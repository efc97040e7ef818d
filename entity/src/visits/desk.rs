//! A community's circumstances, as everything about visits needs them.

use std::sync::Arc;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{policy, rules::cadence::Policy};
use crate::{
    calendar::{self, WorkCalendar, local},
    kernel::{Result, Role, Tx},
    tenancy::{community, membership},
};

/// The circumstances at one instant.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The community.
    pub community: Arc<community::Model>,
    /// Its zone.
    pub zone: Tz,
    /// The local day.
    pub today: NaiveDate,
    /// The instant.
    pub now: DateTime<Utc>,
    /// Which days it works.
    pub calendar: WorkCalendar,
    /// What it has decided about visits.
    pub policy: Policy,
}

impl Desk {
    /// The circumstances of `tx`'s community.
    pub async fn of(tx: &Tx) -> Result<Self> {
        let community = community::own(tx).await?;
        let zone = local::zone(&community.zone);
        let (calendar, policy) = (calendar::query::own_calendar(tx).await?, policy::read(tx).await?);
        Ok(Self { zone, today: local::day_of(zone, tx.now()), now: tx.now(), community, calendar, policy })
    }

    /// Whether the community works: a suspended one reminds nobody.
    pub fn is_open(&self) -> bool {
        self.community.state == community::State::Active
    }

    /// The local day of `instant`.
    pub fn day(&self, instant: DateTime<Utc>) -> NaiveDate {
        local::day_of(self.zone, instant)
    }

    /// The last local day of a window that closes at `due_at`.
    pub fn last_day(&self, due_at: DateTime<Utc>) -> NaiveDate {
        self.day(due_at - Duration::microseconds(1))
    }

    /// The instant at which `day` begins here.
    pub fn midnight(&self, day: NaiveDate) -> DateTime<Utc> {
        local::midnight(self.zone, day)
    }
}

/// The members who administer the community.
pub async fn administrators(tx: &Tx) -> Result<Vec<Uuid>> {
    let found = tx
        .find::<membership::Entity>()
        .filter(membership::Column::Role.eq(Role::CommunityAdmin.word()))
        .filter(membership::Column::State.eq(membership::State::Active))
        .all(tx.conn())
        .await?;
    Ok(found.into_iter().map(|member| member.id).collect())
}
