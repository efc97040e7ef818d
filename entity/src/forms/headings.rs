//! What the headings of a department's table mean: for each kind of row the words by which such columns are headed. Pure.

use super::layout::{Fact, Subject};
use crate::people::ledger::{Cell, Field, Vocabulary, bare};

/// How columns are headed beyond what ledgers of residents call them: the fact, and what such headings have in them.
const WORDS: &[(Fact, &[&str])] = &[
    (Fact::Number, &["序号", "编号", "行号", "no"]),
    (Fact::Members, &["家庭人口数", "家庭人口", "人口数", "家庭人数", "户内人数", "居住人数", "同住人数", "常住人数", "人数"]),
    (Fact::Names, &["家庭成员姓名", "家庭成员", "成员姓名", "同住人", "同住人员", "居住人员", "居住人"]),
    (Fact::Elders, &["老年人数", "老人数", "60岁以上人数", "60周岁以上人数", "六十岁以上人数"]),
    (Fact::Children, &["未成年人数", "儿童数", "儿童人数", "18岁以下人数", "十八岁以下人数"]),
    (Fact::Households, &["户数", "居住户数", "住户数"]),
    (Fact::Tenancy, &["房屋用途", "房屋性质", "房屋类型", "居住性质", "房屋状态", "使用情况", "是否出租"]),
    (Fact::Age, &["年龄", "周岁", "岁数"]),
    (Fact::Visits, &["探访次数", "走访次数", "探访", "走访"]),
    (Fact::ValidUntil, &["有效期至", "有效期", "到期日期", "到期日"]),
    (Fact::InspectedOn, &["上次检查日期", "检查日期", "最近检查"]),
    (Fact::InspectBy, &["下次检查日期", "应检查日期"]),
    (Fact::Standing, &["状态", "有效状态"]),
    (Fact::Head, &["户主姓名", "户主", "房主", "业主"]),
    (Fact::Building, &["楼号", "楼栋", "楼栋号", "栋号", "幢号"]),
];

/// The fact that a heading means above rows of `subject`, and how certain that is, from 0 to 1.
pub fn fact(subject: Subject, heading: &str) -> Option<(Fact, f64)> {
    let bare = bare(heading);
    if bare.is_empty() {
        return None;
    }
    let exact = WORDS.iter().find(|(_, words)| words.contains(&bare.as_str())).map(|(fact, _)| (*fact, 1.0));
    let field = Field::of_header(heading).and_then(|(field, certain)| Some((of_field(field)?, certain)));
    let within = WORDS.iter().flat_map(|(fact, words)| words.iter().map(move |word| (*fact, *word)));
    let within = within.filter(|(_, word)| word.chars().count() >= 2 && bare.contains(*word) && bare.chars().count() <= 16);
    let within = within.max_by_key(|(_, word)| word.chars().count()).map(|(fact, _)| (fact, 0.6));
    let found = [exact, field, within].into_iter().flatten().filter(|(fact, _)| fact.fits(subject));
    found.max_by(|(_, one), (_, other)| one.total_cmp(other))
}

fn of_field(field: Field) -> Option<Fact> {
    Some(match field {
        Field::Name => Fact::Name,
        Field::IdNumber => Fact::IdNumber,
        Field::Sex => Fact::Sex,
        Field::BirthDate => Fact::BirthDate,
        Field::Phone => Fact::Phone,
        Field::Address => Fact::Address,
        Field::Grid => Fact::Grid,
        Field::Building => Fact::Building,
        Field::Unit => Fact::Unit,
        Field::Floor => Fact::Floor,
        Field::Room => Fact::Room,
        Field::Household => Fact::Head,
        Field::Groups => Fact::Groups,
        Field::Tier => Fact::Tier,
        _ => return None,
    })
}

/// The words above rows of one kind: of a ledger also its own titles.
#[derive(Debug, Clone)]
pub struct Headings {
    /// What a row stands for.
    pub subject: Subject,
    /// The ledger's columns: code and title.
    pub titles: Vec<(String, String)>,
}

/// What a heading means: a fact, or a column of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The fact.
    pub fact: Fact,
    /// The code of the ledger's column; empty for other facts.
    pub field: String,
}

impl Vocabulary for Headings {
    type Field = Meaning;

    fn of_header(&self, header: &str) -> Option<(Meaning, f64)> {
        let heading = bare(header);
        let own = self.titles.iter().find(|(_, title)| bare(title) == heading && !heading.is_empty());
        match own {
            Some((code, _)) => Some((Meaning { fact: Fact::Field, field: code.clone() }, 1.0)),
            None => fact(self.subject, header).map(|(fact, certain)| (Meaning { fact, field: String::new() }, certain)),
        }
    }
}

/// Any text of a few signs may be a heading: for a table of which nothing is known here.
#[derive(Debug, Clone, Copy)]
pub struct Anything;

impl Vocabulary for Anything {
    type Field = ();

    fn of_header(&self, header: &str) -> Option<((), f64)> {
        let signs = header.chars().count();
        ((1..=16).contains(&signs) && !header.contains(['：', ':'])).then_some(((), 0.1))
    }

    fn of_cells(&self, _cells: &[&Cell]) -> Option<((), f64)> {
        None
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Subject::Person, "姓 名", Some(Fact::Name))]
    #[case(Subject::Person, "身份证号码", Some(Fact::IdNumber))]
    #[case(Subject::Person, "联系电话", Some(Fact::Phone))]
    #[case(Subject::Person, "周岁年龄", Some(Fact::Age))]
    #[case(Subject::Person, "本月探访次数", Some(Fact::Visits))]
    #[case(Subject::Person, "序号", Some(Fact::Number))]
    #[case(Subject::Person, "是否安装扶手", None)]
    #[case(Subject::Household, "户主", Some(Fact::Head))]
    #[case(Subject::Household, "户主姓名", Some(Fact::Head))]
    #[case(Subject::Household, "现住址", Some(Fact::Address))]
    #[case(Subject::Household, "家庭人口（人）", Some(Fact::Members))]
    #[case(Subject::Household, "其中60岁以上人数", Some(Fact::Elders))]
    #[case(Subject::Household, "身份证号", None)]
    #[case(Subject::Dwelling, "房屋用途", Some(Fact::Tenancy))]
    #[case(Subject::Dwelling, "居住户数", Some(Fact::Households))]
    #[case(Subject::Entry, "有效期至", Some(Fact::ValidUntil))]
    #[case(Subject::Entry, "所属网格", Some(Fact::Grid))]
    fn headings_say_what_is_meant(#[case] subject: Subject, #[case] heading: &str, #[case] meant: Option<Fact>) {
        assert_eq!(fact(subject, heading).map(|(fact, _)| fact), meant);
    }

    #[test]
    fn a_ledgers_own_title_goes_before() {
        let words = Headings { subject: Subject::Entry, titles: vec![("until".to_owned(), "有效期至".to_owned())] };
        assert_eq!(words.of_header("有效期至").map(|(meaning, _)| meaning), Some(Meaning { fact: Fact::Field, field: "until".to_owned() }));
    }
}
