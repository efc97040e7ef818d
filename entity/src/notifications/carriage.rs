//! Choosing who carries a message, inside of what each provider allows, and noting how it went.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use serde_json::Value;
use uuid::Uuid;

use super::{
    channels, message_channel,
    rules::{
        circuit,
        limit::{Limit, take},
        plan::Way,
    },
    send_slot,
};
use crate::kernel::{Result, Tx};

/// A kind of channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A text-message gateway that takes JSON.
    Gateway,
    /// Alibaba Cloud's text messages.
    Aliyun,
    /// Tencent Cloud's text messages.
    Tencent,
    /// An application of the community's own WeCom.
    Wecom,
    /// A robot of a WeCom group.
    WecomRobot,
    /// A robot of a DingTalk group.
    Dingtalk,
    /// A robot of a Feishu group.
    Feishu,
    /// A program that is told by Standard Webhooks.
    Webhook,
}

const fn each(name: &'static str, count: i32, seconds: i64) -> Limit {
    Limit { name, count, seconds, by_person: false }
}

const fn for_each_person(name: &'static str, count: i32, seconds: i64) -> Limit {
    Limit { name, count, seconds, by_person: true }
}

/// One number gets no more from a carrier: what is beyond is refused or, worse, dropped.
const SMS: &[Limit] = &[for_each_person("minute", 1, 30), for_each_person("hour", 5, 3600)];
const WECOM: &[Limit] = &[for_each_person("minute", 30, 60), for_each_person("hour", 1000, 3600)];
const ROBOT: &[Limit] = &[each("minute", 20, 60)];
const FEISHU: &[Limit] = &[each("minute", 100, 60), each("second", 5, 1)];

impl Kind {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Gateway, Self::Aliyun, Self::Tencent, Self::Wecom, Self::WecomRobot, Self::Dingtalk, Self::Feishu, Self::Webhook];

    /// The word that travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Aliyun => "aliyun",
            Self::Tencent => "tencent",
            Self::Wecom => "wecom",
            Self::WecomRobot => "wecom_robot",
            Self::Dingtalk => "dingtalk",
            Self::Feishu => "feishu",
            Self::Webhook => "webhook",
        }
    }

    /// The kind that is called so.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The way to people that it serves.
    pub const fn way(self) -> Way {
        match self {
            Self::Gateway | Self::Aliyun | Self::Tencent => Way::Sms,
            Self::Wecom => Way::Wecom,
            Self::WecomRobot | Self::Dingtalk | Self::Feishu | Self::Webhook => Way::Group,
        }
    }

    /// What its provider must be told; what it may be told besides has a usual value.
    pub const fn settings(self) -> &'static [&'static str] {
        match self {
            Self::Gateway => &["url", "secret", "signature"],
            Self::Webhook => &["url", "secret"],
            Self::Aliyun => &["key_id", "key_secret", "signature"],
            Self::Tencent => &["secret_id", "secret_key", "app_id", "signature"],
            Self::Wecom => &["corp_id", "agent_id", "secret"],
            Self::WecomRobot => &["key"],
            Self::Dingtalk => &["access_token", "secret"],
            Self::Feishu => &["token", "secret"],
        }
    }

    /// What its provider allows.
    pub const fn limits(self) -> &'static [Limit] {
        match self {
            Self::Gateway | Self::Aliyun | Self::Tencent => SMS,
            Self::Wecom => WECOM,
            Self::WecomRobot | Self::Dingtalk => ROBOT,
            Self::Feishu => FEISHU,
            Self::Webhook => &[],
        }
    }
}

/// A channel, opened.
#[derive(Clone)]
pub struct Carrier {
    /// The channel.
    pub id: Uuid,
    /// What its provider wants to know, as one JSON document with the provider's name.
    pub settings: String,
    forms: Value,
}

impl Carrier {
    /// The provider's approved form for one of our templates, and the names of what fills its places, in order.
    pub fn form(&self, template: &str) -> Option<(&str, Vec<&str>)> {
        let form = self.forms.get(template)?;
        let names = form["places"].as_array()?.iter().filter_map(Value::as_str);
        Some((form["code"].as_str()?, names.collect()))
    }

    /// A template that has such a form, for a test of the channel.
    pub fn any_form(&self) -> Option<&str> {
        self.forms.as_object()?.keys().next().map(String::as_str)
    }
}

/// Who carries it.
pub enum Choice {
    /// This one, now: its limits are used accordingly.
    Carrier(Carrier),
    /// Nobody before this instant.
    Busy(DateTime<Utc>),
    /// Nobody at all.
    Nobody,
}

/// The ways that somebody carries messages for this community; mail is always there.
pub async fn open_ways(tx: &Tx) -> Result<Vec<Way>> {
    let rows = tx.find::<message_channel::Entity>().filter(message_channel::Column::Enabled.eq(true)).all(tx.conn()).await?;
    Ok(rows.iter().filter_map(|row| Some(Kind::named(&row.kind)?.way())).chain([Way::Mail]).collect())
}

