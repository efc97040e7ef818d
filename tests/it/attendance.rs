//! Taking part: the last seat, the waiting list, checking in on line and later, who did not come.

use chrono::{DateTime, Duration, Utc};
use futures::future::join_all;
use mulin_entity::kernel::Role;
use mulin_tests::{Answer, Community, Member, TestApp};
use serde_json::{Value, json};

struct Scene {
    app: TestApp,
    community: Community,
    staff: Member,
}

impl Scene {
    async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let staff = app.member(&community, Role::Staff).await;
        Self { app, community, staff }
    }

    /// A class tomorrow from nine to eleven; `more` says what is special about it.
    fn class(&self, more: Value) -> Value {
        let starts_at = self.app.now() + Duration::days(1);
        let mut class = json!({
            "title": "手机课堂", "place": "二楼多功能厅", "starts_at": starts_at, "ends_at": starts_at + Duration::hours(2), "waiting_list": true
        });
        more.as_object().into_iter().flatten().for_each(|(name, value)| class[name] = value.clone());
        class
    }

    async fn arrange(&self, more: Value) -> String {
        let made = self.app.post(&self.staff.token, "/api/v1/occasions", self.class(more)).await.expect(201);
        made["id"].as_str().unwrap().to_owned()
    }

    async fn volunteer(&self) -> Member {
        self.app.member(&self.community, Role::Volunteer).await
    }

    async fn resident(&self, name: &str, born: &str) -> String {
        let person = json!({"name": name, "birth_date": born, "address": "3-2-501", "groups": ["alone"], "override_duplicate": true});
        let person = self.app.post(&self.staff.token, "/api/v1/residents", person).await.expect(201);
        person["id"].as_str().unwrap().to_owned()
    }

    async fn own(&self, member: &Member, occasion: &str, what: &str, body: Value) -> Answer {
        self.app.post(&member.token, &format!("/api/v1/occasions/{occasion}/mine{what}"), body).await
    }

    async fn cancel(&self, member: &Member, occasion: &str) -> Answer {
        self.app.delete(&member.token, &format!("/api/v1/occasions/{occasion}/mine")).await
    }

    async fn at_desk(&self, occasion: &str, person: &str, despite: bool) -> Answer {
        let body = json!({"person_id": person, "despite_terms": despite});
        self.app.post(&self.staff.token, &format!("/api/v1/occasions/{occasion}/attendees"), body).await
    }

    async fn roll(&self, occasion: &str) -> Vec<Value> {
        self.app.get(&self.staff.token, &format!("/api/v1/occasions/{occasion}/attendees?limit=100")).await.items()
    }

    async fn state(&self, occasion: &str, of: &str) -> String {
        let roll = self.roll(occasion).await;
        let row = roll.iter().find(|row| row["person_id"] == of || row["member_id"] == of).unwrap();
        row["state"].as_str().unwrap().to_owned()
    }

    async fn code(&self, occasion: &str) -> String {
        let shown = self.app.get(&self.staff.token, &format!("/api/v1/occasions/{occasion}/code")).await.expect(200);
        shown["code"].as_str().unwrap().to_owned()
    }
}

fn scan(code: &str, nonce: &str, at: Option<DateTime<Utc>>) -> Value {
    json!({"code": code, "nonce": nonce, "at": at})
}

#[tokio::test]
async fn the_last_seat_is_given_once_however_many_ask_at_the_same_time() {
    let scene = Scene::set().await;
    let class = scene.arrange(json!({"capacity": 2})).await;
    let mut people = Vec::new();
    for _ in 0..8 {
        people.push(scene.volunteer().await);
    }
    let answers = join_all(people.iter().map(|member| scene.own(member, &class, "", Value::Null))).await;
    let states: Vec<Value> = answers.into_iter().map(|answer| answer.expect(201)["state"].clone()).collect();
    assert_eq!(states.iter().filter(|state| **state == "signed_up").count(), 2, "{states:?}");
    let roll = scene.roll(&class).await;
    let mut seats: Vec<i64> = roll.iter().filter_map(|row| row["seat"].as_i64()).collect();
    seats.sort_unstable();
    assert_eq!((seats, roll.len()), (vec![1, 2], 8));

    // Both leave at once, and two of those who wait come up: not one, not three.
    let seated: Vec<_> =
        people.iter().filter(|member| roll.iter().any(|row| row["member_id"] == json!(member.id) && row["seat"].is_i64())).collect();
    join_all(seated.iter().map(|member| scene.cancel(member, &class))).await.into_iter().for_each(|answer| drop(answer.expect(200)));
    let after = scene.roll(&class).await;
    assert_eq!(after.iter().filter(|row| row["state"] == "signed_up").count(), 2);
    let first_waiting = roll.iter().filter(|row| row["state"] == "waiting").take(2).map(|row| &row["id"]);
    for id in first_waiting {
        assert_eq!(after.iter().find(|row| row["id"] == *id).unwrap()["state"], "signed_up", "whoever waited longest goes first");
    }
}

