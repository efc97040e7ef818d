//! A mail server's answers told apart: what was taken, what may be tried again, what never will be, what nobody knows.

use std::time::Duration;

use chrono::DateTime;
use mulin_tests::{Move, SmtpSink};
use mulin_worker::mail::{Letter, Limits, Mailer, Rendered, Smtp, SmtpAddress, Verdict};
use rstest::rstest;
use uuid::Uuid;

fn letter(number: u128) -> Letter {
    Letter {
        id: Uuid::from_u128(number),
        written_at: DateTime::from_timestamp(1_773_000_000, 0).unwrap(),
        from: "睦邻 <noreply@mulin.example>".parse().unwrap(),
        to: "李娜 <li.na@example.org>".parse().unwrap(),
        content: Rendered { subject: "探访清单".to_owned(), text: "你好\n.\n再见".to_owned(), html: "<p>你好</p>".to_owned() },
        unsubscribe: None,
    }
}

fn transport(sink: &SmtpSink) -> Smtp {
    Smtp::new(
        SmtpAddress::parse(&sink.url).unwrap(),
        Limits { step: Duration::from_secs(2), data: Duration::from_secs(2), ..Limits::default() },
    )
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted { .. } => "accepted",
        Verdict::Retry { .. } => "retry",
        Verdict::Permanent { .. } => "permanent",
        Verdict::InDoubt { .. } => "in_doubt",
    }
}

#[rstest]
#[case(Move::Dot("250 ok queued"), "accepted")]
#[case(Move::Rcpt("450 4.2.0 greylisted"), "retry")]
#[case(Move::Rcpt("550 5.1.1 no such user"), "permanent")]
#[case(Move::Rcpt("530 5.7.0 authentication required"), "retry")]
#[case(Move::Rcpt("421 closing"), "retry")]
#[case(Move::Dot("451 try later"), "retry")]
#[case(Move::Dot("554 spam"), "permanent")]
// Our side of it is out, so nobody knows.
#[case(Move::CutInText, "in_doubt")]
#[case(Move::SilentAfterDot, "in_doubt")]
#[case(Move::Greet("554 not you"), "retry")]
#[tokio::test]
async fn each_answer_means_what_it_says(#[case] played: Move, #[case] expected: &str) {
    let sink = SmtpSink::open([played]).await;
    let mailer = transport(&sink);
    let verdict = mailer.send(&letter(1)).await;
    assert_eq!(word(&verdict), expected, "{verdict:?}");
    // Whatever happened, the next letter goes through.
    let next = mailer.send(&letter(2)).await;
    assert_eq!(word(&next), "accepted", "{next:?}");
}

#[tokio::test]
async fn one_connection_carries_many_letters_and_a_refused_one_does_not_spoil_it() {
    let sink = SmtpSink::open([Move::Dot("250 ok"), Move::Rcpt("550 no such user")]).await;
    let mailer = transport(&sink);
    for number in 0..20 {
        mailer.send(&letter(number)).await;
    }
    assert_eq!((sink.connections(), sink.letters().len()), (1, 18));
}

#[tokio::test]
async fn a_connection_that_the_relay_closed_is_replaced_without_anybody_noticing() {
    let sink = SmtpSink::open([Move::Dot("250 ok"), Move::Rcpt("421 idle for too long")]).await;
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
