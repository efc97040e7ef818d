//! The column as everybody reads it.

use mulin_entity::{
    evidence::Of,
    party::{column, feed},
};
use poem::{Request, web::Data};
use poem_openapi::{
    ApiResponse, OpenApi,
    param::Path,
    payload::{Binary, Json},
};
use uuid::Uuid;

use super::pages::{ArticleReader, PublicArticle, PublicColumn};
use crate::{ApiState, Reply, Tag, evidence::Photo, people::Done};

/// What everybody may read.
pub struct PublicApi;

/// A feed.
#[derive(ApiResponse)]
enum AtomFeed {
    /// The feed.
    #[oai(status = 200, content_type = "application/atom+xml; charset=utf-8")]
    Atom(Binary<Vec<u8>>),
}

#[OpenApi(tag = "Tag::Party")]
impl PublicApi {
    /// The column of a community: what is out, the latest first.
    #[oai(path = "/public/columns/:code", method = "get", operation_id = "columns.show")]
    async fn show(&self, state: Data<&ApiState>, code: Path<String>) -> Reply<Json<PublicColumn>> {
        Ok(Json(column::front(&state.db, &code.0).await?.into()))
    }

    /// The column as a feed (Atom).
    #[oai(path = "/public/columns/:code/feed", method = "get", operation_id = "columns.feed")]
    async fn feed(&self, state: Data<&ApiState>, code: Path<String>) -> Reply<AtomFeed> {
        let front = column::front(&state.db, &code.0).await?;
        let title = front.community.language().text("party.feed_title", &[("community", front.community.name.clone())]);
        let base = state.base_url.trim_end_matches('/');
        Ok(AtomFeed::Atom(Binary(feed::atom(&front, &title, base).into_bytes())))
    }

    /// An article that is out.
    #[oai(path = "/public/articles/:id", method = "get", operation_id = "columns.read")]
    async fn read(&self, state: Data<&ApiState>, id: Path<Uuid>) -> Reply<Json<PublicArticle>> {
        let (tx, community, read) = column::open(&state.db, id.0).await?;
        let photos = Photo::all(&tx, Of::Article(id.0)).await?;
        Ok(Json(PublicArticle::whole(community, read, photos)))
    }

    /// Note that an article was read, by a random name that the reader's browser has for the day: once a name, day and article.
    #[oai(path = "/public/articles/:id/reads", method = "post", operation_id = "columns.note_read")]
    async fn note_read(&self, state: Data<&ApiState>, request: &Request, id: Path<Uuid>, body: Json<ArticleReader>) -> Reply<Done> {
        column::note(&state.db, &state.address_of(request), id.0, &body.0.reader).await?;
        Ok(Done::Done)
    }
}