#[tokio::test]
async fn without_a_waiting_list_it_is_full_and_more_seats_go_to_those_who_wait() {
    let scene = Scene::set().await;
    let (first, second) = (scene.volunteer().await, scene.volunteer().await);
    let small = scene.arrange(json!({"capacity": 1, "waiting_list": false})).await;
    scene.own(&first, &small, "", Value::Null).await.expect(201);
    assert_eq!(scene.own(&first, &small, "", Value::Null).await.code(), "attendance.signed_up");
    assert_eq!(scene.own(&second, &small, "", Value::Null).await.code(), "attendance.full");

    let class = scene.arrange(json!({"capacity": 1})).await;
    scene.own(&first, &class, "", Value::Null).await.expect(201);
    scene.own(&second, &class, "", Value::Null).await.expect(201);
    let larger = scene.class(json!({"capacity": 2}));
    scene.app.put(&scene.staff.token, &format!("/api/v1/occasions/{class}"), larger).await.expect(200);
    assert_eq!(scene.state(&class, &second.id.to_string()).await, "signed_up");
    let smaller = scene.class(json!({"capacity": 1}));
    let refused = scene.app.put(&scene.staff.token, &format!("/api/v1/occasions/{class}"), smaller).await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "attendance.more_people_than_seats"));
}

#[tokio::test]
async fn people_sign_up_and_cancel_in_their_time_and_the_desk_any_time() {
    let scene = Scene::set().await;
    let member = scene.volunteer().await;
    let soon = scene.app.now() + Duration::hours(2);
    let class = scene.arrange(json!({"opens_at": soon, "cancel_until": soon + Duration::hours(3)})).await;
    assert_eq!(scene.own(&member, &class, "", Value::Null).await.code(), "attendance.too_early");
    let elder = scene.resident("王桂芬", "1941-05-04").await;
    scene.at_desk(&class, &elder, false).await.expect(201);
    scene.app.set_clock(soon).await;
    scene.own(&member, &class, "", Value::Null).await.expect(201);
    let mine = scene.app.get(&member.token, "/api/v1/occasions/mine").await.items();
    assert_eq!(mine[0]["occasion"]["title"], "手机课堂");
    scene.app.advance(Duration::hours(3)).await;
    assert_eq!(scene.cancel(&member, &class).await.code(), "attendance.too_late_to_cancel");
    let row = scene.roll(&class).await.into_iter().find(|row| row["member_id"] == json!(member.id)).unwrap();
    let path = format!("/api/v1/occasions/{class}/attendees/{}", row["id"].as_str().unwrap());
    assert_eq!(scene.app.delete(&scene.staff.token, &path).await.expect(200)["state"], "cancelled");
    let reason = json!({"reason": "停电"});
    scene.app.post(&scene.staff.token, &format!("/api/v1/occasions/{class}/cancel"), reason).await.expect(200);
    assert_eq!(scene.own(&member, &class, "", Value::Null).await.code(), "attendance.not_open");
}

#[tokio::test]
async fn it_is_for_whom_it_says_unless_the_desk_makes_an_exception() {
    let scene = Scene::set().await;
    let class = scene.arrange(json!({"terms": {"whom": "residents", "age_from": 60, "groups": ["alone"]}})).await;
    let (elder, child) = (scene.resident("王桂芬", "1941-05-04").await, scene.resident("李小满", "2016-05-04").await);
    scene.at_desk(&class, &elder, false).await.expect(201);
    assert_eq!(scene.at_desk(&class, &child, false).await.code(), "attendance.age");
    scene.at_desk(&class, &child, true).await.expect(201);
    let member = scene.volunteer().await;
    assert_eq!(scene.own(&member, &class, "", Value::Null).await.code(), "attendance.whom");
}

