//! The door at which residents ask to join. What it answers does not depend on what is known of anybody.

use mulin_entity::{enrolment::ask, people::words::word};
use poem::{Request, web::Data};
use poem_openapi::{OpenApi, param::Path, payload::Json};

use super::dto::{EnrolmentDoor, Joining, JoiningProof, JoiningState, JoiningTicket};
use crate::{ApiState, Reply, Tag, people::Created};

/// The door.
pub struct PublicApi;

#[OpenApi(tag = "Tag::Enrolment")]
impl PublicApi {
    /// The page of a community at which residents ask to join, by its division code.
    #[oai(path = "/public/communities/:code/enrolment", method = "get", operation_id = "enrolments.door")]
    async fn door(&self, state: Data<&ApiState>, code: Path<String>) -> Reply<Json<EnrolmentDoor>> {
        Ok(Json(EnrolmentDoor { community: ask::open(&state.db, &code.0).await? }))
    }

    /// Ask to join: a code goes to the address, whoever it is.
    #[oai(path = "/public/communities/:code/enrolment", method = "post", operation_id = "enrolments.ask")]
    async fn ask(
        &self,
        state: Data<&ApiState>,
        request: &Request,
        code: Path<String>,
        told: Json<Joining>,
    ) -> Reply<Created<JoiningTicket>> {
        let invitation = told.0.invitation.clone().filter(|secret| !secret.is_empty());
        let ticket = ask::ask(&state.db, &state.address_of(request), &code.0, told.0.told(), invitation.as_deref()).await?;
        Ok(Created::Created(Json(JoiningTicket { ticket })))
    }

    /// Prove the address by the code in the mail. The desk looks at it then; whoever came with its paper is let in at once.
    #[oai(path = "/public/communities/:code/enrolment/proof", method = "post", operation_id = "enrolments.prove")]
    async fn prove(&self, state: Data<&ApiState>, code: Path<String>, proof: Json<JoiningProof>) -> Reply<Json<JoiningState>> {
        let state = ask::prove(&state.db, &code.0, &proof.0.ticket, &proof.0.code).await?;
        Ok(Json(JoiningState { state: word(state) }))
    }
}
