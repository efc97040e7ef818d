//! The think tank of the demo communities: seven work groups, nearly a hundred in-service party members, and what they were asked.

use chrono::{Days, Duration, NaiveDate};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{
    super::{names, random::Random},
    Writer, ZONE,
    accounts::Members,
};
use crate::{
    calendar::local,
    kernel::{Result, Role},
    partners::{
        expert::{self, Field},
        expert_request::{self, State},
        experts,
    },
    people::{Sex, words::word},
};

/// A work group: its name, what it is there for, what its experts know, where they work, what else they know.
type Group = (&'static str, &'static str, &'static [Field], &'static [&'static str], &'static [&'static str]);

const GROUPS: [Group; 7] = [
    (
        "法律服务组",
        "合同、物业、赡养纠纷的咨询与调解",
        &[Field::Law],
        &["区司法局 科员", "正衡律师事务所 律师", "区法院 法官助理"],
        &["遗嘱公证", "物业纠纷", "劳动仲裁"],
    ),
    (
        "医疗健康组",
        "义诊、慢病管理、急救培训",
        &[Field::Health],
        &["市第一中心医院 主治医师", "区中医医院 护士长", "社区卫生服务中心 全科医生"],
        &["高血压", "糖尿病", "急救培训"],
    ),
    (
        "工程技术组",
        "电梯、管道、屋面、改造方案",
        &[Field::Engineering],
        &["市设计院 工程师", "区市政工程所 高级工程师", "市自来水集团 技术员"],
        &["电梯", "加装电梯", "屋面防水"],
    ),
    (
        "平安建设组",
        "消防、反诈、隐患排查",
        &[Field::Safety, Field::Environment],
        &["瑞景派出所 民警", "区消防救援支队 参谋", "区应急局 科员"],
        &["电动车", "反诈", "高空抛物"],
    ),
    (
        "教育成长组",
        "课后托管、青少年活动、家庭教育",
        &[Field::Education, Field::Psychology],
        &["红山小学 教师", "市五中 班主任", "师范大学 讲师"],
        &["家庭教育", "心理疏导", "阅读推广"],
    ),
    (
        "文体宣传组",
        "节日活动、宣传策划、数字助老",
        &[Field::Culture, Field::Technology],
        &["区文化馆 馆员", "市广播电视台 编导", "电信公司 工程师"],
        &["合唱", "摄影", "智能手机"],
    ),
    (
        "民生财务组",
        "公共收益、维修资金、救助政策",
        &[Field::Finance],
        &["区财政局 科员", "银行支行 客户经理", "会计师事务所 注册会计师"],
        &["维修资金", "公共收益", "低保政策"],
    ),
];
/// So many are in each group.
const IN_EACH: usize = 14;
/// What was asked: so many days ago, whom by the place of the group, what, what they said, how far it is.
const ASKED: [(u64, usize, &str, &str, State); 10] = [
    (250, 2, "3号楼屋面反复漏水，怎么修才管用", "先做闭水试验查清漏点，再申请维修资金整体翻修", State::Thanked),
    (212, 0, "楼上楼下漏水赔偿谈不拢", "先请双方共同确认损失，参照装修合同折旧协商", State::Thanked),
    (178, 6, "小区公共收益怎么公示", "按季度公示收支明细，附合同和票据编号", State::Thanked),
    (140, 3, "电动车进楼充电屡禁不止", "增设棚内充电口，配合梯控和楼门长提醒", State::Thanked),
    (102, 1, "独居老人慢病怎么随访", "与家庭医生签约结合，每月量一次血压并登记", State::Thanked),
    (75, 4, "暑期托管缺内容", "学校开放图书室，教师志愿者每周三次", State::Advised),
    (48, 5, "老年人学手机没人教", "分三次课，从接打视频、扫码、防骗讲起", State::Thanked),
    (26, 2, "加装电梯低层住户有顾虑", "", State::Declined),
    (6, 0, "群租房怎么依法整治", "", State::Accepted),
    (1, 3, "雨季地库怎么防倒灌", "", State::Asked),
];

/// Writes it. One of the experts is the demo's volunteer, so that somebody can be seen to answer.
pub(super) async fn write(writer: &Writer<'_>, members: &Members) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("think tank"));
    let today = local::day_of(ZONE, tx.now());
    let mut firsts = Vec::new();
    let mut rows = Vec::new();
    for (place, (name, about, fields, workplaces, words)) in GROUPS.into_iter().enumerate() {
        let group = experts::add_group(tx, name, about).await?;
        for number in 0..IN_EACH {
            let id = random.id(writer.since);
            let first = place == 0 && number == 0;
            if number == 0 {
                firsts.push(id);
            }
            rows.push(expert::ActiveModel {
                id: Set(id),
                group_id: Set(group.id),
                name: Set(name_of(&mut random, today)),
                workplace: Set((*random.one_of(workplaces)).to_owned()),
                phone: Set(tx.seal("expert", "phone", id, &format!("139{:08}", random.between(0, 99_999_999)))?),
                member_id: Set(members.with(Role::Volunteer).first().copied().filter(|_| first)),
                fields: Set(json!(fields.iter().copied().map(word).collect::<Vec<_>>())),
                words: Set(json!([random.one_of(words)])),
                available: Set(number == 0 || random.chance(0.9)),
                revision: Set(1),
                created_at: Set(writer.since),
                ..Default::default()
            });
        }
    }
    tx.insert_many(rows).await?;
    let staff = members.with(Role::Staff).first().copied();
    let asked = ASKED.map(|(back, group, title, advice, state)| {
        let at = writer.morning(today - Days::new(back));
        let advised = matches!(state, State::Advised | State::Thanked);
        expert_request::ActiveModel {
            id: Set(random.id(at)),
            expert_id: Set(firsts[group]),
            matter_id: Set(None),
            asked_by: Set(staff),
            title: Set(title.to_owned()),
            question: Set("想听听您的意见：先做什么，找谁，要注意什么？".to_owned()),
            state: Set(state),
            answered_at: Set((state != State::Asked).then(|| at + Duration::hours(5))),
            advised_at: Set(advised.then(|| at + Duration::days(2))),
            advice: Set(if state == State::Declined { "近期出差，请另找同事".to_owned() } else { advice.to_owned() }),
            rating: Set((state == State::Thanked).then(|| random.between(4, 5))),
            thanks: Set(if state == State::Thanked { "已按建议办理，谢谢！".to_owned() } else { String::new() }),
            revision: Set(1),
            created_at: Set(at),
            ..Default::default()
        }
    });
    tx.insert_many(asked.into()).await
}

fn name_of(random: &mut Random, today: NaiveDate) -> String {
    let sex = if random.chance(0.5) { Sex::Male } else { Sex::Female };
    let age = random.between(28, 58);
    let born = random.born(age, today);
    format!("{}{}", names::surname(random), names::given(random, sex, born))
}
