//! The words of a community for its messages: versions, of which one may be in force.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{
    ledger::Draft,
    message_wording,
    rules::wording::{Wording, variables},
};
use crate::kernel::{Failure, Kind, Language, Page, PageRequest, Result, Tx};

/// A template in a language: what versions are versions of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worded {
    /// The template.
    pub template: &'static str,
    /// The language.
    pub language: Language,
}

impl Worded {
    /// The one that is named so; "not found" if nobody may word it.
    pub fn named(template: &str, locale: &str) -> Result<Self> {
        let (template, _) = variables::WORDED.iter().find(|(name, _)| *name == template).ok_or_else(Failure::not_found)?;
        Ok(Self { template, language: locale.parse().map_err(|_| Failure::not_found())? })
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        variables::WORDED.iter().flat_map(|(template, _)| Language::ALL.map(|language| Self { template, language }))
    }

    fn versions(self, tx: &Tx) -> sea_orm::Select<message_wording::Entity> {
        tx.find::<message_wording::Entity>()
            .filter(message_wording::Column::Template.eq(self.template))
            .filter(message_wording::Column::Locale.eq(self.language.tag()))
    }
}

/// The version in force; none while the built-in words are.
pub async fn in_force(tx: &Tx, of: Worded) -> Result<Option<message_wording::Model>> {
    Ok(of.versions(tx).filter(message_wording::Column::InForce.eq(true)).one(tx.conn()).await?)
}

/// The versions of a community that are in force.
pub struct InForce(Vec<message_wording::Model>);

impl InForce {
    /// All of them.
    pub async fn of(tx: &Tx) -> Result<Self> {
        Ok(Self(tx.find::<message_wording::Entity>().filter(message_wording::Column::InForce.eq(true)).all(tx.conn()).await?))
    }

    /// The version in which `draft` goes out to somebody who reads `locale`: the one that is tested, else the one in force.
    pub async fn chosen(&self, tx: &Tx, draft: &Draft, locale: &str) -> Result<Option<message_wording::Model>> {
        if let Some(id) = draft.test.and_then(|test| test.wording) {
            return tx.try_get::<message_wording::Entity>(id).await;
        }
        let Ok(of) = Worded::named(&draft.template, Language::accepted(Some(locale)).tag()) else { return Ok(None) };
        Ok(self.0.iter().find(|row| row.template == of.template && row.locale == of.language.tag()).cloned())
    }
}

/// The newest version, in force or a draft.
pub async fn newest(tx: &Tx, of: Worded) -> Result<Option<message_wording::Model>> {
    Ok(of.versions(tx).order_by_desc(message_wording::Column::Number).one(tx.conn()).await?)
}

/// One version.
pub async fn version(tx: &Tx, of: Worded, number: i32) -> Result<message_wording::Model> {
    of.versions(tx).filter(message_wording::Column::Number.eq(number)).one(tx.conn()).await?.ok_or_else(Failure::not_found)
}

/// The versions, the newest first.
pub async fn versions(tx: &Tx, of: Worded, request: &PageRequest) -> Result<Page<message_wording::Model>> {
    let limit = request.limit()?;
    let mut query = of.versions(tx).order_by_desc(message_wording::Column::Number);
    if let Some(after) = request.key::<i32>()? {
        query = query.filter(message_wording::Column::Number.lt(after));
    }
    Page::cut(query.limit(limit + 1).all(tx.conn()).await?, limit, |row: &message_wording::Model| row.number)
}

/// Keeps `wording` as the version after `after` (0 for the first): a draft until it is published. "Stale" if somebody else
/// wrote one in between.
pub async fn save(tx: &Tx, of: Worded, wording: &Wording, after: i32, author: &str) -> Result<message_wording::Model> {
    wording.check(of.template, of.language)?;
    let known = newest(tx, of).await?.map_or(0, |row| row.number);
    if known != after {
        return Err(Failure::new(Kind::Stale, "kernel.stale"));
    }
    let row = message_wording::ActiveModel {
        template: Set(of.template.to_owned()),
        locale: Set(of.language.tag().to_owned()),
        number: Set(after + 1),
        document: Set(serde_json::to_value(wording)?),
        author_name: Set(author.to_owned()),
        in_force: Set(false),
        ..Default::default()
    };
    tx.insert(row).await
}

/// From now on messages go out in the words of version `number`, an old one included; without one, in the built-in words.
pub async fn publish(tx: &Tx, of: Worded, number: Option<i32>) -> Result<()> {
    let chosen = match number {
        Some(number) => Some(version(tx, of, number).await?),
        None => None,
    };
    let before = in_force(tx, of).await?;
    for (row, in_force) in before.iter().map(|row| (row, false)).chain(chosen.iter().map(|row| (row, true))) {
        tx.update(message_wording::ActiveModel { id: Set(row.id), in_force: Set(in_force), ..Default::default() }).await?;
    }
    let subject = chosen.or(before).map_or(Uuid::nil(), |row| row.id);
    let detail = json!({ "template": of.template, "locale": of.language.tag(), "version": number });
    tx.audit("notifications.publish_wording", "message_wording", subject, detail).await
}

/// The words of a version.
pub fn words(row: &message_wording::Model) -> Result<Wording> {
    Ok(serde_json::from_value(row.document.clone())?)
}

/// The versions in force, and the newest ones.
pub async fn overview(tx: &Tx) -> Result<Vec<(Worded, Option<message_wording::Model>, Option<message_wording::Model>)>> {
    let mut rows = Vec::new();
    for of in Worded::all() {
        rows.push((of, in_force(tx, of).await?, newest(tx, of).await?));
    }
    Ok(rows)
}
