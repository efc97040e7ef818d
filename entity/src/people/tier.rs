//! Risk tiers (风险等级): how closely somebody is looked after.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::text;

/// How closely somebody is looked after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// 红: at high risk.
    Red,
    /// 黄: at some risk.
    Yellow,
    /// 绿: looked in on now and then.
    Green,
    /// Not on the list.
    None,
}

/// What ledgers write for each tier, besides the bare colour.
const WORDS: [(Tier, &[&str]); 4] = [
    (Tier::Red, &["红", "高", "高危", "重点", "一级", "1级", "a", "red", "high"]),
    (Tier::Yellow, &["黄", "中", "中危", "较高", "二级", "2级", "b", "yellow", "medium"]),
    (Tier::Green, &["绿", "低", "低危", "一般", "三级", "3级", "c", "green", "low"]),
    (Tier::None, &["无", "否", "不列入", "none"]),
];

impl Tier {
    /// The tier that a ledger means by `text`, such as 红色, 高风险 or 二级; an empty cell means none.
    pub fn in_ledger(text: &str) -> Option<Self> {
        let text = text::squeezed(text).to_lowercase();
        if text.is_empty() {
            return Some(Self::None);
        }
        let bare = ["风险等级", "风险", "等级", "色", "类", "档", "标"].iter().fold(text.clone(), |text, suffix| {
            match text.strip_suffix(suffix) {
                Some("") | None => text,
                Some(bare) => bare.to_owned(),
            }
        });
        WORDS.iter().find(|(_, words)| words.contains(&bare.as_str()) || words.contains(&text.as_str())).map(|(tier, _)| *tier)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("红", Tier::Red)]
    #[case(" 红色 ", Tier::Red)]
    #[case("高风险", Tier::Red)]
    #[case("黄标", Tier::Yellow)]
    #[case("中风险等级", Tier::Yellow)]
    #[case("二级", Tier::Yellow)]
    #[case("Ｃ类", Tier::Green)]
    #[case("", Tier::None)]
    fn ledgers_say_it_in_many_ways(#[case] text: &str, #[case] tier: Tier) {
        assert_eq!(Tier::in_ledger(text), Some(tier));
    }

    #[test]
    fn an_unknown_word_is_no_tier() {
        assert_eq!(Tier::in_ledger("紫色"), None);
    }
}
