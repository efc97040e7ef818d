//! Communities that want to join.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::PageRequest,
    tenancy::{
        can,
        invitation::Guest,
        onboarding::{self, Wish},
        query, signup,
    },
};
use poem::{Request, web::Data};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use crate::{ApiState, Guard, Reply, Tag};

/// Sign-ups.
pub struct SignupsApi;

/// A community that wants to join.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewSignup {
    /// The community's division code, 12 digits.
    #[oai(validator(max_length = 12))]
    code: String,
    #[oai(validator(min_length = 1, max_length = 60))]
    contact_name: String,
    /// Gets the link that proves it, and later the invitation.
    #[oai(validator(max_length = 254))]
    contact_email: String,
    #[oai(validator(max_length = 30))]
    contact_phone: Option<String>,
    #[oai(validator(max_length = 500))]
    note: Option<String>,
}

/// What became of a sign-up.
#[derive(Object)]
struct SignupState {
    id: Uuid,
    /// `unproven`, `pending`, `approved` or `refused`.
    state: String,
}

#[derive(ApiResponse)]
enum SignedUp {
    /// A mail is on its way to the contact.
    #[oai(status = 201)]
    Created(Json<SignupState>),
}

/// The token of the link in the mail.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Proof {
    #[oai(validator(max_length = 200))]
    token: String,
}

/// What became of a proof.
#[derive(Object)]
struct Proven {
    /// `pending`: the street is to decide.
    state: String,
}

/// One sign-up, as the street sees it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Signup {
    id: Uuid,
    code: String,
    community_name: String,
    contact_name: String,
    contact_email: String,
    contact_phone: Option<String>,
    note: Option<String>,
    /// `pending`, `approved` or `refused`.
    state: String,
    /// Why it was refused.
    reason: Option<String>,
    created_at: DateTime<Utc>,
    proven_at: Option<DateTime<Utc>>,
    decided_at: Option<DateTime<Utc>>,
}

/// Sign-ups.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct SignupPage {
    items: Vec<Signup>,
    next: Option<String>,
}

/// Why not.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Refusal {
    #[oai(validator(min_length = 1, max_length = 500))]
    reason: String,
}

#[OpenApi(tag = "Tag::Tenancy")]
impl SignupsApi {
    /// Sign a community up.
    #[oai(path = "/signups", method = "post", operation_id = "signups.send")]
    async fn send(&self, state: Data<&ApiState>, request: &Request, body: Json<NewSignup>) -> Reply<SignedUp> {
        let NewSignup { code, contact_name, contact_email, contact_phone, note } = body.0;
        let locale = mulin_entity::kernel::Language::accepted(request.header("accept-language")).tag().to_owned();
        let contact = Guest { email: contact_email, name: contact_name, locale };
        let wish = Wish { code, contact, phone: contact_phone, note, address: state.address_of(request) };
        let signup = onboarding::sign_up(&state.db, wish).await?;
        Ok(SignedUp::Created(Json(SignupState { id: signup.id, state: signup.state.word().to_owned() })))
    }

    /// Prove the contact's address by the link in the mail.
    #[oai(path = "/signups/proof", method = "post", operation_id = "signups.prove")]
    async fn prove(&self, state: Data<&ApiState>, body: Json<Proof>) -> Reply<Json<Proven>> {
        let now = onboarding::prove(&state.db, &body.token).await?;
        Ok(Json(Proven { state: now.word().to_owned() }))
    }

    /// Which communities want, or wanted, to join the street?
    #[oai(path = "/signups", method = "get", operation_id = "signups.list")]
    async fn list(
        &self,
        caller: Guard<can::DecideSignups>,
        /// Only `pending`, `approved` or `refused` ones.
        state: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<SignupPage>> {
        let state: Option<signup::State> = state.0.as_deref().map(str::parse).transpose()?;
        let page = PageRequest { limit: limit.0, after: after.0 };
        let page = query::signups(caller.db(), caller.street()?.id, state, &page).await?;
        let page = page.map(|(signup, phone)| Signup::new(signup, phone));
        Ok(Json(SignupPage { items: page.items, next: page.next }))
    }

    /// Let the community join; its contact is invited to administer it.
    #[oai(path = "/signups/:id/approve", method = "post", operation_id = "signups.approve")]
    async fn approve(&self, caller: Guard<can::DecideSignups>, id: Path<Uuid>) -> Reply<Json<SignupState>> {
        let signup = onboarding::approve(caller.db(), caller.actor(), caller.street()?, id.0).await?;
        Ok(Json(SignupState { id: signup.id, state: signup.state.word().to_owned() }))
    }

    /// Invite the contact of a community that joined again, because the link ran out.
    #[oai(path = "/signups/:id/invitation", method = "post", operation_id = "signups.invite_again")]
    async fn invite_again(&self, caller: Guard<can::DecideSignups>, id: Path<Uuid>) -> Reply<Json<SignupState>> {
        let signup = onboarding::invite_again(caller.db(), caller.actor(), caller.street()?, id.0).await?;
        Ok(Json(SignupState { id: signup.id, state: signup.state.word().to_owned() }))
    }

    /// Tell the community why it cannot join.
    #[oai(path = "/signups/:id/refuse", method = "post", operation_id = "signups.refuse")]
    async fn refuse(&self, caller: Guard<can::DecideSignups>, id: Path<Uuid>, body: Json<Refusal>) -> Reply<Json<SignupState>> {
        let signup = onboarding::refuse(caller.db(), caller.actor(), caller.street()?, id.0, body.0.reason).await?;
        Ok(Json(SignupState { id: signup.id, state: signup.state.word().to_owned() }))
    }
}

impl Signup {
    fn new(row: signup::Model, contact_phone: Option<String>) -> Self {
        let state = row.state.word().to_owned();
        let signup::Model { id, code, community_name, contact_name, contact_email, note, reason, created_at, .. } = row;
        let (proven_at, decided_at) = (row.proven_at, row.decided_at);
        Self {
            id,
            code,
            community_name,
            contact_name,
            contact_email,
            contact_phone,
            note,
            state,
            reason,
            created_at,
            proven_at,
            decided_at,
        }
    }
}
