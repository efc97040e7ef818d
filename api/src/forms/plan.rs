//! Forms as they are designed, as they travel.

use chrono::{DateTime, Utc};
use mulin_entity::{
    forms::{
        By, Design, Every, Fact, Layout, Plan, Subject, form,
        layout::{Column, Cross, Figure, Side},
        own_form,
    },
    kernel::Failure,
    people::words::{self, word},
};
use poem_openapi::{Multipart, Object, types::multipart::Upload};
use uuid::Uuid;

/// A column of a form.
#[derive(Object, Clone)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub struct FormColumn {
    /// One of the facts of the subject, `constant` or `blank`; see `forms.subjects`.
    #[oai(validator(max_length = 20))]
    fact: String,
    #[oai(validator(max_length = 200))]
    heading: String,
    /// The text of a constant.
    #[oai(validator(max_length = 200))]
    text: Option<String>,
    /// The ledger's column, by its code or its title.
    #[oai(validator(max_length = 80))]
    field: Option<String>,
    /// Its width, in signs; what its fact needs unless told.
    width: Option<f64>,
    /// Whether a row without it lacks something; as is usual for its fact unless told.
    required: Option<bool>,
}

fn told(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl From<Column> for FormColumn {
    fn from(column: Column) -> Self {
        Self {
            fact: word(column.fact),
            heading: column.heading,
            text: told(column.text),
            field: told(column.field),
            width: column.width,
            required: Some(column.required),
        }
    }
}

impl FormColumn {
    fn read(self) -> Result<Column, Failure> {
        let fact: Fact = words::read(&self.fact).ok_or_else(|| Failure::invalid_field("columns", "forms.fact_unknown"))?;
        let plain = Column::of(fact, &self.heading);
        Ok(Column {
            text: self.text.unwrap_or_default(),
            field: self.field.unwrap_or_default(),
            width: self.width,
            required: self.required.unwrap_or(plain.required),
            ..plain
        })
    }
}

/// One side of a summary table.
#[derive(Object, Clone)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub struct FormSide {
    /// `grid`, `sex`, `age_band`, `group`, `tier`, `tenancy`, `size`, `field` or `standing`.
    #[oai(validator(max_length = 20))]
    by: String,
    /// The ledger's column, by its code or its title.
    #[oai(validator(max_length = 80))]
    field: Option<String>,
}

impl From<Side> for FormSide {
    fn from(side: Side) -> Self {
        Self { by: word(side.by), field: told(side.field) }
    }
}

impl FormSide {
    fn read(self) -> Result<Side, Failure> {
        let by: By = words::read(&self.by).ok_or_else(|| Failure::invalid_field("cross", "kernel.word_unknown"))?;
        Ok(Side { by, field: self.field.unwrap_or_default() })
    }
}

/// How rows are counted.
#[derive(Object, Clone)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub struct FormCross {
    down: FormSide,
    across: Option<FormSide>,
}

/// A figure of a street's table.
#[derive(Object, Clone)]
#[oai(deny_unknown_fields)]
pub struct FormFigure {
    /// One of the figures of reports.
    #[oai(validator(max_length = 60))]
    measure: String,
    #[oai(validator(max_length = 200))]
    heading: String,
}

/// What is wanted. `columns` make a row each for whatever `subject` says; without columns rows are counted by `cross`; `measures` make a street's
/// table of figures.
#[derive(Object, Clone)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub struct FormPlan {
    #[oai(validator(max_length = 200))]
    title: String,
    /// `once`, `month`, `quarter` or `year`.
    #[oai(validator(max_length = 20))]
    every: String,
    /// On which workday after the period it is due.
    workday: i64,
    /// What a row stands for: `person` (unless told), `household`, `dwelling` or `entry`.
    #[oai(validator(max_length = 20))]
    subject: Option<String>,
    /// The ledger whose rows they are, by its code or its name.
    #[oai(validator(max_length = 80))]
    ledger: Option<String>,
    #[oai(validator(max_items = 100))]
    columns: Vec<FormColumn>,
    /// Whoever belongs to this group; of a household one is enough, here and below.
    #[oai(validator(max_length = 40))]
    group: Option<String>,
    /// Whoever is at least so old.
    from_age: Option<i32>,
    /// Whoever is at most so old.
    to_age: Option<i32>,
    /// Whoever has this tier.
    #[oai(validator(max_length = 20))]
    tier: Option<String>,
    /// What lives in dwellings that are used so: `home`, `rented`, `shop` or `vacant`.
    #[oai(validator(max_length = 20))]
    tenancy: Option<String>,
    /// Rows of the ledger that have in this column
    #[oai(validator(max_length = 80))]
    field: Option<String>,
    /// this value.
    #[oai(validator(max_length = 200))]
    value: Option<String>,
    cross: Option<FormCross>,
    #[oai(validator(max_items = 40))]
    measures: Option<Vec<FormFigure>>,
    /// Lines above the table; the first is its title.
    #[oai(validator(max_items = 10))]
    above: Option<Vec<String>>,
    /// Lines below it.
    #[oai(validator(max_items = 10))]
    below: Option<Vec<String>>,
    /// The revision that was looked at, of a form that is designed anew.
    pub revision: Option<i64>,
}

