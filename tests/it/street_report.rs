//! The street's report as files: what goes with the Monday letter, and what is taken along.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{Data, Reader, Xlsx};
use chrono::Duration;
use mail_parser::{MessageParser, MimeHeaders};
use mulin_entity::{
    kernel::{Language, Scope},
    people::Tier,
    reports::{job::CloseDay, words},
};
use mulin_tests::{Act, Community, SmtpSink, TestApp, Verb};
use serde_json::{Value, json};

use crate::reports::{count, day, elders, visit};

/// A street with two communities and two weeks of visits.
async fn two_weeks(app: &TestApp, communities: &[&Community]) {
    for (number, community) in communities.iter().enumerate() {
        let people = elders(app, community, Tier::Red, 8 + number).await;
        for (at, person) in people.iter().enumerate() {
            visit(app, community, *person, day("2026-03-04"), at > 2).await;
            visit(app, community, *person, day("2026-03-11"), at != 0).await;
        }
        count(app, community, &[day("2026-03-04"), day("2026-03-11")]).await;
    }
}

/// The figures of each community, as the workbook has them: by its code, in the order of the systems, now and before.
fn in_workbook(bytes: &[u8]) -> BTreeMap<String, Vec<[Option<i64>; 2]>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook that opens");
    assert_eq!(workbook.sheet_names(), ["各社区", "口径说明"]);
    let sheet = workbook.worksheet_range("各社区").unwrap();
    let number = |cell: &Data| match cell {
        Data::Float(value) => Some(*value as i64),
        Data::Int(value) => Some(*value),
        _ => None,
    };
    let rows: Vec<_> = sheet.rows().collect();
    let begins: Vec<usize> = (0..rows[5].len()).filter(|at| rows[5][*at] == Data::String("本周".to_owned())).collect();
    let figures = |row: &[Data]| begins.iter().map(|at| [number(&row[*at]), number(&row[*at + 1])]).collect();
    rows[6..].iter().filter(|row| row[2] != Data::Empty).map(|row| (row[1].to_string(), figures(row))).collect()
}

/// The words that a paper shows, sheet by sheet.
fn on_paper(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut rest, mut han) = (bytes, false);
    while let Some(begin) = rest.windows(3).position(|three| three == b"BT\n") {
        let end = rest[begin..].windows(3).position(|three| three == b"\nET").expect("an end of text") + begin;
        for line in rest[begin..end].split(|byte| *byte == b'\n') {
            match line {
                font if font.ends_with(b" Tf") => han = font.starts_with(b"/Han"),
                shown if shown.ends_with(b" Tj") => {
                    let letters = string(&shown[..shown.len() - 3]);
                    text += &match han {
                        true => String::from_utf16(&letters.chunks(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect::<Vec<_>>())
                            .unwrap(),
                        false => letters.iter().map(|byte| char::from(*byte)).collect(),
                    };
                }
                _ => {}
            }
        }
        text.push('\n');
        rest = &rest[end + 3..];
    }
    text
}

/// A string, written as it is or in hexadecimal.
fn string(written: &[u8]) -> Vec<u8> {
    if let Some(digits) = written.strip_prefix(b"<").and_then(|rest| rest.strip_suffix(b">")) {
        return hex::decode(digits).unwrap();
    }
    let inner = &written[1..written.len() - 1];
    let (mut bytes, mut at) = (Vec::new(), 0);
    while at < inner.len() {
        let (byte, taken) = match &inner[at..] {
            [b'\\', b'n', ..] => (b'\n', 2),
            [b'\\', b'r', ..] => (b'\r', 2),
            [b'\\', b't', ..] => (b'\t', 2),
            [b'\\', b'b', ..] => (8, 2),
            [b'\\', b'f', ..] => (12, 2),
            [b'\\', digit, ..] if digit.is_ascii_digit() => {
                (u8::from_str_radix(std::str::from_utf8(&inner[at + 1..at + 4]).unwrap(), 8).unwrap(), 4)
            }
            [b'\\', byte, ..] => (*byte, 2),
            [byte, ..] => (*byte, 1),
            [] => unreachable!(),
        };
        bytes.push(byte);
        at += taken;
    }
    bytes
}

