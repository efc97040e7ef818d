//! Matters as the desk sees them.

use mulin_entity::{
    kernel::{Failure, PageRequest},
    matters::{
        can, duplicates, intake,
        query::{self, View},
    },
    people::words,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{Matter, MatterPage, NewMatter};
use crate::{Guard, Reply, Tag, assignment::sight, caller::Caller, people::Created};

/// The desk.
pub struct DeskApi;

fn view(caller: &Caller, word: &str) -> Result<View, Failure> {
    Ok(match word {
        "mine" => View::Mine(caller.member()?.id),
        "today" => View::Today,
        "overdue" => View::Overdue,
        "undecided" => View::Undecided,
        "recheck" => View::Recheck,
        _ => return Err(Failure::invalid_field("view", "kernel.word_unknown")),
    })
}

#[OpenApi(tag = "Tag::Matters")]
impl DeskApi {
    /// Matters within sight. `view` is `mine`, `today` (what turns yellow or worse by tonight), `overdue`, `undecided` or `recheck`.
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    #[oai(path = "/matters", method = "get", operation_id = "matters.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadMatters>,
        #[oai(name = "view")] wanted: Query<Option<String>>,
        stage: Query<Option<String>>,
        kind_id: Query<Option<Uuid>>,
        grid_id: Query<Option<Uuid>>,
        query: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<MatterPage>> {
        let unknown = || Failure::invalid_field("stage", "kernel.word_unknown");
        let filter = query::Filter {
            stage: stage.0.map(|word| words::read(&word).ok_or_else(unknown)).transpose()?,
            kind: kind_id.0,
            grid: grid_id.0,
            query: query.0,
            view: wanted.0.map(|word| view(&caller, &word)).transpose()?,
        };
        let page = PageRequest { limit: limit.0, after: after.0 };
        let page = query::list(&caller.read().await?, sight(&caller)?, &filter, &page).await?;
        let items: Result<_, Failure> = page.items.into_iter().map(Matter::brief).collect();
        Ok(Json(MatterPage { items: items?, next: page.next }))
    }

    /// Take a matter in, by whatever way it came; with `done` it is dealt with by that (即收即办).
    #[oai(path = "/matters", method = "post", operation_id = "matters.take")]
    async fn take(&self, caller: Guard<can::TakeMatters>, matter: Json<NewMatter>) -> Reply<Created<Matter>> {
        let tx = caller.write().await?;
        let taken = intake::take(&tx, matter.0.read()?).await?;
        let listed = query::listed(&tx, vec![taken]).await?.pop().ok_or_else(Failure::not_found)?;
        tx.commit().await?;
        Ok(Created::Created(Json(Matter::brief(listed)?)))
    }

    /// Matters that may be the same as what is about to be taken in.
    #[oai(path = "/matters/similar", method = "get", operation_id = "matters.similar")]
    async fn similar(
        &self,
        caller: Guard<can::TakeMatters>,
        title: Query<String>,
        place: Query<Option<String>>,
        building_id: Query<Option<Uuid>>,
    ) -> Reply<Json<MatterPage>> {
        let tx = caller.read().await?;
        let found = duplicates::similar(&tx, sight(&caller)?, &title.0, &place.0.unwrap_or_default(), building_id.0).await?;
        let items: Result<_, Failure> = query::listed(&tx, found).await?.into_iter().map(Matter::brief).collect();
        Ok(Json(MatterPage { items: items?, next: None }))
    }

    /// One matter with all that belongs to it.
    #[oai(path = "/matters/:id", method = "get", operation_id = "matters.get")]
    async fn get(&self, caller: Guard<can::ReadMatters>, id: Path<Uuid>) -> Reply<Json<Matter>> {
        Ok(Json(Matter::whole(&caller.read().await?, sight(&caller)?, id.0).await?))
    }
}
