use proptest::prelude::*;

use super::*;

/// A report of three parts, as mail systems write it.
fn report(kind: &str, status: &str) -> String {
    let whole = format!(
        "Return-Path: <>
Received: by mx.relay.example (Postfix)
\tid 4T0Xy12345; Mon,  9 Mar 2026 09:00:07 +0800 (CST)
Date: Mon,  9 Mar 2026 09:00:07 +0800 (CST)
From: MAILER-DAEMON@mx.relay.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: bounces+abc@mulin.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary=\"4T0Xy12345.1773018007/mx.relay.example\"

This is a MIME-encapsulated message.

--4T0Xy12345.1773018007/mx.relay.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered.

--4T0Xy12345.1773018007/mx.relay.example
Content-Description: Delivery report
Content-Type: message/{kind}

{status}
--4T0Xy12345.1773018007/mx.relay.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: noreply@mulin.example
To: li.na@example.org
Subject: hello
Action: delivered

Action: delivered

--4T0Xy12345.1773018007/mx.relay.example--
"
    );
    whole.replace('\n', "\r\n")
}

fn came_back(letter: impl AsRef<[u8]>) -> String {
    match read(letter.as_ref()) {
        Some(News::CameBack(Some(reason))) => reason,
        other => panic!("it did not come back for a reason: {other:?}"),
    }
}

const POSTFIX: &str = "Reporting-MTA: dns; mx.relay.example
X-Postfix-Queue-ID: 4T0Xy12345
X-Postfix-Sender: rfc822; bounces+abc@mulin.example
Arrival-Date: Mon,  9 Mar 2026 09:00:05 +0800 (CST)

Final-Recipient: rfc822; li.na@example.org
Original-Recipient: rfc822;li.na@example.org
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; 550 5.1.1 <li.na@example.org>: Recipient address
    rejected: User unknown in local recipient table
";

const EXIM: &str = "Reporting-MTA: dns; exim.relay.example

Action: failed
Final-Recipient: rfc822;li.na@example.org
Status: 5.0.0
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; 550 No such mailbox li.na, ask postmaster@example.org.
";

const EXCHANGE: &str = "Reporting-MTA: dns;EX01.corp.example
Received-From-MTA: dns;mx.relay.example
Arrival-Date: Mon, 9 Mar 2026 01:00:05 +0000

Final-Recipient: rfc822;Li.Na@example.org
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient li.na@example.org not found by SMTP address lookup
X-Display-Name: Li Na
";

#[test]
fn a_mailbox_that_is_not_there_is_told_by_each_system_in_its_way() {
    assert_eq!(
        came_back(report("delivery-status", POSTFIX)),
        "550 5.1.1 <l***@example.org>: Recipient address rejected: User unknown in local recipient table"
    );
    assert_eq!(came_back(report("delivery-status", EXIM)), "5.0.0 550 No such mailbox ***, ask p***@example.org.");
    assert_eq!(
        came_back(report("delivery-status", EXCHANGE)),
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient l***@example.org not found by SMTP address lookup"
    );
}

#[test]
fn the_line_that_a_mailbox_file_begins_with_and_bare_line_ends_change_nothing() {
    let bare = format!("From MAILER-DAEMON Mon Mar  9 09:00:07 2026\n{}", report("delivery-status", POSTFIX).replace('\r', ""));
    assert!(came_back(bare).starts_with("550 5.1.1 "));
}

#[test]
fn the_part_may_be_encoded() {
    let encoded = report("delivery-status\r\nContent-Transfer-Encoding: quoted-printable", &POSTFIX.replace("5.1.1", "=35.1.1"));
    assert!(came_back(encoded).starts_with("550 5.1.1 <l***@"));
    let base64 = "UmVwb3J0aW5nLU1UQTogZG5zOyBteC5leGFtcGxlCgpBY3Rpb246IGZhaWxlZApTdGF0dXM6IDUuMi4yCg==";
    assert_eq!(came_back(report("delivery-status\r\nContent-Transfer-Encoding: base64", base64)), "5.2.2");
}

