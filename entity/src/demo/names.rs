//! Names as they are given in northern China: surnames by their frequency, given names by birth decade and sex.

use chrono::{Datelike, NaiveDate};

use super::random::Random;
use crate::people::Sex;

/// Surnames, and how many of a thousand people have them.
const SURNAMES: [(&str, u32); 72] = [
    ("王", 98),
    ("张", 92),
    ("李", 90),
    ("刘", 72),
    ("陈", 34),
    ("杨", 33),
    ("赵", 32),
    ("孙", 27),
    ("马", 18),
    ("高", 18),
    ("郭", 16),
    ("徐", 15),
    ("韩", 15),
    ("于", 15),
    ("朱", 13),
    ("胡", 12),
    ("周", 12),
    ("吴", 12),
    ("宋", 12),
    ("董", 11),
    ("何", 10),
    ("林", 9),
    ("田", 9),
    ("冯", 9),
    ("曹", 9),
    ("许", 8),
    ("崔", 8),
    ("魏", 8),
    ("贾", 8),
    ("杜", 8),
    ("程", 7),
    ("梁", 7),
    ("任", 7),
    ("吕", 7),
    ("郑", 7),
    ("谢", 6),
    ("丁", 6),
    ("苏", 6),
    ("姜", 6),
    ("石", 6),
    ("范", 6),
    ("穆", 6),
    ("回", 2),
    ("沈", 5),
    ("卢", 5),
    ("袁", 5),
    ("夏", 4),
    ("邢", 5),
    ("侯", 5),
    ("孟", 5),
    ("尹", 4),
    ("白", 5),
    ("段", 3),
    ("史", 4),
    ("陶", 3),
    ("方", 4),
    ("邵", 3),
    ("安", 3),
    ("窦", 3),
    ("温", 3),
    ("康", 3),
    ("付", 3),
    ("齐", 3),
    ("焦", 2),
    ("戴", 2),
    ("房", 2),
    ("佟", 2),
    ("纪", 2),
    ("解", 1),
    ("尚", 1),
    ("欧阳", 1),
    ("司马", 1),
];

/// Given names of one generation: whole ones, the most frequent first, and signs of which others are made.
struct Fashion {
    until: i32,
    men: (&'static str, &'static str),
    women: (&'static str, &'static str),
}

