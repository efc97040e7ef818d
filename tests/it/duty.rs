//! Duty as people notice it: whose turn it is, who may be away, who changes with whom, and who stands in.

use mulin_entity::{
    duty::job::{Plan, Tomorrow},
    kernel::{Job, Role, Scope},
    tenancy::job::SetUp,
};
use mulin_tests::{Answer, Community, Member, TestApp};
use serde_json::{Value, json};

struct Scene {
    app: TestApp,
    community: Community,
    admin: Member,
    /// Those who go round, in this order.
    staff: [Member; 3],
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China; one is at the desk, one is out, by days.
    async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let admin = app.member(&community, Role::CommunityAdmin).await;
        let staff = [
            app.member(&community, Role::Staff).await,
            app.member(&community, Role::Staff).await,
            app.member(&community, Role::Staff).await,
        ];
        let scene = Self { app, community, admin, staff };
        scene.run(&SetUp {}).await;
        scene.decide(scene.rule()).await.expect(200);
        scene
    }

    fn rule(&self) -> Value {
        let members: Vec<String> = self.staff.iter().map(|member| member.id.to_string()).collect();
        json!({
            "members": members, "desk": 1, "out": 1, "turn": "day", "anchor": "2026-03-09", "rest": [members[0]],
            "answer_minutes": 30, "opens": "08:30", "closes": "17:30"
        })
    }

    async fn decide(&self, rule: Value) -> Answer {
        self.app.put(&self.admin.token, "/api/v1/duty/rule", rule).await
    }

    async fn run<J: Job>(&self, job: &J) {
        let tx = self.app.db().write(&Scope::job(self.community.id, "test")).await.unwrap();
        tx.enqueue(job).await.unwrap();
        tx.commit().await.unwrap();
        self.app.work().await;
    }

    async fn shifts(&self, day: &str) -> Vec<Value> {
        let days = self.app.get(&self.staff[0].token, &format!("/api/v1/duty?from={day}&until={day}")).await.expect(200);
        days[0]["shifts"].as_array().unwrap().clone()
    }

    /// Who has duty, such as `b0 a1`.
    async fn on(&self, day: &str) -> String {
        let name = |shift: &Value| {
            let place = self.staff.iter().position(|member| shift["member_id"] == member.id.to_string()).unwrap();
            format!("{}{place}", shift["post"].as_str().unwrap())
        };
        let mut named: Vec<String> = self.shifts(day).await.iter().map(name).collect();
        named.sort_by(|one, other| other[..1].cmp(&one[..1]).then(one.cmp(other)));
        named.join(" ")
    }

    async fn shift_of(&self, member: usize, day: &str) -> Value {
        let own = |shift: &Value| shift["member_id"] == self.staff[member].id.to_string();
        self.shifts(day).await.into_iter().find(own).unwrap()
    }

    async fn leave(&self, member: usize, from: &str, until: &str) -> Value {
        let wish = json!({"from_day": from, "until_day": until, "reason": "探亲"});
        self.app.post(&self.staff[member].token, "/api/v1/duty/leaves", wish).await.expect(201)
    }

    async fn give(&self, leave: &Value) {
        let path = format!("/api/v1/duty/leaves/{}/decision", leave["id"].as_str().unwrap());
        self.app.post(&self.admin.token, &path, json!({"approved": true})).await.expect(200);
    }

    async fn matter_for(&self, member: usize) -> Value {
        let kinds = self.app.get(&self.admin.token, "/api/v1/matter-kinds").await.items();
        let told = json!({"kind_id": kinds[0]["id"], "source": "phone", "title": "水管爆裂", "member_id": self.staff[member].id});
        self.app.post(&self.admin.token, "/api/v1/matters", told).await.expect(201)
    }

    async fn given(&self, matter: &Value) -> Value {
        let path = format!("/api/v1/matters/{}", matter["id"].as_str().unwrap());
        self.app.get(&self.admin.token, &path).await.expect(200)["assignment"].clone()
    }

    async fn at(&self, now: &str) {
        self.app.set_clock(now.parse().unwrap()).await;
        self.app.work().await;
    }

    async fn told(&self, who: &Member) -> Vec<String> {
        self.app.work().await;
        self.app.mails_to(&who.email).into_iter().map(|mail| mail.subject().to_owned()).collect()
    }
}

