//! A year of visits: paid, missed, tried in vain, at rates that differ by grid, community and season.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use super::{
    life::{self, YEAR},
    population::Resident,
    random::Random,
};
use crate::{
    calendar::local,
    people::{Tier, words},
    visits::{
        rules::{
            cadence::{Duty, Every, Kind, Policy},
            slot,
        },
        visit::Wellbeing,
    },
};

/// A visit of the past, or one of a window that is still open and was paid already.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The duty that asked for it.
    pub duty: Duty,
    /// The slot's text.
    pub slot: String,
    /// When its window opened.
    pub opens_at: DateTime<Utc>,
    /// When it closes.
    pub due_at: DateTime<Utc>,
    /// The day on which it came onto the list.
    pub planned_on: NaiveDate,
    /// When somebody was met; none if nobody was before the window closed.
    pub visited_at: Option<DateTime<Utc>>,
    /// How the person was then.
    pub wellbeing: Wellbeing,
    /// What the person needed.
    pub needs: Vec<&'static str>,
    /// When nobody answered.
    pub tries: Vec<DateTime<Utc>>,
    /// When the administrators were told.
    pub escalated_at: Option<DateTime<Utc>>,
}

/// Where and when the visits take place.
#[derive(Debug, Clone, Copy)]
pub struct Stage {
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The community's zone.
    pub zone: Tz,
    /// The share of visits that are paid in this grid.
    pub diligence: f64,
}

/// The visits to `resident` in the year before.
pub fn visits(resident: &Resident, stage: &Stage, random: &mut Random) -> Vec<Visit> {
    let today = local::day_of(stage.zone, stage.now);
    let mut visits = Vec::new();
    for duty in Policy::default().duties(&words::word(resident.tier), []) {
        let mut day = today - Days::new(YEAR);
        while day <= today {
            let (from, until) = slot::period(duty.every, day);
            visits.extend(visit(resident, duty, from, until, stage, random));
            day = until;
        }
    }
    visits
}

fn visit(resident: &Resident, duty: Duty, from: NaiveDate, until: NaiveDate, stage: &Stage, random: &mut Random) -> Option<Visit> {
    let (opens_at, due_at) = (local::midnight(stage.zone, from), local::midnight(stage.zone, until));
    let days = u64::try_from((until - from).num_days()).unwrap_or(1);
    let planned_on = from + Days::new(days * u64::try_from(random.between(0, 85)).unwrap_or(0) / 100);
    // Whoever was not at home then was not visited: the plan had called it off.
    if !life::at_home(&resident.events, planned_on) || !life::at_home(&resident.events, until - Days::new(1)) {
        return None;
    }
    let met = stage.diligence + season(from) + if duty.every == Every::Day { 0.02 } else { 0.0 };
    let hour = u32::try_from(random.between(8, 17)).unwrap_or(9);
    let time = NaiveTime::from_hms_opt(hour, u32::try_from(random.between(0, 59)).unwrap_or(0), 0).unwrap_or_default();
    let attempted_at = local::at(stage.zone, planned_on, time);
    let closed = due_at <= stage.now;
    let paid = random.chance(met) && attempted_at < stage.now;
    if !paid && !closed {
        // The plan makes the visits that are still to be paid.
        return None;
    }
    let late = paid && closed && random.chance(0.015);
    let visited_at = if late { due_at + Duration::hours(10) } else { attempted_at };
    let visited_at = (paid && visited_at < stage.now).then_some(visited_at);
    let tries = tries(duty, visited_at, attempted_at, random);
    let escalated_at = (visited_at.is_none() && tries.len() > 1).then(|| attempted_at + Duration::hours(5));
    Some(Visit {
        duty,
        slot: format!("{}@{from}", duty.rule()),
        opens_at,
        due_at,
        planned_on,
        visited_at,
        wellbeing: wellbeing(resident.tier, random),
        needs: needs(random),
        tries,
        escalated_at,
    })
}

/// Fewer visits are paid around the Spring Festival and in the heat.
fn season(day: NaiveDate) -> f64 {
    match day.month() {
        1 | 2 => -0.06,
        7 | 8 => -0.03,
        9 | 10 => 0.02,
        _ => 0.0,
    }
}

/// At a door, nobody answers now and then; before a visit that was missed, more often.
fn tries(duty: Duty, visited_at: Option<DateTime<Utc>>, planned: DateTime<Utc>, random: &mut Random) -> Vec<DateTime<Utc>> {
    let likely = match (duty.kind, visited_at) {
        (Kind::Home, Some(_)) => 0.05,
        (Kind::Home, None) => 0.45,
        (_, Some(_)) => 0.01,
        (_, None) => 0.15,
    };
    if !random.chance(likely) {
        return Vec::new();
    }
    let first = planned - Duration::minutes(random.between(20, 180));
    let again = visited_at.is_none() && random.chance(0.4);
    if again { vec![first, first + Duration::hours(3)] } else { vec![first] }
}

fn wellbeing(tier: Tier, random: &mut Random) -> Wellbeing {
    let weights = match tier {
        Tier::Red => [52, 36, 11, 1],
        Tier::Yellow => [68, 26, 6, 0],
        _ => [82, 16, 2, 0],
    };
    let kinds = [Wellbeing::Good, Wellbeing::Fair, Wellbeing::Poor, Wellbeing::Urgent];
    random.weighted(&[0, 1, 2, 3].map(|at| (kinds[at], weights[at])))
}

fn needs(random: &mut Random) -> Vec<&'static str> {
    const NEEDS: [&str; 6] = ["送餐", "陪同就医", "代购药品", "水电维修", "理发", "聊天陪伴"];
    if random.chance(0.12) { vec![*random.one_of(&NEEDS)] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::{place::COMMUNITIES, population::Population};

    #[test]
    fn the_year_looks_as_its_grid_does() {
        let now: DateTime<Utc> = "2026-11-22T14:00:00Z".parse().unwrap();
        let population = Population::of(&COMMUNITIES[10], 1, now.date_naive());
        let year = |diligence| -> Vec<Visit> {
            let stage = Stage { now, zone: Tz::Asia__Shanghai, diligence };
            let mut random = Random::new(1, "history");
            let residents = population.households.iter().flat_map(|household| &household.residents);
            residents.flat_map(|resident| visits(resident, &stage, &mut random)).collect()
        };
        let rate = |visits: &[Visit]| visits.iter().filter(|visit| visit.visited_at.is_some()).count() as f64 / visits.len() as f64;
        let (good, bad) = (year(0.97), year(0.85));
        assert!((3_000..16_000).contains(&good.len()), "{}", good.len());
        assert!(rate(&good) > 0.94 && rate(&bad) < 0.90, "{} {}", rate(&good), rate(&bad));
        assert!(good.iter().all(|visit| visit.visited_at.is_none_or(|at| at < now && at >= visit.opens_at)));
        assert!(good.iter().all(|visit| visit.visited_at.is_some() || visit.due_at <= now), "open visits are the plan's");
        assert!(bad.iter().any(|visit| visit.escalated_at.is_some()));
    }
}
