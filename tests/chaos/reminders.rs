//! Reminders to ask for, each to an address of its own.

use std::ops::Range;

use mulin_entity::{
    kernel::{Actor, Db, Result, Scope},
    notifications::service::{Intent, Recipient, Urgency, send},
};
use serde_json::json;
use uuid::Uuid;

/// Where reminder `number` goes.
pub fn address(number: usize) -> String {
    format!("reminder-{number}@example.org")
}

/// Asks for them in one transaction.
pub async fn ask(db: &Db, community: Uuid, numbers: Range<usize>) {
    try_to_ask(db, community, numbers).await.unwrap();
}

/// The same while the database may be away. Asking again for what was asked for changes nothing.
pub async fn try_to_ask(db: &Db, community: Uuid, numbers: Range<usize>) -> Result<()> {
    let tx = db.write(&Scope { community, actor: Actor::System }).await?;
    for number in numbers {
        let intent = Intent {
            template: "visits.digest",
            to: Recipient::Address { email: address(number), name: "王网格员".to_owned(), locale: "zh-CN".to_owned() },
            facts: json!({"community": "江南春色社区", "day": "2026-03-09", "visits": [], "path": "/today"}),
            urgency: Urgency::Urgent,
            dedupe: address(number),
            rule: "visits.digest",
            subject: None,
        };
        send(&tx, intent).await?;
    }
    tx.commit().await
}
