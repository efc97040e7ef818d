//! Residents who become members: what the door tells, who is whom, and what being linked changes.

use chrono::Duration;
use mulin_entity::kernel::Role;
use mulin_tests::{ANONYMOUS, Answer, Community, Member, TestApp};
use serde_json::{Value, json};

const DOOR: &str = "/api/v1/public/communities/120113004024/enrolment";
const ZHANG: &str = "zhang@example.org";

pub(crate) struct Scene {
    pub app: TestApp,
    pub community: Community,
    pub admin: Member,
    pub staff: Member,
}

impl Scene {
    pub async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let (admin, staff) = (app.member(&community, Role::CommunityAdmin).await, app.member(&community, Role::Staff).await);
        Self { app, community, admin, staff }
    }

    pub async fn resident(&self, name: &str, born: &str, phone: &str) -> String {
        let person = json!({
            "name": name, "birth_date": born, "phone": phone, "address": "3-2-501", "health_remark": "高血压", "override_duplicate": true
        });
        let person = self.app.post(&self.staff.token, "/api/v1/residents", person).await.expect(201);
        person["id"].as_str().unwrap().to_owned()
    }

    async fn ask(&self, told: Value) -> Answer {
        let mut body = json!({"name": "张秀英", "email": ZHANG, "address": "3号楼2单元501", "phone": "13800001234"});
        told.as_object().into_iter().flatten().for_each(|(name, value)| body[name] = value.clone());
        self.app.post(ANONYMOUS, DOOR, body).await
    }

    async fn code(&self, email: &str) -> String {
        self.app.work().await;
        let mails = self.app.mails_to(email);
        let mail = mails.iter().rfind(|mail| mail.subject().contains("验证码")).unwrap();
        mail.subject().chars().filter(char::is_ascii_digit).take(6).collect()
    }

    async fn prove(&self, ticket: &Value, code: &str) -> Answer {
        self.app.post(ANONYMOUS, &format!("{DOOR}/proof"), json!({"ticket": ticket, "code": code})).await
    }

    /// Somebody whose address is proven.
    async fn asked(&self, told: Value) -> Value {
        let email = told["email"].as_str().unwrap_or(ZHANG).to_owned();
        let ticket = self.ask(told).await.expect(201)["ticket"].clone();
        let code = self.code(&email).await;
        self.prove(&ticket, &code).await.expect(200)
    }

    async fn pending(&self) -> Value {
        let pending = self.app.get(&self.staff.token, "/api/v1/enrolment-requests?state=pending").await.items();
        let at = format!("/api/v1/enrolment-requests/{}", pending[0]["id"].as_str().unwrap());
        self.app.get(&self.staff.token, &at).await.expect(200)
    }

    async fn decide(&self, request: &Value, verb: &str, mut body: Value) -> Answer {
        body["revision"] = request["revision"].clone();
        let at = format!("/api/v1/enrolment-requests/{}/{verb}", request["id"].as_str().unwrap());
        self.app.post(&self.staff.token, &at, body).await
    }

    /// A member who is linked to a resident by a paper.
    pub async fn linked(&self, person: &str, member: &Member) {
        let paper = self.app.post(&self.staff.token, &format!("/api/v1/residents/{person}/enrolment"), Value::Null).await.expect(201);
        let secret = paper["path"].as_str().unwrap().split_once("invitation=").unwrap().1.to_owned();
        let state = self.asked(json!({"email": member.email, "invitation": secret})).await;
        assert_eq!(state["state"], "confirmed");
        self.app.work().await;
    }

    async fn class(&self, more: Value) -> String {
        let starts_at = self.app.now() + Duration::days(1);
        let mut class = json!({"title": "手机课堂", "starts_at": starts_at, "ends_at": starts_at + Duration::hours(2), "capacity": 9});
        more.as_object().into_iter().flatten().for_each(|(name, value)| class[name] = value.clone());
        let class = self.app.post(&self.staff.token, "/api/v1/occasions", class).await.expect(201);
        format!("/api/v1/occasions/{}", class["id"].as_str().unwrap())
    }

    pub async fn happened(&self, person: &str, kind: &str) -> Value {
        let event = json!({"kind": kind, "on_day": "2026-03-09"});
        let event = self.app.post(&self.staff.token, &format!("/api/v1/residents/{person}/events"), event).await.expect(201);
        self.app.work().await;
        event
    }
}

