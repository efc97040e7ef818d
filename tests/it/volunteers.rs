//! Volunteers as people notice them: who is taken, to whom a task goes, what counts, who gets stars, and what anybody may verify.

use std::io::Read;

use chrono::Duration;
use mulin_entity::{
    kernel::{Job, Role, Scope},
    tenancy::job::SetUp,
    volunteers::job::Watch,
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

    async fn watch(&self) {
        self.run(&Watch { planned_at: self.app.now() }).await;
    }

    /// Somebody who asked and was taken.
    async fn volunteer(&self, role: Role, skills: &[&str]) -> (Member, Value) {
        let member = self.app.member(&self.community, role).await;
        let told = json!({"skills": skills, "times": ["weekend"]});
        let asked = self.app.put(&member.token, "/api/v1/volunteers/mine", told).await.expect(200);
        let taken = self.decide(&asked, "approve", "").await.expect(200);
        (member, taken)
    }

    async fn decide(&self, volunteer: &Value, act: &str, reason: &str) -> Answer {
        let at = format!("/api/v1/volunteers/{}/decision", volunteer["id"].as_str().unwrap());
        self.app.post(&self.staff.token, &at, json!({"act": act, "reason": reason, "revision": volunteer["revision"]})).await
    }

    fn task(&self, dispatch: &str, more: Value) -> Value {
        let mut task = json!({
            "kind": "safety", "dispatch": dispatch, "title": "独居老人用电检查", "place": "3号楼", "capacity": 1, "waiting_list": true,
            "starts_at": "2026-03-10T01:00:00Z", "ends_at": "2026-03-10T03:00:00Z", "detail": "两人一组"
        });
        more.as_object().into_iter().flatten().for_each(|(name, value)| task[name] = value.clone());
        task
    }

    async fn dispatch(&self, dispatch: &str, more: Value) -> Value {
        self.app.post(&self.staff.token, "/api/v1/volunteer-tasks", self.task(dispatch, more)).await.expect(201)
    }

    async fn answer(&self, who: &Member, task: &Value, accepted: bool) -> Answer {
        let at = format!("/api/v1/volunteer-tasks/{}/answer", task["id"].as_str().unwrap());
        self.app.post(&who.token, &at, json!({"accepted": accepted, "note": "有事"})).await
    }

    async fn offers(&self, who: &Member) -> Vec<(String, Option<String>)> {
        let offers = self.app.get(&who.token, "/api/v1/volunteer-tasks/mine").await.items();
        let word = |offer: &Value| offer["attendance"].as_str().map(str::to_owned);
        offers.iter().map(|offer| (offer["task"]["title"].as_str().unwrap().to_owned(), word(offer))).collect()
    }

    async fn told(&self, who: &Member) -> Vec<String> {
        self.app.work().await;
        self.app.mails_to(&who.email).into_iter().map(|mail| mail.subject().to_owned()).collect()
    }

    async fn scan(&self, who: &Member, task: &Value, way: &str) -> Answer {
        let occasion = format!("/api/v1/occasions/{}", task["occasion_id"].as_str().unwrap());
        let code = self.app.get(&self.staff.token, &format!("{occasion}/code")).await.expect(200)["code"].clone();
        let scan = json!({"code": code, "nonce": format!("{way}-{}", who.id)});
        self.app.post(&who.token, &format!("{occasion}/mine/{way}"), scan).await
    }

    async fn minutes(&self, who: &Member) -> i64 {
        self.app.get(&who.token, "/api/v1/volunteers/mine").await.expect(200)["minutes"].as_i64().unwrap()
    }

    /// Hours that somebody reported and the office approved.
    async fn approved(&self, who: &Member, minutes: i64) -> Value {
        let claim = json!({"on_day": "2026-03-08", "minutes": minutes, "words": "陪诊"});
        let claim = self.app.post(&who.token, "/api/v1/volunteer-claims", claim).await.expect(201);
        let at = format!("/api/v1/volunteer-claims/{}/decision", claim["id"].as_str().unwrap());
        self.app.post(&self.staff.token, &at, json!({"approved": true, "revision": claim["revision"]})).await.expect(200)
    }
}

