//! A year of joint activities in the model community: most were held with what units brought, one was called off, one is to come.

use chrono::{Days, Duration, NaiveDate};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{Writer, ZONE, accounts::Members};
use crate::{
    calendar::local,
    kernel::{Result, Role},
    partners::{
        joint_activities::{self, Design},
        joint_activity::{self, Stage},
        joint_invitation::{self, State},
        joint_invitations,
        joint_rules::{Answer, Contribution},
    },
};

/// What a unit brought: its place among the units, people, money in fen, goods, venue, expertise.
type Brought = (usize, i64, i64, &'static str, &'static str, &'static str);
/// An activity that was held: so many days ago, its title, theme, place, how many were expected and served, what came of it, who brought what.
type Held = (u64, &'static str, &'static str, &'static str, i64, i64, &'static str, &'static [Brought]);

const HELD: [Held; 6] = [
    (
        318,
        "迎新春送福字进楼门",
        "节日",
        "党群服务中心",
        120,
        146,
        "写春联三百副，慰问独居老人二十六户",
        &[(4, 12, 0, "", "", "书法老师现场书写"), (6, 4, 500_000, "米面油二十六份", "", ""), (7, 6, 0, "热饺子一百份", "", "")],
    ),
    (
        262,
        "学雷锋便民服务日",
        "便民",
        "春园广场",
        150,
        203,
        "理发、磨刀、修表、测血压一站式办，居民希望每季度一次",
        &[(0, 5, 0, "血压计、宣传册", "", "心内科问诊"), (3, 4, 0, "", "", "井盖与排水现场答疑"), (5, 8, 0, "", "", "心理支持")],
    ),
    (
        203,
        "消防安全联合演练",
        "安全",
        "北门广场",
        80,
        97,
        "演练疏散与灭火器使用，登记楼道堆物点位九处",
        &[(2, 6, 0, "", "", "反诈与交通提示"), (3, 5, 0, "围挡、警示牌", "", "")],
    ),
    (
        141,
        "暑期少年课堂",
        "育人",
        "红山小学图书室",
        40,
        38,
        "十次课全部开满，孩子们办了一次小画展",
        &[(4, 9, 0, "", "图书室和操场", "美术、编程"), (6, 0, 300_000, "文具四十套", "", "")],
    ),
    (
        74,
        "国庆前环境大清整",
        "环境",
        "全社区",
        100,
        112,
        "清理楼道堆物和飞线，六号楼西侧改成花箱",
        &[(3, 14, 0, "清运车两辆", "", ""), (7, 8, 0, "午餐一百份", "", "")],
    ),
    (
        36,
        "重阳节联合义诊",
        "敬老",
        "党群服务中心",
        90,
        118,
        "量血压、查血糖、中医推拿，建档三十一份，两位老人转诊",
        &[(0, 7, 0, "血糖试纸", "", "全科、心内科"), (1, 6, 0, "艾灸贴", "", "中医推拿"), (6, 3, 200_000, "重阳糕九十份", "", "")],
    ),
];

/// Writes them; `units` are the partner units in their order.
pub(super) async fn write(writer: &Writer<'_>, members: &Members, units: &[Uuid]) -> Result<()> {
    let today = local::day_of(ZONE, writer.tx.now());
    let owner = members.with(Role::Staff).first().copied();
    for held in HELD {
        write_held(writer, owner, units, held, today).await?;
    }
    let (tx, off) = (&writer.tx, today - Days::new(103));
    let design = design("社区读书会走进超市", "阅读", "邻家便民超市二楼", off, 14, 30, owner);
    let off = joint_activities::plan(tx, design, [units[6]].into()).await?;
    joint_activities::cancel(tx, off.id, off.revision, "超市装修，改到来年").await?;
    come(writer, owner, units, today).await
}

async fn write_held(
    writer: &Writer<'_>,
    owner: Option<Uuid>,
    units: &[Uuid],
    (back, title, theme, place, expected, served, result, brought): Held,
    today: NaiveDate,
) -> Result<()> {
    let (tx, day) = (&writer.tx, today - Days::new(back));
    let activity = joint_activities::plan(tx, design(title, theme, place, day, 9, expected, owner), Default::default()).await?;
    let asked_at = activity.starts_at - Duration::days(9);
    let row = joint_activity::ActiveModel {
        id: Set(activity.id),
        stage: Set(Stage::Held),
        held_on: Set(Some(day)),
        served: Set(Some(served)),
        result: Set(result.to_owned()),
        revision: Set(2),
        created_at: Set(asked_at),
        ..Default::default()
    };
    tx.update(row).await?;
    let invitation = |unit: usize, state: State| joint_invitation::ActiveModel {
        activity_id: Set(activity.id),
        unit_id: Set(units[unit]),
        state: Set(state),
        accepted_at: Set(None),
        note: Set(String::new()),
        revision: Set(2),
        created_at: Set(asked_at),
        ..Default::default()
    };
    for (unit, people, money, goods, venue, expertise) in brought {
        let (goods, venue, expertise) = ((*goods).to_owned(), (*venue).to_owned(), (*expertise).to_owned());
        let gift = serde_json::to_value(Contribution { people: *people, money: *money, goods, venue, expertise })?;
        let row = joint_invitation::ActiveModel {
            accepted_at: Set(Some(asked_at + Duration::days(2))),
            pledged: Set(Some(gift.clone())),
            brought: Set(Some(gift)),
            revision: Set(3),
            ..invitation(*unit, State::TookPart)
        };
        tx.insert(row).await?;
    }
    // Now and then a unit cannot.
    if brought.len() < 3
        && let Some(unit) = (0..units.len()).find(|unit| brought.iter().all(|(one, ..)| one != unit))
    {
        tx.insert(joint_invitation::ActiveModel { note: Set("当天另有安排".to_owned()), ..invitation(unit, State::Declined) }).await?;
    }
    Ok(())
}

/// One that is to come: one unit has answered, the others are still to.
async fn come(writer: &Writer<'_>, owner: Option<Uuid>, units: &[Uuid], today: NaiveDate) -> Result<()> {
    let tx = &writer.tx;
    let coming = design("迎新年共建联欢", "节日", "党群服务中心", today + Days::new(9), 14, 150, owner);
    let coming = joint_activities::plan(tx, coming, [units[0], units[3], units[4], units[7]].into()).await?;
    let invited = joint_invitations::seen(tx, None, coming.id, units[4]).await?;
    let pledged =
        Contribution { people: 20, venue: "礼堂".to_owned(), expertise: "合唱与舞蹈节目".to_owned(), ..Default::default() };
    joint_invitations::answer(tx, &invited, invited.revision, Answer::Accept, true, pledged, "").await.map(drop)
}

fn design(title: &str, theme: &str, place: &str, day: NaiveDate, hour: i64, expected: i64, owner: Option<Uuid>) -> Design {
    let starts_at = local::midnight(ZONE, day) + Duration::hours(hour);
    Design {
        title: title.to_owned(),
        theme: theme.to_owned(),
        detail: String::new(),
        place: place.to_owned(),
        starts_at,
        ends_at: starts_at + Duration::hours(3),
        owner,
        expected,
        offer: None,
    }
}
