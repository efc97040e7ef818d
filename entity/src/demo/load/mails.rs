//! The ledger of the digests that were sent to grid workers in the months before.

use chrono::{Days, Duration};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{Writer, ZONE, accounts::Members};
use crate::{
    calendar::{WorkCalendar, local},
    kernel::Result,
    notifications::{Recipient, delivery, message},
};

/// How far back the ledger goes: older messages have been removed, as their retention says.
const DAYS: u64 = 60;

/// Writes it.
pub(super) async fn write(writer: &mut Writer<'_>, members: &Members) -> Result<()> {
    let mut random = writer.random("mails");
    let today = local::day_of(ZONE, writer.tx.now());
    let (mut messages, mut deliveries) = (Vec::new(), Vec::new());
    for day in WorkCalendar::default().workdays(today - Days::new(DAYS), today) {
        for (member, name) in members.grid_workers.iter().zip(&members.names) {
            let at = local::midnight(ZONE, day) + Duration::hours(8);
            let id = random.id(at);
            let accepted = random.chance(0.985);
            let facts = json!({ "community": writer.place.name, "day": day, "visits": [], "path": "/today" });
            messages.push(message::ActiveModel {
                id: Set(id),
                template: Set("visits.digest".to_owned()),
                rule: Set("visits.digest".to_owned()),
                dedupe: Set(format!("visits.digest:{day}:{member}")),
                urgency: Set("normal".to_owned()),
                recipient: Set(serde_json::to_value(Recipient::Member { id: *member })?),
                facts: Set(writer.tx.seal("message", "facts", id, &facts.to_string())?),
                subject_kind: Set(None),
                subject_id: Set(None),
                created_at: Set(at),
                reader_id: Set(Some(*member)),
                held_until: Set(None),
                state: Set(if accepted { message::State::Accepted } else { message::State::Rejected }),
                reason: Set((!accepted).then(|| "550 mailbox full".to_owned())),
                recipient_name: Set(Some(name.clone())),
                address_masked: Set(Some(format!("g***@{}.example", writer.place.slug))),
                subject: Set(Some(format!("{day} 探访清单"))),
                ..Default::default()
            });
            let delivery = random.id(at);
            deliveries.push(delivery::ActiveModel {
                id: Set(delivery),
                body: Set(writer.tx.seal("delivery", "body", delivery, &format!("{day} 探访清单"))?),
                message_id: Set(id),
                channel: Set("mail".to_owned()),
                provider_id: Set(None),
                address_masked: Set(format!("g***@{}.example", writer.place.slug)),
                recipient_name: Set(name.clone()),
                subject: Set(format!("{day} 探访清单")),
                state: Set(if accepted { delivery::State::Accepted } else { delivery::State::Rejected }),
                reason: Set((!accepted).then(|| "550 mailbox full".to_owned())),
                attempt: Set(1),
                test: Set(false),
                reference: Set(None),
                at: Set(at + Duration::seconds(random.between(1, 9))),
                settled_at: Set(Some(at + Duration::seconds(10))),
                ..Default::default()
            });
        }
    }
    writer.tx.insert_many(messages).await?;
    writer.tx.insert_many(deliveries).await
}
