//! Whom the demo communities asked in a year, what they were told, and the five research topics.

use chrono::{Datelike, Days, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{super::random::Random, Writer, ZONE, accounts::Members, people::Listed};
use crate::{
    calendar::local,
    kernel::{Result, Role},
    outreach::{
        Answers, Party,
        forms::{self, Form},
        interview::{self, Way},
        interview_outcome::Kind,
        interviews::Said,
        outcomes::{self, Order},
        plans::{self, Decision},
        questions,
        rules::{Every, Per},
        topics::{self, Design, Milestone},
    },
    partners::partner_unit,
};

/// How often each party is asked.
const PLANS: [(Party, Every, Per, i64); 5] = [
    (Party::Resident, Every::Month, Per::Grid, 2),
    (Party::PartyMember, Every::Quarter, Per::Community, 6),
    (Party::Unit, Every::Quarter, Per::Unit, 1),
    (Party::Company, Every::Year, Per::Unit, 1),
    (Party::Organisation, Every::Quarter, Per::Unit, 1),
];
/// What is said in words, by party.
const WORDS: [(Party, &[&str]); 5] = [
    (
        Party::Resident,
        &[
            "3号楼二单元楼道灯晚上不亮，老人上下楼害怕。",
            "希望多办几次义诊，老人不用跑远路。",
            "地下车库入口太窄，早高峰总堵。",
            "垃圾桶旁边味道大，夏天多清几次。",
            "暑假孩子没人看，想有个托管的地方。",
            "楼上装修周末也施工，希望管一管。",
        ],
    ),
    (
        Party::PartyMember,
        &["入党是想给大家多做点事。", "父亲是老党员，受他影响。", "在部队时入的党，退休了也想出份力。", "会修家电，可以每月给邻居修一次。"],
    ),
    (
        Party::Unit,
        &["一起办了四场义诊，服务两百多人次。", "联合整治了北门占道。", "下半年可以再开两次讲堂。", "希望社区提前一周告诉我们人数。"],
    ),
    (Party::Company, &["可以给七十岁以上老人打九折、送货上门。", "现在招两名配菜工，本社区优先。", "门前装卸车位不够。"]),
    (Party::Organisation, &["可以新增周末亲子阅读。", "想给失能老人家属办照护课。", "需要一间固定活动室。"]),
];
/// The research topics: title, question, and so many days until the report is due.
const TOPICS: [(&str, &str, i64); 5] = [
    ("社会组织如何规范化", "备案、年审、经费、评估怎样成为常态？", 60),
    ("民主协商怎样真管用", "议题从哪里来，决议怎样落实并回头看？", 25),
    ("辖区单位怎样愿意来", "三清单怎样让单位有所得、社区有所应？", -70),
    ("物业与社区怎样拧成一股绳", "整改回潮的根子在哪里？", 110),
    ("一老一幼服务怎样不断档", "独居老人和双职工家庭最缺哪一段时间？", 5),
];

/// Writes them.
pub(super) async fn write(writer: &Writer<'_>, members: &Members, listed: &[Listed<'_>]) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("outreach"));
    let today = local::day_of(ZONE, tx.now());
    forms::ensure(tx).await?;
    let asked = forms::list(tx).await?;
    let staff = [members.grid_workers.clone(), members.with(Role::Staff)].concat();
    let mut rows = Vec::new();
    for (party, every, per, wanted) in PLANS {
        let Some(form) = asked.iter().find(|form| form.row.party == party) else { continue };
        plans::decide(tx, party, Decision { questionnaire: form.row.id, every, per, wanted }).await?;
        let units = tx.find::<partner_unit::Entity>().filter(partner_unit::Column::Kind.is_in(party.units().iter().copied()));
        let units = units.order_by_asc(partner_unit::Column::Name).all(tx.conn()).await?;
        // A year of them, this month's not all done yet.
        for day in (today - Days::new(330)).iter_days().take_while(|day| *day <= today) {
            let begins = every.around(day).0 == day.with_day(1).unwrap_or(day);
            let several = match party {
                _ if day.day() > 25 || day.weekday().num_days_from_monday() > 4 => 0,
                Party::Resident => i64::from(random.chance(0.5)) * 2,
                Party::PartyMember => i64::from(random.chance(0.08)),
                _ => i64::from(begins && random.chance(0.06)) * i64::try_from(units.len()).unwrap_or_default(),
            };
            for place in 0..usize::try_from(several).unwrap_or_default() {
                let person = (units.is_empty() && !listed.is_empty()).then(|| random.one_of(listed));
                let unit = units.get(place);
                let id = random.id(writer.morning(day));
                let who = unit.map(|unit| unit.name.clone()).or_else(|| person.map(|one| one.resident.is.name.clone()));
                let said = Said { who: who.unwrap_or_default(), answers: answers(form, day, &mut random), note: String::new() };
                rows.push(interview::ActiveModel {
                    id: Set(id),
                    party: Set(party),
                    questionnaire_id: Set(form.row.id),
                    version: Set(form.row.version),
                    person_id: Set(person.map(|one| one.id)),
                    unit_id: Set(unit.map(|unit| unit.id)),
                    grid_id: Set(person.map(|one| one.grid_id)),
                    on_day: Set(day),
                    way: Set(random.weighted(&[(Way::Visit, 6), (Way::Phone, 2), (Way::Meeting, 1)])),
                    member_id: Set(Some(*random.one_of(&staff))),
                    said: Set(tx.seal("interview", "said", id, &serde_json::to_string(&said)?)?),
                    revision: Set(1),
                    created_at: Set(writer.morning(day)),
                    ..Default::default()
                });
            }
        }
    }
    tx.insert_many(rows).await?;
    if writer.place.code == crate::demo::place::MODEL {
        take_up(writer).await?;
        research(writer, members, today).await?;
    }
    Ok(())
}

