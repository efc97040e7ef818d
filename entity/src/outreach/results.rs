//! What was answered, question by question.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::QueryOrder;
use uuid::Uuid;

use super::{
    forms::{self, Form},
    interview::Column,
    interviews::{self, Said},
    query::{self, Filter},
    questions::{Kind, Question, SCALE},
};
use crate::{
    kernel::{Result, Tx},
    people::Reach,
};

/// So many answers in words are told, the latest first.
const WORDS: usize = 30;

/// An answer in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The interview.
    pub interview: Uuid,
    /// Its day.
    pub on_day: NaiveDate,
    /// What was said.
    pub said: String,
}

/// The answers to one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// The question, as it is asked now or was asked last.
    pub question: Question,
    /// Whether it is still asked.
    pub asked: bool,
    /// How many answered it.
    pub answered: usize,
    /// How often each value was given, where there are few to choose from.
    pub values: Vec<(String, usize)>,
    /// The mean of numbers and marks.
    pub mean: Option<f64>,
    /// The latest answers in words.
    pub words: Vec<Words>,
}

/// The answers to a questionnaire.
#[derive(Debug, Clone)]
pub struct Results {
    /// The questionnaire.
    pub form: Form,
    /// How many interviews there were.
    pub interviews: usize,
    /// Question by question; those that are no longer asked come last.
    pub tallies: Vec<Tally>,
}

/// An interview in the open.
pub(super) struct Heard {
    pub(super) row: super::interview::Model,
    pub(super) said: Said,
}

/// The interviews that a filter asks for, in the open, the latest first.
pub(super) async fn heard(tx: &Tx, filter: &Filter) -> Result<Vec<Heard>> {
    let rows = query::filtered(tx, Reach::Community, filter).order_by_desc(Column::OnDay).order_by_desc(Column::Id);
    let open = |row| Ok(Heard { said: interviews::said(tx, &row)?, row });
    rows.all(tx.conn()).await?.into_iter().map(open).collect()
}

/// What was ever asked: first what is asked now, then what was asked last.
pub(super) async fn ever_asked(tx: &Tx, form: &Form) -> Result<Vec<Question>> {
    let mut questions = form.questions.0.clone();
    for before in forms::versions(tx, form.row.id).await?.into_iter().rev() {
        for question in before.0 {
            match questions.iter_mut().find(|known| known.code == question.code) {
                // Choices that are not offered any more were chosen, too.
                Some(known) => {
                    known.choices.extend(question.choices.into_iter().filter(|choice| !known.choices.contains(choice)).collect::<Vec<_>>())
                }
                None => questions.push(question),
            }
        }
    }
    Ok(questions)
}

/// What was answered to a questionnaire, in the interviews that a filter asks for.
pub async fn of(tx: &Tx, questionnaire: Uuid, filter: &Filter) -> Result<Results> {
    let form = forms::read(tx, questionnaire).await?;
    let heard = heard(tx, &Filter { questionnaire: Some(questionnaire), ..filter.clone() }).await?;
    let asked = |question: &Question| form.questions.question(&question.code).is_some();
    let questions = ever_asked(tx, &form).await?;
    let tallies = questions.into_iter().map(|question| tally(asked(&question), question, &heard)).collect();
    Ok(Results { interviews: heard.len(), tallies, form })
}

fn tally(asked: bool, question: Question, heard: &[Heard]) -> Tally {
    let given = || heard.iter().filter_map(|heard| Some((heard, heard.said.answers.get(&question.code)?)));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in given().flat_map(|(_, values)| values) {
        *counts.entry(value).or_default() += 1;
    }
    let known: Vec<String> = match question.kind {
        Kind::YesNo => ["true", "false"].map(str::to_owned).into(),
        Kind::Scale => (1..=SCALE).map(|mark| mark.to_string()).collect(),
        _ => question.choices.clone(),
    };
    let values = known.into_iter().map(|value| (counts.get(value.as_str()).copied().unwrap_or_default(), value));
    let numbers: Vec<f64> = match question.kind {
        Kind::Number | Kind::Scale => given().flat_map(|(_, values)| values).filter_map(|value| value.parse().ok()).collect(),
        _ => Vec::new(),
    };
    let words = |(heard, values): (&Heard, &Vec<String>)| {
        Some(Words { interview: heard.row.id, on_day: heard.row.on_day, said: values.first()?.clone() })
    };
    Tally {
        asked,
        answered: given().count(),
        values: values.map(|(count, value)| (value, count)).collect(),
        mean: (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64),
        words: match question.kind {
            Kind::Text | Kind::Date => given().filter_map(words).take(WORDS).collect(),
            _ => Vec::new(),
        },
        question,
    }
}
