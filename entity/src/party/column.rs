//! The column as everybody reads it, without an account: what is out, and that somebody read it.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    article::{self, Column, State},
    article_reading,
    articles::{self, Read},
    figures,
};
use crate::{
    kernel::{Actor, Db, Failure, Result, Tx, Why, rest},
    people::query::today,
    tenancy::{attempts, community, door},
};

/// So many articles are in the column of a community; older ones are found by their address.
const MOST: u64 = 60;

/// The column of a community.
#[derive(Debug, Clone)]
pub struct Front {
    /// The community.
    pub community: community::Model,
    /// What is out, the latest first.
    pub articles: Vec<article::Model>,
}

/// The column of the community with a code.
pub async fn front(db: &Db, code: &str) -> Result<Front> {
    let (tx, community) = door::enter(db, code).await?;
    let out = tx.find::<article::Entity>().filter(Column::State.eq(State::Published)).order_by_desc(Column::PublishedAt);
    Ok(Front { articles: out.order_by_desc(Column::Id).limit(MOST).all(tx.conn()).await?, community })
}

/// An article that is out, with a unit of work in its community.
pub async fn open(db: &Db, id: Uuid) -> Result<(Tx, community::Model, Read)> {
    let (sys, article) = found(db, id, false).await?;
    let tx = sys.enter(article.community_id, Actor::System).await?;
    let community = tx.get::<community::Entity>(article.community_id).await?;
    let read = articles::read(&tx, article).await?;
    Ok((tx, community, read))
}

/// Notes that a reader read an article: once a day, by a random name that their browser has for that day. Only a trace of the name is
/// kept, another one each day and in each community: it leads to nobody.
///
/// # Errors
/// "Limited" if the network at `address` has counted this article, or all of them, often enough today.
pub async fn note(db: &Db, address: &str, id: Uuid, reader: &str) -> Result<()> {
    drop(found(db, id, false).await?);
    attempts::take(db, &attempts::READ, &format!("{id}@{address}"), address).await?;
    let (sys, article) = found(db, id, true).await?;
    let tx = sys.enter(article.community_id, Actor::System).await?;
    let today = today(&tx).await?;
    let trace = tx.blind("article_reader", &format!("{today}:{reader}"))?;
    let which = tx.find::<article_reading::Entity>().filter(article_reading::Column::ArticleId.eq(id));
    let which = which.filter(article_reading::Column::OnDay.eq(today)).filter(article_reading::Column::Reader.eq(trace.clone()));
    let row = article_reading::ActiveModel { article_id: Set(id), on_day: Set(today), reader: Set(trace), ..Default::default() };
    tx.find_or_insert(which, row).await?;
    figures::mark_reads(&tx, today).await?;
    drop(tx);
    sys.commit().await
}

async fn found(db: &Db, id: Uuid, write: bool) -> Result<(crate::kernel::SystemTx, article::Model)> {
    let sys = if write { db.system(Why::PublicPage).await? } else { db.system_read(Why::PublicPage).await? };
    let out = sys.find::<article::Entity>().filter(Column::Id.eq(id)).filter(Column::State.eq(State::Published));
    let article = out.one(sys.conn()).await?.ok_or_else(Failure::not_found)?;
    if rest::rests(&sys, article.community_id).await? {
        return Err(Failure::not_found());
    }
    Ok((sys, article))
}
