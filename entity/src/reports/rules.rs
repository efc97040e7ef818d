//! What figures may be asked for, how they are compared, and what a street must not see.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, Months, NaiveDate};

use super::measure::{Behaviour, MEASURES, Measure};
use crate::{
    calendar::local,
    kernel::{Failure, Result},
    people::few,
};

/// The longest span of days that is shown at once.
const LONGEST: i64 = 366;
/// Days that are shown when nobody says which.
const USUAL: u64 = 29;

/// Figures by their names.
pub type Figures = BTreeMap<&'static str, i64>;

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Span {
    /// The span that is asked for; the last thirty days if nothing is said.
    pub fn asked(from: Option<NaiveDate>, to: Option<NaiveDate>, today: NaiveDate) -> Result<Self> {
        let to = to.unwrap_or(today);
        let from = from.or_else(|| to.checked_sub_days(Days::new(USUAL))).unwrap_or(to);
        if from > to || (to - from).num_days() >= LONGEST {
            return Err(Failure::invalid_field("from", "reports.span"));
        }
        Ok(Self { from, to })
    }

    /// The span of the same length just before.
    pub fn before(self) -> Self {
        let length = self.to - self.from + chrono::Duration::days(1);
        Self { from: self.from - length, to: self.to - length }
    }

    /// Every day.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |day| *day <= self.to)
    }

    /// Whether `day` is in it?
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// The days on which cells that matter for it may lie: a month's cell lies on its first day, a stock may be some days old.
    pub fn reach(self) -> Self {
        Self { from: local::month_start(self.from) - Days::new(31), to: self.to }
    }
}

/// A cell as figures are made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The day.
    pub day: NaiveDate,
    /// Which figure.
    pub measure: &'a str,
    /// The figure.
    pub value: i64,
}

/// Cells by what they count: a street's of a month are a hundred thousand, which nobody wants to go through for each figure.
pub struct ByMeasure<'a>(HashMap<&'a str, Vec<Cell<'a>>>);

impl<'a> ByMeasure<'a> {
    /// The cells of a figure.
    pub fn of(&self, measure: &Measure) -> impl Iterator<Item = &Cell<'a>> {
        self.0.get(measure.name).into_iter().flatten()
    }
}

impl<'a> FromIterator<Cell<'a>> for ByMeasure<'a> {
    fn from_iter<T: IntoIterator<Item = Cell<'a>>>(cells: T) -> Self {
        let mut sorted: HashMap<&str, Vec<Cell<'_>>> = HashMap::new();
        for cell in cells {
            sorted.entry(cell.measure).or_default().push(cell);
        }
        Self(sorted)
    }
}

/// The figures of a span: flows added up, stocks as they were last, the month that the span ends in.
pub fn figures(cells: &ByMeasure<'_>, span: Span) -> Figures {
    MEASURES.iter().map(|measure| (measure.name, figure(cells, measure, span))).collect()
}

fn figure(cells: &ByMeasure<'_>, measure: &Measure, span: Span) -> i64 {
    let of_it = cells.of(measure);
    match measure.behaviour {
        Behaviour::Flow => of_it.filter(|cell| span.contains(cell.day)).map(|cell| cell.value).sum(),
        Behaviour::Stock => of_it.filter(|cell| cell.day <= span.to).max_by_key(|cell| cell.day).map_or(0, |cell| cell.value),
        Behaviour::Month => {
            let month = local::month_start(span.to);
            of_it.filter(|cell| cell.day == month).map(|cell| cell.value).sum()
        }
    }
}

/// With what a span's figures are compared: the span before, and for months the month before.
pub fn compared(cells: &ByMeasure<'_>, span: Span) -> Figures {
    let before = span.before();
    let month = Span { from: span.from, to: local::month_start(span.to) - Months::new(1) };
    let of = |measure: &Measure| if measure.behaviour == Behaviour::Month { month } else { before };
    MEASURES.iter().map(|measure| (measure.name, figure(cells, measure, of(measure)))).collect()
}

