//! Letters that come back after the mail server took them, as it hands them on.

use mulin_tests::{ANONYMOUS, Act, Answer, Envelope, SmtpSink, TestApp, Verb};
use reqwest::Method;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::message_scene::{Scene, scene_in};

/// Somebody whose letters go through a mail server that makes these moves, and come back.
async fn with_bounces(moves: impl IntoIterator<Item = (Verb, Act)>) -> (Scene, SmtpSink) {
    let sink = SmtpSink::open(moves).await;
    let app = TestApp::start_with(|config| {
        config.smtp_url = Some(sink.url.clone());
        config.mail_from = "睦邻 <noreply@mulin.example>".to_owned();
        config.smtp_bounces = Some("bounces@mulin.example".to_owned());
    });
    (scene_in(app.await).await, sink)
}

/// What Postfix returns to the sender of an envelope: words for people, words for programs, and the letter.
fn returned(envelope: &Envelope, action: &str, status: &str, told: &str) -> String {
    let Envelope { from, to } = envelope;
    let border = "9B1DE5F0F3.1773018007/mx.relay.example";
    format!(
        "Return-Path: <>\nReceived: by mx.relay.example (Postfix)\n\tid 0C8A45F0F5; Mon,  9 Mar 2026 09:00:07 +0800 (CST)\n\
         Date: Mon,  9 Mar 2026 09:00:07 +0800 (CST)\nFrom: MAILER-DAEMON@mx.relay.example (Mail Delivery System)\n\
         Subject: Undelivered Mail Returned to Sender\nTo: {from}\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"{border}\"\nContent-Transfer-Encoding: 8bit\n\n\
         This is a MIME-encapsulated message.\n\n--{border}\nContent-Description: Notification\nContent-Type: text/plain; charset=us-ascii\n\n\
         I could not deliver your message to <{to}>.\n\n--{border}\nContent-Description: Delivery report\n\
         Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.relay.example\nX-Postfix-Queue-ID: 9B1DE5F0F3\n\
         X-Postfix-Sender: rfc822; {from}\nArrival-Date: Mon,  9 Mar 2026 09:00:05 +0800 (CST)\n\n\
         Final-Recipient: rfc822; {to}\nOriginal-Recipient: rfc822;{to}\nAction: {action}\nStatus: {status}\n\
         Remote-MTA: dns; mail.example.org\nDiagnostic-Code: smtp; {told}\n\n--{border}\nContent-Description: Undelivered Message\n\
         Content-Type: message/rfc822\nContent-Transfer-Encoding: 8bit\n\nFrom: noreply@mulin.example\nTo: {to}\n\nhello\n\n--{border}--\n"
    )
}

/// The usual one: there is no such mailbox.
fn unknown(envelope: &Envelope) -> String {
    let told = format!("550 5.1.1 <{}>: Recipient address\n    rejected: User unknown", envelope.to);
    returned(envelope, "failed", "5.1.1", &told)
}

const REASON: &str = ">: Recipient address rejected: User unknown";

/// What the mail server passes to its pipe: the part of the address after the plus sign.
fn token(envelope: &Envelope) -> &str {
    envelope.from.split(['+', '@']).nth(1).unwrap()
}

async fn hand_on(scene: &Scene, token: &str, letter: impl Into<reqwest::Body>) -> Answer {
    hand_on_as(scene, "message/rfc822", token, letter).await
}

async fn hand_on_as(scene: &Scene, kind: &str, token: &str, letter: impl Into<reqwest::Body>) -> Answer {
    let path = format!("/api/v1/receipts/mail/{token}");
    scene.app.send(Method::POST, ANONYMOUS, &path, |request| request.header("content-type", kind).body(letter)).await
}

async fn prefers(scene: &Scene, ways: &[&str]) {
    scene.prefer_sms().await;
    let path = "/api/v1/message-preferences/visits.nudge";
    scene.app.put(&scene.worker.token, path, json!({ "muted": false, "ways": ways })).await.expect(204);
}

async fn story(scene: &Scene, told: &Value) -> Vec<(Value, Value)> {
    let path = format!("/api/v1/deliveries/{}/trace", told["id"].as_str().unwrap());
    let trace = scene.app.get(&scene.admin.token, &path).await.expect(200);
    trace["steps"].as_array().unwrap().iter().map(|step| (step["step"].clone(), step["reason"].clone())).collect()
}

