//! The column as the office keeps it: written, looked over by somebody else, out at its time.

use mulin_entity::{
    evidence::{self, Moment, Of},
    kernel::{Failure, PageRequest},
    party::{articles, can, rules::publishing::Act},
    people::words,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::pages::{Article, ArticleAct, ArticlePage, NewArticle};
use crate::{
    Guard, Reply, Tag,
    evidence::{NewPhoto, Photo, PhotoAdded},
    people::Created,
};

/// Articles.
pub struct ArticlesApi;

#[OpenApi(tag = "Tag::Party")]
impl ArticlesApi {
    /// The articles, the latest written down first.
    #[oai(path = "/articles", method = "get", operation_id = "articles.list")]
    async fn list(
        &self,
        caller: Guard<can::KeepParty>,
        state: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<ArticlePage>> {
        let state = words::choice(state.0, "state", words::read)?;
        let page = articles::list(&caller.read().await?, state, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(ArticlePage { items: page.items.into_iter().map(Article::brief).collect(), next: page.next }))
    }

    /// Write an article down.
    #[oai(path = "/articles", method = "post", operation_id = "articles.add")]
    async fn add(&self, caller: Guard<can::KeepParty>, body: Json<NewArticle>) -> Reply<Created<Article>> {
        let tx = caller.write().await?;
        let row = articles::add(&tx, body.0.into()).await?;
        let told = Article::whole(&tx, row.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One article with its text and cover.
    #[oai(path = "/articles/:id", method = "get", operation_id = "articles.get")]
    async fn get(&self, caller: Guard<can::KeepParty>, id: Path<Uuid>) -> Reply<Json<Article>> {
        Ok(Json(Article::whole(&caller.read().await?, id.0).await?))
    }

    /// Write a draft on.
    #[oai(path = "/articles/:id", method = "put", operation_id = "articles.change")]
    async fn change(&self, caller: Guard<can::KeepParty>, id: Path<Uuid>, body: Json<NewArticle>) -> Reply<Json<Article>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        articles::change(&tx, id.0, revision, body.0.into()).await?;
        let told = Article::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Hand an article in, approve it for a time, give it back, take it back, or take it up again.
    #[oai(path = "/articles/:id/act", method = "post", operation_id = "articles.act")]
    async fn act(&self, caller: Guard<can::KeepParty>, id: Path<Uuid>, body: Json<ArticleAct>) -> Reply<Json<Article>> {
        let ArticleAct { act, note, publish_at, revision } = body.0;
        let tx = caller.write().await?;
        let plain = match act.as_str() {
            "hand_in" => Some(Act::HandIn),
            "return" => Some(Act::Return),
            "withdraw" => Some(Act::Withdraw),
            "reopen" => Some(Act::Reopen),
            "approve" => None,
            _ => return Err(Failure::invalid_field("act", "kernel.word_unknown").into()),
        };
        match plain {
            Some(plain) => articles::act(&tx, id.0, revision, plain, &note.unwrap_or_default()).await?,
            None => articles::approve(&tx, id.0, revision, publish_at).await?,
        };
        let told = Article::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Add a cover.
    #[oai(path = "/articles/:id/photos", method = "post", operation_id = "articles.add_photo")]
    async fn add_photo(&self, caller: Guard<can::KeepParty>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let article = articles::one(&caller.read().await?, id.0).await?.article;
        let (moment, developed) = body.develop(Moment::During).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Article(article.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }
}
