//! Taking part, as those who are told of it notice: by message, by the desk's phone, by the guardian of a minor.

use chrono::Duration;
use mulin_entity::kernel::Role;
use mulin_tests::{Community, Member, TestApp};
use serde_json::{Value, json};

struct Scene {
    app: TestApp,
    community: Community,
    staff: Member,
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China.
    async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let staff = app.member(&community, Role::Staff).await;
        Self { app, community, staff }
    }

    fn class(&self, days: i64, place: &str) -> Value {
        let starts_at = self.app.now() + Duration::days(days);
        json!({
            "title": "手机课堂", "place": place, "starts_at": starts_at, "ends_at": starts_at + Duration::hours(2), "capacity": 1,
            "waiting_list": true
        })
    }

    async fn arrange(&self, class: Value) -> String {
        let made = self.app.post(&self.staff.token, "/api/v1/occasions", class).await.expect(201);
        format!("/api/v1/occasions/{}", made["id"].as_str().unwrap())
    }

    async fn joins(&self, class: &str) -> Member {
        let member = self.app.member(&self.community, Role::Volunteer).await;
        self.app.post(&member.token, &format!("{class}/mine"), Value::Null).await.expect(201);
        member
    }

    async fn resident(&self, name: &str, born: &str) -> Value {
        let person = json!({"name": name, "birth_date": born, "address": "3-2-501", "phone": "13800001234", "override_duplicate": true});
        self.app.post(&self.staff.token, "/api/v1/residents", person).await.expect(201)["id"].clone()
    }

    async fn enters(&self, class: &str, person: &Value) -> Value {
        self.app.post(&self.staff.token, &format!("{class}/attendees"), json!({"person_id": person})).await.expect(201)
    }

    async fn told(&self, who: &Member) -> Vec<String> {
        self.app.work().await;
        self.app.mails_to(&who.email).into_iter().map(|mail| mail.subject().to_owned()).collect()
    }

    async fn to_call(&self) -> Vec<Value> {
        self.app.work().await;
        self.app.get(&self.staff.token, "/api/v1/phone-notices").await.items()
    }
}

fn news(calls: &[Value]) -> Vec<(&str, &str)> {
    calls.iter().map(|call| (call["news"].as_str().unwrap(), call["callee"].as_str().unwrap_or("nobody"))).collect()
}

#[tokio::test]
async fn members_hear_of_a_seat_of_a_move_of_tomorrow_and_of_the_end() {
    let scene = Scene::set().await;
    let class = scene.arrange(scene.class(3, "二楼")).await;
    let (first, second) = (scene.joins(&class).await, scene.joins(&class).await);
    assert!(scene.told(&second).await.is_empty());
    scene.app.delete(&first.token, &format!("{class}/mine")).await.expect(200);
    assert_eq!(scene.told(&second).await, ["候补成功：手机课堂"]);

    // Moved by two days: the reminder for the old day is dropped, the one for the new day comes.
    scene.app.put(&scene.staff.token, &class, scene.class(5, "三楼")).await.expect(200);
    assert_eq!(scene.told(&second).await.last().unwrap(), "时间或地点有变：手机课堂");
    scene.app.advance(Duration::days(2) + Duration::hours(8)).await;
    assert_eq!(scene.told(&second).await.len(), 2);
    scene.app.advance(Duration::days(2)).await;
    let told = scene.told(&second).await;
    assert_eq!(told[2..], ["明天参加：手机课堂"]);
    assert!(scene.told(&first).await.is_empty(), "whoever cancelled hears nothing more");
    let reason = json!({"reason": "停电"});
    scene.app.post(&scene.staff.token, &format!("{class}/cancel"), reason).await.expect(200);
    assert_eq!(scene.told(&second).await[3..], ["活动取消：手机课堂"]);
    assert!(scene.app.mails_to(&second.email).last().unwrap().body.contains("停电"));
}

