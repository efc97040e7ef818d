//! How much of a provider's limits is used, in rows: so that every worker knows, with Redis or without.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use serde_json::json;
use uuid::Uuid;

use super::{Freight, Kind};
use crate::{
    kernel::{Result, Tx},
    notifications::{
        rules::{limit::take, window::after_one},
        send_slot,
    },
};

/// A place that is free, and what its slot says once it is taken.
pub(super) struct Place {
    scope: String,
    known: Option<send_slot::Model>,
    until: DateTime<Utc>,
    sent: Vec<DateTime<Utc>>,
}

/// Whom a limit by address counts: whoever answers there, under however many names.
fn of_address(tx: &Tx, address: &str) -> Result<String> {
    Ok(hex::encode(tx.blind("send_slot", address)?))
}

fn of_form(template: &str) -> String {
    format!("form {template}")
}

/// A place for `freight` in each limit of a channel, or when there will be one.
pub(super) async fn free(
    tx: &Tx,
    channel: Uuid,
    kind: Kind,
    freight: &Freight<'_>,
) -> Result<std::result::Result<Vec<Place>, DateTime<Utc>>> {
    let (now, mut places) = (tx.now(), Vec::new());
    let later = |slot: &Option<send_slot::Model>| slot.as_ref().map(|slot| slot.used_until).filter(|until| *until > now);
    if kind.sends_forms()
        && !freight.test
        && let Some(until) = later(&slot(tx, channel, &of_form(freight.template)).await?)
    {
        return Ok(Err(until));
    }
    if !kind.windows().is_empty() {
        let scope = of_address(tx, freight.address)?;
        let known = slot(tx, channel, &scope).await?;
        if let Some(until) = later(&known) {
            return Ok(Err(until));
        }
        let sent = known.as_ref().map(|slot| serde_json::from_value(slot.sent.clone())).transpose()?.unwrap_or_default();
        let sent: Vec<DateTime<Utc>> = sent;
        let (sent, until) = after_one(kind.windows(), &sent, now);
        places.push(Place { scope, known, until, sent });
    }
    for limit in kind.limits() {
        let scope = if limit.by_address { format!("{} {}", limit.name, of_address(tx, freight.address)?) } else { limit.name.to_owned() };
        let known = slot(tx, channel, &scope).await?;
        match take(*limit, known.as_ref().map(|slot| slot.used_until), now) {
            Ok(until) => places.push(Place { scope, known, until, sent: Vec::new() }),
            Err(free) => return Ok(Err(free)),
        }
    }
    Ok(Ok(places))
}

async fn slot(tx: &Tx, channel: Uuid, scope: &str) -> Result<Option<send_slot::Model>> {
    let slots = tx.find::<send_slot::Entity>().filter(send_slot::Column::ChannelId.eq(channel));
    Ok(slots.filter(send_slot::Column::Scope.eq(scope)).one(tx.conn()).await?)
}

/// Takes a place; whether nobody else took it in the same instant.
pub(super) async fn take_place(tx: &Tx, channel: Uuid, place: Place) -> Result<bool> {
    let Place { scope, known, until, sent } = place;
    let Some(known) = known else {
        let first = send_slot::Entity::insert(new(tx, channel, scope, until, &sent))
            .on_conflict(OnConflict::columns(KEY).do_nothing().to_owned())
            .exec_without_returning(tx.conn());
        return Ok(first.await? == 1);
    };
    let taken = tx
        .update_many::<send_slot::Entity>()
        .filter(send_slot::Column::Id.eq(known.id))
        .filter(send_slot::Column::UsedUntil.eq(known.used_until))
        .set(send_slot::ActiveModel { used_until: Set(until), sent: Set(json!(sent)), ..Default::default() })
        .exec(tx.conn())
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Nothing goes to `address` over the channel before `until`: so its provider said.
pub(super) async fn shut_to(tx: &Tx, channel: Uuid, address: &str, until: DateTime<Utc>) -> Result<()> {
    shut(tx, channel, of_address(tx, address)?, until).await
}

/// No message of `template` goes over the channel before `until`: its approved form is not in order.
pub(super) async fn shut_form(tx: &Tx, channel: Uuid, template: &str, until: DateTime<Utc>) -> Result<()> {
    shut(tx, channel, of_form(template), until).await
}

async fn shut(tx: &Tx, channel: Uuid, scope: String, until: DateTime<Utc>) -> Result<()> {
    let shut = OnConflict::columns(KEY).update_column(send_slot::Column::UsedUntil).to_owned();
    send_slot::Entity::insert(new(tx, channel, scope, until, &[])).on_conflict(shut).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Messages of `template` go over the channel again; whether they did not.
pub(super) async fn open_form(tx: &Tx, channel: Uuid, template: &str) -> Result<bool> {
    let shut = tx.delete_many::<send_slot::Entity>().filter(send_slot::Column::ChannelId.eq(channel));
    Ok(shut.filter(send_slot::Column::Scope.eq(of_form(template))).exec(tx.conn()).await?.rows_affected > 0)
}

/// All forms are tried anew: somebody has changed the channel.
pub(in crate::notifications) async fn open_forms(tx: &Tx, channel: Uuid) -> Result<()> {
    let shut = tx.delete_many::<send_slot::Entity>().filter(send_slot::Column::ChannelId.eq(channel));
    shut.filter(send_slot::Column::Scope.starts_with(of_form(""))).exec(tx.conn()).await?;
    Ok(())
}

const KEY: [send_slot::Column; 3] = [send_slot::Column::CommunityId, send_slot::Column::ChannelId, send_slot::Column::Scope];

fn new(tx: &Tx, channel: Uuid, scope: String, until: DateTime<Utc>, sent: &[DateTime<Utc>]) -> send_slot::ActiveModel {
    send_slot::ActiveModel {
        community_id: Set(tx.community()),
        id: Set(tx.new_id()),
        channel_id: Set(channel),
        scope: Set(scope),
        used_until: Set(until),
        sent: Set(json!(sent)),
    }
}
