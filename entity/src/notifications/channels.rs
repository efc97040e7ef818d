//! The channels of a community, and the addresses of its members.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    carriage::{Kind, slots},
    message_channel, reach_address,
    rules::{
        plan::Way,
        wording::{is_signature, variables::form_fillings},
    },
    topic,
};
use crate::kernel::{Failure, Kind as FailureKind, Result, Tx};

/// What a channel is to be.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What the community calls it.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// Smaller goes first among those of one way.
    pub place: i32,
    /// Whether anything is sent over it.
    pub enabled: bool,
    /// What its provider wants to know; none to keep what is there.
    pub settings: Option<Value>,
    /// The provider's approved forms: from our template to `{"code": …, "places": […]}`.
    pub forms: Value,
    /// The topics that a group is told.
    pub topics: Vec<String>,
}

impl Wanted {
    fn check(&self) -> Result<()> {
        if self.settings.as_ref().is_some_and(|settings| !settings.is_object()) || !self.forms.is_object() {
            return Err(Failure::invalid_field("settings", "notifications.settings_unreadable"));
        }
        self.check_settings()?;
        self.check_forms()?;
        if self.topics.iter().any(|name| topic::named(name).is_none()) {
            return Err(Failure::invalid_field("topics", "notifications.topic_unknown"));
        }
        Ok(())
    }

    /// Each thing that the provider must be told is there.
    fn check_settings(&self) -> Result<()> {
        let Some(settings) = &self.settings else { return Ok(()) };
        let told = |name: &str| match &settings[name] {
            Value::String(text) => !text.trim().is_empty(),
            other => other.is_i64(),
        };
        let missing: Vec<_> = self.kind.settings().iter().filter(|name| !told(name)).collect();
        if missing.is_empty() {
            return match settings["signature"].as_str() {
                Some(signature) if !is_signature(signature) => {
                    let field = "settings.signature";
                    Err(Failure::invalid_field(field, "notifications.signature_unfit"))
                }
                _ => Ok(()),
            };
        }
        let invalid = Failure::new(FailureKind::Invalid, "kernel.invalid");
        Err(missing.iter().fold(invalid, |failure, name| failure.field(format!("settings.{name}"), "notifications.setting_wanted")))
    }

    /// Each place of a provider's form has something that fills it.
    fn check_forms(&self) -> Result<()> {
        let fills = |template: &str, place: &Value| place.as_str().is_some_and(|key| form_fillings(template).any(|known| known == key));
        let whole = |(template, form): (&String, &Value)| {
            form["code"].is_string() && form["places"].as_array().is_some_and(|places| places.iter().all(|place| fills(template, place)))
        };
        match self.forms.as_object().is_none_or(|forms| forms.iter().all(whole)) {
            true => Ok(()),
            false => Err(Failure::invalid_field("forms", "notifications.form_unreadable")),
        }
    }
}

/// The channel that text messages of `template` go over first; one that could not carry them comes last.
pub(super) async fn first_for_texts(tx: &Tx, template: &str) -> Result<Option<message_channel::Model>> {
    let serves = |row: &message_channel::Model| row.enabled && Kind::named(&row.kind).map(Kind::way) == Some(Way::Sms);
    Ok(list(tx).await?.into_iter().filter(serves).min_by_key(|row| !carries(row, template)))
}

/// Whether a channel's provider can be asked to carry `template`: some carry only what they approved beforehand.
pub(super) fn carries(row: &message_channel::Model, template: &str) -> bool {
    !Kind::named(&row.kind).is_some_and(Kind::sends_forms) || row.forms.get(template).is_some()
}

/// The signature (签名) of the text messages of `template`: that of the channel which goes first; none while there is none.
pub async fn signature(tx: &Tx, template: &str) -> Result<Option<String>> {
    match first_for_texts(tx, template).await? {
        Some(row) => signature_of(tx, &row),
        None => Ok(None),
    }
}

pub(super) fn signature_of(tx: &Tx, row: &message_channel::Model) -> Result<Option<String>> {
    let settings: Value = serde_json::from_str(&tx.open("message_channel", "settings", row.id, &row.settings)?)?;
    Ok(settings["signature"].as_str().map(str::to_owned))
}

/// All of them, by way and place.
pub async fn list(tx: &Tx) -> Result<Vec<message_channel::Model>> {
    let rows = tx.find::<message_channel::Entity>().order_by_asc(message_channel::Column::Place);
    Ok(rows.order_by_asc(message_channel::Column::Name).all(tx.conn()).await?)
}

/// Adds one.
pub async fn add(tx: &Tx, wanted: Wanted) -> Result<message_channel::Model> {
    if wanted.settings.is_none() {
        return Err(Failure::invalid_field("settings", "notifications.settings_wanted"));
    }
    write(tx, None, wanted).await
}

/// Changes one; what rested is tried again at once.
pub async fn change(tx: &Tx, id: Uuid, wanted: Wanted) -> Result<message_channel::Model> {
    let known = tx.get::<message_channel::Entity>(id).await?;
    write(tx, Some(known), wanted).await
}

