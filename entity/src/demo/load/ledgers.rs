//! The shipped ledgers with some rows: who came and until when, shops, flats that are let by the room or by the day, and what was found there.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::{
    super::{names, numbers::Numbers, random::Random},
    Writer, ZONE,
    places::Ids,
};
use crate::{
    calendar::local,
    kernel::Result,
    ledgers::{
        define::{self, Ledger},
        inspections::{self, Report},
        ledger_inspection::Outcome,
        reminders,
        service::{self, Told},
    },
    people::{Reach, Sex, ledger::Cell},
};

const HOMES: [&str; 6] = ["河北沧州", "山东德州", "河南周口", "安徽亳州", "黑龙江绥化", "四川达州"];
const REASONS: [&str; 6] = ["务工", "务工", "经商", "投亲", "随迁", "求学"];
const SHOPS: [(&str, &str); 8] = [
    ("老四川面馆", "餐饮"),
    ("利民便利店", "零售"),
    ("春色药房", "医疗健康"),
    ("阿玲理发", "生活服务"),
    ("小太阳托管", "教育培训"),
    ("驿站快递", "物流快递"),
    ("津味早点", "餐饮"),
    ("百果鲜", "零售"),
];
const FINDINGS: [&str; 4] = ["灭火器过期", "楼道给电动车充电", "没有登记住客", "隔断堵住窗户"];

/// What the rows are made with.
struct Hand<'a> {
    writer: &'a Writer<'a>,
    doors: &'a [Uuid],
    random: Random,
    numbers: Numbers,
    today: NaiveDate,
    taken: usize,
}

/// Writes them.
pub(super) async fn write(writer: &Writer<'_>, ids: &Ids) -> Result<()> {
    define::ensure(&writer.tx).await?;
    reminders::ensure_schedules(&writer.tx).await?;
    let mut hand = Hand {
        writer,
        doors: &ids.dwellings,
        random: writer.random("ledgers"),
        numbers: Numbers::new(writer.random("ledger numbers")),
        today: local::day_of(ZONE, writer.tx.now()),
        taken: 0,
    };
    for ledger in define::list(&writer.tx).await? {
        match ledger.row.code.as_str() {
            "floating" => hand.floating(&ledger).await?,
            "shops" => hand.shops(&ledger).await?,
            "group_rentals" => hand.group_rentals(&ledger).await?,
            _ => hand.day_rentals(&ledger).await?,
        }
    }
    Ok(())
}

impl Hand<'_> {
    async fn floating(&mut self, ledger: &Ledger) -> Result<()> {
        for _ in 0..18 {
            let (sex, name, born) = self.somebody();
            let since = self.today - Days::new(self.days(20, 300));
            add(
                self.writer,
                ledger,
                &[
                    ("name", name),
                    ("id_number", self.numbers.identity(born, sex)),
                    ("sex", if sex == Sex::Male { "男" } else { "女" }.to_owned()),
                    ("phone", self.numbers.phone()),
                    ("from", (*self.random.one_of(&HOMES)).to_owned()),
                    ("reason", (*self.random.one_of(&REASONS)).to_owned()),
                    ("address", self.door()),
                    ("registered_on", since.to_string()),
                    ("valid_until", (since + Days::new(self.days(290, 420))).to_string()),
                ],
            )
            .await?;
        }
        Ok(())
    }

    async fn shops(&mut self, ledger: &Ledger) -> Result<()> {
        for (shop, trade) in SHOPS {
            let (_, owner, _) = self.somebody();
            let until = self.today + Days::new(self.days(5, 700));
            let row = add(
                self.writer,
                ledger,
                &[
                    ("name", shop.to_owned()),
                    ("trade", trade.to_owned()),
                    ("address", self.door()),
                    ("owner", owner),
                    ("phone", self.numbers.phone()),
                    ("employees", self.random.between(1, 9).to_string()),
                    ("gas", if trade == "餐饮" { "是" } else { "否" }.to_owned()),
                    ("valid_until", until.to_string()),
                ],
            )
            .await?;
            self.inspect(ledger, row, 110).await?;
        }
        Ok(())
    }

    async fn group_rentals(&mut self, ledger: &Ledger) -> Result<()> {
        for _ in 0..4 {
            let (_, landlord, _) = self.somebody();
            let rooms = self.random.between(3, 7);
            let row = add(
                self.writer,
                ledger,
                &[
                    ("address", self.door()),
                    ("landlord", landlord),
                    ("phone", self.numbers.phone()),
                    ("rooms", rooms.to_string()),
                    ("tenants", (rooms + self.random.between(0, 5)).to_string()),
                    ("partitioned", if self.random.chance(0.5) { "是" } else { "否" }.to_owned()),
                ],
            )
            .await?;
            self.inspect(ledger, row, 36).await?;
        }
        Ok(())
    }

    async fn day_rentals(&mut self, ledger: &Ledger) -> Result<()> {
        for _ in 0..3 {
            let (_, operator, _) = self.somebody();
            let row = add(
                self.writer,
                ledger,
                &[
                    ("address", self.door()),
                    ("operator", operator),
                    ("phone", self.numbers.phone()),
                    ("beds", self.random.between(2, 8).to_string()),
                    ("price", self.random.between(80, 260).to_string()),
                    ("registers_guests", if self.random.chance(0.7) { "是" } else { "否" }.to_owned()),
                ],
            )
            .await?;
            self.inspect(ledger, row, 17).await?;
        }
        Ok(())
    }

    /// An inspection within the last days; a few of them are overdue again by now.
    async fn inspect(&mut self, ledger: &Ledger, row: Uuid, within: i64) -> Result<()> {
        let found = self.random.chance(0.3);
        let report = Report {
            on_day: Some(self.today - Days::new(self.days(1, within))),
            result: if found { Outcome::Findings } else { Outcome::Passed },
            findings: if found { vec![(*self.random.one_of(&FINDINGS)).to_owned()] } else { Vec::new() },
            note: String::new(),
            next_on: None,
        };
        inspections::record(&self.writer.tx, Reach::Community, ledger, row, report).await.map(drop)
    }

    fn somebody(&mut self) -> (Sex, String, NaiveDate) {
        let sex = if self.random.chance(0.5) { Sex::Male } else { Sex::Female };
        let age = self.random.between(20, 55);
        let born = self.random.born(age, self.today);
        (sex, format!("{}{}", names::surname(&mut self.random), names::given(&mut self.random, sex, born)), born)
    }

    fn days(&mut self, least: i64, most: i64) -> u64 {
        self.random.between(least, most).unsigned_abs()
    }

    /// A door that no row before has.
    fn door(&mut self) -> String {
        self.taken += 1;
        let place = self.taken * self.doors.len() / 64;
        self.doors.get(place).or(self.doors.first()).map(Uuid::to_string).unwrap_or_default()
    }
}

async fn add(writer: &Writer<'_>, ledger: &Ledger, values: &[(&str, String)]) -> Result<Uuid> {
    let told: Told = values.iter().map(|(code, text)| ((*code).to_owned(), Cell::text(text))).collect();
    Ok(service::add(&writer.tx, Reach::Community, ledger, &told).await?.row.id)
}