/// Whether few of it could point at a person?
pub fn is_sensitive(name: &str) -> bool {
    MEASURES.iter().any(|measure| measure.sensitive && measure.name == name)
}

/// Takes away what could point at a person, in the figures of several communities that are shown beside their sum:
/// counts under five of a sensitive class, and whatever else they could be worked out from by subtraction.
pub fn suppress(communities: &mut [Figures]) {
    let sensitive: Vec<&'static str> = MEASURES.iter().filter(|measure| measure.sensitive).map(|measure| measure.name).collect();
    let line = |figures: &Figures| sensitive.iter().map(|name| figures.get(name).copied()).collect();
    let mut table: Vec<Vec<Option<i64>>> = communities.iter().map(line).collect();
    few::hide(&mut table);
    for (figures, line) in communities.iter_mut().zip(table) {
        for (name, _) in sensitive.iter().zip(line).filter(|(_, cell)| cell.is_none()) {
            figures.remove(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_span_is_thirty_days_unless_told_and_no_longer_than_a_year() {
        let today = day("2026-11-22");
        let usual = Span::asked(None, None, today).unwrap();
        assert_eq!((usual.from, usual.days().count()), (day("2026-10-24"), 30));
        assert_eq!(usual.before(), Span { from: day("2026-09-24"), to: day("2026-10-23") });
        assert!(Span::asked(Some(day("2025-11-21")), None, today).is_err());
        assert!(Span::asked(Some(day("2026-11-23")), None, today).is_err());
    }

    #[test]
    fn flows_add_up_stocks_are_the_last_and_months_are_the_month() {
        let cell = |day_of: &str, measure, value| Cell { day: day(day_of), measure, value };
        let cells: ByMeasure<'_> = [
            cell("2026-11-20", "visits.done", 3),
            cell("2026-11-21", "visits.done", 4),
            cell("2026-11-13", "visits.done", 5),
            cell("2026-11-19", "elders.listed", 90),
            cell("2026-11-12", "elders.listed", 88),
            cell("2026-11-01", "month.visited", 60),
            cell("2026-10-01", "month.visited", 80),
        ]
        .into_iter()
        .collect();
        let span = Span { from: day("2026-11-16"), to: day("2026-11-22") };
        let (now, before) = (figures(&cells, span), compared(&cells, span));
        assert_eq!(["visits.done", "elders.listed", "month.visited"].map(|name| now[name]), [7, 90, 60]);
        assert_eq!(["visits.done", "elders.listed", "month.visited"].map(|name| before[name]), [5, 88, 80]);
    }

    fn tiers(values: [i64; 3]) -> Figures {
        ["elders.red", "elders.yellow", "elders.green"].into_iter().zip(values).chain([("elders.listed", values.iter().sum())]).collect()
    }

    #[test]
    fn few_are_hidden_and_cannot_be_worked_out() {
        let mut communities = [tiers([3, 20, 90]), tiers([9, 40, 80]), tiers([12, 50, 70])];
        suppress(&mut communities);
        assert!(!communities[0].contains_key("elders.red") && !communities[0].contains_key("elders.yellow"), "{communities:?}");
        assert!(!communities[1].contains_key("elders.red") && communities[1].contains_key("elders.green"));
        assert!(communities.iter().all(|figures| figures.contains_key("elders.listed")));
    }

    proptest! {
        #[test]
        fn no_gap_stands_alone(rows in proptest::collection::vec(proptest::array::uniform3(0i64..40), 2..12)) {
            let mut communities: Vec<Figures> = rows.iter().map(|row| tiers(*row)).collect();
            suppress(&mut communities);
            let names = ["elders.red", "elders.yellow", "elders.green"];
            for (figures, row) in communities.iter().zip(&rows) {
                prop_assert!(names.iter().filter(|name| !figures.contains_key(*name)).count() != 1);
                for (name, value) in names.iter().zip(row) {
                    prop_assert!(!(1..5).contains(value) || !figures.contains_key(name));
                }
            }
            for name in names {
                prop_assert!(communities.iter().filter(|figures| !figures.contains_key(name)).count() != 1);
            }
        }
    }
}
