//! A row of every table that people can fill, put there over HTTP.

use chrono::Duration;
use mulin_entity::{
    attendance::traces::{self, Position, Trace},
    enrolment::Who,
    kernel::{Role, Scope},
    patrols::job::Plan,
    points::{self, Service, boards, lapse, tariff},
};
use mulin_tests::{ANONYMOUS, TestApp};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::{exceptions::CAMPAIGN_CALL, scene::Side, want::want_a_form};
use crate::evidence::PIXEL;

/// Lets the people of one side do a morning's work.
pub async fn furnish(app: &TestApp, side: &Side, newcomer: &str) {
    let post = async |role: Role, path: &str, body: Value| {
        let answer = app.post(&side.member(role).token, &format!("/api/v1{path}"), body).await;
        assert!(matches!(answer.status, 200..=204), "{} answered {}", answer.request, answer.text());
        answer.json()
    };
    let signup = json!({"code": newcomer, "contact_name": "张书记", "contact_email": "zhang@example.org"});
    app.post(ANONYMOUS, "/api/v1/signups", signup).await.expect(201);
    let guest = json!({"email": format!("guest@{}.example.org", side.community.code), "name": "李芳", "role": "volunteer"});
    post(Role::CommunityAdmin, "/members/invitations", guest).await;
    let worker = side.member(Role::GridWorker).id;
    let grid = post(Role::CommunityAdmin, "/grids", json!({"code": "01", "name": "第一网格", "worker_id": worker})).await;
    post(Role::CommunityAdmin, "/buildings", json!({"name": "3号楼", "grid_id": grid["id"], "walk_order": 1})).await;
    let resident = json!({
        "name": "王桂芬", "phone": "13800001234", "birth_date": "1941-05-04", "sex": "female", "tier": "red", "groups": ["alone"],
        "health_remark": "高血压", "address": "3号楼2单元501"
    });
    let resident = post(Role::Staff, "/residents", resident).await;
    let resident = resident["id"].as_str().expect("a resident");
    let contact = json!({"name": "王小明", "relation": "儿子", "phone": "13900005678", "guardian": true});
    post(Role::Staff, &format!("/residents/{resident}/contacts"), contact).await;
    post(Role::Staff, &format!("/residents/{resident}/events"), json!({"kind": "major", "on_day": "2026-03-08", "note": "老伴去世"})).await;
    let policy = json!({
        "quiet_from": "21:30", "quiet_until": "07:30", "spread_minutes": 20, "daily_cap": 20, "daily_quota": 500, "summary_from": 3,
        "trial": false, "guests": []
    });
    app.put(&side.member(Role::CommunityAdmin).token, "/api/v1/message-policies", policy).await.expect(200);
    let call = json!({"person_id": resident, "due_at": app.now() + Duration::hours(5), "kind": "phone"});
    let call = post(Role::Staff, "/visits", call).await;
    let call = format!("/visits/{}/record", call["id"].as_str().expect("a visit"));
    post(Role::GridWorker, &call, json!({"kind": "phone", "wellbeing": "urgent"})).await;
    let visit = json!({"person_id": resident, "due_at": app.now() + Duration::hours(6), "kind": "home"});
    let visit = post(Role::Staff, "/visits", visit).await;
    let visit = visit["id"].as_str().expect("a visit");
    post(Role::GridWorker, &format!("/visits/{visit}/no-answer"), json!({"note": "敲门无人应"})).await;
    post(Role::GridWorker, "/visits/feed", Value::Null).await;
    let channel = json!({
        "kind": "webhook", "name": "值班群", "place": 1, "enabled": false, "settings": {"url": "https://example.org", "secret": "whsec_AAAA"}, "forms": {},
        "topics": ["visits.escalated"]
    });
    post(Role::CommunityAdmin, "/message-channels", channel).await;
    let words = json!({"after": 0, "wording": {"subject": "{数量} 户待访", "body": "{清单}", "sms": "", "chat": ""}});
    post(Role::CommunityAdmin, "/message-templates/visits.nudge/zh-CN/versions", words).await;
    let wish = json!({"muted": false, "ways": ["mail"]});
    app.put(&side.member(Role::GridWorker).token, "/api/v1/message-preferences/visits.digest", wish).await.expect(204);
    let phone = json!({"address": "13800001234"});
    app.put(&side.member(Role::GridWorker).token, "/api/v1/message-addresses/sms", phone).await.expect(204);
    let photo = Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    app.upload(&side.member(Role::GridWorker).token, &format!("/api/v1/visits/{visit}/photos"), photo).await.expect(201);
    decide(app, side).await;
    let starts_at = app.now() + Duration::days(1);
    let class = json!({"title": "手机课堂", "starts_at": starts_at, "ends_at": starts_at + Duration::hours(2), "capacity": 20});
    let class = post(Role::Staff, "/occasions", class).await;
    let attendees = format!("/occasions/{}/attendees", class["id"].as_str().expect("an occasion"));
    let row = post(Role::Staff, &attendees, json!({"person_id": resident})).await;
    app.put(&side.member(Role::Staff).token, "/api/v1/desk-devices", json!({"device": "the-desk-0123456789"})).await.expect(204);
    leave_a_trace(app, side, row["id"].as_str().expect("an attendee")).await;
    bring_a_child(app, side, &attendees).await;
    go_round(app, side).await;
    take_matters(app, side, visit, resident).await;
    advise(app, side).await;
    meet(app, side).await;
    enrol(app, side, resident).await;
    hand_down(app, side).await;
    earn_points(app, side, resident).await;
    want_a_form(app, side).await;
    whistle(app, side).await;
    ask(app, side, resident).await;
    cook(app, side, resident).await;
    mobilise(app, side).await;
    live_as_a_party(app, side, resident).await;
    walk_around(app, side).await;
    serve(app, side).await;
    build_something(app, side).await;
    take_a_ledger(app, side).await;
    keep_a_ledger(app, side).await;
    app.work().await;
}

