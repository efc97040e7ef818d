//! Branches, members and what they learnt, as they travel.

use chrono::NaiveDate;
use mulin_entity::{
    attendance::Who,
    kernel::{Failure, Tx},
    party::{
        Kind, branches,
        cadence::{self, Decided, Owed},
        members, party_branch,
        party_member::State,
        query::{self, Listed, Named},
        rules::cadence::{Every, Goal},
        studies::{Record, Standing, Sum},
    },
    people::words::{self, word},
};
use poem_openapi::Object;
use uuid::Uuid;

/// A branch.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PartyBranch {
    id: Uuid,
    name: String,
    founded_on: NaiveDate,
    dissolved_on: Option<NaiveDate>,
    revision: i64,
}

impl From<party_branch::Model> for PartyBranch {
    fn from(row: party_branch::Model) -> Self {
        Self { id: row.id, name: row.name, founded_on: row.founded_on, dissolved_on: row.dissolved_on, revision: row.revision }
    }
}

/// A branch to be written down.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewPartyBranch {
    #[oai(validator(min_length = 1, max_length = 40))]
    name: String,
    /// Since when it is there: what is due is counted from here.
    founded_on: NaiveDate,
    dissolved_on: Option<NaiveDate>,
    /// The revision that was looked at, where a branch is changed.
    pub revision: Option<i64>,
}

impl From<NewPartyBranch> for branches::Design {
    fn from(new: NewPartyBranch) -> Self {
        Self { name: new.name, founded_on: new.founded_on, dissolved_on: new.dissolved_on }
    }
}

/// Party members.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PartyMemberPage {
    pub items: Vec<PartyMember>,
    pub next: Option<String>,
}

/// A party member.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PartyMember {
    id: Uuid,
    branch_id: Uuid,
    name: String,
    /// `probationary`, `full` or `moved_out`.
    state: String,
    /// `none`, `secretary`, `deputy`, `organisation`, `publicity`, `discipline` or `committee`.
    post: String,
    /// Whether they only report here (在职党员报到).
    in_service: bool,
    /// Whether they have an account, by which they are told and sign in.
    account: bool,
    joined_on: NaiveDate,
    left_on: Option<NaiveDate>,
    revision: i64,
    /// How they came where they are; only for a single member.
    transfers: Option<Vec<PartyTransfer>>,
}

/// A transfer.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct PartyTransfer {
    from_id: Option<Uuid>,
    to_id: Option<Uuid>,
    on_day: NaiveDate,
    reason: String,
}

impl PartyMember {
    /// Tells a member in a list.
    pub fn brief(named: Named) -> Self {
        let Named { row, name, account, .. } = named;
        Self {
            id: row.id,
            branch_id: row.branch_id,
            name,
            state: word(row.state),
            post: word(row.post),
            in_service: row.in_service,
            account: account.is_some(),
            joined_on: row.joined_on,
            left_on: row.left_on,
            revision: row.revision,
            transfers: None,
        }
    }

    /// Tells a member with their history.
    pub async fn whole(tx: &Tx, id: Uuid) -> Result<Self, Failure> {
        let step = |row: mulin_entity::party::party_transfer::Model| PartyTransfer {
            from_id: row.from_id,
            to_id: row.to_id,
            on_day: row.on_day,
            reason: row.reason,
        };
        let transfers = query::transfers(tx, id).await?.into_iter().map(step).collect();
        Ok(Self { transfers: Some(transfers), ..Self::brief(query::member(tx, id).await?) })
    }
}

/// Somebody to be taken in.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewPartyMember {
    branch_id: Uuid,
    /// The resident, or
    person_id: Option<Uuid>,
    /// the member with an account.
    member_id: Option<Uuid>,
    /// `probationary` or `full`.
    #[oai(validator(max_length = 20))]
    state: String,
    /// `none`, `secretary`, `deputy`, `organisation`, `publicity`, `discipline` or `committee`.
    #[oai(validator(max_length = 20))]
    post: Option<String>,
    in_service: Option<bool>,
    joined_on: NaiveDate,
}

