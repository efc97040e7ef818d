//! Duty, as it travels.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use mulin_entity::{
    duty::{
        Post, duty_leave, duty_shift, duty_swap, query,
        rules::rota::{Rule, Turn},
    },
    kernel::{Failure, Tx},
    people::words::word,
};
use poem_openapi::Object;
use uuid::Uuid;

/// Somebody's duty on a day.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DutyShift {
    id: Uuid,
    on_day: NaiveDate,
    /// `a` (out among people) or `b` (at the desk).
    post: String,
    member_id: Uuid,
    member: String,
    /// `rule`, `named` or `swap`.
    origin: String,
    /// What they leave to whoever comes next.
    note: String,
    noted_at: Option<DateTime<Utc>>,
}

impl DutyShift {
    /// Tells duties with the names of those who have them.
    pub async fn all(tx: &Tx, shifts: Vec<duty_shift::Model>) -> Result<Vec<Self>, Failure> {
        let names = query::names(tx, shifts.iter().map(|shift| shift.member_id)).await?;
        Ok(shifts.into_iter().map(|shift| Self::new(shift, &names)).collect())
    }

    /// Whether it is on `day`?
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.on_day == day
    }

    fn new(shift: duty_shift::Model, names: &HashMap<Uuid, String>) -> Self {
        Self {
            id: shift.id,
            on_day: shift.on_day,
            post: word(shift.post),
            member: names.get(&shift.member_id).cloned().unwrap_or_default(),
            member_id: shift.member_id,
            origin: word(shift.origin),
            note: shift.note,
            noted_at: shift.noted_at,
        }
    }
}

/// A day of the rota.
#[derive(Object)]
pub struct DutyDay {
    pub day: NaiveDate,
    /// Whether it is worked.
    pub workday: bool,
    pub shifts: Vec<DutyShift>,
}

/// Who is on duty.
#[derive(Object)]
pub struct DutyNow {
    pub day: NaiveDate,
    /// At the desk and out, on duty now.
    pub shifts: Vec<DutyShift>,
    /// What those of the day before left.
    pub left: Vec<DutyShift>,
    /// Who is on leave.
    pub away: Vec<String>,
}

/// A seat of a previewed day.
#[derive(Object)]
pub struct DutySeat {
    pub on_day: NaiveDate,
    pub post: String,
    pub member_id: Uuid,
    pub member: String,
}

/// How duty goes round.
#[derive(Object)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub struct DutyRule {
    /// Who goes round, in this order.
    #[oai(validator(max_items = 100))]
    members: Vec<Uuid>,
    /// So many are at the desk (B) on a workday.
    desk: u32,
    /// So many of the others are out (A).
    out: u32,
    /// How long a turn lasts: `day` or `week`.
    #[oai(validator(max_length = 10))]
    turn: String,
    /// The day on which the first of the members begins.
    anchor: NaiveDate,
    /// Who has duty on days without work, one at a time, in this order.
    #[oai(validator(max_items = 100))]
    rest: Vec<Uuid>,
    /// Minutes of office hours within which somebody takes on what is given to them, before somebody stands in.
    answer_minutes: Option<u32>,
    /// When the office opens, such as `08:30`.
    #[oai(validator(max_length = 5))]
    opens: String,
    /// When it closes.
    #[oai(validator(max_length = 5))]
    closes: String,
}

impl DutyRule {
    /// The rule, if its words are known.
    pub fn read(self) -> Result<Rule, Failure> {
        let time = |field: &str, text: &str| {
            NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| Failure::invalid_field(field, "duty.hours_implausible"))
        };
        Ok(Rule {
            turn: match self.turn.as_str() {
                "day" => Turn::Day,
                "week" => Turn::Week,
                _ => return Err(Failure::invalid_field("turn", "kernel.word_unknown")),
            },
            opens: time("opens", &self.opens)?,
            closes: time("closes", &self.closes)?,
            members: self.members,
            desk: self.desk,
            out: self.out,
            anchor: self.anchor,
            rest: self.rest,
            answer_minutes: self.answer_minutes,
        })
    }
}

