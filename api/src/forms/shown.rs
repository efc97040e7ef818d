//! What somebody who designs a form chooses from, and how it would look.

use mulin_entity::{
    forms::{
        Subject, export,
        layout::Cross,
        preview::Preview,
        sheet::About,
        subjects::{self, Source, Titled},
        tables::Table,
    },
    kernel::{Failure, Language},
    people::words::{self, every, word},
};
use poem_openapi::Object;

use super::plan::FormSheet;

/// What a row can stand for.
#[derive(Object)]
struct FormSubject {
    /// `person`, `household`, `dwelling` or `entry`.
    subject: String,
    /// What its columns can say.
    facts: Vec<String>,
    /// By what its rows can be counted.
    by: Vec<String>,
}

/// A column of a ledger.
#[derive(Object)]
struct FormField {
    code: String,
    title: String,
    /// What it holds, as ledgers call it.
    kind: String,
    /// Whether it is shown masked.
    sensitive: bool,
    choices: Vec<String>,
}

/// A ledger whose rows a form can be about.
#[derive(Object)]
struct FormLedger {
    code: String,
    name: String,
    columns: Vec<FormField>,
}

/// What a form can be made of here.
#[derive(Object)]
pub struct FormChoices {
    subjects: Vec<FormSubject>,
    ledgers: Vec<FormLedger>,
}

impl FormChoices {
    /// With these ledgers.
    pub fn new(ledgers: Vec<Source>) -> Self {
        let subject = |subject: Subject| FormSubject {
            subject: word(subject),
            facts: subjects::facts(subject).into_iter().map(word).collect(),
            by: subjects::sides(subject).into_iter().map(word).collect(),
        };
        let field = |Titled { code, title, kind, sensitive, choices }: Titled| {
            let kind = kind.word().to_owned();
            FormField { code, title, kind, sensitive, choices }
        };
        let ledger = |Source { code, name, columns }: Source| FormLedger { code, name, columns: columns.into_iter().map(field).collect() };
        Self { subjects: every::<Subject>().map(subject).collect(), ledgers: ledgers.into_iter().map(ledger).collect() }
    }
}

/// Counted rows. The last row and the last column are sums, where there are several; what is too few to be shown is missing.
#[derive(Object)]
pub struct FormTable {
    /// What is counted downwards.
    title: String,
    down: Vec<String>,
    across: Vec<String>,
    cells: Vec<Vec<Option<i64>>>,
    /// How many there are: less than the sum, where somebody counts in several rows.
    count: i64,
}

impl FormTable {
    /// As it travels.
    pub fn new(cross: &Cross, table: &Table, sensitive: bool, language: Language) -> Self {
        let (down, across) = export::labels(cross, table, language);
        Self { title: export::side(&cross.down, language), down, across, cells: table.shown(sensitive), count: table.count }
    }
}

/// How a form would look.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FormPreview {
    headings: Vec<String>,
    /// The first rows: identity and phone numbers masked.
    rows: Vec<Vec<String>>,
    /// Whether they are invented: a street sees no person.
    invented: bool,
    /// How many rows there are.
    count: Option<i64>,
    table: Option<FormTable>,
}

impl FormPreview {
    /// As it travels.
    pub fn new(preview: Preview, language: Language) -> Self {
        let counted = preview.layout.counted_by().zip(preview.table);
        Self {
            headings: preview.layout.columns.iter().map(|column| column.heading.clone()).collect(),
            rows: preview.rows,
            invented: preview.count.is_none(),
            count: preview.count,
            table: counted.map(|(cross, table)| FormTable::new(&cross, &table, false, language)),
        }
    }
}

/// The bytes of a workbook, and what is told of it.
pub async fn uploaded(body: FormSheet) -> Result<(Vec<u8>, About), Failure> {
    let subject: Option<Subject> = words::choice(body.subject.filter(|word| !word.is_empty()), "subject", words::read)?;
    let file = body.file.file_name().unwrap_or_default().to_owned();
    let bytes = body.file.into_vec().await.map_err(Failure::internal)?;
    Ok((bytes, About { subject: subject.unwrap_or_default(), ledger: body.ledger.unwrap_or_default(), file }))
}
