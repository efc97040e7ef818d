//! Forms, as people notice them: filled from what is known, corrected by hand, signed, and read by the street without a person.

use mulin_entity::{
    forms::job::{Prepare, Remind},
    kernel::{Job, Role, Scope},
    people::ledger::{Limits, Residents, open},
    tenancy::job::SetUp,
};
use mulin_tests::{Answer, Community, Member, Street, TestApp};
use serde_json::{Value, json};

pub(crate) const PASSWORD: &str = "seven brown sparrows";

pub(crate) struct Scene {
    pub app: TestApp,
    pub street: Street,
    pub communities: [Community; 2],
    pub boss: Member,
    pub admins: [Member; 2],
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China.
    pub async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let communities = [app.community(&street, "120113004024").await, app.community(&street, "120113004017").await];
        let boss = app.street_admin(&street).await;
        let admins = [app.member(&communities[0], Role::CommunityAdmin).await, app.member(&communities[1], Role::CommunityAdmin).await];
        app.give_password(&admins[0], PASSWORD).await;
        let scene = Self { app, street, communities, boss, admins };
        scene.run(&SetUp {}).await;
        scene
    }

    pub async fn run<J: Job>(&self, job: &J) {
        let tx = self.app.db().write(&Scope::job(self.communities[0].id, "test")).await.unwrap();
        tx.enqueue(job).await.unwrap();
        tx.commit().await.unwrap();
        self.app.work().await;
    }

    pub async fn resident(&self, name: &str, born: &str, more: Value) -> String {
        let mut person = json!({"name": name, "birth_date": born, "address": "3-2-501", "groups": ["alone"], "override_duplicate": true});
        more.as_object().into_iter().flatten().for_each(|(key, value)| person[key] = value.clone());
        let made = self.app.post(&self.admins[0].token, "/api/v1/residents", person).await.expect(201);
        made["id"].as_str().unwrap().to_owned()
    }

    /// The elders of 60 years and more, each month, by the tenth workday.
    async fn ask(&self) -> Value {
        self.want(design()).await
    }

    /// Has a form designed, issued and begun.
    pub async fn want(&self, plan: Value) -> Value {
        // The latest is listed first.
        self.app.advance(chrono::Duration::minutes(1)).await;
        let form = self.app.post(&self.boss.token, "/api/v1/street/forms", plan).await.expect(201);
        let path = format!("/api/v1/street/forms/{}/issue", form["id"].as_str().unwrap());
        let form = self.app.post(&self.boss.token, &path, json!({"revision": form["revision"]})).await.expect(200);
        self.app.work().await;
        form
    }

    pub async fn filling(&self) -> Value {
        self.app.get(&self.admins[0].token, "/api/v1/forms").await.items().remove(0)
    }

    pub async fn rows(&self, query: &str) -> Vec<Value> {
        let id = self.filling().await["id"].as_str().unwrap().to_owned();
        self.app.get(&self.admins[0].token, &format!("/api/v1/forms/{id}/rows{query}")).await.items()
    }

    pub async fn act(&self, act: &str) -> Answer {
        let filling = self.filling().await;
        let path = format!("/api/v1/forms/{}/act", filling["id"].as_str().unwrap());
        self.app.post(&self.admins[0].token, &path, json!({"act": act, "revision": filling["revision"]})).await
    }

    pub async fn write(&self, row: &Value, column: u8, text: Option<&str>) -> Answer {
        let path = format!("/api/v1/forms/{}/form-rows/{}", self.filling().await["id"].as_str().unwrap(), row["id"].as_str().unwrap());
        let body = json!({"column": column, "text": text, "revision": row["revision"]});
        self.app.put(&self.admins[0].token, &path, body).await
    }

    pub async fn sign(&self, password: &str) -> Answer {
        let filling = self.filling().await;
        let path = format!("/api/v1/forms/{}/submit", filling["id"].as_str().unwrap());
        self.app.post(&self.admins[0].token, &path, json!({"password": password, "revision": filling["revision"]})).await
    }

    pub async fn judge(&self, form: &Value, act: &str, period: &str, remark: &str) -> Answer {
        let path = format!("/api/v1/street/forms/{}/communities/{}/act", form["id"].as_str().unwrap(), self.communities[0].code);
        self.app.post(&self.boss.token, &path, json!({"act": act, "period": period, "remark": remark})).await
    }

    pub async fn see(&self, form: &Value) -> Answer {
        self.app.get(&self.boss.token, &format!("/api/v1/street/forms/{}", form["id"].as_str().unwrap())).await
    }

    pub async fn hand_in(&self, form: &Value, period: &str) {
        self.act("check").await.expect(200);
        self.sign(PASSWORD).await.expect(200);
        self.judge(form, "accept", period, "").await.expect(200);
    }

    async fn told(&self, who: &Member) -> Vec<String> {
        self.app.work().await;
        let subjects = self.app.mails_to(&who.email).into_iter().map(|mail| mail.subject().to_owned());
        subjects.filter(|subject| subject.starts_with("一表通")).collect()
    }
}

