//! Forms about households, dwellings and ledgers, summaries, and a community's own: as people notice them.

use mulin_entity::{
    forms::job::Prepare,
    people::ledger::{Column, Frame, Limits, export_framed, open, widths},
};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::forms::{PASSWORD, Scene, fault};

impl Scene {
    fn admin(&self) -> &str {
        &self.admins[0].token
    }

    /// Elders and children behind two doors, and one that stands empty.
    async fn neighbours(&self) {
        for (name, born, door, sex) in [
            ("王桂芬", "1941-05-04", "3-2-501", "female"),
            ("李国庆", "1938-10-01", "3-2-501", "male"),
            ("李小雨", "2017-05-04", "3-2-501", "female"),
            ("赵国强", "1950-02-11", "3-2-601", "male"),
        ] {
            self.resident(name, born, json!({"address": door, "sex": sex, "phone": "13800001234"})).await;
        }
    }

    async fn texts(&self) -> Vec<Vec<String>> {
        let text = |cell: &Value| cell["hand"].as_str().or(cell["known"].as_str()).unwrap_or_default().to_owned();
        let row = |row: Value| row["cells"].as_array().unwrap().iter().map(text).collect();
        self.rows("").await.into_iter().map(row).collect()
    }

    async fn shop(&self, name: &str, trade: &str) -> Value {
        let ledgers = self.app.get(self.admin(), "/api/v1/ledgers").await.items();
        let shops = ledgers.into_iter().find(|ledger| ledger["code"] == "shops").unwrap();
        let values = json!({"name": name, "trade": trade, "address": "3-2-501", "owner": "张三", "phone": "13900001234"});
        let path = format!("/api/v1/ledgers/{}/rows", shops["id"].as_str().unwrap());
        self.app.post(self.admin(), &path, json!({ "values": values })).await.expect(201)
    }

    async fn export(&self, query: &str) -> Vec<u8> {
        let id = self.filling().await["id"].as_str().unwrap().to_owned();
        let file = self.app.get(self.admin(), &format!("/api/v1/forms/{id}/export{query}")).await;
        assert_eq!(file.status, 200);
        file.bytes
    }
}

#[tokio::test]
async fn a_household_is_a_row_with_who_lives_there() {
    let scene = Scene::set().await;
    scene.neighbours().await;
    let columns = json!([
        {"fact": "number", "heading": "序号"}, {"fact": "head", "heading": "户主"}, {"fact": "members", "heading": "人口"},
        {"fact": "names", "heading": "家庭成员"}, {"fact": "elders", "heading": "60岁以上"}, {"fact": "children", "heading": "未成年人"},
        {"fact": "phone", "heading": "电话"}, {"fact": "room", "heading": "房号"}, {"fact": "tenancy", "heading": "用途"}
    ]);
    let plan = json!({
        "title": "家庭户登记表", "every": "month", "workday": 5, "subject": "household", "columns": columns,
        "cross": {"down": {"by": "size"}}
    });
    scene.want(plan.clone()).await;
    let rows = scene.texts().await;
    assert_eq!(rows[0][..3], ["1", "王桂芬", "3"]);
    assert_eq!(rows[0][3..], ["李国庆、王桂芬、李小雨", "2", "1", "138****1234", "501", "自住"]);
    assert_eq!(rows[1][..3], ["2", "赵国强", "1"]);
    let filling = scene.filling().await;
    assert_eq!((&filling["table"]["down"], &filling["table"]["cells"]), (&json!(["1 人", "3 人", "合计"]), &json!([[1], [1], [2]])));

    // Somebody moves in: the household says what changed, and the number of its row says nothing.
    scene.act("check").await.expect(200);
    scene.sign(PASSWORD).await.expect(200);
    scene.resident("王小明", "1970-01-01", json!({"address": "3-2-501"})).await;
    scene.app.set_clock("2026-04-01T01:00:00Z".parse().unwrap()).await;
    scene.run(&Prepare { planned_at: scene.app.now() }).await;
    let changed = scene.rows("?change=changed").await;
    assert_eq!(changed.len(), 1);
    assert_eq!((&changed[0]["cells"][2]["was"], &changed[0]["cells"][2]["known"]), (&json!("3"), &json!("4")));

    // One elder is enough for the whole household.
    let mut few = plan;
    (few["title"], few["from_age"]) = (json!("高龄户"), json!(80));
    scene.want(few).await;
    assert_eq!(scene.texts().await.len(), 1);
}

