//! Telling somebody something.

use std::{collections::HashSet, fmt::Display};

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{channels, job::Deliver, ledger, message, test_send::TestSend, topic};
use crate::kernel::{Actor, PLATFORM, Result, SystemTx, Tx};

/// To whom a message goes. The address is looked up when it is sent, so that it is the present one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Recipient {
    /// A member of the community.
    Member {
        /// The membership.
        id: Uuid,
    },
    /// An account.
    Account {
        /// The account.
        id: Uuid,
    },
    /// A group chat or a program.
    Group {
        /// The channel.
        id: Uuid,
    },
    /// Somebody who is not known yet, such as one who is invited.
    Address {
        /// The e-mail address.
        email: String,
        /// How to call them.
        name: String,
        /// Their language, `zh-CN` or `en`.
        locale: String,
    },
}

impl Recipient {
    /// Whose wishes hold: a membership or an account; nobody's for a bare address.
    pub fn reader(&self) -> Option<Uuid> {
        match self {
            Self::Member { id } | Self::Account { id } | Self::Group { id } => Some(*id),
            Self::Address { .. } => None,
        }
    }

    /// The membership, which has an inbox and limits of its own.
    pub fn member(&self) -> Option<Uuid> {
        match self {
            Self::Member { id } => Some(*id),
            Self::Account { .. } | Self::Group { .. } | Self::Address { .. } => None,
        }
    }

    /// The channel of a group.
    pub fn group(&self) -> Option<Uuid> {
        match self {
            Self::Group { id } => Some(*id),
            Self::Member { .. } | Self::Account { .. } | Self::Address { .. } => None,
        }
    }
}

/// Whether a message may wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// It may wait for the morning.
    Normal,
    /// It may not.
    Urgent,
}

/// What somebody is to be told.
#[derive(Debug, Clone)]
pub struct Intent {
    /// The template, such as `visits.digest`.
    pub template: &'static str,
    /// To whom.
    pub to: Recipient,
    /// What the template is filled with.
    pub facts: serde_json::Value,
    /// Whether it may wait.
    pub urgency: Urgency,
    /// Rule, subject, due time and recipient: the same message is written once.
    pub dedupe: String,
    /// The rule that asks for it.
    pub rule: &'static str,
    /// What it is about.
    pub subject: Option<(&'static str, Uuid)>,
}

impl Intent {
    /// What a member is told of once, which may wait for the morning; `key` is what makes it another message.
    pub fn to_member(template: &'static str, member: Uuid, key: impl Display, facts: serde_json::Value) -> Self {
        let dedupe = format!("{template}:{key}:{member}");
        Self { template, to: Recipient::Member { id: member }, facts, urgency: Urgency::Normal, dedupe, rule: template, subject: None }
    }
}

/// Has somebody told something, once `tx` is committed; nothing new if the same was asked for before. The groups that follow its
/// topic are told once, however many members are.
pub async fn send(tx: &Tx, intent: Intent) -> Result<()> {
    if let Some(member) = intent.to.member() {
        let shared = intent.dedupe.replace(&member.to_string(), "");
        for group in channels::groups(tx, topic::of(intent.template).name).await? {
            let dedupe = format!("{shared}:group:{}", group.id);
            write(tx, Intent { to: Recipient::Group { id: group.id }, dedupe, ..intent.clone() }, None).await?;
        }
    }
    write(tx, intent, None).await.map(drop)
}

/// Takes back what waits to be told by a rule and has come out of date: all whose key begins with `key`. What is on its way goes on.
/// Answers who will not hear of it.
pub async fn withdraw(tx: &Tx, template: &str, key: &str) -> Result<HashSet<Uuid>> {
    let waits = tx.find::<message::Entity>().filter(message::Column::Dedupe.starts_with(format!("{template}:{key}")));
    let mut untold = HashSet::new();
    for row in waits.filter(message::Column::State.eq(message::State::Queued)).all(tx.conn()).await? {
        if ledger::drop_queued(tx, row.id, "outdated").await? {
            untold.extend(row.reader_id);
        }
    }
    Ok(untold)
}

/// Writes it down, a test send as such; answers the message, which is another one if it was asked for before.
pub(super) async fn write(tx: &Tx, intent: Intent, test: Option<TestSend>) -> Result<Uuid> {
    let id = tx.new_id();
    let (subject_kind, subject_id) = intent.subject.map(|(kind, id)| (kind.to_owned(), id)).unzip();
    let row = message::ActiveModel {
        community_id: Set(tx.community()),
        id: Set(id),
        template: Set(intent.template.to_owned()),
        rule: Set(intent.rule.to_owned()),
        dedupe: Set(intent.dedupe),
        urgency: Set(match intent.urgency {
            Urgency::Normal => "normal".to_owned(),
            Urgency::Urgent => "urgent".to_owned(),
        }),
        recipient: Set(serde_json::to_value(&intent.to)?),
        facts: Set(tx.seal("message", "facts", id, &intent.facts.to_string())?),
        subject_kind: Set(subject_kind),
        subject_id: Set(subject_id),
        created_at: Set(tx.now()),
        reader_id: Set(intent.to.reader()),
        held_until: Set(None),
        state: Set(message::State::Queued),
        reason: Set(None),
        recipient_name: Set(None),
        address_masked: Set(None),
        subject: Set(None),
        test_send: Set(test.map(serde_json::to_value).transpose()?),
    };
    let once = OnConflict::columns([message::Column::CommunityId, message::Column::Dedupe]).do_nothing().to_owned();
    let written = message::Entity::insert(row).on_conflict(once).exec_without_returning(tx.conn()).await?;
    if written == 1 {
        tx.enqueue(&Deliver { message: id }).await?;
    }
    Ok(id)
}

/// Like [`send`], on behalf of a community or, without one, of the platform.
pub async fn send_from_system(sys: &SystemTx, community: Option<Uuid>, intent: Intent) -> Result<()> {
    let tx = sys.enter(community.unwrap_or(PLATFORM), Actor::System).await?;
    send(&tx, intent).await
}