#[tokio::test]
async fn somebody_asks_is_nudged_for_declined_asks_again_and_is_taken_into_the_team() {
    let scene = Scene::set().await;
    let resident = scene.app.member(&scene.community, Role::Resident).await;
    let teams = scene.app.get(&resident.token, "/api/v1/volunteer-teams").await.items();
    assert_eq!((teams.len(), teams[0]["name"].as_str()), (7, Some("平安巡逻队")));
    assert_eq!(scene.app.get(&resident.token, "/api/v1/volunteers/mine").await.status, 404);
    let told = json!({"skills": ["repair", "repair"], "words": " 会修水龙头 ", "times": ["weekend", "evening"], "team_id": teams[4]["id"]});
    let asked = scene.app.put(&resident.token, "/api/v1/volunteers/mine", told.clone()).await.expect(200);
    assert_eq!((&asked["state"], &asked["skills"], &asked["words"]), (&json!("applied"), &json!(["repair"]), &json!("会修水龙头")));

    scene.watch().await;
    assert!(scene.told(&scene.staff).await.is_empty(), "it is too early to remind");
    scene.app.advance(Duration::days(2)).await;
    scene.watch().await;
    scene.app.advance(Duration::days(1)).await;
    scene.watch().await;
    assert_eq!(scene.told(&scene.staff).await, ["有志愿者申请等待审核"], "once");

    let waiting = scene.app.get(&scene.staff.token, "/api/v1/volunteers?state=applied").await.items();
    assert_eq!(scene.decide(&waiting[0], "decline", " ").await.status, 422, "a reason is wanted");
    scene.decide(&waiting[0], "decline", "请先完成居民认证").await.expect(200);
    assert_eq!(scene.decide(&waiting[0], "approve", "").await.code(), "kernel.stale");
    let mail = scene.app.work().await;
    assert!(mail > 0 && scene.app.mails_to(&resident.email)[0].body.contains("请先完成居民认证"));

    let mut again = told;
    again["revision"] = scene.app.get(&resident.token, "/api/v1/volunteers/mine").await.expect(200)["revision"].clone();
    let asked = scene.app.put(&resident.token, "/api/v1/volunteers/mine", again).await.expect(200);
    let taken = scene.decide(&asked, "approve", "").await.expect(200);
    assert_eq!((&taken["state"], &taken["teams"][0]), (&json!("active"), &teams[4]["id"]));
    assert!(scene.told(&resident).await.contains(&"欢迎加入志愿者队伍".to_owned()));
    let left = json!({"revision": taken["revision"], "reason": "搬家"});
    let left = scene.app.post(&resident.token, "/api/v1/volunteers/mine/leave", left).await.expect(200);
    assert_eq!((&left["state"], &left["teams"]), (&json!("left"), &json!([])));
}

#[tokio::test]
async fn the_office_registers_a_resident_and_a_team_has_a_leader_from_its_midst() {
    let scene = Scene::set().await;
    let person = json!({"name": "张秀英", "birth_date": "1960-03-08", "address": "3-2-501"});
    let person = scene.app.post(&scene.staff.token, "/api/v1/residents", person).await.expect(201);
    let new = json!({"person_id": person["id"], "skills": ["haircut"], "times": []});
    let volunteer = scene.app.post(&scene.staff.token, "/api/v1/volunteers", new.clone()).await.expect(201);
    assert_eq!((&volunteer["name"], &volunteer["state"]), (&json!("张秀英"), &json!("active")));
    assert_eq!(scene.app.post(&scene.staff.token, "/api/v1/volunteers", new).await.code(), "volunteers.wrong_stage");

    let team = scene.app.get(&scene.staff.token, "/api/v1/volunteer-teams").await.items()[0].clone();
    let at = format!("/api/v1/volunteer-teams/{}", team["id"].as_str().unwrap());
    let led = json!({"name": "巡逻一队", "leader_id": volunteer["id"], "revision": team["revision"]});
    assert_eq!(scene.app.put(&scene.staff.token, &at, led.clone()).await.code(), "volunteers.leader_outside");
    scene.app.post(&scene.staff.token, &format!("{at}/volunteers"), json!({"volunteer_id": volunteer["id"]})).await.expect(200);
    let teams = scene.app.put(&scene.staff.token, &at, led).await.expect(200);
    assert_eq!((&teams["items"][0]["leader"], &teams["items"][0]["size"]), (&json!("张秀英"), &json!(1)));
    let within = format!("/api/v1/volunteers?team_id={}", team["id"].as_str().unwrap());
    assert_eq!(scene.app.get(&scene.staff.token, &within).await.items().len(), 1);
    let gone = format!("{at}/volunteers/{}", volunteer["id"].as_str().unwrap());
    let teams = scene.app.delete(&scene.staff.token, &gone).await.expect(200);
    assert_eq!((teams["items"][0].get("leader"), &teams["items"][0]["size"]), (None, &json!(0)));
    let named = json!({"name": teams["items"][1]["name"]});
    assert_eq!(scene.app.post(&scene.staff.token, "/api/v1/volunteer-teams", named).await.code(), "volunteers.team_named");
}

