//! What a form is made of: what a row stands for, what its columns say, which rows are wanted, how they are counted. Pure.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    kernel::{Failure, Result},
    ledgers::Kind,
    people::{Group, Tier, dwelling, text},
};

/// The most columns, and the most figures.
pub const MOST_COLUMNS: usize = 40;
/// The longest heading or title, in characters.
pub const LONGEST_TITLE: usize = 60;
/// The most lines above or below the table.
const MOST_LINES: usize = 6;
/// The longest of them, in characters.
const LONGEST_LINE: usize = 200;
/// How wide a column may be, in signs.
const WIDTHS: std::ops::RangeInclusive<f64> = 3.0..=80.0;

/// What a row stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A resident (人).
    #[default]
    Person,
    /// A household (户).
    Household,
    /// A dwelling (房屋).
    Dwelling,
    /// A row of a ledger (台账).
    Entry,
}

/// What a column says: a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The number of the row.
    Number,
    /// The name.
    Name,
    /// The identity number.
    IdNumber,
    /// The sex.
    Sex,
    /// The birth date.
    BirthDate,
    /// The age on the last day of the period.
    Age,
    /// The phone number; of a household the head's, else any.
    Phone,
    /// Where it is.
    Address,
    /// The grid.
    Grid,
    /// The building.
    Building,
    /// The unit.
    Unit,
    /// The floor.
    Floor,
    /// The room.
    Room,
    /// What the dwelling is used as.
    Tenancy,
    /// The head of the household (户主).
    Head,
    /// How many people live there.
    Members,
    /// Who they are.
    Names,
    /// How many of them are 60 or older.
    Elders,
    /// How many of them are younger than 18.
    Children,
    /// How many households live there.
    Households,
    /// The groups; of a household those of its people.
    Groups,
    /// The risk tier; of a household the highest.
    Tier,
    /// How often they were visited in the period.
    Visits,
    /// What stands in a column of the ledger.
    Field,
    /// Whether the ledger's row holds, or runs out.
    Standing,
    /// Until when it holds.
    ValidUntil,
    /// When it was inspected last.
    InspectedOn,
    /// By when it is to be inspected.
    InspectBy,
    /// The same text in each row.
    Constant,
    /// Filled in by hand.
    Blank,
}

impl Fact {
    /// Whether rows of `subject` can say it.
    pub const fn fits(self, subject: Subject) -> bool {
        use Subject::{Dwelling, Entry, Household, Person};
        match self {
            Self::Number | Self::Address | Self::Grid | Self::Constant | Self::Blank => true,
            Self::Name | Self::IdNumber | Self::Sex | Self::BirthDate | Self::Age | Self::Visits => matches!(subject, Person),
            Self::Phone | Self::Groups | Self::Tier => matches!(subject, Person | Household),
            Self::Head | Self::Building | Self::Unit | Self::Floor | Self::Room | Self::Tenancy => !matches!(subject, Entry),
            Self::Members | Self::Names | Self::Elders | Self::Children => matches!(subject, Household | Dwelling),
            Self::Households => matches!(subject, Dwelling),
            Self::Field | Self::Standing | Self::ValidUntil | Self::InspectedOn | Self::InspectBy => matches!(subject, Entry),
        }
    }

    /// Whether a row without it has something to be looked up, unless the form says otherwise.
    pub const fn is_wanted(self) -> bool {
        matches!(self, Self::Name | Self::IdNumber | Self::Sex | Self::BirthDate | Self::Age | Self::Phone | Self::Head)
    }

