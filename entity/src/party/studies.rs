//! What each member learnt in a year, and who fell behind.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    Kind, goals,
    party_presence::{self, Column, State},
    party_session,
    query::{self, Listed, Named},
    rules::cadence::Goal,
};
use crate::{
    kernel::{Result, Tx},
    people::query::{by_ids, today},
};

/// What a member attended and learnt in a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// To so many sessions they were invited.
    pub expected: i64,
    /// So many they attended or made up.
    pub attended: i64,
    /// For so many they asked for leave.
    pub excused: i64,
    /// From so many they stayed away.
    pub absent: i64,
    /// So many minutes of study.
    pub minutes: i64,
}

impl Sum {
    fn take(&mut self, row: &party_presence::Model) {
        self.expected += 1;
        self.minutes += row.minutes;
        match row.state {
            State::Attended | State::MadeUp => self.attended += 1,
            State::Excused => self.excused += 1,
            State::Absent => self.absent += 1,
        }
    }

    /// The share of the sessions that were attended, of a hundred; leave with a reason counts neither way.
    pub fn rate(&self) -> Option<i64> {
        (self.attended * 100).checked_div(self.expected - self.excused)
    }

    /// Whether that is less than what is asked by `day`.
    fn is_behind(&self, goal: Goal, day: NaiveDate) -> bool {
        goal.is_behind(self.expected - self.excused, self.attended, self.minutes, day)
    }
}

/// A member with what they learnt.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Who.
    pub member: Named,
    /// What.
    pub sum: Sum,
    /// What is asked of them.
    pub goal: Goal,
    /// Whether that is less than this part of the year asks for.
    pub behind: bool,
}

/// The study record of a member in a year.
#[derive(Debug, Clone)]
pub struct Record {
    /// All of it.
    pub sum: Sum,
    /// What is asked of them.
    pub goal: Goal,
    /// Whether they are behind.
    pub behind: bool,
    /// Minutes by kind.
    pub kinds: BTreeMap<Kind, i64>,
    /// Each line with its session, the latest first.
    pub lines: Vec<(party_presence::Model, Listed)>,
}

/// The members of a branch with what they learnt in a year, those who are behind first.
pub async fn standings(tx: &Tx, branch: Uuid, year: i32) -> Result<Vec<Standing>> {
    let members = query::members_of(tx, branch).await?;
    let (from, to) = span(year);
    let rows = tx.find::<party_presence::Entity>().filter(Column::OnDay.gte(from)).filter(Column::OnDay.lte(to)).all(tx.conn()).await?;
    let mut sums: HashMap<Uuid, Sum> = HashMap::new();
    for row in &rows {
        sums.entry(row.party_member_id).or_default().take(row);
    }
    let (goal, day) = (goals::read(tx).await?, today(tx).await?.min(to));
    let standing = |member: Named| {
        let sum = sums.get(&member.row.id).copied().unwrap_or_default();
        Standing { behind: sum.is_behind(goal, day), member, sum, goal }
    };
    let mut standings: Vec<Standing> = members.into_iter().map(standing).collect();
    standings.sort_by_key(|line| (!line.behind, line.sum.minutes));
    Ok(standings)
}

/// What a member learnt in a year.
pub async fn record(tx: &Tx, member: Uuid, year: i32) -> Result<Record> {
    let (from, to) = span(year);
    let rows = tx.find::<party_presence::Entity>().filter(Column::PartyMemberId.eq(member));
    let rows = rows.filter(Column::OnDay.gte(from)).filter(Column::OnDay.lte(to)).order_by_desc(Column::OnDay).all(tx.conn()).await?;
    let sessions = by_ids::<party_session::Entity>(tx, party_session::Column::Id, rows.iter().map(|row| row.session_id)).await?;
    let sessions: HashMap<Uuid, Listed> = query::listed(tx, sessions).await?.into_iter().map(|one| (one.session.id, one)).collect();
    let (goal, day) = (goals::read(tx).await?, today(tx).await?.min(to));
    let mut record = Record { sum: Sum::default(), goal, behind: false, kinds: BTreeMap::new(), lines: Vec::new() };
    for row in rows {
        let Some(listed) = sessions.get(&row.session_id) else { continue };
        record.sum.take(&row);
        *record.kinds.entry(listed.session.kind).or_default() += row.minutes;
        record.lines.push((row, listed.clone()));
    }
    record.behind = record.sum.is_behind(goal, day);
    Ok(record)
}

fn span(year: i32) -> (NaiveDate, NaiveDate) {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    (day(1, 1), day(12, 31))
}