#[tokio::test]
async fn somebody_asks_proves_their_address_is_confirmed_and_logs_in() {
    let scene = Scene::set().await;
    let person = scene.resident("张秀英", "1949-03-08", "13800001234").await;
    scene.resident("李建国", "1950-03-08", "13900005678").await;
    assert_eq!(scene.app.get(ANONYMOUS, DOOR).await.expect(200)["community"], "120113004024社区");
    assert_eq!(scene.asked(json!({})).await["state"], "pending");

    scene.app.work().await;
    assert_eq!(scene.app.mails_to(&scene.staff.email).last().unwrap().subject(), "有居民申请认证");
    let request = scene.pending().await;
    let best = &request["matches"][0];
    assert_eq!(
        (best["person_id"].as_str(), best["by_phone"].as_bool(), best["by_address"].as_bool()),
        (Some(&*person), Some(true), Some(true))
    );
    assert_eq!(request["matches"][1]["by_name"], false, "a neighbour behind the same door comes after");
    assert_eq!(best["phone_masked"], "138****1234");
    scene.decide(&request, "confirm", json!({"person_id": person})).await.expect(200);
    assert_eq!(scene.decide(&request, "confirm", json!({"person_id": person})).await.code(), "enrolment.wrong_state");

    scene.app.work().await;
    let welcome = scene.app.mails_to(ZHANG).pop().unwrap();
    assert!(welcome.subject().contains("欢迎加入"), "{}", welcome.subject());
    let accept = format!("/api/v1/invitations/{}/accept", welcome.token().unwrap());
    let session = scene.app.post(ANONYMOUS, &accept, json!({"password": "江南春色二零二六"})).await.expect(201);
    let mine = scene.app.get(session["token"].as_str().unwrap(), "/api/v1/enrolments/mine").await.expect(200);
    assert_eq!((mine["enrolment"]["name"].as_str(), mine["enrolment"]["role"].as_str()), (Some("张秀英"), Some("resident")));
    let figures = scene.app.get(&scene.admin.token, "/api/v1/dashboard").await.expect(200);
    assert!(figures.to_string().contains("enrolment.linked"));
}

#[tokio::test]
async fn the_door_answers_alike_whoever_asks_and_codes_are_not_guessed() {
    let scene = Scene::set().await;
    scene.resident("张秀英", "1949-03-08", "13800001234").await;
    let known = scene.ask(json!({})).await;
    let unknown = scene.ask(json!({"name": "钱多多", "phone": "13700000000", "email": "qian@example.org"})).await;
    let shape = |answer: &Answer| (answer.status, answer.json().as_object().map(|fields| fields.keys().cloned().collect::<Vec<_>>()));
    assert_eq!(shape(&known), shape(&unknown));
    let ticket = known.expect(201)["ticket"].clone();
    let code = scene.code(ZHANG).await;
    let wrong = if code == "000000" { "111111" } else { "000000" };
    for _ in 0..5 {
        assert_eq!(scene.prove(&ticket, wrong).await.code(), "enrolment.code_wrong");
    }
    assert_eq!(scene.prove(&ticket, &code).await.code(), "enrolment.code_used_up", "the right one comes too late");
    assert_eq!(scene.prove(&json!("made up"), &code).await.code(), "enrolment.code_wrong");
    assert!(scene.app.get(&scene.staff.token, "/api/v1/enrolment-requests").await.items().is_empty(), "nobody is bothered");

    let ticket = scene.ask(json!({})).await.expect(201)["ticket"].clone();
    let code = scene.code(ZHANG).await;
    scene.app.advance(Duration::minutes(31)).await;
    assert_eq!(scene.prove(&ticket, &code).await.code(), "enrolment.code_used_up");
    assert_eq!(scene.ask(json!({"last_four": "12"})).await.json()["fields"][0]["field"], "last_four");
}

#[tokio::test]
async fn a_refusal_says_why_and_a_paper_lets_in_once() {
    let scene = Scene::set().await;
    let person = scene.resident("张秀英", "1949-03-08", "").await;
    scene.asked(json!({})).await;
    let request = scene.pending().await;
    assert_eq!(scene.decide(&request, "refuse", json!({"reason": " "})).await.json()["fields"][0]["field"], "reason");
    scene.decide(&request, "refuse", json!({"reason": "楼栋房号对不上"})).await.expect(200);
    scene.app.work().await;
    assert!(scene.app.mails_to(ZHANG).last().unwrap().body.contains("楼栋房号对不上"));

    let volunteer = scene.app.member(&scene.community, Role::Volunteer).await;
    let at = format!("/api/v1/residents/{person}/enrolment");
    let old = scene.app.post(&scene.staff.token, &at, Value::Null).await.expect(201);
    let old = old["path"].as_str().unwrap().split_once("invitation=").unwrap().1.to_owned();
    scene.linked(&person, &volunteer).await;
    assert_eq!(scene.ask(json!({"invitation": old})).await.code(), "enrolment.invitation_used_up");
    let mine = scene.app.get(&volunteer.token, "/api/v1/enrolments/mine").await.expect(200);
    assert_eq!(mine["enrolment"]["role"], "volunteer", "a member who is there stays what they are");
    assert_eq!(scene.app.post(&scene.staff.token, &at, Value::Null).await.code(), "enrolment.person_linked");
}

