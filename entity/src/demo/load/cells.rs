//! The figures of the year before: stocks as they were on each day, everything else counted from the rows.

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};

use super::{
    super::{
        life::{Event, YEAR},
        population::Resident,
    },
    Writer, ZONE,
};
use crate::{
    calendar::local,
    kernel::Result,
    people::{Tier, person_event::Kind},
    reports::{
        measure::{Behaviour, MEASURES},
        rules::Span,
        service, sources,
    },
};

/// Writes them.
pub(super) async fn write(writer: &Writer<'_>) -> Result<()> {
    let today = local::day_of(ZONE, writer.tx.now());
    let span = Span { from: today - Days::new(YEAR), to: today };
    let stocks = stocks(writer, span);
    service::write(&writer.tx, stocks).await?;
    let mut months = Vec::new();
    let mut month = local::month_start(span.from);
    while month < local::month_start(today) {
        for measure in MEASURES.iter().filter(|measure| measure.behaviour == Behaviour::Month) {
            months.push((month, measure.name, sources::month(&writer.tx, measure, month).await?));
        }
        month = month + Months::new(1);
    }
    service::write(&writer.tx, months).await?;
    service::recompute_all(&writer.tx, span).await
}

/// The days from which and until which something counts.
type Stay = (Option<NaiveDate>, Option<NaiveDate>);

fn stocks(writer: &Writer<'_>, span: Span) -> Vec<(NaiveDate, &'static str, i64)> {
    let mut stays: BTreeMap<&'static str, Vec<Stay>> = BTreeMap::new();
    for household in &writer.population.households {
        let of_each: Vec<Stay> = household.residents.iter().map(|resident| stay(&resident.events)).collect();
        let came = of_each.iter().filter_map(|(from, _)| *from).min();
        let left = of_each.iter().map(|(_, until)| *until).collect::<Option<Vec<_>>>().and_then(|days| days.into_iter().max());
        stays.entry("households.total").or_default().push((came, left));
        for (resident, stay) in household.residents.iter().zip(of_each) {
            for measure in counted_in(resident) {
                stays.entry(measure).or_default().push(stay);
            }
        }
    }
    stays.into_iter().flat_map(|(measure, stays)| by_day(&stays, span).into_iter().map(move |(day, count)| (day, measure, count))).collect()
}

fn counted_in(resident: &Resident) -> Vec<&'static str> {
    let tier = match resident.tier {
        Tier::Red => "elders.red",
        Tier::Yellow => "elders.yellow",
        Tier::Green => "elders.green",
        Tier::None => return vec!["residents.total"],
    };
    vec!["residents.total", "elders.listed", tier]
}

fn stay(events: &[Event]) -> Stay {
    let day = |kinds: &[Kind]| events.iter().find(|event| kinds.contains(&event.kind)).map(|event| event.on_day);
    (day(&[Kind::MovedIn]), day(&[Kind::MovedOut, Kind::Death]))
}

fn by_day(stays: &[Stay], span: Span) -> Vec<(NaiveDate, i64)> {
    let mut changes: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for (from, until) in stays {
        *changes.entry(from.unwrap_or(span.from)).or_default() += 1;
        if let Some(until) = until {
            *changes.entry(*until).or_default() -= 1;
        }
    }
    let mut count = 0;
    let of_day = span.days().map(|day| {
        count += changes.get(&day).copied().unwrap_or_default();
        (day, count)
    });
    of_day.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_counts_from_coming_until_going() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let span = Span { from: day("2026-11-01"), to: day("2026-11-04") };
        let stays = [(None, None), (Some(day("2026-11-02")), Some(day("2026-11-04"))), (None, Some(day("2026-11-03")))];
        let counts: Vec<i64> = by_day(&stays, span).into_iter().map(|(_, count)| count).collect();
        assert_eq!(counts, [2, 3, 2, 1]);
    }
}
