//! What a reader notices, for every template in both languages.

use chrono_tz::Asia::Shanghai;
use mulin_entity::{
    kernel::Language,
    notifications::{
        rules::wording::{Wording, variables},
        writing::{Said, Scribe, Script, Written},
    },
};
use serde_json::{Value, json};

use super::*;
use crate::mail::TEMPLATES;

fn example(template: &str) -> Value {
    serde_json::from_str(crate::mail::template::example(template).expect("an example")).expect("JSON")
}

fn render(template: &str, locale: &str, facts: &Value) -> Rendered {
    let look = Look { name: "李娜", locale, zone: Shanghai };
    Renderer::new("https://mulin.example/")
        .expect("templates parse")
        .render(template, &look, facts)
        .unwrap_or_else(|fault| panic!("{template} {locale}: {fault}"))
}

#[test]
fn every_template_renders_in_both_languages() {
    for template in TEMPLATES {
        for locale in ["zh-CN", "en"] {
            let letter = render(template, locale, &example(template));
            assert!(!letter.subject.is_empty() && !letter.subject.contains('\n'), "{template}");
            assert!(letter.html.contains("</html>"), "{template}");
            for body in [&letter.text, &letter.html] {
                assert!(!body.contains("{{") && !body.contains("{%"), "{template} {locale}");
                assert!(!body.contains("undefined"), "{template} {locale}: {body}");
            }
            let chinese = letter.text.contains("睦邻平台");
            assert_eq!(chinese, locale == "zh-CN", "{template} {locale}: {}", letter.text);
        }
    }
}

#[test]
fn links_lead_into_this_installation_only() {
    let mut facts = example("tenancy.password_reset");
    let link = "https://mulin.example/invitations/3q2-7wEXAMPLE";
    let letter = render("tenancy.password_reset", "zh-CN", &facts);
    assert!(letter.text.contains(link) && letter.html.contains(&format!("href=\"{link}\"")));

    facts["path"] = json!("https://evil.example/reset/x?y=1");
    let letter = render("tenancy.password_reset", "en", &facts);
    assert!(letter.text.contains("https://mulin.example/reset/x?y=1") && !letter.text.contains("evil"), "{}", letter.text);

    for elsewhere in ["//evil.example", "/a b", "javascript:alert(1)", "/\"onclick="] {
        facts["path"] = json!(elsewhere);
        let look = Look { name: "李娜", locale: "en", zone: Shanghai };
        let renderer = Renderer::new("https://mulin.example").expect("templates parse");
        let refused = renderer.render("tenancy.password_reset", &look, &facts);
        assert!(refused.is_err(), "{elsewhere}");
    }
}

#[test]
fn what_people_typed_is_text_in_html() {
    let mut facts = example("tenancy.signup_refused");
    facts["reason"] = json!("<script>alert(1)</script> & more");
    let letter = render("tenancy.signup_refused", "zh-CN", &facts);
    assert!(!letter.html.contains("<script>"));
    assert!(letter.html.contains("&lt;script&gt;"));
    assert!(letter.text.contains("<script>alert(1)</script> & more"));
}

#[test]
fn a_missing_fact_stops_the_letter() {
    let mut facts = example("tenancy.member_invitation");
    facts.as_object_mut().expect("an object").remove("inviter");
    let look = Look { name: "李娜", locale: "zh-CN", zone: Shanghai };
    let renderer = Renderer::new("https://mulin.example").expect("templates parse");
    assert!(renderer.render("tenancy.member_invitation", &look, &facts).is_err());
}

#[test]
fn the_digest_lists_visits_in_the_order_given_under_their_buildings() {
    let letter = render("visits.digest", "zh-CN", &example("visits.digest"));
    assert_eq!(letter.subject, "11月23日 周一 探访清单：4 户，1 户已超期");
    for body in [&letter.text, &letter.html] {
        let at = |what: &str| body.find(what).unwrap_or_else(|| panic!("{what} in {body}"));
        let order = ["3号楼", "王桂芬", "刘长顺", "5号楼", "陈玉兰", "孙志强"].map(at);
        assert!(order.is_sorted(), "{order:?}");
        assert_eq!(body.matches("3号楼").count(), 1, "a building is named once");
        assert!(body.contains("已超期") && body.contains("独居") && body.contains("今日再访"));
    }
    let english = render("visits.digest", "en", &example("visits.digest"));
    assert_eq!(english.subject, "Visits on Mon 23 Nov 2026: 4, 1 overdue");
}