impl NewPartyMember {
    /// Who is taken in where, and as what.
    pub fn read(self) -> Result<(Uuid, Who, members::Design), Failure> {
        let who = self.person_id.map(Who::Person).or(self.member_id.map(Who::Member));
        let who = who.ok_or_else(|| Failure::invalid_field("person_id", "party.who_wanted"))?;
        let design = design(&self.state, self.post.as_deref().unwrap_or("none"), self.in_service, self.joined_on)?;
        Ok((self.branch_id, who, design))
    }
}

/// How somebody belongs now.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ChangedPartyMember {
    /// `probationary`, `full` or `moved_out`.
    #[oai(validator(max_length = 20))]
    state: String,
    /// `none`, `secretary`, `deputy`, `organisation`, `publicity`, `discipline` or `committee`.
    #[oai(validator(max_length = 20))]
    post: String,
    in_service: Option<bool>,
    joined_on: NaiveDate,
    /// The revision that was looked at.
    pub revision: i64,
}

impl ChangedPartyMember {
    /// The change, if its words are known.
    pub fn read(self) -> Result<members::Design, Failure> {
        design(&self.state, &self.post, self.in_service, self.joined_on)
    }
}

fn design(state: &str, post: &str, in_service: Option<bool>, joined_on: NaiveDate) -> Result<members::Design, Failure> {
    let unknown = |field: &str| Failure::invalid_field(field, "kernel.word_unknown");
    Ok(members::Design {
        state: words::read(state).ok_or_else(|| unknown("state"))?,
        post: words::read(post).ok_or_else(|| unknown("post"))?,
        in_service: in_service.unwrap_or_default(),
        joined_on,
    })
}

/// A transfer: to another branch, out of the community, or in again.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PartyMove {
    /// The branch; none for somebody who belongs elsewhere from now on.
    branch_id: Option<Uuid>,
    /// `full` unless told, or `probationary`: as what somebody comes back who had moved out.
    #[oai(validator(max_length = 20))]
    state: Option<String>,
    on_day: NaiveDate,
    #[oai(validator(max_length = 200))]
    reason: Option<String>,
    /// The revision that was looked at.
    pub revision: i64,
}

impl PartyMove {
    /// The transfer, if its words are known.
    pub fn read(self) -> Result<members::Transfer, Failure> {
        let state = words::choice(self.state, "state", words::read)?.unwrap_or(State::Full);
        Ok(members::Transfer { to: self.branch_id, state, on_day: self.on_day, reason: self.reason.unwrap_or_default() })
    }
}

/// How often a kind of session is held.
#[derive(Object)]
pub struct PartyCadence {
    /// `assembly`, `committee`, `group`, `lecture`, `theme_day` or `bench`.
    kind: String,
    /// `month`, `quarter` or `never`.
    every: String,
    /// Whether the branch decided that for itself.
    own: bool,
}

impl From<(Kind, Decided)> for PartyCadence {
    fn from((kind, Decided { every, own }): (Kind, Decided)) -> Self {
        Self { kind: word(kind), every: word(every), own }
    }
}

/// How often a kind of session is to be held.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewPartyCadence {
    /// The branch; none for all that do not decide for themselves.
    pub branch_id: Option<Uuid>,
    /// `assembly`, `committee`, `group`, `lecture`, `theme_day` or `bench`.
    #[oai(validator(max_length = 20))]
    kind: String,
    /// `month`, `quarter` or `never`; nothing takes the decision back.
    #[oai(validator(max_length = 20))]
    every: Option<String>,
}

impl NewPartyCadence {
    /// The decision, if its words are known.
    pub fn read(self) -> Result<(Kind, Option<Every>), Failure> {
        let kind = words::read(&self.kind).ok_or_else(|| Failure::invalid_field("kind", "kernel.word_unknown"))?;
        Ok((kind, words::choice(self.every, "every", words::read)?))
    }
}

/// What each member should come to in a year.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PartyGoal {
    /// So many hours of study.
    study_hours: i64,
    /// So many of a hundred sessions.
    attended_of_hundred: i64,
}

impl From<Goal> for PartyGoal {
    fn from(Goal { study_hours, attended_of_hundred }: Goal) -> Self {
        Self { study_hours, attended_of_hundred }
    }
}

impl From<PartyGoal> for Goal {
    fn from(PartyGoal { study_hours, attended_of_hundred }: PartyGoal) -> Self {
        Self { study_hours, attended_of_hundred }
    }
}

