//! What is done with something that is handed out, as it travels.

use chrono::NaiveDate;
use mulin_entity::{
    assignment::{deeds::Deed, rules::clock::Level},
    kernel::Failure,
};
use poem_openapi::Object;
use uuid::Uuid;

/// Something that is done with what is handed out.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct AssignmentDeed {
    /// `acknowledge`, `give_back`, `ask_extension`, `hand_back`, `complete`, and for the office `give`, `stand_in`, `grant_extension`,
    /// `refuse_extension`, `remind`, `yellow`, `red`, `hurry`, `decline`, `reopen`.
    #[oai(validator(max_length = 20))]
    deed: String,
    /// To whom it is given, or who stands in.
    member_id: Option<Uuid>,
    /// The last day that is asked for.
    until: Option<NaiveDate>,
    /// Why, or how it was dealt with.
    #[oai(validator(max_length = 1000))]
    pub note: Option<String>,
    /// The revision of the assignment that was looked at.
    pub revision: i64,
}

impl AssignmentDeed {
    /// The deed, if its word is known and has what it needs.
    pub fn read(&self) -> Result<Deed, Failure> {
        let whom = || self.member_id.ok_or_else(|| Failure::invalid_field("member_id", "assignment.whom_wanted"));
        Ok(match self.deed.as_str() {
            "acknowledge" => Deed::Acknowledge,
            "give_back" => Deed::GiveBack,
            "ask_extension" => Deed::AskExtension(self.until.ok_or_else(|| Failure::invalid_field("until", "assignment.day_wanted"))?),
            "hand_back" => Deed::HandBack,
            "complete" => Deed::Complete,
            "give" => Deed::Give(whom()?),
            "stand_in" => Deed::StandIn(whom()?),
            "grant_extension" => Deed::GrantExtension,
            "refuse_extension" => Deed::RefuseExtension,
            "remind" => Deed::Remind,
            "yellow" => Deed::Card(Level::Yellow),
            "red" => Deed::Card(Level::Red),
            "hurry" => Deed::Hurry,
            "decline" => Deed::Decline,
            "reopen" => Deed::Reopen,
            _ => return Err(Failure::invalid_field("deed", "kernel.word_unknown")),
        })
    }
}
