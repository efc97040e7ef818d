//! Fillings, as they travel.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    forms::{
        export, form_filling,
        layout::Column,
        query::{Opened, Overview, Standing},
        rules::{self, Totals},
    },
    kernel::{Failure, Language, Page},
    people::words::word,
    reports::tables::MonthTable,
    tenancy::community,
};
use poem_openapi::Object;
use uuid::Uuid;

use super::{
    plan::{FormColumn, WantedForm},
    shown::FormTable,
};

/// What is counted over a filling.
#[derive(Object)]
pub struct FillingTotals {
    rows: i64,
    /// Cells filled from what is known.
    known: i64,
    /// Cells written by hand.
    hand: i64,
    missing: i64,
    added: i64,
    gone: i64,
    changed: i64,
}

impl From<Totals> for FillingTotals {
    fn from(totals: Totals) -> Self {
        let Totals { rows, known, hand, missing, added, gone, changed } = totals;
        Self { rows, known, hand, missing, added, gone, changed }
    }
}

/// What a community hands in.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FillingPage {
    pub items: Vec<Filling>,
    pub next: Option<String>,
}

impl FillingPage {
    /// As it travels.
    pub fn new(page: Page<form_filling::Model>, language: Language) -> Result<Self, Failure> {
        let items = page.items.into_iter().map(|filling| Filling::new(filling, language)).collect::<Result<_, _>>()?;
        Ok(Self { items, next: page.next })
    }
}

/// What a community hands in for one period.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Filling {
    id: Uuid,
    form_id: Uuid,
    /// Whether the community made the form for itself: then nobody accepts it.
    own: bool,
    title: String,
    /// What a row stands for: `person`, `household`, `dwelling` or `entry`.
    subject: String,
    /// The community's ledger, if rows are of one.
    ledger: Option<String>,
    version: i64,
    from_on: NaiveDate,
    to_on: NaiveDate,
    due_on: NaiveDate,
    /// The first is 1; each correction of what was accepted is one more.
    edition: i64,
    /// `draft`, `checked`, `submitted`, `returned` or `accepted`.
    state: String,
    /// The instant of which it says what was known.
    as_of: DateTime<Utc>,
    columns: Vec<FormColumn>,
    totals: FillingTotals,
    /// Its rows, counted.
    table: Option<FormTable>,
    /// What stands above the table.
    above: Vec<String>,
    /// What stands below it.
    below: Vec<String>,
    /// What the street says.
    remark: String,
    /// What was signed, as a hash; empty before.
    hash: String,
    submitted_at: Option<DateTime<Utc>>,
    submitted_by_id: Option<Uuid>,
    accepted_at: Option<DateTime<Utc>>,
    revision: i64,
}

impl Filling {
    /// As it travels.
    pub fn new(filling: form_filling::Model, language: Language) -> Result<Self, Failure> {
        let layout = filling.design()?;
        let table = filling.table()?;
        Ok(Self {
            table: layout.counted_by().map(|cross| FormTable::new(&cross, &table, false, language)),
            own: filling.is_own(),
            form_id: filling.form_id,
            subject: word(layout.subject),
            ledger: Some(layout.ledger).filter(|ledger| !ledger.is_empty()),
            columns: layout.columns.into_iter().map(FormColumn::from).collect(),
            above: layout.above,
            below: layout.below,
            totals: filling.counted()?.into(),
            id: filling.id,
            title: filling.title,
            version: filling.version,
            from_on: filling.from_on,
            to_on: filling.to_on,
            due_on: filling.due_on,
            edition: filling.edition,
            state: word(filling.state),
            as_of: filling.as_of,
            remark: filling.remark,
            hash: filling.hash,
            submitted_at: filling.submitted_at,
            submitted_by_id: filling.submitted_by_id,
            accepted_at: filling.accepted_at,
            revision: filling.revision,
        })
    }
}

/// Rows of a filling.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FillingRowPage {
    pub items: Vec<FillingRow>,
    pub next: Option<String>,
}

/// A row.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FillingRow {
    id: Uuid,
    /// The resident, household, dwelling or ledger's row; none once that was erased, and for the street.
    subject_id: Option<Uuid>,
    place: i64,
    /// `same`, `changed`, `added` or `gone`, since the last submission.
    change: String,
    missing: i64,
    /// Since when its cells are blank, because whom it was about was erased.
    removed_at: Option<DateTime<Utc>>,
    cells: Vec<FillingCell>,
    revision: i64,
}

/// A cell.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FillingCell {
    /// What is known.
    known: String,
    /// What was written by hand instead.
    hand: Option<String>,
    /// What was handed in last time, if it was something else.
    was: Option<String>,
}