#[tokio::test]
async fn a_task_goes_to_whom_it_is_for_and_the_last_place_to_one() {
    let scene = Scene::set().await;
    let (fitter, _) = scene.volunteer(Role::Volunteer, &["repair"]).await;
    let (second, _) = scene.volunteer(Role::Resident, &["repair", "law"]).await;
    let (lawyer, _) = scene.volunteer(Role::GridWorker, &["law"]).await;
    let wordless = scene.task("skill", json!({}));
    assert_eq!(scene.app.post(&scene.staff.token, "/api/v1/volunteer-tasks", wordless).await.status, 422);
    let task = scene.dispatch("skill", json!({"skill": "repair"})).await;
    assert!(scene.told(&fitter).await.contains(&"有一项志愿任务：独居老人用电检查".to_owned()));
    assert_eq!(scene.told(&lawyer).await.len(), 1, "only that they were taken");
    assert_eq!(scene.answer(&lawyer, &task, true).await.code(), "volunteers.not_for_them");
    assert!(scene.offers(&lawyer).await.is_empty());

    scene.answer(&fitter, &task, true).await.expect(200);
    scene.answer(&second, &task, true).await.expect(200);
    assert_eq!(scene.offers(&second).await[0].1.as_deref(), Some("waiting"));
    assert_eq!(scene.answer(&fitter, &task, true).await.code(), "attendance.signed_up");
    scene.answer(&fitter, &task, false).await.expect(200);
    assert_eq!(scene.offers(&second).await[0].1.as_deref(), Some("signed_up"), "who waited has the place");
    let seen = scene.app.get(&scene.staff.token, &format!("/api/v1/volunteer-tasks/{}", task["id"].as_str().unwrap())).await.expect(200);
    assert_eq!((&seen["taken"], &seen["refusals"][0]["note"]), (&json!(1), &json!("有事")));

    let cancel = format!("/api/v1/volunteer-tasks/{}/cancel", task["id"].as_str().unwrap());
    scene.app.post(&scene.staff.token, &cancel, json!({"reason": "停电", "revision": seen["revision"]})).await.expect(200);
    assert_eq!(scene.answer(&fitter, &task, true).await.code(), "volunteers.wrong_stage");
}