/// What a phone told of itself.
async fn leave_a_trace(app: &TestApp, side: &Side, attendee: &str) {
    let tx = app.db().write(&Scope::job(side.community.id, "test")).await.expect("a unit of work");
    let position = Position { lat: 39.1, lng: 117.2, accuracy: 25.0 };
    let trace = Trace { position: Some(position), device: Some("a-phone-0123456789".to_owned()) };
    traces::keep(&tx, attendee.parse().expect("an id"), "check_in", app.now(), &trace).await.expect("a trace");
    tx.commit().await.expect("a commit");
}

/// A child whose guardian agrees, and one whose guardian is still to be called.
async fn bring_a_child(app: &TestApp, side: &Side, attendees: &str) {
    let staff = &side.member(Role::Staff).token;
    for (name, agreed) in [("李小雨", true), ("赵天乐", false)] {
        let child = json!({"name": name, "birth_date": "2017-05-04", "address": "3号楼2单元601"});
        let child = app.post(staff, "/api/v1/residents", child).await.expect(201)["id"].clone();
        let contacts = format!("/api/v1/residents/{}/contacts", child.as_str().expect("a child"));
        let mother = json!({"name": "张敏", "relation": "母亲", "phone": "13900005679", "guardian": true});
        let mother = app.post(staff, &contacts, mother).await.expect(201);
        let consent = agreed.then(|| json!({"contact_id": mother["id"], "way": "phone"}));
        app.post(staff, &format!("/api/v1{attendees}"), json!({"person_id": child, "consent": consent})).await.expect(201);
    }
}

/// What a community decides for itself.
async fn decide(app: &TestApp, side: &Side) {
    let admin = &side.member(Role::CommunityAdmin).token;
    app.put(admin, "/api/v1/calendar/2026-03-20", json!({"kind": "holiday"})).await.expect(200);
    let policy = app.get(admin, "/api/v1/visit-policies").await.expect(200);
    app.put(admin, "/api/v1/visit-policies", policy).await.expect(200);
}

/// Duty that goes round, a leave that waits, and a change that somebody is asked for.
async fn go_round(app: &TestApp, side: &Side) {
    let (admin, staff) = (side.member(Role::CommunityAdmin), side.member(Role::Staff));
    let rule = json!({
        "members": [staff.id, side.member(Role::GridWorker).id], "desk": 1, "out": 1, "turn": "day", "anchor": "2026-03-09", "rest": [],
        "opens": "08:30", "closes": "17:30"
    });
    app.put(&admin.token, "/api/v1/duty/rule", rule).await.expect(200);
    let days = app.get(&staff.token, "/api/v1/duty").await.expect(200);
    let mine = days[0]["shifts"].as_array().and_then(|shifts| shifts.iter().find(|shift| shift["member_id"] == staff.id.to_string()));
    let swap = json!({"shift_id": mine.expect("a duty")["id"], "other_id": admin.id});
    app.post(&staff.token, "/api/v1/duty/swaps", swap).await.expect(201);
    let leave = json!({"from_day": "2026-04-01", "until_day": "2026-04-02"});
    app.post(&staff.token, "/api/v1/duty/leaves", leave).await.expect(201);
}

