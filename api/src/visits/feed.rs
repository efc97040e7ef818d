//! A member's calendar feed.

use chrono::{DateTime, Utc};
use mulin_entity::visits::{can, feed};
use poem::web::Data;
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::Path,
    payload::{Json, PlainText},
};

use crate::{ApiState, Guard, Reply, Tag};

/// Calendar feeds.
pub struct FeedApi;

/// A feed.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Feed {
    /// The link, shown once: only its hash is kept.
    url: Option<String>,
    /// Since when there is one.
    since: Option<DateTime<Utc>>,
}

#[derive(ApiResponse)]
enum Opened {
    /// The link; the one before is shut.
    #[oai(status = 201)]
    Created(Json<Feed>),
}

#[derive(ApiResponse)]
enum Closed {
    /// The link is shut.
    #[oai(status = 204)]
    Done,
}

#[derive(ApiResponse)]
enum Calendar {
    /// The calendar.
    #[oai(status = 200, content_type = "text/calendar; charset=utf-8")]
    Ics(PlainText<String>, #[oai(header = "Cache-Control")] String),
}

#[OpenApi(tag = "Tag::Visits")]
impl FeedApi {
    /// Whether I have a calendar feed.
    #[oai(path = "/visits/feed", method = "get", operation_id = "visits.feed")]
    async fn known(&self, caller: Guard<can::OwnFeed>) -> Reply<Json<Feed>> {
        let known = feed::known(&caller.read().await?, caller.member()?.id).await?;
        Ok(Json(Feed { url: None, since: known.map(|feed| feed.created_at) }))
    }

    /// Make my calendar feed; a link from before is shut.
    #[oai(path = "/visits/feed", method = "post", operation_id = "visits.open_feed")]
    async fn open(&self, caller: Guard<can::OwnFeed>) -> Reply<Opened> {
        let tx = caller.write().await?;
        let (secret, since) = (feed::open(&tx, caller.member()?.id).await?, tx.now());
        tx.commit().await?;
        let url = format!("{}/api/v1/feeds/{secret}.ics", caller.state().base_url);
        Ok(Opened::Created(Json(Feed { url: Some(url), since: Some(since) })))
    }

    /// Shut my calendar feed.
    #[oai(path = "/visits/feed", method = "delete", operation_id = "visits.close_feed")]
    async fn close(&self, caller: Guard<can::OwnFeed>) -> Reply<Closed> {
        let tx = caller.write().await?;
        feed::close(&tx, caller.member()?.id).await?;
        tx.commit().await?;
        Ok(Closed::Done)
    }

    /// The calendar behind a secret link, for calendar programs.
    #[oai(path = "/feeds/:token", method = "get", operation_id = "visits.read_feed")]
    async fn read(&self, state: Data<&ApiState>, token: Path<String>) -> Reply<Calendar> {
        let secret = token.0.strip_suffix(".ics").unwrap_or(&token.0);
        let text = feed::read(&state.db, secret).await?;
        Ok(Calendar::Ics(PlainText(text), "private, no-store".to_owned()))
    }
}
