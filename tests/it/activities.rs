//! The activity menu as people notice it: rooms that nobody has twice, orders, sessions of a programme, what was said, wishes.

use chrono::{DateTime, Duration, Utc};
use futures::future::join_all;
use mulin_entity::{
    activities::job::Remind,
    kernel::{Job, Role, Scope},
    tenancy::job::SetUp,
};
use mulin_tests::{ANONYMOUS, Answer, Community, Member, Street, TestApp};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::evidence::PIXEL;

struct Scene {
    app: TestApp,
    street: Street,
    community: Community,
    admin: Member,
    staff: Member,
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China.
    async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let (admin, staff) = (app.member(&community, Role::CommunityAdmin).await, app.member(&community, Role::Staff).await);
        let scene = Self { app, street, community, admin, staff };
        scene.run(&SetUp {}).await;
        scene
    }

    async fn run<J: Job>(&self, job: &J) {
        let tx = self.app.db().write(&Scope::job(self.community.id, "test")).await.unwrap();
        tx.enqueue(job).await.unwrap();
        tx.commit().await.unwrap();
        self.app.work().await;
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        self.app.post(&self.staff.token, &format!("/api/v1{path}"), body).await
    }

    async fn room(&self, name: &str) -> Value {
        let mut week = vec!["08:30-21:00"; 7];
        week[6] = "";
        let room = json!({"name": name, "capacity": 30, "equipment": "投影、钢琴", "week": week, "holiday": "10:00-16:00"});
        self.post("/rooms", room).await.expect(201)["id"].clone()
    }

    /// A dish on the menu: so many days from now at 14:00, for two hours.
    fn dish(&self, days: i64, more: Value) -> Value {
        let starts_at = at(&format!("2026-03-{:02}T06:00:00Z", 9 + days));
        let occasion = json!({
            "title": "红色故事会", "place": "二楼", "starts_at": starts_at, "ends_at": starts_at + Duration::hours(2), "capacity": 2, "waiting_list": true
        });
        let mut dish = json!({"class": "red", "summary": "听老党员讲过去的事", "occasion": occasion});
        more.as_object().into_iter().flatten().for_each(|(name, value)| dish[name] = value.clone());
        dish
    }

    async fn act(&self, dish: &Value, act: &str) -> Answer {
        let seen = self.see(dish).await;
        self.post(&path(dish, "/act"), json!({"act": act, "note": "停电", "revision": seen["revision"]})).await
    }

    async fn see(&self, dish: &Value) -> Value {
        self.app.get(&self.staff.token, &format!("/api/v1{}", path(dish, ""))).await.expect(200)
    }

    async fn published(&self, days: i64, more: Value) -> Value {
        let dish = self.post("/activities", self.dish(days, more)).await.expect(201);
        self.act(&dish, "publish").await.expect(200)
    }

    async fn order(&self, dish: &Value, who: &Member) -> Answer {
        self.app.post(&who.token, &format!("/api/v1/occasions/{}/mine", dish["occasion"]["id"].as_str().unwrap()), Value::Null).await
    }

    async fn told(&self, who: &Member) -> Vec<String> {
        self.app.work().await;
        self.app.mails_to(&who.email).into_iter().map(|mail| mail.subject().to_owned()).collect()
    }

    async fn resident(&self, name: &str, born: &str) -> Value {
        let person = json!({"name": name, "birth_date": born, "address": "3-2-501", "override_duplicate": true});
        self.post("/residents", person).await.expect(201)["id"].clone()
    }
}

fn at(instant: &str) -> DateTime<Utc> {
    instant.parse().unwrap()
}

fn path(dish: &Value, rest: &str) -> String {
    format!("/activities/{}{rest}", dish["id"].as_str().unwrap())
}

fn booking(from: &str, to: &str) -> Value {
    json!({"purpose": "outside", "title": "合唱团排练", "starts_at": at(from), "ends_at": at(to), "contact_name": "老周", "contact_phone": "13800001234"})
}

