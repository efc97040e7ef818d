//! A grid worker who is told something, and an administrator who has connected providers.

use chrono::Duration;
use mulin_entity::{
    kernel::{Actor, Role, Scope},
    notifications::service::{Intent, Recipient, Urgency, send},
};
use mulin_tests::{
    Community, Member, TestApp,
    providers::{self, Stub},
};
use serde_json::{Value, json};

pub const WHSEC: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

pub struct Scene {
    pub app: TestApp,
    pub community: Community,
    pub admin: Member,
    pub worker: Member,
}

pub async fn scene() -> Scene {
    scene_in(TestApp::start().await).await
}

/// The same in an application of the test's own.
pub async fn scene_in(app: TestApp) -> Scene {
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004024").await;
    let (admin, worker) = (app.member(&community, Role::CommunityAdmin).await, app.member(&community, Role::GridWorker).await);
    app.work().await;
    Scene { app, community, admin, worker }
}

impl Scene {
    pub async fn channel(&self, kind: &str, place: i32, settings: Value) -> Value {
        self.channel_with(kind, place, settings, json!({})).await
    }

    /// The same with approved forms.
    pub async fn channel_with(&self, kind: &str, place: i32, settings: Value, forms: Value) -> Value {
        let wish = json!({
            "kind": kind, "name": format!("{kind} {place}"), "place": place, "enabled": true, "settings": settings, "forms": forms,
            "topics": ["visits.nudge"]
        });
        let channel = self.app.post(&self.admin.token, "/api/v1/message-channels", wish).await.expect(201);
        assert!(!channel.to_string().contains("whsec_"), "a key is never shown: {channel}");
        channel
    }

    pub async fn gateway(&self, place: i32) -> (Stub, Value) {
        let stub = providers::gateway(self.app.clock.clone(), WHSEC).await;
        let channel = self.channel("gateway", place, json!({ "url": stub.url, "secret": WHSEC, "signature": "春色社区" })).await;
        (stub, channel)
    }

    /// The worker wants text messages first.
    pub async fn prefer_sms(&self) {
        self.prefers_sms(&self.worker, "13800001234").await;
    }

    pub async fn prefers_sms(&self, member: &Member, number: &str) {
        let put = async |path: &str, body: Value| self.app.put(&member.token, path, body).await.expect(204);
        put("/api/v1/message-addresses/sms", json!({ "address": number })).await;
        put("/api/v1/message-preferences/visits.nudge", json!({ "muted": false, "ways": ["sms", "mail"] })).await;
    }

    pub async fn tell(&self, dedupe: &str) {
        self.tell_to(&self.worker, dedupe).await;
    }

    pub async fn tell_to(&self, member: &Member, dedupe: &str) {
        self.tell_of("visits.nudge", member, dedupe).await;
    }

    pub async fn tell_of(&self, template: &'static str, member: &Member, dedupe: &str) {
        let tx = self.app.db().write(&Scope { community: self.community.id, actor: Actor::System }).await.unwrap();
        let intent = Intent {
            template,
            to: Recipient::Member { id: member.id },
            facts: json!({ "community": "江南春色社区", "day": "2026-03-09", "visits": [visit()], "path": "/visits/today" }),
            urgency: Urgency::Urgent,
            dedupe: format!("{dedupe}:{}", member.id),
            rule: template,
            subject: None,
        };
        send(&tx, intent).await.unwrap();
        tx.commit().await.unwrap();
        self.app.work().await;
    }

    pub async fn pass(&self, seconds: i64) {
        self.app.advance(Duration::seconds(seconds)).await;
        self.app.work().await;
    }

    pub fn mails(&self) -> usize {
        self.app.mails_to(&self.worker.email).len()
    }

    pub async fn first_channel(&self) -> Value {
        self.app.get(&self.admin.token, "/api/v1/message-channels").await.expect(200)["items"][0].clone()
    }

    /// The path to which a channel's provider sends receipts.
    pub fn receipts_of(channel: &Value) -> String {
        channel["receipts_url"].as_str().unwrap().split_once("/api/").map(|(_, path)| format!("/api/{path}")).unwrap()
    }

    pub async fn newest(&self) -> Value {
        self.app.get(&self.admin.token, "/api/v1/deliveries").await.expect(200)["items"][0].clone()
    }
}

fn visit() -> Value {
    json!({
        "person": "王桂芬", "age": 84, "tier": "red", "groups": ["alone"], "building": "3号楼", "door": "1单元 201", "kind": "home",
        "due_at": "2026-03-09T15:59:59Z", "overdue": false, "protocol": "none", "last_visit_at": null
    })
}