const FASHIONS: [Fashion; 7] = [
    Fashion {
        until: 1949,
        men: (
            "德福 宝山 玉林 长顺 振海 金生 福来 文斌 庆祥 树林 守义 连生 世昌 万年 永贵",
            "德宝玉长振金福文庆树守连世永成顺林海生义祥山贵芳荣华才明元",
        ),
        women: ("秀英 桂兰 淑珍 玉兰 秀兰 桂英 淑英 玉珍 凤英 淑琴 桂芝 素珍 秀珍 玉梅 惠兰", "秀桂淑玉凤素惠月兰英珍琴芝芳荣梅莲华"),
    },
    Fashion {
        until: 1959,
        men: (
            "建国 建华 国强 志刚 玉明 宝林 文革 学军 国庆 永强 振华 金良 树生 长江 援朝",
            "建国志玉宝文学永振金树长华强刚明军林生平民忠利",
        ),
        women: (
            "秀云 桂荣 淑华 玉华 桂珍 淑敏 丽华 凤兰 秀芬 建英 宝珍 惠敏 爱华 月琴 金凤",
            "秀桂淑玉丽凤建宝惠爱月金云荣华敏珍芬兰英琴芝霞",
        ),
    },
    Fashion {
        until: 1969,
        men: (
            "建军 卫东 志强 红军 永红 跃进 卫国 建平 春生 立新 宝军 洪涛 国华 文忠 向东",
            "建卫志红永立春宝洪国文向军东强平生新涛华忠明利民",
        ),
        women: ("红 丽 秀丽 玉红 建华 春梅 红梅 丽娟 秀梅 金玲 卫红 桂霞 晓红 淑萍 艳华", "红丽秀玉春金晓淑艳桂爱梅娟玲霞萍华敏芳琴云香"),
    },
    Fashion {
        until: 1979,
        men: ("伟 强 勇 军 涛 斌 刚 志勇 建军 海涛 立军 永强 宝刚 晓东 振宇", "志海立永晓振建宏俊国伟强勇军涛斌刚东宇峰明杰鹏辉"),
        women: ("丽 敏 静 艳 红 燕 玲 霞 娜 秀娟 丽娜 海燕 晓燕 春燕 立红", "丽海晓春立玉红金娜娟燕艳玲霞静敏华梅萍芳颖洁"),
    },
    Fashion {
        until: 1989,
        men: ("磊 鹏 超 伟 浩 凯 亮 洋 帅 飞 晨 旭 志鹏 海龙 文博", "志海文晓建宇俊一天佳鹏龙博超伟浩凯亮洋飞晨旭阳"),
        women: ("静 婷 娜 倩 莹 雪 颖 丹 蕾 悦 楠 璐 晓雪 婷婷 思思", "晓思雅梦佳丽美雨欣文静婷娜倩莹雪颖丹蕾悦楠璐"),
    },
    Fashion {
        until: 2009,
        men: ("浩然 子轩 宇航 天宇 博文 俊杰 文轩 嘉豪 思远 家乐 子豪 一鸣 昊天 泽宇 明轩", "浩子宇天博俊文嘉思家一昊泽明然轩航杰豪远鸣"),
        women: ("欣怡 雨涵 梓涵 思琪 佳怡 诗涵 雨萱 梦瑶 雅静 可欣 佳琪 若曦 紫萱 心怡 依诺", "欣雨梓思佳诗梦雅可若紫心依怡涵琪萱瑶静曦诺"),
    },
    Fashion {
        until: i32::MAX,
        men: (
            "沐宸 浩宇 亦辰 奕辰 宇轩 子墨 一诺 梓睿 铭泽 嘉佑 景行 知远 书恒 承泽 星辰",
            "沐浩亦奕宇子一梓铭嘉景知书承星宸辰轩墨诺睿泽行远恒",
        ),
        women: (
            "一诺 若汐 沐瑶 梓玥 语桐 艺涵 依晨 可馨 诗琪 清妍 书瑶 安琪 知夏 星玥 婉清",
            "一若沐梓语艺依可诗清书安知星婉诺汐瑶玥桐涵晨馨妍夏",
        ),
    },
];

/// A surname.
pub fn surname(random: &mut Random) -> &'static str {
    random.weighted(&SURNAMES)
}

/// A given name of somebody born on `born`.
pub fn given(random: &mut Random, sex: Sex, born: NaiveDate) -> String {
    let fashion = FASHIONS.iter().find(|fashion| born.year() <= fashion.until).unwrap_or(&FASHIONS[FASHIONS.len() - 1]);
    let (whole, signs) = if sex == Sex::Male { fashion.men } else { fashion.women };
    if random.chance(0.45) {
        let whole: Vec<&str> = whole.split(' ').collect();
        return (*random.early_of(&whole)).to_owned();
    }
    let signs: Vec<char> = signs.chars().collect();
    let (first, second) = signs.split_at(signs.len() / 2);
    let alone = (1965..1992).contains(&born.year()) && random.chance(0.3);
    if alone { random.one_of(second).to_string() } else { [*random.one_of(first), *random.one_of(second)].iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_generation() {
        let mut random = Random::new(3, "names");
        let mut names = |year| -> String {
            let born = NaiveDate::from_ymd_opt(year, 6, 1).unwrap();
            (0..400).map(|_| given(&mut random, Sex::Female, born)).collect()
        };
        let (grandmothers, girls) = (names(1940), names(2018));
        assert!(grandmothers.contains("桂英") && !grandmothers.contains("若汐"));
        assert!(girls.contains("若汐") && !girls.contains("桂英"));
    }

    #[test]
    fn the_frequent_surnames_are_frequent() {
        let mut random = Random::new(3, "surnames");
        let zhang = (0..10_000).filter(|_| surname(&mut random) == "张").count();
        assert!((700..1_100).contains(&zhang), "{zhang}");
    }
}
