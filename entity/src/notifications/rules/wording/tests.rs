use super::*;

const DIGEST: &str = "visits.digest";

fn words(subject: &str, sms: &str) -> Wording {
    Wording { subject: subject.to_owned(), body: "{清单}".to_owned(), sms: sms.to_owned(), chat: String::new() }
}

fn fault(wording: &Wording) -> (String, &'static str) {
    let failure = wording.check(DIGEST, Language::Chinese).expect_err("a flaw");
    let fault = failure.fields().first().expect("a field").clone();
    (fault.field, fault.code)
}

#[test]
fn each_part_says_why_it_cannot_be_used() {
    for (subject, sms, field, code) in [
        ("", "", "subject", "notifications.setting_wanted"),
        ("{姓名", "", "subject", "notifications.brace_unclosed"),
        ("姓名}", "", "subject", "notifications.brace_unclosed"),
        ("{{姓名}}", "", "subject", "notifications.brace_unclosed"),
        ("{身份证号}", "", "subject", "notifications.variable_unknown"),
        ("{name}", "", "subject", "notifications.variable_unknown"),
        ("{清单}", "", "subject", "notifications.variable_too_long"),
        ("好\nBcc: all@example.org", "", "subject", "notifications.one_line_only"),
        ("好", "【社区】您好", "sms", "notifications.signature_by_rule"),
        ("好", "{清单}", "sms", "notifications.variable_too_long"),
    ] {
        assert_eq!(fault(&words(subject, sms)), (field.to_owned(), code), "{subject} {sms}");
    }
    assert!(words("{日期} {数量} 户", "").check(DIGEST, Language::Chinese).is_ok());
}

#[test]
fn an_unknown_variable_is_told_with_those_that_there_are() {
    let failure = words("好", "{电话}").check(DIGEST, Language::Chinese).expect_err("unknown");
    let text = Language::Chinese.text("notifications.variable_unknown", failure.facts());
    assert!(text.contains("{电话}") && text.contains("{姓名}") && !text.contains("{清单}"), "{text}");
}

#[test]
fn what_is_filled_in_makes_no_line_no_header_and_no_second_signature() {
    let values = Values::from([("name".to_owned(), "李\r\nBcc: all【催收】".to_owned()), ("list".to_owned(), "一\n二".to_owned())]);
    let wording = Wording { chat: "{清单}".to_owned(), ..words("致{姓名}", "{姓名}您好") };
    let filled = |part| wording.fill(part, DIGEST, Language::Chinese, &values);
    assert_eq!(filled(Part::Subject), "致李 Bcc: all【催收】");
    assert_eq!(signed("春色社区", &filled(Part::Sms)), "【春色社区】李 Bcc: all[催收]您好");
    assert_eq!(filled(Part::Chat), "一\n二");
}

#[test]
fn a_signature_is_short_and_without_brackets() {
    assert!(is_signature("春色社区"));
    for unfit in ["", "春", "【春色社区】", "春 色", &"长".repeat(21)] {
        assert!(!is_signature(unfit), "{unfit}");
    }
}
