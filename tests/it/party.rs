//! Party life as people notice it: who is invited and told, what study is written down, what is due and missed, and the column.

use std::io::Read;

use chrono::Duration;
use mulin_entity::{
    kernel::{Job, Role, Scope},
    party::job::Remind,
    tenancy::job::SetUp,
};
use mulin_tests::{ANONYMOUS, Answer, Community, Member, Street, TestApp};
use serde_json::{Value, json};

pub(crate) struct Scene {
    pub app: TestApp,
    pub street: Street,
    pub community: Community,
    pub admin: Member,
    pub staff: Member,
    /// The secretary, an ordinary member, and one who only reports here.
    pub comrades: [(Member, Value); 3],
    pub branch: Value,
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China.
    pub async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let (admin, staff) = (app.member(&community, Role::CommunityAdmin).await, app.member(&community, Role::Staff).await);
        let branch = json!({"name": "第一党支部", "founded_on": "2026-02-01"});
        let branch = app.post(&staff.token, "/api/v1/party/branches", branch).await.expect(201);
        let take_in = async |role: Role, post: &str, in_service: bool| {
            let member = app.member(&community, role).await;
            let new = json!({
                "branch_id": branch["id"], "member_id": member.id, "state": "full", "post": post, "in_service": in_service, "joined_on": "2008-07-01"
            });
            let row = app.post(&staff.token, "/api/v1/party/members", new).await.expect(201);
            (member, row)
        };
        let comrades = [
            take_in(Role::GridWorker, "secretary", false).await,
            take_in(Role::Volunteer, "none", false).await,
            take_in(Role::Partner, "none", true).await,
        ];
        let scene = Self { street, community, admin, staff, comrades, branch, app };
        scene.run(&SetUp {}).await;
        scene
    }

    async fn run<J: Job>(&self, job: &J) {
        let tx = self.app.db().write(&Scope::job(self.community.id, "test")).await.unwrap();
        tx.enqueue(job).await.unwrap();
        tx.commit().await.unwrap();
        self.app.work().await;
    }

    async fn remind(&self) {
        self.run(&Remind { planned_at: self.app.now() }).await;
    }

    pub async fn plan(&self, kind: &str, place: &str) -> Value {
        let session = json!({
            "branch_id": self.branch["id"], "kind": kind, "title": "政治三日示范课", "place": place, "starts_at": "2026-03-10T06:00:00Z",
            "ends_at": "2026-03-10T08:00:00Z", "programme": "学原文，认领一件邻里小事", "study_minutes": 90
        });
        self.app.post(&self.staff.token, "/api/v1/party/sessions", session).await.expect(201)
    }

    pub async fn see(&self, session: &Value) -> Value {
        self.app.get(&self.staff.token, &at(session, "")).await.expect(200)
    }

    pub async fn act(&self, session: &Value, act: &str) -> Answer {
        let revision = self.see(session).await["revision"].clone();
        self.app.post(&self.staff.token, &at(session, "/act"), json!({"act": act, "note": "停水", "revision": revision})).await
    }

    /// Signs in with the code on the screen.
    async fn sign_in(&self, session: &Value, who: usize) {
        let occasion = format!("/api/v1/occasions/{}", session["occasion_id"].as_str().unwrap());
        let code = self.app.get(&self.staff.token, &format!("{occasion}/code")).await.expect(200)["code"].clone();
        let member = &self.comrades[who].0;
        let scan = json!({"code": code, "nonce": member.id});
        self.app.post(&member.token, &format!("{occasion}/mine/check-in"), scan).await.expect(200);
    }

    pub async fn told(&self, who: &Member) -> Vec<String> {
        self.app.work().await;
        self.app.mails_to(&who.email).into_iter().map(|mail| mail.subject().to_owned()).collect()
    }

    pub async fn branch(&self, what: &str) -> Value {
        let path = format!("/api/v1/party/branches/{}/{what}?year=2026", self.branch["id"].as_str().unwrap());
        self.app.get(&self.staff.token, &path).await.expect(200)
    }

    pub async fn mine(&self, who: usize) -> Value {
        self.app.get(&self.comrades[who].0.token, "/api/v1/party/mine").await.expect(200)
    }
}

