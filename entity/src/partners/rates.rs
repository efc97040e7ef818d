//! How the units of a street's communities come when they are called, and take part when they are invited: a unit is known across communities by
//! its name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Duration, Utc};
use sea_orm::{ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    joint_invitation,
    joint_query::Turnout,
    partner_unit,
    whistle_call::{self, State},
};
use crate::{
    kernel::{Failure, Result, SystemTx},
    tenancy::{community, street},
};

/// The longest span, in days.
const LONGEST: i64 = 366;

/// What is known of one unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rate {
    /// What it is called.
    pub name: String,
    /// How many communities called or invited it.
    pub communities: usize,
    /// How often it was called.
    pub calls: usize,
    /// How often it answered in time.
    pub answered: usize,
    /// How often it was there in time.
    pub arrived: usize,
    /// How often it never came, although nobody was told why.
    pub never_came: usize,
    /// Half of its answers came within so many minutes.
    pub answer_minutes: Option<i64>,
    /// What communities say of it, from 1 to 5, on average.
    pub rating: Option<f64>,
    /// How often it was invited to joint activities, accepted, and took part.
    pub joint: Turnout,
}

#[derive(Default)]
struct Seen {
    rate: Rate,
    communities: BTreeSet<Uuid>,
    minutes: Vec<i64>,
    ratings: Vec<i64>,
}

/// The units that were called or invited within the last `days` days, those that were most first.
pub async fn rates(sys: &SystemTx, street: &street::Model, days: i64) -> Result<Vec<Rate>> {
    if !(1..=LONGEST).contains(&days) {
        return Err(Failure::invalid_field("days", "partners.days_implausible"));
    }
    let ours = sys.find::<community::Entity>().filter(community::Column::StreetId.eq(street.id)).all(sys.conn()).await?;
    let ours: Vec<Uuid> = ours.into_iter().map(|community| community.id).collect();
    let units = sys.find::<partner_unit::Entity>().filter(partner_unit::Column::CommunityId.is_in(ours.clone())).all(sys.conn()).await?;
    let names: HashMap<(Uuid, Uuid), String> = units.into_iter().map(|unit| ((unit.community_id, unit.id), unit.name)).collect();
    let since = sys.now() - Duration::days(days);
    let invited = sys.find::<joint_invitation::Entity>().filter(joint_invitation::Column::CommunityId.is_in(ours.clone()));
    let invited = invited.filter(joint_invitation::Column::CreatedAt.gte(since)).all(sys.conn()).await?;
    let calls = sys.find::<whistle_call::Entity>().filter(whistle_call::Column::CommunityId.is_in(ours));
    let calls = calls.filter(whistle_call::Column::CreatedAt.gte(since)).all(sys.conn()).await?;
    let mut seen: BTreeMap<&String, Seen> = BTreeMap::new();
    for call in &calls {
        if let Some(name) = names.get(&(call.community_id, call.unit_id)) {
            seen.entry(name).or_default().count(call, sys.now());
        }
    }
    for invitation in &invited {
        if let Some(name) = names.get(&(invitation.community_id, invitation.unit_id)) {
            let seen = seen.entry(name).or_default();
            seen.communities.insert(invitation.community_id);
            seen.rate.joint.count(invitation);
        }
    }
    let mut rates: Vec<Rate> = seen.into_iter().map(|(name, seen)| seen.told(name)).collect();
    rates.sort_by_key(|rate| std::cmp::Reverse(rate.calls + rate.joint.invited));
    Ok(rates)
}

impl Seen {
    fn count(&mut self, call: &whistle_call::Model, now: chrono::DateTime<Utc>) {
        let rate = &mut self.rate;
        self.communities.insert(call.community_id);
        rate.calls += 1;
        rate.answered += usize::from(call.answered_at.is_some_and(|at| at <= call.answer_by));
        rate.arrived += usize::from(call.arrived_at.is_some_and(|at| at <= call.arrive_by));
        rate.never_came += usize::from(matches!(call.state, State::Called | State::Answered) && call.arrive_by <= now);
        self.minutes.extend(call.answered_at.map(|at| (at - call.created_at).num_minutes()));
        self.ratings.extend(call.rating_of_unit);
    }

    fn told(mut self, name: &str) -> Rate {
        self.minutes.sort_unstable();
        let rating = (!self.ratings.is_empty()).then(|| self.ratings.iter().sum::<i64>() as f64 / self.ratings.len() as f64);
        Rate {
            name: name.to_owned(),
            communities: self.communities.len(),
            answer_minutes: self.minutes.get(self.minutes.len() / 2).copied(),
            rating,
            ..self.rate
        }
    }
}
