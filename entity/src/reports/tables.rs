//! Figures as a table: the communities of a street downwards, some of their figures across, for one month.

use chrono::{Days, Months, NaiveDate};

use super::{
    measure::{self, Measure},
    query::{cells_of, communities, of, today},
    rules::{self, Figures, Span},
};
use crate::{
    calendar::local,
    forms::layout::Figure,
    kernel::{Failure, Language, Result, SystemTx},
    people::ledger::{self, Column},
    tenancy::{community, street},
};

/// The table of one month.
#[derive(Debug, Clone)]
pub struct MonthTable {
    /// The first day of the month.
    pub month: NaiveDate,
    /// The figures, across.
    pub measures: Vec<&'static Measure>,
    /// The communities; what is too few to be shown is missing.
    pub rows: Vec<(community::Model, Vec<Option<i64>>)>,
    /// All of them together.
    pub totals: Vec<i64>,
}

/// The figures that a form asks for.
///
/// # Errors
/// The field `measures`, if one of them is none.
pub fn named(figures: &[Figure]) -> Result<Vec<&'static Measure>> {
    let known =
        |figure: &Figure| measure::named(&figure.measure).ok_or_else(|| Failure::invalid_field("measures", "reports.measure_unknown"));
    figures.iter().map(known).collect()
}

/// Some figures of a street's communities in the month that `day` is in; in the one that is over, unless a day is told.
pub async fn of_month(sys: &SystemTx, street: &street::Model, wanted: &[Figure], day: Option<NaiveDate>) -> Result<MonthTable> {
    let measures = named(wanted)?;
    let communities = communities(sys, street).await?;
    let today = today(&communities, sys.now());
    let month = local::month_start(day.unwrap_or_else(|| local::month_start(today) - Days::new(1)));
    let span = Span { from: month, to: (month + Months::new(1) - Days::new(1)).min(today) };
    if span.to < span.from {
        return Err(Failure::invalid_field("month", "reports.span"));
    }
    let cells = cells_of(sys, &communities, span).await?;
    let mut figures: Vec<Figures> = communities.iter().map(|one| rules::figures(&of(&cells, one.id), span)).collect();
    let total = |measure: &&Measure| figures.iter().filter_map(|figures| figures.get(measure.name)).sum();
    let totals = measures.iter().map(total).collect();
    rules::suppress(&mut figures);
    let line = |figures: Figures| measures.iter().map(|measure| figures.get(measure.name).copied()).collect();
    let rows = communities.into_iter().zip(figures).map(|(community, figures)| (community, line(figures))).collect();
    Ok(MonthTable { month, rows, totals, measures })
}

/// It as XLSX.
pub async fn workbook(table: MonthTable, title: &str, wanted: &[Figure], language: Language) -> Result<Vec<u8>> {
    let say = |key: &str| language.text(&format!("forms.{key}"), &[]);
    let first = Column { header: say("community"), width: 24.0 };
    let heads = wanted.iter().map(|figure| Column { header: figure.heading.clone(), width: 14.0 });
    let columns: Vec<Column> = std::iter::once(first).chain(heads).collect();
    let text = |cell: Option<i64>| cell.map_or_else(|| say("hidden"), |count| count.to_string());
    let line = |name: String, cells: Vec<Option<i64>>| std::iter::once(name).chain(cells.into_iter().map(text)).collect::<Vec<String>>();
    let mut rows: Vec<Vec<String>> = table.rows.into_iter().map(|(community, cells)| line(community.name, cells)).collect();
    rows.push(line(say("total"), table.totals.into_iter().map(Some).collect()));
    let sheet = ledger::sheet_name(title);
    let make = move || ledger::export(&sheet, &columns, rows.into_iter());
    tokio::task::spawn_blocking(make).await.map_err(Failure::internal)?.map_err(Failure::internal)
}