#[tokio::test]
async fn of_eight_who_book_the_same_room_at_once_one_has_it() {
    let scene = Scene::set().await;
    let room = scene.room("多功能厅").await;
    let book = format!("/rooms/{}/bookings", room.as_str().unwrap());
    // They overlap, and are not the same.
    let tries = (0..8).map(|number| {
        let starts_at = at("2026-03-10T06:00:00Z") + Duration::minutes(15 * (number % 4));
        let mut wanted = booking("2026-03-10T06:00:00Z", "2026-03-10T08:00:00Z");
        wanted["starts_at"] = json!(starts_at);
        scene.post(&book, wanted)
    });
    let answers: Vec<Answer> = join_all(tries).await;
    let (taken, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
    assert_eq!(taken.len(), 1);
    assert!(refused.iter().all(|answer| answer.code() == "activities.room_taken"), "{:?}", refused[0].text());
    scene.post(&book, booking("2026-03-10T08:00:00Z", "2026-03-10T09:00:00Z")).await.expect(201);

    let given = format!("/api/v1/room-bookings/{}", taken[0].json()["id"].as_str().unwrap());
    scene.app.delete(&scene.staff.token, &given).await.expect(200);
    scene.post(&book, booking("2026-03-10T07:00:00Z", "2026-03-10T08:00:00Z")).await.expect(201);
    let shut = async |from: &str, to: &str| scene.post(&book, booking(from, to)).await.code();
    assert_eq!(shut("2026-03-15T06:00:00Z", "2026-03-15T07:00:00Z").await, "activities.room_shut", "a Sunday");
    assert_eq!(shut("2026-03-11T12:00:00Z", "2026-03-11T14:00:00Z").await, "activities.room_shut", "until ten at night");
    assert_eq!(shut("2026-05-01T06:00:00Z", "2026-05-01T09:00:00Z").await, "activities.room_shut", "Labour Day until 17:00");
    scene.post(&book, booking("2026-05-01T06:00:00Z", "2026-05-01T08:00:00Z")).await.expect(201);
    let worker = scene.app.member(&scene.community, Role::GridWorker).await;
    let seen = scene.app.get(&worker.token, "/api/v1/room-bookings?from=2026-03-10T00:00:00Z&to=2026-03-11T00:00:00Z").await.expect(200);
    assert_eq!((seen.as_array().unwrap().len(), seen[0].get("contact_phone")), (2, None), "whom to call is the office's business");
}

#[tokio::test]
async fn people_order_what_is_on_the_menu_come_and_say_once_how_it_was() {
    let scene = Scene::set().await;
    let room = scene.room("多功能厅").await;
    let dish = scene.post("/activities", scene.dish(2, json!({"room_id": room}))).await.expect(201);
    assert_eq!((dish["stage"].as_str(), dish["room"].as_str()), (Some("planned"), Some("多功能厅")));
    let [one, two, three] = [0, 1, 2].map(|_| scene.app.member(&scene.community, Role::Resident));
    let (one, two, three) = (one.await, two.await, three.await);
    assert_eq!(scene.order(&dish, &one).await.code(), "attendance.not_open", "it is not on the menu");
    assert_eq!(scene.app.get(&one.token, &format!("/api/v1{}", path(&dish, ""))).await.status, 404);
    let other = scene.post("/activities", scene.dish(2, json!({"room_id": room}))).await;
    assert_eq!(other.code(), "activities.room_taken");
    scene.act(&dish, "publish").await.expect(200);
    for who in [&one, &two, &three] {
        scene.order(&dish, who).await.expect(201);
    }
    let menu = scene.app.get(&three.token, "/api/v1/activities?from=2026-03-09T00:00:00Z").await.items();
    assert_eq!((menu[0]["own"]["state"].as_str(), menu[0]["occasion"]["waiting"].as_i64()), (Some("waiting"), Some(1)));

    let mut later = scene.dish(3, json!({"room_id": room, "revision": scene.see(&dish).await["revision"]}));
    later["occasion"]["capacity"] = json!(3);
    scene.app.put(&scene.staff.token, &format!("/api/v1{}", path(&dish, "")), later).await.expect(200);
    let mut told = scene.told(&three).await;
    told.sort();
    assert_eq!(told, ["候补成功：红色故事会", "时间或地点有变：红色故事会"]);
    scene.published(2, json!({"room_id": room})).await;

    scene.app.set_clock(at("2026-03-12T06:10:00Z")).await;
    let occasion = format!("/occasions/{}", dish["occasion"]["id"].as_str().unwrap());
    let code = scene.app.get(&scene.staff.token, &format!("/api/v1{occasion}/code")).await.expect(200)["code"].clone();
    let scan = json!({"code": code, "nonce": "n1"});
    scene.app.post(&one.token, &format!("/api/v1{occasion}/mine/check-in"), scan).await.expect(200);
    let say = async |who: &Member, score: i64| {
        let words = json!({"score": score, "words": "听得入神"});
        scene.app.post(&who.token, &format!("/api/v1{}", path(&dish, "/feedback")), words).await
    };
    assert_eq!(say(&two, 5).await.code(), "activities.did_not_come");
    assert_eq!(say(&one, 6).await.status, 422);
    say(&one, 5).await.expect(201);
    assert_eq!(say(&one, 1).await.code(), "activities.said_already");
    scene.app.advance(Duration::hours(4)).await;
    scene.app.work().await;
    let held = scene.see(&dish).await;
    assert_eq!((held["stage"].as_str(), held["occasion"]["no_show"].as_i64()), (Some("held"), Some(2)));
    assert_eq!(held["feedback"][0]["words"], "听得入神");
    assert_eq!(scene.act(&dish, "call_off").await.code(), "activities.wrong_stage");
    scene.act(&dish, "archive").await.expect(200);

    let street = scene.app.street_admin(&scene.street).await;
    let totals = scene.app.get(&street.token, "/api/v1/street/dashboard").await.expect(200)["totals"].clone();
    let figure = |name: &str| totals[format!("activities.{name}")].as_i64().unwrap_or_default();
    assert_eq!(["held", "seats", "attended", "no_show", "rated", "satisfied"].map(figure), [2, 5, 1, 2, 1, 1]);
    assert_eq!(totals["rooms.hours"], 4);
}

#[tokio::test]
async fn what_is_called_off_gives_its_room_back_and_tells_those_who_ordered() {
    let scene = Scene::set().await;
    let room = scene.room("书画室").await;
    let dish = scene.published(2, json!({"room_id": room})).await;
    let guest = scene.app.member(&scene.community, Role::Resident).await;
    scene.order(&dish, &guest).await.expect(201);
    let door = "/api/v1/public/communities/120113004024/menu";
    let menu = scene.app.get(ANONYMOUS, door).await.expect(200);
    assert_eq!((menu["items"][0]["title"].as_str(), menu["items"][0]["free"].as_i64()), (Some("红色故事会"), Some(1)));
    let calendar = scene.app.get(ANONYMOUS, &format!("{door}.ics")).await.text();
    assert!(calendar.contains("DTSTART:20260311T060000Z") && calendar.contains("红色故事会"), "{calendar}");
    let feed = scene.app.post(&guest.token, "/api/v1/visits/feed", Value::Null).await.expect(201)["url"].as_str().unwrap().to_owned();
    let feed = feed[feed.find("/api/").unwrap()..].to_owned();
    assert!(scene.app.get(ANONYMOUS, &feed).await.text().contains("红色故事会"), "it is in the own calendar");

    scene.act(&dish, "call_off").await.expect(200);
    assert_eq!(scene.told(&guest).await, ["活动取消：红色故事会"]);
    assert_eq!(scene.app.get(ANONYMOUS, door).await.expect(200)["items"], json!([]));
    scene.published(2, json!({"room_id": room})).await;
    assert_eq!(scene.app.get(ANONYMOUS, "/api/v1/public/communities/120113004017/menu").await.status, 404);
}

#[tokio::test]
async fn whoever_enrols_once_is_on_the_roll_of_each_session() {
    let scene = Scene::set().await;
    let camp = scene.post("/programmes", json!({"kind": "summer_camp", "title": "夏令营"})).await.expect(201);
    let at_camp = |rest: &str| format!("/programmes/{}{rest}", camp["id"].as_str().unwrap());
    let first = scene.published(2, json!({"programme_id": camp["id"]})).await;
    let child = scene.resident("李小雨", "2016-05-04").await;
    let mother = json!({"name": "张敏", "relation": "母亲", "phone": "13900005678", "guardian": true});
    let mother = scene.post(&format!("/residents/{}/contacts", child.as_str().unwrap()), mother).await.expect(201);
    let enrol = json!({"person_id": child, "consent": {"contact_id": mother["id"], "way": "written"}});
    let group = scene.post(&at_camp("/participants"), enrol.clone()).await.expect(200);
    assert_eq!(scene.post(&at_camp("/participants"), enrol).await.code(), "activities.enrolled");
    let father = scene.app.member(&scene.community, Role::Resident).await;
    scene.app.post(&father.token, &format!("/api/v1{}", at_camp("/mine")), Value::Null).await.expect(200);

    let second = scene.published(4, json!({"programme_id": camp["id"]})).await;
    let states = async |dish: &Value| -> Vec<String> {
        let roll = format!("/api/v1/occasions/{}/attendees", dish["occasion"]["id"].as_str().unwrap());
        let roll = scene.app.get(&scene.staff.token, &roll).await.items();
        let mut states: Vec<String> = roll.iter().map(|row| row["state"].as_str().unwrap().to_owned()).collect();
        states.sort();
        states
    };
    assert_eq!(states(&first).await, ["signed_up", "signed_up"], "what the guardian agreed to holds for all of it");
    assert_eq!(states(&second).await, ["signed_up", "signed_up"]);
    scene.app.set_clock(at("2026-03-11T06:10:00Z")).await;
    let roll = format!("/api/v1/occasions/{}/attendees", first["occasion"]["id"].as_str().unwrap());
    let row = scene.app.get(&scene.staff.token, &roll).await.items()[0]["id"].clone();
    scene.app.post(&scene.staff.token, &format!("{roll}/{}/tick", row.as_str().unwrap()), json!({"came": true})).await.expect(200);
    let seen = scene.app.get(&scene.staff.token, &format!("/api/v1{}", at_camp(""))).await.expect(200);
    let came = seen["participants"].as_array().unwrap().iter().find(|one| one["name"] == "李小雨").unwrap()["attended"].clone();
    assert_eq!(came, 1);

    let leave = at_camp(&format!("/participants/{}", group["participants"][0]["id"].as_str().unwrap()));
    scene.app.delete(&scene.staff.token, &format!("/api/v1{leave}")).await.expect(200);
    assert_eq!(states(&second).await, ["cancelled", "signed_up"]);
}

#[tokio::test]
async fn a_provider_hands_over_what_it_owes_and_sees_only_its_own() {
    let scene = Scene::set().await;
    let (speaker, stranger) =
        (scene.app.member(&scene.community, Role::Provider).await, scene.app.member(&scene.community, Role::Provider).await);
    let provider = json!({"name": "夕阳红社工中心", "member_id": speaker.id, "contact_name": "老周", "contact_phone": "13800001234"});
    let provider = scene.post("/providers", provider).await.expect(201);
    let at_provider = |rest: &str| format!("/providers/{}{rest}", provider["id"].as_str().unwrap());
    let contract = json!({"title": "中心运营", "from_day": "2026-01-01", "until_day": "2026-12-31", "amount": 18_000_000});
    let signed = scene.post(&at_provider("/contracts"), contract).await.expect(201)["contracts"][0]["id"].clone();
    let owed = json!({"name": "第一季度总结", "due_on": "2026-03-15"});
    let owed = scene.post(&format!("/contracts/{}/deliverables", signed.as_str().unwrap()), owed).await.expect(201);
    let owed = format!("/api/v1/deliverables/{}", owed["contracts"][0]["deliverables"][0]["id"].as_str().unwrap());
    scene.run(&Remind { planned_at: scene.app.now() }).await;
    scene.run(&Remind { planned_at: scene.app.now() + Duration::days(1) }).await;
    assert_eq!(scene.told(&speaker).await, ["成果待提交：第一季度总结"], "once a week");

    let act = async |who: &Member, deed: &str, note: &str| {
        scene.app.post(&who.token, &format!("{owed}/act"), json!({"deed": deed, "note": note})).await
    };
    assert_eq!(act(&stranger, "deliver", "").await.status, 404);
    assert_eq!(act(&speaker, "deliver", "").await.code(), "activities.proof_wanted");
    let photo = Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    scene.app.upload(&speaker.token, &format!("{owed}/photos"), photo).await.expect(201);
    act(&speaker, "deliver", "").await.expect(200);
    assert_eq!(act(&speaker, "accept", "").await.status, 403, "nobody accepts the own work");
    assert_eq!(scene.told(&scene.admin).await.last().unwrap(), "机构提交了成果：第一季度总结");
    assert_eq!(act(&scene.staff, "return", "").await.status, 422);
    act(&scene.staff, "return", "缺少名单").await.expect(200);
    act(&speaker, "deliver", "已补").await.expect(200);
    act(&scene.staff, "accept", "").await.expect(200);
    let review = format!("/api/v1/contracts/{}/review", signed.as_str().unwrap());
    scene.app.put(&scene.staff.token, &review, json!({"score": 3})).await.expect(200);
    let said = scene.app.put(&scene.staff.token, &review, json!({"score": 4, "words": "越来越好"})).await.expect(200);
    assert_eq!((said["contracts"][0]["office_score"].as_f64(), said["contracts"][0]["reviews"].as_array().unwrap().len()), (Some(4.0), 1));

    let ours = scene.published(2, json!({"provider_id": provider["id"]})).await;
    scene.published(3, json!({})).await;
    let seen = scene.app.get(&speaker.token, "/api/v1/activities").await.items();
    assert_eq!(seen.iter().map(|dish| &dish["id"]).collect::<Vec<_>>(), [&ours["id"]]);
    assert_eq!(scene.app.get(&stranger.token, "/api/v1/activities").await.items().len(), 0);
    assert_eq!(scene.app.get(&stranger.token, "/api/v1/providers").await.expect(200), json!([]));
}

#[tokio::test]
async fn a_wish_is_voted_for_once_each_and_whoever_wants_it_hears_what_became_of_it() {
    let scene = Scene::set().await;
    let (one, two) = (scene.app.member(&scene.community, Role::Resident).await, scene.app.member(&scene.community, Role::Volunteer).await);
    let wish = json!({"title": "太极拳早课", "words": "每周两次就好"});
    let wish = scene.app.post(&one.token, "/api/v1/wishes", wish).await.expect(201);
    let at_wish = |rest: &str| format!("/wishes/{}{rest}", wish["id"].as_str().unwrap());
    let votes = format!("/api/v1{}", at_wish("/votes"));
    assert_eq!(scene.app.post(&one.token, &votes, json!({})).await.code(), "activities.said_already");
    assert_eq!(scene.app.post(&two.token, &votes, json!({})).await.expect(200)["votes"], 2);
    let elder = scene.resident("王桂芬", "1941-05-04").await;
    assert_eq!(scene.app.post(&two.token, &votes, json!({"person_id": elder})).await.status, 404, "only the desk votes for others");
    assert_eq!(scene.post(&at_wish("/votes"), json!({"person_id": elder})).await.expect(200)["votes"], 3);
    assert_eq!(scene.post(&at_wish("/answer"), json!({"revision": 1})).await.status, 422, "no without a reason");
    let dish = scene.published(2, json!({})).await;
    let planned = scene.post(&at_wish("/answer"), json!({"activity_id": dish["id"], "revision": 1})).await.expect(200);
    assert_eq!(planned["state"], "planned");
    for who in [&one, &two] {
        assert_eq!(scene.told(who).await, ["您的心愿排上了：太极拳早课"]);
    }
    assert_eq!(scene.app.post(&scene.admin.token, &votes, json!({})).await.code(), "activities.wrong_stage");
}

#[tokio::test]
async fn whoever_enrols_agrees_to_the_terms_that_hold() {
    let scene = Scene::set().await;
    let mut camp = json!({"kind": "summer_camp", "title": "夏令营", "terms": "无故缺席两次退出。"});
    let made = scene.post("/programmes", camp.clone()).await.expect(201);
    let path = format!("/api/v1/programmes/{}", made["id"].as_str().unwrap());
    let (one, two) = (scene.app.member(&scene.community, Role::Resident).await, scene.app.member(&scene.community, Role::Resident).await);
    let seen = scene.app.get(&one.token, &path).await.expect(200);
    assert_eq!((seen["terms"].as_str(), seen["terms_version"].as_i64()), (Some("无故缺席两次退出。"), Some(1)));
    let enrol = async |who: &Member, query: &str| scene.app.post(&who.token, &format!("{path}/mine{query}"), Value::Null).await;
    assert_eq!(enrol(&one, "").await.json()["fields"][0]["code"], "activities.terms_wanted");
    enrol(&one, "?terms_version=1").await.expect(200);
    let change = async |camp: &Value, revision: i64| {
        let mut body = camp.clone();
        body["revision"] = json!(revision);
        scene.app.put(&scene.staff.token, &path, body).await.expect(200)
    };
    camp["summary"] = json!("七月，八次");
    assert_eq!(change(&camp, 1).await["terms_version"], 1, "the terms are the same");
    camp["terms"] = json!("无故缺席一次退出。");
    assert_eq!(change(&camp, 2).await["terms_version"], 2);
    assert_eq!(enrol(&two, "?terms_version=1").await.code(), "activities.terms_changed");
    enrol(&two, "?terms_version=2").await.expect(200);
    let elder = scene.resident("王桂芬", "1941-05-04").await;
    let desk = format!("/programmes/{}/participants", made["id"].as_str().unwrap());
    assert_eq!(scene.post(&desk, json!({"person_id": elder})).await.status, 422);
    scene.post(&desk, json!({"person_id": elder, "terms_version": 2})).await.expect(200);
    let group = scene.app.get(&scene.staff.token, &path).await.expect(200);
    let mut agreed: Vec<_> = group["participants"].as_array().unwrap().iter().filter_map(|one| one["terms_version"].as_i64()).collect();
    agreed.sort_unstable();
    assert_eq!(agreed, [1, 2, 2]);
    camp["terms"] = json!("");
    let free = change(&camp, 3).await;
    assert!(free["terms"].is_null() && free["terms_version"].is_null());
    let three = scene.app.member(&scene.community, Role::Resident).await;
    enrol(&three, "").await.expect(200);
}

#[tokio::test]
async fn a_room_follows_a_meeting_and_an_occasion() {
    let scene = Scene::set().await;
    let room = scene.room("议事厅").await;
    let book = format!("/rooms/{}/bookings", room.as_str().unwrap());
    let put = async |path: &str, body: Value| scene.app.put(&scene.staff.token, &format!("/api/v1{path}"), body).await;
    let booked = async || {
        let rows = "/api/v1/room-bookings?from=2026-03-10T00:00:00Z&to=2026-03-11T00:00:00Z";
        let rows = scene.app.get(&scene.staff.token, rows).await.expect(200);
        let starts = |one: &Value| one["starts_at"].as_str().unwrap()[11..16].to_owned();
        let mut starts: Vec<_> = rows.as_array().unwrap().iter().map(starts).collect();
        starts.sort();
        starts
    };
    let mut meeting =
        json!({"kind": "heart", "title": "恳谈会", "starts_at": "2026-03-10T01:00:00Z", "ends_at": "2026-03-10T02:00:00Z", "agenda": []});
    let made = scene.post("/meetings", meeting.clone()).await.expect(201);
    let mut own = json!({
        "purpose": "meeting", "title": "恳谈会", "starts_at": "2026-03-10T01:00:00Z", "ends_at": "2026-03-10T02:00:00Z",
        "occasion_id": made["occasion_id"]
    });
    scene.post(&book, own.clone()).await.expect(201);
    let mut class = json!({"title": "手机课堂", "starts_at": "2026-03-10T03:00:00Z", "ends_at": "2026-03-10T04:00:00Z"});
    let occasion = scene.post("/occasions", class.clone()).await.expect(201);
    (own["starts_at"], own["ends_at"], own["occasion_id"]) = (class["starts_at"].clone(), class["ends_at"].clone(), occasion["id"].clone());
    scene.post(&book, own).await.expect(201);

    (meeting["ends_at"], meeting["revision"]) = (json!("2026-03-10T03:30:00Z"), json!(1));
    let at_meeting = format!("/meetings/{}", made["id"].as_str().unwrap());
    assert_eq!(put(&at_meeting, meeting.clone()).await.code(), "activities.room_taken");
    (class["starts_at"], class["ends_at"]) = (json!("2026-03-10T06:00:00Z"), json!("2026-03-10T07:00:00Z"));
    let at_class = format!("/occasions/{}", occasion["id"].as_str().unwrap());
    put(&at_class, class).await.expect(200);
    put(&at_meeting, meeting).await.expect(200);
    assert_eq!(booked().await, ["01:00", "06:00"]);
    scene.post(&format!("{at_class}/cancel"), json!({"reason": "停电"})).await.expect(200);
    scene.post(&format!("{at_meeting}/act"), json!({"act": "cancel", "note": "停电", "revision": 2})).await.expect(200);
    assert!(booked().await.is_empty(), "what is off needs no room");
}
