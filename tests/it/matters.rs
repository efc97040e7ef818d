//! Matters as people notice them: clocks in workdays, cards, who may do what, whether it was solved, what residents see.

use mulin_entity::{
    assignment::{self, rules::course::Course},
    kernel::{Job, Role, Scope},
    matters::job::Recheck,
    tenancy::job::SetUp,
};
use mulin_tests::{ANONYMOUS, Answer, Community, Member, Street, TestApp};
use serde_json::{Value, json};

struct Scene {
    app: TestApp,
    street: Street,
    community: Community,
    admin: Member,
    staff: Member,
    worker: Member,
    grid: Value,
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China.
    async fn set() -> Self {
        Self::on(TestApp::start().await).await
    }

    async fn on(app: TestApp) -> Self {
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let admin = app.member(&community, Role::CommunityAdmin).await;
        let (staff, worker) = (app.member(&community, Role::Staff).await, app.member(&community, Role::GridWorker).await);
        let grid = json!({"code": "01", "name": "第一网格", "worker_id": worker.id});
        let grid = app.post(&admin.token, "/api/v1/grids", grid).await.expect(201)["id"].clone();
        let scene = Self { app, street, community, admin, staff, worker, grid };
        scene.run(&SetUp {}).await;
        scene
    }

    async fn run<J: Job>(&self, job: &J) {
        let tx = self.app.db().write(&Scope::job(self.community.id, "test")).await.unwrap();
        tx.enqueue(job).await.unwrap();
        tx.commit().await.unwrap();
        self.app.work().await;
    }

    async fn kind(&self, name: &str) -> Value {
        let kinds = self.app.get(&self.staff.token, "/api/v1/matter-kinds").await.items();
        kinds.into_iter().find(|kind| kind["name"] == name).unwrap()["id"].clone()
    }

    async fn take(&self, kind: &str, title: &str) -> Value {
        self.take_with(kind, title, json!({})).await
    }

    async fn take_with(&self, kind: &str, title: &str, more: Value) -> Value {
        let mut told = json!({"kind_id": self.kind(kind).await, "source": "phone", "title": title, "place": "3号楼", "grid_id": self.grid});
        told.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.app.post(&self.staff.token, "/api/v1/matters", told).await.expect(201)
    }

    async fn see(&self, matter: &Value) -> Value {
        self.app.get(&self.staff.token, &path(matter, "")).await.expect(200)
    }

    async fn act(&self, who: &Member, matter: &Value, deed: Value) -> Answer {
        let mut deed = deed;
        deed["revision"] = self.see(matter).await["assignment"]["revision"].clone();
        self.app.post(&who.token, &path(matter, "/deeds"), deed).await
    }

    /// What somebody was told of assignments, by subject.
    async fn told(&self, who: &Member) -> Vec<String> {
        self.app.work().await;
        let subjects = self.app.mails_to(&who.email).into_iter().map(|mail| mail.subject().to_owned());
        subjects.filter(|subject| subject.contains('「') || subject.contains("回头看")).collect()
    }
}

fn path(matter: &Value, rest: &str) -> String {
    format!("/api/v1/matters/{}{rest}", matter["id"].as_str().unwrap())
}

#[tokio::test]
async fn clocks_count_workdays_and_make_up_days_and_no_holidays() {
    // Friday before the Spring Festival of 2026: Saturday is made up for, then nine days are free.
    let scene = Scene::on(TestApp::start_at("2026-02-13T01:00:00Z".parse().unwrap()).await).await;
    let matter = scene.take("咨询求助", "怎么办居住证").await;
    let given = &matter["assignment"];
    assert_eq!(given["acknowledge_by"], "2026-02-14T16:00:00+00:00", "the end of the make-up Saturday");
    assert_eq!(given["due_at"], "2026-02-25T16:00:00+00:00", "Saturday, then Tuesday and Wednesday after the holidays");
    let urgent = scene.take_with("咨询求助", "燃气味", json!({"urgent": true})).await;
    assert_eq!(urgent["assignment"]["due_at"], "2026-02-14T16:00:00+00:00");
}