#[tokio::test]
async fn the_rule_plans_four_weeks_and_leaves_alone_what_somebody_decided() {
    let scene = Scene::set().await;
    assert_eq!([scene.on("2026-03-09").await, scene.on("2026-03-10").await, scene.on("2026-03-11").await], ["b0 a1", "b1 a2", "b2 a0"]);
    assert_eq!(scene.on("2026-03-14").await, "b0", "a Saturday has its own round");
    assert_eq!(scene.on("2026-04-04").await, "b0", "so has Qingming");
    assert_eq!(scene.on("2026-04-07").await, "", "it is not planned further");

    let naming = json!({"desk": [scene.staff[2].id], "out": []});
    scene.app.put(&scene.admin.token, "/api/v1/duty/days/2026-03-10", naming).await.expect(200);
    let members: Vec<String> = scene.staff.iter().rev().map(|member| member.id.to_string()).collect();
    let mut rule = scene.rule();
    (rule["members"], rule["out"]) = (json!(members), json!(2));
    let preview = scene.app.post(&scene.admin.token, "/api/v1/duty/rule/preview", rule.clone()).await.expect(200);
    assert_eq!(preview[0]["member_id"], members[0]);
    assert_eq!(scene.on("2026-03-11").await, "b2 a0", "a preview changes nothing");
    scene.decide(rule).await.expect(200);
    assert_eq!([scene.on("2026-03-09").await, scene.on("2026-03-10").await], ["b0 a1", "b2"], "today and what was named stay");
    assert_eq!(scene.on("2026-03-11").await, "b0 a1 a2");

    assert_eq!(scene.app.put(&scene.staff[0].token, "/api/v1/duty/rule", scene.rule()).await.status, 403);
    let mut rule = scene.rule();
    rule["desk"] = json!(9);
    assert_eq!(scene.decide(rule).await.status, 422);
    scene.at("2026-03-10T22:30:00Z").await;
    scene.run(&Plan { planned_at: scene.app.now() }).await;
    assert_eq!(scene.on("2026-04-08").await.len(), "b0 a1 a2".len(), "each night there is a day more");
}

#[tokio::test]
async fn a_leave_is_decided_and_its_hole_filled() {
    let scene = Scene::set().await;
    let leave = scene.leave(1, "2026-03-10", "2026-03-11").await;
    assert_eq!(scene.on("2026-03-10").await, "b1 a2", "nobody decided");
    let asked = scene.told(&scene.admin).await;
    assert!(asked.iter().any(|subject| subject.contains("申请") && subject.contains("请假")), "{asked:?}");

    scene.give(&leave).await;
    assert_eq!([scene.on("2026-03-10").await, scene.on("2026-03-12").await], ["b2 a0", "b0 a1"]);
    assert_eq!(scene.told(&scene.staff[1]).await, ["请假已批准"]);
    let again = format!("/api/v1/duty/leaves/{}/decision", leave["id"].as_str().unwrap());
    assert_eq!(scene.app.post(&scene.admin.token, &again, json!({"approved": false})).await.code(), "duty.decided");
    let naming = json!({"desk": [scene.staff[1].id], "out": []});
    assert_eq!(scene.app.put(&scene.admin.token, "/api/v1/duty/days/2026-03-10", naming).await.code(), "duty.away");

    let path = format!("/api/v1/duty/leaves/{}", leave["id"].as_str().unwrap());
    assert_eq!(scene.app.delete(&scene.staff[0].token, &path).await.code(), "duty.not_yours");
    scene.app.delete(&scene.staff[1].token, &path).await.expect(204);
    assert_eq!(scene.on("2026-03-10").await, "b1 a2");

    for member in 0..3 {
        scene.give(&scene.leave(member, "2026-03-13", "2026-03-13").await).await;
    }
    let told = scene.told(&scene.admin).await;
    assert!(told.iter().any(|subject| subject.contains("没有人值 B 岗")), "{told:?}");
}