/// A matter that somebody has, one that was asked after, and a kind of the community's own.
async fn take_matters(app: &TestApp, side: &Side, visit: &str, resident: &str) {
    let (admin, staff) = (&side.member(Role::CommunityAdmin).token, &side.member(Role::Staff).token);
    let kind = app.post(admin, "/api/v1/matter-kinds", json!({"name": "楼院杂事", "acknowledge": 1, "handle": 5})).await.expect(201);
    let matter = |title: &str, to: &str, done: Option<&str>| {
        json!({
            "kind_id": kind["id"], "source": "visit", "title": title, "place": "3号楼", "visit_id": visit, "person_id": resident,
            "reporter": "王桂芬", "phone": "13800001234", "member_id": to, "done": done
        })
    };
    let open = matter("楼道灯不亮", &side.member(Role::GridWorker).id.to_string(), None);
    let open = app.post(staff, "/api/v1/matters", open).await.expect(201);
    let photo = Form::new().text("moment", "before").part("file", Part::bytes(PIXEL).file_name("x.png"));
    app.upload(staff, &format!("/api/v1/matters/{}/photos", open["id"].as_str().expect("a matter")), photo).await.expect(201);
    for role in [Role::Property, Role::Partner, Role::Provider] {
        let given = matter(&format!("{} 的一件事", role.word()), &side.member(role).id.to_string(), None);
        app.post(staff, "/api/v1/matters", given).await.expect(201);
    }
    let done = matter("门铃坏了", &side.member(Role::Staff).id.to_string(), Some("换了电池"));
    let done = app.post(staff, "/api/v1/matters", done).await.expect(201);
    let answer = json!({"solved": true, "rating": 5, "note": "好用了"});
    app.post(staff, &format!("/api/v1/matters/{}/call-back", done["id"].as_str().expect("a matter")), answer).await.expect(200);
}

/// Experts of every role, each with a question, one about a matter.
async fn advise(app: &TestApp, side: &Side) {
    let staff = &side.member(Role::Staff).token;
    let group = app.post(staff, "/api/v1/expert-groups", json!({"name": "工程组"})).await.expect(201);
    let matter = app.get(staff, "/api/v1/matters").await.expect(200)["items"][0]["id"].clone();
    for role in Role::OF_COMMUNITY {
        let expert = json!({
            "group_id": group["id"], "name": "张工", "phone": "13800001111", "member_id": side.member(role).id, "fields": ["engineering"], "words": ["电梯"]
        });
        let expert = app.post(staff, "/api/v1/experts", expert).await.expect(201);
        let question = json!({"expert_id": expert["id"], "matter_id": matter, "title": "楼道灯不亮", "question": "线路老化怎么办？"});
        app.post(staff, "/api/v1/expert-requests", question).await.expect(201);
    }
}

/// A meeting that was held and resolved something.
async fn meet(app: &TestApp, side: &Side) {
    let (admin, staff) = (side.member(Role::CommunityAdmin), side.member(Role::Staff));
    let meeting = json!({
        "kind": "hearing", "title": "加装电梯听证会", "place": "议事厅", "starts_at": app.now() + Duration::minutes(30),
        "ends_at": app.now() + Duration::hours(2), "agenda": ["说明方案"], "chair_id": admin.id
    });
    let meeting = app.post(&staff.token, "/api/v1/meetings", meeting).await.expect(201);
    let at = format!("/api/v1/meetings/{}", meeting["id"].as_str().expect("a meeting"));
    app.post(&staff.token, &format!("{at}/invitations"), json!({"member_id": admin.id})).await.expect(200);
    for act in ["call", "hold"] {
        let revision = app.get(&staff.token, &at).await.expect(200)["revision"].clone();
        app.post(&staff.token, &format!("{at}/act"), json!({"act": act, "revision": revision})).await.expect(200);
    }
    app.post(&staff.token, &format!("{at}/resolutions"), json!({"words": "加装电梯费用按楼层分摊"})).await.expect(201);
}