#[tokio::test]
async fn those_who_live_near_are_called_the_nearest_first() {
    let scene = Scene::set().await;
    let grid = |code: &str| json!({"code": code, "name": format!("{code}网格")});
    let (here, there) = (grid("01"), grid("02"));
    let here = scene.app.post(&scene.staff.token, "/api/v1/grids", here).await;
    let here =
        if here.status == 201 { here.json() } else { scene.app.post(&scene.admin.token, "/api/v1/grids", grid("01")).await.expect(201) };
    let there = scene.app.post(&scene.admin.token, "/api/v1/grids", there).await.expect(201);
    for (name, grid, order) in [("3号楼", &here, 1), ("4号楼", &here, 9), ("9号楼", &there, 1)] {
        let building = json!({"name": name, "grid_id": grid["id"], "walk_order": order});
        scene.app.post(&scene.admin.token, "/api/v1/buildings", building).await.expect(201);
    }
    for (name, address) in [("王桂芬", "3号楼2单元501"), ("李建国", "9号楼1单元101")] {
        let person = scene.app.post(&scene.staff.token, "/api/v1/residents", json!({"name": name, "address": address})).await.expect(201);
        let new = json!({"person_id": person["id"], "skills": [], "times": []});
        scene.app.post(&scene.staff.token, "/api/v1/volunteers", new).await.expect(201);
    }
    let task = scene.dispatch("near", json!({"grid_id": here["id"], "capacity": 2})).await;
    let tx = scene.app.db().read(&Scope::job(scene.community.id, "test")).await.unwrap();
    let row = mulin_entity::volunteers::tasks::one(&tx, task["id"].as_str().unwrap().parse().unwrap()).await.unwrap().task;
    let matched = mulin_entity::volunteers::matching::matched(&tx, &row).await.unwrap();
    let names = mulin_entity::volunteers::query::names(&tx, &matched).await.unwrap();
    assert_eq!(names.into_values().collect::<Vec<_>>(), ["王桂芬"]);
}

#[tokio::test]
async fn a_task_is_taken_as_a_task_and_its_eve_is_told_once() {
    let scene = Scene::set().await;
    let (driver, _) = scene.volunteer(Role::Volunteer, &["repair"]).await;
    let (other, _) = scene.volunteer(Role::Volunteer, &[]).await;
    let task = scene.dispatch("skill", json!({"skill": "repair"})).await;
    let occasion = format!("/api/v1/occasions/{}/mine", task["occasion_id"].as_str().unwrap());
    for who in [&other, &driver] {
        assert_eq!(scene.app.post(&who.token, &occasion, Value::Null).await.code(), "attendance.by_invitation");
    }
    assert_eq!(scene.answer(&other, &task, true).await.code(), "volunteers.not_for_them");
    scene.answer(&driver, &task, true).await.expect(200);
    scene.app.set_clock("2026-03-09T08:30:00Z".parse().unwrap()).await;
    scene.app.work().await;
    scene.app.advance(Duration::minutes(30)).await;
    let eve = |told: Vec<String>| told.into_iter().filter(|subject| subject.contains("明天")).count();
    assert_eq!((eve(scene.told(&driver).await), eve(scene.told(&other).await)), (1, 0));
}

#[tokio::test]
async fn nobody_is_in_two_places_at_once() {
    let scene = Scene::set().await;
    let (volunteer, _) = scene.volunteer(Role::Volunteer, &[]).await;
    let first = scene.dispatch("open", json!({})).await;
    let second =
        scene.dispatch("open", json!({"title": "文艺演出", "starts_at": "2026-03-10T02:30:00Z", "ends_at": "2026-03-10T05:00:00Z"})).await;
    let later =
        scene.dispatch("open", json!({"title": "清扫", "starts_at": "2026-03-10T03:00:00Z", "ends_at": "2026-03-10T04:00:00Z"})).await;
    let class = json!({"title": "手机课堂", "starts_at": "2026-03-10T01:30:00Z", "ends_at": "2026-03-10T02:00:00Z"});
    let class = scene.app.post(&scene.staff.token, "/api/v1/occasions", class).await.expect(201);
    let class = format!("/api/v1/occasions/{}/mine", class["id"].as_str().unwrap());

    let (one, other) = tokio::join!(scene.answer(&volunteer, &first, true), scene.answer(&volunteer, &second, true));
    let mut answers = [one.status, other.status];
    answers.sort_unstable();
    assert_eq!(answers, [200, 409], "of two that overlap one is taken, however close the answers come");
    let (kept, refused) = if one.status == 200 { (&first, other) } else { (&second, one) };
    assert_eq!(refused.code(), "attendance.busy");
    if kept["id"] == second["id"] {
        scene.answer(&volunteer, &second, false).await.expect(200);
        scene.answer(&volunteer, &first, true).await.expect(200);
    }
    assert_eq!(scene.app.post(&volunteer.token, &class, Value::Null).await.code(), "attendance.busy", "nor in a class meanwhile");
    scene.answer(&volunteer, &later, true).await.expect(200);
    scene.answer(&volunteer, &first, false).await.expect(200);
    scene.app.post(&volunteer.token, &class, Value::Null).await.expect(201);
    assert_eq!(scene.answer(&volunteer, &first, true).await.code(), "attendance.busy");
}

