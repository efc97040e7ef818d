//! The real street and its communities, as the division directory has them. Who lives there in the demo is made up.

/// The street 瑞景街道, by its division code.
pub const STREET: (&str, &str) = ("120113004", "瑞景街道");

/// The code of 江南春色, in which every role has a demo account.
pub const MODEL: &str = "120113004024";

/// The communities of which the administrator has a demo account, besides [`MODEL`].
pub const OTHERS: [&str; 2] = ["120113004012", "120113004017"];

/// How the estate of a community is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Six floors without a lift, as until about 2005.
    WalkUp,
    /// Eleven floors with a lift.
    Lift,
    /// Eighteen floors and more.
    Tower,
}

/// A community of the street.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Its division code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its name in Latin letters, for addresses of mail.
    pub slug: &'static str,
    /// How many households it has, about.
    pub households: usize,
    /// How it is built.
    pub style: Style,
    /// How many of a hundred households are elders by themselves.
    pub ageing: u32,
    /// How reliably it visits: the share of visits that are paid.
    pub diligence: f64,
}

const fn place(
    code: &'static str,
    name: &'static str,
    slug: &'static str,
    households: usize,
    style: Style,
    ageing: u32,
    diligence: f64,
) -> Place {
    Place { code, name, slug, households, style, ageing, diligence }
}

/// The communities of the street.
pub const COMMUNITIES: [Place; 11] = [
    place("120113004009", "顺驰翡翠城社区", "feicui", 2_600, Style::Lift, 18, 0.93),
    place("120113004011", "奥林匹克花园社区", "aolin", 2_200, Style::Lift, 16, 0.95),
    place("120113004012", "瑞康社区", "ruikang", 3_400, Style::WalkUp, 24, 0.91),
    place("120113004013", "宝翠花都社区", "baocui", 3_800, Style::WalkUp, 22, 0.94),
    place("120113004016", "熙景园社区", "xijing", 1_900, Style::Tower, 15, 0.90),
    place("120113004017", "瞰景园社区", "kanjing", 2_100, Style::Tower, 17, 0.96),
    place("120113004020", "瑞盈园社区", "ruiying", 2_500, Style::WalkUp, 20, 0.88),
    place("120113004021", "瑞益园社区", "ruiyi", 2_300, Style::WalkUp, 21, 0.92),
    place("120113004022", "紫瑞园社区", "zirui", 1_600, Style::Tower, 14, 0.94),
    place("120113004023", "秋瑞家园社区", "qiurui", 2_800, Style::Lift, 23, 0.89),
    place(MODEL, "江南春色社区", "jiangnan", 3_000, Style::WalkUp, 21, 0.97),
];