#[tokio::test]
async fn two_change_their_duty_if_both_want_it() {
    let scene = Scene::set().await;
    let (mine, theirs) = (scene.shift_of(0, "2026-03-11").await, scene.shift_of(1, "2026-03-10").await);
    let wish = json!({"shift_id": mine["id"], "other_id": scene.staff[1].id, "other_shift_id": theirs["id"], "note": "孩子家长会"});
    assert_eq!(scene.app.post(&scene.staff[2].token, "/api/v1/duty/swaps", wish.clone()).await.code(), "duty.not_yours");
    let swap = scene.app.post(&scene.staff[0].token, "/api/v1/duty/swaps", wish.clone()).await.expect(201);
    assert_eq!(scene.app.post(&scene.staff[0].token, "/api/v1/duty/swaps", wish).await.code(), "duty.asked_already");
    assert_eq!(scene.on("2026-03-11").await, "b2 a0", "nobody agreed");
    let told = scene.told(&scene.staff[1]).await;
    assert!(told[0].contains("想请您换"), "{told:?}");

    let answer = format!("/api/v1/duty/swaps/{}/answer", swap["id"].as_str().unwrap());
    assert_eq!(scene.app.post(&scene.staff[0].token, &answer, json!({"agreed": true})).await.code(), "duty.not_yours");
    scene.app.post(&scene.staff[1].token, &answer, json!({"agreed": true})).await.expect(200);
    assert_eq!([scene.on("2026-03-10").await, scene.on("2026-03-11").await], ["b0 a2", "b2 a1"]);
    assert!(scene.told(&scene.staff[0]).await.last().unwrap().contains("同意换班"));

    let busy = json!({"shift_id": scene.shift_of(1, "2026-03-09").await["id"], "other_id": scene.staff[0].id});
    assert_eq!(scene.app.post(&scene.staff[1].token, "/api/v1/duty/swaps", busy).await.code(), "duty.has_duty");
    let posts = json!({
        "shift_id": scene.shift_of(0, "2026-03-09").await["id"], "other_id": scene.staff[1].id,
        "other_shift_id": scene.shift_of(1, "2026-03-09").await["id"]
    });
    let swap = scene.app.post(&scene.staff[0].token, "/api/v1/duty/swaps", posts).await.expect(201);
    let answer = format!("/api/v1/duty/swaps/{}/answer", swap["id"].as_str().unwrap());
    scene.app.post(&scene.staff[1].token, &answer, json!({"agreed": true})).await.expect(200);
    assert_eq!(scene.on("2026-03-09").await, "b1 a0", "on one day they change their posts");
}

#[tokio::test]
async fn what_comes_to_somebody_who_is_away_is_stood_in_for_and_returns() {
    let scene = Scene::set().await;
    scene.give(&scene.leave(1, "2026-03-09", "2026-03-10").await).await;
    let (untouched, taken) = (scene.matter_for(1).await, scene.matter_for(1).await);
    let given = scene.given(&untouched).await;
    assert_eq!(given["holder_id"], scene.staff[0].id.to_string(), "the desk");
    assert_eq!(given["stands_in_for"], scene.staff[1].id.to_string());
    let told = scene.told(&scene.staff[0]).await;
    assert!(told.iter().any(|subject| subject.contains("由您顶岗办理")), "{told:?}");
    assert!(scene.told(&scene.staff[1]).await.iter().any(|subject| subject.contains("已由同事顶岗")));
    // The second goes to whoever has less in hand at the same post; there is only one at the desk.
    let path = format!("/api/v1/matters/{}/deeds", taken["id"].as_str().unwrap());
    let deed = json!({"deed": "acknowledge", "revision": scene.given(&taken).await["revision"]});
    scene.app.post(&scene.staff[0].token, &path, deed).await.expect(200);

    scene.at("2026-03-10T22:30:00Z").await;
    scene.run(&Plan { planned_at: scene.app.now() }).await;
    assert_eq!(scene.given(&untouched).await["holder_id"], scene.staff[0].id.to_string(), "not their day");
    scene.at("2026-03-11T22:30:00Z").await;
    scene.run(&Plan { planned_at: scene.app.now() }).await;
    let back = scene.given(&untouched).await;
    assert_eq!((back["holder_id"].clone(), back.get("stands_in_for")), (json!(scene.staff[1].id), None));
    assert_eq!(scene.given(&taken).await["holder_id"], scene.staff[0].id.to_string(), "what was taken on is finished");
}

