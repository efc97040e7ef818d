//! How long a request waits for a database that says nothing.
//!
//! A connection that was cut fails at once, but packets that vanish leave a statement waiting for as long as the system's TCP does: a quarter of
//! an hour. A time limit for all requests would end long exports too, so whoever waits asks whether anybody is there at all.

use std::{sync::Arc, time::Duration};

use mulin_entity::kernel::{Db, Failure};
use poem::{Endpoint, IntoResponse, Request, Response};
use tokio::time::{sleep, timeout};

use crate::{ApiState, Problem};

/// A request is not asked about before.
const USUAL: Duration = Duration::from_millis(1_500);
/// A database that takes longer for an empty question does not answer.
const PULSE: Duration = Duration::from_secs(1);

/// Answers that the database is away (503) as soon as that is known. The request goes on by itself: what it began is never cut in half.
pub async fn while_it_answers<E: Endpoint + 'static>(inner: Arc<E>, request: Request) -> poem::Result<Response> {
    let Some(db) = request.data::<ApiState>().map(|state| state.db.clone()) else {
        return Ok(inner.call(request).await?.into_response());
    };
    let running = tokio::spawn(async move { Ok(inner.call(request).await?.into_response()) });
    tokio::select! {
        biased;
        done = running => done.map_err(|error| Problem(Failure::internal(error)))?,
        () = outage(&db) => Err(Problem(Failure::unavailable("the database says nothing")).into()),
    }
}

/// Ends once the database is found not to answer.
async fn outage(db: &Db) {
    loop {
        sleep(USUAL).await;
        if !matches!(timeout(PULSE, db.pulse()).await, Ok(Ok(()))) {
            return;
        }
    }
}
