//! The month in public (公示), for members and without an account.

use mulin_entity::{
    kernel::{Failure, Role},
    points::{boards, can},
    tenancy::door,
};
use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::dto::{NewObjection, PointBoard, PointObjection, PointObjectionDecision};
use crate::{ApiState, Guard, Reply, Tag, people::Created};

/// Boards.
pub struct BoardsApi;

/// A community's latest board, as everybody sees it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct PublicBoard {
    community: String,
    /// None before the first month was made public.
    board: Option<PointBoard>,
}

#[OpenApi(tag = "Tag::Points")]
impl BoardsApi {
    /// The months that were made public, the latest first.
    #[oai(path = "/point-boards", method = "get", operation_id = "boards.list")]
    async fn list(&self, caller: Guard<can::HoldPoints>) -> Reply<Json<Vec<PointBoard>>> {
        Ok(Json(boards::list(&caller.read().await?).await?.into_iter().map(PointBoard::brief).collect()))
    }

    /// Who got what for what in a month; names are masked for everybody but the office.
    #[oai(path = "/point-boards/:id", method = "get", operation_id = "boards.get")]
    async fn get(&self, caller: Guard<can::HoldPoints>, id: Path<Uuid>) -> Reply<Json<PointBoard>> {
        let office = matches!(caller.role()?, Role::CommunityAdmin | Role::Staff);
        let (board, lines) = boards::lines(&caller.read().await?, id.0).await?;
        Ok(Json(PointBoard::whole(board, lines, office)))
    }

    /// Object to a board, or to a posting on it, while it may be objected to.
    #[oai(path = "/point-boards/:id/objections", method = "post", operation_id = "boards.object")]
    async fn object(&self, caller: Guard<can::HoldPoints>, id: Path<Uuid>, body: Json<NewObjection>) -> Reply<Created<PointObjection>> {
        let tx = caller.write().await?;
        let row = boards::object(&tx, id.0, body.0.posting_id, &body.0.words).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(row.into())))
    }

    /// What people have against a board.
    #[oai(path = "/point-boards/:id/objections", method = "get", operation_id = "boards.objections")]
    async fn objections(&self, caller: Guard<can::KeepPoints>, id: Path<Uuid>) -> Reply<Json<Vec<PointObjection>>> {
        let tx = caller.read().await?;
        boards::lines(&tx, id.0).await?;
        Ok(Json(boards::objections(&tx, id.0).await?.into_iter().map(PointObjection::from).collect()))
    }

    /// Answer an objection; if it is granted, the posting that is meant is undone.
    #[oai(path = "/point-objections/:id/decision", method = "post", operation_id = "boards.decide")]
    async fn decide(
        &self,
        caller: Guard<can::KeepPoints>,
        id: Path<Uuid>,
        body: Json<PointObjectionDecision>,
    ) -> Reply<Json<PointObjection>> {
        let tx = caller.write().await?;
        let row = boards::decide(&tx, id.0, body.0.grant, &body.0.answer).await?;
        tx.commit().await?;
        Ok(Json(row.into()))
    }

    /// A community's latest board, without an account; names are masked.
    #[oai(path = "/public/communities/:code/points", method = "get", operation_id = "boards.show")]
    async fn show(&self, state: Data<&ApiState>, code: Path<String>) -> Reply<Json<PublicBoard>> {
        let (tx, community) = door::enter(&state.db, &code.0).await?;
        let board = match boards::list(&tx).await?.into_iter().next() {
            Some(latest) => {
                let (board, lines) = boards::lines(&tx, latest.id).await?;
                Some(PointBoard::whole(board, lines, false))
            }
            None => None,
        };
        Ok::<_, Failure>(Json(PublicBoard { community: community.name, board })).map_err(Into::into)
    }
}
