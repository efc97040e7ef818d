//! Moving ledgers: what may stand in them, who sees what, what became of a row, who is reminded of it.

use mulin_entity::{kernel::Scope, ledgers::job::Remind};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use super::ledgers_scene::{NUMBER, OTHER_NUMBER, Scene, day_rental, path, row_path, zhou};

fn with(mut values: Value, code: &str, text: &str) -> Value {
    values[code] = json!(text);
    values
}

#[tokio::test]
async fn every_community_begins_with_the_four_ledgers() {
    let scene = Scene::set().await;
    let ledgers = scene.app.get(&scene.east.token, "/api/v1/ledgers").await.items();
    let names: Vec<&str> = ledgers.iter().map(|ledger| ledger["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 4);
    for name in ["流动人口台账", "商铺台账", "群租房台账", "日租房台账"] {
        assert!(names.contains(&name), "{name}");
    }
}

#[tokio::test]
async fn a_row_is_kept_in_one_form_shown_masked_and_found_by_whole_numbers_only() {
    let scene = Scene::set().await;
    let ledger = scene.ledger("floating").await;
    let row = scene.add(&ledger, zhou()).await;
    let values = &row["values"];
    assert_eq!((&values["phone"], &values["id_number"]), (&json!("138****1234"), &json!("1101**********002X")));
    assert_eq!((&values["address"], &values["registered_on"]), (&json!("3号楼2单元501"), &json!("2026-03-01")));
    assert_eq!((&row["title"], &row["state"], &row["valid_until"]), (&json!("周建军"), &json!("holding"), &json!("2026-04-30")));
    for query in ["query=建军", "query=沧州", "query=3号楼", "query=13800001234", "query=11010519491231002x", "column=reason&value=务工"]
    {
        assert_eq!(scene.find(&scene.staff, &ledger, query).await, ["周建军"], "{query}");
    }
    for query in ["query=1380000", "query=1949", "column=reason&value=经商", "state=ended", "state=expiring"] {
        assert!(scene.find(&scene.staff, &ledger, query).await.is_empty(), "{query}");
    }
}

#[tokio::test]
async fn nothing_sensitive_stands_in_the_database_in_the_open() {
    let scene = Scene::set().await;
    let ledger = scene.ledger("floating").await;
    let row = scene.add(&ledger, zhou()).await;
    scene.change(&ledger, &row, json!({"phone": "13900005678"})).await;
    for table in ["ledger_entry", "ledger_key", "ledger_change", "audit_entry"] {
        let all = Statement::from_string(scene.app.raw.get_database_backend(), format!("SELECT * FROM {table}"));
        let rows = scene.app.raw.query_all_raw(all).await.unwrap();
        assert!(!rows.is_empty(), "{table}");
        let shown = format!("{rows:?}");
        assert!(!shown.contains(NUMBER) && !shown.contains("13800001234") && !shown.contains("13900005678"), "{table}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_for_each_column() {
    let scene = Scene::set().await;
    let ledger = scene.ledger("floating").await;
    let values = json!({"name": "周建军", "id_number": "110105194912310021", "reason": "旅游", "address": "河边", "valid_until": "明年", "shoe_size": "42"});
    let refused = scene.app.post(&scene.staff.token, &path(&ledger, "/rows"), json!({ "values": values })).await.expect(422);
    let mut wrong: Vec<(&str, &str)> = refused["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| (fault["field"].as_str().unwrap(), fault["code"].as_str().unwrap()))
        .collect();
    wrong.sort_unstable();
    let expected = [
        ("values.address", "people.address_unreadable"),
        ("values.from", "ledgers.value_wanted"),
        ("values.id_number", "people.id_number_check_digit"),
        ("values.reason", "ledgers.not_a_choice"),
        ("values.registered_on", "ledgers.value_wanted"),
        ("values.shoe_size", "ledgers.column_unknown"),
        ("values.valid_until", "ledgers.not_a_day"),
    ];
    assert_eq!(wrong, expected);
}

#[tokio::test]
async fn only_one_row_that_holds_has_a_unique_value() {
    let scene = Scene::set().await;
    let ledger = scene.ledger("floating").await;
    let first = scene.add(&ledger, zhou()).await;
    let again = json!({ "values": with(zhou(), "name", "周建君") });
    let refused = scene.app.post(&scene.staff.token, &path(&ledger, "/rows"), again.clone()).await.expect(409);
    assert_eq!((&refused["code"], &refused["fields"][0]["field"]), (&json!("ledgers.taken"), &json!("values.id_number")));

    let end = json!({"reason": "已离开本社区"});
    let ended = scene.app.post(&scene.staff.token, &row_path(&ledger, &first, "/end"), end.clone()).await.expect(200);
    assert_eq!((&ended["state"], &ended["ended_on"]), (&json!("ended"), &json!("2026-03-09")));
    scene.app.post(&scene.staff.token, &row_path(&ledger, &first, "/end"), end).await.expect(409);
    scene.app.post(&scene.staff.token, &path(&ledger, "/rows"), again).await.expect(201);
    scene.app.post(&scene.staff.token, &row_path(&ledger, &first, "/reopen"), Value::Null).await.expect(409);
    assert_eq!(scene.find(&scene.staff, &ledger, "state=all").await.len(), 2, "what ended stays");
}

#[tokio::test]
async fn a_row_keeps_who_changed_what_from_which_value_to_which() {
    let scene = Scene::set().await;
    let ledger = scene.ledger("floating").await;
    let row = scene.add(&ledger, zhou()).await;
    let changed = scene.change(&ledger, &row, json!({"phone": "13900005678", "reason": "经商", "name": "周建军", "note": ""})).await;
    assert_eq!(changed["revision"], 2);
    let stale = json!({"revision": 1, "values": {"reason": "求学"}});
    assert_eq!(scene.app.patch(&scene.staff.token, &row_path(&ledger, &row, ""), stale).await.status, 412);

    let history = scene.history(&ledger, &row).await;
    assert_eq!(history.iter().map(|event| event["kind"].as_str().unwrap()).collect::<Vec<_>>(), ["changed", "added"]);
    let cells = json!([
        {"column": "phone", "title": "联系电话", "before": "138****1234", "after": "139****5678"},
        {"column": "reason", "title": "来此事由", "before": "务工", "after": "经商"}
    ]);
    assert_eq!((&history[0]["cells"], &history[0]["by"]), (&cells, &json!("staff 王")));
}

#[tokio::test]
async fn a_sensitive_value_is_shown_for_a_reason_that_the_audit_book_keeps() {
    let scene = Scene::set().await;
    let ledger = scene.ledger("floating").await;
    let row = scene.add(&ledger, zhou()).await;
    let unmask = row_path(&ledger, &row, "/unmask");
    scene.app.post(&scene.staff.token, &unmask, json!({"column": "phone", "reason": ""})).await.expect(422);
    scene.app.post(&scene.staff.token, &unmask, json!({"column": "name", "reason": "电话核实到期"})).await.expect(422);
    let shown = scene.app.post(&scene.staff.token, &unmask, json!({"column": "phone", "reason": "电话核实到期"})).await.expect(200);
    assert_eq!(shown["value"], "13800001234");
    let audit = scene.app.get(&scene.admin.token, "/api/v1/audit").await.items();
    assert!(audit.iter().any(|entry| entry["action"] == "ledgers.unmask"));
}

#[tokio::test]
async fn a_grid_worker_sees_and_writes_the_rows_of_the_own_grids() {
    let scene = Scene::set().await;
    let ledger = scene.ledger("floating").await;
    let row = scene.add(&ledger, zhou()).await;
    assert_eq!(scene.find(&scene.east, &ledger, "").await, ["周建军"]);
    assert!(scene.find(&scene.west, &ledger, "").await.is_empty());
    scene.app.get(&scene.west.token, &row_path(&ledger, &row, "")).await.expect(404);
    let elsewhere = json!({ "values": with(zhou(), "id_number", OTHER_NUMBER) });
    let refused = scene.app.post(&scene.west.token, &path(&ledger, "/rows"), elsewhere).await.expect(422);
    assert_eq!(refused["fields"][0]["field"], "values.address", "a door of another grid is not there");

    let building =
        scene.app.get(&scene.admin.token, "/api/v1/buildings").await.items().into_iter().find(|one| one["name"] == "3号楼").unwrap();
    let grids = scene.app.get(&scene.admin.token, "/api/v1/grids").await.items();
    let west = grids.iter().find(|grid| grid["code"] == "02").unwrap();
    let moved = format!("/api/v1/buildings/{}", building["id"].as_str().unwrap());
    scene.app.patch(&scene.admin.token, &moved, json!({"grid_id": west["id"]})).await.expect(200);
    assert_eq!(scene.find(&scene.west, &ledger, "").await, ["周建军"], "a building takes its rows along");
    assert!(scene.find(&scene.east, &ledger, "").await.is_empty());
}

#[tokio::test]
async fn a_community_makes_a_ledger_of_its_own_and_changes_its_columns() {
    let scene = Scene::set().await;
    let pets = json!({
        "name": "犬只台账", "notice_days": 15,
        "columns": [
            {"title": "犬名", "kind": "text", "required": true, "meaning": "title"},
            {"title": "主人", "kind": "person"},
            {"title": "犬证至", "kind": "date", "meaning": "valid_until"}
        ]
    });
    let made = scene.app.post(&scene.admin.token, "/api/v1/ledgers", pets.clone()).await.expect(201);
    assert_eq!(made["columns"][1]["code"], "c2");
    scene.app.post(&scene.admin.token, "/api/v1/ledgers", pets.clone()).await.expect(422);
    scene.app.post(&scene.staff.token, "/api/v1/ledgers", pets).await.expect(403);
    let owner = json!({"name": "张秀英", "address": "3-2-501", "birth_date": "1950-01-01"});
    scene.app.post(&scene.staff.token, "/api/v1/residents", owner).await.expect(201);
    let row = scene.add(&made, json!({"c1": "豆豆", "c2": "张秀英", "c3": "2026-03-20"})).await;
    assert_eq!((&row["values"]["c2"], &row["state"]), (&json!("张秀英"), &json!("expiring")));
    assert_eq!(scene.find(&scene.east, &made, "query=张秀英").await, ["豆豆"], "a row is where its resident lives");

    let mut decision = made.clone();
    for word in ["id", "code", "counts"] {
        decision.as_object_mut().unwrap().remove(word);
    }
    decision["columns"][1]["title"] = json!("犬主");
    decision["columns"].as_array_mut().unwrap().push(json!({"title": "毛色", "kind": "choice", "choices": ["黑", "白"], "required": true}));
    let changed = scene.app.put(&scene.admin.token, &path(&made, ""), decision.clone()).await.expect(200);
    assert_eq!((&changed["version"], &changed["columns"][3]["code"]), (&json!(2), &json!("c4")));
    assert_eq!(
        scene.app.put(&scene.admin.token, &path(&made, ""), decision.clone()).await.status,
        412,
        "of two who decide, the second looks again"
    );
    decision["version"] = json!(2);
    decision["columns"][0]["kind"] = json!("number");
    scene.app.put(&scene.admin.token, &path(&made, ""), decision).await.expect(422);

    let refused = json!({"revision": 1, "values": {"c1": "豆豆"}});
    let refused = scene.app.patch(&scene.staff.token, &row_path(&made, &row, ""), refused).await.expect(422);
    assert_eq!(refused["fields"][0]["field"], "values.c4", "a row is checked by the columns that hold now");
    scene.change(&made, &row, json!({"c4": "白"})).await;
}

#[tokio::test]
async fn rows_come_in_from_a_spreadsheet_with_a_fault_for_each_cell_and_none_twice() {
    let scene = Scene::set().await;
    let ledger = scene.ledger("floating").await;
    scene.add(&ledger, zhou()).await;
    let file = format!(
        "瑞景街道流动人口登记表,,,,,,,\n序号,姓 名,身份证号码,户籍地,来此事由,现住址,登记日期,有效期至\n\
         1,周建军,{NUMBER},河北沧州,经商,3号楼2单元501,2026-03-01,2026-09-30\n\
         2,吴小妹,{OTHER_NUMBER},安徽亳州,务工,5号楼1单元202,2026/3/2,2026年8月31日\n\
         3,郑错号,120113195001011111,山东德州,务工,5号楼1单元203,2026-03-02,2026-08-31\n\
         4,王无期,11010119900307109X,山东德州,旅游,河边,2026-03-02,\n合计,4人,,,,,,\n"
    );
    let import = scene.import(&ledger, file.clone().into_bytes()).await;
    let counts = ["total", "good", "bad", "skipped"].map(|count| import[count].as_i64().unwrap());
    assert_eq!((import["state"].as_str(), counts), (Some("done"), [4, 2, 2, 0]), "{import}");
    let faults = scene.app.get(&scene.staff.token, &format!("/api/v1/imports/{}/faults", import["id"].as_str().unwrap())).await.items();
    let cells: Vec<(&str, &str)> = faults.iter().map(|fault| (fault["cell"].as_str().unwrap(), fault["code"].as_str().unwrap())).collect();
    assert!(cells.contains(&("C5", "people.id_number_check_digit")) && cells.contains(&("F6", "people.address_unreadable")), "{cells:?}");
    assert!(cells.contains(&("H6", "ledgers.value_wanted")) && cells.contains(&("E6", "ledgers.not_a_choice")), "{cells:?}");
    assert!(!faults.iter().any(|fault| fault["value"].as_str().unwrap().contains("120113195001011111")));

    assert_eq!(scene.find(&scene.staff, &ledger, "").await, ["吴小妹", "周建军"]);
    assert_eq!(scene.find(&scene.staff, &ledger, "column=reason&value=经商").await, ["周建军"], "one who is there is completed");
    let again = scene.import(&ledger, file.into_bytes()).await;
    let counts = ["good", "bad", "skipped"].map(|count| again[count].as_i64().unwrap());
    assert_eq!(counts, [0, 2, 2], "sent again, nothing is new");
}

#[tokio::test]
async fn a_ledger_goes_out_as_its_reader_asks_for_it() {
    let scene = Scene::set().await;
    let ledger = scene.ledger("floating").await;
    scene.add(&ledger, with(zhou(), "note", "=HYPERLINK(\"http://x\")")).await;
    let layout = json!({"name": "派出所", "columns": [
        {"column": "#number", "title": "编号"}, {"column": "id_number", "title": "公民身份号码"}, {"column": "name"}, {"column": "note"}, {"column": "#state"}
    ]});
    let layout = scene.app.post(&scene.staff.token, &path(&ledger, "/layouts"), layout).await.expect(201);
    let export = async |rest: &str| {
        let answer = scene.app.get(&scene.staff.token, &path(&ledger, &format!("/export?{rest}"))).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        cells(&answer.bytes)
    };
    let chosen = format!("layout_id={}", layout["id"].as_str().unwrap());
    let rows = export(&chosen).await;
    assert_eq!(rows[0], ["编号", "公民身份号码", "姓名", "备注", "状态"]);
    assert_eq!(rows[1], ["1", "1101**********002X", "周建军", "=HYPERLINK(\"http://x\")", "在册"]);
    let open = export(&format!("{chosen}&unmask_reason=派出所核对")).await;
    assert_eq!(open[1][1], NUMBER);
    assert_eq!(export("state=ended").await.len(), 1, "what the filter leaves out stays inside");
    let template = scene.app.get(&scene.staff.token, &path(&ledger, "/template")).await;
    assert_eq!(cells(&template.bytes)[0][0], "姓名");
}

/// The texts of the first sheet; a cell that is a formula or a number would not be read as it stands there.
pub fn cells(workbook: &[u8]) -> Vec<Vec<String>> {
    use calamine::{Data, Reader, Xlsx};
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(workbook)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |cell: &Data| match cell {
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("{other:?} is no text"),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

#[tokio::test]
async fn one_message_a_day_tells_what_runs_out_until_it_is_renewed_or_ended() {
    let scene = Scene::set().await;
    let ledger = scene.ledger("floating").await;
    let row = scene.add(&ledger, with(zhou(), "valid_until", "2026-03-25")).await;
    let other = scene.add(&ledger, with(with(zhou(), "id_number", OTHER_NUMBER), "name", "吴小妹")).await;
    scene.change(&ledger, &other, json!({"valid_until": "2026-03-12"})).await;
    scene.go_to("2026-03-10T08:30:00").await;
    let told = scene.reminders(&scene.east);
    assert_eq!(told.len(), 1, "two rows, one message");
    assert!(told[0].body.contains("周建军") && told[0].body.contains("吴小妹"));
    assert!(scene.reminders(&scene.west).is_empty() && scene.reminders(&scene.admin).is_empty());

    remind_again(&scene).await;
    scene.go_to("2026-03-11T09:00:00").await;
    assert_eq!(scene.reminders(&scene.east).len(), 1, "not every day, and never twice on one");
    scene.go_to("2026-03-12T09:00:00").await;
    assert!(scene.reminders(&scene.east)[1].body.contains("今天到期"), "on the last day");
    scene.go_to("2026-03-13T09:00:00").await;
    assert!(scene.reminders(&scene.east)[2].body.contains("已过期 1 天"), "on the day after");

    scene.app.post(&scene.staff.token, &row_path(&ledger, &other, "/end"), json!({"reason": "已经离开"})).await.expect(200);
    let current = scene.app.get(&scene.staff.token, &row_path(&ledger, &row, "")).await.expect(200);
    scene.change(&ledger, &current, json!({"valid_until": "2026-12-31"})).await;
    for day in 14..30 {
        scene.go_to(&format!("2026-03-{day}T09:00:00")).await;
    }
    assert_eq!(scene.reminders(&scene.east).len(), 3, "renewed and ended rows are silent");
}

async fn remind_again(scene: &Scene) {
    let tx = scene.app.db().write(&Scope::job(scene.community.id, "test")).await.unwrap();
    tx.enqueue(&Remind { planned_at: scene.app.now() }).await.unwrap();
    tx.commit().await.unwrap();
    scene.app.work().await;
}

#[tokio::test]
async fn what_nobody_looks_after_is_told_to_the_administrators() {
    let scene = Scene::set().await;
    let ledger = scene.ledger("floating").await;
    scene.add(&ledger, with(with(zhou(), "valid_until", "2026-03-12"), "address", "8号楼1单元101")).await;
    scene.go_to("2026-03-10T08:30:00").await;
    assert_eq!(scene.reminders(&scene.admin).len(), 1);
    assert!(scene.reminders(&scene.east).is_empty());
}

#[tokio::test]
async fn an_inspection_sets_the_next_one_and_its_findings_stay_open_until_put_right() {
    let scene = Scene::set().await;
    let ledger = scene.ledger("day_rentals").await;
    let row = scene.add(&ledger, day_rental()).await;
    assert_eq!((&row["inspect_by"], &row["values"]["price"]), (&json!("2026-03-23"), &json!("128.00")));
    scene.go_to("2026-03-24T09:00:00").await;
    assert_eq!(scene.find(&scene.west, &ledger, "state=overdue").await, ["刘志国"]);
    assert!(scene.reminders(&scene.west).iter().any(|mail| mail.body.contains("已逾期 1 天")));

    let inspect = row_path(&ledger, &row, "/inspections");
    scene.app.post(&scene.west.token, &inspect, json!({"result": "findings"})).await.expect(422);
    let found = json!({"result": "findings", "findings": ["没有登记住客", "灭火器过期"]});
    let inspection = scene.app.post(&scene.west.token, &inspect, found).await.expect(201);
    let now = scene.app.get(&scene.west.token, &row_path(&ledger, &row, "")).await.expect(200);
    assert_eq!((&now["inspect_by"], &now["open_findings"], &now["inspection_overdue"]), (&json!("2026-04-07"), &json!(2), &json!(false)));

    let rectify = format!("{inspect}/{}/rectify", inspection["id"].as_str().unwrap());
    let put_right = scene.app.post(&scene.west.token, &rectify, json!({"finding": 1})).await.expect(200);
    assert_eq!(put_right["findings"][1]["fixed_on"], "2026-03-24");
    scene.app.post(&scene.west.token, &rectify, json!({"finding": 1})).await.expect(409);
    assert_eq!(scene.find(&scene.west, &ledger, "state=findings").await, ["刘志国"]);
    scene.app.post(&scene.west.token, &rectify, json!({"finding": 0})).await.expect(200);
    assert!(scene.find(&scene.west, &ledger, "state=findings").await.is_empty());
    let kinds: Vec<String> = scene.history(&ledger, &row).await.iter().map(|event| event["kind"].as_str().unwrap().to_owned()).collect();
    assert_eq!(kinds, ["rectified", "rectified", "inspected", "added"]);
    let floating = scene.ledger("floating").await;
    let zhou = scene.add(&floating, with(zhou(), "valid_until", "2026-12-31")).await;
    scene.app.post(&scene.staff.token, &row_path(&floating, &zhou, "/inspections"), json!({"result": "passed"})).await.expect(409);
}

#[tokio::test]
async fn the_figures_of_ledgers_reach_community_and_street() {
    let scene = Scene::set().await;
    let (floating, rentals) = (scene.ledger("floating").await, scene.ledger("day_rentals").await);
    scene.add(&floating, with(zhou(), "valid_until", "2026-03-20")).await;
    scene.add(&floating, with(with(zhou(), "valid_until", "2026-03-01"), "id_number", OTHER_NUMBER)).await;
    let row = scene.add(&rentals, day_rental()).await;
    scene.app.post(&scene.west.token, &row_path(&rentals, &row, "/inspections"), json!({"result": "passed"})).await.expect(201);
    scene.app.work().await;
    let dashboard = scene.app.get(&scene.admin.token, "/api/v1/dashboard").await.expect(200);
    let tile =
        |measure: &str| dashboard["tiles"].as_array().unwrap().iter().find(|tile| tile["measure"] == measure).unwrap()["value"].clone();
    let seen = ["ledgers.floating", "ledgers.day_rentals", "ledgers.expiring", "ledgers.expired", "ledgers.inspected"].map(tile);
    assert_eq!(seen, [2, 1, 1, 1, 1].map(|count| json!(count)));
    let chief = scene.app.street_admin(&scene.street).await;
    let street = scene.app.get(&chief.token, "/api/v1/street/dashboard").await.expect(200);
    assert_eq!(street["totals"]["ledgers.floating"], 2);
}
