//! A year of campaigns and publicity events in the demo communities: two campaigns are summed up, one runs; most events were held.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{Writer, ZONE, places::Ids};
use crate::{
    calendar::local,
    kernel::Result,
    patrols::{
        Kind, campaign_figures,
        campaign_rules::Windows,
        campaigns,
        patrol_campaign::{self, Stage},
        publicity,
        publicity_event::{self, Stage as Event},
    },
    people::words::word,
    visits::desk::Desk,
};

/// A campaign that is over: so many days ago it began, so many days it took, its name and goal, which kinds of trouble, what came of it.
type Over = (u64, u64, &'static str, &'static str, &'static [Kind], &'static str);

const OVER: [Over; 2] = [
    (
        226,
        30,
        "楼道堆物专项整治",
        "清空楼道堆物，消防通道畅通",
        &[Kind::Clutter, Kind::Wires],
        "逐楼清理并与住户签承诺，当日整改；清了又堆的仍多，回潮大的楼门转为重点点位，组长每周看一次。",
    ),
    (
        118,
        21,
        "垃圾投放点环境整治",
        "投放点地面无散落，大件垃圾当日清",
        &[Kind::Bins, Kind::Litter],
        "增设照明和洗手池，物业改为一日三清。",
    ),
];
/// An event: so many days ago, what about, where, how many were expected and reached, how many leaflets, what came of it.
type Told = (u64, &'static str, &'static str, i64, i64, i64, &'static str);

const HELD: [Told; 7] = [
    (331, "禁放烟花爆竹入户宣传", "全社区", 300, 412, 400, "楼门组长入户，签承诺书三百余份"),
    (287, "文明祭扫倡议", "春园广场", 80, 96, 120, "设鲜花换纸钱点，收到二百余条寄语"),
    (219, "楼道不堆物承诺签名", "6号楼前", 60, 74, 90, "与专项整治同步，现场认领清理十二户"),
    (176, "垃圾分类小课堂", "党群服务中心", 50, 63, 70, "孩子们做投放游戏，家长领了分类袋"),
    (112, "投放点文明值守", "东侧投放点", 40, 158, 200, "连续三个早晨在投放点劝导"),
    (60, "文明养犬集中宣传", "春园广场", 80, 105, 150, "现场办犬证咨询，发放拾便袋"),
    (22, "电动车充电安全提示", "北门", 60, 83, 120, "演示飞线充电起火视频，登记充电需求四十户"),
];

/// Writes them.
pub(super) async fn write(writer: &Writer<'_>, ids: &Ids) -> Result<()> {
    let (tx, today) = (&writer.tx, local::day_of(ZONE, writer.tx.now()));
    let workers = ids.busiest_workers();
    let mut over = Vec::new();
    for (place, campaign) in OVER.into_iter().enumerate() {
        over.push(sum_up(writer, campaign, workers[place % workers.len()], today).await?);
    }
    let running = campaigns::Design {
        name: "冬季飞线充电与堆物整治".to_owned(),
        goal: "元旦前楼道无飞线、无堆物，回潮率比秋季降一半".to_owned(),
        from: today - Days::new(8),
        until: today + Days::new(20),
        kinds: BTreeSet::from([Kind::Wires, Kind::Clutter]),
        grids: BTreeSet::new(),
        points: BTreeSet::new(),
        denser: true,
        lead: workers[0],
    };
    let running = campaigns::plan(tx, running).await?;
    for (number, (back, topic, place, expected, reached, materials, summary)) in HELD.into_iter().enumerate() {
        let day = today - Days::new(back);
        let campaign = over.iter().find(|campaign| campaign.from_day <= day && day <= campaign.until_day).map(|campaign| campaign.id);
        let row = publicity_event::ActiveModel {
            grid_id: Set(ids.grids.get(number % ids.grids.len()).copied()),
            campaign_id: Set(campaign),
            stage: Set(Event::Held),
            held_on: Set(Some(day)),
            reached: Set(Some(reached)),
            materials: Set(Some(materials)),
            summary: Set(summary.to_owned()),
            ..past(writer, (topic, place), day, expected, workers[number % workers.len()])
        };
        tx.insert(row).await?;
    }
    let off = publicity_event::ActiveModel {
        stage: Set(Event::Cancelled),
        summary: Set("当晚暴雨，活动取消".to_owned()),
        ..past(writer, ("露天电影文明观影提示", "春园广场"), today - Days::new(145), 100, workers[0])
    };
    tx.insert(off).await?;
    let coming = publicity::Design {
        topic: "飞线充电劝导和安全承诺".to_owned(),
        detail: String::new(),
        place: "3号楼前".to_owned(),
        grid: ids.grids.first().copied(),
        starts_at: at(today + Days::new(3)),
        owner: workers[0],
        campaign: Some(running.id),
        expected: 60,
    };
    publicity::plan(tx, coming).await.map(drop)
}

/// A campaign that was summed up the day after it ended, with the figures that it had by then.
async fn sum_up(
    writer: &Writer<'_>,
    (back, days, name, goal, kinds, summary): Over,
    lead: Option<Uuid>,
    today: NaiveDate,
) -> Result<patrol_campaign::Model> {
    let (tx, from) = (&writer.tx, today - Days::new(back));
    let until = from + Days::new(days - 1);
    let kinds: Vec<String> = kinds.iter().copied().map(word).collect();
    let row = patrol_campaign::ActiveModel {
        name: Set(name.to_owned()),
        goal: Set(goal.to_owned()),
        from_day: Set(from),
        until_day: Set(until),
        kinds: Set(serde_json::to_value(kinds)?),
        denser: Set(true),
        lead_id: Set(lead),
        stage: Set(Stage::Closed),
        closed_on: Set(Some(until + Days::new(1))),
        summary: Set(summary.to_owned()),
        closing: Set(None),
        revision: Set(3),
        created_at: Set(writer.morning(from - Days::new(5))),
        ..Default::default()
    };
    let campaign = tx.insert(row).await?;
    let windows = Windows::of(from, until, Some(until));
    let mut closing = campaign_figures::count(tx, &Desk::of(tx).await?, &campaign, windows).await?;
    // On that day nothing had come after it.
    closing.iter_mut().for_each(|line| line.after = Default::default());
    let closing = serde_json::to_value(closing)?;
    tx.update(patrol_campaign::ActiveModel { id: Set(campaign.id), closing: Set(Some(closing)), ..Default::default() }).await
}

/// What every event of the past has; nobody is told of it any more.
fn past(
    writer: &Writer<'_>,
    (topic, place): (&str, &str),
    day: NaiveDate,
    expected: i64,
    owner: Option<Uuid>,
) -> publicity_event::ActiveModel {
    publicity_event::ActiveModel {
        topic: Set(topic.to_owned()),
        detail: Set(String::new()),
        place: Set(place.to_owned()),
        starts_at: Set(at(day)),
        owner_id: Set(owner),
        expected: Set(expected),
        revision: Set(2),
        created_at: Set(writer.morning(day - Days::new(7))),
        ..Default::default()
    }
}

fn at(day: NaiveDate) -> DateTime<Utc> {
    local::midnight(ZONE, day) + Duration::hours(9)
}