    /// How wide its column is, unless the form says otherwise.
    pub const fn width(self) -> f64 {
        match self {
            Self::Number | Self::Sex | Self::Age | Self::Visits | Self::Unit | Self::Floor | Self::Room => 8.0,
            Self::Members | Self::Elders | Self::Children | Self::Households => 8.0,
            Self::Name | Self::Head | Self::Tier | Self::BirthDate | Self::Building | Self::Tenancy => 12.0,
            Self::Standing | Self::ValidUntil | Self::InspectedOn | Self::InspectBy => 12.0,
            Self::Phone | Self::Grid | Self::Constant | Self::Field => 16.0,
            Self::IdNumber | Self::Address | Self::Groups | Self::Names | Self::Blank => 24.0,
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// What it says.
    pub fact: Fact,
    /// What stands above it.
    pub heading: String,
    /// The text of a constant.
    #[serde(default)]
    pub text: String,
    /// The ledger's column, by its code or its title.
    #[serde(default)]
    pub field: String,
    /// Its width, in signs; none for that of its fact.
    #[serde(default)]
    pub width: Option<f64>,
    /// Whether a row without it lacks something.
    #[serde(default)]
    pub required: bool,
    /// What the ledger's column holds, once the ledger is known.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Whether the ledger shows it masked.
    #[serde(default)]
    pub sensitive: bool,
}

impl Column {
    /// A column of this fact.
    pub fn of(fact: Fact, heading: &str) -> Self {
        let heading = heading.to_owned();
        Self {
            fact,
            heading,
            text: String::new(),
            field: String::new(),
            width: None,
            required: fact.is_wanted(),
            kind: None,
            sensitive: false,
        }
    }

    /// Whether it says the same as another: then what stood there before can be compared, whatever it was headed.
    pub fn is_like(&self, other: &Self) -> bool {
        self.fact == other.fact && self.field == other.field && (self.fact != Fact::Blank || self.heading == other.heading)
    }

    /// Whether its cells name people, though the row is not about one of them.
    pub fn names_people(&self) -> bool {
        matches!(self.fact, Fact::Head | Fact::Names | Fact::Phone) || self.kind == Some(Kind::Person)
    }
}

/// By what rows are counted: a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The grid.
    Grid,
    /// The sex.
    Sex,
    /// The age.
    AgeBand,
    /// The groups: somebody of several counts in each.
    Group,
    /// The risk tier.
    Tier,
    /// What the dwelling is used as.
    Tenancy,
    /// How many people live together.
    Size,
    /// What was chosen in a column of the ledger.
    Field,
    /// Whether the ledger's row holds.
    Standing,
}

impl By {
    /// Whether rows of `subject` can be counted by it.
    pub const fn fits(self, subject: Subject) -> bool {
        use Subject::{Dwelling, Entry, Household, Person};
        match self {
            Self::Grid => true,
            Self::Sex | Self::AgeBand | Self::Group | Self::Tier => matches!(subject, Person),
            Self::Tenancy => !matches!(subject, Entry),
            Self::Size => matches!(subject, Household | Dwelling),
            Self::Field | Self::Standing => matches!(subject, Entry),
        }
    }
}

/// One side of a summary table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// By what.
    pub by: By,
    /// The ledger's column, by its code or its title.
    #[serde(default)]
    pub field: String,
}

/// A summary table: rows are counted by one thing, and across by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cross {
    /// Downwards.
    pub down: Side,
    /// Across; none for one column of counts.
    pub across: Option<Side>,
}

/// A figure, and what stands above it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Its name.
    pub measure: String,
    /// What stands above it.
    pub heading: String,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// What a row stands for.
    pub subject: Subject,
    /// The ledger whose rows they are, by its code or its name: each community has its own.
    pub ledger: String,
    /// The columns, in their order; none if rows are only counted.
    pub columns: Vec<Column>,
    /// Who belongs to this group; of a household one is enough, here and below.
    pub group: Option<Group>,
    /// Who is at least so old on the last day of the period.
    pub from_age: Option<i32>,
    /// Who is at most so old.
    pub to_age: Option<i32>,
    /// Who has this tier.
    pub tier: Option<Tier>,
    /// What lives in dwellings that are used so.
    pub tenancy: Option<dwelling::Kind>,
    /// Whatever has in this column of the ledger,
    pub field: String,
    /// this value.
    pub value: String,
    /// How rows are counted.
    pub cross: Option<Cross>,
    /// The figures that a street's table shows for each community, instead of rows.
    pub measures: Vec<Figure>,
    /// What stands above the table.
    pub above: Vec<String>,
    /// What stands below it.
    pub below: Vec<String>,
}

impl Layout {
    /// Whether communities have something to fill in: figures are known already.
    pub fn is_filled(&self) -> bool {
        self.measures.is_empty()
    }

    /// How its rows are counted.
    pub fn counted_by(&self) -> Option<Cross> {
        let side = |by| Side { by, field: String::new() };
        let usual = (self.subject == Subject::Person).then(|| Cross { down: side(By::AgeBand), across: Some(side(By::Sex)) });
        self.cross.clone().or(usual)
    }

    /// Whether few of its rows could point at somebody in need.
    pub fn is_sensitive(&self) -> bool {
        let mut sides = self.counted_by().into_iter().flat_map(|cross| [Some(cross.down), cross.across]).flatten();
        self.group.is_some() || self.tier.is_some() || sides.any(|side| matches!(side.by, By::Group | By::Tier))
    }

