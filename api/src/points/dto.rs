//! Points, as they travel.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    kernel::{Failure, Result},
    people::{
        mask,
        words::{self, word},
    },
    points::{
        boards,
        catalogue::Offer,
        point_board, point_doubt, point_objection, point_rule,
        query::{Held, Line, Proof, Taken},
        rules::whereabouts::Whereabouts,
        tariff::Decision,
    },
};
use poem_openapi::Object;
use uuid::Uuid;

/// Accounts.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PointAccountPage {
    pub items: Vec<PointAccount>,
    pub next: Option<String>,
}

/// Somebody's account.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PointAccount {
    id: Uuid,
    name: String,
    person_id: Option<Uuid>,
    member_id: Option<Uuid>,
    balance: i64,
}

impl From<Held> for PointAccount {
    fn from(held: Held) -> Self {
        let account = held.account;
        Self { id: account.id, name: held.name, person_id: account.person_id, member_id: account.member_id, balance: account.balance }
    }
}

/// What moved on an account.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PointStatement {
    pub balance: i64,
    pub items: Vec<PointLine>,
    pub next: Option<String>,
}

/// One movement.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PointLine {
    /// The posting: what is objected to, or reversed.
    id: Uuid,
    at: DateTime<Utc>,
    /// The day on which it was earned.
    day: NaiveDate,
    /// `activity`, `volunteer`, `meeting`, `party`, `occasion`, `grant`, `redeem`, `lapse` or `reversal`.
    reason: String,
    note: String,
    amount: i64,
    /// Whether it was undone.
    reversed: bool,
}

impl From<Line> for PointLine {
    fn from(line: Line) -> Self {
        let Line { posting, amount, reversed } = line;
        Self { id: posting.id, at: posting.at, day: posting.day, reason: posting.reason, note: posting.note, amount, reversed }
    }
}

/// What a service is worth.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PointRule {
    service: String,
    version: i64,
    /// `time` or `hour`.
    per: String,
    points: i64,
    daily_cap: Option<i64>,
    monthly_cap: Option<i64>,
    enabled: bool,
    since: DateTime<Utc>,
}

impl From<point_rule::Model> for PointRule {
    fn from(rule: point_rule::Model) -> Self {
        let point_rule::Model { service, version, points, daily_cap, monthly_cap, enabled, created_at, .. } = rule;
        Self { service, version, per: word(rule.per), points, daily_cap, monthly_cap, enabled, since: created_at }
    }
}

/// What is decided about a service.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PointDecision {
    /// `time` or `hour`.
    #[oai(validator(max_length = 10))]
    per: String,
    points: i64,
    daily_cap: Option<i64>,
    monthly_cap: Option<i64>,
    enabled: bool,
    /// The version that was looked at; 0 if there was none.
    pub after: i64,
}

impl PointDecision {
    /// The decision, if its words are known.
    pub fn read(&self) -> Result<Decision> {
        Ok(Decision {
            per: words::read(&self.per).ok_or_else(|| Failure::invalid_field("per", "kernel.word_unknown"))?,
            points: self.points,
            daily_cap: self.daily_cap,
            monthly_cap: self.monthly_cap,
            enabled: self.enabled,
        })
    }
}

/// Points given or taken by hand: to a resident, or to a member.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PointGrant {
    pub person_id: Option<Uuid>,
    pub member_id: Option<Uuid>,
    /// Below zero takes them.
    pub points: i64,
    #[oai(validator(min_length = 1, max_length = 200))]
    pub note: String,
}

/// Why something is undone.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PointReason {
    #[oai(validator(min_length = 1, max_length = 200))]
    pub note: String,
}

/// What is odd.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PointDoubtPage {
    pub items: Vec<PointDoubt>,
    pub next: Option<String>,
}

/// Points that are held back.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PointDoubt {
    id: Uuid,
    account_id: Uuid,
    name: String,
    service: String,
    points: i64,
    day: NaiveDate,
    /// `overlap`, `long_day`, `too_long`, `travel`, `far` or `device`.
    why: Vec<String>,
    /// What phones saw of it.
    seen: Vec<PointSight>,
    /// `open`, `released` or `refused`.
    state: String,
    note: String,
}

/// What phones saw: so far, in so many minutes, or so many people on one of them.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PointSight {
    /// `travel`, `far` or `device`.
    odd: String,
    /// So far at least.
    metres: Option<i64>,
    /// In so many minutes.
    minutes: Option<i64>,
    /// So many people.
    people: Option<i64>,
}

impl From<Whereabouts> for PointSight {
    fn from(odd: Whereabouts) -> Self {
        let (metres, minutes, people) = match odd {
            Whereabouts::Travel { metres, minutes } => (Some(metres), Some(minutes), None),
            Whereabouts::Far { metres } => (Some(metres), None, None),
            Whereabouts::Device { people } => (None, None, Some(people)),
        };
        Self { odd: odd.word().to_owned(), metres, minutes, people }
    }
}