/// A resident who came with a paper, acts for a child and asks about their data, and somebody whom the desk is to look at.
async fn enrol(app: &TestApp, side: &Side, resident: &str) {
    let staff = &side.member(Role::Staff).token;
    let paper = app.post(staff, &format!("/api/v1/residents/{resident}/enrolment"), Value::Null).await.expect(201);
    let secret = paper["path"].as_str().and_then(|path| path.split_once("invitation=")).expect("a paper").1.to_owned();
    let door = format!("/api/v1/public/communities/{}/enrolment", side.community.code);
    for (name, invitation) in [("王桂芬", secret.as_str()), ("赵建国", "")] {
        let email = format!("{}@{}.example.org", invitation.len(), side.community.code);
        let told = json!({"name": name, "email": email, "address": "3号楼2单元501", "invitation": invitation});
        let ticket = app.post(ANONYMOUS, &door, told).await.expect(201)["ticket"].clone();
        app.work().await;
        let code: String = app.mails_to(&email)[0].subject().chars().filter(char::is_ascii_digit).take(6).collect();
        app.post(ANONYMOUS, &format!("{door}/proof"), json!({"ticket": ticket, "code": code})).await.expect(200);
    }
    let child = json!({"name": "王小宝", "birth_date": "2018-05-04", "address": "3号楼2单元501"});
    let child = app.post(staff, "/api/v1/residents", child).await.expect(201);
    let link = app.get(staff, "/api/v1/enrolments").await.items()[0].clone();
    let at = format!("/api/v1/enrolments/{}/children", link["id"].as_str().expect("a link"));
    app.post(staff, &at, json!({"person_id": child["id"]})).await.expect(200);
    let wish = json!({"kind": "correct", "about": "phone", "wanted": "13900005678", "person_id": resident});
    app.post(staff, "/api/v1/privacy/requests", wish).await.expect(201);
    app.post(staff, "/api/v1/privacy/copies/at-desk", json!({"form": "json", "person_id": resident})).await.expect(201);
}

/// A unit that is called and invited, and something that is offered.
async fn whistle(app: &TestApp, side: &Side) {
    let staff = &side.member(Role::Staff).token;
    let unit =
        json!({"name": "区市政工程所", "kind": "department", "member_id": side.member(Role::Partner).id, "contact_phone": "13800001111"});
    let unit = app.post(staff, "/api/v1/partners", unit).await.expect(201);
    let whistle = json!({"kind": "hard", "title": "雨水井堵塞", "place": "南门", "units": [unit["id"]]});
    let whistle = app.post(staff, "/api/v1/whistles", whistle).await.expect(201);
    let at = |value: &serde_json::Value| value["id"].as_str().expect("an id").to_owned();
    let photos = format!("/api/v1/whistles/{}/calls/{}/photos", at(&whistle), at(&whistle["calls"][0]));
    let photo = Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    app.upload(&side.member(Role::Partner).token, &photos, photo).await.expect(201);
    app.post(staff, "/api/v1/offers", json!({"list": "need", "title": "反诈讲座一场", "unit_id": unit["id"]})).await.expect(201);
    let activity = json!({
        "title": "联合义诊", "starts_at": app.now() + Duration::days(3), "ends_at": app.now() + Duration::days(4), "units": [unit["id"]]
    });
    let activity = app.post(staff, "/api/v1/joint-activities", activity).await.expect(201);
    let photo = Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    app.upload(staff, &format!("/api/v1/joint-activities/{}/photos", at(&activity)), photo).await.expect(201);
}

/// A room, a provider with a contract, a session of a programme to which somebody came and said how it was, and a wish.
async fn cook(app: &TestApp, side: &Side, resident: &str) {
    let staff = &side.member(Role::Staff).token;
    let post = async |path: &str, body: Value| app.post(staff, &format!("/api/v1{path}"), body).await;
    let id = |value: &Value| value["id"].as_str().expect("an id").to_owned();
    let week = ["00:00-23:45"; 7];
    let room = post("/rooms", json!({"name": "多功能厅", "week": week, "holiday": "00:00-23:45"})).await.expect(201);
    let provider = json!({"name": "夕阳红社工中心", "member_id": side.member(Role::Provider).id, "contact_phone": "13800001111"});
    let provider = post("/providers", provider).await.expect(201);
    let contract = json!({"title": "中心运营", "from_day": "2026-01-01", "until_day": "2026-12-31", "amount": 100});
    let contract = post(&format!("/providers/{}/contracts", id(&provider)), contract).await.expect(201)["contracts"][0].clone();
    let owed = json!({"name": "季度总结", "due_on": "2026-06-30"});
    let owed = post(&format!("/contracts/{}/deliverables", id(&contract)), owed).await.expect(201);
    let owed = id(&owed["contracts"][0]["deliverables"][0]);
    let photo = || Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    app.upload(staff, &format!("/api/v1/deliverables/{owed}/photos"), photo()).await.expect(201);
    app.put(staff, &format!("/api/v1/contracts/{}/review", id(&contract)), json!({"score": 4})).await.expect(200);
    let programme = post("/programmes", json!({"kind": "phone_class", "title": "手机课堂", "terms": "自带手机"})).await.expect(201);
    let (starts_at, ends_at) = (app.now() + Duration::minutes(30), app.now() + Duration::minutes(90));
    let dish = json!({
        "class": "home", "occasion": {"title": "手机课堂第一讲", "starts_at": starts_at, "ends_at": ends_at, "capacity": 20}, "room_id": room["id"],
        "provider_id": provider["id"], "programme_id": programme["id"]
    });
    let dish = post("/activities", dish).await.expect(201);
    app.upload(staff, &format!("/api/v1/activities/{}/photos", id(&dish)), photo()).await.expect(201);
    post(&format!("/programmes/{}/participants", id(&programme)), json!({"person_id": resident, "terms_version": 1})).await.expect(200);
    post(&format!("/activities/{}/act", id(&dish)), json!({"act": "publish", "revision": dish["revision"]})).await.expect(200);
    let roll = format!("/occasions/{}/attendees", id(&dish["occasion"]));
    let row = id(&app.get(staff, &format!("/api/v1{roll}")).await.items()[0]);
    post(&format!("{roll}/{row}/tick"), json!({"came": true})).await.expect(200);
    post(&format!("/activities/{}/attendees/{row}/feedback", id(&dish)), json!({"score": 5})).await.expect(201);
    post("/wishes", json!({"title": "太极拳早课"})).await.expect(201);
}

