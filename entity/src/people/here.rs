//! The community in which something happens, and what follows from any change of its people.

use chrono::NaiveDate;
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
    pub community: community::Model,
    /// The local day.
    pub today: NaiveDate,
}

impl Here {
    /// The community of `tx`.
    pub(crate) async fn of(tx: &Tx) -> Result<Self> {
        let community = tx.get::<community::Entity>(tx.community()).await?;
        let today = local::day_of(local::zone(&community.zone), tx.now());
        Ok(Self { community, today })
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