impl FormPlan {
    /// The plan, if its words are known.
    pub fn read(self) -> Result<Plan, Failure> {
        let every: Every = words::read(&self.every).ok_or_else(|| Failure::invalid_field("every", "kernel.word_unknown"))?;
        let some = |word: Option<String>| word.filter(|word| !word.is_empty());
        let cross = match self.cross {
            Some(FormCross { down, across }) => Some(Cross { down: down.read()?, across: across.map(FormSide::read).transpose()? }),
            None => None,
        };
        let figure = |FormFigure { measure, heading }: FormFigure| Figure { measure, heading };
        let subject: Option<Subject> = words::choice(some(self.subject), "subject", words::read)?;
        let layout = Layout {
            subject: subject.unwrap_or_default(),
            ledger: self.ledger.unwrap_or_default(),
            columns: self.columns.into_iter().map(FormColumn::read).collect::<Result<_, _>>()?,
            group: words::choice(some(self.group), "group", words::read)?,
            from_age: self.from_age,
            to_age: self.to_age,
            tier: words::choice(some(self.tier), "tier", words::read)?,
            tenancy: words::choice(some(self.tenancy), "tenancy", words::read)?,
            field: self.field.unwrap_or_default(),
            value: self.value.unwrap_or_default(),
            cross,
            measures: self.measures.unwrap_or_default().into_iter().map(figure).collect(),
            above: self.above.unwrap_or_default(),
            below: self.below.unwrap_or_default(),
        };
        Ok(Plan { title: self.title, every, workday: self.workday, layout })
    }
}

impl From<Plan> for FormPlan {
    fn from(plan: Plan) -> Self {
        let Plan { title, every, workday, layout } = plan;
        let cross = |cross: Cross| FormCross { down: cross.down.into(), across: cross.across.map(FormSide::from) };
        let figure = |Figure { measure, heading }: Figure| FormFigure { measure, heading };
        Self {
            title,
            every: word(every),
            workday,
            subject: Some(word(layout.subject)),
            ledger: told(layout.ledger),
            columns: layout.columns.into_iter().map(FormColumn::from).collect(),
            group: layout.group.map(word),
            from_age: layout.from_age,
            to_age: layout.to_age,
            tier: layout.tier.map(word),
            tenancy: layout.tenancy.map(word),
            field: told(layout.field),
            value: told(layout.value),
            cross: layout.cross.map(cross),
            measures: Some(layout.measures.into_iter().map(figure).collect()),
            above: Some(layout.above),
            below: Some(layout.below),
            revision: None,
        }
    }
}

/// What was issued at some time.
#[derive(Object)]
pub struct FormIssue {
    version: i64,
    issued_at: DateTime<Utc>,
    plan: FormPlan,
}

/// A form, as it was issued and as it is being designed.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WantedForm {
    id: Uuid,
    title: String,
    /// The version that holds; 0 before the first is issued.
    version: i64,
    /// What is being designed, if it is another than what was issued.
    draft: Option<FormPlan>,
    /// What was issued, the last one first.
    issues: Vec<FormIssue>,
    revision: i64,
    ended_at: Option<DateTime<Utc>>,
}

impl WantedForm {
    /// A street's, as it travels.
    pub fn new(form: form::Model) -> Result<Self, Failure> {
        let design = form.design()?;
        Ok(Self::of((form.id, form.title, form.revision, form.ended_at), design))
    }

    /// A community's own, as it travels.
    pub fn own(form: own_form::Model) -> Result<Self, Failure> {
        let design = form.design()?;
        Ok(Self::of((form.id, form.title, form.revision, form.ended_at), design))
    }

    fn of((id, title, revision, ended_at): (Uuid, String, i64, Option<DateTime<Utc>>), design: Design) -> Self {
        let version = design.version();
        let issues = design.issues.into_iter().rev();
        let issues = issues.map(|issue| FormIssue { version: issue.version, issued_at: issue.at, plan: issue.plan.into() }).collect();
        Self { id, title, version, draft: design.draft.map(FormPlan::from), issues, revision, ended_at }
    }
}

/// Forms.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FormPage {
    pub items: Vec<WantedForm>,
    pub next: Option<String>,
}

/// What is done to a form.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct FormRevision {
    /// The revision that was looked at.
    pub revision: i64,
}

/// A department's empty workbook: XLSX or CSV.
#[derive(Multipart)]
pub struct FormSheet {
    pub file: Upload,
    /// What a row stands for: `person` (unless told), `household`, `dwelling` or `entry`.
    pub subject: Option<String>,
    /// The ledger whose rows they are, by its code or its name.
    pub ledger: Option<String>,
}
