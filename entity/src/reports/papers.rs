//! A report as files that somebody keeps: a workbook to reckon with, a paper to lay on a desk. The same report gives the same files.

use serde_json::Value;

use super::{issue, issue::Issue, paper, words, workbook};
use crate::{
    kernel::{Failure, Language, Result, Tx},
    notifications::writing::Enclosure,
};

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A workbook (XLSX).
    Workbook,
    /// A paper (PDF).
    Paper,
}

impl Form {
    /// Both, the one to read first.
    pub const ALL: [Self; 2] = [Self::Paper, Self::Workbook];

    /// How its name ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Workbook => "xlsx",
            Self::Paper => "pdf",
        }
    }

    fn media(self) -> &'static str {
        match self {
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Paper => "application/pdf",
        }
    }
}

/// The report as a file of this kind, in this language.
pub async fn file(issue: Issue, form: Form, language: Language) -> Result<Enclosure> {
    let make = move || {
        let say = Say { issue: &issue, language };
        let bytes = match form {
            Form::Workbook => workbook::make(&issue, say).map_err(Failure::internal)?,
            Form::Paper => paper::make(&issue, say),
        };
        Ok(Enclosure { name: format!("{}.{}", say.file_name(), form.extension()), media: form.media(), bytes })
    };
    tokio::task::spawn_blocking(make).await.map_err(Failure::internal)?
}

/// What goes with the letter that has these facts: the report that they name, in both forms.
pub async fn enclosed(tx: &Tx, facts: &Value, language: Language) -> Result<Vec<Enclosure>> {
    let Some(id) = facts["issue"].as_str().and_then(|id| id.parse().ok()) else { return Ok(Vec::new()) };
    let issue = issue::kept(tx, id).await?;
    let mut files = Vec::new();
    for form in Form::ALL {
        files.push(file(issue.clone(), form, language).await?);
    }
    Ok(files)
}

/// The words of a report.
#[derive(Clone, Copy)]
pub(super) struct Say<'a> {
    issue: &'a Issue,
    language: Language,
}

impl Say<'_> {
    pub(super) fn text(self, key: &str) -> String {
        self.language.text(&format!("reports.{key}"), &[])
    }

    pub(super) fn filled(self, key: &str, facts: &[(&'static str, String)]) -> String {
        self.language.text(&format!("reports.{key}"), facts)
    }

    pub(super) fn measure(self, name: &str) -> String {
        words::measure(self.language, name)
    }

    pub(super) fn system(self, name: &str) -> String {
        words::system(self.language, name)
    }

    /// What a target is for: the figure, or what it is a share of.
    pub(super) fn aim(self, measure: &str, of: Option<&str>) -> String {
        match of {
            Some(whole) => self.filled("share", &[("part", self.measure(measure)), ("whole", self.measure(whole))]),
            None => self.measure(measure),
        }
    }

    pub(super) fn title(self) -> String {
        self.filled(&format!("title.{}", self.issue.period.word()), &[("street", self.issue.street.clone())])
    }

    /// What the days, and those before them, are called where there is little room.
    pub(super) fn now_and_before(self) -> [String; 2] {
        ["now", "before"].map(|which| self.text(&format!("{which}.{}", self.issue.period.word())))
    }

    pub(super) fn days(self) -> String {
        let (now, before) = (self.issue.period.span(), self.issue.period.before());
        let facts = [("from", now.from), ("to", now.to), ("before_from", before.from), ("before_to", before.to)];
        self.filled("days", &facts.map(|(name, day)| (name, day.to_string())))
    }

    pub(super) fn as_of(self) -> String {
        let version = self.issue.definition.to_string();
        self.filled("as_of", &[("time", self.issue.as_of_there()), ("version", version)])
    }

    fn file_name(self) -> String {
        format!("{} {}", self.title(), self.issue.period)
    }
}
