//! Who is told what about assignments.

use serde_json::json;
use uuid::Uuid;

use super::assignment;
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent, Recipient, Urgency},
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "assignment.notice";

/// What there is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// Somebody has something to do.
    Given,
    /// Somebody does it in place of whoever holds it (顶岗).
    StoodInFor,
    /// It was sent back.
    Returned,
    /// Nobody took it on in time.
    Unanswered,
    /// More time is asked for.
    Asked,
    /// The time is given.
    Granted,
    /// It is not.
    Refused,
    /// Do it now (催办).
    Reminded,
    /// The yellow card.
    Yellow,
    /// The red card.
    Red,
    /// Overdue, over the holder's head (越级).
    OverHead,
}

impl News {
    const fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::StoodInFor => "stood_in_for",
            Self::Returned => "returned",
            Self::Unanswered => "unanswered",
            Self::Asked => "asked",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Reminded => "reminded",
            Self::Yellow => "yellow",
            Self::Red => "red",
            Self::OverHead => "over_head",
        }
    }

    const fn to_holder(self) -> bool {
        !matches!(self, Self::Returned | Self::Asked)
    }

    const fn to_administrators(self) -> bool {
        matches!(self, Self::Returned | Self::Unanswered | Self::Asked | Self::Red | Self::OverHead)
    }
}

/// Tells those whom it concerns. Each act is told of once.
pub(super) async fn tell(tx: &Tx, desk: &Desk, row: &assignment::Model, news: News, note: &str) -> Result<()> {
    let holder = row.holder_id.filter(|_| news.to_holder());
    let administrators = if news.to_administrators() { desk::administrators(tx).await? } else { Vec::new() };
    // Whoever is stood in for hears of it too.
    let absent = row.stands_in_for.filter(|_| news == News::StoodInFor);
    let mut told: Vec<Uuid> = holder.into_iter().chain(absent).chain(administrators).collect();
    told.sort_unstable();
    told.dedup();
    for member in told {
        let facts = json!({
            "community": desk.community.name,
            "what": news.word(),
            "title": row.title,
            "due": row.due_at,
            "mine": Some(member) == row.holder_id,
            "note": note,
            "path": row.of()?.path(),
        });
        let intent = Intent {
            template: NOTICE,
            to: Recipient::Member { id: member },
            facts,
            // Cards are shown when a workday ends, at midnight: nobody is woken for them.
            urgency: Urgency::Normal,
            dedupe: format!("{NOTICE}:{}:{}:{}:{member}", row.id, row.revision, news.word()),
            rule: NOTICE,
            subject: Some(("assignment", row.id)),
        };
        notifications::send(tx, intent).await?;
    }
    Ok(())
}