#[tokio::test]
async fn a_letter_that_comes_back_goes_on_to_the_next_way_once() {
    let (scene, sink) = with_bounces([]).await;
    let (stub, _channel) = scene.gateway(1).await;
    prefers(&scene, &["mail", "sms"]).await;
    scene.tell("one").await;
    let envelope = sink.envelopes().pop().unwrap();
    let local = envelope.from.strip_suffix("@mulin.example").unwrap();
    assert!(local.starts_with("bounces+") && local.len() <= 64 && local == local.to_lowercase(), "{envelope:?}");
    let letter = sink.letters().pop().unwrap();
    assert!(letter.contains("<noreply@mulin.example>") && !letter.contains("bounces"), "the letter itself is from us: {letter}");
    let told = scene.newest().await;
    assert_eq!((&told["channel"], &told["state"], stub.calls().len()), (&json!("mail"), &json!("accepted"), 0), "{told}");
    // Not every mail system keeps the case of an address.
    for token in [token(&envelope).to_uppercase(), token(&envelope).to_owned(), token(&envelope).to_owned()] {
        hand_on(&scene, &token, unknown(&envelope)).await.expect(204);
        scene.app.work().await;
    }
    let told = scene.newest().await;
    assert_eq!((stub.calls().len(), sink.letters().len()), (1, 1), "{told}");
    assert_eq!((&told["channel"], &told["state"], &told["attempts"][0]["state"]), (&json!("sms"), &json!("accepted"), &json!("bounced")));
    let reason = told["attempts"][0]["reason"].as_str().unwrap();
    assert!(reason.starts_with("550 5.1.1 <") && reason.ends_with(REASON), "{reason}");
    assert!(!told.to_string().contains(&envelope.to), "{told}");
    assert_eq!(story(&scene, &told).await, [(json!("came_back"), json!(reason)), (json!("fell_back"), json!("sms"))], "{told}");
}

#[tokio::test]
async fn without_another_way_the_message_is_rejected_for_what_the_other_side_said() {
    let (scene, sink) = with_bounces([]).await;
    scene.tell("one").await;
    let envelope = sink.envelopes().pop().unwrap();
    // It gave up after days of trying.
    let late = returned(&envelope, "failed", "4.4.1", "connect to mail.example.org[192.0.2.7]:25: Connection timed out");
    hand_on_as(&scene, "application/octet-stream", token(&envelope), late).await.expect(204);
    scene.app.work().await;
    let told = scene.newest().await;
    let reason = json!("4.4.1 connect to mail.example.org[192.0.2.7]:25: Connection timed out");
    assert_eq!((&told["state"], &told["reason"], &told["attempts"][0]["reason"]), (&json!("rejected"), &reason, &reason), "{told}");
    assert_eq!(story(&scene, &told).await, [(json!("came_back"), reason)], "{told}");
    assert_eq!(sink.letters().len(), 1);
}