#[test]
fn times_are_written_in_the_reader_s_zone() {
    // 2026-11-25T09:00Z is five in the afternoon in Tianjin.
    let letter = render("tenancy.signup_proof", "zh-CN", &example("tenancy.signup_proof"));
    assert!(letter.text.contains("11月25日 周三 17:00"), "{}", letter.text);
}

#[test]
fn the_weekly_report_shows_each_community_with_its_change() {
    let letter = render("reports.weekly", "zh-CN", &example("reports.weekly"));
    let line = letter.text.lines().find(|line| line.starts_with("江南春色社区"));
    assert_eq!(line, Some("江南春色社区：应访 186（+6），完成 184（+13），完成率 98.9%（上周 95.0%），未访 2，上报 1"));
    // A community that did worse is not dressed up, and 100 % means that nobody is missing.
    assert!(letter.text.contains("秋怡家园社区：应访 601（+11），完成 571（−4），完成率 95.0%"));
    assert!(letter.text.contains("瑞景第一社区：应访 120（−2），完成 120（+1），完成率 100.0%"));
    assert!(letter.html.contains("1,354") && letter.html.contains("合计"));
}

fn in_words(template: &str, locale: &str, facts: &Value, wording: Option<&Wording>) -> (Written, Said) {
    let script = Script { template, name: "李娜", locale, zone: Shanghai, facts, wording };
    let renderer = Renderer::new("https://mulin.example/").expect("templates parse");
    (renderer.write(&script).expect(template), renderer.say(&script).expect(template))
}

#[test]
fn every_variable_of_every_template_says_something() {
    for (template, known) in variables::WORDED {
        for language in Language::ALL {
            let starter = variables::starter(template, language).expect("words to begin with");
            let (written, said) = in_words(template, language.tag(), &example(template), Some(starter));
            for variable in *known {
                assert!(!said.values[variable.key].is_empty(), "{template} {language}: {}", variable.key);
            }
            for text in [&written.subject, &written.text, &written.html, &said.sms, &said.chat] {
                assert!(!text.is_empty() && !text.contains(['{', '}']), "{template} {language}: {text}");
            }
            let (written, said) = in_words(template, language.tag(), &example(template), None);
            assert!(said.sms.starts_with(&written.subject) && said.sms.contains("https://mulin.example/"));
            assert!(!said.chat.contains("自动发出"), "a chat needs no mail's footer");
        }
    }
}

#[test]
fn own_words_keep_the_list_of_the_built_in_letter_and_are_text_in_html() {
    let mut facts = example("visits.digest");
    facts["community"] = json!("<b>春色</b>");
    let wording = Wording {
        subject: "{社区}：{数量}户".to_owned(),
        body: "{姓名}好！\n辛苦了 <3\n\n{清单}\n\n打开：{链接}".to_owned(),
        sms: String::new(),
        chat: String::new(),
    };
    let (written, said) = in_words("visits.digest", "zh-CN", &facts, Some(&wording));
    assert_eq!(written.subject, "<b>春色</b>：4户");
    assert!(written.html.contains("李娜好！<br>辛苦了 &lt;3") && !written.html.contains("<b>春色"), "{}", written.html);
    assert!(written.html.contains("王桂芬</strong>") && written.text.contains("1单元 201  王桂芬"), "{}", written.text);
    assert!(written.html.contains("href=\"https:&#x2f;&#x2f;mulin.example"), "{}", written.html);
    assert_eq!(said.sms, "<b>春色</b>：4户 https://mulin.example/visits/today");
    assert!(said.chat.starts_with("李娜好！\n辛苦了 <3\n\n【3号楼】"), "{}", said.chat);
}
