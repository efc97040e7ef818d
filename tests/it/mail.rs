//! A mail server's answers told apart: what was taken, what may be tried again, what never will be, what nobody knows.

use std::time::{Duration, Instant};

use chrono::DateTime;
use mulin_tests::{Act, Greets, SmtpSink, Verb};
use mulin_worker::mail::{Dkim, Letter, Limits, Mailer, Relays, Rendered, Smtp, SmtpAddress, Verdict};
use rstest::rstest;
use uuid::Uuid;

fn letter(number: u128) -> Letter {
    Letter {
        id: Uuid::from_u128(number),
        written_at: DateTime::from_timestamp(1_773_000_000, 0).unwrap(),
        from: "睦邻 <noreply@mulin.example>".parse().unwrap(),
        returns_to: None,
        to: "李娜 <li.na@example.org>".parse().unwrap(),
        content: Rendered { subject: "探访清单".to_owned(), text: "你好\n.\n再见".to_owned(), html: "<p>你好</p>".to_owned() },
        enclosed: Vec::new(),
        unsubscribe: None,
    }
}

fn transport(sink: &SmtpSink) -> Smtp {
    let step = Duration::from_millis(300);
    Smtp::new(SmtpAddress::parse(&sink.url).unwrap(), Limits { step, data: step, ..Limits::default() })
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted { .. } => "accepted",
        Verdict::Retry { .. } => "retry",
        Verdict::Permanent { .. } => "permanent",
        Verdict::InDoubt { .. } => "in_doubt",
        Verdict::Unfit { .. } => "unfit",
        Verdict::Enough { .. } => "enough",
    }
}

/// The server does `act` at `verb`: that must mean `expected`, and the next letter must go through.
async fn told_apart(greets: Greets, verb: Verb, act: Act, expected: &str) {
    let sink = SmtpSink::greeting(greets, Duration::ZERO, [(verb, act)]).await;
    let mailer = transport(&sink);
    let verdict = mailer.send(&letter(1)).await;
    assert!(sink.has_made_all_moves(), "it never came to that: {verdict:?}");
    assert_eq!(word(&verdict), expected, "{verdict:?}");
    let next = mailer.send(&letter(2)).await;
    assert_eq!(word(&next), "accepted", "{next:?}");
}

#[rstest]
#[case(Verb::Greeting, Act::Say("421 too busy"), "retry")]
#[case(Verb::Greeting, Act::Say("554 not you"), "retry")]
#[case(Verb::Greeting, Act::Close, "retry")]
#[case(Verb::Greeting, Act::Reset, "retry")]
#[case(Verb::Greeting, Act::Silence, "retry")]
#[case(Verb::Greeting, Act::Drip, "retry")]
#[case(Verb::Ehlo, Act::Say("421 too busy"), "retry")]
#[case(Verb::Ehlo, Act::Say("550 not you"), "retry")]
#[case(Verb::Ehlo, Act::Close, "retry")]
#[case(Verb::Ehlo, Act::Silence, "retry")]
#[case(Verb::Ehlo, Act::Drip, "retry")]
#[case(Verb::Mail, Act::Say("421 closing"), "retry")]
#[case(Verb::Mail, Act::Say("452 4.3.1 no room"), "retry")]
#[case(Verb::Mail, Act::Say("530 5.7.0 authentication required"), "retry")]
#[case(Verb::Mail, Act::Say("553 5.1.8 such a sender"), "permanent")]
#[case(Verb::Mail, Act::Close, "retry")]
#[case(Verb::Mail, Act::Reset, "retry")]
#[case(Verb::Mail, Act::Silence, "retry")]
#[case(Verb::Rcpt, Act::Say("421 closing"), "retry")]
#[case(Verb::Rcpt, Act::Say("450 4.2.0 greylisted"), "retry")]
#[case(Verb::Rcpt, Act::Say("452 4.5.3 too many"), "retry")]
#[case(Verb::Rcpt, Act::Say("550 5.1.1 no such user"), "permanent")]
#[case(Verb::Rcpt, Act::Say("530 5.7.0 authentication required"), "retry")]
#[case(Verb::Rcpt, Act::Close, "retry")]
#[case(Verb::Rcpt, Act::Silence, "retry")]
#[case(Verb::Data, Act::Say("451 4.3.0 try later"), "retry")]
#[case(Verb::Data, Act::Say("554 no valid recipients"), "permanent")]
#[case(Verb::Data, Act::Close, "retry")]
#[case(Verb::Data, Act::Reset, "retry")]
#[case(Verb::Data, Act::Silence, "retry")]
// Our side of it is out, so nobody knows.
#[case(Verb::Text, Act::Close, "in_doubt")]
#[case(Verb::Dot, Act::Say("250 ok queued"), "accepted")]
#[case(Verb::Dot, Act::Say("421 closing"), "retry")]
#[case(Verb::Dot, Act::Say("451 4.3.0 try later"), "retry")]
#[case(Verb::Dot, Act::Say("552 5.2.2 mailbox full"), "permanent")]
#[case(Verb::Dot, Act::Say("554 5.7.1 spam"), "permanent")]
#[case(Verb::Dot, Act::Close, "in_doubt")]
#[case(Verb::Dot, Act::Reset, "in_doubt")]
#[case(Verb::Dot, Act::Silence, "in_doubt")]
#[case(Verb::Dot, Act::Drip, "in_doubt")]
#[tokio::test]
async fn each_answer_means_what_it_says(#[case] verb: Verb, #[case] act: Act, #[case] expected: &str) {
    told_apart(Greets::Plainly, verb, act, expected).await;
}

