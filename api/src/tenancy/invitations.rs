//! Joining by an invitation.

use mulin_entity::tenancy::{invitation, log_in::Credentials};
use poem::{Request, web::Data};
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::sessions::{LogInReply, opened};
use crate::{ApiState, Reply, Tag};

/// Joining by an invitation.
pub struct InvitationsApi;

/// What an invitation is to.
#[derive(Object)]
struct Invitation {
    email: String,
    name: String,
    /// The role as one word.
    role: String,
    /// The community or street, by name.
    place: String,
    /// Its division code.
    code: String,
    /// Whether the address has an account already, whose password then joins.
    known: bool,
}

/// Yes.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Acceptance {
    /// What to be called, if not as in the invitation.
    #[oai(validator(max_length = 60))]
    name: Option<String>,
    /// The account's password, or the one that is chosen now.
    #[oai(validator(max_length = 256))]
    password: String,
    /// Whether the token is wanted as the console's cookie.
    #[oai(default)]
    cookie: bool,
}

#[OpenApi(tag = "Tag::Tenancy")]
impl InvitationsApi {
    /// What is this invitation to?
    #[oai(path = "/invitations/:token", method = "get", operation_id = "invitations.show")]
    async fn show(&self, state: Data<&ApiState>, token: Path<String>) -> Reply<Json<Invitation>> {
        let invitation::Invitation { email, name, role, place, code, known } = invitation::show(&state.db, &token).await?;
        Ok(Json(Invitation { email, name, role: role.to_string(), place, code, known }))
    }

    /// Join, and log in.
    #[oai(path = "/invitations/:token/accept", method = "post", operation_id = "invitations.accept")]
    async fn accept(&self, state: Data<&ApiState>, request: &Request, token: Path<String>, body: Json<Acceptance>) -> Reply<LogInReply> {
        let Acceptance { name, password, cookie } = body.0;
        let user_agent = request.header("user-agent").unwrap_or_default().to_owned();
        let credentials =
            Credentials { email: String::new(), password: String::new(), cookie, user_agent, address: state.address_of(request) };
        let session = invitation::accept(&state.db, &token, name, password, credentials).await?;
        Ok(opened(session, cookie, request.cookie()))
    }
}