/// Somebody who was asked and wants something, and a question that is followed.
async fn ask(app: &TestApp, side: &Side, resident: &str) {
    let staff = &side.member(Role::Staff).token;
    let asked = json!({"party": "resident", "title": "有什么需要", "questions": [{"text": "缺什么？", "kind": "text"}]});
    let asked = app.post(staff, "/api/v1/questionnaires", asked).await.expect(201);
    let plan = json!({"questionnaire_id": asked["id"], "every": "month", "per": "grid", "wanted": 2});
    app.put(staff, "/api/v1/outreach/plans/resident", plan).await.expect(204);
    let said = json!({
        "questionnaire_id": asked["id"], "version": 1, "person_id": resident, "on_day": "2026-03-06", "way": "visit",
        "answers": [{"question": "q1", "values": ["缺个扶手"]}]
    });
    let said = app.post(&side.member(Role::GridWorker).token, "/api/v1/interviews", said).await.expect(201);
    let need = json!({"question": "q1", "kind": "need", "title": "楼道扶手"});
    app.post(staff, &format!("/api/v1/interviews/{}/outcomes", said["id"].as_str().expect("an interview")), need).await.expect(201);
    app.post(staff, "/api/v1/research-topics", json!({"title": "议事怎样管用"})).await.expect(201);
}

/// A campaign that has begun, with a shift, and somebody who was not in.
async fn mobilise(app: &TestApp, side: &Side) {
    let staff = side.member(Role::Staff);
    let campaign = json!({
        "title": "燃气安全检查", "cause": "gas", "whom": "people", "filter": {}, "starts_on": "2026-03-09", "due_on": "2026-03-31",
        "lead_id": staff.id
    });
    let campaign = app.post(&staff.token, "/api/v1/campaigns", campaign).await.expect(201);
    let at = format!("/api/v1/campaigns/{}", campaign["id"].as_str().expect("a campaign"));
    let shift = json!({
        "member_id": side.member(Role::Volunteer).id, "force": "volunteer", "starts_at": "2026-03-09T00:00:00Z", "ends_at": "2026-03-09T10:00:00Z"
    });
    app.post(&staff.token, &format!("{at}/shifts"), shift).await.expect(201);
    app.post(&staff.token, &format!("{at}/act"), json!({"act": "start", "revision": 1})).await.expect(200);
    let targets = app.get(&staff.token, &format!("{at}/targets")).await.items();
    let mark = json!({"nonce": campaign["id"], "outcome": "absent", "at": "2026-03-09T00:30:00Z"});
    let target = format!("/api/v1/campaign-targets/{}/marks", targets[0]["id"].as_str().expect("a target"));
    let told = app.post(&staff.token, &target, mark).await.expect(201);
    let photo = Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    let photos = format!("/api/v1/campaign-marks/{}/photos", told["marks"][0]["id"].as_str().expect("a mark"));
    app.upload(&staff.token, &photos, photo).await.expect(201);
}

