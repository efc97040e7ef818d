//! Who takes part in what: what is on, the roll, the code for checking in.

mod dto;
mod occasions;
mod own;
mod phone;
mod roll;

use poem_openapi::OpenApi;

pub use dto::{Attendee, GuardianConsent, Occasion, OccasionDetails};

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (occasions::OccasionsApi, roll::RollApi, own::OwnApi, phone::PhoneApi)
}
