//! Choosing who carries a message, inside of what each provider allows, and noting how it went.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, QueryFilter, QuerySelect,
    sea_query::{LockBehavior, LockType},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    channels, message_channel,
    rules::{
        circuit,
        form::{self, Form},
        plan::Way,
        wording::Values,
    },
};
use crate::kernel::{Result, Tx};

mod kind;
pub(super) mod slots;

pub use kind::Kind;

/// The longest account of what is wrong with a channel, in characters.
const LONGEST_TROUBLE: usize = 300;

/// A channel, opened.
#[derive(Clone)]
pub struct Carrier {
    /// The channel.
    pub id: Uuid,
    /// Its kind.
    pub kind: Kind,
    /// What its provider wants to know, as one JSON document with the provider's name.
    pub settings: String,
    forms: Value,
}

impl Carrier {
    /// The provider's approved form for one of our templates, filled.
    pub fn form(&self, template: &str, title: &str, values: &Values) -> Option<Form> {
        form::fill(&self.forms, template, title, values)
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

/// What is to be carried.
#[derive(Debug, Clone, Copy)]
pub struct Freight<'a> {
    /// By which way.
    pub way: Way,
    /// The only channel that may: a group's own, or the one that is tested, which may be switched off.
    pub only: Option<Uuid>,
    /// Where to: a number, a member of a work chat; nothing for a group.
    pub address: &'a str,
    /// The message's template.
    pub template: &'a str,
    /// It tests whether what was broken is mended, and does not wait for that.
    pub test: bool,
    /// The channels that did not take it, the last one last.
    pub failed: &'a [Uuid],
}

/// Chooses by the community's order; those that failed this message come last, the latest of them at the end.
pub async fn choose(tx: &Tx, freight: &Freight<'_>) -> Result<Choice> {
    let Freight { way, only, template, failed, .. } = *freight;
    let rows = channels::list(tx).await?;
    let serves = |row: &message_channel::Model| {
        row.enabled && Kind::named(&row.kind).map(Kind::way) == Some(way) && channels::carries(row, template)
    };
    let fits = |row: &message_channel::Model| only.map_or_else(|| serves(row), |only| row.id == only);
    let (mut rows, mut free): (Vec<_>, Option<DateTime<Utc>>) = (rows.into_iter().filter(fits).collect(), None);
    rows.sort_by_key(|row| failed.iter().rposition(|channel| *channel == row.id));
    for row in rows {
        let Some(kind) = Kind::named(&row.kind) else { continue };
        match admit(tx, &row, kind, freight).await? {
            Ok(()) => {
                let settings = tx.open("message_channel", "settings", row.id, &row.settings)?;
                return Ok(Choice::Carrier(Carrier { id: row.id, kind, settings, forms: row.forms }));
            }
            Err(until) => free = Some(free.map_or(until, |free| free.min(until))),
        }
    }
    Ok(free.map_or(Choice::Nobody, Choice::Busy))
}

/// Takes a place in each of the channel's limits, or says when there will be one. A channel on trial is taken by one message.
async fn admit(tx: &Tx, row: &message_channel::Model, kind: Kind, freight: &Freight<'_>) -> Result<std::result::Result<(), DateTime<Utc>>> {
    let looks = freight.test && row.trouble.is_some();
    if let Some(until) = row.rests_until.filter(|until| *until > tx.now() && !looks) {
        return Ok(Err(until));
    }
    let places = match slots::free(tx, row.id, kind, freight).await? {
        Ok(places) => places,
        Err(until) => return Ok(Err(until)),
    };
    let again = Ok(Err(tx.now() + Duration::seconds(1)));
    let on_trial = circuit::on_trial(row.failures) || (row.trouble.is_some() && row.rests_until.is_some());
    if on_trial && !put_on_trial(tx, row).await? {
        return again;
    }
    for place in places {
        if !slots::take_place(tx, row.id, place).await? {
            // Somebody else took it in the same instant. What was taken of other limits stays taken: they are kept all the more.
            return again;
        }
    }
    Ok(Ok(()))
}

/// Whether this message is the one. Nobody waits here for another who tries it, and who may want a place that is taken here.
async fn put_on_trial(tx: &Tx, row: &message_channel::Model) -> Result<bool> {
    let unchanged = match row.rests_until {
        Some(until) => message_channel::Column::RestsUntil.eq(until),
        None => message_channel::Column::RestsUntil.is_null(),
    };
    let untried = tx.find::<message_channel::Entity>().filter(message_channel::Column::Id.eq(row.id)).filter(unchanged.clone());
    let untried = untried.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    if untried.one(tx.conn()).await?.is_none() {
        return Ok(false);
    }
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

/// How a channel did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conduct {
    /// It answered: also a refusal of the message shows that it works.
    Works,
    /// It has enough of us until then.
    HasEnough(DateTime<Utc>),
    /// The reader has enough of it until then: nobody else is concerned.
    ReaderHasEnough(DateTime<Utc>),
    /// It failed.
    Fails,
    /// It carries nothing before somebody mends this: a key, a signature, an account.
    Broken(String),
    /// It carries no message of this kind before somebody mends its form.
    FormBroken(String),
}

/// Notes how a channel did with a message of `template` to `address`: whether it rests, for whom, and for how long.
pub async fn note(tx: &Tx, channel: Uuid, address: &str, template: &str, conduct: Conduct) -> Result<()> {
    let Some(row) = tx.try_get::<message_channel::Entity>(channel).await? else { return Ok(()) };
    let mending = tx.now() + circuit::MENDING;
    let told = |trouble: String| Some(trouble.chars().take(LONGEST_TROUBLE).collect());
    let (failures, rests, trouble) = match conduct {
        // Nothing to write is the usual case: a row that everybody writes would be a queue.
        Conduct::Works if row.failures == 0 && row.trouble.is_none() => return Ok(()),
        // A form that is not in order stays so whatever other forms do.
        Conduct::Works if row.trouble.is_some() && row.rests_until.is_none() && !slots::open_form(tx, channel, template).await? => {
            (0, None, row.trouble)
        }
        Conduct::Works => (0, None, None),
        Conduct::HasEnough(until) => (row.failures, Some(until), row.trouble),
        Conduct::ReaderHasEnough(until) => return slots::shut_to(tx, channel, address, until).await,
        Conduct::Fails => (row.failures + 1, circuit::rest(row.failures + 1, tx.now()), row.trouble),
        Conduct::Broken(trouble) => (row.failures + 1, Some(mending), told(trouble)),
        Conduct::FormBroken(trouble) => {
            slots::shut_form(tx, channel, template, mending).await?;
            (row.failures, row.rests_until, told(trouble))
        }
    };
    let row = message_channel::ActiveModel {
        id: Set(channel),
        failures: Set(failures),
        rests_until: Set(rests),
        trouble: Set(trouble),
        ..Default::default()
    };
    tx.update(row).await?;
    Ok(())
}