/// A branch with a member who came, one who did not, and an article that was read.
async fn live_as_a_party(app: &TestApp, side: &Side, resident: &str) {
    let (admin, staff) = (side.member(Role::CommunityAdmin), side.member(Role::Staff));
    let branch = json!({"name": "第一党支部", "founded_on": "2026-01-01"});
    let branch = app.post(&staff.token, "/api/v1/party/branches", branch).await.expect(201);
    app.put(&admin.token, "/api/v1/party/cadence", json!({"kind": "bench", "every": "month"})).await.expect(204);
    app.put(&admin.token, "/api/v1/party/goal", json!({"study_hours": 40, "attended_of_hundred": 85})).await.expect(200);
    let member = json!({"branch_id": branch["id"], "person_id": resident, "state": "full", "joined_on": "1970-07-01"});
    app.post(&staff.token, "/api/v1/party/members", member).await.expect(201);
    let member = json!({"branch_id": branch["id"], "member_id": staff.id, "state": "full", "post": "secretary", "joined_on": "2010-07-01"});
    app.post(&staff.token, "/api/v1/party/members", member).await.expect(201);
    let session = json!({
        "branch_id": branch["id"], "kind": "bench", "title": "板凳课堂", "place": "银杏树下", "starts_at": app.now() + Duration::minutes(30),
        "ends_at": app.now() + Duration::hours(2), "study_minutes": 60
    });
    let session = app.post(&staff.token, "/api/v1/party/sessions", session).await.expect(201);
    let at = format!("/api/v1/party/sessions/{}", session["id"].as_str().expect("a session"));
    for act in ["call", "hold", "close"] {
        let revision = app.get(&staff.token, &at).await.expect(200)["revision"].clone();
        app.post(&staff.token, &format!("{at}/act"), json!({"act": act, "revision": revision})).await.expect(200);
    }
    let photo = Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    app.upload(&staff.token, &format!("{at}/photos"), photo).await.expect(201);
    let article = app.post(&staff.token, "/api/v1/articles", json!({"title": "入党那天", "body": "那年我二十三岁。"})).await.expect(201);
    let at = format!("/api/v1/articles/{}", article["id"].as_str().expect("an article"));
    app.post(&staff.token, &format!("{at}/act"), json!({"act": "hand_in", "revision": 1})).await.expect(200);
    app.post(&admin.token, &format!("{at}/act"), json!({"act": "approve", "revision": 2})).await.expect(200);
    let reads = format!("/api/v1/public/articles/{}/reads", article["id"].as_str().expect("an article"));
    app.post(ANONYMOUS, &reads, json!({"reader": "a random name"})).await.expect(204);
}

/// A route with a point at which something was found, a campaign that covers it, and an event of the campaign.
async fn walk_around(app: &TestApp, side: &Side) {
    let staff = &side.member(Role::Staff).token;
    let point = app.post(staff, "/api/v1/patrol-points", json!({"name": "3号楼楼道", "base_days": 14})).await.expect(201);
    let route = json!({"name": "楼道线", "owner_id": side.member(Role::Staff).id, "point_ids": [point["id"]]});
    app.post(staff, "/api/v1/patrol-routes", route).await.expect(201);
    let job = Plan { planned_at: app.now() };
    let tx = app.db().write(&Scope::job(side.community.id, "test")).await.expect("a unit of work");
    tx.enqueue(&job).await.expect("a job");
    tx.commit().await.expect("a commit");
    app.work().await;
    let look = json!({"findings": [{"kind": "clutter", "detail": "纸箱"}, {"kind": "ads"}]});
    let looked =
        app.post(staff, &format!("/api/v1/patrol-points/{}/looks", point["id"].as_str().expect("a point")), look).await.expect(201);
    let photo = Form::new().text("moment", "before").part("file", Part::bytes(PIXEL).file_name("x.png"));
    let finding = looked["finding_ids"][0].as_str().expect("a finding");
    app.upload(staff, &format!("/api/v1/findings/{finding}/photos"), photo).await.expect(201);
    let campaign = json!({"name": "楼道整治", "from_day": "2026-03-09", "until_day": "2026-04-09", "point_ids": [point["id"]]});
    let campaign = app.post(staff, "/api/v1/patrol-campaigns", campaign).await.expect(201);
    // The grid worker's own: theirs is the photo to add.
    let event = json!({
        "topic": "文明养犬", "starts_at": app.now() + Duration::days(3), "campaign_id": campaign["id"], "owner_id": side.member(Role::GridWorker).id
    });
    let event = app.post(staff, "/api/v1/publicity-events", event).await.expect(201);
    let photo = Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    app.upload(staff, &format!("/api/v1/publicity-events/{}/photos", event["id"].as_str().expect("an event")), photo).await.expect(201);
}