pub(crate) fn at(session: &Value, rest: &str) -> String {
    format!("/api/v1/party/sessions/{}{rest}", session["id"].as_str().unwrap())
}

fn line<'a>(session: &'a Value, member: &Value) -> &'a Value {
    session["roll"].as_array().unwrap().iter().find(|line| line["party_member_id"] == member["id"]).unwrap()
}

#[tokio::test]
async fn whom_a_session_concerns_hears_of_it_of_its_move_and_the_day_before() {
    let scene = Scene::set().await;
    let committee = scene.plan("committee", "议事厅").await;
    assert_eq!(committee["roll"].as_array().map(Vec::len), Some(1), "only the secretary has a post");
    let assembly = scene.plan("assembly", "议事厅").await;
    assert_eq!(assembly["roll"].as_array().map(Vec::len), Some(2), "whoever only reports here decides nothing");
    let class = scene.plan("theme_day", "议事厅").await;
    assert_eq!(class["roll"].as_array().map(Vec::len), Some(3));
    assert!(scene.told(&scene.comrades[1].0).await.is_empty(), "it is only prepared");
    scene.act(&class, "call").await.expect(200);
    assert_eq!(scene.told(&scene.comrades[1].0).await, ["组织生活通知：政治三日示范课"]);
    let moved = json!({
        "kind": "theme_day", "title": "政治三日示范课", "place": "银杏树下", "starts_at": "2026-03-10T06:00:00Z", "ends_at": "2026-03-10T08:00:00Z",
        "study_minutes": 90, "revision": scene.see(&class).await["revision"]
    });
    scene.app.put(&scene.staff.token, &at(&class, ""), moved).await.expect(200);
    scene.remind().await;
    assert_eq!(scene.told(&scene.comrades[2].0).await[1..], ["时间或地点有变：政治三日示范课", "明天参加：政治三日示范课"]);
    let mine = scene.mine(1).await;
    assert_eq!((mine["to_come"][0]["place"].as_str(), mine["member"]["state"].as_str()), (Some("银杏树下"), Some("full")));
    assert_eq!(scene.act(&class, "close").await.code(), "party.wrong_stage");
    scene.act(&class, "cancel").await.expect(200);
    assert!(scene.told(&scene.comrades[1].0).await.last().unwrap().contains("活动取消"));
}

