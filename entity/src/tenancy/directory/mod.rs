//! The official division directory (行政区划): 665,276 provinces, cities, districts, streets and
//! communities, each known by its code, which begins with the code of the one it lies in.

mod layout;
mod search;
mod table;
mod word;

use std::ops::Range;

pub use search::search;

/// How large a division is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 省.
    Province,
    /// 市.
    City,
    /// 区、县.
    District,
    /// 街道、镇、乡.
    Street,
    /// 社区、村.
    Community,
}

impl Level {
    const ALL: [Self; 5] = [Self::Province, Self::City, Self::District, Self::Street, Self::Community];

    /// The level as one word, as it travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::District => "district",
            Self::Street => "street",
            Self::Community => "community",
        }
    }
}

/// One division: a place in the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Division(usize);

impl Division {
    /// The division with exactly this code.
    pub fn find(code: &str) -> Option<Self> {
        let key = layout::key(code)?;
        let index = table::first_from(key);
        (index < table::len() && table::key(index) == key).then_some(Self(index))
    }

    /// Its code, of 2, 4, 6, 9 or 12 digits.
    pub fn code(self) -> String {
        let mut digits = format!("{:012}", table::key(self.0) / 8);
        digits.truncate(self.width());
        digits
    }

    /// Its official name.
    pub fn name(self) -> String {
        format!("{}{}", String::from_utf8_lossy(table::stem(self.0)), table::ending(self.0))
    }

    /// What people call it: the official name without the committee (居委会、村委会).
    pub fn short_name(self) -> String {
        let stem = String::from_utf8_lossy(table::stem(self.0)).into_owned();
        match table::ending(self.0) {
            ending if ending.starts_with("社区") => format!("{stem}社区"),
            "村委会" | "村民委员会" if stem.ends_with('村') => stem,
            "村委会" | "村民委员会" => format!("{stem}村"),
            "街道" | "街道办事处" => format!("{stem}街道"),
            _ => self.name(),
        }
    }

    /// How large it is.
    pub fn level(self) -> Level {
        Level::ALL[(table::key(self.0) % 8) as usize]
    }

    /// Those it lies in, the province first.
    pub fn ancestors(self) -> Vec<Self> {
        let code = self.code();
        layout::WIDTHS.iter().take_while(|width| **width < code.len()).filter_map(|width| Self::find(&code[..*width])).collect()
    }

    /// Those directly inside.
    pub fn children(self) -> impl Iterator<Item = Self> {
        let level = table::key(self.0) % 8 + 1;
        self.within().map(Self).filter(move |inner| table::key(inner.0) % 8 == level)
    }

    /// It and everything inside, which lies side by side.
    fn within(self) -> Range<usize> {
        let first = table::key(self.0);
        self.0..table::first_from((first / 8 + layout::span(self.width())) * 8)
    }

    fn width(self) -> usize {
        layout::WIDTHS[(table::key(self.0) % 8) as usize]
    }
}

/// The provinces.
pub fn provinces() -> impl Iterator<Item = Division> {
    table::branches().map(Division).filter(|division| division.level() == Level::Province)
}

#[cfg(test)]
mod tests;