/// A branch in a year.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PartyBoard {
    branch: PartyBranch,
    year: i32,
    members: usize,
    behind: usize,
    /// In so many of a hundred periods that are over something was held.
    compliance: Option<i64>,
    /// So many of a hundred invitations were followed; leave with a reason counts neither way.
    attendance: Option<i64>,
    kinds: Vec<PartyOwed>,
}

/// A kind of session in a branch.
#[derive(Object)]
pub struct PartyOwed {
    kind: String,
    every: String,
    periods: Vec<PartyPeriod>,
}

/// A period.
#[derive(Object)]
struct PartyPeriod {
    from: NaiveDate,
    to: NaiveDate,
    held: usize,
    /// `done`, `due` or `missed`.
    verdict: String,
}

impl From<Owed> for PartyOwed {
    fn from(line: Owed) -> Self {
        let period = |period: cadence::Period| PartyPeriod {
            from: period.from,
            to: period.to,
            held: period.held,
            verdict: period.verdict.word().to_owned(),
        };
        Self { kind: word(line.kind), every: word(line.every), periods: line.periods.into_iter().map(period).collect() }
    }
}

impl PartyBoard {
    /// Tells a branch in a year.
    pub fn new(branch: party_branch::Model, year: i32, owed: Vec<Owed>, standings: &[Standing]) -> Self {
        let sum = standings.iter().fold(Sum::default(), |all, line| Sum {
            expected: all.expected + line.sum.expected,
            attended: all.attended + line.sum.attended,
            excused: all.excused + line.sum.excused,
            ..all
        });
        Self {
            branch: branch.into(),
            year,
            members: standings.len(),
            behind: standings.iter().filter(|line| line.behind).count(),
            compliance: cadence::compliance(&owed),
            attendance: sum.rate(),
            kinds: owed.into_iter().map(PartyOwed::from).collect(),
        }
    }
}

/// What a member attended and learnt.
#[derive(Object)]
struct PartySum {
    expected: i64,
    attended: i64,
    excused: i64,
    absent: i64,
    /// Minutes of study.
    minutes: i64,
    /// So many minutes are wanted in a year,
    target: i64,
    /// and so many of a hundred sessions.
    wanted_of_hundred: i64,
}

impl PartySum {
    fn new(sum: Sum, goal: Goal) -> Self {
        let Sum { expected, attended, excused, absent, minutes } = sum;
        Self { expected, attended, excused, absent, minutes, target: goal.minutes(), wanted_of_hundred: goal.attended_of_hundred }
    }
}

/// A member with what they learnt.
#[derive(Object)]
pub struct PartyStanding {
    member: PartyMember,
    sum: PartySum,
    behind: bool,
}

impl From<Standing> for PartyStanding {
    fn from(line: Standing) -> Self {
        Self { member: PartyMember::brief(line.member), sum: PartySum::new(line.sum, line.goal), behind: line.behind }
    }
}

/// The study record of a member in a year.
#[derive(Object)]
pub struct PartyStudyRecord {
    member: PartyMember,
    year: i32,
    sum: PartySum,
    behind: bool,
    kinds: Vec<PartyStudyKind>,
    lines: Vec<PartyStudyLine>,
}

/// Minutes of a kind.
#[derive(Object)]
struct PartyStudyKind {
    kind: String,
    minutes: i64,
}

/// A line of a study record.
#[derive(Object)]
struct PartyStudyLine {
    session_id: Uuid,
    on_day: NaiveDate,
    kind: String,
    title: String,
    /// `attended`, `made_up`, `excused` or `absent`.
    state: String,
    minutes: i64,
}

impl PartyStudyRecord {
    /// Tells a record.
    pub fn new(member: Named, year: i32, record: Record) -> Self {
        let line = |(row, listed): (mulin_entity::party::party_presence::Model, Listed)| PartyStudyLine {
            session_id: row.session_id,
            on_day: row.on_day,
            kind: word(listed.session.kind),
            title: listed.occasion.title,
            state: word(row.state),
            minutes: row.minutes,
        };
        Self {
            member: PartyMember::brief(member),
            year,
            sum: PartySum::new(record.sum, record.goal),
            behind: record.behind,
            kinds: record.kinds.into_iter().map(|(kind, minutes)| PartyStudyKind { kind: word(kind), minutes }).collect(),
            lines: record.lines.into_iter().map(line).collect(),
        }
    }
}
