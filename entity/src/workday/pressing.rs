//! What presses at the desk: what turns yellow or worse by tonight, and what waits for an answer of the office or of others.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    assignment::{Of, State, assignment},
    directives::{self, directive_copy},
    duty::query::names,
    kernel::{PageRequest, Result, Tx},
    partners::{
        query::unit_names,
        whistle::{self, Stage},
        whistle_call,
    },
    people::{here::Here, query::by_ids},
    tenancy::membership,
    visits::query::{Entry, no_answers},
};

/// What happens next if nobody does anything, or what has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is to be taken on, and was not yet (待受理).
    TakeOn,
    /// The office is to decide: it came back, or more time is asked for.
    Decide,
    /// The yellow card (黄牌).
    Yellow,
    /// The red card (红牌).
    Red,
    /// Its time is up (到期).
    Due,
    /// Its time is over (超期).
    Overdue,
    /// A unit that was called is to answer (应答).
    Answer,
    /// A unit that was called is to arrive (报到).
    Arrive,
    /// Nobody opened the door, and nobody knows how they are (敲门不应).
    NoAnswer,
    /// The street waits for the community (街道任务).
    Street,
}

impl Turn {
    /// The word it travels as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::TakeOn => "take_on",
            Self::Decide => "decide",
            Self::Yellow => "yellow",
            Self::Red => "red",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::Answer => "answer",
            Self::Arrive => "arrive",
            Self::NoAnswer => "no_answer",
            Self::Street => "street",
        }
    }
}

/// Something that presses.
#[derive(Debug, Clone)]
pub struct Pressing {
    /// `matter`, `finding`, `whistle`, `visit` or `directive`: the page that shows it.
    pub of: &'static str,
    /// Its row.
    pub id: Uuid,
    /// What it is.
    pub title: String,
    /// Who has it: a member, or a unit.
    pub who: Option<String>,
    /// Whether they stand in for somebody (顶岗).
    pub stands_in: bool,
    /// What happens next.
    pub turn: Turn,
    /// When it does, or did.
    pub at: DateTime<Utc>,
}

/// All that presses, what happened or happens first at the top.
pub async fn pressing(tx: &Tx) -> Result<Vec<Pressing>> {
    let here = Here::of(tx).await?;
    let tonight = here.night_of(here.today);
    let mut all = handed_out(tx, tonight).await?;
    all.extend(calls(tx).await?);
    all.extend(behind_doors(tx).await?);
    all.extend(from_the_street(tx, &here).await?);
    all.sort_by(|one, other| one.at.cmp(&other.at).then_with(|| one.id.cmp(&other.id)));
    Ok(all)
}

/// What happens next with something that is handed out, if it is of today.
pub fn turn(row: &assignment::Model, now: DateTime<Utc>, tonight: DateTime<Utc>) -> Option<(Turn, DateTime<Utc>)> {
    let (turn, at) = match row.state {
        State::Done | State::CalledOff => return None,
        State::Returned => (Turn::Decide, row.updated_at),
        _ if row.asked_until.is_some() => (Turn::Decide, row.updated_at),
        _ if row.due_at <= now => (Turn::Overdue, row.due_at),
        State::Assigned if row.acknowledge_by <= tonight => (Turn::TakeOn, row.acknowledge_by),
        _ if row.red_at <= now => (Turn::Due, row.due_at),
        _ if row.yellow_at <= now => (Turn::Red, row.red_at),
        _ => (Turn::Yellow, row.yellow_at),
    };
    // A card that was shown stays of today, whenever the next one is.
    (at <= tonight || row.yellow_at <= tonight).then_some((turn, at))
}

async fn handed_out(tx: &Tx, tonight: DateTime<Utc>) -> Result<Vec<Pressing>> {
    use assignment::Column;
    let open = Column::State.is_in([State::Assigned, State::Accepted, State::Returned]);
    let rows = tx.find::<assignment::Entity>().filter(open).all(tx.conn()).await?;
    let rows: Vec<_> = rows.into_iter().filter_map(|row| turn(&row, tx.now(), tonight).map(|turn| (row, turn))).collect();
    let names = names(tx, rows.iter().filter_map(|(row, _)| row.holder_id)).await?;
    let pressing = |(row, (turn, at)): (assignment::Model, (Turn, DateTime<Utc>))| {
        let of: Of = row.of()?;
        let who = row.holder_id.and_then(|holder| names.get(&holder).cloned());
        Ok(Pressing { of: of.kind(), id: of.id(), stands_in: row.stands_in_for.is_some(), title: row.title, who, turn, at })
    };
    rows.into_iter().map(pressing).collect()
}