/// A volunteer in a team who took a task, whose hours count, and to whose star somebody objects.
async fn serve(app: &TestApp, side: &Side) {
    let (admin, staff) = (&side.member(Role::CommunityAdmin).token, &side.member(Role::Staff).token);
    let own = &side.member(Role::Volunteer).token;
    let made = app.post(staff, "/api/v1/volunteer-teams", json!({"name": "敬老队"})).await.expect(201);
    let team = made["items"].as_array().and_then(|teams| teams.iter().find(|team| team["name"] == "敬老队")).expect("a team")["id"].clone();
    let told = json!({"skills": ["repair"], "times": ["weekend"], "team_id": team});
    let me = app.put(own, "/api/v1/volunteers/mine", told).await.expect(200);
    let at = format!("/api/v1/volunteers/{}", me["id"].as_str().expect("a volunteer"));
    app.post(staff, &format!("{at}/decision"), json!({"act": "approve", "revision": 1})).await.expect(200);
    let starts_at = app.now() + Duration::days(3);
    let task = json!({
        "kind": "safety", "dispatch": "team", "team_id": team, "title": "用电检查", "starts_at": starts_at, "ends_at": starts_at + Duration::hours(2)
    });
    let task = app.post(staff, "/api/v1/volunteer-tasks", task).await.expect(201);
    let answer = format!("/api/v1/volunteer-tasks/{}/answer", task["id"].as_str().expect("a task"));
    app.post(own, &answer, json!({"accepted": true})).await.expect(200);
    let claim = json!({"on_day": "2026-03-08", "minutes": 600, "words": "陪诊"});
    let claim = app.post(own, "/api/v1/volunteer-claims", claim).await.expect(201);
    let claim = format!("/api/v1/volunteer-claims/{}", claim["id"].as_str().expect("a claim"));
    let photo = Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    app.upload(own, &format!("{claim}/photos"), photo).await.expect(201);
    app.post(staff, &format!("{claim}/decision"), json!({"approved": true, "revision": 1})).await.expect(200);
    app.post(own, "/api/v1/volunteers/mine/records", json!({})).await.expect(201);
    let grading = json!({"year": 2026, "thresholds": [1, 2, 3, 4, 5]});
    let grading = app.post(admin, "/api/v1/volunteer-gradings", grading).await.expect(201);
    let act = format!("/api/v1/volunteer-gradings/{}/act", grading["id"].as_str().expect("a grading"));
    let published = app.post(admin, &act, json!({"act": "publish", "revision": 1})).await.expect(200);
    let objection = format!("/api/v1/volunteer-stars/{}/objections", published["stars"][0]["id"].as_str().expect("a star"));
    app.post(staff, &objection, json!({"words": "那天没有来"})).await.expect(201);
}

/// A project under way, with a milestone, a payment and a photo, and one that people were asked about.
async fn build_something(app: &TestApp, side: &Side) {
    let (admin, staff) = (&side.member(Role::CommunityAdmin).token, &side.member(Role::Staff).token);
    let advance = async |at: &str, act: &str| {
        let revision = app.get(admin, at).await.expect(200)["revision"].clone();
        app.post(admin, &format!("{at}/advance"), json!({"act": act, "revision": revision})).await.expect(200)
    };
    let plan = json!({"kind": "livelihood", "name": "无障碍坡道", "owner_id": side.member(Role::Staff).id, "budget": 7_000_000});
    let project = app.post(staff, "/api/v1/projects", plan).await.expect(201);
    let at = format!("/api/v1/projects/{}", project["id"].as_str().expect("a project"));
    for act in ["approve", "start"] {
        advance(&at, act).await;
    }
    let cost = json!({"on_day": "2026-03-09", "purpose": "水泥", "amount": 120_000});
    app.post(staff, &format!("{at}/costs"), cost).await.expect(201);
    let photo = Form::new().text("moment", "after").part("file", Part::bytes(PIXEL).file_name("x.png"));
    app.upload(staff, &format!("{at}/photos"), photo).await.expect(201);
    advance(&at, "accept").await;
    app.post(staff, &format!("{at}/opinions"), json!({"score": 5})).await.expect(201);
    let reason = json!({"act": "rework", "note": "坡度太陡", "revision": 4});
    app.post(admin, &format!("{at}/advance"), reason).await.expect(200);
    app.post(staff, &format!("{at}/milestones"), json!({"name": "返工完成", "due_on": "2026-04-01"})).await.expect(201);
}

/// One row that is good and one that is not.
async fn take_a_ledger(app: &TestApp, side: &Side) {
    let staff = &side.member(Role::Staff).token;
    let rows = "姓名,住址,联系电话\n李建国,3号楼2单元502,\n赵六,3号楼2单元503,138\n";
    let ledger = Form::new().part("file", Part::text(rows).file_name("台账.csv"));
    let preview = app.upload(staff, "/api/v1/imports", ledger).await.expect(201);
    let start = format!("/api/v1/imports/{}/start", preview["id"].as_str().expect("an import"));
    app.post(staff, &start, json!({"mapping": {"0": "name", "1": "address", "2": "phone"}})).await.expect(200);
}

