//! Who is told what about duty.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Post, query};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent},
    people::words::word,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "duty.notice";

/// What there is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// You have duty tomorrow.
    Tomorrow(Post),
    /// Nobody is at the desk on a workday.
    Hole,
    /// Somebody asks for leave.
    LeaveAsked,
    /// Your leave is given.
    LeaveApproved,
    /// It is not.
    LeaveRefused,
    /// Somebody asks you to take a duty.
    SwapAsked,
    /// They agreed.
    SwapAgreed,
    /// They did not.
    SwapRefused,
}

impl News {
    const fn word(self) -> &'static str {
        match self {
            Self::Tomorrow(_) => "tomorrow",
            Self::Hole => "hole",
            Self::LeaveAsked => "leave_asked",
            Self::LeaveApproved => "leave_approved",
            Self::LeaveRefused => "leave_refused",
            Self::SwapAsked => "swap_asked",
            Self::SwapAgreed => "swap_agreed",
            Self::SwapRefused => "swap_refused",
        }
    }
}

/// What happened: each event is told once to each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event<'a> {
    /// What it is about.
    pub key: Uuid,
    /// The day, or the first of them.
    pub day: NaiveDate,
    /// The last day, where there are several.
    pub until: Option<NaiveDate>,
    /// The other who has to do with it.
    pub who: &'a str,
    /// What they say.
    pub note: &'a str,
}

/// Tells a member.
pub(super) async fn tell(tx: &Tx, desk: &Desk, member: Uuid, news: News, event: Event<'_>) -> Result<()> {
    let post = match news {
        News::Tomorrow(post) => Value::String(word(post)),
        _ => Value::Null,
    };
    let facts = json!({
        "community": desk.community.name,
        "what": news.word(),
        "post": post,
        "day": event.day,
        "until": event.until.filter(|until| *until != event.day),
        "who": event.who,
        "note": event.note,
        "path": "/duty",
    });
    let intent = Intent::to_member(NOTICE, member, format_args!("{}:{}:{}", news.word(), event.key, event.day), facts);
    notifications::send(tx, intent).await
}

/// Tells those who decide.
pub(super) async fn tell_administrators(tx: &Tx, desk: &Desk, news: News, day: NaiveDate) -> Result<()> {
    for member in desk::administrators(tx).await? {
        tell(tx, desk, member, news, Event { key: tx.community(), day, until: None, who: "", note: "" }).await?;
    }
    Ok(())
}

/// Tells those who have duty tomorrow, with what today's leave to them.
pub async fn tomorrow(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let day = desk.today + Days::new(1);
    let left = query::shifts(tx, desk.today, desk.today).await?;
    for shift in query::shifts(tx, day, day).await? {
        let notes = left.iter().filter(|today| today.post == shift.post && !today.note.is_empty());
        let notes = notes.map(|today| today.note.as_str()).collect::<Vec<_>>().join("\n");
        let event = Event { key: shift.id, day, until: None, who: "", note: &notes };
        tell(tx, &desk, shift.member_id, News::Tomorrow(shift.post), event).await?;
    }
    Ok(())
}