#[tokio::test]
async fn a_dwelling_is_a_row_even_if_nobody_lives_there() {
    let scene = Scene::set().await;
    scene.neighbours().await;
    let gone = scene.resident("孙秀英", "1946-03-20", json!({"address": "3-2-701"})).await;
    let left = json!({"kind": "moved_out", "on_day": "2026-03-01"});
    scene.app.post(scene.admin(), &format!("/api/v1/residents/{gone}/events"), left).await.expect(201);
    let columns = json!([
        {"fact": "address", "heading": "房屋"}, {"fact": "tenancy", "heading": "用途"}, {"fact": "households", "heading": "户数"},
        {"fact": "members", "heading": "人数"}
    ]);
    let plan = json!({
        "title": "房屋台账", "every": "month", "workday": 5, "subject": "dwelling", "columns": columns, "cross": {"down": {"by": "tenancy"}}
    });
    scene.want(plan.clone()).await;
    let rows = scene.texts().await;
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().any(|row| row[1..] == ["自住", "0", "0"]) && rows.iter().any(|row| row[1..] == ["自住", "1", "3"]), "{rows:?}");
    let mut rented = plan;
    (rented["title"], rented["tenancy"]) = (json!("出租房屋"), json!("rented"));
    scene.want(rented).await;
    assert!(scene.texts().await.is_empty());
}

#[tokio::test]
async fn a_ledger_is_a_form_whose_columns_are_facts() {
    let scene = Scene::set().await;
    for (name, trade) in [("王记面馆", "餐饮"), ("惠民超市", "零售"), ("好再来", "餐饮")] {
        scene.shop(name, trade).await;
    }
    let columns = json!([
        {"fact": "field", "field": "name", "heading": "店名"}, {"fact": "field", "field": "负责人电话", "heading": "电话"},
        {"fact": "field", "field": "gas", "heading": "燃气"}, {"fact": "standing", "heading": "状态"}, {"fact": "grid", "heading": "网格"},
        {"fact": "blank", "heading": "隐患"}
    ]);
    let plan = json!({
        "title": "餐饮商铺检查表", "every": "month", "workday": 5, "subject": "entry", "ledger": "shops", "columns": columns,
        "field": "trade", "value": "餐饮", "cross": {"down": {"by": "field", "field": "trade"}, "across": {"by": "standing"}}
    });
    scene.want(plan.clone()).await;
    let rows = scene.texts().await;
    assert_eq!(rows.len(), 2, "only what the form asks for");
    assert_eq!(
        (&rows[0][0], &rows[0][1]),
        (&"好再来".to_owned(), &"139****1234".to_owned()),
        "found by its title, masked as the ledger does"
    );
    assert_eq!(rows[0][3], "在册");
    let row = scene.rows("").await.remove(0);
    scene.write(&row, 5, Some("灭火器过期")).await.expect(200);
    scene.act("refill").await.expect(200);
    assert_eq!(scene.texts().await[0][5], "灭火器过期", "what was written by hand stays with its row");
    let file = scene.export("?unmask_reason=交市场监管所").await;
    assert!(file.len() > 1000);

    // A ledger that the community does not keep leaves the form empty.
    let mut other = plan;
    (other["title"], other["ledger"], other["field"], other["value"]) = (json!("电梯台账"), json!("电梯"), json!(""), json!(""));
    scene.want(other).await;
    assert!(scene.texts().await.is_empty());
}

