//! What was answered, as figures and as a workbook.

use chrono::{Datelike, NaiveDate};
use mulin_entity::{
    kernel::{Failure, Tx},
    outreach::{can, export, query::Filter, results},
    people::query::today,
};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{AskedQuestion, Questionnaire};
use crate::{Guard, Reply, Tag, people::Workbook};

/// Results.
pub struct ResultsApi;

/// How often a value was given.
#[derive(Object)]
struct AnswerCount {
    value: String,
    count: usize,
}

/// An answer in words.
#[derive(Object)]
struct AnswerWords {
    interview_id: Uuid,
    on_day: NaiveDate,
    said: String,
}

/// What was answered to a question.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct QuestionResult {
    question: AskedQuestion,
    /// Whether it is still asked.
    asked: bool,
    /// How many answered it.
    answered: usize,
    /// How often each value was given, where there are few to choose from.
    values: Vec<AnswerCount>,
    /// The mean of numbers and marks.
    mean: Option<f64>,
    /// The latest answers in words.
    words: Vec<AnswerWords>,
}

impl From<results::Tally> for QuestionResult {
    fn from(tally: results::Tally) -> Self {
        let words = tally.words.into_iter();
        Self {
            question: AskedQuestion::from(tally.question),
            asked: tally.asked,
            answered: tally.answered,
            values: tally.values.into_iter().map(|(value, count)| AnswerCount { value, count }).collect(),
            mean: tally.mean,
            words: words.map(|one| AnswerWords { interview_id: one.interview, on_day: one.on_day, said: one.said }).collect(),
        }
    }
}

/// What was answered to a questionnaire.
#[derive(Object)]
struct QuestionnaireResults {
    questionnaire: Questionnaire,
    from: NaiveDate,
    to: NaiveDate,
    /// How many interviews there were.
    interviews: usize,
    /// Question by question; those that are no longer asked come last.
    questions: Vec<QuestionResult>,
}

/// The span that is asked for; this year unless told.
async fn span(tx: &Tx, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<(NaiveDate, NaiveDate), Failure> {
    let today = today(tx).await?;
    let to = to.unwrap_or(today);
    let from = from.unwrap_or_else(|| NaiveDate::from_ymd_opt(to.year(), 1, 1).unwrap_or(to));
    if from <= to { Ok((from, to)) } else { Err(Failure::invalid_field("to", "outreach.span_unusable")) }
}

#[OpenApi(tag = "Tag::Outreach")]
impl ResultsApi {
    /// What was answered between two days (this year), question by question.
    #[oai(path = "/questionnaires/:id/results", method = "get", operation_id = "questionnaires.results")]
    async fn results(
        &self,
        caller: Guard<can::ReadOutreach>,
        id: Path<Uuid>,
        from: Query<Option<NaiveDate>>,
        to: Query<Option<NaiveDate>>,
        grid_id: Query<Option<Uuid>>,
    ) -> Reply<Json<QuestionnaireResults>> {
        let tx = caller.read().await?;
        let (from, to) = span(&tx, from.0, to.0).await?;
        let filter = Filter { grid: grid_id.0, from: Some(from), to: Some(to), ..Filter::default() };
        let results = results::of(&tx, id.0, &filter).await?;
        Ok(Json(QuestionnaireResults {
            from,
            to,
            interviews: results.interviews,
            questions: results.tallies.into_iter().map(QuestionResult::from).collect(),
            questionnaire: Questionnaire::from(results.form),
        }))
    }

    /// The same as XLSX, a row for each interview. It is kept in the audit book.
    #[oai(path = "/questionnaires/:id/export", method = "get", operation_id = "questionnaires.export")]
    async fn export(
        &self,
        caller: Guard<can::ReadOutreach>,
        id: Path<Uuid>,
        from: Query<Option<NaiveDate>>,
        to: Query<Option<NaiveDate>>,
        grid_id: Query<Option<Uuid>>,
    ) -> Reply<Workbook> {
        let tx = caller.write().await?;
        let (from, to) = span(&tx, from.0, to.0).await?;
        let filter = Filter { grid: grid_id.0, from: Some(from), to: Some(to), ..Filter::default() };
        let (name, book) = export::workbook(&tx, id.0, &filter, caller.language()).await?;
        tx.commit().await?;
        Ok(Workbook::called(&name, book))
    }
}