#[tokio::test]
async fn nobody_is_believed_without_our_mark_and_what_is_no_report_changes_nothing() {
    let (scene, sink) = with_bounces([]).await;
    scene.tell("one").await;
    let (envelope, before) = (sink.envelopes().pop().unwrap(), scene.newest().await);
    let (mark, bounce) = (token(&envelope), unknown(&envelope));
    let turned: String = mark.chars().rev().collect();
    for forged in [turned.as_str(), &mark[1..], &format!("{mark}a"), "bounces", "00000000-0000-0000-0000-000000000000"] {
        assert_eq!(hand_on(&scene, forged, bounce.clone()).await.code(), "kernel.not_found", "{forged}");
    }
    let on_leave =
        "From: li.na@example.org\r\nAuto-Submitted: auto-replied\r\nSubject: on leave\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n";
    let late = returned(&envelope, "delayed", "4.4.1", "Connection timed out");
    let noise: Vec<u8> = (0..200_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for letter in [on_leave.as_bytes().to_vec(), late.into_bytes(), noise, Vec::new()] {
        hand_on(&scene, mark, letter).await.expect(204);
    }
    let long = format!("{bounce}{}", "x".repeat(256 << 10));
    assert_eq!(hand_on(&scene, mark, long).await.expect(413)["code"], "kernel.too_large");
    hand_on_as(&scene, "text/plain", mark, bounce).await.expect(415);
    scene.app.work().await;
    assert_eq!((scene.newest().await, sink.letters().len()), (before, 1));
}

#[tokio::test]
async fn a_bounce_may_overtake_the_mail_servers_own_answer() {
    let (scene, sink) = with_bounces([(Verb::Dot, Act::Hold)]).await;
    let (stub, _channel) = scene.gateway(1).await;
    prefers(&scene, &["mail", "sms"]).await;
    let come_back = async {
        while sink.envelopes().is_empty() {
            tokio::task::yield_now().await;
        }
        let envelope = sink.envelopes().pop().unwrap();
        hand_on(&scene, token(&envelope), unknown(&envelope)).await.expect(204);
        let attempt = scene.newest().await["attempts"][0].clone();
        assert_eq!((&attempt["state"], &attempt["reference"]), (&json!("bounced"), &Value::Null), "{attempt}");
        sink.let_go();
    };
    tokio::join!(scene.tell("one"), come_back);
    let told = scene.newest().await;
    assert_eq!((&told["channel"], &told["state"], stub.calls().len()), (&json!("sms"), &json!("accepted"), 1), "{told}");
    let first = &told["attempts"][0];
    assert_eq!(first["state"], "bounced", "{told}");
    assert!(first["reference"].as_str().unwrap().contains("4711") && first["reason"].as_str().unwrap().ends_with(REASON), "{told}");
}

#[tokio::test]
async fn what_has_arrived_by_another_way_stays_there() {
    let (scene, sink) = with_bounces([]).await;
    let (stub, channel) = scene.gateway(1).await;
    scene.prefer_sms().await;
    scene.tell("one").await;
    let reference = scene.newest().await["attempts"][0]["reference"].clone();
    let text = async |status: &str| {
        let said = json!({ "reference": reference, "status": status });
        scene.app.post(ANONYMOUS, &Scene::receipts_of(&channel), said).await.expect(200);
        scene.app.work().await;
    };
    text("failed").await;
    assert_eq!(sink.letters().len(), 1);
    text("delivered").await;
    let envelope = sink.envelopes().pop().unwrap();
    hand_on(&scene, token(&envelope), unknown(&envelope)).await.expect(204);
    scene.app.work().await;
    let told = scene.newest().await;
    let states = (&told["state"], &told["attempts"][0]["state"], &told["attempts"][1]["state"]);
    assert_eq!(states, (&json!("delivered"), &json!("delivered"), &json!("bounced")), "{told}");
    assert_eq!((sink.letters().len(), stub.calls().len()), (1, 1));
}

#[tokio::test]
async fn a_letter_that_is_known_to_be_there_does_not_come_back() {
    let (scene, sink) = with_bounces([]).await;
    scene.tell("one").await;
    let envelope = sink.envelopes().pop().unwrap();
    hand_on(&scene, token(&envelope), returned(&envelope, "delivered", "2.0.0", "250 stored")).await.expect(204);
    hand_on(&scene, token(&envelope), unknown(&envelope)).await.expect(204);
    scene.app.work().await;
    let told = scene.newest().await;
    assert_eq!((&told["state"], &told["attempts"][0]["state"]), (&json!("delivered"), &json!("delivered")), "{told}");
    assert_eq!(story(&scene, &told).await, [(json!("arrived"), Value::Null)], "{told}");
}

#[tokio::test]
async fn a_letter_of_the_platform_itself_comes_back_too() {
    let (scene, sink) = with_bounces([]).await;
    scene.app.post(ANONYMOUS, "/api/v1/password-resets", json!({ "email": scene.worker.email })).await.expect(202);
    scene.app.work().await;
    let envelope = sink.envelopes().pop().unwrap();
    hand_on(&scene, token(&envelope), unknown(&envelope)).await.expect(204);
    scene.app.work().await;
    let question = "SELECT state, reason FROM message WHERE template = 'tenancy.password_reset'";
    let question = Statement::from_string(scene.app.raw.get_database_backend(), question);
    let row = scene.app.raw.query_one_raw(question).await.unwrap().unwrap();
    let (state, reason): (String, String) = (row.try_get("", "state").unwrap(), row.try_get("", "reason").unwrap());
    assert!(state == "rejected" && reason.ends_with(REASON), "{state}: {reason}");
}

#[tokio::test]
async fn without_an_address_for_bounces_the_envelope_is_from_us() {
    let sink = SmtpSink::open([]).await;
    let app = TestApp::start_with(|config| {
        config.smtp_url = Some(sink.url.clone());
        config.mail_from = "睦邻 <noreply@mulin.example>".to_owned();
    });
    let scene = scene_in(app.await).await;
    scene.tell("one").await;
    let expected = Envelope { from: "noreply@mulin.example".to_owned(), to: scene.worker.email.clone() };
    assert_eq!(sink.envelopes(), [expected]);
}