impl PointDoubt {
    /// A doubt with the holder's name.
    pub fn new(doubt: point_doubt::Model, name: String) -> Result<Self> {
        let point_doubt::Model { id, account_id, service, points, day, why, seen, state, note, .. } = doubt;
        let seen: Vec<Whereabouts> = serde_json::from_value(seen)?;
        let seen = seen.into_iter().map(PointSight::from).collect();
        Ok(Self { id, account_id, name, service, points, day, why: serde_json::from_value(why)?, seen, state: word(state), note })
    }
}

/// What the office says to a doubt.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PointDoubtDecision {
    /// Whether the points are given after all.
    pub release: bool,
    #[oai(validator(min_length = 1, max_length = 200))]
    pub note: String,
}

/// Whether the books add up.
#[derive(Object)]
pub struct PointProof {
    as_of: DateTime<Utc>,
    /// The sum of all entries: 0.
    entries: i64,
    /// The sum of all balances: 0.
    balances: i64,
    /// Accounts whose balance is not the sum of their entries: 0.
    wrong: u64,
    /// Points that people have.
    outstanding: i64,
}

impl From<Proof> for PointProof {
    fn from(proof: Proof) -> Self {
        let Proof { as_of, entries, balances, wrong, outstanding } = proof;
        Self { as_of, entries, balances, wrong, outstanding }
    }
}

/// What is said of a reward.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewReward {
    #[oai(validator(min_length = 1, max_length = 60))]
    title: String,
    #[oai(validator(max_length = 1000))]
    detail: Option<String>,
    price: i64,
    /// So many are left from now on.
    stock: i64,
    per_person: Option<i64>,
    from_day: Option<NaiveDate>,
    until_day: Option<NaiveDate>,
    /// Offered unless told otherwise.
    offered: Option<bool>,
    /// The revision that was looked at, where a reward is changed.
    pub revision: Option<i64>,
}

impl From<NewReward> for Offer {
    fn from(new: NewReward) -> Self {
        let NewReward { title, detail, price, stock, per_person, from_day, until_day, offered, .. } = new;
        let (detail, offered) = (detail.unwrap_or_default(), offered.unwrap_or(true));
        Self { title, detail, price, stock, per_person, from_day, until_day, offered }
    }
}

/// What was taken.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RedemptionPage {
    pub items: Vec<Redemption>,
    pub next: Option<String>,
}

/// A reward that was taken.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Redemption {
    id: Uuid,
    reward: String,
    /// By whom.
    name: String,
    price: i64,
    /// What is shown at the desk.
    code: String,
    /// `waiting`, `handed_out`, `cancelled` or `expired`.
    state: String,
    taken_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    handed_at: Option<DateTime<Utc>>,
}

impl From<Taken> for Redemption {
    fn from(taken: Taken) -> Self {
        let Taken { redemption, reward, name } = taken;
        Self {
            id: redemption.id,
            reward,
            name,
            price: redemption.price,
            code: redemption.code,
            state: word(redemption.state),
            taken_at: redemption.created_at,
            expires_at: redemption.expires_at,
            handed_at: redemption.handed_at,
        }
    }
}

/// What somebody shows at the desk.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct RedemptionCode {
    #[oai(validator(min_length = 1, max_length = 40))]
    pub code: String,
}

/// A month in public.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PointBoard {
    id: Uuid,
    /// Its first day.
    month: NaiveDate,
    published_at: DateTime<Utc>,
    objections_until: DateTime<Utc>,
    closed: bool,
    /// Who got what for what; only for a single board.
    lines: Option<Vec<PointBoardLine>>,
}

/// What somebody got for one service.
#[derive(Object)]
pub struct PointBoardLine {
    /// The name; masked for everybody but the office.
    name: String,
    reason: String,
    times: i64,
    points: i64,
}

impl PointBoard {
    /// A board in a list.
    pub fn brief(board: point_board::Model) -> Self {
        let point_board::Model { id, month, published_at, objections_until, closed, .. } = board;
        Self { id, month, published_at, objections_until, closed, lines: None }
    }

    /// A board with its lines, names in full for the `office` only.
    pub fn whole(board: point_board::Model, lines: Vec<boards::Line>, office: bool) -> Self {
        let line = |line: boards::Line| PointBoardLine {
            name: if office { line.name } else { mask::name(&line.name) },
            reason: line.reason,
            times: line.times,
            points: line.points,
        };
        Self { lines: Some(lines.into_iter().map(line).collect()), ..Self::brief(board) }
    }
}

/// What somebody has against a board.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PointObjection {
    id: Uuid,
    posting_id: Option<Uuid>,
    words: String,
    /// `open`, `granted` or `dismissed`.
    state: String,
    answer: String,
    at: DateTime<Utc>,
}

impl From<point_objection::Model> for PointObjection {
    fn from(row: point_objection::Model) -> Self {
        let point_objection::Model { id, posting_id, words, state, answer, created_at, .. } = row;
        Self { id, posting_id, words, state: word(state), answer, at: created_at }
    }
}

/// An objection.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewObjection {
    /// The posting that is meant; the whole board unless told.
    pub posting_id: Option<Uuid>,
    #[oai(validator(min_length = 1, max_length = 1000))]
    pub words: String,
}

/// What an objection is answered.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PointObjectionDecision {
    /// Whether it is right: then the posting is undone.
    pub grant: bool,
    #[oai(validator(min_length = 1, max_length = 1000))]
    pub answer: String,
}
