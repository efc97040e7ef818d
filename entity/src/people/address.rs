//! Addresses inside a community, as ledgers write them: building (楼栋), unit (单元), floor (楼层), room (室).

use std::fmt;

use super::text;

/// The door behind which somebody lives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Address {
    /// The estate (小区) that the building's number counts in; often left out.
    pub estate: String,
    /// The building's number or name, without 号楼.
    pub building: String,
    /// The unit; empty if the building has only one.
    pub unit: String,
    /// The floor, where it is written or follows from the room; below ground it is negative.
    pub floor: Option<i64>,
    /// The room.
    pub room: String,
}

const BUILDING: [&str; 9] = ["号住宅楼", "号楼", "栋楼", "#楼", "栋", "幢", "楼", "座", "#"];
const UNIT: [&str; 5] = ["单元", "门洞", "梯", "门", "口"];
const FLOOR: [&str; 2] = ["层", "楼"];
const ROOM: [&str; 4] = ["号房", "室", "房", "号"];

impl Address {
    /// Reads an address in one text, such as 3号楼2单元501, 3-2-501 or 江南春色3栋2门501室; none if no building and room can be told.
    pub fn parse(text: &str) -> Option<Self> {
        let text = digits(&text::squeezed(text)).to_uppercase();
        Self::hyphened(&text).or_else(|| Self::worded(&text)).filter(|address| !address.room.is_empty())
    }

    /// Puts an address together from a ledger's own columns; what a column does not say may follow from the others.
    pub fn from_parts(building: &str, unit: &str, floor: &str, room: &str) -> Option<Self> {
        let squeezed = |text: &str| digits(&text::squeezed(text)).to_uppercase();
        let (estate, building) = building_of(&squeezed(building))?;
        let (unit_text, room_text) = (squeezed(unit), squeezed(room));
        // 2-501 in the room's column says the unit as well, and 3-2-501 says all of it.
        if let Some(whole) = Self::hyphened(&room_text).filter(|whole| whole.building == building) {
            return Some(Self { estate, ..whole });
        }
        let (unit_in_room, room_alone) = room_text.split_once('-').unwrap_or(("", &room_text));
        let room = stripped(room_alone, &ROOM);
        if room.is_empty() {
            return None;
        }
        let unit = if unit_text.is_empty() { unit_in_room.to_owned() } else { stripped(&unit_text, &UNIT) };
        let floor = floor_of(&stripped(&squeezed(floor), &FLOOR)).or_else(|| floor_of_room(&room));
        Some(Self { estate, building, unit: plain(&unit), floor, room: plain(&room) })
    }

    /// 3-2-501 or 3-501.
    fn hyphened(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(['-', '—', '_', '/']).filter(|part| !part.is_empty()).collect();
        let (building, unit, room) = match parts[..] {
            [building, unit, room] => (building, unit, room),
            [building, room] => (building, "", room),
            [building, unit, _, room] => (building, unit, room),
            _ => return None,
        };
        // 3#2-501 names the building by a word, and only unit and room by the hyphen.
        if BUILDING.iter().any(|word| building.split_once(word).is_some_and(|(_, rest)| !rest.is_empty())) {
            return None;
        }
        let (estate, building) = building_of(building)?;
        let (unit, room) = (plain(&stripped(unit, &UNIT)), plain(&stripped(room, &ROOM)));
        let short = |part: &str| !part.is_empty() && part.chars().count() <= 6 && part.chars().all(|sign| sign.is_ascii_alphanumeric());
        (short(&room) && (unit.is_empty() || short(&unit))).then(|| Self { estate, building, unit, floor: floor_of_room(&room), room })
    }

    /// 江南春色3号楼2单元5层501室.
    fn worded(text: &str) -> Option<Self> {
        let (front, rest) = BUILDING
            .iter()
            .find_map(|word| text.split_once(word).filter(|(front, _)| front.ends_with(|sign: char| sign.is_ascii_alphanumeric())))?;
        let (estate, building) = building_of(front)?;
        let rest = rest.trim_start_matches('-');
        let (unit, rest) = first_split(rest, &UNIT).or_else(|| rest.split_once('-')).unwrap_or(("", rest));
        let rest = rest.trim_start_matches('-');
        let (floor, room) = first_split(rest, &FLOOR).unwrap_or(("", rest));
        let room = plain(&stripped(room.trim_start_matches('-'), &ROOM));
        let is_room = room.chars().count() <= 8 && room.chars().any(|sign| sign.is_ascii_alphanumeric());
        let floor = floor_of(floor).or_else(|| floor_of_room(&room));
        is_room.then(|| Self { estate, building, unit: plain(unit), floor, room })
    }