impl FillingRow {
    /// As it travels: identity and phone numbers masked.
    pub fn new(opened: Opened, columns: &[Column]) -> Self {
        let Opened { row, cells } = opened;
        let cell = |(column, cell): (&Column, rules::Cell)| FillingCell {
            known: export::shown(column, &cell.known, false),
            hand: cell.hand.map(|text| export::shown(column, &text, false)),
            was: cell.was.map(|text| export::shown(column, &text, false)),
        };
        Self {
            id: row.id,
            subject_id: row.subject_id,
            removed_at: row.removed_at,
            place: row.place,
            change: word(row.change),
            missing: row.missing,
            cells: columns.iter().zip(cells).map(cell).collect(),
            revision: row.revision,
        }
    }

    /// As the street sees it: what was handed in, and nobody's identity.
    pub fn to_street(opened: Opened, columns: &[Column]) -> Self {
        let mut row = Self::new(opened, columns);
        row.subject_id = None;
        for cell in &mut row.cells {
            *cell = FillingCell { known: cell.hand.take().unwrap_or_else(|| std::mem::take(&mut cell.known)), hand: None, was: None };
        }
        row
    }
}

/// What is written into a cell.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct CellText {
    /// The column, from 0.
    pub column: u8,
    /// The text; without one the correction is taken back.
    #[oai(validator(max_length = 2000))]
    pub text: Option<String>,
    /// The revision of the row that was looked at.
    pub revision: i64,
}

/// What a community does.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct FillingAct {
    /// `refill`, `check` or `reopen`.
    #[oai(validator(max_length = 20))]
    pub act: String,
    /// The revision that was looked at.
    pub revision: i64,
}

/// A signature.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct Signature {
    /// The password of whoever signs.
    #[oai(validator(max_length = 200))]
    pub password: String,
    /// The revision that was looked at.
    pub revision: i64,
}

/// What the street says to what is handed in.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct FormJudgement {
    /// `accept` or `return`.
    #[oai(validator(max_length = 20))]
    pub act: String,
    /// The first day of the period.
    pub period: NaiveDate,
    /// Why it is returned, or a word of thanks.
    #[oai(validator(max_length = 2000))]
    pub remark: Option<String>,
}

/// One period of a form over all communities: counts, no person.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FormOverview {
    form: WantedForm,
    /// The first days of its periods, the latest first.
    periods: Vec<NaiveDate>,
    /// The one that is looked at.
    period: Option<NaiveDate>,
    communities: Vec<FormStanding>,
    /// What was handed in, counted; what is too few to be shown of a sensitive class is missing.
    table: Option<FormTable>,
}

/// How far a community is.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FormStanding {
    code: String,
    name: String,
    /// `draft`, `checked`, `submitted`, `returned` or `accepted`; none if it was not asked yet.
    state: Option<String>,
    due_on: Option<NaiveDate>,
    edition: Option<i64>,
    totals: Option<FillingTotals>,
    remark: Option<String>,
    hash: Option<String>,
    submitted_at: Option<DateTime<Utc>>,
    accepted_at: Option<DateTime<Utc>>,
    /// Until when the community lets the street look at the rows.
    granted_until: Option<NaiveDate>,
}

impl FormOverview {
    /// As it travels.
    pub fn new(seen: Overview, language: Language) -> Result<Self, Failure> {
        let summed = export::summed(&seen)?;
        let standing = |one: Standing| {
            let filling = one.filling.as_ref();
            Ok(FormStanding {
                code: one.community.code,
                name: one.community.name,
                state: filling.map(|filling| word(filling.state)),
                due_on: filling.map(|filling| filling.due_on),
                edition: filling.map(|filling| filling.edition),
                totals: filling.map(|filling| filling.counted()).transpose()?.map(FillingTotals::from),
                remark: filling.map(|filling| filling.remark.clone()),
                hash: filling.map(|filling| filling.hash.clone()),
                submitted_at: filling.and_then(|filling| filling.submitted_at),
                accepted_at: filling.and_then(|filling| filling.accepted_at),
                granted_until: one.granted_until,
            })
        };
        Ok(Self {
            form: WantedForm::new(seen.form)?,
            periods: seen.periods,
            period: seen.period,
            communities: seen.standings.into_iter().map(standing).collect::<Result<_, Failure>>()?,
            table: summed.map(|(cross, table, sensitive)| FormTable::new(&cross, &table, sensitive, language)),
        })
    }
}

/// Figures of a street's communities in one month; what is too few to be shown is missing.
#[derive(Object)]
pub struct FormFigures {
    /// The first day of the month.
    month: NaiveDate,
    headings: Vec<String>,
    communities: Vec<FormFigureRow>,
    totals: Vec<i64>,
}

/// Those of a community.
#[derive(Object)]
pub struct FormFigureRow {
    code: String,
    name: String,
    values: Vec<Option<i64>>,
}

impl FormFigures {
    /// As they travel.
    pub fn new(table: MonthTable, headings: Vec<String>) -> Self {
        let row = |(one, values): (community::Model, Vec<Option<i64>>)| FormFigureRow { code: one.code, name: one.name, values };
        Self { month: table.month, headings, communities: table.rows.into_iter().map(row).collect(), totals: table.totals }
    }
}
