//! A new password for somebody who forgot theirs.

use mulin_entity::tenancy::reset;
use poem::{Request, web::Data};
use poem_openapi::{ApiResponse, Object, OpenApi, payload::Json};

use crate::{ApiState, Reply, Tag};

/// New passwords.
pub struct ResetsApi;

/// Whose password is forgotten.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ResetRequest {
    #[oai(validator(max_length = 254))]
    email: String,
}

/// A new password, and the token of the link.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewPassword {
    token: String,
    #[oai(validator(max_length = 256))]
    password: String,
}

#[derive(ApiResponse)]
enum Requested {
    /// If the address has an account, a mail is on its way.
    #[oai(status = 202)]
    Accepted,
}

#[derive(ApiResponse)]
enum Changed {
    /// The new password holds; every session of the account has ended.
    #[oai(status = 204)]
    Done,
}

#[OpenApi(tag = "Tag::Tenancy")]
impl ResetsApi {
    /// Ask for a link that sets a new password.
    #[oai(path = "/password-resets", method = "post", operation_id = "resets.request")]
    async fn request(&self, state: Data<&ApiState>, request: &Request, body: Json<ResetRequest>) -> Reply<Requested> {
        reset::request(&state.db, &body.email, &state.address_of(request)).await?;
        Ok(Requested::Accepted)
    }

    /// Set a new password by such a link.
    #[oai(path = "/password-resets/redeem", method = "post", operation_id = "resets.redeem")]
    async fn redeem(&self, state: Data<&ApiState>, body: Json<NewPassword>) -> Reply<Changed> {
        let NewPassword { token, password } = body.0;
        reset::redeem(&state.db, &token, password).await?;
        Ok(Changed::Done)
    }
}