/// Plausible answers to everything that is asked.
fn answers(form: &Form, day: NaiveDate, random: &mut Random) -> Answers {
    let words = WORDS.iter().find(|(party, _)| *party == form.row.party).map(|(_, words)| *words).unwrap_or_default();
    let mut answers = Answers::new();
    for question in &form.questions.0 {
        if !question.is_asked(&answers) || (!question.required && random.chance(0.4)) {
            continue;
        }
        let value = match question.kind {
            questions::Kind::Text => (*random.one_of(words)).to_owned(),
            questions::Kind::Number => random.between(2, 40).to_string(),
            questions::Kind::Date => (day + Days::new(30)).to_string(),
            questions::Kind::YesNo => random.chance(0.6).to_string(),
            questions::Kind::Choice | questions::Kind::Choices => random.early_of(&question.choices).clone(),
            questions::Kind::Scale => random.weighted(&[("5", 6), ("4", 8), ("3", 3), ("2", 1)]).to_owned(),
        };
        answers.insert(question.code.clone(), vec![value]);
    }
    answers
}

/// A few answers became needs and resources.
async fn take_up(writer: &Writer<'_>) -> Result<()> {
    let tx = &writer.tx;
    let taken = [
        (Party::Resident, "q1", Kind::Need, "组织一次楼门前义诊"),
        (Party::Company, "q3", Kind::Resource, "七十岁以上老人购物送上门"),
        (Party::Organisation, "q2", Kind::Resource, "周末亲子阅读"),
    ];
    for (party, question, kind, title) in taken {
        let latest = tx.find::<interview::Entity>().filter(interview::Column::Party.eq(party)).order_by_desc(interview::Column::OnDay);
        if let Some(interview) = latest.one(tx.conn()).await? {
            let order = Order { question: question.to_owned(), kind, title: title.to_owned(), detail: String::new(), matter_kind: None };
            outcomes::take_up(tx, &interview, order).await?;
        }
    }
    Ok(())
}

async fn research(writer: &Writer<'_>, members: &Members, today: NaiveDate) -> Result<()> {
    let tx = &writer.tx;
    let owners: Vec<Uuid> = members.with(Role::Staff);
    for (at, (title, question, left)) in TOPICS.into_iter().enumerate() {
        let day = |offset: i64| today + chrono::Duration::days(left + offset);
        let milestone = |name: &str, offset: i64| {
            let due_on = day(offset);
            Milestone { name: name.to_owned(), due_on, done_on: (due_on < today).then_some(due_on), told_on: None }
        };
        let over = left < 0;
        let design = Design {
            title: title.to_owned(),
            question: question.to_owned(),
            owner: owners.get(at % owners.len().max(1)).copied(),
            starts_on: Some(day(-150)),
            due_on: Some(day(0)),
            milestones: vec![milestone("走访摸底", -110), milestone("座谈研讨", -55), milestone("形成初稿", -10)],
            findings: "走访中反映最集中的，是通知不及时和办了没有回音。".to_owned(),
            report: if over {
                "先有清单、再有认领、后有回音：三清单每月晒一次，单位主动报名由两家增至六家。".to_owned()
            } else {
                String::new()
            },
        };
        let topic = topics::add(tx, design).await?;
        if over {
            topics::act(tx, topic.id, topic.revision, topics::Act::Close).await?;
        }
    }
    Ok(())
}