    /// The name under which the building is kept.
    pub fn building_name(&self) -> String {
        let suffix = if self.building.ends_with(|sign: char| sign.is_ascii_alphanumeric()) { "号楼" } else { "" };
        format!("{}{}{suffix}", self.estate, self.building)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&written(&self.building_name(), &self.unit, &self.room))
    }
}

/// An address as people here write it: 3号楼2单元501.
pub fn written(building: &str, unit: &str, room: &str) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!("{unit}单元") };
    format!("{building}{unit}{room}")
}

/// The number that the order of walking goes by: the first digits of a name such as 3号楼.
pub fn number(name: &str) -> i64 {
    let digits: String = name.chars().skip_while(|sign| !sign.is_ascii_digit()).take_while(char::is_ascii_digit).take(9).collect();
    digits.parse().unwrap_or_default()
}

/// A dwelling's place on the way through its building: unit by unit, room by room.
pub fn walk_order(unit: &str, floor: i64, room: &str) -> i64 {
    number(unit).min(9_999) * 100_000_000 + (floor + 100).clamp(0, 999) * 100_000 + number(room).min(99_999)
}

/// Splits 江南春色3号楼 into the estate and the building.
fn building_of(text: &str) -> Option<(String, String)> {
    let bare = stripped(text, &BUILDING);
    let bare = bare.strip_suffix('号').unwrap_or(&bare);
    let number = bare.trim_end_matches(|sign: char| !sign.is_ascii_alphanumeric());
    let at =
        number.rfind(|sign: char| !sign.is_ascii_alphanumeric()).map_or(0, |at| at + number[at..].chars().next().map_or(1, char::len_utf8));
    let (estate, building) = number.split_at(at);
    let building = plain(building);
    (!building.is_empty() && building.len() <= 6).then(|| (estate.to_owned(), building))
}

fn first_split<'a>(text: &'a str, words: &[&str]) -> Option<(&'a str, &'a str)> {
    words.iter().find_map(|word| text.split_once(word)).filter(|(front, _)| front.chars().count() <= 4)
}

fn stripped(text: &str, words: &[&str]) -> String {
    words.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text).to_owned()
}

/// A number without leading zeros; other text stays.
fn plain(text: &str) -> String {
    let bare = text.trim_start_matches('0');
    if bare.len() < text.len() && bare.starts_with(|sign: char| sign.is_ascii_digit()) { bare.to_owned() } else { text.to_owned() }
}

fn floor_of(text: &str) -> Option<i64> {
    let (below, digits) = match text.strip_prefix("地下").or_else(|| text.strip_prefix("负")).or_else(|| text.strip_prefix(['B', '-'])) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let floor: i64 = digits.parse().ok().filter(|floor| (1..200).contains(floor))?;
    Some(if below { -floor } else { floor })
}

/// 501 is on floor 5, 1203 on floor 12.
fn floor_of_room(room: &str) -> Option<i64> {
    let (below, room) = room.strip_prefix(['B', '负']).map_or((false, room), |rest| (true, rest));
    let digits: String = room.chars().take_while(char::is_ascii_digit).collect();
    let floor = (3..=4).contains(&digits.len()).then(|| digits[..digits.len() - 2].parse::<i64>().ok())??;
    Some(if below { -floor } else { floor })
}

