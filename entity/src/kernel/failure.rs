//! One shape for everything that can go wrong, so that it is told to the reader in one place.

use std::fmt;

use chrono::Duration;

/// A result whose failure can be told to a reader.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// How a failure is answered; each kind is one HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The request cannot be read (400).
    Malformed,
    /// Nobody is logged in (401).
    Unauthenticated,
    /// The caller may not do this (403).
    Forbidden,
    /// Missing, or of another tenant: the two are told apart by nobody (404).
    NotFound,
    /// The state of things does not allow it now (409).
    Conflict,
    /// It was there and is used up (410).
    Gone,
    /// Somebody else changed it in between (412).
    Stale,
    /// Larger than the stated limit (413).
    TooLarge,
    /// A format that is not read here (415).
    Unsupported,
    /// Readable, but breaks a rule (422).
    Invalid,
    /// Too many tries (429).
    Limited,
    /// A dependency does not answer (503).
    Unavailable,
    /// No room left on the disk (507).
    Full,
    /// Our own fault (500).
    Internal,
}

impl Kind {
    /// The HTTP status that stands for this kind.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Gone => 410,
            Self::Stale => 412,
            Self::TooLarge => 413,
            Self::Unsupported => 415,
            Self::Invalid => 422,
            Self::Limited => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
            Self::Full => 507,
        }
    }
}

/// A rule that a named field breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// The field's name as the caller sent it.
    pub field: String,
    /// What is wrong; the key of a message.
    pub code: &'static str,
}

/// A failure: its kind, a stable code that is also the key of its message, and the facts that the message names.
#[derive(Debug)]
pub struct Failure {
    kind: Kind,
    code: &'static str,
    facts: Vec<(&'static str, String)>,
    fields: Vec<FieldFault>,
    details: Option<Box<serde_json::Value>>,
    again_in: Option<Duration>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Failure {
    /// A failure of `kind` whose message has the key `code`, such as `people.possible_duplicate`.
    pub fn new(kind: Kind, code: &'static str) -> Self {
        Self { kind, code, facts: Vec::new(), fields: Vec::new(), details: None, again_in: None, source: None }
    }

    /// The one constructor for "not found": a foreign row and a missing one look the same.
    pub fn not_found() -> Self {
        Self::new(Kind::NotFound, "kernel.not_found")
    }

    /// A single broken rule of a single field.
    pub fn invalid_field(field: impl Into<String>, code: &'static str) -> Self {
        Self::new(Kind::Invalid, "kernel.invalid").field(field, code)
    }

    /// Our own fault: the reader learns nothing but a number, the log has the cause.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..Self::new(Kind::Internal, "kernel.internal") }
    }

    /// A dependency does not answer.
    pub fn unavailable(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..Self::new(Kind::Unavailable, "kernel.unavailable") }
    }

    /// The same for somebody else who waited for it.
    pub(crate) fn echo(&self) -> Self {
        Self { source: self.source.as_ref().map(|source| source.to_string().into()), ..Self::new(self.kind, self.code) }
    }

    /// Adds a fact that the message names. Never a secret or personal data.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }

    /// Adds a broken rule of a field.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>, code: &'static str) -> Self {
        self.fields.push(FieldFault { field: field.into(), code });
        self
    }

    /// Adds machine-readable details, such as the candidates of a possible duplicate.
    #[must_use]
    pub fn details(mut self, details: serde_json::Value) -> Self {
        self.details = Some(Box::new(details));
        self
    }

    /// Says after how long the same may be tried again.
    #[must_use]
    pub fn again_in(mut self, wait: Duration) -> Self {
        self.again_in = Some(wait);
        self
    }

    /// After how long the same may be tried again, if that is known.
    pub fn wait(&self) -> Option<Duration> {
        self.again_in
    }

    /// How this is answered.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The facts that the message names.
    pub fn facts(&self) -> &[(&'static str, String)] {
        &self.facts
    }

    /// The fields that break rules.
    pub fn fields(&self) -> &[FieldFault] {
        &self.fields
    }

    /// Machine-readable details for the answer.
    pub fn detail_value(&self) -> Option<&serde_json::Value> {
        self.details.as_deref()
    }

    /// Whether trying again later, unchanged, may help.
    pub fn is_transient(&self) -> bool {
        matches!(self.kind, Kind::Unavailable | Kind::Limited | Kind::Full)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)?;
        for FieldFault { field, code } in &self.fields {
            write!(f, " [{field}: {code}]")?;
        }
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// What a context's own error enum tells of itself; `?` turns it into a [`Failure`].
pub trait Fault: std::error::Error + Send + Sync + 'static {
    /// How it is answered.
    fn kind(&self) -> Kind;
    /// Its stable code, the key of its message.
    fn code(&self) -> &'static str;
}

impl<F: Fault> From<F> for Failure {
    fn from(fault: F) -> Self {
        Self::new(fault.kind(), fault.code())
    }
}

impl From<sea_orm::DbErr> for Failure {
    fn from(error: sea_orm::DbErr) -> Self {
        let (kind, code) = told_by_database(&error);
        Self { source: Some(error.into()), ..Self::new(kind, code) }
    }
}

/// What an answer of the database means to the reader: by SQLSTATE on PostgreSQL, by extended result code on SQLite.
fn told_by_database(error: &sea_orm::DbErr) -> (Kind, &'static str) {
    use sea_orm::{DbErr, RuntimeErr, sqlx};
    const UNAVAILABLE: (Kind, &str) = (Kind::Unavailable, "kernel.unavailable");
    const INTERNAL: (Kind, &str) = (Kind::Internal, "kernel.internal");
    let inner = match error {
        // Whatever goes wrong before there is a connection, half a greeting from a server that dies included.
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => return UNAVAILABLE,
        DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner)) => inner,
        _ => return INTERNAL,
    };
    let answer = match &**inner {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => return UNAVAILABLE,
        sqlx::Error::Database(answer) => answer,
        _ => return INTERNAL,
    };
    match answer.code().as_deref().unwrap_or_default() {
        "23505" | "1555" | "2067" => (Kind::Conflict, "kernel.exists_already"),
        // A reference into another tenant, or to nothing, looks like any missing thing.
        "23503" if answer.message().starts_with("insert or update") => (Kind::NotFound, "kernel.not_found"),
        "787" => (Kind::NotFound, "kernel.not_found"),
        "23503" | "23001" | "1811" => (Kind::Conflict, "kernel.in_use"),
        "53100" | "13" => (Kind::Full, "kernel.disk_full"),
        // Serialisation, deadlock, lock and statement time limits, too many connections, a server that goes down; SQLite is busy.
        "40001" | "40P01" | "55P03" | "57014" | "57P01" | "57P02" | "57P03" | "53300" | "5" | "517" => UNAVAILABLE,
        // Text or numbers that no column takes, such as a zero character.
        data if data.len() == 5 && data.starts_with("22") => (Kind::Malformed, "kernel.malformed"),
        _ => INTERNAL,
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}
