//! Messages and what became of them.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::Page,
    notifications::{delivery, message, query::Entry, retry::is_stalled},
};
use poem_openapi::Object;
use uuid::Uuid;

/// One message and what became of it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Delivery {
    id: Uuid,
    /// When it was asked for.
    at: DateTime<Utc>,
    recipient_name: Option<String>,
    address_masked: Option<String>,
    /// `mail`, `wecom` or `sms`; of the last try.
    channel: String,
    /// Such as `visits.digest`.
    template: String,
    subject: Option<String>,
    /// The rule that asked for it: why it was sent.
    rule: String,
    /// `queued`, `sending`, `accepted`, `delivered`, `rejected`, `in_doubt` or `suppressed`.
    state: String,
    /// Why it is not further.
    reason: Option<String>,
    /// Whether it was given up and waits for somebody who has it sent again.
    stalled: bool,
    /// A test send: counted as nothing.
    test: bool,
    /// Until when it waits, or waited last.
    held_until: Option<DateTime<Utc>>,
    /// Every try, the first one first.
    attempts: Vec<DeliveryTry>,
    /// The text that was sent; links that work once are taken out. Only when one message is asked for.
    body: Option<String>,
}

/// One try.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DeliveryTry {
    /// From 1.
    number: i32,
    /// `mail`, `wecom` or `sms`.
    channel: String,
    /// In which version of the community's own words, such as `zh-CN/3`; none for the built-in ones.
    wording: Option<String>,
    /// When it was handed over.
    at: DateTime<Utc>,
    /// When the channel answered.
    settled_at: Option<DateTime<Utc>>,
    /// `sending`, `in_doubt`, `deferred`, `accepted`, `rejected`, `bounced` or `delivered`.
    state: String,
    reason: Option<String>,
    /// The channel's own reference.
    reference: Option<String>,
}

/// Messages.
#[derive(Object)]
pub struct DeliveryPage {
    items: Vec<Delivery>,
    next: Option<String>,
}

impl Delivery {
    /// With the text that was sent.
    pub fn with_body(self, body: Option<String>) -> Self {
        Self { body, ..self }
    }
}

impl From<Entry> for Delivery {
    fn from(Entry { message, tries }: Entry) -> Self {
        Self {
            channel: channel(&message, &tries),
            stalled: is_stalled(&message),
            id: message.id,
            at: message.created_at,
            recipient_name: message.recipient_name,
            address_masked: message.address_masked,
            template: message.template,
            subject: message.subject,
            rule: message.rule,
            state: message.state.word().to_owned(),
            reason: message.reason,
            test: message.test_send.is_some(),
            held_until: message.held_until,
            attempts: tries.into_iter().map(DeliveryTry::from).collect(),
            body: None,
        }
    }
}

/// The way of the last try; before the first one, that of a test, or mail.
fn channel(message: &message::Model, tries: &[delivery::Model]) -> String {
    let tested = || message.test_send.as_ref()?["way"].as_str();
    tries.last().map(|last| last.channel.as_str()).or_else(tested).unwrap_or("mail").to_owned()
}

impl From<delivery::Model> for DeliveryTry {
    fn from(row: delivery::Model) -> Self {
        let delivery::Model { attempt: number, channel, wording, at, settled_at, state, reason, reference, .. } = row;
        Self { number, channel, wording, at, settled_at, state: state.word().to_owned(), reason, reference }
    }
}

impl From<Page<Entry>> for DeliveryPage {
    fn from(page: Page<Entry>) -> Self {
        let page = page.map(Delivery::from);
        Self { items: page.items, next: page.next }
    }
}