impl From<Rule> for DutyRule {
    fn from(rule: Rule) -> Self {
        let time = |time: NaiveTime| time.format("%H:%M").to_string();
        Self {
            members: rule.members,
            desk: rule.desk,
            out: rule.out,
            turn: if rule.turn == Turn::Day { "day" } else { "week" }.to_owned(),
            anchor: rule.anchor,
            rest: rule.rest,
            answer_minutes: rule.answer_minutes,
            opens: time(rule.opens),
            closes: time(rule.closes),
        }
    }
}

/// Who is to have duty on a day.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct DutyNaming {
    /// At the desk.
    #[oai(validator(max_items = 50))]
    desk: Vec<Uuid>,
    /// Out.
    #[oai(validator(max_items = 50))]
    out: Vec<Uuid>,
}

impl DutyNaming {
    /// The seats.
    pub fn seats(self) -> Vec<(Post, Uuid)> {
        let seats = |post, members: Vec<Uuid>| members.into_iter().map(move |member| (post, member));
        seats(Post::B, self.desk).chain(seats(Post::A, self.out)).collect()
    }
}

/// What is left to whoever comes next.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct DutyNote {
    #[oai(validator(max_length = 1000))]
    pub note: String,
}

/// Leaves.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DutyLeavePage {
    pub items: Vec<DutyLeave>,
    pub next: Option<String>,
}

/// A leave.
#[derive(Object)]
pub struct DutyLeave {
    id: Uuid,
    member_id: Uuid,
    member: String,
    from_day: NaiveDate,
    until_day: NaiveDate,
    reason: String,
    /// `asked`, `approved`, `refused` or `withdrawn`.
    state: String,
}

impl DutyLeave {
    /// Tells leaves with the names of those who want to be away.
    pub async fn all(tx: &Tx, leaves: Vec<duty_leave::Model>) -> Result<Vec<Self>, Failure> {
        let names = query::names(tx, leaves.iter().map(|leave| leave.member_id)).await?;
        let told = |leave: duty_leave::Model| Self {
            id: leave.id,
            member: names.get(&leave.member_id).cloned().unwrap_or_default(),
            member_id: leave.member_id,
            from_day: leave.from_day,
            until_day: leave.until_day,
            reason: leave.reason,
            state: word(leave.state),
        };
        Ok(leaves.into_iter().map(told).collect())
    }
}

/// Somebody wants to be away.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewDutyLeave {
    pub from_day: NaiveDate,
    pub until_day: NaiveDate,
    #[oai(validator(max_length = 200))]
    pub reason: Option<String>,
    /// For whom an administrator writes it down; without it, oneself.
    pub member_id: Option<Uuid>,
}

/// What is decided.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct DutyDecision {
    pub approved: bool,
}

/// A change of duty that waits for an answer.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DutySwap {
    id: Uuid,
    asker_id: Uuid,
    asker: String,
    other_id: Uuid,
    other: String,
    /// What is given away.
    shift: DutyShift,
    /// What is taken for it.
    other_shift: Option<DutyShift>,
    note: String,
    /// `asked`, `agreed`, `refused` or `withdrawn`.
    state: String,
}

impl DutySwap {
    /// Tells a change with the duties that it is about.
    pub async fn new(tx: &Tx, swap: duty_swap::Model) -> Result<Self, Failure> {
        let names = query::names(tx, [swap.asker_id, swap.other_id]).await?;
        let name = |member: Uuid| names.get(&member).cloned().unwrap_or_default();
        let told = async |id: Uuid| query::shift(tx, id).await.map(|shift| DutyShift::new(shift, &names));
        let other_shift = match swap.other_shift_id {
            Some(id) => Some(told(id).await?),
            None => None,
        };
        Ok(Self {
            id: swap.id,
            asker: name(swap.asker_id),
            asker_id: swap.asker_id,
            other: name(swap.other_id),
            other_id: swap.other_id,
            shift: told(swap.shift_id).await?,
            other_shift,
            note: swap.note,
            state: word(swap.state),
        })
    }
}

/// A change that somebody asks for.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewDutySwap {
    /// The own duty that is given away.
    pub shift_id: Uuid,
    /// Who is to take it.
    pub other_id: Uuid,
    /// The duty of theirs that is taken for it.
    pub other_shift_id: Option<Uuid>,
    #[oai(validator(max_length = 200))]
    pub note: Option<String>,
}

/// What somebody answers.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct DutyAnswer {
    pub agreed: bool,
}
