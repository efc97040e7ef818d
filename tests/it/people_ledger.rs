//! Ledgers as communities really keep them, going in and coming out.

use calamine::{Data, Reader, Xlsx};
use reqwest::multipart::{Form, Part};
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use serde_json::{Value, json};

use super::people::Scene;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// An identity number that is right, for the `serial`th somebody.
fn id_number(serial: u32) -> String {
    let born = chrono::NaiveDate::from_ymd_opt(1930, 1, 1).unwrap() + chrono::Days::new(u64::from(serial) % 15_000);
    let digits = format!("120113{}{:03}", born.format("%Y%m%d"), serial / 15_000 * 7 + 1);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{digits}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

/// What communities send: titles above the headers, columns in their own order, numbers that were identity numbers, dates of all kinds.
fn messy() -> Vec<u8> {
    workbook(|sheet| {
        sheet.merge_range(0, 0, 0, 7, "江南春色社区独居、空巢老人台账", &Format::new()).unwrap();
        sheet.merge_range(1, 0, 1, 7, "填表人：王芳　　　2026年3月", &Format::new()).unwrap();
        let headers = ["序号", "证件号码", "姓 名", "楼号", "房号", "手机号码", "特殊群体类别", "出生年月日", "风险等级"];
        for (column, header) in (0..).zip(headers) {
            sheet.write(2, column, header).unwrap();
        }
        let rows = [
            ["1", &id_number(1), " 张　秀英 ", "３号楼", "2-501", "１３８ ００００ １２３４", "独居、高龄", "", "红色"],
            ["2", "", "李建国", "12", "1101", "无", "空巢", "1949年3月8日", "中风险"],
            ["3", &id_number(2).to_lowercase(), "王芳", "3", "2-502", "022-26330000", "", "", "低"],
            ["4", "110105194912310021", "赵六", "3", "2-503", "", "", "", ""],
            ["5", "", "孙七", "3", "2-504", "1380000", "飞行员", "", ""],
        ];
        for (row, cells) in (3..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
        // Typed into a cell that was not text: the last digits are gone.
        sheet.write_number(8, 1, 120_113_194_903_081_230.0).unwrap();
        for (column, cell) in [(2, "周八"), (3, "3"), (4, "2-505")] {
            sheet.write_string(8, column, cell).unwrap();
        }
        // A date that is a serial number.
        let day = Format::new().set_num_format("yyyy/m/d");
        sheet.write_number_with_format(9, 7, 17_965.0, &day).unwrap();
        for (column, cell) in [(2, "吴九"), (3, "3"), (4, "2-506"), (6, "独居")] {
            sheet.write_string(9, column, cell).unwrap();
        }
        sheet.write_string(11, 0, "合计：7人").unwrap();
    })
}

impl Scene {
    async fn upload(&self, name: &str, bytes: Vec<u8>) -> mulin_tests::Answer {
        let form = Form::new().text("kind", "residents").part("file", Part::bytes(bytes).file_name(name.to_owned()));
        self.app.upload(&self.staff.token, "/api/v1/imports", form).await
    }

    /// Sends a ledger in, confirms what is suggested, and has it taken.
    async fn import(&self, name: &str, bytes: Vec<u8>) -> Value {
        let preview = self.upload(name, bytes).await.expect(201);
        self.start(&preview).await;
        self.app.work().await;
        self.app.get(&self.staff.token, &path(&preview, "")).await.expect(200)
    }

    async fn start(&self, preview: &Value) {
        let columns = preview["columns"].as_array().unwrap().iter().filter(|column| !column["field"].is_null());
        let mapping: serde_json::Map<_, _> = columns.map(|column| (column["index"].to_string(), column["field"].clone())).collect();
        self.app.post(&self.staff.token, &path(preview, "/start"), json!({ "mapping": mapping })).await.expect(200);
    }
}

fn path(import: &Value, rest: &str) -> String {
    format!("/api/v1/imports/{}{rest}", import["id"].as_str().unwrap())
}

fn counts(import: &Value) -> [i64; 4] {
    ["total", "good", "bad", "skipped"].map(|count| import[count].as_i64().unwrap())
}

#[tokio::test]
async fn a_messy_ledger_is_previewed_with_its_columns_recognised_and_masked() {
    let scene = Scene::set().await;
    let preview = scene.upload("独居老人.xlsx", messy()).await.expect(201);
    let columns: Vec<(&str, &str)> = preview["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| (column["header"].as_str().unwrap(), column["field"].as_str().unwrap_or("")))
        .collect();
    let expected = [
        ("序号", ""),
        ("证件号码", "id_number"),
        ("姓 名", "name"),
        ("楼号", "building"),
        ("房号", "room"),
        ("手机号码", "phone"),
        ("特殊群体类别", "groups"),
        ("出生年月日", "birth_date"),
        ("风险等级", "tier"),
    ];
    assert_eq!(columns, expected);
    assert!(!preview.to_string().contains(&id_number(1)), "nobody's number is shown before anything is decided");
    assert!(scene.find("").await.is_empty(), "nothing is taken before it is confirmed");
}

#[tokio::test]
async fn good_rows_are_taken_and_bad_ones_named_with_cell_and_reason() {
    let scene = Scene::set().await;
    let import = scene.import("独居老人.xlsx", messy()).await;
    assert_eq!((import["state"].as_str(), counts(&import)), (Some("done"), [7, 4, 3, 0]));

    let faults = scene.app.get(&scene.staff.token, &path(&import, "/faults")).await.items();
    let named: Vec<(&str, &str)> = faults.iter().map(|fault| (fault["cell"].as_str().unwrap(), fault["code"].as_str().unwrap())).collect();
    let expected = [
        ("B7", "people.id_number_check_digit"),
        ("F8", "people.phone_unreadable"),
        ("G8", "people.group_unknown"),
        ("B9", "people.id_number_turned_into_number"),
    ];
    assert_eq!(named, expected);
    assert!(faults[3]["message"].as_str().unwrap().contains("文本格式"));

    let people = scene.app.get(&scene.staff.token, "/api/v1/residents").await.items();
    let shown = |name: &str| people.iter().find(|person| person["name"] == name).unwrap();
    let zhang = shown("张秀英");
    assert_eq!((&zhang["tier"], &zhang["groups"], &zhang["phone"]), (&json!("red"), &json!(["alone", "very_old"]), &json!("138****1234")));
    assert_eq!(zhang["address"], "3号楼2单元501");
    assert_eq!(shown("李建国")["birth_date"], "1949-03-08");
    assert_eq!(shown("吴九")["birth_date"], "1949-03-08", "a serial number is a day");
}

#[tokio::test]
async fn a_ledger_that_is_sent_again_adds_nothing_and_its_corrections_are_taken() {
    let scene = Scene::set().await;
    scene.import("三月.xlsx", messy()).await;
    let again = scene.import("三月 (2).xlsx", messy()).await;
    assert_eq!(counts(&again), [7, 0, 3, 4]);
    assert_eq!(scene.app.get(&scene.staff.token, "/api/v1/residents").await.items().len(), 4);

    let moved = format!("姓名,身份证号,住址\n张秀英,{},9-1-101\n", id_number(1));
    let corrected = scene.import("四月.csv", moved.into_bytes()).await;
    assert_eq!(counts(&corrected), [1, 1, 0, 0]);
    let people = scene.app.get(&scene.staff.token, "/api/v1/residents?query=张秀英").await.items();
    assert_eq!((people.len(), people[0]["address"].as_str(), people[0]["tier"].as_str()), (1, Some("9号楼1单元101"), Some("red")));
}

#[tokio::test]
async fn a_mapping_is_remembered_for_the_next_ledger_of_the_form() {
    let scene = Scene::set().await;
    let csv = format!("居民姓名,门牌,情况说明\n{},3-2-501,独居\n", "张三");
    let first = scene.upload("一.csv", csv.into_bytes()).await.expect(201);
    let start = json!({"mapping": {"0": "name", "1": "address", "2": "groups"}});
    scene.app.post(&scene.staff.token, &path(&first, "/start"), start.clone()).await.expect(200);
    assert_eq!(scene.app.post(&scene.staff.token, &path(&first, "/start"), start).await.code(), "people.import_started");
    scene.app.work().await;

    let swapped = "情况说明,居民姓名,门牌\n空巢,李四,3-2-502\n";
    let second = scene.upload("二.csv", swapped.as_bytes().to_vec()).await.expect(201);
    let fields: Vec<&str> = second["columns"].as_array().unwrap().iter().map(|column| column["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["groups", "name", "address"]);
    assert_eq!(second["columns"][0]["confidence"], 1.0);
    // A form without known headers is refused, with what to do about it.
    assert_eq!(scene.upload("三.csv", "甲,乙\n王五,3-2-501\n".as_bytes().to_vec()).await.status, 422);
}

#[tokio::test]
async fn an_old_encoding_is_read_and_other_files_are_refused() {
    let scene = Scene::set().await;
    let text = format!("姓名,身份证号,住址\n张秀英,{},3-2-501\n", id_number(1));
    let (bytes, ..) = encoding_rs::GB18030.encode(&text);
    assert_eq!(counts(&scene.import("gbk.csv", bytes.into_owned()).await), [1, 1, 0, 0]);
    let codes = [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "people.ledger_old_workbook"),
        (b"PK\x03\x04 but nothing else".to_vec(), "people.ledger_broken"),
        (b"\x00\x01\x02\x03".to_vec(), "people.ledger_broken"),
        ("姓名,住址\n".repeat(60_000).into_bytes(), "people.ledger_too_large"),
    ];
    for (bytes, code) in codes {
        assert_eq!(scene.upload("x", bytes).await.code(), code);
    }
}

#[tokio::test]
async fn an_import_whose_file_is_lost_or_damaged_says_so() {
    let scene = Scene::set().await;
    let text = format!("姓名,身份证号,住址\n张秀英,{},3-2-501\n", id_number(1));
    let started = async |name: &str| {
        let preview = scene.upload(name, text.clone().into_bytes()).await.expect(201);
        scene.start(&preview).await;
        preview
    };
    let files = || walkdir(&scene.app.data().join("files"));
    let shown = async |import: &Value| scene.app.get(&scene.staff.token, &path(import, "")).await.expect(200);

    let lost = started("丢失.csv").await;
    files().iter().for_each(|file| std::fs::remove_file(file).unwrap());
    scene.app.work().await;
    let lost = shown(&lost).await;
    assert_eq!((&lost["state"], &lost["failure"]["code"]), (&json!("failed"), &json!("people.import_file_gone")));
    assert!(lost["failure"]["message"].as_str().unwrap().contains("重新上传"));

    let damaged = started("损坏.csv").await;
    files().iter().for_each(|file| std::fs::write(file, b"rubbish").unwrap());
    scene.app.work().await;
    assert_eq!(shown(&damaged).await["state"], "running", "it may have been our own fault: it is tried again");
    for _ in 0..8 {
        scene.app.advance(chrono::Duration::hours(6)).await;
        scene.app.work().await;
    }
    let damaged = shown(&damaged).await;
    assert_eq!((&damaged["state"], &damaged["failure"]["code"]), (&json!("failed"), &json!("people.import_given_up")));
}

/// Every file below a folder.
fn walkdir(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walkdir(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn two_rows_that_may_be_one_person_do_not_become_two_silently() {
    let scene = Scene::set().await;
    let rows = [
        "张秀英,,3-2-501,13800001234,",
        "张秀英,,3-2-501,13900005678,",
        "张秀英,,3-2-501,,1949-03-08",
        "张秀英,,3-2-502,,",
        "李建国,,3-2-503,,1949-03-08",
        "李建国,,3-2-503,,1975-01-02",
        "李建国,,3-2-503,,1975-01-02",
    ];
    let import = scene.import("重名.csv", format!("姓名,身份证号,住址,联系电话,出生日期\n{}\n", rows.join("\n")).into_bytes()).await;

    assert_eq!(counts(&import), [7, 4, 2, 1], "the same row twice is one row");
    let faults = scene.app.get(&scene.staff.token, &path(&import, "/faults")).await.items();
    let named: Vec<_> = faults.iter().map(|fault| (fault["cell"].as_str().unwrap(), fault["code"].as_str().unwrap())).collect();
    assert_eq!(named, [("A3", "people.person_twice"), ("A4", "people.person_twice")]);
    assert!(faults[0]["message"].as_str().unwrap().contains("可能是同一个人"));
    assert_eq!(scene.find("query=张秀英").await.len(), 2, "behind two doors they are two");
    assert_eq!(scene.find("query=李建国").await.len(), 2, "father and son");
}

#[tokio::test]
async fn a_workbook_with_a_password_says_so() {
    let scene = Scene::set().await;
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 900], &name].concat();
    assert_eq!(scene.upload("台账.xlsx", locked).await.code(), "people.ledger_locked");
}

#[tokio::test]
async fn a_sheet_with_a_cell_at_its_far_end_takes_no_memory() {
    let scene = Scene::set().await;
    let far = workbook(|sheet| {
        sheet.write(0, 0, "姓名").unwrap();
        sheet.write(0, 1, "住址").unwrap();
        sheet.write(1_048_575, 16_383, "x").unwrap();
    });
    assert_eq!(scene.upload("far.xlsx", far).await.code(), "people.ledger_too_large");
}

#[tokio::test]
async fn twenty_thousand_rows_are_taken_once() {
    let scene = Scene::set().await;
    let ledger = || {
        workbook(|sheet| {
            for (column, header) in (0..).zip(["姓名", "身份证号", "住址", "特殊群体", "风险等级"]) {
                sheet.write(0, column, header).unwrap();
            }
            for row in 1..=20_000 {
                let address = format!("{}-{}-{}{:02}", row % 40 + 1, row % 4 + 1, row % 18 + 1, row % 3 + 1);
                let name = if row == 777 { "" } else { "张秀英" };
                // One in ten is on the list of those who are visited.
                let (group, tier) = if row % 10 == 0 { ("独居", "中") } else { ("", "") };
                for (column, cell) in (0..).zip([name, &id_number(row), &address, group, tier]) {
                    sheet.write_string(row, column, cell).unwrap();
                }
            }
        })
    };
    let import = scene.import("全社区.xlsx", ledger()).await;
    assert_eq!(counts(&import), [20_000, 19_999, 1, 0]);
    assert_eq!(import["progress"], 1.0);
    let faults = scene.app.get(&scene.staff.token, &path(&import, "/faults")).await.items();
    assert_eq!((faults.len(), faults[0]["cell"].as_str(), faults[0]["code"].as_str()), (1, Some("A778"), Some("people.name_missing")));
    let again = scene.import("全社区.xlsx", ledger()).await;
    assert_eq!(counts(&again), [20_000, 0, 1, 19_999]);
}

#[tokio::test]
async fn a_run_that_is_taken_over_goes_on_where_the_other_ended() {
    use mulin_entity::{kernel::Scope, people::import};
    let scene = Scene::set().await;
    let rows: String = (1..=1_200).map(|row| format!("张秀英,{},{}-1-101\n", id_number(row), row)).collect();
    let preview = scene.upload("大.csv", format!("姓名,身份证号,住址\n{rows}").into_bytes()).await.expect(201);
    scene.start(&preview).await;

    let id = preview["id"].as_str().unwrap().parse().unwrap();
    let member = scene.app.get(&scene.staff.token, "/api/v1/me").await.expect(200);
    let community = member["memberships"][0]["community"]["id"].as_str().unwrap().parse().unwrap();
    let scope = Scope::job(community, "people.import");
    let mut sleeper = import::prepare(scene.app.db(), &scope, id).await.unwrap().unwrap();
    let tx = scene.app.db().write(&scope).await.unwrap();
    assert!(sleeper.advance(&tx).await.unwrap(), "there is more");
    tx.commit().await.unwrap();
    let halfway = scene.app.get(&scene.staff.token, &path(&preview, "")).await.expect(200);
    assert_eq!((halfway["state"].as_str(), counts(&halfway)), (Some("running"), [1_200, 500, 0, 0]));

    scene.app.work().await;
    let done = scene.app.get(&scene.staff.token, &path(&preview, "")).await.expect(200);
    assert_eq!((done["state"].as_str(), counts(&done)), (Some("done"), [1_200, 1_200, 0, 0]));
    let tx = scene.app.db().write(&scope).await.unwrap();
    assert!(sleeper.advance(&tx).await.is_err(), "who slept through it changes nothing");
}

#[tokio::test]
async fn everybody_goes_out_as_text_masked_unless_there_is_a_reason() {
    let scene = Scene::set().await;
    scene.import("三月.xlsx", messy()).await;
    let note = json!({"name": "钱十", "address": "5-1-101", "note": "=HYPERLINK(\"http://x\")"});
    scene.add(note).await;
    let masked = scene.app.get(&scene.staff.token, "/api/v1/residents/export").await;
    let cells = sheet(&masked.bytes);
    assert_eq!(masked.header("content-type"), XLSX);
    assert_eq!(cells[0][..2], ["姓名", "身份证号"]);
    assert!(cells.iter().any(|row| row.iter().any(|cell| cell == "=HYPERLINK(\"http://x\")")), "as text");
    let number = id_number(1);
    assert!(!cells.iter().flatten().any(|cell| *cell == number));
    let open = scene.app.get(&scene.admin.token, "/api/v1/residents/export?unmask_reason=%E8%A1%97%E9%81%93%E6%A0%B8%E5%AF%B9").await;
    assert!(sheet(&open.bytes).iter().flatten().any(|cell| *cell == number));
}

#[tokio::test]
async fn the_template_has_drop_downs_and_is_understood_when_it_is_filled_in() {
    let scene = Scene::set().await;
    let template = scene.app.get(&scene.staff.token, "/api/v1/imports/template").await;
    assert_eq!(sheet(&template.bytes)[0][..2], ["姓名", "身份证号"]);
    assert!(template.header("content-disposition").contains("attachment"));
    assert_eq!(template.header("content-type"), XLSX);
}

/// The cells of the first sheet; every one of them must be text.
fn sheet(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |cell: &Data| match cell {
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("{other:?} is no text"),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}
