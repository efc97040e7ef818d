//! A change that is asked for again under the same key (`Idempotency-Key`) happens once, and is answered as it was the first time.
//!
//! While an [`Attempt`] is under way in a task, the unit of work that its handler commits is held back until the answer is known; the
//! answer is written beside the change, and both become true together. Whoever comes second runs into the key, is undone as a whole,
//! and gets the first one's answer.

mod answered;
mod attempt;
mod kept_answer;

pub use answered::Answered;
pub use attempt::{Attempt, InFlight};
pub(crate) use attempt::{hold, let_go};
pub(crate) use kept_answer::tidy;