#[tokio::test]
async fn what_nobody_takes_on_gets_cards_and_goes_over_the_holders_head() {
    let scene = Scene::set().await;
    let matter = scene.take("咨询求助", "怎么办居住证").await;
    assert_eq!(matter["assignment"]["holder_id"], scene.worker.id.to_string(), "the worker of the grid");
    assert_eq!(scene.told(&scene.worker).await, ["「怎么办居住证」交给您办理"]);
    assert!(scene.told(&scene.admin).await.is_empty());

    // Due at the end of Thursday: taken on by the end of Tuesday, yellow from the end of Wednesday.
    let until = async |now: &str| {
        scene.app.set_clock(now.parse().unwrap()).await;
        scene.app.work().await;
        scene.see(&matter).await["assignment"]["level"].as_str().unwrap().to_owned()
    };
    assert_eq!(until("2026-03-11T01:00:00Z").await, "green");
    assert_eq!(scene.told(&scene.admin).await, ["「怎么办居住证」还没有人受理"]);
    assert_eq!(until("2026-03-12T01:00:00Z").await, "yellow");
    assert_eq!(until("2026-03-13T01:00:00Z").await, "red");
    let overdue = scene.app.get(&scene.staff.token, "/api/v1/matters?view=overdue").await.items();
    assert_eq!(overdue.len(), 1);
    assert_eq!(until("2026-03-14T01:00:00Z").await, "over_head");
    scene.app.work().await;

    let told = scene.told(&scene.worker).await;
    assert_eq!(told.len(), 5, "{told:?}");
    assert!(told[2].ends_with("黄牌：快到期限") && told[3].ends_with("红牌：期限已到"), "{told:?}");
    assert!(scene.told(&scene.admin).await.last().unwrap().ends_with("已逾期，上报负责人"));
    let late = scene.act(&scene.worker, &matter, json!({"deed": "complete", "note": "已告知所需材料"})).await.expect(200);
    assert_eq!((late["stage"].as_str(), late["on_time"].as_bool()), (Some("done"), Some(false)));
    scene.app.work().await;
    let street = scene.app.street_admin(&scene.street).await;
    let seen = scene.app.get(&street.token, "/api/v1/street/dashboard").await.expect(200);
    let total = |measure: &str| seen["totals"][measure].as_i64();
    assert_eq!((total("matters.handled"), total("matters.on_time"), total("matters.open")), (Some(1), Some(0), Some(0)));
}

#[tokio::test]
async fn more_time_is_asked_for_and_given_with_cards_of_its_own() {
    let scene = Scene::set().await;
    let matter = scene.take("咨询求助", "怎么办居住证").await;
    scene.act(&scene.worker, &matter, json!({"deed": "acknowledge"})).await.expect(200);
    let ask = |until: &str| json!({"deed": "ask_extension", "until": until, "note": "等派出所回复"});
    assert_eq!(scene.act(&scene.worker, &matter, ask("2026-03-12")).await.code(), "assignment.not_later");
    scene.act(&scene.worker, &matter, ask("2026-03-18")).await.expect(200);
    assert_eq!(scene.act(&scene.worker, &matter, json!({"deed": "grant_extension"})).await.status, 403, "nobody grants it to oneself");
    assert!(scene.told(&scene.admin).await[0].ends_with("申请延期，请审批"));
    let undecided = scene.app.get(&scene.staff.token, "/api/v1/matters?view=undecided").await.items();
    assert_eq!(undecided.len(), 1);

    let granted = scene.act(&scene.staff, &matter, json!({"deed": "grant_extension"})).await.expect(200);

    assert_eq!(granted["assignment"]["due_at"], "2026-03-18T16:00:00+00:00");
    assert_eq!(granted["assignment"]["yellow_at"], "2026-03-17T16:00:00+00:00");
    scene.app.set_clock("2026-03-13T01:00:00Z".parse().unwrap()).await;
    scene.app.work().await;
    assert_eq!(scene.see(&matter).await["assignment"]["level"], "green");
}