/// What goes with a letter: names and bytes.
fn enclosed(letter: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mail = MessageParser::default().parse(letter).expect("a letter that can be read");
    assert!(mail.body_text(0).unwrap().contains("附件"));
    mail.attachments().map(|part| (part.attachment_name().unwrap().to_owned(), part.contents().to_vec())).collect()
}

/// Closes the day before `at`, as the timetable has it done.
async fn close_day(app: &TestApp, community: &Community, at: &str) {
    app.set_clock(at.parse().unwrap()).await;
    let tx = app.db().write(&Scope::job(community.id, "test")).await.unwrap();
    tx.enqueue(&CloseDay { planned_at: app.now() }).await.unwrap();
    tx.commit().await.unwrap();
    app.work().await;
}

/// Whether the workbook shows what the API answers.
fn agrees(workbook: &[u8], dashboard: &Value) {
    let found = in_workbook(workbook);
    let measures: Vec<&str> = words::systems().iter().flat_map(|system| system.measures()).map(|measure| measure.name).collect();
    let communities = dashboard["communities"].as_array().unwrap();
    assert_eq!(found.len(), communities.len() + 1, "the communities and their total");
    for community in communities {
        let own = &found[community["code"].as_str().unwrap()];
        let now: Vec<Option<i64>> = measures.iter().map(|name| community["measures"][*name].as_i64()).collect();
        assert_eq!(own.iter().map(|[now, _]| *now).collect::<Vec<_>>(), now, "{}", community["name"]);
    }
    let total: Vec<Option<i64>> = measures.iter().map(|name| dashboard["totals"][*name].as_i64()).collect();
    assert_eq!(found[""].iter().map(|[now, _]| *now).collect::<Vec<_>>(), total);
}

#[tokio::test]
async fn the_monday_letter_brings_a_workbook_and_a_paper_and_a_second_copy_brings_the_same() {
    let sink = SmtpSink::open([(Verb::Dot, Act::Close)]).await;
    let app = TestApp::start_with(|config| config.smtp_url = Some(sink.url.clone())).await;
    app.set_clock("2026-03-15T12:00:00Z".parse().unwrap()).await;
    let street = app.street("120113004").await;
    let admin = app.street_admin(&street).await;
    let (one, other) = (app.community(&street, "120113004017").await, app.community(&street, "120113004024").await);
    two_weeks(&app, &[&one, &other]).await;
    close_day(&app, &one, "2026-03-15T16:05:00Z").await;
    app.set_clock("2026-03-15T23:30:00Z".parse().unwrap()).await;
    app.work().await;

    // Between the two tries the figures change: what was told does not.
    let dashboard = app.get(&admin.token, "/api/v1/street/dashboard?from=2026-03-09&to=2026-03-15").await.expect(200);
    for person in elders(&app, &one, Tier::Red, 5).await {
        visit(&app, &one, person, day("2026-03-11"), false).await;
    }
    count(&app, &one, &[day("2026-03-11")]).await;
    app.advance(Duration::hours(2)).await;
    app.work().await;

    let letters: Vec<String> = sink.letters().into_iter().filter(|letter| letter.contains(&admin.email)).collect();
    assert_eq!(letters.len(), 2, "one in doubt, and one that was taken");
    let files: Vec<_> = letters.iter().map(|letter| enclosed(letter.as_bytes())).collect();
    assert_eq!(files[0], files[1]);
    let [(paper, pdf), (workbook, xlsx)] = files[0].as_slice() else { panic!("{} files", files[0].len()) };
    assert_eq!((paper.as_str(), workbook.as_str()), ("120113004街道工作周报 2026-W11.pdf", "120113004街道工作周报 2026-W11.xlsx"));

    agrees(xlsx, &dashboard);
    let total = &in_workbook(xlsx)[""];
    let at = |name: &str| words::systems().iter().flat_map(|system| system.measures()).position(|measure| measure.name == name).unwrap();
    assert_eq!(total[at("visits.due")], [Some(17), Some(17)]);
    assert_eq!(total[at("visits.on_time")], [Some(15), Some(11)]);

    let read = on_paper(pdf);
    for words in
        ["120113004街道工作周报", "2026-03-09 至 2026-03-15", dashboard["communities"][0]["name"].as_str().unwrap(), "88.2%", "第 2 页"]
    {
        assert!(read.contains(words), "{words} in {read}");
    }
    for system in words::systems() {
        assert!(read.contains(&words::system(Language::Chinese, &system.name)), "{}", system.name);
    }
    assert!(!read.contains("王秀英"));
}

