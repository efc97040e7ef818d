//! What is asked, under which condition, and what may be answered. Pure.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    kernel::{Failure, Result},
    ledgers::{definition, value},
    people::ledger::Cell,
};

/// The most questions of a questionnaire, retired ones included.
const MOST: usize = 60;
/// The most choices of a question.
const MOST_CHOICES: usize = 40;
/// The longest question, in signs.
const LONGEST: usize = 200;
/// The longest answer in words, in signs.
const LONGEST_ANSWER: usize = 2_000;
/// The longest choice, in signs.
const LONGEST_CHOICE: usize = 40;
/// A scale goes from 1 to this.
pub const SCALE: i64 = 5;

/// What is given by code: the values of an answer. Only questions of several choices have more than one.
pub type Answers = BTreeMap<String, Vec<String>>;

/// What kind of answer a question wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words.
    Text,
    /// A number.
    Number,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// One of the choices.
    Choice,
    /// Some of the choices.
    Choices,
    /// From 1, not at all, to 5.
    Scale,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Text, Self::Number, Self::Date, Self::YesNo, Self::Choice, Self::Choices, Self::Scale];

    /// The word that travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::YesNo => "yes_no",
            Self::Choice => "choice",
            Self::Choices => "choices",
            Self::Scale => "scale",
        }
    }

    /// The kind that is called so.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether its answers are some of the question's choices.
    pub const fn has_choices(self) -> bool {
        matches!(self, Self::Choice | Self::Choices)
    }
}

/// A question is asked only if an earlier one was answered in one of these ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The earlier question's code.
    pub question: String,
    /// Its answers.
    pub values: Vec<String>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What its answers are kept by; never changes.
    #[serde(default)]
    pub code: String,
    /// Its words.
    pub text: String,
    /// What kind of answer it wants; never changes.
    pub kind: Kind,
    /// Whether it must be answered when it is asked.
    #[serde(default)]
    pub required: bool,
    /// What may be chosen.
    #[serde(default)]
    pub choices: Vec<String>,
    /// The least number, the fewest signs.
    #[serde(default)]
    pub least: Option<f64>,
    /// The greatest number, the most signs.
    #[serde(default)]
    pub most: Option<f64>,
    /// When it is asked; always without one.
    #[serde(default)]
    pub only_if: Option<Condition>,
}

/// The questions of a questionnaire in their order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Questions(pub Vec<Question>);

impl Questions {
    /// The question with this code.
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.0.iter().find(|question| question.code == code)
    }

    /// Gives a code to each question that has none: the next after all that were ever given.
    pub fn number(&mut self, before: &[&Self]) {
        let given = before.iter().flat_map(|questions| &questions.0).chain(&self.0);
        let mut last = given.filter_map(|question| question.code.strip_prefix('q')?.parse::<u32>().ok()).max().unwrap_or_default();
        for question in self.0.iter_mut().filter(|question| question.code.is_empty()) {
            last += 1;
            question.code = format!("q{last}");
        }
    }

    /// Whether these can be asked.
    pub fn check(&self) -> Result<()> {
        if self.0.is_empty() || self.0.len() > MOST {
            return Err(Failure::invalid_field("questions", "outreach.questions_wanted"));
        }
        let mut codes = BTreeSet::new();
        for (at, question) in self.0.iter().enumerate() {
            let wrong = |field: &str, code| Err(Failure::invalid_field(format!("questions.{at}.{field}"), code));
            if !is_code(&question.code) || !codes.insert(&question.code) {
                return wrong("code", "outreach.code_unusable");
            }
            if !fits(&question.text, LONGEST) {
                return wrong("text", "outreach.text_wanted");
            }
            let distinct: BTreeSet<&String> = question.choices.iter().collect();
            let usable = (1..=MOST_CHOICES).contains(&distinct.len())
                && distinct.len() == question.choices.len()
                && question.choices.iter().all(|choice| fits(choice, LONGEST_CHOICE));
            if question.kind.has_choices() != usable || (!question.kind.has_choices() && !question.choices.is_empty()) {
                return wrong("choices", "outreach.choices_wanted");
            }
            let bounded = matches!(question.kind, Kind::Text | Kind::Number);
            let finite = [question.least, question.most].into_iter().flatten().all(|bound| bounded && bound.is_finite());
            if !finite || question.least.zip(question.most).is_some_and(|(least, most)| least > most) {
                return wrong("least", "ledgers.bounds_unusable");
            }
            if question.only_if.as_ref().is_some_and(|condition| !self.can_depend(at, condition)) {
                return wrong("only_if", "outreach.condition_unusable");
            }
        }
        Ok(())
    }

    /// Whether the question at `at` can hang on a condition: an earlier question that has such answers.
    fn can_depend(&self, at: usize, condition: &Condition) -> bool {
        let earlier = self.0.iter().take(at).find(|question| question.code == condition.question);
        let known = |value: &String| match earlier.map(|question| (question.kind, question)) {
            Some((Kind::YesNo, _)) => value == "true" || value == "false",
            Some((Kind::Choice | Kind::Choices, question)) => question.choices.contains(value),
            Some((Kind::Scale, _)) => value.parse().is_ok_and(|mark: i64| (1..=SCALE).contains(&mark)),
            _ => false,
        };
        !condition.values.is_empty() && condition.values.iter().all(known)
    }

    /// Whether answers that were given to `before` stay comparable with those to these: a code keeps its kind.
    pub fn check_change(&self, before: &Self) -> Result<()> {
        self.check()?;
        for (at, question) in self.0.iter().enumerate() {
            if before.question(&question.code).is_some_and(|old| old.kind != question.kind) {
                return Err(Failure::invalid_field(format!("questions.{at}.kind"), "outreach.kind_fixed"));
            }
        }
        Ok(())
    }

    /// The answers in one form, or everything that is wrong with them. What was not asked cannot be answered.
    pub fn read(&self, given: &Answers, today: NaiveDate) -> Result<Answers> {
        let mut wrong: Vec<(&str, &'static str)> = Vec::new();
        let mut answers = Answers::new();
        for question in &self.0 {
            let values = given.get(&question.code).map(Vec::as_slice).unwrap_or_default();
            let asked = question.is_asked(&answers);
            match question.read(values, today) {
                Ok(values) if values.is_empty() && question.required && asked => wrong.push((&question.code, "outreach.answer_wanted")),
                Ok(values) if values.is_empty() => {}
                Ok(_) if !asked => wrong.push((&question.code, "outreach.not_asked")),
                Ok(values) => drop(answers.insert(question.code.clone(), values)),
                Err(code) => wrong.push((&question.code, code)),
            }
        }
        wrong.extend(given.keys().filter(|code| self.question(code).is_none()).map(|code| (code.as_str(), "outreach.question_unknown")));
        let failure = wrong.into_iter().fold(None, |failure: Option<Failure>, (question, code)| {
            let field = format!("answers.{question}");
            Some(match failure {
                None => Failure::invalid_field(field, code),
                Some(failure) => failure.field(field, code),
            })
        });
        failure.map_or(Ok(answers), Err)
    }
}

