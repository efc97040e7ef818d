//! The three rates of matters (三率) as the street sees them: how much was in time (按时率), solved (解决率) and to people's content (满意率),
//! of all communities together and of each.

use mulin_entity::{
    kernel::{Job, Role, Scope},
    tenancy::job::SetUp,
};
use mulin_tests::{Community, Member, Street, TestApp};
use serde_json::{Value, json};

/// In this order: dealt with, in time, asked, solved, content.
const MEASURES: [&str; 5] = ["matters.handled", "matters.on_time", "matters.called_back", "matters.solved", "matters.satisfied"];

struct Side<'a> {
    app: &'a TestApp,
    staff: Member,
    kind: Value,
}

impl<'a> Side<'a> {
    async fn set(app: &'a TestApp, community: &Community) -> Self {
        let staff = app.member(community, Role::Staff).await;
        run(app, community, &SetUp {}).await;
        let kinds = app.get(&staff.token, "/api/v1/matter-kinds").await.items();
        let kind = kinds.into_iter().find(|kind| kind["name"] == "咨询求助").expect("a kind")["id"].clone();
        Self { app, staff, kind }
    }

    async fn take(&self, title: &str, done: Option<&str>) -> String {
        let told = json!({
            "kind_id": self.kind, "source": "phone", "title": title, "place": "3号楼", "member_id": self.staff.id, "done": done
        });
        let matter = self.app.post(&self.staff.token, "/api/v1/matters", told).await.expect(201);
        matter["id"].as_str().expect("an id").to_owned()
    }

    async fn complete(&self, matter: &str) {
        let at = format!("/api/v1/matters/{matter}");
        let revision = self.app.get(&self.staff.token, &at).await.expect(200)["assignment"]["revision"].clone();
        let deed = json!({"deed": "complete", "note": "已办", "revision": revision});
        self.app.post(&self.staff.token, &format!("{at}/deeds"), deed).await.expect(200);
    }

    async fn ask(&self, matter: &str, solved: bool, rating: Option<i64>) {
        let said = json!({"solved": solved, "rating": rating, "note": "电话回访"});
        self.app.post(&self.staff.token, &format!("/api/v1/matters/{matter}/call-back"), said).await.expect(200);
    }
}

async fn run<J: Job>(app: &TestApp, community: &Community, job: &J) {
    let tx = app.db().write(&Scope::job(community.id, "test")).await.unwrap();
    tx.enqueue(job).await.unwrap();
    tx.commit().await.unwrap();
    app.work().await;
}

/// What the street sees of both communities, and of each.
async fn seen(app: &TestApp, street: &Street, codes: [&str; 2]) -> [[i64; 5]; 3] {
    app.work().await;
    let admin = app.street_admin(street).await;
    let seen = app.get(&admin.token, "/api/v1/street/dashboard?from=2026-03-01&to=2026-03-31").await.expect(200);
    let read = |figures: &Value| MEASURES.map(|measure| figures[measure].as_i64().unwrap_or_default());
    let community = |code: &str| {
        let row = seen["communities"].as_array().expect("communities").iter().find(|row| row["code"] == code).expect("a community");
        read(&row["measures"])
    };
    let [one, other] = codes.map(community);
    [read(&seen["totals"]), one, other]
}

#[tokio::test]
async fn the_street_sees_what_was_in_time_solved_and_to_peoples_content_in_each_community() {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let codes = ["120113004017", "120113004024"];
    let communities = [app.community(&street, codes[0]).await, app.community(&street, codes[1]).await];
    let (one, other) = (Side::set(&app, &communities[0]).await, Side::set(&app, &communities[1]).await);

    // The first: three at once, of which one is not solved and one says nothing of how it was; one is late.
    let late = one.take("门禁卡补办", None).await;
    for (title, solved, rating) in [("怎么办居住证", true, Some(5)), ("医保转移", true, None), ("老年卡年审", false, Some(2))]
    {
        let matter = one.take(title, Some("当场告知")).await;
        one.ask(&matter, solved, rating).await;
    }
    // The second: two at once, solved; one of them is not content.
    let mut solved = Vec::new();
    for (title, rating) in [("社保卡激活", 4), ("租房备案", 3)] {
        solved.push(other.take(title, Some("当场告知")).await);
        other.ask(solved.last().unwrap(), true, Some(rating)).await;
    }
    // What is taken up again is not dealt with any more, but whoever was asked has said that it is not solved.
    assert_eq!(seen(&app, &street, codes).await, [[4, 4, 5, 4, 2], [2, 2, 3, 2, 1], [2, 2, 2, 2, 1]]);

    app.set_clock("2026-03-20T01:00:00Z".parse().unwrap()).await;
    one.complete(&late).await;
    one.ask(&late, true, Some(4)).await;
    assert_eq!(seen(&app, &street, codes).await, [[5, 4, 6, 5, 3], [3, 2, 4, 3, 2], [2, 2, 2, 2, 1]], "late, but solved");

    // Four weeks later it turns out not to be solved: it counts so on the day on which people were asked.
    app.set_clock("2026-04-06T01:00:00Z".parse().unwrap()).await;
    let recheck = json!({"solved": false, "note": "又来问了"});
    app.post(&other.staff.token, &format!("/api/v1/matters/{}/recheck", solved[0]), recheck).await.expect(200);
    assert_eq!(seen(&app, &street, codes).await, [[4, 3, 6, 4, 3], [3, 2, 4, 3, 2], [1, 1, 2, 1, 1]]);
}

#[tokio::test]
async fn whoever_is_asked_anew_counts_once_by_what_they_say_last() {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let codes = ["120113004017", "120113004024"];
    let communities = [app.community(&street, codes[0]).await, app.community(&street, codes[1]).await];
    let side = Side::set(&app, &communities[0]).await;
    let matter = side.take("怎么办居住证", Some("当场告知")).await;
    side.ask(&matter, false, Some(1)).await;
    assert_eq!(seen(&app, &street, codes).await[1], [0, 0, 1, 0, 0]);
    app.set_clock("2026-03-11T01:00:00Z".parse().unwrap()).await;
    side.complete(&matter).await;
    assert_eq!(seen(&app, &street, codes).await[1], [1, 1, 1, 0, 0], "nobody was asked since");
    side.ask(&matter, true, Some(5)).await;
    assert_eq!(seen(&app, &street, codes).await[1], [1, 1, 1, 1, 1]);
}