/// A ledger of the community's own with a row that was inspected, a layout, and a file that waits for its columns.
async fn keep_a_ledger(app: &TestApp, side: &Side) {
    let (admin, staff) = (&side.member(Role::CommunityAdmin).token, &side.member(Role::Staff).token);
    let shops = json!({
        "name": "商户", "notice_days": 30, "inspection_days": 30,
        "columns": [
            {"code": "name", "title": "店名", "kind": "text", "required": true, "meaning": "title"},
            {"code": "address", "title": "地址", "kind": "dwelling"},
            {"code": "phone", "title": "电话", "kind": "phone", "sensitive": true}
        ]
    });
    let ledger = app.post(admin, "/api/v1/ledgers", shops).await.expect(201);
    let at = format!("/api/v1/ledgers/{}", ledger["id"].as_str().expect("a ledger"));
    let row = json!({"values": {"name": "老四川面馆", "address": "3号楼1单元101", "phone": "13800001234"}});
    let row = app.post(staff, &format!("{at}/rows"), row).await.expect(201);
    let inspection = json!({"result": "findings", "findings": ["灭火器过期"]});
    app.post(staff, &format!("{at}/rows/{}/inspections", row["id"].as_str().expect("a row")), inspection).await.expect(201);
    app.post(staff, &format!("{at}/layouts"), json!({"name": "工商", "columns": [{"column": "name"}]})).await.expect(201);
    let file = Form::new().part("file", Part::text("店名,电话\n小卖部,13900005678\n").file_name("商户.csv"));
    app.upload(staff, &format!("{at}/imports"), file).await.expect(201);
}

/// What the street hands down.
async fn hand_down(app: &TestApp, side: &Side) {
    let notice = json!({"kind": "notice", "title": "值班安排", "body": "请安排好值班。"});
    app.post(&side.street_admin.token, "/api/v1/street/directives", notice).await.expect(201);
    let call = serde_json::from_str::<Value>(CAMPAIGN_CALL).expect("a call");
    app.post(&side.street_admin.token, "/api/v1/street/campaigns", call).await.expect(201);
}

/// Points that were given and spent, a month in public that somebody objects to, points that are held back.
async fn earn_points(app: &TestApp, side: &Side, resident: &str) {
    let admin = side.member(Role::CommunityAdmin);
    let grant = json!({"member_id": side.member(Role::Volunteer).id, "points": 60, "note": "防汛值守"});
    app.post(&admin.token, "/api/v1/points/grants", grant).await.expect(201);
    app.post(&admin.token, "/api/v1/points/grants", json!({"person_id": resident, "points": 5, "note": "提供线索"})).await.expect(201);
    let reward = app.post(&admin.token, "/api/v1/rewards", json!({"title": "垃圾袋", "price": 5, "stock": 5})).await.expect(201);
    let photo = Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    app.upload(&admin.token, &format!("/api/v1/rewards/{}/photos", reward["id"].as_str().expect("a reward")), photo).await.expect(201);
    app.put(&admin.token, "/api/v1/point-term", json!({"month": 3, "day": 31, "after": 0})).await.expect(200);
    let take = format!("/api/v1/rewards/{}/redemptions", reward["id"].as_str().expect("a reward"));
    app.post(&side.member(Role::Volunteer).token, &take, Value::Null).await.expect(201);
    let tx = app.db().write(&Scope::job(side.community.id, "test")).await.expect("a unit of work");
    tariff::ensure(&tx).await.expect("rules");
    let (who, until) = (Who::Member(side.member(Role::Volunteer).id), app.now());
    // Five hours within one: that is odd.
    let odd = Service { who, service: "volunteer", source: "test".to_owned(), from: until - Duration::hours(1), until, minutes: 300 };
    points::award(&tx, odd).await.expect("a doubt");
    lapse::announce(&tx, 2025, "2026-04-30".parse().expect("a day")).await.expect("a lapse");
    boards::publish(&tx, "2026-02-01".parse().expect("a day")).await.expect("a board");
    tx.commit().await.expect("a commit");
    let boards = app.get(&admin.token, "/api/v1/point-boards").await.expect(200);
    let objection = format!("/api/v1/point-boards/{}/objections", boards[0]["id"].as_str().expect("a board"));
    app.post(&side.member(Role::Volunteer).token, &objection, json!({"words": "少记了一次"})).await.expect(201);
}
