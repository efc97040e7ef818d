//! Which columns a ledger has, and what may stand in them. Pure.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::kernel::{Failure, Result};

/// The most columns of a ledger, retired ones included.
const MOST_COLUMNS: usize = 60;
/// The most choices of a column.
const MOST_CHOICES: usize = 60;
/// The longest title or choice, in signs.
const LONGEST_TITLE: usize = 40;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// An amount of money in yuan, to the cent.
    Money,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// One of the column's choices.
    Choice,
    /// A phone number.
    Phone,
    /// An identity number (GB 11643).
    IdNumber,
    /// A resident of the community.
    Person,
    /// A door of the community.
    Dwelling,
    /// A building of the community.
    Building,
    /// A grid of the community.
    Grid,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Text,
        Self::Number,
        Self::Money,
        Self::Date,
        Self::YesNo,
        Self::Choice,
        Self::Phone,
        Self::IdNumber,
        Self::Person,
        Self::Dwelling,
        Self::Building,
        Self::Grid,
    ];

    /// The word that travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Money => "money",
            Self::Date => "date",
            Self::YesNo => "yes_no",
            Self::Choice => "choice",
            Self::Phone => "phone",
            Self::IdNumber => "id_number",
            Self::Person => "person",
            Self::Dwelling => "dwelling",
            Self::Building => "building",
            Self::Grid => "grid",
        }
    }

    /// The kind that is called so.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether its values name another row of the community.
    pub const fn is_reference(self) -> bool {
        matches!(self, Self::Person | Self::Dwelling | Self::Building | Self::Grid)
    }

    /// Whether rows are looked up by its values.
    pub const fn is_found_by(self) -> bool {
        self.is_reference() || matches!(self, Self::YesNo | Self::Choice | Self::Phone | Self::IdNumber)
    }
}

/// What a column means to the ledger as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// What rows are listed by.
    Title,
    /// The last day on which a row holds.
    ValidUntil,
}

impl Meaning {
    /// The word that travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::ValidUntil => "valid_until",
        }
    }

    /// The meaning that is called so.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Title, Self::ValidUntil].into_iter().find(|meaning| meaning.word() == word)
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// What its values are kept by; never changes.
    pub code: String,
    /// Its header.
    pub title: String,
    /// What it holds; never changes.
    pub kind: Kind,
    /// Whether every row must have a value.
    #[serde(default)]
    pub required: bool,
    /// Whether no two rows that hold may have the same value.
    #[serde(default)]
    pub unique: bool,
    /// Whether its values are kept sealed and shown masked; never changes.
    #[serde(default)]
    pub sensitive: bool,
    /// What may be chosen.
    #[serde(default)]
    pub choices: Vec<String>,
    /// The least value of a number or an amount in yuan, the fewest signs of a text.
    #[serde(default)]
    pub least: Option<f64>,
    /// The greatest value, the most signs.
    #[serde(default)]
    pub most: Option<f64>,
    /// What it means to the whole.
    #[serde(default)]
    pub meaning: Option<Meaning>,
    /// It is not asked for any more; what stands in it is kept.
    #[serde(default)]
    pub retired: bool,
}

/// The columns of a ledger in their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Definition {
    /// The columns.
    pub columns: Vec<Column>,
}

impl Definition {
    /// The column with this code.
    pub fn column(&self, code: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.code == code)
    }

    /// The columns that are asked for.
    pub fn asked(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| !column.retired)
    }

    /// The column with this meaning.
    pub fn meaning(&self, meaning: Meaning) -> Option<&Column> {
        self.asked().find(|column| column.meaning == Some(meaning))
    }

    /// Whether a ledger can have these columns.
    pub fn check(&self) -> Result<()> {
        if self.columns.len() > MOST_COLUMNS {
            return Err(Failure::invalid_field("columns", "ledgers.too_many_columns"));
        }
        let (mut codes, mut titles) = (BTreeSet::new(), BTreeSet::new());
        for (at, column) in self.columns.iter().enumerate() {
            let wrong = |field: &str, code| Err(Failure::invalid_field(format!("columns.{at}.{field}"), code));
            if !is_code(&column.code) || !codes.insert(&column.code) {
                return wrong("code", "ledgers.code_unusable");
            }
            if !fits(&column.title) || (!column.retired && !titles.insert(&column.title)) {
                return wrong("title", "ledgers.title_unusable");
            }
            if let Err((field, code)) = column.check() {
                return wrong(field, code);
            }
        }
        let of = |meaning| self.asked().filter(|column| column.meaning == Some(meaning)).count();
        match (of(Meaning::Title), of(Meaning::ValidUntil)) {
            (1, 0 | 1) => Ok(()),
            (1, _) => Err(Failure::invalid_field("columns", "ledgers.several_ends")),
            _ => Err(Failure::invalid_field("columns", "ledgers.one_title")),
        }
    }

    /// Whether rows that were kept by `before` can be kept by this.
    pub fn check_change(&self, before: &Self) -> Result<()> {
        self.check()?;
        for old in &before.columns {
            let Some(at) = self.columns.iter().position(|column| column.code == old.code) else {
                return Err(Failure::invalid_field("columns", "ledgers.column_missing"));
            };
            let new = &self.columns[at];
            let wrong = |field: &str| Err(Failure::invalid_field(format!("columns.{at}.{field}"), "ledgers.column_fixed"));
            match () {
                () if new.kind != old.kind => return wrong("kind"),
                () if new.sensitive != old.sensitive => return wrong("sensitive"),
                // Rows that are there may have the same value already.
                () if new.unique && !old.unique => return wrong("unique"),
                () if new.meaning != old.meaning && new.meaning.or(old.meaning) == Some(Meaning::ValidUntil) => return wrong("meaning"),
                () => {}
            }
        }
        Ok(())
    }
}