#[tokio::test]
async fn whoever_is_given_something_sees_that_and_nothing_else() {
    let scene = Scene::set().await;
    let property = scene.app.member(&scene.community, Role::Property).await;
    let light = scene.take("设施维修", "楼道灯不亮").await;
    let other = scene.take("设施维修", "井盖松动").await;
    scene.act(&scene.staff, &light, json!({"deed": "give", "member_id": property.id, "note": "请物业处理"})).await.expect(200);

    let seen = scene.app.get(&property.token, "/api/v1/matters").await.items();
    assert_eq!(seen.iter().map(|matter| matter["title"].as_str().unwrap()).collect::<Vec<_>>(), ["楼道灯不亮"]);
    assert_eq!(scene.app.get(&property.token, &path(&other, "")).await.status, 404);
    let mine = scene.app.get(&property.token, "/api/v1/assignments/mine").await.items();
    assert_eq!((mine.len(), mine[0]["subject_id"].clone()), (1, light["id"].clone()));
    assert_eq!(scene.act(&scene.worker, &light, json!({"deed": "acknowledge"})).await.code(), "assignment.not_holder");
    assert_eq!(scene.act(&property, &light, json!({"deed": "complete"})).await.code(), "assignment.result_wanted");
    let done = scene.act(&property, &light, json!({"deed": "complete", "note": "更换灯管"})).await.expect(200);
    assert_eq!(done["stage"], "done");
    assert!(done.get("code").is_none(), "the reporter's code is the office's business");
    let stale = json!({"deed": "remind", "revision": 1});
    assert_eq!(scene.app.post(&scene.staff.token, &path(&light, "/deeds"), stale).await.code(), "kernel.stale");
}

#[tokio::test]
async fn a_matter_is_closed_when_its_reporter_says_so_and_looked_at_again_four_weeks_later() {
    let scene = Scene::set().await;
    let matter = scene.take_with("咨询求助", "怎么办居住证", json!({"done": "当场告知"})).await;
    assert_eq!((matter["stage"].as_str(), matter["on_time"].as_bool()), (Some("done"), Some(true)), "即收即办");
    let ask = async |rest: &str, answer: Value| scene.app.post(&scene.staff.token, &path(&matter, rest), answer).await;

    let again = ask("/call-back", json!({"solved": false, "rating": 2, "note": "材料还是不清楚"})).await.expect(200);
    assert_eq!((again["stage"].as_str(), again["reopened"].as_i64()), (Some("open"), Some(1)));
    scene.act(&scene.staff, &matter, json!({"deed": "complete", "note": "打印清单送上门"})).await.expect(200);
    let closed = ask("/call-back", json!({"solved": true, "rating": 5})).await.expect(200);
    assert_eq!((closed["stage"].as_str(), closed["recheck_on"].as_str()), (Some("closed"), Some("2026-04-06")));

    scene.app.set_clock("2026-04-06T01:00:00Z".parse().unwrap()).await;
    for _ in 0..2 {
        scene.run(&Recheck { planned_at: scene.app.now() }).await;
    }
    assert_eq!(scene.told(&scene.admin).await.iter().filter(|subject| subject.contains("回头看")).count(), 1);
    assert_eq!(scene.app.get(&scene.staff.token, "/api/v1/matters?view=recheck").await.items().len(), 1);
    let back = ask("/recheck", json!({"solved": false, "note": "又来问了"})).await.expect(200);
    assert_eq!((back["stage"].as_str(), back["reopened"].as_i64()), (Some("open"), Some(2)));
}

#[tokio::test]
async fn every_state_is_explained_by_its_history() {
    let scene = Scene::set().await;
    let matter = scene.take("设施维修", "楼道灯不亮").await;
    let deeds = [
        (&scene.worker, json!({"deed": "acknowledge"})),
        (&scene.worker, json!({"deed": "ask_extension", "until": "2026-04-20", "note": "等配件"})),
        (&scene.staff, json!({"deed": "refuse_extension", "note": "先借用"})),
        (&scene.staff, json!({"deed": "hurry", "note": "老人出行"})),
        (&scene.staff, json!({"deed": "yellow"})),
        (&scene.worker, json!({"deed": "give_back", "note": "需要电工"})),
        (&scene.staff, json!({"deed": "give", "member_id": scene.staff.id})),
        (&scene.staff, json!({"deed": "complete", "note": "修好了"})),
        (&scene.staff, json!({"deed": "reopen", "note": "又坏了"})),
    ];
    for (who, deed) in deeds {
        scene.act(who, &matter, deed).await.expect(200);
    }
    let tx = scene.app.db().read(&Scope::job(scene.community.id, "test")).await.unwrap();
    let of = assignment::Of::Matter(matter["id"].as_str().unwrap().parse().unwrap());
    let row = assignment::query::of(&tx, of).await.unwrap().unwrap();
    let acts = assignment::query::acts(&assignment::query::steps(&tx, row.id).await.unwrap()).unwrap();
    assert_eq!(Course::told_by(acts), Ok(row.course()));
    let told = scene.see(&matter).await;
    let what: Vec<&str> = told["history"].as_array().unwrap().iter().map(|step| step["what"].as_str().unwrap()).collect();
    assert_eq!(what.len(), 11, "{what:?}");
}