/// Units that were called by a whistle and have not answered, or not come.
async fn calls(tx: &Tx) -> Result<Vec<Pressing>> {
    use whistle_call::{Column, State};
    let whistles = tx.find::<whistle::Entity>().filter(whistle::Column::Stage.eq(Stage::Blown)).all(tx.conn()).await?;
    let calls = tx.find::<whistle_call::Entity>().filter(Column::WhistleId.is_in(whistles.iter().map(|whistle| whistle.id)));
    let calls = calls.filter(Column::State.is_in([State::Called, State::Answered])).all(tx.conn()).await?;
    let units = unit_names(tx).await?;
    let pressing = |call: whistle_call::Model| {
        let whistle = whistles.iter().find(|whistle| whistle.id == call.whistle_id)?;
        let (turn, at) = if call.state == State::Called { (Turn::Answer, call.answer_by) } else { (Turn::Arrive, call.arrive_by) };
        let (title, who) = (whistle.title.clone(), units.get(&call.unit_id).cloned());
        Some(Pressing { of: "whistle", id: whistle.id, title, who, stands_in: false, turn, at })
    };
    Ok(calls.into_iter().filter_map(pressing).collect())
}

/// Elders of whom nobody knows how they are.
async fn behind_doors(tx: &Tx) -> Result<Vec<Pressing>> {
    let pressing = |entry: Entry| {
        let title = format!("{} {}", entry.listed.person.name, entry.listed.address());
        let at = entry.visit.next_at.unwrap_or(entry.visit.due_at);
        Pressing { of: "visit", id: entry.visit.id, title, who: entry.visitor, stands_in: false, turn: Turn::NoAnswer, at }
    };
    Ok(no_answers(tx).await?.into_iter().map(pressing).collect())
}

/// What the street waits for: what is not acknowledged yet, and what is to be done by today.
async fn from_the_street(tx: &Tx, here: &Here) -> Result<Vec<Pressing>> {
    let page = PageRequest { limit: Some(100), after: None };
    let open = directives::query::list(tx, true, &page).await?.items;
    let takers = by_ids::<membership::Entity>(tx, membership::Column::Id, open.iter().filter_map(|copy| copy.acknowledged_by_id)).await?;
    let pressing = |copy: directive_copy::Model| {
        let ends = copy.due_on.map(|day| here.night_of(day));
        let at = match copy.state {
            directives::State::Acknowledged if copy.due_on.is_none_or(|day| day > here.today) => return None,
            directives::State::Acknowledged => ends?,
            _ => copy.updated_at,
        };
        let who = takers.iter().find(|member| Some(member.id) == copy.acknowledged_by_id).map(|member| member.name.clone());
        Some(Pressing { of: "directive", id: copy.id, title: copy.title, who, stands_in: false, turn: Turn::Street, at })
    };
    Ok(open.into_iter().filter_map(pressing).collect())
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use rstest::rstest;

    use super::*;
    use crate::assignment::rules::clock::Level;

    fn at(hour: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 9, 0, 0, 0).unwrap() + chrono::Duration::hours(hour.into())
    }

    /// Hours after midnight: to be taken on, yellow, red, due.
    fn given(state: &str, [taken, yellow, red, due]: [u32; 4]) -> assignment::Model {
        assignment::Model {
            community_id: Uuid::nil(),
            id: Uuid::nil(),
            matter_id: Some(Uuid::nil()),
            finding_id: None,
            title: String::new(),
            grid_id: None,
            state: <State as sea_orm::ActiveEnum>::try_from_value(&state.to_owned()).unwrap(),
            holder_id: None,
            stands_in_for: None,
            level: Level::Green,
            begun_at: at(0),
            acknowledge_by: at(taken),
            acknowledged_at: None,
            unanswered_at: None,
            stand_in_at: None,
            yellow_at: at(yellow),
            red_at: at(red),
            due_at: at(due),
            over_head_at: at(due + 24),
            asked_until: None,
            terms: serde_json::Value::Null,
            next_at: None,
            closed_at: None,
            revision: 1,
            created_at: at(0),
            updated_at: at(1),
        }
    }

    #[rstest]
    #[case::nobody_has_taken_it_on("assigned", [11, 90, 96, 120], Some((Turn::TakeOn, 11)))]
    #[case::to_be_taken_on_tomorrow("assigned", [40, 90, 96, 120], None)]
    #[case::yellow_tonight("accepted", [2, 18, 42, 66], Some((Turn::Yellow, 18)))]
    #[case::yellow_tomorrow("accepted", [2, 42, 66, 90], None)]
    #[case::yellow_since_this_morning("accepted", [2, 9, 42, 66], Some((Turn::Red, 42)))]
    #[case::red_already("accepted", [2, 3, 9, 66], Some((Turn::Due, 66)))]
    #[case::over("accepted", [2, 3, 5, 9], Some((Turn::Overdue, 9)))]
    #[case::over_and_never_taken_on("assigned", [2, 3, 5, 9], Some((Turn::Overdue, 9)))]
    #[case::sent_back("returned", [40, 90, 96, 120], Some((Turn::Decide, 1)))]
    #[case::done("done", [2, 3, 5, 9], None)]
    fn the_desk_sees_what_turns_by_tonight(#[case] state: &str, #[case] hours: [u32; 4], #[case] expected: Option<(Turn, u32)>) {
        assert_eq!(turn(&given(state, hours), at(10), at(24)), expected.map(|(turn, hour)| (turn, at(hour))));
    }

    #[test]
    fn more_time_that_is_asked_for_waits_for_the_office() {
        let row = assignment::Model { asked_until: Some(at(200)), ..given("accepted", [2, 90, 96, 120]) };
        assert_eq!(turn(&row, at(10), at(24)), Some((Turn::Decide, at(1))));
    }
}
