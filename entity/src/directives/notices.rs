//! Who is told what about what is handed down.

use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;

use super::{directive, directive_copy};
use crate::{
    kernel::{Result, SystemTx, Tx},
    notifications::{self, Intent, Recipient, Urgency},
    people::words::word,
    tenancy::{street, street_member},
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "directives.notice";

/// What there is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// There is something new.
    Sent,
    /// The street waits.
    Urged,
    /// The street wants more.
    Returned,
    /// It is off.
    Withdrawn,
}

impl News {
    const fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Urged => "urged",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Tells the community's administrators; urged they are once a day.
pub(super) async fn tell_community(tx: &Tx, copy: &directive_copy::Model, news: News, note: &str) -> Result<()> {
    let desk = Desk::of(tx).await?;
    let which = match news {
        News::Urged => desk.today.to_string(),
        News::Sent | News::Returned | News::Withdrawn => copy.revision.to_string(),
    };
    for member in desk::administrators(tx).await? {
        let facts = json!({
            "community": desk.community.name,
            "what": news.word(),
            "kind": word(copy.kind),
            "title": copy.title,
            "body": copy.body,
            "due_on": copy.due_on,
            "note": note,
            "path": format!("/directives/{}", copy.id),
        });
        let intent = Intent::to_member(NOTICE, member, format_args!("{}:{}:{which}", news.word(), copy.id), facts);
        notifications::send(tx, intent).await?;
    }
    Ok(())
}

/// Tells the street's administrators that every community has answered.
pub(super) async fn tell_street(sys: &SystemTx, directive: &directive::Model) -> Result<()> {
    let street = sys.find::<street::Entity>().filter(street::Column::Id.eq(directive.street_id)).one(sys.conn()).await?;
    let members = sys.find::<street_member::Entity>().filter(street_member::Column::StreetId.eq(directive.street_id));
    for member in members.filter(street_member::Column::State.eq(street_member::State::Active)).all(sys.conn()).await? {
        let facts = json!({
            "community": street.as_ref().map(|street| &street.name),
            "what": "complete",
            "kind": word(directive.kind),
            "title": directive.title,
            "body": directive.body,
            "due_on": directive.due_on,
            "note": "",
            "path": format!("/street/directives/{}", directive.id),
        });
        let intent = Intent {
            template: NOTICE,
            to: Recipient::Account { id: member.account_id },
            facts,
            urgency: Urgency::Normal,
            dedupe: format!("{NOTICE}:complete:{}:{}", directive.id, member.account_id),
            rule: NOTICE,
            subject: Some(("directive", directive.id)),
        };
        notifications::send_from_system(sys, None, intent).await?;
    }
    Ok(())
}
