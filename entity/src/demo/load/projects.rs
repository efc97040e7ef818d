//! What the demo communities build: some of it stands, some is under way, some is asked for.

use chrono::{Days, NaiveDate};
use sea_orm::ActiveValue::Set;

use super::{Writer, ZONE, accounts::Members};
use crate::{
    calendar::local,
    kernel::{Actor, Result},
    projects::{Kind, Stage, project, project_cost, project_milestone, project_opinion, project_step},
};

/// A project of the demo: when it began and is to end, in days from today; what it costs, in ten thousand yuan.
struct Work {
    kind: Kind,
    name: &'static str,
    place: &'static str,
    summary: &'static str,
    from: i64,
    until: i64,
    cost: i64,
    stage: Stage,
}

const fn work(
    kind: Kind,
    (name, place, summary): (&'static str, &'static str, &'static str),
    (from, until): (i64, i64),
    cost: i64,
    stage: Stage,
) -> Work {
    Work { kind, name, place, summary, from, until, cost, stage }
}

/// Eight for livelihood, and what was made new: three gardens, two pavilions and a corridor.
const WORKS: [Work; 14] = [
    work(Kind::Livelihood, ("单元门口加装扶手", "1至6号楼", "老人上下台阶有扶手可抓。"), (-330, -290), 6, Stage::Followed),
    work(Kind::Livelihood, ("助餐点开张", "便民服务站一层", "午餐、晚餐，八十岁以上送到家。"), (-300, -210), 18, Stage::Followed),
    work(Kind::Livelihood, ("非机动车充电棚", "北门内侧", "车不进楼、线不入户。"), (-260, -180), 22, Stage::Followed),
    work(Kind::Livelihood, ("楼道照明改造", "全部楼栋", "声控灯换成感应灯，夜里回家不摸黑。"), (-200, -120), 9, Stage::Followed),
    work(Kind::Livelihood, ("无障碍坡道", "便民服务站门前", "轮椅和婴儿车能自己进出。"), (-150, -80), 7, Stage::Accepted),
    work(Kind::Livelihood, ("雨污井清掏与改造", "2、4、5号楼之间", "汛期前解决积水。"), (-70, 12), 31, Stage::Building),
    work(Kind::Livelihood, ("加装电梯试点", "3号楼2单元", "居民自愿、业主出资、政府补贴。"), (-45, 120), 64, Stage::Building),
    work(Kind::Livelihood, ("垃圾投放点雨棚", "东、西两处投放点", "加棚、加灯、加洗手池。"), (10, 60), 8, Stage::Approved),
    work(Kind::Renovation, ("春园", "1号楼南侧", "补种花木，修整小路。"), (-320, -250), 15, Stage::Followed),
    work(Kind::Renovation, ("夏园", "3号楼南侧", "增加座椅和儿童沙池。"), (-240, -150), 19, Stage::Followed),
    work(Kind::Renovation, ("秋园", "5号楼西侧", "清理堆物，改成健身角。"), (-130, -40), 16, Stage::Accepted),
    work(Kind::Renovation, ("听雨亭", "春园内", "歇脚、下棋、议事的地方。"), (-180, -110), 11, Stage::Followed),
    work(Kind::Renovation, ("邻里亭", "夏园内", "板凳课堂就开在这里。"), (-60, -5), 12, Stage::Building),
    work(Kind::Renovation, ("睦邻长廊", "春园至秋园", "避雨连廊，两侧做文化墙。"), (30, 150), 27, Stage::Proposed),
];
/// What has to be reached on the way, and at which share of the time, in percent.
const MILESTONES: [(&str, i64); 3] = [("征求意见、公示", 15), ("施工队进场", 35), ("完工清场", 100)];
/// What people said afterwards.
const OPINIONS: [(i64, &str); 4] =
    [(5, "等了好几年，终于办成了。"), (5, "方便多了。"), (4, "要是再多几个座位就好了。"), (4, "施工那阵子有点吵，结果是好的。")];
/// Money was paid in so many parts.
const PARTS: i64 = 3;
/// Fen in ten thousand yuan.
const FEN: i64 = 1_000_000;

/// Writes a few of them, all for the model community.
pub(super) async fn write(writer: &mut Writer<'_>, members: &Members) -> Result<()> {
    let mut random = writer.random("projects");
    let today = local::day_of(ZONE, writer.tx.now());
    let actor = serde_json::to_value(Actor::System)?;
    let day = |offset: i64| if offset < 0 { today - Days::new(offset.unsigned_abs()) } else { today + Days::new(offset.unsigned_abs()) };
    let (mut projects, mut steps, mut milestones, mut costs, mut opinions) = (vec![], vec![], vec![], vec![], vec![]);
    let all = writer.place.code == crate::demo::place::MODEL;
    for (place, work) in WORKS.iter().enumerate() {
        if !(all || place == 0 || random.chance(0.3)) {
            continue;
        }
        let begun = local::midnight(ZONE, day(work.from.min(-1)) - Days::new(20));
        let id = random.id(begun);
        let accepted = matches!(work.stage, Stage::Accepted | Stage::Followed).then(|| day(work.until));
        projects.push(project::ActiveModel {
            id: Set(id),
            kind: Set(work.kind),
            name: Set(work.name.to_owned()),
            place: Set(work.place.to_owned()),
            summary: Set(work.summary.to_owned()),
            stage: Set(work.stage),
            owner_id: Set(members.grid_workers.first().copied()),
            grid_id: Set(None),
            starts_on: Set(Some(day(work.from))),
            due_on: Set(Some(day(work.until))),
            budget: Set(work.cost * FEN),
            revision: Set(1),
            published: Set(work.stage != Stage::Proposed),
            accepted_on: Set(accepted),
            told_on: Set(accepted),
            created_at: Set(begun),
            updated_at: Set(begun),
            ..Default::default()
        });
        for (place, (stage, on)) in (1..).zip(course(work, &day, today)) {
            let at = local::midnight(ZONE, on) + chrono::Duration::hours(10);
            steps.push(project_step::ActiveModel {
                id: Set(random.id(at)),
                project_id: Set(id),
                place: Set(place),
                stage: Set(stage),
                note: Set(String::new()),
                actor: Set(actor.clone()),
                created_at: Set(at),
                ..Default::default()
            });
        }
        for (name, share) in MILESTONES {
            let due = day(work.from + (work.until - work.from) * share / 100);
            milestones.push(project_milestone::ActiveModel {
                id: Set(random.id(begun)),
                project_id: Set(id),
                name: Set(name.to_owned()),
                due_on: Set(due),
                done_on: Set((due < today && (accepted.is_some() || share < 100)).then_some(due)),
                told_on: Set(None),
                ..Default::default()
            });
        }
        let paid = match work.stage {
            Stage::Proposed | Stage::Approved | Stage::Dropped => 0,
            Stage::Building => 1,
            Stage::Accepted | Stage::Followed => PARTS,
        };
        for part in 0..paid {
            let on = day((work.from + (work.until - work.from) * (part + 1) / PARTS).min(-1));
            costs.push(project_cost::ActiveModel {
                id: Set(random.id(local::midnight(ZONE, on))),
                project_id: Set(id),
                on_day: Set(on),
                purpose: Set("工程款".to_owned()),
                payee: Set("瑞景市政工程队".to_owned()),
                amount: Set(work.cost * FEN / PARTS - random.between(0, 40) * 10_000),
                actor: Set(actor.clone()),
                ..Default::default()
            });
        }
        if work.stage == Stage::Followed {
            for (score, note) in OPINIONS.iter().take(2 + (id.as_u128() % 3) as usize) {
                opinions.push(project_opinion::ActiveModel {
                    id: Set(random.id(begun)),
                    project_id: Set(id),
                    on_day: Set(day(work.until + 32).min(today)),
                    score: Set(*score),
                    note: Set((*note).to_owned()),
                    actor: Set(actor.clone()),
                    ..Default::default()
                });
            }
        }
    }
    let tx = &writer.tx;
    tx.insert_many(projects).await?;
    tx.insert_many(steps).await?;
    tx.insert_many(milestones).await?;
    tx.insert_many(costs).await?;
    tx.insert_many(opinions).await
}

/// When a project came to which stage.
fn course(work: &Work, day: &impl Fn(i64) -> NaiveDate, today: NaiveDate) -> Vec<(Stage, NaiveDate)> {
    let asked = day(work.from.min(-1)) - Days::new(20);
    let whole = [
        (Stage::Proposed, asked),
        (Stage::Approved, asked + Days::new(10)),
        (Stage::Building, day(work.from)),
        (Stage::Accepted, day(work.until)),
        (Stage::Followed, day(work.until + 32)),
    ];
    let last = whole.iter().position(|(stage, _)| *stage == work.stage).unwrap_or_default();
    whole.into_iter().take(last + 1).map(|(stage, on)| (stage, on.min(today))).collect()
}