#[tokio::test]
async fn a_phone_without_a_network_checks_in_later_once_and_with_its_own_time() {
    let scene = Scene::set().await;
    let (member, other) = (scene.volunteer().await, scene.volunteer().await);
    let class = scene.arrange(json!({})).await;
    let begin = scene.app.now() + Duration::days(1);
    for member in [&member, &other] {
        scene.own(member, &class, "", Value::Null).await.expect(201);
    }
    let early = scan(&scene.code(&class).await, "n0", None);
    assert_eq!(scene.own(&member, &class, "/check-in", early).await.code(), "attendance.not_at_that_time");
    let seen = begin + Duration::minutes(10);
    scene.app.set_clock(seen).await;
    let code = scene.code(&class).await;
    // The phone tells it three hours after the end; by then the worker thought that they had not come.
    scene.app.set_clock(begin + Duration::hours(5)).await;
    scene.app.work().await;
    assert_eq!(scene.state(&class, &member.id.to_string()).await, "no_show");
    scene.app.advance(Duration::minutes(1)).await;
    let late = scene.own(&member, &class, "/check-in", scan(&code, "n1", Some(seen))).await.expect(200);
    assert_eq!((&late["state"], &late["minutes"]), (&json!("attended"), &json!(110)));
    assert_eq!(late["check_in_at"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap(), seen);
    let again = scene.own(&member, &class, "/check-in", scan(&code, "n1", Some(seen))).await.expect(200);
    assert_eq!(again, late, "the same upload counts once");
    let steps = format!("/api/v1/occasions/{class}/attendees/{}/steps", late["id"].as_str().unwrap());
    let steps = scene.app.get(&scene.staff.token, &steps).await.items();
    assert_eq!(steps.iter().map(|step| step["event"].as_str().unwrap()).collect::<Vec<_>>(), ["sign_up", "close", "check_in"]);
    let stolen = scene.own(&other, &class, "/check-in", scan(&code, "n1", Some(seen))).await;
    assert_eq!(stolen.code(), "attendance.foreign_nonce");
    let claimed = scene.own(&other, &class, "/check-in", scan(&code, "n2", Some(seen + Duration::minutes(5)))).await;
    assert_eq!(claimed.code(), "attendance.wrong_code", "the code proves when it was seen");
}

#[tokio::test]
async fn hours_follow_from_coming_and_going_and_who_stayed_away_is_noted() {
    let scene = Scene::set().await;
    let (member, absent) = (scene.volunteer().await, scene.volunteer().await);
    let terms = json!({"terms": {"no_shows_from": 1, "no_shows_days": 90}});
    let class = scene.arrange(terms.clone()).await;
    let begin = scene.app.now() + Duration::days(1);
    for member in [&member, &absent] {
        scene.own(member, &class, "", Value::Null).await.expect(201);
    }
    scene.app.set_clock(begin + Duration::minutes(30)).await;
    let code = scene.code(&class).await;
    assert_eq!(scene.own(&member, &class, "/check-in", scan("00000000", "a", None)).await.code(), "attendance.wrong_code");
    scene.own(&member, &class, "/check-in", scan(&code, "a", None)).await.expect(200);
    scene.app.advance(Duration::hours(1)).await;
    let out = scene.own(&member, &class, "/check-out", scan(&scene.code(&class).await, "b", None)).await.expect(200);
    assert_eq!(out["minutes"], 60);
    scene.app.set_clock(begin + Duration::hours(4)).await;
    scene.app.work().await;
    assert_eq!(scene.state(&class, &absent.id.to_string()).await, "no_show");
    let next = scene.arrange(terms).await;
    assert_eq!(scene.own(&absent, &next, "", Value::Null).await.code(), "attendance.stayed_away");
    scene.own(&member, &next, "", Value::Null).await.expect(201);
    // The desk knows better: they had come after all.
    let row = scene.roll(&class).await.into_iter().find(|row| row["member_id"] == json!(absent.id)).unwrap();
    let tick = format!("/api/v1/occasions/{class}/attendees/{}/tick", row["id"].as_str().unwrap());
    assert_eq!(scene.app.post(&scene.staff.token, &tick, json!({"came": true})).await.expect(200)["minutes"], 120);
    scene.own(&absent, &next, "", Value::Null).await.expect(201);
}

#[tokio::test]
async fn an_occasion_that_was_moved_is_closed_by_its_new_end_only() {
    let scene = Scene::set().await;
    let member = scene.volunteer().await;
    let class = scene.arrange(json!({})).await;
    scene.own(&member, &class, "", Value::Null).await.expect(201);
    let later = scene.app.now() + Duration::days(3);
    let moved = scene.class(json!({"starts_at": later, "ends_at": later + Duration::hours(2)}));
    scene.app.put(&scene.staff.token, &format!("/api/v1/occasions/{class}"), moved).await.expect(200);
    scene.app.advance(Duration::days(2)).await;
    scene.app.work().await;
    assert_eq!(scene.state(&class, &member.id.to_string()).await, "signed_up");
    scene.app.advance(Duration::days(2)).await;
    scene.app.work().await;
    assert_eq!(scene.state(&class, &member.id.to_string()).await, "no_show");
}

#[tokio::test]
async fn the_seat_of_somebody_who_died_goes_to_whoever_waits() {
    let scene = Scene::set().await;
    let class = scene.arrange(json!({"capacity": 1})).await;
    let (first, second) = (scene.resident("王桂芬", "1941-05-04").await, scene.resident("赵淑珍", "1943-02-11").await);
    scene.at_desk(&class, &first, false).await.expect(201);
    scene.at_desk(&class, &second, false).await.expect(201);
    let death = json!({"kind": "death", "on_day": "2026-03-09"});
    scene.app.post(&scene.staff.token, &format!("/api/v1/residents/{first}/events"), death).await.expect(201);
    scene.app.work().await;
    assert_eq!((scene.state(&class, &first).await, scene.state(&class, &second).await), ("cancelled".into(), "signed_up".into()));
    assert_eq!(scene.at_desk(&class, &first, true).await.code(), "attendance.gone");
}