impl Question {
    /// Whether it is asked of somebody who gave these answers so far.
    pub fn is_asked(&self, answers: &Answers) -> bool {
        let Some(condition) = &self.only_if else { return true };
        let given = answers.get(&condition.question).map(Vec::as_slice).unwrap_or_default();
        given.iter().any(|value| condition.values.contains(value))
    }

    fn read(&self, values: &[String], today: NaiveDate) -> Result<Vec<String>, &'static str> {
        let mut read = Vec::new();
        for one in values.iter().map(|one| one.trim()).filter(|one| !one.is_empty()) {
            if self.kind == Kind::Text {
                read.push(self.words(one)?);
                continue;
            }
            read.extend(value::read(&self.column(), &Cell::text(one), today)?);
        }
        if self.kind == Kind::Scale && read.iter().any(|mark| mark.parse::<i64>().is_err()) {
            return Err("outreach.mark_wanted");
        }
        if self.kind == Kind::Choices {
            // Each once, as the question has them.
            return Ok(self.choices.iter().filter(|choice| read.contains(choice)).cloned().collect());
        }
        if read.len() > 1 { Err("outreach.one_answer") } else { Ok(read) }
    }

    /// Words stay as they were said, line by line.
    fn words(&self, said: &str) -> Result<String, &'static str> {
        let signs = said.chars().count();
        let within = self.least.is_none_or(|least| signs as f64 >= least) && self.most.is_none_or(|most| signs as f64 <= most);
        if within && signs <= LONGEST_ANSWER { Ok(said.to_owned()) } else { Err("ledgers.text_length") }
    }

    /// The column of a ledger that takes the same values, each by itself.
    fn column(&self) -> definition::Column {
        use definition::Kind as Of;
        let (kind, least, most) = match self.kind {
            Kind::Text => (Of::Text, self.least, self.most),
            Kind::Number => (Of::Number, self.least, self.most),
            Kind::Scale => (Of::Number, Some(1.0), Some(SCALE as f64)),
            Kind::Date => (Of::Date, None, None),
            Kind::YesNo => (Of::YesNo, None, None),
            Kind::Choice | Kind::Choices => (Of::Choice, None, None),
        };
        definition::Column {
            code: self.code.clone(),
            title: self.text.clone(),
            kind,
            required: self.required,
            unique: false,
            sensitive: false,
            choices: self.choices.clone(),
            least,
            most,
            meaning: None,
            retired: false,
        }
    }
}