#[tokio::test]
async fn whoever_came_has_the_study_and_leave_is_not_absence() {
    let scene = Scene::set().await;
    let class = scene.plan("theme_day", "议事厅").await;
    scene.act(&class, "call").await.expect(200);
    let leave = json!({"reason": "出差"});
    scene.app.post(&scene.comrades[1].0.token, &at(&class, "/own-leave"), leave).await.expect(204);
    scene.app.set_clock("2026-03-10T06:00:00Z".parse().unwrap()).await;
    scene.sign_in(&class, 0).await;
    scene.act(&class, "hold").await.expect(200);
    let closed = scene.act(&class, "close").await.expect(200);
    let states = [0, 1, 2].map(|who| line(&closed, &scene.comrades[who].1)["state"].clone());
    assert_eq!(states, ["attended", "excused", "absent"]);
    assert_eq!(line(&closed, &scene.comrades[1].1)["reason"], "出差");

    let late = |who: usize, minutes: i64| json!({"party_member_id": scene.comrades[who].1["id"], "minutes": minutes});
    assert_eq!(scene.app.post(&scene.staff.token, &at(&class, "/make-ups"), late(0, 60)).await.code(), "party.not_missed");
    assert_eq!(scene.app.post(&scene.staff.token, &at(&class, "/make-ups"), late(2, 600)).await.status, 422);
    let made_up = scene.app.post(&scene.staff.token, &at(&class, "/make-ups"), late(2, 60)).await.expect(200);
    assert_eq!(line(&made_up, &scene.comrades[2].1)["state"], "made_up");
    let again = scene.act(&class, "close").await.expect(200);
    assert_eq!(line(&again, &scene.comrades[2].1)["state"], "made_up", "what was made up stays");

    assert_eq!(scene.mine(0).await["record"]["sum"]["minutes"], 90);
    let record = format!("/api/v1/party/members/{}/record", scene.comrades[2].1["id"].as_str().unwrap());
    let record = scene.app.get(&scene.staff.token, &record).await.expect(200);
    assert_eq!((record["sum"]["minutes"].clone(), record["kinds"][0]["kind"].clone()), (json!(60), json!("theme_day")));
    let standings = scene.branch("standings").await;
    let of = |who: usize| standings.as_array().unwrap().iter().find(|line| line["member"]["id"] == scene.comrades[who].1["id"]).unwrap();
    assert_eq!(
        (of(1)["sum"]["expected"].clone(), of(1)["sum"]["excused"].clone(), of(1)["behind"].clone()),
        (json!(1), json!(1), json!(false))
    );
    scene.app.work().await;
    let street = scene.app.street_admin(&scene.street).await;
    let totals = scene.app.get(&street.token, "/api/v1/street/dashboard").await.expect(200)["totals"].clone();
    let figures = ["party.sessions", "party.expected", "party.attended", "party.study"].map(|measure| totals[measure].as_i64().unwrap());
    assert_eq!(figures, [1, 2, 2, 150]);
}

#[tokio::test]
async fn what_decides_needs_more_than_half_and_its_record_is_looked_over_and_kept() {
    let scene = Scene::set().await;
    let assembly = scene.plan("assembly", "议事厅").await;
    scene.act(&assembly, "call").await.expect(200);
    scene.app.set_clock("2026-03-10T06:00:00Z".parse().unwrap()).await;
    scene.sign_in(&assembly, 0).await;
    assert_eq!(scene.act(&assembly, "hold").await.code(), "party.no_quorum", "one of two is half");
    scene.sign_in(&assembly, 1).await;
    scene.act(&assembly, "hold").await.expect(200);
    let write = async |state: &str| {
        let minutes = json!({"minutes": "通过年度计划。", "state": state, "revision": scene.see(&assembly).await["revision"]});
        scene.app.put(&scene.staff.token, &at(&assembly, "/minutes"), minutes).await
    };
    let publish = async |who: &Member| {
        let revision = scene.see(&assembly).await["revision"].clone();
        scene.app.post(&who.token, &at(&assembly, "/publication"), json!({"revision": revision})).await
    };
    write("draft").await.expect(200);
    assert_eq!(publish(&scene.admin).await.code(), "party.wrong_stage", "nobody handed it in");
    write("review").await.expect(200);
    assert_eq!(publish(&scene.staff).await.status, 403);
    publish(&scene.admin).await.expect(200);
    assert_eq!(write("draft").await.code(), "party.published");
    let kept = scene.app.get(&scene.staff.token, &at(&assembly, "/archive")).await;
    let mut text = String::new();
    let mut document = zip::ZipArchive::new(std::io::Cursor::new(kept.bytes.clone())).unwrap();
    document.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    for words in ["党员大会", "第一党支部", "通过年度计划", "学原文"] {
        assert!(text.contains(words), "{words} is missing");
    }
}

