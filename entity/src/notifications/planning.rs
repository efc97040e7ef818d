//! Brings together what the next steps of some messages of one community depend on, and counts what is sent.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use chrono_tz::Tz;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use super::{
    carriage, channels,
    ledger::{self, Draft},
    policy, preferences,
    rules::{
        plan::{self, Next, Situation, Way, Wish},
        policy::Policy,
    },
    send_count,
    topic::{self, Topic},
};
use crate::{
    calendar::local,
    kernel::{Result, Tx},
};

/// What decisions about some messages are based on, read at once.
pub struct Planner {
    zone: Tz,
    day: NaiveDate,
    policy: Policy,
    wishes: HashMap<(Uuid, String), Wish>,
    reach: HashMap<Uuid, BTreeSet<Way>>,
    served: Vec<Way>,
    /// What each reader was sent today, and the community as a whole.
    sent: HashMap<Uuid, i64>,
    /// What goes out now of that.
    more: BTreeMap<Uuid, i64>,
}

impl Planner {
    /// For `drafts`, by the community's clock.
    pub async fn of(tx: &Tx, drafts: &[Draft], zone: Tz) -> Result<Self> {
        let day = local::day_of(zone, tx.now());
        let policy = policy::read(tx).await?;
        let real: Vec<&Draft> = drafts.iter().filter(|draft| draft.test.is_none()).collect();
        let readers = real.iter().filter(|draft| !is_free(draft)).filter_map(|draft| draft.to.reader());
        let wishes = preferences::of_all(tx, readers.collect()).await?;
        let reach = channels::reach(tx, real.iter().filter_map(|draft| draft.to.member()).collect()).await?;
        let served = if reach.is_empty() { vec![Way::Mail] } else { carriage::open_ways(tx).await? };
        let mut counted: Vec<Uuid> = real.iter().filter(|draft| !draft.urgent).filter_map(|draft| draft.to.member()).collect();
        counted.extend(policy.daily_quota.map(|_| tx.community()));
        let sent = sent(tx, day, counted).await?;
        Ok(Self { zone, day, policy, wishes, reach, served, sent, more: BTreeMap::new() })
    }

    /// From how many waiting messages on somebody gets a summary.
    pub fn summary_from(&self) -> u32 {
        self.policy.summary_from
    }

    /// What is done next about `draft`, if nobody carries it by the ways `shut`.
    pub async fn next(&self, tx: &Tx, draft: &Draft, shut: &[Way]) -> Result<Next> {
        let usual = Policy::default();
        let (topic, policy) = (topic::of(&draft.template), if is_free(draft) { &usual } else { &self.policy });
        let counted = |who: Option<Uuid>| who.filter(|_| !draft.urgent).and_then(|who| self.sent.get(&who)).copied().unwrap_or_default();
        let situation = Situation {
            now: tx.now(),
            zone: self.zone,
            policy,
            topic,
            urgent: draft.urgent,
            member: draft.to.member(),
            wish: &self.wish(draft, topic),
            open: &self.open_ways(draft).into_iter().filter(|way| !shut.contains(way)).collect::<Vec<_>>(),
            tried: &draft.tried,
            got_today: counted(draft.to.member()),
            sent_today: counted(policy.daily_quota.map(|_| tx.community())),
        };
        let next = plan::next(&situation);
        let first = draft.tried.is_empty() && shut.is_empty();
        if draft.urgent && first && policy.quiet.end(self.zone, tx.now()).is_some() && matches!(next, Next::Send(_)) {
            ledger::note_step(tx, draft.id, "bypassed", Some("urgent"), None).await?;
        }
        Ok(next)
    }

    /// Counts a message that goes out, the first time that it does.
    pub fn count(&mut self, tx: &Tx, draft: &Draft) {
        if !draft.tried.is_empty() || draft.test.is_some() {
            return;
        }
        let reader = draft.to.member().filter(|_| !draft.urgent);
        let all = Some(tx.community()).filter(|_| !is_free(draft) && self.policy.daily_quota.is_some());
        for who in reader.into_iter().chain(all) {
            *self.sent.entry(who).or_default() += 1;
            *self.more.entry(who).or_default() += 1;
        }
    }

    /// Writes down what was counted: readers in their order, so that two workers never wait for each other.
    pub async fn write(self, tx: &Tx) -> Result<()> {
        let row = |(who, sent)| send_count::ActiveModel {
            community_id: Set(tx.community()),
            id: Set(tx.new_id()),
            day: Set(self.day),
            reader_id: Set(who),
            sent: Set(sent),
        };
        if self.more.is_empty() {
            return Ok(());
        }
        let key = [send_count::Column::CommunityId, send_count::Column::Day, send_count::Column::ReaderId];
        let more = Expr::col((send_count::Entity, send_count::Column::Sent)).add(Expr::cust("excluded.sent"));
        let added = OnConflict::columns(key).value(send_count::Column::Sent, more).to_owned();
        send_count::Entity::insert_many(self.more.into_iter().map(row)).on_conflict(added).exec_without_returning(tx.conn()).await?;
        Ok(())
    }

    fn wish(&self, draft: &Draft, topic: Topic) -> Wish {
        let key = draft.to.reader().filter(|_| !is_free(draft)).map(|reader| (reader, topic.name.to_owned()));
        key.and_then(|key| self.wishes.get(&key)).cloned().unwrap_or_default()
    }

    /// The ways that lead to this reader and are served.
    fn open_ways(&self, draft: &Draft) -> Vec<Way> {
        let Some(member) = draft.to.member() else {
            return vec![if draft.to.group().is_some() { Way::Group } else { Way::Mail }];
        };
        let reaches = |way: &Way| *way == Way::Mail || self.reach.get(&member).is_some_and(|ways| ways.contains(way));
        self.served.iter().copied().filter(reaches).collect()
    }
}

/// Invitations and resets hang on nobody's decisions.
fn is_free(draft: &Draft) -> bool {
    topic::of(&draft.template) == topic::ACCOUNT
}

async fn sent(tx: &Tx, day: NaiveDate, who: Vec<Uuid>) -> Result<HashMap<Uuid, i64>> {
    if who.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = tx.find::<send_count::Entity>().filter(send_count::Column::Day.eq(day)).filter(send_count::Column::ReaderId.is_in(who));
    Ok(rows.all(tx.conn()).await?.into_iter().map(|row| (row.reader_id, row.sent)).collect())
}