#[tokio::test]
async fn a_community_makes_a_form_for_itself_and_nobody_has_to_accept_it() {
    let scene = Scene::set().await;
    scene.neighbours().await;
    let plan = json!({
        "title": "送餐意愿", "every": "once", "workday": 3, "from_age": 80,
        "columns": [{"fact": "name", "heading": "姓名"}, {"fact": "phone", "heading": "电话"}, {"fact": "blank", "heading": "是否送餐", "required": true}]
    });
    let seen = scene.app.post(scene.admin(), "/api/v1/form-previews", plan.clone()).await.expect(200);
    assert_eq!((&seen["count"], &seen["rows"][0][1], &seen["invented"]), (&json!(2), &json!("138****1234"), &json!(false)));
    let form = scene.app.post(scene.admin(), "/api/v1/own-forms", plan.clone()).await.expect(201);
    let path = format!("/api/v1/own-forms/{}", form["id"].as_str().unwrap());
    assert_eq!(scene.app.post(scene.admin(), &format!("{path}/fillings"), Value::Null).await.code(), "forms.not_issued");
    let issued = scene.app.post(scene.admin(), &format!("{path}/issue"), json!({"revision": 1})).await.expect(200);
    assert_eq!(scene.app.post(scene.admin(), &format!("{path}/fillings"), Value::Null).await.code(), "forms.begun", "once a day");
    assert_eq!((&scene.filling().await["own"], &scene.filling().await["totals"]["missing"]), (&json!(true), &json!(2)));
    for row in scene.rows("").await {
        scene.write(&row, 2, Some("是")).await.expect(200);
    }
    scene.act("check").await.expect(200);
    let signed = scene.sign(PASSWORD).await.expect(200);
    assert_eq!((&signed["state"], signed["accepted_at"].is_string()), (&json!("accepted"), true));
    assert_eq!(scene.app.get(&scene.boss.token, "/api/v1/street/forms").await.items().len(), 0, "the street has nothing to do with it");
    let figures = scene.app.get(scene.admin(), "/api/v1/forms?open=true").await.items();
    assert!(figures.is_empty());

    // Another version, another day: what was there in both is compared.
    let mut other = plan;
    other["revision"] = issued["revision"].clone();
    other["columns"] =
        json!([{"fact": "number", "heading": "序号"}, {"fact": "name", "heading": "姓名"}, {"fact": "blank", "heading": "是否送餐"}]);
    let drafted = scene.app.put(scene.admin(), &path, other).await.expect(200);
    scene.app.advance(chrono::Duration::days(1)).await;
    scene.app.post(scene.admin(), &format!("{path}/issue"), json!({"revision": drafted["revision"]})).await.expect(200);
    let rows = scene.rows("?change=changed").await;
    assert_eq!((rows.len(), &rows[0]["cells"][2]["was"]), (2, &json!("是")), "it was said last time, and is not yet now");
    assert_eq!(scene.app.get(scene.admin(), &format!("{path}/fillings")).await.items().len(), 2);
    let stranger = scene.app.get(&scene.admins[1].token, &path).await;
    assert_eq!(stranger.status, 404);
    let form = scene.app.get(scene.admin(), &path).await.expect(200);
    scene.app.post(scene.admin(), &format!("{path}/end"), json!({"revision": form["revision"]})).await.expect(200);
    assert_eq!(scene.app.post(scene.admin(), &format!("{path}/fillings"), Value::Null).await.code(), "forms.ended");
}

#[tokio::test]
async fn the_street_sees_invented_rows_while_it_designs() {
    let scene = Scene::set().await;
    scene.neighbours().await;
    let plan = json!({
        "title": "登记表", "every": "month", "workday": 5,
        "columns": [{"fact": "name", "heading": "姓名"}, {"fact": "phone", "heading": "电话"}, {"fact": "constant", "heading": "街道", "text": "瑞景"}]
    });
    let seen = scene.app.post(&scene.boss.token, "/api/v1/street/form-previews", plan).await.expect(200);
    assert_eq!((&seen["invented"], &seen["rows"][0]), (&json!(true), &json!(["示例甲", "138****0001", "瑞景"])));
    assert!(!seen.to_string().contains("王桂芬"));
    let choices = scene.app.get(&scene.boss.token, "/api/v1/street/form-subjects").await.expect(200);
    assert_eq!((choices["subjects"].as_array().unwrap().len(), choices["ledgers"].as_array().unwrap().len()), (4, 4));
}

/// A department's empty workbook.
fn workbook() -> Vec<u8> {
    let columns =
        [("序号", 6.0), ("户 主", 14.0), ("住址", 30.0), ("家庭人口（人）", 12.0), ("联系电话", 18.0), ("是否安装燃气报警器", 22.0)];
    let columns = columns.map(|(header, width)| Column { header: header.to_owned(), width });
    let frame = Frame {
        above: vec!["某区燃气安全入户排查登记表".to_owned(), "填报单位：          年  月  日".to_owned()],
        below: vec!["填表人：      审核人：".to_owned()],
    };
    export_framed("排查表", &frame, &columns, std::iter::empty()).unwrap()
}