#[tokio::test]
async fn whoever_is_linked_takes_part_as_the_resident_on_one_seat() {
    let scene = Scene::set().await;
    let person = scene.resident("张秀英", "1949-03-08", "").await;
    let volunteer = scene.app.member(&scene.community, Role::Volunteer).await;
    let (elders, both) = (scene.class(json!({"terms": {"age_from": 60}})).await, scene.class(json!({})).await);
    let sign_up = async |class: &str| scene.app.post(&volunteer.token, &format!("{class}/mine"), Value::Null).await;
    assert_eq!(sign_up(&elders).await.code(), "attendance.age", "nobody knows how old a member is");
    sign_up(&both).await.expect(201);
    scene.linked(&person, &volunteer).await;
    let roll = scene.app.get(&scene.staff.token, &format!("{both}/attendees")).await.items();
    assert_eq!((roll.len(), roll[0]["person_id"].as_str()), (1, Some(&*person)), "the seat went with them");
    sign_up(&elders).await.expect(201);
    let at_desk = json!({"person_id": person});
    assert_eq!(scene.app.post(&scene.staff.token, &format!("{elders}/attendees"), at_desk).await.code(), "attendance.signed_up");
    assert_eq!(scene.app.get(&volunteer.token, "/api/v1/occasions/mine").await.items().len(), 2);
}

#[tokio::test]
async fn a_guardian_acts_for_a_child_and_for_nobody_else() {
    let scene = Scene::set().await;
    let person = scene.resident("张秀英", "1989-03-08", "").await;
    let (child, grown) = (scene.resident("张小宝", "2018-03-08", "").await, scene.resident("张大明", "2001-03-08", "").await);
    let member = scene.app.member(&scene.community, Role::Resident).await;
    scene.linked(&person, &member).await;
    let link = scene.app.get(&member.token, "/api/v1/enrolments/mine").await.expect(200)["enrolment"]["id"].clone();
    let children = format!("/api/v1/enrolments/{}/children", link.as_str().unwrap());
    assert_eq!(scene.app.post(&scene.staff.token, &children, json!({"person_id": grown})).await.code(), "enrolment.not_a_child");
    scene.app.post(&scene.staff.token, &children, json!({"person_id": child})).await.expect(200);
    let camp = scene.class(json!({"terms": {"age_to": 14}})).await;
    let sign_up = async |who: &str| scene.app.post(&member.token, &format!("{camp}/mine{who}"), Value::Null).await;
    assert_eq!(sign_up("").await.code(), "attendance.age");
    assert_eq!(sign_up(&format!("?person_id={child}")).await.expect(201)["name"], "张小宝");
    assert_eq!(sign_up(&format!("?person_id={grown}")).await.status, 404);
    assert_eq!(scene.app.get(&member.token, "/api/v1/occasions/mine").await.items()[0]["attendee"]["name"], "张小宝");
    scene.app.delete(&scene.staff.token, &format!("{children}/{child}")).await.expect(204);
    assert_eq!(sign_up(&format!("?person_id={child}")).await.status, 404);
}

#[tokio::test]
async fn who_moves_out_loses_access_and_has_it_again_if_it_was_a_mistake() {
    let scene = Scene::set().await;
    let person = scene.resident("张秀英", "1949-03-08", "").await;
    let member = scene.app.member(&scene.community, Role::Resident).await;
    scene.linked(&person, &member).await;
    let event = scene.happened(&person, "moved_out").await;
    assert_eq!(scene.app.get(&member.token, "/api/v1/enrolments/mine").await.status, 403);
    let undo = format!("/api/v1/residents/{person}/events/{}", event["id"].as_str().unwrap());
    scene.app.delete(&scene.staff.token, &undo).await.expect(204);
    scene.app.work().await;
    let mine = scene.app.get(&member.token, "/api/v1/enrolments/mine").await.expect(200);
    let link = format!("/api/v1/enrolments/{}", mine["enrolment"]["id"].as_str().unwrap());
    scene.app.delete(&scene.staff.token, &link).await.expect(204);
    assert_eq!(scene.app.get(&member.token, "/api/v1/enrolments/mine").await.status, 403, "the desk took it back");
    assert_eq!(scene.app.delete(&scene.staff.token, &link).await.code(), "enrolment.wrong_state");
}