/// Chinese numerals up to ninety-nine as digits, where they count a building, unit or floor.
fn digits(text: &str) -> String {
    const NUMERALS: &str = "零一二三四五六七八九";
    let value = |sign: char| NUMERALS.chars().position(|numeral| numeral == sign);
    let counts = |rest: &[char]| {
        let rest: String = rest.iter().collect();
        BUILDING.iter().chain(&UNIT).chain(&FLOOR).chain(&["号"]).any(|word| rest.starts_with(word))
    };
    let signs: Vec<char> = text.chars().collect();
    let (mut out, mut at) = (String::new(), 0);
    while at < signs.len() {
        let run = signs[at..].iter().take_while(|sign| **sign == '十' || value(**sign).is_some()).count();
        if (1..=3).contains(&run) && counts(&signs[at + run..]) {
            let numeral: String = signs[at..at + run].iter().collect();
            let (tens, ones) = numeral.split_once('十').map_or((None, numeral.as_str()), |(tens, ones)| (Some(tens), ones));
            let read = |text: &str| text.chars().filter_map(value).fold(0, |sum, digit| sum * 10 + digit);
            let total = tens.map_or(0, |tens| if tens.is_empty() { 10 } else { read(tens) * 10 }) + read(ones);
            out.push_str(&total.to_string());
        } else {
            out.extend(&signs[at..at + run.max(1)]);
            at += run.max(1);
            continue;
        }
        at += run;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("3号楼2单元501", "3号楼2单元501", Some(5))]
    #[case("3-2-501", "3号楼2单元501", Some(5))]
    #[case("３－２－５０１", "3号楼2单元501", Some(5))]
    #[case("3栋2门501室", "3号楼2单元501", Some(5))]
    #[case("3幢 2单元 5层 501室", "3号楼2单元501", Some(5))]
    #[case("03号楼02单元0501", "3号楼2单元501", Some(5))]
    #[case("3#2-1203", "3号楼2单元1203", Some(12))]
    #[case("3号楼501", "3号楼501", Some(5))]
    #[case("三号楼二单元501", "3号楼2单元501", Some(5))]
    #[case("十二号楼十单元1101", "12号楼10单元1101", Some(11))]
    #[case("江南春色3号楼2单元501室", "江南春色3号楼2单元501", Some(5))]
    #[case("A座1203", "A号楼1203", Some(12))]
    #[case("12-1101", "12号楼1101", Some(11))]
    #[case("3号楼2门B101", "3号楼2单元B101", Some(-1))]
    #[case("3号楼-2-501", "3号楼2单元501", Some(5))]
    fn ledgers_write_them_in_many_ways(#[case] text: &str, #[case] written: &str, #[case] floor: Option<i64>) {
        let address = Address::parse(text).unwrap();
        assert_eq!((address.to_string().as_str(), address.floor), (written, floor));
    }

    #[rstest]
    #[case("")]
    #[case("老家")]
    #[case("13800001234")]
    #[case("3号楼")]
    fn what_names_no_door_is_none(#[case] text: &str) {
        assert_eq!(Address::parse(text), None);
    }

    #[rstest]
    #[case("3", "2", "", "501", "3号楼2单元501")]
    #[case("3号楼", "2单元", "5层", "501室", "3号楼2单元501")]
    #[case("3栋", "", "", "2-501", "3号楼2单元501")]
    #[case("3", "", "", "3-2-501", "3号楼2单元501")]
    #[case("江南里3号楼", "", "", "501", "江南里3号楼501")]
    fn columns_are_put_together(
        #[case] building: &str,
        #[case] unit: &str,
        #[case] floor: &str,
        #[case] room: &str,
        #[case] written: &str,
    ) {
        assert_eq!(Address::from_parts(building, unit, floor, room).unwrap().to_string(), written);
    }

    #[test]
    fn walking_goes_by_unit_then_floor_then_room() {
        let doors = [("1", 2, "203"), ("1", 10, "1001"), ("2", 1, "101"), ("10", 1, "101")];
        let orders: Vec<i64> = doors.iter().map(|(unit, floor, room)| walk_order(unit, *floor, room)).collect();
        assert!(orders.is_sorted(), "{orders:?}");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(building in 1u32..200, unit in 1u32..20, floor in 1u32..33, room in 1u32..20) {
            let text = format!("{building}号楼{unit}单元{floor}{room:02}");
            let address = Address::parse(&text).unwrap();
            prop_assert_eq!(address.to_string(), text.clone());
            prop_assert_eq!(address.floor, Some(i64::from(floor)));
            prop_assert_eq!(Address::parse(&format!("{building}-{unit}-{floor}{room:02}")), Some(address));
        }

        #[test]
        fn no_text_breaks_it(text in "[0-9一二三十号楼单元门栋幢层室A-Z#-]{0,16}", other in ".{0,12}") {
            let _ = Address::parse(&text);
            let _ = Address::parse(&other);
            let _ = Address::from_parts(&text, &other, &other, &text);
        }
    }
}
