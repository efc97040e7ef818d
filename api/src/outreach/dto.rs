//! Questionnaires and plans, as they travel.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use mulin_entity::{
    kernel::Failure,
    outreach::{
        Answers, Party, Question, Questions,
        coverage::{self, Line},
        forms::{self, Form},
        plans,
        questions::{Condition, Kind},
    },
    people::words::{self, word},
};
use poem_openapi::Object;
use uuid::Uuid;

/// What `value` knows by its word in `field`.
pub fn known<T>(value: Option<T>, field: &str) -> Result<T, Failure> {
    value.ok_or_else(|| Failure::invalid_field(field, "kernel.word_unknown"))
}

/// When a question is asked.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct AskedIf {
    /// The code of an earlier question.
    #[oai(validator(max_length = 20))]
    question: String,
    /// Its answers.
    #[oai(validator(min_items = 1, max_items = 40))]
    values: Vec<String>,
}

/// A question.
#[derive(Object)]
#[oai(skip_serializing_if_is_none, deny_unknown_fields)]
pub struct AskedQuestion {
    /// What its answers are kept by; of a new question it may be left out.
    #[oai(validator(max_length = 20))]
    code: Option<String>,
    #[oai(validator(min_length = 1, max_length = 200))]
    text: String,
    /// `text`, `number`, `date`, `yes_no`, `choice`, `choices` or `scale` (1 to 5).
    #[oai(validator(max_length = 20))]
    kind: String,
    required: Option<bool>,
    /// What may be chosen.
    #[oai(validator(max_items = 40))]
    choices: Option<Vec<String>>,
    /// The least number, or the fewest signs of a text.
    least: Option<f64>,
    /// The greatest number, or the most signs of a text.
    most: Option<f64>,
    /// When it is asked; always without one.
    only_if: Option<AskedIf>,
}

impl From<Question> for AskedQuestion {
    fn from(question: Question) -> Self {
        Self {
            code: Some(question.code),
            text: question.text,
            kind: question.kind.word().to_owned(),
            required: Some(question.required),
            choices: Some(question.choices),
            least: question.least,
            most: question.most,
            only_if: question.only_if.map(|condition| AskedIf { question: condition.question, values: condition.values }),
        }
    }
}

impl AskedQuestion {
    fn read(self, at: usize) -> Result<Question, Failure> {
        Ok(Question {
            code: self.code.unwrap_or_default(),
            text: self.text.trim().to_owned(),
            kind: known(Kind::named(&self.kind), &format!("questions.{at}.kind"))?,
            required: self.required.unwrap_or_default(),
            choices: self.choices.unwrap_or_default().into_iter().map(|choice| choice.trim().to_owned()).collect(),
            least: self.least,
            most: self.most,
            only_if: self.only_if.map(|asked| Condition { question: asked.question, values: asked.values }),
        })
    }
}

/// Questions in their order, if their words are known.
pub fn read_questions(asked: Vec<AskedQuestion>) -> Result<Questions, Failure> {
    let questions = asked.into_iter().enumerate().map(|(at, question)| question.read(at));
    Ok(Questions(questions.collect::<Result<_, _>>()?))
}

/// A questionnaire.
#[derive(Object)]
pub struct Questionnaire {
    id: Uuid,
    /// `resident`, `party_member`, `unit`, `company` or `organisation`.
    party: String,
    title: String,
    /// The version that the questions are of.
    version: i64,
    /// Whether it is still asked.
    active: bool,
    questions: Vec<AskedQuestion>,
}

impl From<Form> for Questionnaire {
    fn from(form: Form) -> Self {
        Self {
            id: form.row.id,
            party: word(form.row.party),
            title: form.row.title,
            version: form.row.version,
            active: form.row.active,
            questions: form.questions.0.into_iter().map(AskedQuestion::from).collect(),
        }
    }
}

impl Questionnaire {
    /// The questionnaire as it asked then.
    pub fn as_of(form: Form, version: i64, questions: Questions) -> Self {
        let told = Self::from(Form { questions, ..form });
        Self { version, ..told }
    }
}