#[tokio::test]
async fn hours_come_from_coming_and_going_and_a_mistake_is_taken_back_not_erased() {
    let scene = Scene::set().await;
    let (volunteer, taken) = scene.volunteer(Role::Volunteer, &[]).await;
    let task = scene.dispatch("open", json!({})).await;
    scene.answer(&volunteer, &task, true).await.expect(200);
    scene.app.set_clock("2026-03-10T01:00:00Z".parse().unwrap()).await;
    scene.scan(&volunteer, &task, "check-in").await.expect(200);
    scene.app.advance(Duration::minutes(90)).await;
    scene.scan(&volunteer, &task, "check-out").await.expect(200);
    assert_eq!(scene.minutes(&volunteer).await, 0, "it counts once the task is over");
    scene.app.advance(Duration::days(1)).await;
    scene.app.work().await;
    assert_eq!(scene.minutes(&volunteer).await, 90);
    scene.watch().await;
    assert_eq!(scene.minutes(&volunteer).await, 90, "counting again changes nothing");

    let roll = format!("/api/v1/occasions/{}/attendees", task["occasion_id"].as_str().unwrap());
    let attendee = scene.app.get(&scene.staff.token, &roll).await.items()[0]["id"].as_str().unwrap().to_owned();
    scene.app.post(&scene.staff.token, &format!("{roll}/{attendee}/tick"), json!({"came": false})).await.expect(200);
    scene.app.advance(Duration::minutes(1)).await;
    scene.watch().await;
    assert_eq!(scene.minutes(&volunteer).await, 0, "the roll was put right");
    scene.app.post(&scene.staff.token, &format!("{roll}/{attendee}/tick"), json!({"came": true})).await.expect(200);
    scene.app.advance(Duration::minutes(1)).await;
    scene.watch().await;
    assert_eq!(scene.minutes(&volunteer).await, 120);

    let entries = format!("/api/v1/volunteers/{}/entries", taken["id"].as_str().unwrap());
    let rows = scene.app.get(&scene.staff.token, &entries).await.items();
    assert_eq!(rows.iter().map(|row| row["minutes"].as_i64().unwrap()).collect::<Vec<_>>(), [120, -90, 90]);
    let reversal = format!("/api/v1/volunteer-entries/{}/reversal", rows[0]["id"].as_str().unwrap());
    assert_eq!(scene.app.post(&scene.staff.token, &reversal, json!({"reason": "代签"})).await.status, 403);
    let purse = async || scene.app.get(&scene.admin.token, "/api/v1/point-accounts").await.items()[0]["balance"].clone();
    assert_eq!(purse().await, 20, "two hours by the rule that a community begins with");
    let back = scene.app.post(&scene.admin.token, &reversal, json!({"reason": "代签"})).await.expect(201);
    assert_eq!(purse().await, 0, "what should not have counted brings nothing");
    assert_eq!((&back["minutes"], &back["source"]), (&json!(-120), &json!("reversal")));
    assert_eq!(scene.app.post(&scene.admin.token, &reversal, json!({"reason": "代签"})).await.code(), "volunteers.reversed");
    scene.watch().await;
    assert_eq!(scene.minutes(&volunteer).await, 0, "what was taken back does not come again");

    let street = scene.app.street_admin(&scene.street).await;
    let totals = scene.app.get(&street.token, "/api/v1/street/dashboard").await.expect(200)["totals"].clone();
    assert_eq!((&totals["volunteers.registered"], &totals["volunteers.tasks"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn reported_hours_count_once_the_office_has_seen_the_proof() {
    let scene = Scene::set().await;
    let (volunteer, _) = scene.volunteer(Role::Volunteer, &[]).await;
    let (other, _) = scene.volunteer(Role::Resident, &[]).await;
    let report = async |day: &str, minutes: i64| {
        scene.app.post(&volunteer.token, "/api/v1/volunteer-claims", json!({"on_day": day, "minutes": minutes, "words": "陪诊"})).await
    };
    assert_eq!(report("2026-03-10", 60).await.code(), "kernel.invalid", "tomorrow");
    assert_eq!(report("2026-03-08", 721).await.status, 422);
    let claim = report("2026-03-08", 720).await.expect(201);
    let at = format!("/api/v1/volunteer-claims/{}", claim["id"].as_str().unwrap());
    let photo = || Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    assert_eq!(scene.app.upload(&other.token, &format!("{at}/photos"), photo()).await.status, 404, "somebody else's");
    scene.app.upload(&volunteer.token, &format!("{at}/photos"), photo()).await.expect(201);
    let waiting = scene.app.get(&scene.staff.token, "/api/v1/volunteer-claims?state=waiting").await.items();
    assert_eq!(waiting[0]["photos"].as_array().map(Vec::len), Some(1));
    let decide = async |claim: &Value, approved: bool, reason: &str| {
        let at = format!("/api/v1/volunteer-claims/{}/decision", claim["id"].as_str().unwrap());
        scene.app.post(&scene.staff.token, &at, json!({"approved": approved, "reason": reason, "revision": claim["revision"]})).await
    };
    decide(&claim, true, "").await.expect(200);
    assert_eq!(decide(&claim, true, "").await.code(), "volunteers.wrong_stage");
    assert_eq!(scene.minutes(&volunteer).await, 720);
    decide(&report("2026-03-08", 700).await.expect(201), true, "").await.expect(200);
    let too_much = report("2026-03-08", 60).await.expect(201);
    assert_eq!(decide(&too_much, true, "").await.code(), "volunteers.day_too_long");
    assert_eq!(decide(&too_much, false, "").await.status, 422, "a reason is wanted");
    decide(&too_much, false, "没有照片").await.expect(200);
    assert_eq!(scene.minutes(&volunteer).await, 1420);
    assert!(scene.told(&volunteer).await.contains(&"自报工时没有认定：陪诊".to_owned()));
}

#[tokio::test]
async fn stars_are_shown_for_objection_before_they_are_given() {
    let scene = Scene::set().await;
    let (diligent, _) = scene.volunteer(Role::Volunteer, &[]).await;
    let (disputed, _) = scene.volunteer(Role::Resident, &[]).await;
    let (beginner, _) = scene.volunteer(Role::GridWorker, &[]).await;
    for (who, minutes) in [(&diligent, 700), (&disputed, 300), (&beginner, 30)] {
        scene.approved(who, minutes).await;
    }
    let odd = json!({"year": 2026, "thresholds": [5, 4, 3, 2, 1]});
    assert_eq!(scene.app.post(&scene.admin.token, "/api/v1/volunteer-gradings", odd).await.status, 422);
    let new = json!({"year": 2026, "thresholds": [1, 5, 10, 20, 40]});
    let grading = scene.app.post(&scene.admin.token, "/api/v1/volunteer-gradings", new.clone()).await.expect(201);
    assert_eq!(scene.app.post(&scene.admin.token, "/api/v1/volunteer-gradings", new).await.code(), "volunteers.graded");
    let at = format!("/api/v1/volunteer-gradings/{}", grading["id"].as_str().unwrap());
    let stars =
        |grading: &Value| -> Vec<i64> { grading["stars"].as_array().unwrap().iter().map(|one| one["stars"].as_i64().unwrap()).collect() };
    assert_eq!(stars(&grading), [3, 2]);
    assert_eq!(scene.app.get(&diligent.token, &at).await.status, 404, "it is only computed");
    let act = async |act: &str| {
        let revision = scene.app.get(&scene.admin.token, &at).await.expect(200)["revision"].clone();
        scene.app.post(&scene.admin.token, &format!("{at}/act"), json!({"act": act, "revision": revision})).await
    };
    assert_eq!(stars(&act("compute").await.expect(200)), [3, 2], "computed again it is the same");
    assert_eq!(act("award").await.code(), "volunteers.wrong_stage");
    let published = act("publish").await.expect(200);
    assert_eq!(published["until"], "2026-03-16");
    assert!(scene.told(&diligent).await.contains(&"2026年度星级志愿者正在公示".to_owned()));
    let against = format!("/api/v1/volunteer-stars/{}/objections", published["stars"][1]["id"].as_str().unwrap());
    let objection = scene.app.post(&beginner.token, &against, json!({"words": "那天没有来"})).await.expect(201);
    scene.app.advance(Duration::days(7)).await;
    scene.watch().await;
    assert_eq!(scene.app.get(&scene.admin.token, &at).await.expect(200)["stage"], "published", "its last day is today");
    scene.app.advance(Duration::days(1)).await;
    scene.watch().await;
    assert_eq!(scene.app.get(&scene.admin.token, &at).await.expect(200)["stage"], "closed");
    assert_eq!(scene.app.post(&beginner.token, &against, json!({"words": "晚了"})).await.code(), "volunteers.wrong_stage");
    assert_eq!(act("award").await.code(), "volunteers.objections_open");
    let answer = format!("/api/v1/volunteer-objections/{}/answer", objection["id"].as_str().unwrap());
    scene.app.post(&scene.admin.token, &answer, json!({"upheld": true, "answer": "查实，取消"})).await.expect(200);
    act("award").await.expect(200);
    let seen = scene.app.get(&beginner.token, &at).await.expect(200);
    assert_eq!((stars(&seen), &seen["stars"][0]["objections"]), (vec![3], &json!([])), "what was said is the office's business");
    let me = scene.app.get(&diligent.token, "/api/v1/volunteers/mine").await.expect(200);
    assert_eq!((&me["stars"][0]["year"], &me["stars"][0]["stars"]), (&json!(2026), &json!(3)));
    let theirs = scene.app.get(&disputed.token, "/api/v1/volunteers/mine").await.expect(200);
    assert_eq!(theirs["stars"], json!([]));
}

#[tokio::test]
async fn a_record_says_what_the_ledger_says_and_anybody_may_verify_that() {
    let scene = Scene::set().await;
    let (volunteer, _) = scene.volunteer(Role::Volunteer, &[]).await;
    scene.approved(&volunteer, 90).await;
    let record = scene.app.post(&volunteer.token, "/api/v1/volunteers/mine/records", json!({})).await.expect(201);
    let at = format!("/api/v1/volunteer-records/{}/document", record["id"].as_str().unwrap());
    let kept = scene.app.get(&volunteer.token, &at).await;
    assert!(kept.header("content-disposition").contains(".docx"));
    let mut text = String::new();
    let mut document = zip::ZipArchive::new(std::io::Cursor::new(kept.bytes.clone())).unwrap();
    document.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    let code = record["code"].as_str().unwrap();
    for words in ["志愿服务证明", "1.5 h", "陪诊", code] {
        assert!(text.contains(words), "{words} is missing");
    }
    let (other, _) = scene.volunteer(Role::Resident, &[]).await;
    assert_eq!(scene.app.get(&other.token, &at).await.status, 404);

    let public = format!("/api/v1/public/volunteer-records/{}-{}", &code[..12], code[12..].to_uppercase());
    let seen = scene.app.get(ANONYMOUS, &public).await.expect(200);
    assert_eq!((&seen["minutes"], &seen["valid"]), (&json!(90), &json!(true)));
    assert!(seen["name"].as_str().unwrap().ends_with('*'), "{seen}");
    assert_eq!(scene.app.get(ANONYMOUS, "/api/v1/public/volunteer-records/000000000000000000000000").await.status, 404);
    let entry = scene.app.get(&volunteer.token, "/api/v1/volunteers/mine/entries").await.items()[0]["id"].as_str().unwrap().to_owned();
    let reversal = format!("/api/v1/volunteer-entries/{entry}/reversal");
    scene.app.post(&scene.admin.token, &reversal, json!({"reason": "重复"})).await.expect(201);
    assert_eq!(scene.app.get(ANONYMOUS, &public).await.expect(200)["valid"], false, "the ledger says something else now");
}