    /// It, in order.
    ///
    /// # Errors
    /// The field in which something is missing or does not fit.
    pub fn checked(mut self) -> Result<Self> {
        let wrong = |field: &str, code| Err(Failure::invalid_field(field, code));
        let ages = [("from_age", self.from_age), ("to_age", self.to_age)];
        if let Some((field, _)) = ages.into_iter().find(|(_, age)| age.is_some_and(|age| !(0..=120).contains(&age))) {
            return wrong(field, "forms.age_implausible");
        }
        if self.columns.len().max(self.measures.len()) > MOST_COLUMNS
            || (self.columns.is_empty() && self.cross.is_none() && self.is_filled())
        {
            return wrong("columns", "forms.columns_wanted");
        }
        if !self.is_filled() && (!self.columns.is_empty() || self.cross.is_some()) {
            return wrong("measures", "forms.figures_alone");
        }
        self.ledger = text::line(&self.ledger);
        if self.subject == Subject::Entry && self.ledger.is_empty() {
            return wrong("ledger", "forms.ledger_wanted");
        }
        for column in &mut self.columns {
            column.settle(self.subject)?;
        }
        for side in self.cross.iter().flat_map(|cross| [Some(&cross.down), cross.across.as_ref()]).flatten() {
            if !side.by.fits(self.subject) || (side.by == By::Field && side.field.is_empty()) {
                return wrong("cross", "forms.by_unfit");
            }
        }
        for figure in &mut self.measures {
            figure.heading = text::line(&figure.heading);
            if figure.heading.is_empty() || figure.heading.chars().count() > LONGEST_TITLE {
                return wrong("measures", "forms.heading_wanted");
            }
        }
        for (field, lines) in [("above", &mut self.above), ("below", &mut self.below)] {
            *lines = lines.iter().map(|line| text::line(line)).filter(|line| !line.is_empty()).collect();
            if lines.len() > MOST_LINES || lines.iter().any(|line| line.chars().count() > LONGEST_LINE) {
                return wrong(field, "forms.lines_long");
            }
        }
        Ok(self)
    }
}

impl Column {
    fn settle(&mut self, subject: Subject) -> Result<()> {
        let wrong = |code| Err(Failure::invalid_field("columns", code));
        self.heading = text::line(&self.heading);
        (self.kind, self.sensitive) = (None, false);
        if self.fact != Fact::Constant {
            self.text.clear();
        }
        if self.fact != Fact::Field {
            self.field.clear();
        }
        let long = self.heading.chars().count().max(self.text.chars().count());
        match () {
            () if self.heading.is_empty() || long > LONGEST_TITLE => wrong("forms.heading_wanted"),
            () if !self.fact.fits(subject) || (self.fact == Fact::Field && self.field.is_empty()) => wrong("forms.fact_unfit"),
            () if self.width.is_some_and(|width| !WIDTHS.contains(&width)) => wrong("forms.width_implausible"),
            () => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn layout(subject: Subject, fact: Fact) -> Layout {
        Layout { subject, ledger: "shops".to_owned(), columns: vec![Column::of(fact, "列")], ..Default::default() }
    }

    #[rstest]
    #[case(Subject::Household, Fact::Head, true)]
    #[case(Subject::Household, Fact::IdNumber, false)]
    #[case(Subject::Dwelling, Fact::Households, true)]
    #[case(Subject::Person, Fact::Households, false)]
    #[case(Subject::Entry, Fact::ValidUntil, true)]
    #[case(Subject::Entry, Fact::Field, false)]
    #[case(Subject::Entry, Fact::Blank, true)]
    fn a_column_says_what_its_rows_can_say(#[case] subject: Subject, #[case] fact: Fact, #[case] fits: bool) {
        assert_eq!(layout(subject, fact).checked().is_ok(), fits, "a ledger's column has to be named");
    }

    #[rstest]
    #[case("columns", Layout::default())]
    #[case("ledger", Layout { ledger: " ".to_owned(), ..layout(Subject::Entry, Fact::Blank) })]
    #[case("to_age", Layout { to_age: Some(200), ..layout(Subject::Person, Fact::Name) })]
    #[case("measures", Layout { measures: vec![Figure { measure: "visits.done".to_owned(), heading: "探访".to_owned() }], ..layout(Subject::Person, Fact::Name) })]
    #[case("above", Layout { above: vec!["题".repeat(201)], ..layout(Subject::Person, Fact::Name) })]
    #[case("cross", Layout { cross: Some(Cross { down: Side { by: By::Size, field: String::new() }, across: None }), ..layout(Subject::Person, Fact::Name) })]
    fn what_does_not_fit_is_named(#[case] field: &str, #[case] layout: Layout) {
        assert_eq!(layout.checked().unwrap_err().fields()[0].field, field);
    }

    #[test]
    fn what_was_kept_before_is_read() {
        let old = serde_json::json!({"columns": [{"fact": "name", "heading": "姓名"}], "group": "alone", "from_age": 60});
        let read: Layout = serde_json::from_value(old).unwrap();
        assert_eq!((read.subject, read.columns.len(), read.is_sensitive()), (Subject::Person, 1, true));
    }
}
