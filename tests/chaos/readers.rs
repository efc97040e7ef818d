//! People who want text messages, and the providers that carry them.

use mulin_entity::{
    kernel::{Actor, Db, Role, Scope},
    notifications::service::{Intent, Recipient, Urgency, send},
};
use mulin_tests::{Community, Member, Street, TestApp};
use serde_json::{Value, json};

/// The secret of every gateway here.
pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A community with an administrator.
pub struct Office {
    pub street: Street,
    pub community: Community,
    admin: Member,
    /// What it tells people about.
    topic: &'static str,
}

impl Office {
    pub async fn open(app: &TestApp) -> Self {
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004017").await;
        let admin = app.member(&community, Role::CommunityAdmin).await;
        Self { street, community, admin, topic: "visits.nudge" }
    }

    /// About something that is no duty: what does not go by text message goes by no other way.
    pub fn by_text_message_only(self) -> Self {
        Self { topic: "visits.digest", ..self }
    }

    /// Connects a provider at this place of the order.
    pub async fn connect(&self, app: &TestApp, kind: &str, place: usize, settings: Value) {
        let wish = json!({
            "kind": kind, "name": format!("{kind} {place}"), "place": place, "enabled": true, "settings": settings, "forms": {},
            "topics": [self.topic]
        });
        app.post(&self.admin.token, "/api/v1/message-channels", wish).await.expect(201);
    }

    /// Connects a gateway that listens there.
    pub async fn gateway(&self, app: &TestApp, place: usize, url: &str) {
        self.connect(app, "gateway", place, json!({ "url": url, "secret": SECRET, "signature": "睦邻社区" })).await;
    }

    /// So many people with numbers of their own.
    pub async fn readers(&self, app: &TestApp, count: usize) -> Vec<Member> {
        let mut readers = Vec::new();
        for number in 0..count {
            let reader = app.member(&self.community, Role::GridWorker).await;
            let number = json!({ "address": format!("138{number:08}") });
            app.put(&reader.token, "/api/v1/message-addresses/sms", number).await.expect(204);
            let wish = json!({ "muted": false, "ways": ["sms"] });
            app.put(&reader.token, &format!("/api/v1/message-preferences/{}", self.topic), wish).await.expect(204);
            readers.push(reader);
        }
        readers
    }

    /// Tells each of them something in one transaction; `what` makes it something new.
    pub async fn tell(&self, db: &Db, readers: &[&Member], what: &str) {
        let tx = db.write(&Scope { community: self.community.id, actor: Actor::System }).await.unwrap();
        for reader in readers {
            let intent = Intent {
                template: self.topic,
                to: Recipient::Member { id: reader.id },
                facts: json!({ "community": "江南春色社区", "day": "2026-03-09", "visits": [], "path": "/visits/today" }),
                urgency: Urgency::Urgent,
                dedupe: format!("{what}:{}", reader.id),
                rule: self.topic,
                subject: None,
            };
            send(&tx, intent).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
}
