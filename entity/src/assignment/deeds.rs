//! What people do with what is handed out: the verbs of whoever holds it, and those of the office.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{Act, assignment, error::AssignmentError, rules::clock::Level, service};
use crate::{
    kernel::{Failure, Kind, Result, Tx},
    tenancy::members::acting,
    visits::desk::Desk,
};

/// What somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Take it on (受理).
    Acknowledge,
    /// Send it back (回退).
    GiveBack,
    /// Ask for more time, until the end of a day (申请延期).
    AskExtension(NaiveDate),
    /// Say that it is done; the note says how (办结).
    Complete,
    /// Give it back to whom one stands in for.
    HandBack,
    /// Give it to somebody else (交办、转办、上报).
    Give(Uuid),
    /// Have somebody do it in place of whoever has it (顶岗).
    StandIn(Uuid),
    /// Give the time that was asked for (同意延期).
    GrantExtension,
    /// Refuse it (不同意延期).
    RefuseExtension,
    /// Tell the holder once more (督办).
    Remind,
    /// Show a card (黄牌、红牌督办).
    Card(Level),
    /// Say that it cannot wait (加急): due by the end of the next workday.
    Hurry,
    /// Say why it is not dealt with (不予办理).
    Decline,
    /// Take it up again (重新办理).
    Reopen,
}

impl Deed {
    /// Whether only the office may do it; the rest is the holder's too.
    pub const fn is_the_offices(&self) -> bool {
        !matches!(self, Self::Acknowledge | Self::GiveBack | Self::AskExtension(_) | Self::HandBack | Self::Complete)
    }
}

/// Does something with an assignment that somebody looked at as `revision`; `office` says whether they are of the office.
pub async fn perform(tx: &Tx, given: &assignment::Model, office: bool, revision: i64, deed: &Deed, note: &str) -> Result<()> {
    if deed.is_the_offices() && !office {
        return Err(Failure::new(Kind::Forbidden, "kernel.forbidden"));
    }
    if !office && (given.holder_id.is_none() || given.holder_id != acting(tx)) {
        return Err(AssignmentError::NotHolder.into());
    }
    if *deed == Deed::Complete && note.trim().is_empty() {
        return Err(Failure::from(AssignmentError::ResultWanted).field("note", "assignment.result_wanted"));
    }
    if *deed == Deed::Hurry {
        return hurry(tx, given, revision, note).await;
    }
    let act = act(tx, given, deed).await?;
    service::act(tx, given.id, revision, act, note).await.map(drop)
}

async fn act(tx: &Tx, given: &assignment::Model, deed: &Deed) -> Result<Act> {
    Ok(match *deed {
        Deed::Acknowledge => Act::Acknowledge,
        Deed::GiveBack => Act::GiveBack,
        Deed::AskExtension(day) => {
            let desk = Desk::of(tx).await?;
            Act::AskExtension { until: desk.midnight(day.succ_opt().unwrap_or(day)) }
        }
        Deed::Complete => Act::Complete,
        Deed::HandBack => Act::HandBack,
        Deed::Give(to) if given.state.is_held() => Act::Transfer { to },
        Deed::Give(to) => Act::Assign { to, due_at: service::due_anew(tx, given).await? },
        Deed::StandIn(by) => Act::StandIn { by },
        Deed::GrantExtension => Act::GrantExtension,
        Deed::RefuseExtension => Act::RefuseExtension,
        Deed::Remind | Deed::Hurry => Act::Remind,
        Deed::Card(level) => Act::Escalate { level },
        Deed::Decline => Act::CallOff,
        Deed::Reopen => Act::Reopen { due_at: service::due_anew(tx, given).await? },
    })
}

/// A shorter end is a fresh start with less time: it is taken back and given out anew to the same one, in one go.
async fn hurry(tx: &Tx, given: &assignment::Model, revision: i64, note: &str) -> Result<()> {
    let holder = given.holder_id.ok_or(AssignmentError::NotHolder)?;
    let desk = Desk::of(tx).await?;
    let due_at = desk.midnight(desk.calendar.next_workday(desk.today).succ_opt().unwrap_or(desk.today));
    let why = if note.trim().is_empty() { desk.community.language().text("assignment.hurried", &[]) } else { note.trim().to_owned() };
    let back = service::act(tx, given.id, revision, Act::GiveBack, &why).await?;
    let due_at = due_at.min(given.due_at.max(tx.now()));
    service::act(tx, back.id, back.revision, Act::Assign { to: holder, due_at }, &why).await.map(drop)
}