/// Chooses by the community's order, the one that failed this message last at the end. `only` names a group's own channel, or the one
/// that is tested, which may be switched off.
pub async fn choose(tx: &Tx, way: Way, only: Option<Uuid>, person: Uuid, failed: Option<Uuid>) -> Result<Choice> {
    let rows = channels::list(tx).await?;
    let serves = |row: &message_channel::Model| row.enabled && Kind::named(&row.kind).map(Kind::way) == Some(way);
    let fits = |row: &message_channel::Model| only.map_or_else(|| serves(row), |only| row.id == only);
    let (mut rows, mut free): (Vec<_>, Option<DateTime<Utc>>) = (rows.into_iter().filter(fits).collect(), None);
    rows.sort_by_key(|row| Some(row.id) == failed);
    for row in rows {
        let Some(kind) = Kind::named(&row.kind) else { continue };
        match admit(tx, &row, kind, person).await? {
            Ok(()) => {
                let settings = tx.open("message_channel", "settings", row.id, &row.settings)?;
                return Ok(Choice::Carrier(Carrier { id: row.id, settings, forms: row.forms }));
            }
            Err(until) => free = Some(free.map_or(until, |free| free.min(until))),
        }
    }
    Ok(free.map_or(Choice::Nobody, Choice::Busy))
}

/// Takes a place in each of the channel's limits, or says when there will be one. A channel on trial is taken by one message.
async fn admit(tx: &Tx, row: &message_channel::Model, kind: Kind, person: Uuid) -> Result<std::result::Result<(), DateTime<Utc>>> {
    if let Some(until) = row.rests_until.filter(|until| *until > tx.now()) {
        return Ok(Err(until));
    }
    let mut places = Vec::new();
    for limit in kind.limits() {
        let scope = if limit.by_person { format!("{} {person}", limit.name) } else { limit.name.to_owned() };
        let slots = tx.find::<send_slot::Entity>().filter(send_slot::Column::ChannelId.eq(row.id));
        let slot = slots.filter(send_slot::Column::Scope.eq(&scope)).one(tx.conn()).await?;
        match take(*limit, slot.as_ref().map(|slot| slot.used_until), tx.now()) {
            Ok(until) => places.push((scope, slot, until)),
            Err(free) => return Ok(Err(free)),
        }
    }
    let again = Ok(Err(tx.now() + Duration::seconds(1)));
    if circuit::on_trial(row.failures) && !put_on_trial(tx, row).await? {
        return again;
    }
    for (scope, slot, until) in places {
        if !use_slot(tx, row.id, scope, slot, until).await? {
            // Somebody else took it in the same instant. What was taken of other limits stays taken: they are kept all the more.
            return again;
        }
    }
    Ok(Ok(()))
}

async fn put_on_trial(tx: &Tx, row: &message_channel::Model) -> Result<bool> {
    let unchanged = match row.rests_until {
        Some(until) => message_channel::Column::RestsUntil.eq(until),
        None => message_channel::Column::RestsUntil.is_null(),
    };
    let rests = Some(tx.now() + Duration::seconds(30));
    let taken = tx
        .update_many::<message_channel::Entity>()
        .filter(message_channel::Column::Id.eq(row.id))
        .filter(unchanged)
        .set(message_channel::ActiveModel { rests_until: Set(rests), ..Default::default() })
        .exec(tx.conn())
        .await?;
    Ok(taken.rows_affected == 1)
}

async fn use_slot(tx: &Tx, channel: Uuid, scope: String, known: Option<send_slot::Model>, until: DateTime<Utc>) -> Result<bool> {
    let Some(known) = known else {
        let row = send_slot::ActiveModel {
            community_id: Set(tx.community()),
            id: Set(tx.new_id()),
            channel_id: Set(channel),
            scope: Set(scope),
            used_until: Set(until),
        };
        let key = [send_slot::Column::CommunityId, send_slot::Column::ChannelId, send_slot::Column::Scope];
        let first = send_slot::Entity::insert(row).on_conflict(OnConflict::columns(key).do_nothing().to_owned());
        return Ok(first.exec_without_returning(tx.conn()).await? == 1);
    };
    let taken = tx
        .update_many::<send_slot::Entity>()
        .filter(send_slot::Column::Id.eq(known.id))
        .filter(send_slot::Column::UsedUntil.eq(known.used_until))
        .set(send_slot::ActiveModel { used_until: Set(until), ..Default::default() })
        .exec(tx.conn())
        .await?;
    Ok(taken.rows_affected == 1)
}

/// How a channel did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conduct {
    /// It answered: also a refusal of the message shows that it works.
    Works,
    /// It has enough of us until then.
    HasEnough(DateTime<Utc>),
    /// It failed.
    Fails,
}

/// Notes how a channel did: whether it rests, and for how long.
pub async fn note(tx: &Tx, channel: Uuid, conduct: Conduct) -> Result<()> {
    let Some(row) = tx.try_get::<message_channel::Entity>(channel).await? else { return Ok(()) };
    let (failures, rests) = match conduct {
        // Nothing to write is the usual case: a row that everybody writes would be a queue.
        Conduct::Works if row.failures == 0 => return Ok(()),
        Conduct::Works => (0, None),
        Conduct::HasEnough(until) => (row.failures, Some(until)),
        Conduct::Fails => (row.failures + 1, circuit::rest(row.failures + 1, tx.now())),
    };
    let row = message_channel::ActiveModel { id: Set(channel), failures: Set(failures), rests_until: Set(rests), ..Default::default() };
    tx.update(row).await?;
    Ok(())
}
