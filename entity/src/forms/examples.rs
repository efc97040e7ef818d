//! Invented rows, for whoever designs a form and is to see no person. Everything in them is made up.

use super::{
    layout::{Column, Fact, Layout},
    subjects::Source,
};
use crate::ledgers::Kind;

/// So many rows are invented.
pub const ROWS: usize = 3;

/// The rows that a form with this layout might have.
pub fn rows(layout: &Layout, ledgers: &[Source]) -> Vec<Vec<String>> {
    (0..ROWS).map(|row| layout.columns.iter().map(|column| text(column, layout, ledgers, row)).collect()).collect()
}

fn text(column: &Column, layout: &Layout, ledgers: &[Source], row: usize) -> String {
    let text = match column.fact {
        Fact::Number => return (row + 1).to_string(),
        Fact::Constant => return column.text.clone(),
        Fact::Field => return field(column, layout, ledgers, row),
        Fact::Blank => "",
        fact => invented(fact)[row % ROWS],
    };
    text.to_owned()
}

const fn invented(fact: Fact) -> [&'static str; ROWS] {
    match fact {
        Fact::Name | Fact::Head => ["示例甲", "示例乙", "示例丙"],
        Fact::IdNumber => ["1201**********0001", "1201**********0002", "1201**********0003"],
        Fact::Sex => ["女", "男", "女"],
        Fact::BirthDate => ["1941-05-04", "1950-02-11", "2015-09-01"],
        Fact::Age => ["84", "76", "10"],
        Fact::Phone => ["138****0001", "138****0002", ""],
        Fact::Address => ["1号楼1单元101", "1号楼2单元302", "2号楼1单元601"],
        Fact::Grid => ["第一网格", "第一网格", "第二网格"],
        Fact::Building => ["1号楼", "1号楼", "2号楼"],
        Fact::Unit => ["1", "2", "1"],
        Fact::Floor => ["1", "3", "6"],
        Fact::Room => ["101", "302", "601"],
        Fact::Tenancy => ["自住", "出租", "空置"],
        Fact::Members | Fact::Visits => ["2", "3", "1"],
        Fact::Names => ["示例甲、示例丁", "示例乙、示例戊、示例己", "示例丙"],
        Fact::Elders => ["2", "1", "0"],
        Fact::Children => ["0", "1", "0"],
        Fact::Households => ["1", "2", "0"],
        Fact::Groups => ["独居、高龄", "空巢", ""],
        Fact::Tier => ["红", "黄", "绿"],
        Fact::Standing => ["有效", "即将到期", "有效"],
        Fact::ValidUntil => ["2030-12-31", "2030-06-30", "2031-03-31"],
        Fact::InspectedOn => ["2030-01-15", "2030-02-20", ""],
        Fact::InspectBy => ["2030-04-15", "2030-05-20", "2030-03-01"],
        Fact::Number | Fact::Field | Fact::Constant | Fact::Blank => ["", "", ""],
    }
}

/// Of a ledger's column one of its choices, else something of its kind.
fn field(column: &Column, layout: &Layout, ledgers: &[Source], row: usize) -> String {
    let ledger = ledgers.iter().find(|one| one.code == layout.ledger || one.name == layout.ledger);
    let titled = ledger.and_then(|one| one.columns.iter().find(|titled| titled.code == column.field || titled.title == column.field));
    let Some(titled) = titled else { return format!("示例{}", row + 1) };
    if let Some(choice) = titled.choices.get(row % titled.choices.len().max(1)) {
        return choice.clone();
    }
    let text = match titled.kind {
        Kind::Number => ["12", "5", "30"],
        Kind::Money => ["1200.00", "800.00", "35.50"],
        Kind::Date => ["2030-01-15", "2030-02-20", "2030-03-01"],
        Kind::YesNo => ["是", "否", "是"],
        Kind::Phone => invented(Fact::Phone),
        Kind::IdNumber => invented(Fact::IdNumber),
        Kind::Person => invented(Fact::Name),
        Kind::Dwelling => invented(Fact::Address),
        Kind::Building => invented(Fact::Building),
        Kind::Grid => invented(Fact::Grid),
        Kind::Text | Kind::Choice => ["示例一", "示例二", "示例三"],
    };
    text[row % ROWS].to_owned()
}