#[tokio::test]
async fn a_departments_workbook_becomes_a_form_and_goes_out_as_it_came() {
    let scene = Scene::set().await;
    scene.neighbours().await;
    let send = async |bytes: Vec<u8>| {
        let body = Form::new().text("subject", "household").part("file", Part::bytes(bytes).file_name("排查.xlsx"));
        scene.app.upload(&scene.boss.token, "/api/v1/street/form-sheets", body).await
    };
    let plan = send(workbook()).await.expect(200);
    assert_eq!(plan["title"], "某区燃气安全入户排查登记表");
    let facts: Vec<&str> = plan["columns"].as_array().unwrap().iter().map(|column| column["fact"].as_str().unwrap()).collect();
    assert_eq!(facts, ["number", "head", "address", "members", "phone", "blank"]);
    assert_eq!((plan["above"].as_array().unwrap().len(), &plan["below"]), (2, &json!(["填表人: 审核人:"])));
    assert_eq!(send(b"PK\x03\x04 no workbook".to_vec()).await.status, 415);
    assert_eq!(send("说明\n请填写\n".into()).await.status, 422);

    scene.want(plan).await;
    let bytes = scene.export("").await;
    let today = scene.app.now().date_naive();
    let (sheet, form) = open(&bytes, &Limits::default(), &mulin_entity::people::ledger::Residents { today }).unwrap();
    assert_eq!(form.headers, ["序号", "户 主", "住址", "家庭人口(人)", "联系电话", "是否安装燃气报警器"]);
    assert_eq!(form.first, 3, "the lines above are there");
    assert_eq!(sheet.rows[3].cells[1].shown(), "王桂芬");
    assert_eq!(sheet.rows.last().unwrap().cells[0].shown(), "填表人: 审核人:");
    let widths = widths(&bytes, &Limits::default(), &sheet.name);
    assert!((widths[&2] - 30.0).abs() < 1.0 && (widths[&5] - 22.0).abs() < 1.0, "{widths:?}");
}

#[tokio::test]
async fn a_summary_has_no_rows_and_few_of_a_sensitive_class_are_hidden() {
    let scene = Scene::set().await;
    scene.neighbours().await;
    let by = |down: &str, across: &str| json!({"down": {"by": down}, "across": {"by": across}});
    let plan = |title: &str, cross: Value| json!({"title": title, "every": "month", "workday": 5, "columns": [], "cross": cross});
    let plain = scene.want(plan("年龄性别", by("age_band", "sex"))).await;
    assert!(scene.rows("").await.is_empty());
    let filling = scene.filling().await;
    assert_eq!((&filling["table"]["down"], &filling["totals"]["rows"]), (&json!(["0 岁起", "70 岁起", "80 岁起", "合计"]), &json!(4)));
    scene.hand_in(&plain, "2026-02-01").await;
    let seen = scene.see(&plain).await.expect(200);
    assert_eq!(seen["table"]["cells"], json!([[0, 1, 1], [1, 0, 1], [1, 1, 2], [2, 2, 4]]));

    let groups = scene.want(plan("类别", by("group", "grid"))).await;
    scene.hand_in(&groups, "2026-02-01").await;
    let own = scene.filling().await;
    let cells = own["table"]["cells"].as_array().unwrap();
    assert!(cells.iter().all(|line| line[0] == 4), "a community sees its own: {cells:?}");
    let seen = scene.see(&groups).await.expect(200);
    assert!(seen["table"]["cells"].as_array().unwrap().iter().flat_map(|line| line.as_array().unwrap()).all(Value::is_null), "{seen}");
    assert_eq!(fault(&scene.app.post(&scene.boss.token, "/api/v1/street/forms", plan("x", by("size", "sex"))).await), "forms.by_unfit");
}

#[tokio::test]
async fn a_table_of_figures_is_the_streets_and_asks_nobody() {
    let scene = Scene::set().await;
    let measures = json!([{"measure": "elders.listed", "heading": "在册老人"}, {"measure": "forms.due", "heading": "应报表"}]);
    let plan = json!({"title": "月度指标", "every": "month", "workday": 5, "columns": [], "measures": measures});
    let mut wrong = plan.clone();
    wrong["measures"][0]["measure"] = json!("elders.none");
    assert_eq!(fault(&scene.app.post(&scene.boss.token, "/api/v1/street/forms", wrong).await), "reports.measure_unknown");
    let asked =
        scene.want(json!({"title": "居民表", "every": "month", "workday": 5, "columns": [{"fact": "name", "heading": "姓名"}]})).await;
    assert_eq!(asked["version"], 1);
    let form = scene.want(plan).await;
    assert_eq!(scene.app.get(scene.admin(), "/api/v1/forms").await.items().len(), 1, "no community fills in figures");
    let path = format!("/api/v1/street/forms/{}", form["id"].as_str().unwrap());
    let table = scene.app.get(&scene.boss.token, &format!("{path}/figures?month=2026-03-09")).await.expect(200);
    assert_eq!(
        (&table["headings"], &table["month"], &table["totals"][1]),
        (&json!(["在册老人", "应报表"]), &json!("2026-03-01"), &json!(2))
    );
    assert_eq!(table["communities"].as_array().unwrap().len(), 2);
    let file = scene.app.get(&scene.boss.token, &format!("{path}/export?period=2026-03-01")).await;
    assert!(file.header("content-disposition").contains("2026-03"));
}