#[rstest]
#[case(Verb::StartTls, Act::Say("454 4.7.0 not now"))]
#[case(Verb::StartTls, Act::Say("502 5.5.1 not here"))]
#[case(Verb::StartTls, Act::Close)]
#[case(Verb::StartTls, Act::Silence)]
#[case(Verb::Auth, Act::Say("454 4.7.0 not now"))]
#[case(Verb::Auth, Act::Say("535 5.7.8 wrong password"))]
#[case(Verb::Auth, Act::Say("534 5.7.9 mechanism too weak"))]
#[case(Verb::Auth, Act::Close)]
#[case(Verb::Auth, Act::Silence)]
#[tokio::test]
async fn what_goes_wrong_before_a_letter_never_costs_one(#[case] verb: Verb, #[case] act: Act) {
    told_apart(Greets::WithStartTls, verb, act, "retry").await;
}

#[rstest]
#[case(Greets::WithStartTls)]
#[case(Greets::Privately)]
#[tokio::test]
async fn a_password_travels_in_private_to_a_relay_that_is_believed(#[case] greets: Greets) {
    let sink = SmtpSink::greeting(greets, Duration::ZERO, []).await;
    let verdict = transport(&sink).send(&letter(1)).await;
    assert_eq!(word(&verdict), "accepted", "{verdict:?}");
    // The base64 of "\0mulin\0se:cret".
    assert_eq!(sink.logins(), ["AUTH PLAIN AG11bGluAHNlOmNyZXQ="]);
}

#[rstest]
#[case(Greets::WithStartTls)]
#[case(Greets::Privately)]
#[tokio::test]
async fn a_relay_that_nobody_vouches_for_gets_neither_password_nor_letter(#[case] greets: Greets) {
    let mut sink = SmtpSink::greeting(greets, Duration::ZERO, []).await;
    sink.url = sink.url.split_once('?').unwrap().0.to_owned();
    let verdict = transport(&sink).send(&letter(1)).await;
    assert_eq!(word(&verdict), "retry", "{verdict:?}");
    assert_eq!((sink.logins().len(), sink.letters().len()), (0, 0));
}

#[tokio::test]
async fn a_password_is_not_told_to_a_relay_without_starttls() {
    let mut sink = SmtpSink::open([]).await;
    sink.url = sink.url.replace("smtp://", "smtp://mulin:secret@");
    let verdict = transport(&sink).send(&letter(1)).await;
    assert_eq!(word(&verdict), "retry", "{verdict:?}");
    assert_eq!(sink.logins().len(), 0);
}

#[tokio::test]
async fn a_relay_that_is_slow_at_every_step_holds_nobody_longer_than_the_whole() {
    let sink = SmtpSink::greeting(Greets::Plainly, Duration::from_millis(150), []).await;
    let limits = Limits { whole: Duration::from_millis(500), ..Limits::default() };
    let mailer = Smtp::new(SmtpAddress::parse(&sink.url).unwrap(), limits);
    let begun = Instant::now();
    assert_eq!(word(&mailer.send(&letter(1)).await), "retry");
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    let limits = Limits::default();
    assert!(limits.connect.max(limits.step).max(limits.data).max(limits.whole) < Duration::from_secs(90));
}

/// A key as `openssl genpkey -algorithm ed25519` makes it.
const KEY: &str =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";

#[tokio::test]
async fn a_letter_is_signed_for_its_senders_domain_and_the_relay_gets_it_whole() {
    let sink = SmtpSink::open([]).await;
    let dkim = Dkim::new("mulin.example", "mail", KEY.as_bytes()).unwrap();
    let mailer = transport(&sink).signing(Some(dkim.into()));
    let unsubscribe = Some("https://mulin.example/u/1".to_owned());
    let verdict = mailer.send(&Letter { unsubscribe, ..letter(1) }).await;
    assert_eq!(word(&verdict), "accepted", "{verdict:?}");
    let arrived = sink.letters().remove(0);
    let (signature, rest) = arrived.split_once("\r\nFrom: ").unwrap();
    assert!(signature.starts_with("DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=mulin.example; s=mail;"), "{signature}");
    let unfolded = signature.replace("\r\n ", "");
    for header in ["from:from", "subject:subject", "list-unsubscribe", "list-unsubscribe-post"] {
        assert!(unfolded.contains(header), "{header} is not signed: {unfolded}");
    }
    assert!(rest.contains("\r\nList-Unsubscribe: <https://mulin.example/u/1>\r\n"), "{rest}");
    assert!(rest.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "the words of RFC 8058: {rest}");
    assert!(arrived.lines().all(|line| line.len() <= 998));
}

