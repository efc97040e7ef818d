//! The community in which something happens, and what follows from any change of its people.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use super::job::{PeopleChanged, PersonChanged};
use crate::{
    calendar::local,
    kernel::{Result, Tx},
    tenancy::community,
};

/// The figures that depend on who lives here.
const MEASURES: [&str; 6] = ["residents.total", "households.total", "elders.listed", "elders.red", "elders.yellow", "elders.green"];
/// So many residents are looked at again one by one; more of them all at once.
const ONE_BY_ONE: usize = 50;

/// The community of a unit of work, on the day it is there.
pub(crate) struct Here {
    /// The community.
    pub community: Arc<community::Model>,
    /// Its zone.
    pub zone: Tz,
    /// The local day.
    pub today: NaiveDate,
}

impl Here {
    /// The community of `tx`.
    pub(crate) async fn of(tx: &Tx) -> Result<Self> {
        let community = community::own(tx).await?;
        let zone = local::zone(&community.zone);
        Ok(Self { today: local::day_of(zone, tx.now()), zone, community })
    }

    /// The instant at which `day` begins here.
    pub(crate) fn midnight(&self, day: NaiveDate) -> DateTime<Utc> {
        local::midnight(self.zone, day)
    }

    /// The instant at which the day after `day` begins here.
    pub(crate) fn night_of(&self, day: NaiveDate) -> DateTime<Utc> {
        self.midnight(day.succ_opt().unwrap_or(day))
    }

    /// Has everything that builds on these residents brought in line, and the figures computed anew.
    pub(crate) async fn changed(&self, tx: &Tx, people: &[Uuid]) -> Result<()> {
        if people.len() > ONE_BY_ONE {
            tx.enqueue(&PeopleChanged {}).await?;
        } else {
            for person in people {
                tx.enqueue(&PersonChanged { person: *person }).await?;
            }
        }
        for measure in MEASURES {
            tx.mark(self.today, measure).await?;
        }
        Ok(())
    }
}