async fn write(tx: &Tx, known: Option<message_channel::Model>, wanted: Wanted) -> Result<message_channel::Model> {
    wanted.check()?;
    let taken = list(tx).await?.into_iter().any(|row| row.name == wanted.name && known.as_ref().is_none_or(|known| known.id != row.id));
    if taken {
        return Err(Failure::invalid_field("name", "notifications.name_taken"));
    }
    let id = known.as_ref().map_or_else(|| tx.new_id(), |known| known.id);
    let mut row = message_channel::ActiveModel {
        id: Set(id),
        kind: Set(wanted.kind.word().to_owned()),
        name: Set(wanted.name),
        place: Set(wanted.place),
        enabled: Set(wanted.enabled),
        forms: Set(wanted.forms),
        topics: Set(json!(wanted.topics)),
        failures: Set(0),
        trouble: Set(None),
        rests_until: Set(None),
        ..Default::default()
    };
    if let Some(mut settings) = wanted.settings {
        settings["provider"] = json!(wanted.kind.word());
        row.settings = Set(tx.seal("message_channel", "settings", id, &settings.to_string())?);
    }
    tx.audit("notifications.set_channel", "message_channel", id, json!({ "kind": wanted.kind.word(), "enabled": wanted.enabled })).await?;
    match known {
        Some(_) => {
            slots::open_forms(tx, id).await?;
            tx.update(row).await
        }
        None => tx.insert(row).await,
    }
}

/// Takes one away.
pub async fn remove(tx: &Tx, id: Uuid) -> Result<()> {
    tx.get::<message_channel::Entity>(id).await?;
    tx.delete_many::<message_channel::Entity>().filter(message_channel::Column::Id.eq(id)).exec(tx.conn()).await?;
    tx.audit("notifications.remove_channel", "message_channel", id, json!({})).await
}

/// The groups that are told about a topic.
pub async fn groups(tx: &Tx, name: &str) -> Result<Vec<message_channel::Model>> {
    let told = |row: &message_channel::Model| row.topics.as_array().is_some_and(|topics| topics.iter().any(|topic| topic == name));
    let group = |row: &message_channel::Model| Kind::named(&row.kind).map(Kind::way) == Some(Way::Group);
    Ok(list(tx).await?.into_iter().filter(|row| row.enabled && group(row) && told(row)).collect())
}

/// Where a member can be reached besides by mail.
pub async fn addresses(tx: &Tx, reader: Uuid) -> Result<Vec<reach_address::Model>> {
    Ok(tx.find::<reach_address::Entity>().filter(reach_address::Column::ReaderId.eq(reader)).all(tx.conn()).await?)
}

/// The member's address for a way, and how it is shown.
pub async fn address(tx: &Tx, reader: Uuid, way: Way) -> Result<Option<(String, String)>> {
    let row = addresses(tx, reader).await?.into_iter().find(|row| row.way == way.word());
    row.map(|row| Ok((tx.open("reach_address", "address", row.id, &row.address)?, row.address_masked))).transpose()
}

/// The ways by which members can be reached besides by mail; who has none is not there.
pub(super) async fn reach(tx: &Tx, members: Vec<Uuid>) -> Result<HashMap<Uuid, BTreeSet<Way>>> {
    let mut reach: HashMap<Uuid, BTreeSet<Way>> = HashMap::new();
    if members.is_empty() {
        return Ok(reach);
    }
    for row in tx.find::<reach_address::Entity>().filter(reach_address::Column::ReaderId.is_in(members)).all(tx.conn()).await? {
        reach.entry(row.reader_id).or_default().extend(Way::named(&row.way));
    }
    Ok(reach)
}

/// States an address; an empty one takes it away.
pub async fn set_address(tx: &Tx, reader: Uuid, way: Way, text: &str) -> Result<()> {
    let text = text.trim();
    let rows = tx.delete_many::<reach_address::Entity>().filter(reach_address::Column::ReaderId.eq(reader));
    rows.filter(reach_address::Column::Way.eq(way.word())).exec(tx.conn()).await?;
    if text.is_empty() {
        return Ok(());
    }
    let fits = match way {
        Way::Sms => text.len() == 11 && text.starts_with('1') && text.bytes().all(|digit| digit.is_ascii_digit()),
        Way::Wecom => text.len() <= 64 && text.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"_-@.".contains(&letter)),
        Way::Mail | Way::Group => false,
    };
    if !fits {
        return Err(Failure::invalid_field("address", "notifications.address_unreadable"));
    }
    let id = tx.new_id();
    let row = reach_address::ActiveModel {
        id: Set(id),
        reader_id: Set(reader),
        way: Set(way.word().to_owned()),
        address: Set(tx.seal("reach_address", "address", id, text)?),
        address_masked: Set(masked(text)),
        ..Default::default()
    };
    tx.insert(row).await?;
    Ok(())
}

/// Forgets where somebody could be reached who belongs to the community no longer.
pub async fn forget_addresses(tx: &Tx, reader: Uuid) -> Result<()> {
    tx.delete_many::<reach_address::Entity>().filter(reach_address::Column::ReaderId.eq(reader)).exec(tx.conn()).await?;
    Ok(())
}

fn masked(text: &str) -> String {
    let (head, tail) = if text.len() == 11 { (3, 4) } else { (1, 0) };
    format!("{}****{}", &text[..head.min(text.len())], &text[text.len() - tail..])
}