#[test]
fn whoever_gave_up_brings_it_back_and_whoever_still_tries_says_nothing() {
    let late = "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@example.org\nAction: delayed\nStatus: 4.4.1\nWill-Retry-Until: Sat, 14 Mar 2026 09:00:05 +0800\n";
    assert_eq!(read(report("delivery-status", late).as_bytes()), None);
    assert_eq!(read(report("delivery-status", &late.replace("delayed", "expanded")).as_bytes()), None);
    assert_eq!(came_back(report("delivery-status", &late.replace("delayed", "Failed (gave up)"))), "4.4.1");
    for action in ["delivered", "relayed"] {
        assert_eq!(read(report("delivery-status", &late.replace("delayed", action)).as_bytes()), Some(News::Arrived), "{action}");
    }
}

#[test]
fn one_of_several_behind_an_address_is_enough() {
    let second = "Final-Recipient: rfc822; b@example.org\nAction: delivered\nStatus: 2.0.0\n";
    assert_eq!(read(report("delivery-status", &format!("{POSTFIX}\n{second}")).as_bytes()), Some(News::Arrived));
}

#[test]
fn no_address_survives_in_a_reason() {
    let told = |recipient: &str, words: &str| {
        let said = format!(
            "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; {recipient}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; {words}\n"
        );
        came_back(report("global-delivery-status", &said))
    };
    assert_eq!(told("li.na@example.org", "550 LI.NA@EXAMPLE.ORG, Li.Na: gone"), "5.1.1 550 L***@EXAMPLE.ORG, ***: gone");
    assert_eq!(told("\"li na\"@example.org", "550 \"li na\"@example.org is gone"), "5.1.1 550 *** is gone");
    assert_eq!(told("李娜@例子.中国", "550 没有 李娜@例子.中国 这个邮箱"), "5.1.1 550 没有 李***@例子.中国 这个邮箱");
    assert_eq!(told("a@example.org", "550 a%b@c@d.example/e@f.example"), "5.1.1 550 ***");
    assert_eq!(told("13800001234@example.org", "550 [user=13800001234] full"), "5.1.1 550 [***] full");
    assert_eq!(told("a@example.org", &"x".repeat(900)).chars().count(), 300);
}

#[test]
fn a_code_that_is_none_is_left_out() {
    let said = "Action: failed\nStatus: li.na@example.org\n";
    assert_eq!(read(report("delivery-status", said).as_bytes()), Some(News::CameBack(None)));
}

#[test]
fn what_is_no_report_says_nothing() {
    let leave =
        "From: li.na@example.org\r\nSubject: =?utf-8?B?6Ieq5Yqo5Zue5aSN?=\r\nAuto-Submitted: auto-replied\r\n\r\nAction: failed\r\n";
    let read_receipt = report("disposition-notification", "Final-Recipient: rfc822;li.na@example.org\nDisposition: automatic; displayed\n");
    // Somebody sends on what came back to them.
    let forwarded = format!(
        "From: li.na@example.org\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\nContent-Type: message/rfc822\r\n\r\n{}\r\n--outer--\r\n",
        report("delivery-status", POSTFIX)
    );
    let empty = report("delivery-status", "");
    for letter in [leave, &read_receipt, &forwarded, &empty, "", "\r\n", "no letter at all", "Content-Type: multipart/report\r\n\r\n--\r\n"]
    {
        assert_eq!(read(letter.as_bytes()), None, "{letter}");
    }
}

#[test]
fn letters_within_letters_cost_nothing() {
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(8_000);
    let boundary = "--4T0Xy12345.1773018007/mx.relay.example\r\n";
    let deep = report("delivery-status", POSTFIX).replacen(boundary, &format!("{boundary}{nested}\r\n{boundary}"), 1);
    assert!(came_back(deep).starts_with("550 5.1.1 "));
    assert_eq!(read(nested.as_bytes()), None);
}

proptest! {
    #[test]
    fn garbage_is_no_report(letter in prop::collection::vec(any::<u8>(), 0..2_000)) {
        prop_assert_eq!(read(&letter), None);
    }

    /// Cut off, or with bytes changed: whatever it says then, it says it without an address.
    #[test]
    fn a_broken_report_breaks_nothing(cut in 0..2_000_usize, changes in prop::collection::vec((0..2_000_usize, any::<u8>()), 0..20)) {
        let mut letter = report("delivery-status", POSTFIX).into_bytes();
        changes.into_iter().for_each(|(at, byte)| if let Some(old) = letter.get_mut(at) { *old = byte });
        letter.truncate(cut);
        if let Some(News::CameBack(Some(reason))) = read(&letter) {
            prop_assert!(reason.chars().count() <= 300);
        }
    }
}
