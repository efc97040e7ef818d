//! How often somebody is visited: by risk tier and by group, as each community decides.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use serde::{Deserialize, Serialize};

use crate::{
    kernel::{Failure, Kind as FaultKind},
    people::{Group, Tier, words},
};

/// How a visit is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// At the door (上门).
    Home,
    /// By phone (电话).
    Phone,
    /// By video (视频).
    Video,
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Once each day.
    Day,
    /// Once each week, Monday to Sunday.
    Week,
    /// Once each month.
    Month,
    /// Once each quarter.
    Quarter,
}

macro_rules! words {
    ($type:ident, $field:literal, $code:literal: $($variant:ident = $word:literal),*) => {
        impl $type {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As one word, as it travels and is stored.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),*
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }

        impl FromStr for $type {
            type Err = Failure;

            fn from_str(word: &str) -> Result<Self, Failure> {
                Self::ALL.iter().find(|one| one.word() == word).copied().ok_or_else(|| Failure::invalid_field($field, $code))
            }
        }
    };
}

words!(Kind, "kind", "visits.kind_unknown": Home = "home", Phone = "phone", Video = "video");
words!(Every, "every", "visits.every_unknown": Day = "day", Week = "week", Month = "month", Quarter = "quarter");

/// What is owed to somebody: a kind of visit, so often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// How it is paid.
    pub kind: Kind,
    /// How often.
    pub every: Every,
}

impl Duty {
    /// The duty as text: the first half of a slot's identity.
    pub fn rule(self) -> String {
        format!("{}.{}", self.every, self.kind)
    }
}

/// The timers of the no-answer protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Timers {
    /// After how many minutes the door is tried again.
    pub again_minutes: u32,
    /// After how many further minutes phone and neighbours must have been tried.
    pub phone_minutes: u32,
    /// After how many hours the administrators are told again while nobody knows.
    pub repeat_hours: u32,
}

impl Default for Timers {
    fn default() -> Self {
        Self { again_minutes: 180, phone_minutes: 120, repeat_hours: 24 }
    }
}

/// What a community has decided about visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// What is owed by tier.
    pub tiers: BTreeMap<String, Vec<Duty>>,
    /// What is owed by group, on top.
    pub groups: BTreeMap<String, Vec<Duty>>,
    /// Within how many hours after a major event somebody is visited.
    pub event_hours: u32,
    /// The timers of the no-answer protocol.
    pub timers: Timers,
}

impl Default for Policy {
    fn default() -> Self {
        let duty = |kind, every| Duty { kind, every };
        let tiers = [
            ("red", vec![duty(Kind::Home, Every::Week), duty(Kind::Phone, Every::Day)]),
            ("yellow", vec![duty(Kind::Home, Every::Month)]),
            ("green", vec![duty(Kind::Home, Every::Quarter)]),
        ];
        Self {
            tiers: tiers.into_iter().map(|(tier, duties)| (tier.to_owned(), duties)).collect(),
            groups: BTreeMap::new(),
            event_hours: 24,
            timers: Timers::default(),
        }
    }
}

impl Policy {
    /// What is owed to somebody of `tier` and `groups`: of each kind the most frequent, once.
    pub fn duties<'a>(&self, tier: &str, groups: impl IntoIterator<Item = &'a str>) -> Vec<Duty> {
        let by_tier = self.tiers.get(tier).into_iter().flatten();
        let groups: BTreeSet<&str> = groups.into_iter().collect();
        let by_group = groups.into_iter().filter_map(|group| self.groups.get(group)).flatten();
        let mut most: BTreeMap<Kind, Every> = BTreeMap::new();
        for duty in by_tier.chain(by_group) {
            most.entry(duty.kind).and_modify(|every| *every = (*every).min(duty.every)).or_insert(duty.every);
        }
        most.into_iter().map(|(kind, every)| Duty { kind, every }).collect()
    }

    /// Refuses names that nobody has, and what would leave somebody waiting for ever, or at once.
    pub fn check(&self) -> Result<(), Failure> {
        let within = |value: u32, most: u32, field: &'static str| match value {
            value if (1..=most).contains(&value) => Ok(()),
            _ => Err(Failure::invalid_field(field, "visits.out_of_range")),
        };
        let known = self.tiers.keys().all(|tier| words::read::<Tier>(tier).is_some())
            && self.groups.keys().all(|group| words::read::<Group>(group).is_some());
        if !known {
            return Err(Failure::new(FaultKind::Invalid, "visits.subject_unknown"));
        }
        within(self.event_hours, 168, "event_hours")?;
        within(self.timers.again_minutes, 1440, "again_minutes")?;
        within(self.timers.phone_minutes, 1440, "phone_minutes")?;
        within(self.timers.repeat_hours, 168, "repeat_hours")
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("red", "week.home day.phone")]
    #[case("yellow", "month.home")]
    #[case("green", "quarter.home")]
    #[case("none", "")]
    fn tiers_have_their_cadence(#[case] tier: &str, #[case] rules: &str) {
        let duties: Vec<String> = Policy::default().duties(tier, []).into_iter().map(Duty::rule).collect();
        assert_eq!(duties.join(" "), rules);
    }

    #[test]
    fn the_most_frequent_of_a_kind_wins_once() {
        let mut policy = Policy::default();
        let weekly = Duty { kind: Kind::Home, every: Every::Week };
        policy.groups.insert("destitute".to_owned(), vec![weekly, Duty { kind: Kind::Video, every: Every::Month }]);
        let rules = |tier, group| policy.duties(tier, [group]).into_iter().map(Duty::rule).collect::<Vec<_>>();
        assert_eq!(rules("green", "destitute"), ["week.home", "month.video"]);
        assert_eq!(rules("green", "alone"), ["quarter.home"]);
        assert_eq!(rules("none", "destitute"), ["week.home", "month.video"]);
    }

    #[test]
    fn a_policy_that_waits_for_ever_is_refused() {
        let timers = Timers { again_minutes: 0, ..Timers::default() };
        assert!(Policy { timers, ..Policy::default() }.check().is_err());
        assert!(Policy::default().check().is_ok());
    }
}
