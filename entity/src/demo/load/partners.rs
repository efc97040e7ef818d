//! The partner units of the demo communities: agreements, the three lists, a year of whistles and one that was blown just now.

use chrono::{Days, Duration, NaiveDate};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    super::{place::MODEL, random::Random},
    Writer, ZONE,
    accounts::Members,
    joint,
};
use crate::{
    calendar::local,
    kernel::{Result, Role},
    partners::{
        offers,
        partner_offer::{self, List, State as Offer},
        partner_unit::{self, Kind},
        rules::Clocks,
        units::{self, Contact},
        whistle::{self, Kind as Pressing, Stage},
        whistle_call::{self, State},
        whistles,
    },
};

/// A unit: its name, what it is, whom to call there, what was agreed.
const UNITS: [(&str, Kind, &str, &str); 8] = [
    ("市第一中心医院", Kind::Institution, "刘主任", "每季度义诊一次，开通老年人就诊绿色通道"),
    ("区中医医院", Kind::Institution, "孙护士长", "每月中医讲堂，夏季三伏贴进社区"),
    ("瑞景派出所", Kind::Department, "李警官", "反诈宣传，夜间联合巡查"),
    ("区市政工程所", Kind::Department, "周工", "道路、井盖、排水的应急处置"),
    ("红山小学", Kind::Institution, "何老师", "寒暑假场地开放，亲子志愿服务"),
    ("暖心社会工作服务中心", Kind::Organisation, "郑社工", "独居老人陪伴、心理支持"),
    ("邻家便民超市", Kind::Company, "马店长", "老人购物送上门，每季度捐助一次"),
    ("和顺餐饮", Kind::Company, "石经理", "助餐点供餐，优先招用本社区居民"),
];
/// An entry: its list, whose it is by place among the units, what, who claimed it, how far it is, and so many days ago.
type Entry = (List, Option<usize>, &'static str, Option<usize>, Offer, u64);

const OFFERS: [Entry; 9] = [
    (List::Resource, Some(0), "每季度一次义诊", None, Offer::Done, 80),
    (List::Resource, Some(1), "中医讲堂", None, Offer::Claimed, 25),
    (List::Resource, Some(4), "周末开放操场和图书室", None, Offer::Open, 12),
    (List::Resource, Some(5), "心理咨询每周半天", None, Offer::Claimed, 40),
    (List::Need, None, "给独居老人换一次灯泡和插座", Some(3), Offer::Done, 120),
    (List::Need, None, "反诈讲座一场", Some(2), Offer::Claimed, 9),
    (List::Need, None, "春节前陪伴五位失独老人", None, Offer::Open, 5),
    (List::Project, None, "小区口袋公园认养", Some(4), Offer::Claimed, 60),
    (List::Project, None, "电动车消防联合检查", Some(2), Offer::Done, 150),
];
/// A whistle: so many days ago, how pressing, what about, where, and which units were called.
const WHISTLES: [(u64, Pressing, &str, &str, &[usize]); 8] = [
    (320, Pressing::Hard, "底商油烟扰民联合治理", "春园底商", &[2, 5]),
    (262, Pressing::Emergency, "暴雨后地库进水", "2号地库", &[3, 2]),
    (204, Pressing::Daily, "清理楼道堆物", "6号楼", &[2]),
    (171, Pressing::Hard, "违规改装电动车棚", "北门", &[2, 3]),
    (118, Pressing::Emergency, "高龄老人走失", "春园", &[2]),
    (83, Pressing::Daily, "义诊现场保障", "党群服务中心", &[0, 1]),
    (41, Pressing::Hard, "施工围挡占路", "南门", &[3, 2]),
    (13, Pressing::Daily, "反诈宣传进楼门", "全社区", &[2, 5]),
];

/// Writes them.
pub(super) async fn write(writer: &Writer<'_>, members: &Members) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("partners"));
    let today = local::day_of(ZONE, tx.now());
    let mut ids = Vec::new();
    for (place, (name, kind, contact, agreement)) in UNITS.into_iter().enumerate() {
        let contact = Contact { name: contact.to_owned(), phone: format!("138{:08}", random.between(0, 99_999_999)) };
        let design = units::Design {
            name: name.to_owned(),
            kind,
            member: members.with(Role::Partner).first().copied().filter(|_| place == 3),
            contact,
            agreement: agreement.to_owned(),
            agreed_on: Some(today - Days::new(300)),
            agreed_until: Some(today + Days::new(if place == 1 { 20 } else { 430 })),
            active: true,
        };
        let unit: partner_unit::Model = units::add(tx, design).await?;
        ids.push(unit.id);
    }
    for (list, of, title, by, state, back) in OFFERS {
        write_offer(writer, &ids, (list, of, title, by, state), today - Days::new(back)).await?;
    }
    for (number, (back, kind, title, place, called)) in (1..).zip(WHISTLES) {
        let called: Vec<Uuid> = called.iter().map(|unit| ids[*unit]).collect();
        write_whistle(writer, &mut random, (number, kind, title, place), today - Days::new(back), &called).await?;
    }
    let now = whistles::Design {
        kind: Pressing::Hard,
        title: "南门雨水井堵塞，路面积水".to_owned(),
        detail: "早高峰有老人绕行，请市政与派出所到场会商。".to_owned(),
        place: "小区南门".to_owned(),
        matter: None,
        units: [ids[2], ids[3]].into(),
        answer: None,
        arrive: None,
    };
    whistles::blow(tx, now).await?;
    if writer.place.code == MODEL { joint::write(writer, members, &ids).await } else { Ok(()) }
}

async fn write_offer(
    writer: &Writer<'_>,
    units: &[Uuid],
    (list, of, title, by, state): (List, Option<usize>, &str, Option<usize>, Offer),
    day: NaiveDate,
) -> Result<()> {
    let tx = &writer.tx;
    let at = local::midnight(ZONE, day) + Duration::hours(10);
    let design = offers::Design { list, title: title.to_owned(), detail: String::new(), unit: of.map(|unit| units[unit]) };
    let offer = offers::add(tx, design).await?;
    let row = partner_offer::ActiveModel {
        id: Set(offer.id),
        state: Set(state),
        claimed_by: Set(by.map(|unit| units[unit])),
        claimed_at: Set((state != Offer::Open).then_some(at)),
        done_at: Set((state == Offer::Done).then(|| at + Duration::days(6))),
        result: Set(if state == Offer::Done { "已完成，居民反映很好".to_owned() } else { String::new() }),
        ..Default::default()
    };
    tx.update(row).await.map(drop)
}

/// A whistle that is over: most came in time, now and then one was late, or never came.
async fn write_whistle(
    writer: &Writer<'_>,
    random: &mut Random,
    (number, kind, title, place): (i64, Pressing, &str, &str),
    day: NaiveDate,
    units: &[Uuid],
) -> Result<()> {
    let (tx, clocks) = (&writer.tx, Clocks::of(kind));
    let blown = local::midnight(ZONE, day) + Duration::minutes(random.between(8 * 60 + 30, 16 * 60));
    let id = random.id(blown);
    let row = whistle::ActiveModel {
        id: Set(id),
        number: Set(number),
        kind: Set(kind),
        stage: Set(Stage::Closed),
        title: Set(title.to_owned()),
        detail: Set(String::new()),
        place: Set(place.to_owned()),
        blown_at: Set(blown),
        closed_at: Set(Some(blown + Duration::days(2))),
        result: Set("到场会商，已处置，责任单位跟进".to_owned()),
        revision: Set(1),
        created_at: Set(blown),
        ..Default::default()
    };
    tx.insert(row).await?;
    for unit in units {
        let chance = random.between(0, 99);
        let (answers, comes, late) = (chance < 94, chance < 90, chance >= 78);
        let answered = blown + clocks.answer * i32::try_from(random.between(10, 90)).unwrap_or_default() / 100;
        let arrived = blown + clocks.arrive * i32::try_from(if late { 130 } else { random.between(20, 90) }).unwrap_or_default() / 100;
        let row = whistle_call::ActiveModel {
            whistle_id: Set(id),
            unit_id: Set(*unit),
            state: Set(if comes { State::Arrived } else { State::Called }),
            answer_by: Set(blown + clocks.answer),
            answered_at: Set(answers.then_some(answered)),
            silent_at: Set((!answers).then(|| blown + clocks.answer)),
            arrive_by: Set(blown + clocks.arrive),
            arrived_at: Set(comes.then_some(arrived)),
            missed_at: Set((late || !comes).then(|| blown + clocks.arrive)),
            note: Set(String::new()),
            signed_at: Set(comes.then(|| blown + Duration::days(1))),
            rating_of_unit: Set(comes.then(|| random.between(3, 5))),
            rating_by_unit: Set(comes.then(|| random.between(4, 5))),
            revision: Set(1),
            created_at: Set(blown),
            ..Default::default()
        };
        tx.insert(row).await?;
    }
    Ok(())
}