#[tokio::test]
async fn one_connection_carries_many_letters_and_a_refused_one_does_not_spoil_it() {
    let sink = SmtpSink::open([(Verb::Dot, Act::Say("250 ok")), (Verb::Rcpt, Act::Say("550 no such user"))]).await;
    let mailer = transport(&sink);
    for number in 0..20 {
        mailer.send(&letter(number)).await;
    }
    assert_eq!((sink.connections(), sink.letters().len()), (1, 19));
}

#[tokio::test]
async fn a_connection_that_the_relay_closed_is_replaced_without_anybody_noticing() {
    let sink = SmtpSink::open([(Verb::Dot, Act::Say("250 ok")), (Verb::Rcpt, Act::Say("421 idle for too long"))]).await;
    let mailer = transport(&sink);
    for number in 0..3 {
        let verdict = mailer.send(&letter(number)).await;
        assert_eq!(word(&verdict), "accepted", "{number}: {verdict:?}");
    }
    assert_eq!(sink.connections(), 2);
}

#[tokio::test]
async fn nobody_listens_is_no_end_of_the_world() {
    let mailer = Smtp::new(SmtpAddress::parse("smtp://127.0.0.1:1").unwrap(), Limits::default());
    assert_eq!(word(&mailer.send(&letter(1)).await), "retry");
}

#[tokio::test]
async fn a_dot_in_the_text_does_not_end_the_letter() {
    let sink = SmtpSink::open([]).await;
    let verdict = transport(&sink).send(&letter(9)).await;
    assert_eq!(word(&verdict), "accepted");
    let letters = sink.letters();
    assert!(letters[0].contains("Message-ID: <00000000-0000-0000-0000-000000000009@mulin.example>"), "{}", letters[0]);
    assert_eq!(letters.len(), 1);
}

#[rstest]
#[case(Verb::Greeting, Act::Close)]
#[case(Verb::Greeting, Act::Say("554 not you"))]
#[case(Verb::Mail, Act::Say("421 closing"))]
#[case(Verb::Data, Act::Reset)]
#[tokio::test]
async fn while_one_relay_fails_the_next_stands_in(#[case] verb: Verb, #[case] act: Act) {
    let (failing, other) = (SmtpSink::open([(verb, act); 100]).await, SmtpSink::open([]).await);
    let mailer = Relays::new(vec![transport(&failing), transport(&other)]);
    for number in 0..10 {
        let verdict = mailer.send(&letter(number)).await;
        assert_eq!(word(&verdict), "accepted", "{number}: {verdict:?}");
    }
    assert_eq!((failing.connections(), other.letters().len()), (3, 10), "after three failures it is left alone");
}

#[rstest]
#[case(Verb::Rcpt, Act::Say("550 5.1.1 no such user"), "permanent")]
#[case(Verb::Rcpt, Act::Say("450 4.2.0 greylisted"), "retry")]
#[case(Verb::Dot, Act::Close, "in_doubt")]
#[tokio::test]
async fn what_a_relay_says_of_a_letter_no_other_is_asked_again(#[case] verb: Verb, #[case] act: Act, #[case] expected: &str) {
    let (first, other) = (SmtpSink::open([(verb, act)]).await, SmtpSink::open([]).await);
    let mailer = Relays::new(vec![transport(&first), transport(&other)]);
    let verdict = mailer.send(&letter(1)).await;
    assert_eq!((word(&verdict), other.letters().len()), (expected, 0), "{verdict:?}");
    assert_eq!(word(&mailer.send(&letter(2)).await), "accepted");
    assert_eq!(other.letters().len(), 0, "one failure is none");
}

#[tokio::test]
async fn when_all_relays_fail_they_are_still_tried() {
    let sinks = [SmtpSink::open([(Verb::Greeting, Act::Close); 4]).await, SmtpSink::open([(Verb::Greeting, Act::Close); 3]).await];
    let mailer = Relays::new(sinks.iter().map(transport).collect());
    for number in 0..4 {
        assert_eq!(word(&mailer.send(&letter(number)).await), "retry");
    }
    assert_eq!(word(&mailer.send(&letter(5)).await), "accepted", "the one whose rest ends first works again");
}
