//! How duty goes round. Whoever is away is passed over, and the round goes on as if they had been there: who comes after is not shifted.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::Post;
use crate::{
    calendar::{WorkCalendar, local},
    kernel::{Failure, Result},
};

/// The most members that go round.
const MOST: usize = 100;
/// The longest time to answer, in minutes.
const LONGEST_ANSWER: u32 = 480;

/// How long somebody keeps a post before the round goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// One workday.
    Day,
    /// A week from Monday to Sunday.
    Week,
}

/// What a community has decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Who goes round, in this order.
    pub members: Vec<Uuid>,
    /// So many are at the desk (B) on a workday.
    pub desk: u32,
    /// So many of the others are out (A).
    pub out: u32,
    /// How long a turn lasts.
    pub turn: Turn,
    /// The day on which the first of the members begins.
    pub anchor: NaiveDate,
    /// Who has duty on days without work, in this order; one at a time. Nobody, if it is empty.
    pub rest: Vec<Uuid>,
    /// Minutes of office hours within which somebody takes on what is given to them; none: nobody stands in.
    pub answer_minutes: Option<u32>,
    /// When the office opens.
    pub opens: NaiveTime,
    /// When it closes.
    pub closes: NaiveTime,
}

impl Rule {
    /// Refuses what cannot be followed.
    pub fn check(&self) -> Result<()> {
        let wrong = |field: &str, code| Err(Failure::invalid_field(field, code));
        let twice = |list: &[Uuid]| list.iter().enumerate().any(|(place, member)| list[..place].contains(member));
        let seats = self.desk as usize + self.out as usize;
        match () {
            () if self.members.is_empty() || self.members.len() > MOST => wrong("members", "duty.members_wanted"),
            () if twice(&self.members) => wrong("members", "duty.member_twice"),
            () if self.rest.len() > MOST || twice(&self.rest) => wrong("rest", "duty.member_twice"),
            () if self.desk == 0 || self.desk as usize > self.members.len() => wrong("desk", "duty.seats_implausible"),
            () if seats > self.members.len() => wrong("out", "duty.seats_implausible"),
            () if self.answer_minutes.is_some_and(|minutes| !(5..=LONGEST_ANSWER).contains(&minutes)) => {
                wrong("answer_minutes", "duty.minutes_implausible")
            }
            () if self.closes <= self.opens => wrong("closes", "duty.hours_implausible"),
            () => Ok(()),
        }
    }

    /// Who has duty on `day`, if `away` tells who cannot: those at the desk first.
    pub fn on(&self, day: NaiveDate, calendar: &WorkCalendar, away: impl Fn(Uuid, NaiveDate) -> bool) -> Vec<(Post, Uuid)> {
        let here = |round: Vec<Uuid>| round.into_iter().filter(|member| !away(*member, day)).collect::<Vec<_>>();
        if !calendar.is_workday(day) {
            let rested = self.days_since(day, |day| !calendar.is_workday(day));
            return here(round(&self.rest, rested)).into_iter().take(1).map(|member| (Post::B, member)).collect();
        }
        let turns = match self.turn {
            Turn::Day => self.days_since(day, |day| calendar.is_workday(day)),
            Turn::Week => {
                let weeks = (local::week_start(day) - local::week_start(self.anchor)).num_weeks();
                usize::try_from(weeks).unwrap_or_default()
            }
        };
        let seats = (self.desk + self.out) as usize;
        let seated = here(round(&self.members, turns * self.desk as usize)).into_iter().take(seats).enumerate();
        seated.map(|(place, member)| (if place < self.desk as usize { Post::B } else { Post::A }, member)).collect()
    }

    fn days_since(&self, day: NaiveDate, counts: impl Fn(NaiveDate) -> bool) -> usize {
        self.anchor.iter_days().take_while(|before| *before < day).filter(|before| counts(*before)).count()
    }
}

/// `list`, begun with the one whose turn it is.
fn round(list: &[Uuid], turns: usize) -> Vec<Uuid> {
    let mut list = list.to_vec();
    let by = turns % list.len().max(1);
    list.rotate_left(by);
    list
}

#[cfg(test)]
mod tests;
