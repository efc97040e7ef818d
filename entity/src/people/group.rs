//! The groups (人群类别) of people whom a community looks after.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::text;

/// A group of people whom a community looks after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// 独居: an elder who lives alone.
    Alone,
    /// 空巢: elders whose children live elsewhere.
    EmptyNest,
    /// 孤寡: an elder without any family.
    Solitary,
    /// 高龄: 80 and older.
    VeryOld,
    /// 失能: cannot care for themselves.
    Disabled,
    /// 留守: an elder left behind.
    LeftBehind,
    /// 特困: supported in destitution.
    Destitute,
    /// 低保: lives on the minimum allowance.
    LowIncome,
    /// 失独: has lost the only child.
    Bereaved,
    /// 残疾: has a disability certificate.
    Impaired,
    /// 精神障碍: a mental disorder.
    MentalIllness,
    /// 优抚: a veteran, or the family of one who gave their life.
    Veteran,
    /// 困境儿童: a child in need.
    ChildInNeed,
    /// 留守儿童: a child left behind.
    LeftBehindChild,
    /// 孤儿: an orphan.
    Orphan,
    /// 其他: another reason to be looked after.
    Other,
}

/// What ledgers write. Longer words are tried first, so that 留守儿童 is not taken for 留守.
const WORDS: [(&str, Group); 43] = [
    ("困境儿童", Group::ChildInNeed),
    ("困难儿童", Group::ChildInNeed),
    ("留守儿童", Group::LeftBehindChild),
    ("事实无人抚养", Group::Orphan),
    ("失独", Group::Bereaved),
    ("计划生育特殊", Group::Bereaved),
    ("计生特殊", Group::Bereaved),
    ("特扶", Group::Bereaved),
    ("半失能", Group::Disabled),
    ("失能", Group::Disabled),
    ("失智", Group::Disabled),
    ("不能自理", Group::Disabled),
    ("半自理", Group::Disabled),
    ("独居", Group::Alone),
    ("单独居住", Group::Alone),
    ("独自居住", Group::Alone),
    ("空巢", Group::EmptyNest),
    ("孤寡", Group::Solitary),
    ("孤老", Group::Solitary),
    ("三无", Group::Destitute),
    ("五保", Group::Destitute),
    ("高龄", Group::VeryOld),
    ("80岁以上", Group::VeryOld),
    ("八十岁以上", Group::VeryOld),
    ("留守", Group::LeftBehind),
    ("特困", Group::Destitute),
    ("低保", Group::LowIncome),
    ("低收入", Group::LowIncome),
    ("最低生活保障", Group::LowIncome),
    ("残疾", Group::Impaired),
    ("残障", Group::Impaired),
    ("持证残", Group::Impaired),
    ("精神障碍", Group::MentalIllness),
    ("精神病", Group::MentalIllness),
    ("优抚", Group::Veteran),
    ("退役军人", Group::Veteran),
    ("军属", Group::Veteran),
    ("烈属", Group::Veteran),
    ("孤儿", Group::Orphan),
    ("儿童", Group::ChildInNeed),
    ("其他", Group::Other),
    ("其它", Group::Other),
    ("重点关爱", Group::Other),
];

/// What an empty cell is filled with.
const NOTHING: [&str; 7] = ["", "无", "否", "-", "/", "一般", "普通居民"];

impl Group {
    /// Whether somebody of this group counts among the elders and children who are looked after.
    pub fn is_elder(self) -> bool {
        matches!(self, Self::Alone | Self::EmptyNest | Self::Solitary | Self::VeryOld | Self::Disabled | Self::LeftBehind | Self::Destitute)
    }

    /// The groups that a ledger means by `text`, such as 独居、高龄老人; or the first part that nobody knows.
    pub fn in_ledger(text: &str) -> Result<Vec<Self>, String> {
        let mut found = Vec::new();
        // English names have spaces inside, Chinese ledgers have them between.
        let spaced = text.is_ascii();
        // 独 居 is one word.
        let together = text::squeezed(text);
        let text = if WORDS.iter().any(|(word, _)| *word == together) { together.as_str() } else { text };
        for part in text.split(|sign: char| "、,，;；/|+\n".contains(sign) || (!spaced && sign.is_whitespace())) {
            let part = text::tidy(part).to_lowercase().replace(' ', if spaced { "_" } else { "" });
            if NOTHING.contains(&part.as_str()) {
                continue;
            }
            let mut rest = part.clone();
            let before = found.len();
            let mut known = false;
            for (word, group) in WORDS {
                if rest.contains(word) {
                    rest = rest.replace(word, "");
                    known = true;
                    found.push(group);
                }
            }
            if !known && found.len() == before {
                match in_english(&part) {
                    Some(group) => found.push(group),
                    None => return Err(part),
                }
            }
        }
        found.sort();
        found.dedup();
        Ok(found)
    }
}

/// The word that the group travels as, or its English name.
fn in_english(part: &str) -> Option<Group> {
    match part {
        "without_family" => Some(Group::Solitary),
        "child_left_behind" => Some(Group::LeftBehindChild),
        word => super::words::read(word),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("独居", &[Group::Alone])]
    #[case("高龄独居老人", &[Group::Alone, Group::VeryOld])]
    #[case("空巢、低保，残疾", &[Group::EmptyNest, Group::LowIncome, Group::Impaired])]
    #[case("留守儿童", &[Group::LeftBehindChild])]
    #[case("独居 独居", &[Group::Alone])]
    #[case("无", &[])]
    #[case("  ", &[])]
    #[case("empty_nest", &[Group::EmptyNest])]
    fn ledgers_name_them_in_many_ways(#[case] text: &str, #[case] groups: &[Group]) {
        assert_eq!(Group::in_ledger(text).as_deref(), Ok(groups));
    }

    #[test]
    fn an_unknown_group_is_named() {
        assert_eq!(Group::in_ledger("独居、飞行员"), Err("飞行员".to_owned()));
    }
}