#[tokio::test]
async fn the_report_of_any_days_is_taken_along_in_the_readers_language() {
    let app = TestApp::start().await;
    app.set_clock("2026-03-16T01:00:00Z".parse().unwrap()).await;
    let street = app.street("120113004").await;
    let admin = app.street_admin(&street).await;
    let (one, other) = (app.community(&street, "120113004017").await, app.community(&street, "120113004024").await);
    two_weeks(&app, &[&one, &other]).await;
    let days = "from=2026-03-09&to=2026-03-15";
    let dashboard = app.get(&admin.token, &format!("/api/v1/street/dashboard?{days}")).await.expect(200);
    let workbook = app.get(&admin.token, &format!("/api/v1/street/report/workbook?{days}")).await;
    workbook.expect(200);
    agrees(&workbook.bytes, &dashboard);

    let path = format!("/api/v1/street/report/paper?{days}");
    let in_english = async || app.send(reqwest::Method::GET, &admin.token, &path, |request| request.header("Accept-Language", "en")).await;
    let paper = in_english().await;
    paper.expect(200);
    assert_eq!(paper.header("content-type"), "application/pdf");
    assert!(paper.bytes == in_english().await.bytes, "the same report is the same paper");
    let read = on_paper(&paper.bytes);
    assert!(read.contains("Page 2 of") && read.contains("Matters and duty") && read.contains("88.2%"), "{read}");

    app.get(&admin.token, "/api/v1/street/report/workbook?from=2026-03-09&to=2026-03-01").await.expect(422);
    let elsewhere = app.street("120113005").await;
    let stranger = app.street_admin(&elsewhere).await;
    let empty = app.get(&stranger.token, &format!("/api/v1/street/report/workbook?{days}")).await;
    empty.expect(200);
    assert_eq!(in_workbook(&empty.bytes).len(), 1, "nothing but a total");
}

#[tokio::test]
async fn on_the_first_the_street_gets_the_month_with_its_targets() {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let admin = app.street_admin(&street).await;
    let (one, other) = (app.community(&street, "120113004017").await, app.community(&street, "120113004024").await);
    app.set_clock("2026-03-31T12:00:00Z".parse().unwrap()).await;
    two_weeks(&app, &[&one, &other]).await;
    for (measure, value) in [("visits.on_time", 70), ("activities.held", 40)] {
        let body = json!({"year": 2026, "measure": measure, "value": value});
        app.put(&admin.token, "/api/v1/street/targets", body).await.expect(200);
    }
    close_day(&app, &one, "2026-03-31T16:05:00Z").await;
    assert!(app.mails_to(&admin.email).is_empty(), "not in the night");
    app.set_clock("2026-03-31T23:30:00Z".parse().unwrap()).await;
    app.work().await;

    let mails = app.mails_to(&admin.email);
    assert_eq!(mails.len(), 1);
    assert!(mails[0].subject().starts_with("120113004街道工作月报"), "{}", mails[0].subject());
    assert!(mails[0].body.contains("全年目标 2 个：达成 1，进度正常 0，落后 1"), "{}", mails[0].body);
    let files = enclosed(&std::fs::read(app.data().join("mails").join(&mails[0].file)).unwrap());
    assert_eq!(files[0].0, "120113004街道工作月报 2026-03.pdf");
    let read = on_paper(&files[0].1);
    for words in ["2026 年目标", "按时探访占应探访", "70%", "76.4%", "达成", "落后", "2026-03-01 至 2026-03-31"] {
        assert!(read.contains(words), "{words} in {read}");
    }
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&files[1].1)).expect("a workbook that opens");
    let sheet = workbook.worksheet_range("各社区").unwrap();
    let rows: Vec<_> = sheet.rows().collect();
    let at = rows[5].iter().position(|cell| cell.to_string().starts_with("目标")).expect("a target");
    assert_eq!(rows[5][at].to_string(), "目标（按时探访占应探访）");
    let total = rows.iter().find(|row| row[0] == Data::String("合计".to_owned())).expect("a total");
    assert_eq!(
        total[at..at + 3].iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["0.7", (26.0_f64 / 34.0).to_string().as_str(), "达成"]
    );
}
