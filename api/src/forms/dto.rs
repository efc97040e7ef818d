//! Forms, as they travel.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    forms::{
        Every, Fact, export, form, form_filling,
        query::{Opened, Overview},
        rules::{self, Band, Column, Layout, Totals},
        street::Order,
    },
    kernel::Failure,
    people::words::{self, word},
};
use poem_openapi::Object;
use uuid::Uuid;

/// A column of a form.
#[derive(Object, Clone)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub struct FormColumn {
    /// `name`, `id_number`, `sex`, `birth_date`, `age`, `phone`, `address`, `grid`, `groups`, `tier`, `visits`, `constant` or `blank`.
    #[oai(validator(max_length = 20))]
    fact: String,
    #[oai(validator(max_length = 200))]
    heading: String,
    /// The text of a constant.
    #[oai(validator(max_length = 200))]
    text: Option<String>,
}

impl From<Column> for FormColumn {
    fn from(column: Column) -> Self {
        Self { fact: word(column.fact), heading: column.heading, text: Some(column.text).filter(|text| !text.is_empty()) }
    }
}

impl FormColumn {
    fn read(self) -> Result<Column, Failure> {
        let fact = words::read(&self.fact).ok_or_else(|| Failure::invalid_field("columns", "forms.fact_unknown"))?;
        Ok(Column { fact, heading: self.heading, text: self.text.unwrap_or_default() })
    }
}

/// Columns of a form.
#[derive(Object)]
pub struct FormColumns {
    columns: Vec<FormColumn>,
}

/// The headings of a sheet.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct FormHeadings {
    #[oai(validator(max_items = 30))]
    headings: Vec<String>,
}

impl FormHeadings {
    /// What they probably mean.
    pub fn suggested(self) -> FormColumns {
        let column = |heading: String| FormColumn { fact: word(Fact::of_heading(&heading)), heading, text: None };
        FormColumns { columns: self.headings.into_iter().map(column).collect() }
    }
}

/// A form that is wanted.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct FormDesign {
    #[oai(validator(max_length = 200))]
    title: String,
    /// `month` or `quarter`.
    #[oai(validator(max_length = 20))]
    every: String,
    /// On which workday after the period it is due.
    workday: i64,
    /// Whoever belongs to this group; everybody if none is told.
    #[oai(validator(max_length = 40))]
    group: Option<String>,
    /// Whoever is at least so old.
    from_age: Option<i32>,
    #[oai(validator(max_items = 100))]
    columns: Vec<FormColumn>,
    /// The version that was looked at, of a form that is changed.
    pub version: Option<i64>,
}

impl FormDesign {
    /// The form, if its words are known.
    pub fn read(self) -> Result<Order, Failure> {
        let every: Every = words::read(&self.every).ok_or_else(|| Failure::invalid_field("every", "kernel.word_unknown"))?;
        let group = words::choice(self.group.filter(|word| !word.is_empty()), "group", words::read)?;
        let columns = self.columns.into_iter().map(FormColumn::read).collect::<Result<_, _>>()?;
        Ok(Order { title: self.title, every, workday: self.workday, layout: Layout { columns, group, from_age: self.from_age } })
    }
}

/// The forms of a street.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FormPage {
    pub items: Vec<WantedForm>,
    pub next: Option<String>,
}

/// A form of a street.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WantedForm {
    id: Uuid,
    title: String,
    /// `month` or `quarter`.
    every: String,
    workday: i64,
    group: Option<String>,
    from_age: Option<i32>,
    columns: Vec<FormColumn>,
    version: i64,
    ended_at: Option<DateTime<Utc>>,
}

impl WantedForm {
    /// As it travels.
    pub fn new(form: form::Model) -> Result<Self, Failure> {
        let layout = form.design()?;
        Ok(Self {
            id: form.id,
            title: form.title,
            every: word(form.every),
            workday: form.workday,
            group: layout.group.map(word),
            from_age: layout.from_age,
            columns: layout.columns.into_iter().map(FormColumn::from).collect(),
            version: form.version,
            ended_at: form.ended_at,
        })
    }
}

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

/// So many people of one age band.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AgeBand {
    /// From this age; none for those whose birth date is missing.
    from_age: Option<i32>,
    total: i64,
    women: i64,
}

impl From<Band> for AgeBand {
    fn from(band: Band) -> Self {
        Self { from_age: band.from_age, total: band.total, women: band.women }
    }
}

/// What a community hands in.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FillingPage {
    pub items: Vec<Filling>,
    pub next: Option<String>,
}

/// What a community hands in for one period.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Filling {
    id: Uuid,
    title: String,
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
    summary: Vec<AgeBand>,
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
    pub fn new(filling: form_filling::Model) -> Result<Self, Failure> {
        Ok(Self {
            columns: filling.design()?.columns.into_iter().map(FormColumn::from).collect(),
            totals: filling.counted()?.into(),
            summary: filling.bands()?.into_iter().map(AgeBand::from).collect(),
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

/// A person's row.
#[derive(Object)]
pub struct FillingRow {
    id: Uuid,
    person_id: Uuid,
    place: i64,
    /// `same`, `changed`, `added` or `gone`, since the last submission.
    change: String,
    missing: i64,
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
            known: export::shown(column.fact, &cell.known, false),
            hand: cell.hand.map(|text| export::shown(column.fact, &text, false)),
            was: cell.was.map(|text| export::shown(column.fact, &text, false)),
        };
        Self {
            id: row.id,
            person_id: row.person_id,
            place: row.place,
            change: word(row.change),
            missing: row.missing,
            cells: columns.iter().zip(cells).map(cell).collect(),
            revision: row.revision,
        }
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
    /// What was handed in, by age and sex.
    summary: Vec<AgeBand>,
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
}

impl FormOverview {
    /// As it travels.
    pub fn new(seen: Overview) -> Result<Self, Failure> {
        let tables: Vec<_> = export::handed_in(&seen).map(form_filling::Model::bands).collect::<Result<_, _>>()?;
        let standing = |one: mulin_entity::forms::query::Standing| {
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
            })
        };
        Ok(Self {
            form: WantedForm::new(seen.form)?,
            periods: seen.periods,
            period: seen.period,
            communities: seen.standings.into_iter().map(standing).collect::<Result<_, Failure>>()?,
            summary: rules::summed(tables.into_iter()).into_iter().map(AgeBand::from).collect(),
        })
    }
}
