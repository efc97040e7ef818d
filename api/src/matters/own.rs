//! What residents who have an account do about their own matters.

use chrono::{DateTime, Utc};
use mulin_entity::{
    assignment::State,
    matters::{can, care::Answer, kinds, own, query::Listed},
    people::words::word,
};
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use crate::{Guard, Reply, Tag, people::Created};

/// One's own matters.
pub struct OwnApi;

/// A matter as whoever brought it up sees it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct OwnMatter {
    id: Uuid,
    number: i64,
    kind: String,
    title: String,
    place: String,
    /// `open`, `done`, `closed`, `merged` or `declined`.
    stage: String,
    /// Whether somebody has taken it on.
    taken_on: bool,
    result: String,
    received_at: DateTime<Utc>,
    handled_at: Option<DateTime<Utc>>,
    solved: Option<bool>,
    rating: Option<i64>,
}

/// One's own matters, and the kinds there are.
#[derive(Object)]
struct OwnMatters {
    items: Vec<OwnMatter>,
    kinds: Vec<OwnMatterKind>,
}

/// A kind to choose.
#[derive(Object)]
struct OwnMatterKind {
    id: Uuid,
    name: String,
}

/// A matter to bring up.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewOwnMatter {
    kind_id: Uuid,
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 2000))]
    detail: Option<String>,
    #[oai(validator(max_length = 100))]
    place: Option<String>,
}

/// Whether it is solved.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct OwnRating {
    solved: bool,
    /// From 1 to 5.
    rating: Option<i64>,
    #[oai(validator(max_length = 500))]
    note: Option<String>,
}

impl From<Listed> for OwnMatter {
    fn from(Listed { matter, kind, given, .. }: Listed) -> Self {
        Self {
            id: matter.id,
            number: matter.number,
            kind,
            title: matter.title,
            place: matter.place,
            stage: word(matter.stage),
            taken_on: given.is_some_and(|given| given.state == State::Accepted),
            result: matter.result,
            received_at: matter.received_at,
            handled_at: matter.handled_at,
            solved: matter.solved,
            rating: matter.rating,
        }
    }
}

#[OpenApi(tag = "Tag::Matters")]
impl OwnApi {
    /// What the caller brought up, the latest first.
    #[oai(path = "/matters/mine", method = "get", operation_id = "matters.mine")]
    async fn mine(&self, caller: Guard<can::OwnMatters>) -> Reply<Json<OwnMatters>> {
        let tx = caller.read().await?;
        let items = own::list(&tx, caller.member()?.id).await?.into_iter().map(OwnMatter::from).collect();
        let kinds = kinds::list(&tx).await?.into_iter().filter(|kind| !kind.retired);
        Ok(Json(OwnMatters { items, kinds: kinds.map(|kind| OwnMatterKind { id: kind.id, name: kind.name }).collect() }))
    }

    /// Bring a matter up; who tells it is known.
    #[oai(path = "/matters/mine", method = "post", operation_id = "matters.tell_own")]
    async fn tell(&self, caller: Guard<can::OwnMatters>, told: Json<NewOwnMatter>) -> Reply<Created<OwnMatter>> {
        let NewOwnMatter { kind_id, title, detail, place } = told.0;
        let told = own::Told { kind: kind_id, title, detail: detail.unwrap_or_default(), place: place.unwrap_or_default() };
        let tx = caller.write().await?;
        let matter = own::tell(&tx, caller.member()?.id, told).await?.into();
        tx.commit().await?;
        Ok(Created::Created(Json(matter)))
    }

    /// Say whether one's matter is solved, and how content one is.
    #[oai(path = "/matters/mine/:id/rating", method = "post", operation_id = "matters.rate")]
    async fn rate(&self, caller: Guard<can::OwnMatters>, id: Path<Uuid>, rating: Json<OwnRating>) -> Reply<Json<OwnMatter>> {
        let OwnRating { solved, rating, note } = rating.0;
        let tx = caller.write().await?;
        let answer = Answer { solved, rating, note: note.unwrap_or_default() };
        let matter = own::rate(&tx, caller.member()?.id, id.0, answer).await?.into();
        tx.commit().await?;
        Ok(Json(matter))
    }
}