#[tokio::test]
async fn what_may_be_the_same_is_suggested_and_dealt_with_in_one() {
    let scene = Scene::set().await;
    let reporter = json!({"reporter": "李芳", "phone": "139 0000 5678"});
    let first = scene.take("设施维修", "3号楼楼道灯不亮").await;
    let second = scene.take_with("设施维修", "楼道灯坏了不亮", reporter).await;
    scene.take("环境卫生", "垃圾桶满了").await;
    let asked = "/api/v1/matters/similar?title=楼道的灯不亮&place=3号楼";
    let similar = scene.app.get(&scene.staff.token, asked).await.items();
    assert_eq!(similar.len(), 2, "{similar:?}");

    let merge = |into: &Value| json!({"into_id": into["id"]});
    assert_eq!(scene.app.post(&scene.staff.token, &path(&second, "/merge"), merge(&second)).await.code(), "matters.wrong_target");
    let merged = scene.app.post(&scene.staff.token, &path(&second, "/merge"), merge(&first)).await.expect(200);
    assert_eq!((merged["stage"].as_str(), &merged["merged_into"]), (Some("merged"), &first["id"]));

    scene.act(&scene.staff, &first, json!({"deed": "complete", "note": "更换灯管"})).await.expect(200);
    let question = json!({"code": merged["code"], "phone": "13900005678"});
    let status = scene.app.post(ANONYMOUS, "/api/v1/public/matters/status", question).await.expect(200);
    assert_eq!((status["stage"].as_str(), status["result"].as_str()), (Some("done"), Some("更换灯管")));
}

#[tokio::test]
async fn a_resident_brings_a_matter_up_and_asks_after_it_by_code_and_phone() {
    let scene = Scene::set().await;
    let door = format!("/api/v1/public/communities/{}/matters", scene.community.code);
    let seen = scene.app.get(ANONYMOUS, &door).await.expect(200);
    assert!(seen["kinds"].as_array().unwrap().iter().any(|kind| kind == "环境卫生"));
    let told = json!({"kind": "环境卫生", "title": "楼后堆了装修垃圾", "place": "5号楼后", "name": "赵强", "phone": "13800001234"});

    let code = scene.app.post(ANONYMOUS, &door, told.clone()).await.expect(201)["code"].as_str().unwrap().to_owned();

    let listed = scene.app.get(&scene.staff.token, "/api/v1/matters?query=装修垃圾").await.items();
    assert_eq!((listed.len(), listed[0]["source"].as_str()), (1, Some("page")));
    let whole = scene.see(&listed[0]).await;
    assert_eq!((whole["reporter"].as_str(), whole["phone_masked"].as_str()), (Some("赵*"), Some("138****1234")));
    let ask = async |code: &str, phone: &str| {
        scene.app.post(ANONYMOUS, "/api/v1/public/matters/status", json!({"code": code, "phone": phone})).await
    };
    let status = ask(&code.to_lowercase(), "138 0000 1234").await.expect(200);
    assert_eq!((status["stage"].as_str(), status["taken_on"].as_bool()), (Some("open"), Some(false)));
    assert_eq!(ask(&code, "13800001235").await.status, 404);
    assert_eq!(ask("AAAA2222", "13800001234").await.status, 404);
    for _ in 0..4 {
        scene.app.post(ANONYMOUS, &door, told.clone()).await.expect(201);
    }
    let sixth = scene.app.post(ANONYMOUS, &door, told).await;
    assert_eq!((sixth.status, sixth.code()), (429, "matters.tell_limited".to_owned()));
    assert!(sixth.headers.contains_key("retry-after"));
}
