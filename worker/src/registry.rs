//! From a job's kind to its handler; every kind of `for_each_job!` is here, or this does not compile.

use mulin_entity::kernel::{Job, Result};

use crate::{Context, Handle, Outcome, context::Turn};

macro_rules! dispatch {
    ($($job:ty),* $(,)?) => {
        /// Hands the job to its handler.
        pub async fn dispatch(cx: &Context) -> Result<Outcome> {
            match cx.job.kind.as_str() {
                $(<$job as Job>::KIND => run::<$job>(cx).await,)*
                unknown => Ok(Outcome::Bury { reason: format!("no handler for {unknown}") }),
            }
        }

        /// How many of a kind are done at once.
        pub fn turn(kind: &str) -> Turn {
            match kind {
                $(<$job as Job>::KIND => <$job as Handle>::TURN,)*
                _ => Turn::Hand,
            }
        }
    };
}

mulin_entity::for_each_job!(dispatch);

async fn run<J: Handle>(cx: &Context) -> Result<Outcome> {
    match serde_json::from_value::<J>(cx.job.payload.clone()) {
        Ok(job) => job.handle(cx).await,
        // Not what serde says: it cites what it could not read, and that may name somebody.
        Err(_) => Ok(Outcome::Bury { reason: "the payload cannot be read".to_owned() }),
    }
}
