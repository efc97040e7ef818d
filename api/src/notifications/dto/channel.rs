//! Channels and addresses.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::{Failure, Tx},
    notifications::{carriage::Kind, channels::Wanted, message_channel, reach_address, receipts},
};
use poem_openapi::{Object, types::Any};
use uuid::Uuid;

/// A provider or a group that the community sends over.
#[derive(Object)]
#[oai(rename = "MessageChannel", skip_serializing_if_is_none)]
pub struct Channel {
    id: Uuid,
    /// `gateway`, `aliyun`, `tencent`, `wecom`, `wecom_robot`, `dingtalk`, `feishu` or `webhook`.
    kind: String,
    name: String,
    /// Smaller goes first among those of one way.
    place: i32,
    enabled: bool,
    /// The provider's approved forms: from our template to `{"code": …, "places": […]}`.
    forms: Any<serde_json::Value>,
    /// The topics that a group is told.
    topics: Vec<String>,
    /// How often it failed since it last worked.
    failures: i32,
    /// What somebody has to mend before it carries anything, or messages of one kind; in the provider's words.
    trouble: Option<String>,
    /// Nothing is sent over it before this instant.
    rests_until: Option<DateTime<Utc>>,
    /// Where the provider sends its receipts.
    receipts_url: String,
}

/// The community's channels.
#[derive(Object)]
#[oai(rename = "MessageChannelList", skip_serializing_if_is_none)]
pub struct ChannelList {
    pub items: Vec<Channel>,
    pub next: Option<String>,
}

/// What a channel is to be.
#[derive(Object)]
#[oai(rename = "MessageChannelWish", deny_unknown_fields, skip_serializing_if_is_none)]
pub struct ChannelWish {
    /// `gateway`, `aliyun`, `tencent`, `wecom`, `wecom_robot`, `dingtalk`, `feishu` or `webhook`.
    kind: String,
    #[oai(validator(min_length = 1, max_length = 50))]
    name: String,
    place: i32,
    enabled: bool,
    /// What the provider wants to know, its keys included; never shown again. Left out, what is there stays.
    settings: Option<Any<serde_json::Value>>,
    /// The provider's approved forms: from our template to `{"code": …, "places": […]}`; places are `title` and variables of the message that have one line.
    forms: Any<serde_json::Value>,
    /// The topics that a group is told.
    #[oai(validator(max_items = 20))]
    topics: Vec<String>,
}

/// Addresses.
#[derive(Object)]
#[oai(rename = "MessageAddressList", skip_serializing_if_is_none)]
pub struct AddressList {
    items: Vec<Address>,
    next: Option<String>,
}

/// Where somebody can be reached.
#[derive(Object)]
#[oai(rename = "MessageAddress")]
pub struct Address {
    /// `sms` or `wecom`.
    way: String,
    address_masked: String,
}

/// An address.
#[derive(Object)]
#[oai(rename = "MessageAddressWish", deny_unknown_fields)]
pub struct AddressWish {
    /// A mobile number, or the user's id in WeCom; empty for none.
    #[oai(validator(max_length = 64))]
    pub address: String,
}

/// That receipts were taken: `code` and `msg` as Alibaba Cloud asks, `result` and `errmsg` as Tencent Cloud does. Whoever does
/// not find its own comes again and again.
#[derive(Object)]
#[oai(rename = "ReceiptsTaken")]
pub struct Taken {
    /// 0
    code: i32,
    msg: String,
    /// 0
    result: i32,
    errmsg: String,
}

impl Default for Taken {
    fn default() -> Self {
        Self { code: 0, msg: "OK".to_owned(), result: 0, errmsg: "OK".to_owned() }
    }
}

impl Channel {
    /// As it is shown: never with its key.
    pub fn of(tx: &Tx, row: message_channel::Model, base_url: &str) -> Result<Self, Failure> {
        let receipts_url = format!("{}/api/v1/receipts/{}", base_url.trim_end_matches('/'), receipts::token(tx, row.id)?);
        let message_channel::Model { id, kind, name, place, enabled, forms, topics, failures, trouble, rests_until, .. } = row;
        let topics = serde_json::from_value(topics)?;
        Ok(Self { id, kind, name, place, enabled, forms: Any(forms), topics, failures, trouble, rests_until, receipts_url })
    }
}

impl TryFrom<ChannelWish> for Wanted {
    type Error = Failure;

    fn try_from(wish: ChannelWish) -> Result<Self, Failure> {
        let ChannelWish { kind, name, place, enabled, settings, forms: Any(forms), topics } = wish;
        let kind = Kind::named(&kind).ok_or_else(|| Failure::invalid_field("kind", "notifications.kind_unknown"))?;
        Ok(Self { name, kind, place, enabled, settings: settings.map(|Any(settings)| settings), forms, topics })
    }
}

impl From<Vec<reach_address::Model>> for AddressList {
    fn from(rows: Vec<reach_address::Model>) -> Self {
        let items = rows.into_iter().map(|row| Address { way: row.way, address_masked: row.address_masked }).collect();
        Self { items, next: None }
    }
}
