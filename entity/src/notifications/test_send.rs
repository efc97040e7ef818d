//! Test sends (试发): one marked message to oneself, over exactly one way, that counts as nothing else.

use chrono::Duration;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Recipient, Urgency,
    carriage::Kind,
    channels, message, message_channel, preview,
    rules::plan::Way,
    service::{self, Intent},
    wordings::{self, Worded},
    writing::Scribe,
};
use crate::kernel::{Failure, Kind as FailureKind, Result, Tx};

/// The template of a channel's test.
pub const CHANNEL_TEST: &str = "notifications.test";
/// So many in [`WINDOW`], of the whole community: each costs money, and could be sent to the same phone.
const MOST: u64 = 6;
const WINDOW: Duration = Duration::minutes(10);

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestSend {
    /// The way.
    pub way: Way,
    /// The channel, if it must be this one.
    pub channel: Option<Uuid>,
    /// The version of the wording, if it must be this one.
    pub wording: Option<Uuid>,
}

/// Sends one message over `channel` to `member`, or into the channel's group; answers the message.
pub async fn of_channel(tx: &Tx, member: Uuid, channel: Uuid, community: &str) -> Result<Uuid> {
    let row = tx.get::<message_channel::Entity>(channel).await?;
    let way = Kind::named(&row.kind).map(Kind::way).ok_or_else(Failure::not_found)?;
    let facts = json!({ "channel": row.name, "community": community, "at": tx.now(), "path": "/message-channels" });
    let id = ask(tx, member, CHANNEL_TEST, facts, TestSend { way, channel: Some(channel), wording: None }).await?;
    tx.audit("notifications.test_channel", "message_channel", channel, json!({ "message": id })).await?;
    Ok(id)
}

/// Sends version `number` of a wording to `member` by `way`, filled like its preview; answers the message.
pub async fn of_wording(tx: &Tx, scribe: &dyn Scribe, member: Uuid, of: Worded, number: i32, way: Way) -> Result<Uuid> {
    if way == Way::Group {
        return Err(Failure::invalid_field("way", "notifications.way_unknown"));
    }
    let row = wordings::version(tx, of, number).await?;
    let (_, facts) = preview::contents(tx, scribe, of.template, None).await?;
    let id = ask(tx, member, of.template, facts, TestSend { way, channel: None, wording: Some(row.id) }).await?;
    tx.audit("notifications.test_wording", "message_wording", row.id, json!({ "message": id, "way": way.word() })).await?;
    Ok(id)
}

async fn ask(tx: &Tx, member: Uuid, template: &'static str, facts: Value, test: TestSend) -> Result<Uuid> {
    refuse_beyond_limit(tx).await?;
    if matches!(test.way, Way::Sms | Way::Wecom) && channels::address(tx, member, test.way).await?.is_none() {
        return Err(Failure::new(FailureKind::Conflict, "notifications.own_address_wanted"));
    }
    let intent = Intent {
        template,
        to: Recipient::Member { id: member },
        facts,
        urgency: Urgency::Urgent,
        dedupe: format!("test:{}", tx.new_id()),
        rule: CHANNEL_TEST,
        subject: None,
    };
    service::write(tx, intent, Some(test)).await
}

async fn refuse_beyond_limit(tx: &Tx) -> Result<()> {
    let since = tx.now() - WINDOW;
    let recent = tx.find::<message::Entity>().filter(message::Column::TestSend.is_not_null()).filter(message::Column::CreatedAt.gt(since));
    let oldest = recent.order_by_desc(message::Column::CreatedAt).offset(MOST - 1).one(tx.conn()).await?;
    match oldest {
        Some(oldest) => Err(Failure::new(FailureKind::Limited, "notifications.tests_limited").again_in(oldest.created_at - since)),
        None => Ok(()),
    }
}
