//! `Idempotency-Key`: a change that is sent again under the same key happens once and is answered alike; see [`mulin_entity::kernel::idempotency`].

use std::sync::Arc;

use mulin_entity::kernel::{
    Failure, Kind,
    idempotency::{Answered, Attempt},
};
use poem::{Endpoint, IntoResponse, Request, Response, http::StatusCode};
use sha2::{Digest, Sha256};

use crate::{ApiState, Problem, caller};

/// The header.
const KEY: &str = "idempotency-key";
/// Says that an answer was given before.
const REPLAYED: &str = "idempotency-replayed";
/// The longest answer that is kept, in bytes.
const LONGEST: usize = 256 << 10;

/// The layer that watches over requests under a key.
pub async fn once<E: Endpoint>(inner: Arc<E>, mut request: Request) -> poem::Result<Response> {
    let Some(key) = request.headers().get(KEY).filter(|_| !request.method().is_safe()) else {
        return inner.call(request).await.map(IntoResponse::into_response);
    };
    let key = key.to_str().ok().filter(|key| (1..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()));
    let key = key.ok_or_else(|| Problem(Failure::new(Kind::Malformed, "kernel.key_malformed")))?.to_owned();
    let state = request.data::<ApiState>().cloned().ok_or_else(|| Problem(Failure::internal("the API has no surroundings")))?;
    let body = request.take_body().into_bytes().await.map_err(poem::Error::from)?;
    let attempt = Attempt::new(key, fingerprint(&request, &body));
    request.set_body(body);

    let earlier = match attempt.run(inner.call(request)).await.map(IntoResponse::into_response) {
        Ok(response) if response.status().is_success() => {
            let (response, answered) = read(response).await?;
            match attempt.succeed(&state.db, answered.as_ref()).await.map_err(Problem)? {
                Some(earlier) => earlier,
                None => return Ok(response),
            }
        }
        other => {
            if let Some(replayed) = other.as_ref().err().and_then(|error| error.downcast_ref::<Replayed>()) {
                replayed.0.clone()
            } else {
                let kind = other
                    .as_ref()
                    .err()
                    .and_then(|error| error.downcast_ref::<Problem>())
                    .map_or(Kind::Internal, |problem| problem.0.kind());
                match attempt.fail(&state.db, kind).await.map_err(Problem)? {
                    Some(earlier) => earlier,
                    None => return other,
                }
            }
        }
    };
    Ok(replay(earlier))
}

/// Called once the caller is known: ends the request here if it was answered before.
pub async fn admit(state: &ApiState, account: uuid::Uuid) -> poem::Result<()> {
    let Some(attempt) = Attempt::present() else { return Ok(()) };
    match attempt.admit(&state.db, account).await.map_err(Problem)? {
        Some(earlier) => Err(poem::Error::new(Replayed(earlier), StatusCode::OK)),
        None => Ok(()),
    }
}

/// An answer on its way from the door to [`once`].
#[derive(Debug, thiserror::Error)]
#[error("the request was answered before")]
struct Replayed(Answered);

/// A hash over everything that is asked for.
fn fingerprint(request: &Request, body: &[u8]) -> Vec<u8> {
    let place = request.header(caller::COMMUNITY).unwrap_or_default();
    let mut hash = Sha256::new();
    for part in [request.method().as_str(), &request.uri().to_string(), place] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.chain_update(body).finalize().to_vec()
}

/// The answer, and what is kept of it: texts that are not too long.
async fn read(mut response: Response) -> poem::Result<(Response, Option<Answered>)> {
    let body = response.take_body().into_bytes().await.map_err(poem::Error::from)?;
    let text = std::str::from_utf8(&body).ok().filter(|text| text.len() <= LONGEST);
    let answered = text.map(|text| Answered {
        status: response.status().as_u16(),
        media_type: response.content_type().map(str::to_owned),
        body: text.to_owned(),
    });
    response.set_body(body);
    Ok((response, answered))
}

fn replay(earlier: Answered) -> Response {
    let mut response = Response::builder().status(StatusCode::from_u16(earlier.status).unwrap_or(StatusCode::OK)).header(REPLAYED, "true");
    if let Some(media_type) = &earlier.media_type {
        response = response.content_type(media_type);
    }
    response.body(earlier.body)
}