impl Column {
    /// What is wrong with it, by field.
    fn check(&self) -> Result<(), (&'static str, &'static str)> {
        let bounded = matches!(self.kind, Kind::Text | Kind::Number | Kind::Money);
        let distinct: BTreeSet<&String> = self.choices.iter().collect();
        match self.kind {
            Kind::Choice if self.choices.is_empty() || self.choices.len() > MOST_CHOICES => {
                return Err(("choices", "ledgers.choices_wanted"));
            }
            Kind::Choice if distinct.len() < self.choices.len() || !self.choices.iter().all(|choice| fits(choice)) => {
                return Err(("choices", "ledgers.choices_wanted"));
            }
            Kind::Choice => {}
            _ if !self.choices.is_empty() => return Err(("choices", "ledgers.no_choices_here")),
            _ => {}
        }
        let finite = |bound: Option<f64>| bound.is_none_or(f64::is_finite);
        let ordered = self.least.zip(self.most).is_none_or(|(least, most)| least <= most);
        if !finite(self.least) || !finite(self.most) || !ordered || (!bounded && (self.least.is_some() || self.most.is_some())) {
            return Err(("least", "ledgers.bounds_unusable"));
        }
        match self.meaning {
            Some(Meaning::Title) if self.kind != Kind::Text || self.sensitive || !self.required => Err(("meaning", "ledgers.one_title")),
            Some(Meaning::ValidUntil) if self.kind != Kind::Date || self.sensitive => Err(("meaning", "ledgers.end_is_a_day")),
            // What is looked up across rows, and where a row is, cannot be secret.
            _ if self.sensitive && (self.kind.is_reference() || matches!(self.kind, Kind::YesNo | Kind::Choice)) => {
                Err(("sensitive", "ledgers.cannot_be_sensitive"))
            }
            _ => Ok(()),
        }
    }
}

fn is_code(code: &str) -> bool {
    (1..=40).contains(&code.len())
        && code.starts_with(|sign: char| sign.is_ascii_lowercase())
        && code.bytes().all(|sign| matches!(sign, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

fn fits(text: &str) -> bool {
    (1..=LONGEST_TITLE).contains(&text.chars().count()) && text.trim() == text
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn definition(columns: serde_json::Value) -> Definition {
        serde_json::from_value(columns).unwrap()
    }

    fn usual() -> serde_json::Value {
        json!([
            {"code": "name", "title": "名称", "kind": "text", "required": true, "meaning": "title"},
            {"code": "kind", "title": "类别", "kind": "choice", "choices": ["甲", "乙"]},
            {"code": "until", "title": "有效期至", "kind": "date", "meaning": "valid_until"},
            {"code": "phone", "title": "电话", "kind": "phone", "sensitive": true}
        ])
    }

    #[test]
    fn usual_columns_are_fine() {
        definition(usual()).check().unwrap();
    }

    #[rstest]
    #[case::two_titles("/1", json!({"code": "other", "title": "别名", "kind": "text", "required": true, "meaning": "title"}))]
    #[case::no_title("/0/meaning", json!(null))]
    #[case::a_title_that_may_be_empty("/0/required", json!(false))]
    #[case::a_title_that_is_secret("/0/sensitive", json!(true))]
    #[case::an_end_that_is_no_day("/2/kind", json!("text"))]
    #[case::the_same_code_twice("/1/code", json!("name"))]
    #[case::the_same_title_twice("/1/title", json!("名称"))]
    #[case::a_code_that_is_none("/1/code", json!("类别"))]
    #[case::no_choices("/1/choices", json!([]))]
    #[case::the_same_choice_twice("/1/choices", json!(["甲", "甲"]))]
    #[case::a_secret_choice("/1/sensitive", json!(true))]
    #[case::bounds_of_a_day("/2/least", json!(3))]
    fn others_are_refused(#[case] at: &str, #[case] value: serde_json::Value) {
        let mut columns = usual();
        match columns.pointer_mut(at) {
            Some(there) => *there = value,
            None => columns[at[1..2].parse::<usize>().unwrap()][&at[3..]] = value,
        }
        assert!(definition(columns).check().is_err());
    }

    #[rstest]
    #[case::another_kind("/1", json!({"code": "kind", "title": "类别", "kind": "text"}))]
    #[case::no_longer_secret("/3", json!({"code": "phone", "title": "电话", "kind": "phone"}))]
    #[case::suddenly_unique("/3", json!({"code": "phone", "title": "电话", "kind": "phone", "sensitive": true, "unique": true}))]
    #[case::gone("/3", json!({"code": "mobile", "title": "电话", "kind": "phone", "sensitive": true}))]
    fn what_rows_rest_on_stays(#[case] at: &str, #[case] value: serde_json::Value) {
        let mut columns = usual();
        *columns.pointer_mut(at).unwrap() = value;
        assert!(definition(columns).check_change(&definition(usual())).is_err());
    }

    #[test]
    fn columns_are_added_renamed_moved_and_retired() {
        let mut columns = usual();
        columns[1]["title"] = json!("类型");
        columns[3]["retired"] = json!(true);
        columns.as_array_mut().unwrap().insert(0, json!({"code": "grid", "title": "网格", "kind": "grid"}));
        definition(columns).check_change(&definition(usual())).unwrap();
    }
}