#[tokio::test]
async fn whoever_does_not_answer_in_time_is_stood_in_for_and_may_get_it_back() {
    let scene = Scene::set().await;
    let matter = scene.matter_for(1).await;
    assert_eq!(scene.given(&matter).await["holder_id"], scene.staff[1].id.to_string(), "out, and there");
    scene.at("2026-03-09T01:29:00Z").await;
    assert_eq!(scene.given(&matter).await["holder_id"], scene.staff[1].id.to_string());
    scene.at("2026-03-09T01:30:00Z").await;
    let given = scene.given(&matter).await;
    assert_eq!((given["holder_id"].clone(), given["stands_in_for"].clone()), (json!(scene.staff[0].id), json!(scene.staff[1].id)));

    let path = format!("/api/v1/matters/{}/deeds", matter["id"].as_str().unwrap());
    let deed = json!({"deed": "hand_back", "revision": given["revision"]});
    assert_eq!(
        scene.app.post(&scene.staff[0].token, &path, deed).await.expect(200)["assignment"]["holder_id"],
        scene.staff[1].id.to_string()
    );
    let deed = json!({"deed": "acknowledge", "revision": scene.given(&matter).await["revision"]});
    scene.app.post(&scene.staff[1].token, &path, deed).await.expect(200);
    scene.at("2026-03-09T03:00:00Z").await;
    assert_eq!(scene.given(&matter).await["holder_id"], scene.staff[1].id.to_string(), "taken on");
    let dashboard = scene.app.get(&scene.admin.token, "/api/v1/dashboard").await.expect(200);
    let tile = dashboard["tiles"].as_array().unwrap().iter().find(|tile| tile["measure"] == "duty.stood_in").unwrap();
    assert_eq!(tile["value"], 1);
}

#[tokio::test]
async fn the_evening_before_everybody_hears_of_their_duty_and_what_was_left_to_them() {
    let scene = Scene::set().await;
    let mine = scene.shift_of(0, "2026-03-09").await;
    let path = format!("/api/v1/duty/shifts/{}/note", mine["id"].as_str().unwrap());
    assert_eq!(scene.app.put(&scene.staff[1].token, &path, json!({"note": "x"})).await.code(), "duty.not_yours");
    scene.app.put(&scene.staff[0].token, &path, json!({"note": "李奶奶的药还没有送到"})).await.expect(200);
    scene.at("2026-03-09T09:00:00Z").await;
    scene.run(&Tomorrow { planned_at: scene.app.now() }).await;

    let mails = scene.app.mails_to(&scene.staff[1].email);
    let mail = mails.last().unwrap();
    assert!(mail.subject().contains("B岗") && mail.body.contains("李奶奶的药还没有送到"), "{}", mail.subject());
    assert!(scene.told(&scene.staff[2]).await.last().unwrap().contains("A岗"));
    assert!(scene.told(&scene.staff[0]).await.iter().all(|subject| !subject.contains("明天")), "they are free");
    let now = scene.app.get(&scene.staff[2].token, "/api/v1/duty/now").await.expect(200);
    assert_eq!(now["shifts"].as_array().map(Vec::len), Some(2));

    let url = scene.app.post(&scene.staff[1].token, "/api/v1/visits/feed", json!(null)).await.expect(201)["url"].clone();
    let feed = scene.app.get("", &format!("/api/v1/feeds/{}", url.as_str().unwrap().rsplit('/').next().unwrap())).await.text();
    assert!(feed.contains("SUMMARY:B岗：在岗值班") && feed.contains("DTSTART;VALUE=DATE:20260310"), "{feed}");
}