fn design() -> Value {
    json!({
        "title": "老年人基本情况表", "every": "month", "workday": 10, "from_age": 60,
        "columns": [
            {"fact": "name", "heading": "姓名"}, {"fact": "phone", "heading": "联系电话"}, {"fact": "age", "heading": "年龄"},
            {"fact": "constant", "heading": "街道", "text": "瑞景街道"}, {"fact": "blank", "heading": "是否装扶手"}
        ]
    })
}

/// What is wrong with the first field that is.
pub(crate) fn fault(answer: &Answer) -> String {
    answer.json()["fields"][0]["code"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_form_is_filled_from_what_is_known_corrected_signed_and_accepted() {
    let scene = Scene::set().await;
    scene.resident("王桂芬", "1941-05-04", json!({"phone": "13800001234", "sex": "female"})).await;
    scene.resident("赵国强", "1950-02-11", json!({})).await;
    scene.resident("李小明", "2010-02-11", json!({})).await;
    let form = scene.ask().await;
    assert_eq!(scene.told(&scene.admins[0]).await, ["一表通待核对：老年人基本情况表"]);
    let filling = scene.filling().await;
    assert_eq!((&filling["from_on"], &filling["due_on"]), (&json!("2026-02-01"), &json!("2026-03-13")));
    assert_eq!((&filling["totals"]["rows"], &filling["totals"]["missing"]), (&json!(2), &json!(1)), "one has no phone, one is a child");
    let rows = scene.rows("?missing=false").await;
    let row = rows.iter().find(|row| row["missing"] == 0).unwrap();
    let texts: Vec<&str> = row["cells"].as_array().unwrap().iter().map(|cell| cell["known"].as_str().unwrap()).collect();
    assert_eq!(texts, ["王桂芬", "138****1234", "84", "瑞景街道", ""]);
    let lacking = scene.rows("?missing=true").await;
    assert_eq!(lacking.len(), 1);
    let written = scene.write(&lacking[0], 1, Some("13900005678")).await.expect(200);
    assert_eq!((&written["missing"], &written["cells"][1]["hand"]), (&json!(0), &json!("139****5678")));
    assert_eq!(scene.write(&lacking[0], 1, Some("1")).await.code(), "kernel.stale");
    assert_eq!(scene.sign(PASSWORD).await.code(), "forms.wrong_state", "nobody has looked it over");
    scene.act("refill").await.expect(200);
    assert!(scene.rows("?missing=true").await.is_empty(), "what was written by hand stays");
    scene.act("check").await.expect(200);
    assert_eq!(scene.write(&scene.rows("").await[0], 4, Some("是")).await.code(), "forms.wrong_state");
    assert_eq!(fault(&scene.sign("not hers at all").await), "forms.password_wrong");
    let signed = scene.sign(PASSWORD).await.expect(200);
    assert_eq!((signed["hash"].as_str().unwrap().len(), &signed["totals"]["hand"]), (64, &json!(1)));
    assert_eq!(fault(&scene.judge(&form, "return", "2026-02-01", " ").await), "forms.reason_wanted");
    scene.judge(&form, "return", "2026-02-01", "扶手一列没有填").await.expect(200);
    assert_eq!(scene.told(&scene.admins[0]).await.last().unwrap(), "一表通被退回：老年人基本情况表");
    let row = scene.rows("").await.remove(0);
    scene.write(&row, 4, Some("是")).await.expect(200);
    scene.hand_in(&form, "2026-02-01").await;
    assert_ne!(scene.filling().await["hash"], signed["hash"], "another text has another hash");
    assert_eq!(scene.act("reopen").await.code(), "forms.wrong_state");
    scene.app.work().await;
    let figures = scene.app.get(&scene.admins[0].token, "/api/v1/dashboard").await.expect(200);
    let tile = |name: &str| figures["tiles"].as_array().unwrap().iter().find(|tile| tile["measure"] == name).unwrap()["value"].clone();
    assert_eq!((tile("forms.on_time"), tile("forms.cells_hand"), tile("forms.overdue")), (json!(1), json!(2), json!(0)));
}

#[tokio::test]
async fn the_next_one_says_what_changed_since() {
    let scene = Scene::set().await;
    let first = scene.resident("王桂芬", "1941-05-04", json!({"phone": "13800001234"})).await;
    let second = scene.resident("赵国强", "1950-02-11", json!({"phone": "13800001235"})).await;
    let form = scene.ask().await;
    scene.hand_in(&form, "2026-02-01").await;
    let token = &scene.admins[0].token;
    scene.app.patch(token, &format!("/api/v1/residents/{first}"), json!({"phone": "13800009999"})).await.expect(200);
    let died = json!({"kind": "death", "on_day": "2026-03-09"});
    scene.app.post(token, &format!("/api/v1/residents/{second}/events"), died).await.expect(201);
    scene.resident("孙秀英", "1946-03-20", json!({"phone": "13800001236"})).await;
    scene.app.set_clock("2026-04-01T01:00:00Z".parse().unwrap()).await;
    scene.run(&Prepare { planned_at: scene.app.now() }).await;
    let [changed, added, gone] = ["changed", "added", "gone"].map(|change| format!("?change={change}"));
    let row = scene.rows(&changed).await.remove(0);
    assert_eq!((&row["cells"][1]["was"], &row["cells"][1]["known"]), (&json!("138****1234"), &json!("138****9999")));
    assert_eq!(scene.rows(&added).await[0]["cells"][0]["known"], "孙秀英");
    assert_eq!(scene.rows(&gone).await[0]["cells"][0]["known"], "赵国强");
    assert_eq!(scene.filling().await["totals"]["rows"], 2);
    scene.run(&Prepare { planned_at: scene.app.now() + chrono::Duration::minutes(1) }).await;
    assert_eq!(scene.app.get(token, "/api/v1/forms").await.items().len(), 2, "each period is begun once");
}

#[tokio::test]
async fn the_street_reads_counts_and_hears_of_who_is_late() {
    let scene = Scene::set().await;
    scene.resident("王桂芬", "1941-05-04", json!({"sex": "female"})).await;
    let form = scene.ask().await;
    scene.app.set_clock("2026-03-16T01:00:00Z".parse().unwrap()).await;
    for minutes in [0, 10] {
        scene.run(&Remind { planned_at: scene.app.now() + chrono::Duration::minutes(minutes) }).await;
    }
    assert_eq!(scene.told(&scene.admins[0]).await[1..], ["一表通逾期：老年人基本情况表"]);
    assert_eq!(scene.told(&scene.boss).await, ["一表通逾期：老年人基本情况表"]);
    scene.hand_in(&form, "2026-02-01").await;
    let seen = scene.see(&form).await.expect(200);
    assert_eq!((&seen["table"]["down"], &seen["table"]["cells"]), (&json!(["80 岁起", "合计"]), &json!([[1], [1]])));
    assert!(!seen.to_string().contains("王桂芬"), "the street reads no person");
    let stranger = scene.app.street_admin(&scene.app.street("110101001").await).await;
    let path = format!("/api/v1/street/forms/{}", form["id"].as_str().unwrap());
    assert_eq!(scene.app.get(&stranger.token, &path).await.status, 404);
    assert_eq!(scene.app.get(&scene.boss.token, &format!("{path}/export")).await.status, 200);
    let ended = scene.app.post(&scene.boss.token, &format!("{path}/end"), Value::Null).await.expect(200);
    assert!(ended["ended_at"].is_string());
    assert_eq!(scene.street.code, "120113004");
}

#[tokio::test]
async fn what_was_accepted_is_corrected_by_another_edition_and_goes_out_masked() {
    let scene = Scene::set().await;
    scene.resident("王桂芬", "1941-05-04", json!({"phone": "13800001234"})).await;
    let form = scene.ask().await;
    scene.hand_in(&form, "2026-02-01").await;
    let path = format!("/api/v1/forms/{}", scene.filling().await["id"].as_str().unwrap());
    for (reason, phone) in [("", "138****1234"), ("?unmask_reason=上报区民政局", "13800001234")] {
        let file = scene.app.get(&scene.admins[0].token, &format!("{path}/export{reason}")).await;
        let (sheet, _) = open(&file.bytes, &Limits::default(), &Residents { today: scene.app.now().date_naive() }).unwrap();
        let texts: Vec<String> = sheet.rows[1].cells.iter().map(|cell| cell.shown().to_string()).collect();
        assert_eq!(texts[..2], ["王桂芬", phone]);
    }
    let correct = scene.app.post(&scene.admins[0].token, &format!("{path}/correct"), Value::Null).await.expect(201);
    assert_eq!((&correct["edition"], &correct["state"]), (&json!(2), &json!("draft")));
    assert_eq!(scene.app.post(&scene.admins[0].token, &format!("{path}/correct"), Value::Null).await.status, 409);
}

#[tokio::test]
async fn what_is_designed_holds_once_it_is_issued() {
    let scene = Scene::set().await;
    for (field, value, code) in [
        ("title", json!(" "), "forms.title_wanted"),
        ("workday", json!(0), "forms.workday_wanted"),
        ("columns", json!([]), "forms.columns_wanted"),
        ("columns", json!([{"fact": "households", "heading": "户数"}]), "forms.fact_unfit"),
        ("columns", json!([{"fact": "name", "heading": "姓名", "width": 500}]), "forms.width_implausible"),
        ("subject", json!("entry"), "forms.ledger_wanted"),
        ("measures", json!([{"measure": "visits.done", "heading": "探访"}]), "forms.figures_alone"),
    ] {
        let mut wrong = design();
        wrong[field] = value;
        assert_eq!(fault(&scene.app.post(&scene.boss.token, "/api/v1/street/forms", wrong).await), code);
    }
    let form = scene.ask().await;
    assert_eq!((&form["version"], &form["draft"]), (&json!(1), &Value::Null));
    let mut other = design();
    other["revision"] = form["revision"].clone();
    other["title"] = json!("老年人情况表");
    let path = format!("/api/v1/street/forms/{}", form["id"].as_str().unwrap());
    let drafted = scene.app.put(&scene.boss.token, &path, other.clone()).await.expect(200);
    assert_eq!((&drafted["version"], &drafted["title"]), (&json!(1), &json!("老年人基本情况表")), "what was issued holds");
    assert_eq!(scene.app.put(&scene.boss.token, &path, other).await.code(), "kernel.stale");
    let issued = scene.app.post(&scene.boss.token, &format!("{path}/issue"), json!({"revision": drafted["revision"]})).await.expect(200);
    assert_eq!((&issued["version"], issued["issues"].as_array().unwrap().len()), (&json!(2), 2), "every version is kept");
    let again = scene.app.post(&scene.boss.token, &format!("{path}/issue"), json!({"revision": issued["revision"]})).await;
    assert_eq!(again.code(), "forms.nothing_to_issue");
    scene.app.work().await;
    assert_eq!(scene.filling().await["title"], "老年人基本情况表", "what was begun stays as it was");
    scene.app.set_clock("2026-04-01T01:00:00Z".parse().unwrap()).await;
    scene.run(&Prepare { planned_at: scene.app.now() }).await;
    assert_eq!((&scene.filling().await["title"], &scene.filling().await["version"]), (&json!("老年人情况表"), &json!(2)));
}

#[tokio::test]
async fn a_password_is_not_guessed_by_signing() {
    let scene = Scene::set().await;
    scene.ask().await;
    scene.told(&scene.admins[0]).await;
    for _ in 0..10 {
        assert_eq!(fault(&scene.sign("not hers at all").await), "forms.password_wrong");
    }
    assert_eq!(scene.sign(PASSWORD).await.code(), "tenancy.log_in_limited");
}
