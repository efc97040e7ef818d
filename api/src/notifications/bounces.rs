//! Letters that come back.

use mulin_entity::{
    kernel::{Failure, Kind},
    notifications::bounces,
};
use poem::{Body, error::ReadBodyError, web::Data};
use poem_openapi::{ApiRequest, ApiResponse, OpenApi, param::Path, payload::Binary};

use crate::{ApiState, Reply, Tag};

/// The most bytes of a letter: what matters comes first, and what follows is our own.
const MOST: usize = 256 << 10;

/// What mail systems send to our return paths.
pub struct BouncesApi;

/// A letter as it came, headers first.
#[derive(ApiRequest)]
enum Letter {
    #[oai(content_type = "message/rfc822")]
    Named(Binary<Body>),
    #[oai(content_type = "application/octet-stream")]
    Unnamed(Binary<Body>),
}

#[derive(ApiResponse)]
enum Noted {
    /// It is noted, or says nothing that matters.
    #[oai(status = 204)]
    Done,
}

#[OpenApi(tag = "Tag::Notifications")]
impl BouncesApi {
    /// What came to the return path of a letter that was sent, handed on by the mail server as it is: of a report (RFC 3464) is noted what
    /// became of the letter, and any other answer is passed over. At most 256 KB.
    #[oai(path = "/receipts/mail/:token", method = "post", operation_id = "receipts.take_mail")]
    async fn take(&self, state: Data<&ApiState>, token: Path<String>, letter: Letter) -> Reply<Noted> {
        let (Letter::Named(body) | Letter::Unnamed(body)) = letter;
        let letter = body.0.into_bytes_limit(MOST).await.map_err(|error| match error {
            ReadBodyError::PayloadTooLarge => Failure::new(Kind::TooLarge, "kernel.too_large"),
            _ => Failure::new(Kind::Malformed, "kernel.malformed"),
        })?;
        bounces::take(&state.db, &token.0, &letter).await?;
        Ok(Noted::Done)
    }
}
