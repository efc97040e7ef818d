//! Contact and ask: what is asked, how far the plans are, what was said, what became of it; research topics.

mod dto;
mod forms;
mod heard;
mod interviews;
mod plans;
mod results;
mod topics;

use mulin_entity::{kernel::Failure, people::Reach};
use poem_openapi::OpenApi;

pub(crate) use self::dto::{AskedQuestion, GivenAnswer, known, read_questions, told};
use crate::caller::Caller;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (forms::FormsApi, plans::PlansApi, interviews::InterviewsApi, results::ResultsApi, topics::TopicsApi)
}

/// How far the caller reaches.
fn reach(caller: &Caller) -> Result<Reach, Failure> {
    let member = caller.member()?;
    Ok(Reach::of(member.role, member.id))
}
