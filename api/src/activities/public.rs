//! The menu without an account, as a page and as a calendar.

use chrono::{DateTime, Utc};
use mulin_entity::{
    activities::{public, query::Listed},
    evidence::Of,
    people::words::word,
};
use poem::web::Data;
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::Path,
    payload::{Json, PlainText},
};
use uuid::Uuid;

use crate::{ApiState, Reply, Tag, evidence::Photo};

/// What everybody may see.
pub struct PublicApi;

/// The menu of a community.
#[derive(Object)]
struct PublicMenu {
    community: String,
    /// What is on, the first to begin first.
    items: Vec<PublicDish>,
}

/// Something on the menu.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct PublicDish {
    id: Uuid,
    class: String,
    title: String,
    summary: String,
    place: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// How many seats there are, and how many of them are free; nothing where they are not counted.
    seats: Option<i64>,
    free: Option<i64>,
    cover: Option<Photo>,
}

#[derive(ApiResponse)]
enum Calendar {
    /// The calendar.
    #[oai(status = 200, content_type = "text/calendar; charset=utf-8")]
    Ics(PlainText<String>, #[oai(header = "Cache-Control")] String),
}

impl PublicDish {
    fn new(Listed { activity, occasion, counts, .. }: Listed, cover: Option<Photo>) -> Self {
        let taken = counts.signed_up + counts.pending + counts.attended + counts.no_show;
        Self {
            id: activity.id,
            class: word(activity.class),
            title: occasion.title,
            summary: activity.summary,
            place: occasion.place,
            starts_at: occasion.starts_at,
            ends_at: occasion.ends_at,
            seats: occasion.capacity,
            free: occasion.capacity.map(|seats| (seats - taken).max(0)),
            cover,
        }
    }
}

#[OpenApi(tag = "Tag::Activities")]
impl PublicApi {
    /// The menu of a community, by its division code.
    #[oai(path = "/public/communities/:code/menu", method = "get", operation_id = "activities.menu")]
    async fn menu(&self, state: Data<&ApiState>, code: Path<String>) -> Reply<Json<PublicMenu>> {
        let (tx, community, listed) = public::menu(&state.db, &code.0).await?;
        let mut items = Vec::with_capacity(listed.len());
        for one in listed {
            let cover = Photo::all(&tx, Of::Activity(one.activity.id)).await?.into_iter().next();
            items.push(PublicDish::new(one, cover));
        }
        Ok(Json(PublicMenu { community: community.name, items }))
    }

    /// The same for calendar programs.
    #[oai(path = "/public/communities/:code/menu.ics", method = "get", operation_id = "activities.menu_calendar")]
    async fn calendar(&self, state: Data<&ApiState>, code: Path<String>) -> Reply<Calendar> {
        let text = public::calendar(&state.db, &code.0).await?;
        Ok(Calendar::Ics(PlainText(text), "public, max-age=900".to_owned()))
    }
}
