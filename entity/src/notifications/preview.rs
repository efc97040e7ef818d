//! What a message would look like, filled with a real one of the community.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Reader,
    carriage::Kind,
    channels, message, message_channel, query,
    rules::{
        form,
        segments::{Segments, segments},
        wording::{Wording, signed},
    },
    wordings::Worded,
    writing::{Said, Scribe, Script, Written},
};
use crate::{
    calendar::local,
    kernel::{Failure, Result, Tx},
};

/// A message as its readers would see it.
#[derive(Debug)]
pub struct Preview {
    /// As a mail.
    pub written: Written,
    /// For every other way, the text message with its signature.
    pub said: Said,
    /// How the text message is counted.
    pub segments: Segments,
    /// The signature; none while no provider of text messages is connected.
    pub signature: Option<String>,
    /// The provider's approved form that goes out instead of the words; it is then what the text message shows, and parts are counted on
    /// the provider's text, which nobody here knows.
    pub form: Option<String>,
    /// The message whose contents it shows; none for an imagined one.
    pub source: Option<message::Model>,
}

/// Shows `wording`, or without one the built-in words, to `reader`, with the contents of `source` or of the newest message of its kind.
pub async fn show(
    tx: &Tx,
    scribe: &dyn Scribe,
    of: Worded,
    wording: Option<&Wording>,
    reader: &Reader,
    source: Option<Uuid>,
) -> Result<Preview> {
    if let Some(wording) = wording {
        wording.check(of.template, of.language)?;
    }
    let (source, facts) = contents(tx, scribe, of.template, source).await?;
    let script = Script {
        template: of.template,
        name: &reader.name,
        locale: of.language.tag(),
        zone: local::zone(&reader.zone),
        facts: &facts,
        wording,
    };
    let written = scribe.write(&script).map_err(Failure::internal)?;
    let mut said = scribe.say(&script).map_err(Failure::internal)?;
    let channel = channels::first_for_texts(tx, of.template).await?;
    let signature = channel.as_ref().map(|row| channels::signature_of(tx, row)).transpose()?.flatten();
    let sends_forms = |row: &&message_channel::Model| Kind::named(&row.kind).is_some_and(Kind::sends_forms);
    let form = channel.as_ref().filter(sends_forms).and_then(|row| form::fill(&row.forms, of.template, &written.subject, &said.values));
    if let Some(form) = &form {
        said.sms = form.told(of.language);
    }
    if let Some(signature) = &signature {
        said.sms = signed(signature, &said.sms);
    }
    Ok(Preview { segments: segments(&said.sms), written, said, signature, form: form.map(|form| form.code), source })
}

/// What a message of `template` may contain: those of `source`, of the newest one, or of an imagined one.
pub(super) async fn contents(
    tx: &Tx,
    scribe: &dyn Scribe,
    template: &str,
    source: Option<Uuid>,
) -> Result<(Option<message::Model>, Value)> {
    // What a test showed was borrowed, or imagined.
    let real = tx.find::<message::Entity>().filter(message::Column::TestSend.is_null());
    let known = real.filter(message::Column::Template.eq(template));
    let row = match source {
        Some(id) => Some(known.filter(message::Column::Id.eq(id)).one(tx.conn()).await?.ok_or_else(Failure::not_found)?),
        None => known.order_by_desc(message::Column::Id).one(tx.conn()).await?,
    };
    match row {
        Some(row) => {
            let facts = query::facts(tx, &row)?;
            // Such as the demo's, which are kept without what they told.
            let empty = facts["visits"].as_array().is_some_and(Vec::is_empty) && source.is_none();
            Ok(if empty { (None, scribe.example(template)) } else { (Some(row), facts) })
        }
        None => Ok((None, scribe.example(template))),
    }
}