/// A questionnaire to be asked.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewQuestionnaire {
    /// `resident`, `party_member`, `unit`, `company` or `organisation`; it stays what it is.
    #[oai(validator(max_length = 20))]
    party: String,
    #[oai(validator(min_length = 1, max_length = 60))]
    title: String,
    #[oai(validator(min_items = 1, max_items = 60))]
    questions: Vec<AskedQuestion>,
    /// Whether it is asked; it is unless it is said otherwise.
    active: Option<bool>,
    /// The version that was looked at, where a questionnaire is changed.
    pub version: Option<i64>,
}

impl NewQuestionnaire {
    /// What is decided, if its words are known.
    pub fn read(self) -> Result<forms::Decision, Failure> {
        Ok(forms::Decision {
            party: known(words::read(&self.party), "party")?,
            title: self.title,
            questions: read_questions(self.questions)?,
            active: self.active.unwrap_or(true),
        })
    }
}

/// How often a party is to be asked.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewOutreachPlan {
    pub questionnaire_id: Uuid,
    /// `month`, `quarter` or `year`.
    #[oai(validator(max_length = 20))]
    every: String,
    /// `community`, `grid` or `unit`: for whom the number is.
    #[oai(validator(max_length = 20))]
    per: String,
    /// How many interviews there are to be.
    wanted: i64,
}

impl NewOutreachPlan {
    /// What is decided, if its words are known.
    pub fn read(self) -> Result<plans::Decision, Failure> {
        Ok(plans::Decision {
            questionnaire: self.questionnaire_id,
            every: known(words::read(&self.every), "every")?,
            per: known(words::read(&self.per), "per")?,
            wanted: self.wanted,
        })
    }
}

/// A grid, a unit, or the community, in a plan.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CoverageLine {
    /// The grid or the unit; neither for the community, and for what counts for none of them.
    of: Option<Uuid>,
    name: String,
    wanted: i64,
    held: i64,
}

impl From<Line> for CoverageLine {
    fn from(line: Line) -> Self {
        Self { of: line.of, name: line.name, wanted: line.wanted, held: line.held }
    }
}

/// How far a plan is.
#[derive(Object)]
pub struct PlanCoverage {
    party: String,
    questionnaire_id: Uuid,
    every: String,
    per: String,
    /// How many there are to be for each.
    each: i64,
    /// The first day of the period.
    from: NaiveDate,
    /// Its last day.
    to: NaiveDate,
    /// How many there are to be together.
    wanted: i64,
    /// How many of those there were: more in one grid does not stand for another.
    covered: i64,
    /// How many there were.
    held: i64,
    lines: Vec<CoverageLine>,
}

impl From<coverage::Coverage> for PlanCoverage {
    fn from(coverage: coverage::Coverage) -> Self {
        let (wanted, covered, held) = (coverage.wanted(), coverage.covered(), coverage.held());
        Self {
            party: word(coverage.plan.party),
            questionnaire_id: coverage.plan.questionnaire_id,
            every: word(coverage.plan.every),
            per: word(coverage.plan.per),
            each: coverage.plan.wanted,
            from: coverage.from,
            to: coverage.to,
            wanted,
            covered,
            held,
            lines: coverage.lines.into_iter().map(CoverageLine::from).collect(),
        }
    }
}

/// How many interviews of a party there were in each month of the year.
#[derive(Object)]
pub struct PartyMonths {
    party: String,
    months: Vec<i64>,
}

/// How far all plans are.
#[derive(Object)]
pub struct OutreachCoverage {
    /// The day whose periods these are.
    day: NaiveDate,
    plans: Vec<PlanCoverage>,
    /// The months of the day's year, by party.
    year: Vec<PartyMonths>,
}

impl OutreachCoverage {
    /// Tells how far all plans are.
    pub fn new(day: NaiveDate, plans: Vec<coverage::Coverage>, year: BTreeMap<Party, [i64; 12]>) -> Self {
        Self {
            day,
            plans: plans.into_iter().map(PlanCoverage::from).collect(),
            year: year.into_iter().map(|(party, months)| PartyMonths { party: word(party), months: months.into() }).collect(),
        }
    }
}

/// What was answered to a question.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct GivenAnswer {
    /// The question's code.
    #[oai(validator(max_length = 20))]
    pub question: String,
    /// The answer; several only where several may be chosen.
    #[oai(validator(max_items = 40))]
    pub values: Vec<String>,
}

/// Answers in the order of their codes.
pub fn told(answers: Answers) -> Vec<GivenAnswer> {
    answers.into_iter().map(|(question, values)| GivenAnswer { question, values }).collect()
}