fn is_code(code: &str) -> bool {
    (1..=20).contains(&code.len()) && code.bytes().all(|sign| matches!(sign, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

fn fits(words: &str, longest: usize) -> bool {
    (1..=longest).contains(&words.chars().count()) && words.trim() == words
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::*;

    fn usual() -> Value {
        json!([
            {"code": "q1", "text": "需要什么帮助？", "kind": "choices", "choices": ["助餐", "陪诊", "其他"], "required": true},
            {"code": "q2", "text": "其他是什么？", "kind": "text", "most": 20, "required": true, "only_if": {"question": "q1", "values": ["其他"]}},
            {"code": "q3", "text": "满意吗？", "kind": "scale"},
            {"code": "q4", "text": "哪里不满意？", "kind": "text", "only_if": {"question": "q3", "values": ["1", "2"]}},
            {"code": "q5", "text": "愿意参加吗？", "kind": "yes_no"},
            {"code": "q6", "text": "哪天方便？", "kind": "date"}
        ])
    }

    fn questions(value: Value) -> Questions {
        serde_json::from_value(value).unwrap()
    }

    fn read(answers: Value) -> Result<Answers, Vec<(String, &'static str)>> {
        let given: Answers = serde_json::from_value(answers).unwrap();
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        questions(usual())
            .read(&given, today)
            .map_err(|failure| failure.fields().iter().map(|fault| (fault.field.clone(), fault.code)).collect())
    }

    #[test]
    fn answers_are_kept_in_one_form() {
        let answers = read(json!({"q1": ["陪诊", " 助餐 ", "陪诊"], "q3": ["４"], "q5": ["是"], "q6": ["2026年3月8日"]})).unwrap();
        assert_eq!(
            serde_json::to_value(answers).unwrap(),
            json!({"q1": ["助餐", "陪诊"], "q3": ["4"], "q5": ["true"], "q6": ["2026-03-08"]})
        );
    }

    #[rstest]
    #[case::nothing(json!({}), &[("answers.q1", "outreach.answer_wanted")])]
    #[case::wanted_by_the_condition(json!({"q1": ["其他"]}), &[("answers.q2", "outreach.answer_wanted")])]
    #[case::not_asked(json!({"q1": ["助餐"], "q2": ["修伞"]}), &[("answers.q2", "outreach.not_asked")])]
    #[case::everything_at_once(
        json!({"q1": ["飞"], "q3": ["6"], "q5": ["也许"], "q9": ["x"]}),
        &[("answers.q1", "ledgers.not_a_choice"), ("answers.q3", "ledgers.out_of_bounds"), ("answers.q5", "ledgers.yes_or_no"), ("answers.q9", "outreach.question_unknown")]
    )]
    #[case::half_a_mark(json!({"q1": ["助餐"], "q3": ["2.5"]}), &[("answers.q3", "outreach.mark_wanted")])]
    #[case::two_answers(json!({"q1": ["助餐"], "q5": ["是", "否"]}), &[("answers.q5", "outreach.one_answer")])]
    #[case::too_long(json!({"q1": ["其他"], "q2": ["一二三四五六七八九十一二三四五六七八九十一"]}), &[("answers.q2", "ledgers.text_length")])]
    fn what_is_wrong_is_said_of_each_question(#[case] answers: Value, #[case] expected: &[(&str, &str)]) {
        let faults = read(answers).unwrap_err();
        assert_eq!(faults.iter().map(|(field, code)| (field.as_str(), *code)).collect::<Vec<_>>(), expected);
    }

    #[rstest]
    #[case::no_words("/0/text", json!(" "))]
    #[case::no_choices("/0/choices", json!([]))]
    #[case::a_choice_twice("/0/choices", json!(["甲", "甲"]))]
    #[case::choices_of_a_text("/1/choices", json!(["甲"]))]
    #[case::the_same_code("/1/code", json!("q1"))]
    #[case::bounds_the_wrong_way("/1/least", json!(30))]
    #[case::a_later_question("/1/only_if/question", json!("q3"))]
    #[case::a_choice_that_is_none("/1/only_if/values", json!(["飞"]))]
    #[case::an_answer_that_is_none("/3/only_if/values", json!(["6"]))]
    #[case::no_answer_at_all("/3/only_if/values", json!([]))]
    fn some_questions_cannot_be_asked(#[case] at: &str, #[case] value: Value) {
        let mut asked = usual();
        questions(asked.clone()).check().unwrap();
        match asked.pointer_mut(at) {
            Some(there) => *there = value,
            None => asked[at[1..2].parse::<usize>().unwrap()][&at[3..]] = value,
        }
        assert!(questions(asked).check().is_err());
    }

    #[test]
    fn a_code_keeps_its_kind_and_is_never_given_again() {
        let before = questions(usual());
        let mut changed = questions(usual());
        changed.0.remove(5);
        changed.0.push(Question { code: String::new(), kind: Kind::Number, text: "几口人？".into(), ..before.0[2].clone() });
        changed.number(&[&before]);
        assert_eq!(changed.0[5].code, "q7");
        changed.check_change(&before).unwrap();
        changed.0[2].kind = Kind::Number;
        assert!(changed.check_change(&before).is_err());
    }
}
