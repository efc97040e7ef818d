//! Who is told what about forms.

use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::{Value, json};

use super::form_filling;
use crate::{
    kernel::{Result, SystemTx, Tx},
    notifications::{self, Intent, Recipient, Urgency},
    tenancy::street_member,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "forms.notice";

/// What there is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// It is filled, and waits to be looked over.
    Ready,
    /// It is due soon.
    Due,
    /// It should have been handed in.
    Overdue,
    /// The street wants something else.
    Returned,
}

impl News {
    const fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::Returned => "returned",
        }
    }
}

/// Tells the community's administrators; of the same thing once a day.
pub(super) async fn tell_community(tx: &Tx, filling: &form_filling::Model, news: News, note: &str) -> Result<()> {
    let desk = Desk::of(tx).await?;
    let which = match news {
        News::Returned => filling.revision.to_string(),
        News::Ready | News::Due | News::Overdue => desk.today.to_string(),
    };
    for member in desk::administrators(tx).await? {
        let facts = facts(&desk, filling, news, note, &format!("/forms/{}", filling.id))?;
        let intent = Intent::to_member(NOTICE, member, format_args!("{}:{}:{which}", news.word(), filling.id), facts);
        notifications::send(tx, intent).await?;
    }
    Ok(())
}

/// Tells the street's administrators, once, that a community has not handed something in.
pub(super) async fn tell_street(sys: &SystemTx, desk: &Desk, filling: &form_filling::Model) -> Result<()> {
    let members = sys.find::<street_member::Entity>().filter(street_member::Column::StreetId.eq(desk.community.street_id));
    for member in members.filter(street_member::Column::State.eq(street_member::State::Active)).all(sys.conn()).await? {
        let intent = Intent {
            template: NOTICE,
            to: Recipient::Account { id: member.account_id },
            facts: facts(desk, filling, News::Overdue, "", &format!("/street/forms/{}", filling.form_id))?,
            urgency: Urgency::Normal,
            dedupe: format!("{NOTICE}:overdue:{}:{}", filling.id, member.account_id),
            rule: NOTICE,
            subject: Some(("form_filling", filling.id)),
        };
        notifications::send_from_system(sys, None, intent).await?;
    }
    Ok(())
}

fn facts(desk: &Desk, filling: &form_filling::Model, news: News, note: &str, path: &str) -> Result<Value> {
    let totals = filling.counted()?;
    Ok(json!({
        "community": desk.community.name,
        "what": news.word(),
        "title": filling.title,
        "due_on": filling.due_on,
        "rows": totals.rows,
        "missing": totals.missing,
        "note": note,
        "path": path,
    }))
}