#[tokio::test]
async fn what_is_due_is_told_to_the_secretary_and_what_was_missed_to_the_administrator() {
    let scene = Scene::set().await;
    let kinds = scene.branch("board").await["kinds"].clone();
    let of = |kinds: &Value, kind: &str| kinds.as_array().unwrap().iter().find(|line| line["kind"] == kind).unwrap()["periods"].clone();
    let verdicts =
        |periods: Value| periods.as_array().unwrap().iter().map(|one| one["verdict"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(verdicts(of(&kinds, "theme_day")), ["missed", "due"]);
    assert!(verdicts(of(&kinds, "assembly")).is_empty(), "the branch is younger than the quarter");
    scene.remind().await;
    assert!(scene.told(&scene.comrades[0].0).await.is_empty(), "there are weeks to go");
    for kind in ["committee", "group"] {
        let never = json!({"kind": kind, "every": "never"});
        scene.app.put(&scene.admin.token, "/api/v1/party/cadence", never).await.expect(204);
    }
    scene.app.set_clock("2026-03-25T01:00:00Z".parse().unwrap()).await;
    scene.remind().await;
    scene.remind().await;
    assert_eq!(scene.told(&scene.comrades[0].0).await, ["第一党支部：3月31日 周二到期的组织生活"]);
    let mail = scene.app.mails_to(&scene.comrades[0].0.email);
    assert!(mail[0].body.contains("主题党日") && !mail[0].body.contains("支委会"), "{}", mail[0].body);
    scene.app.set_clock("2026-04-01T01:00:00Z".parse().unwrap()).await;
    scene.remind().await;
    assert_eq!(scene.told(&scene.admin).await, ["第一党支部：3月31日 周二到期、没有开的组织生活"]);
    scene.app.work().await;
    let street = scene.app.street_admin(&scene.street).await;
    let totals = scene.app.get(&street.token, "/api/v1/street/dashboard").await.expect(200)["totals"].clone();
    assert_eq!((totals["party.due"].as_i64(), totals["party.missed"].as_i64()), (Some(1), Some(1)));
}

#[tokio::test]
async fn a_member_is_transferred_and_the_history_says_so() {
    let scene = Scene::set().await;
    let (_, row) = &scene.comrades[0];
    let second = json!({"name": "第二党支部", "founded_on": "2026-03-01"});
    let second = scene.app.post(&scene.staff.token, "/api/v1/party/branches", second.clone()).await.expect(201);
    let same = json!({"name": " 第二党支部 ", "founded_on": "2026-03-01"});
    assert_eq!(scene.app.post(&scene.staff.token, "/api/v1/party/branches", same).await.code(), "party.name_taken");
    let at = format!("/api/v1/party/members/{}", row["id"].as_str().unwrap());
    scene.app.advance(Duration::minutes(1)).await;
    let order = json!({"branch_id": second["id"], "on_day": "2026-03-09", "reason": "搬家", "revision": 1});
    let moved = scene.app.post(&scene.staff.token, &format!("{at}/transfers"), order.clone()).await.expect(200);
    assert_eq!((moved["branch_id"].clone(), moved["post"].clone()), (second["id"].clone(), json!("none")), "the post stays behind");
    assert_eq!(moved["transfers"][1]["reason"], "搬家");
    assert_eq!(scene.app.post(&scene.staff.token, &format!("{at}/transfers"), order).await.code(), "party.no_transfer");
    let secretary = |revision: i64| json!({"state": "full", "post": "secretary", "joined_on": "2008-07-01", "revision": revision});
    let other = format!("/api/v1/party/members/{}", scene.comrades[1].1["id"].as_str().unwrap());
    scene.app.put(&scene.staff.token, &other, secretary(1)).await.expect(200);
    let third = format!("/api/v1/party/members/{}", scene.comrades[2].1["id"].as_str().unwrap());
    assert_eq!(scene.app.put(&scene.staff.token, &third, secretary(1)).await.code(), "party.secretary_already");
    let twice = json!({"branch_id": second["id"], "member_id": scene.comrades[2].0.id, "state": "full", "joined_on": "2008-07-01"});
    assert_eq!(scene.app.post(&scene.staff.token, "/api/v1/party/members", twice).await.code(), "party.member_already");
}

#[tokio::test]
async fn an_article_is_looked_over_by_somebody_else_and_out_at_its_time() {
    let scene = Scene::set().await;
    let text = json!({"title": "入党那天", "author": "王桂芬", "body": "那年我二十三岁。\n\n<b>雪</b>下得很大。", "audio_url": "https://media.example.org/1.mp3"});
    let unsafe_audio = json!({"title": "x", "body": "x", "audio_url": "javascript:alert(1)"});
    assert_eq!(scene.app.post(&scene.staff.token, "/api/v1/articles", unsafe_audio).await.status, 422);
    let article = scene.app.post(&scene.staff.token, "/api/v1/articles", text.clone()).await.expect(201);
    let id = article["id"].as_str().unwrap().to_owned();
    let act = async |who: &Member, act: &str, at: Option<&str>| {
        let revision = scene.app.get(&scene.staff.token, &format!("/api/v1/articles/{id}")).await.expect(200)["revision"].clone();
        let body = json!({"act": act, "note": "再改改", "publish_at": at, "revision": revision});
        scene.app.post(&who.token, &format!("/api/v1/articles/{id}/act"), body).await
    };
    assert_eq!(act(&scene.admin, "approve", None).await.code(), "party.wrong_state", "it was not handed in");
    act(&scene.staff, "hand_in", None).await.expect(200);
    assert_eq!(act(&scene.staff, "approve", None).await.code(), "party.own_article");
    let scheduled = act(&scene.admin, "approve", Some("2026-03-10T00:00:00Z")).await.expect(200);
    assert_eq!(scheduled["state"], "scheduled");
    let page = format!("/api/v1/public/articles/{id}");
    scene.app.work().await;
    assert_eq!(scene.app.get(ANONYMOUS, &page).await.status, 404, "its time has not come");
    act(&scene.admin, "withdraw", None).await.expect(200);
    act(&scene.staff, "hand_in", None).await.expect(200);
    act(&scene.admin, "approve", Some("2026-03-11T00:00:00Z")).await.expect(200);
    scene.app.advance(Duration::days(1)).await;
    scene.app.work().await;
    assert_eq!(scene.app.get(ANONYMOUS, &page).await.status, 404, "that time was taken back");
    scene.app.advance(Duration::days(1)).await;
    scene.app.work().await;
    let out = scene.app.get(ANONYMOUS, &page).await.expect(200);
    assert_eq!(out["paragraphs"], json!(["那年我二十三岁。", "<b>雪</b>下得很大。"]));

    for reader in ["random one", "random one", "random two"] {
        scene.app.post(ANONYMOUS, &format!("{page}/reads"), json!({"reader": reader})).await.expect(204);
    }
    assert_eq!(scene.app.get(ANONYMOUS, &page).await.expect(200)["reads"], 2, "once a reader and day");
    scene.app.advance(Duration::days(1)).await;
    scene.app.post(ANONYMOUS, &format!("{page}/reads"), json!({"reader": "random one"})).await.expect(204);
    assert_eq!(scene.app.get(ANONYMOUS, &page).await.expect(200)["reads"], 3);
    let column = format!("/api/v1/public/columns/{}", scene.community.code);
    assert_eq!(scene.app.get(ANONYMOUS, &column).await.expect(200)["articles"][0]["lead"], "那年我二十三岁。");
    let feed = scene.app.get(ANONYMOUS, &format!("{column}/feed")).await.text();
    assert!(feed.contains("<title>入党那天</title>") && feed.contains("&lt;b&gt;") && feed.contains(&id), "{feed}");
    scene.app.work().await;
    let street = scene.app.street_admin(&scene.street).await;
    let totals = scene.app.get(&street.token, "/api/v1/street/dashboard").await.expect(200)["totals"].clone();
    assert_eq!((totals["party.articles"].as_i64(), totals["party.reads"].as_i64()), (Some(1), Some(3)));
    act(&scene.admin, "withdraw", None).await.expect(200);
    assert_eq!(scene.app.get(ANONYMOUS, &page).await.status, 404);
}