#[tokio::test]
async fn residents_without_an_account_are_on_the_desks_list_until_somebody_called_them() {
    let scene = Scene::set().await;
    let class = scene.arrange(scene.class(3, "二楼")).await;
    let (first, second) = (scene.resident("王桂芬", "1941-05-04").await, scene.resident("赵淑珍", "1943-02-11").await);
    let row = scene.enters(&class, &first).await;
    scene.enters(&class, &second).await;
    assert!(scene.to_call().await.is_empty());
    let row = format!("{class}/attendees/{}", row["id"].as_str().unwrap());
    scene.app.delete(&scene.staff.token, &row).await.expect(200);
    let calls = scene.to_call().await;
    assert_eq!(news(&calls), [("promoted", "赵淑珍")]);
    assert_eq!(calls[0]["phone"], "138****1234");
    scene.app.put(&scene.staff.token, &class, scene.class(4, "二楼")).await.expect(200);
    let calls = scene.to_call().await;
    assert_eq!(news(&calls), [("moved", "赵淑珍")], "the newest says it all");
    let done = format!("/api/v1/phone-notices/{}/done", calls[0]["id"].as_str().unwrap());
    scene.app.post(&scene.staff.token, &done, json!({"note": "说好了"})).await.expect(204);
    assert_eq!(scene.app.post(&scene.staff.token, &done, json!({})).await.status, 404);
    assert!(scene.to_call().await.is_empty());
    let hospital = json!({"kind": "hospital_in", "on_day": "2026-03-09"});
    scene.app.post(&scene.staff.token, &format!("/api/v1/residents/{}/events", second.as_str().unwrap()), hospital).await.expect(201);
    scene.app.advance(Duration::days(3) + Duration::hours(8)).await;
    assert!(scene.to_call().await.is_empty(), "nobody calls somebody in hospital");
}

#[tokio::test]
async fn the_seat_of_a_child_counts_when_the_guardian_has_agreed() {
    let scene = Scene::set().await;
    let class = scene.arrange(scene.class(3, "二楼")).await;
    let child = scene.resident("李小雨", "2016-05-04").await;
    let row = scene.enters(&class, &child).await;
    assert_eq!((row["state"].as_str(), row["consent"].as_str()), (Some("pending"), Some("wanted")));
    assert_eq!(news(&scene.to_call().await), [("consent", "nobody")]);
    let contacts = format!("/api/v1/residents/{}/contacts", child.as_str().unwrap());
    let uncle = json!({"name": "李强", "relation": "叔叔", "phone": "13900005677"});
    let uncle = scene.app.post(&scene.staff.token, &contacts, uncle).await.expect(201);
    let mother = json!({"name": "张敏", "relation": "母亲", "phone": "13900005678", "guardian": true});
    let mother = scene.app.post(&scene.staff.token, &contacts, mother).await.expect(201);
    assert_eq!(news(&scene.to_call().await), [("consent", "张敏")], "not the child, and not the uncle");

    let row = format!("{class}/attendees/{}", row["id"].as_str().unwrap());
    let agree = async |who: &Value| {
        let consent = json!({"contact_id": who["id"], "way": "phone"});
        scene.app.post(&scene.staff.token, &format!("{row}/consent"), consent).await
    };
    assert_eq!(agree(&uncle).await.code(), "attendance.not_guardian");
    scene.app.advance(Duration::days(3)).await;
    let tick = json!({"came": true});
    assert_eq!(scene.app.post(&scene.staff.token, &format!("{row}/tick"), tick.clone()).await.code(), "attendance.consent_wanted");
    let agreed = agree(&mother).await.expect(200);
    assert_eq!((agreed["state"].as_str(), agreed["consent"].as_str()), (Some("signed_up"), Some("given")));
    assert_eq!(agree(&mother).await.code(), "attendance.no_consent_wanted");
    assert!(scene.to_call().await.is_empty());
    scene.app.post(&scene.staff.token, &format!("{row}/tick"), tick).await.expect(200);

    let next = scene.arrange(scene.class(2, "二楼")).await;
    let row = scene.enters(&next, &child).await;
    scene.app.advance(Duration::days(3)).await;
    scene.app.work().await;
    let roll = scene.app.get(&scene.staff.token, &format!("{next}/attendees")).await.items();
    assert_eq!((roll[0]["id"].clone(), roll[0]["state"].as_str()), (row["id"].clone(), Some("cancelled")), "that is no no-show");
}
