//! Lays out the division directory as flat arrays, which the binary maps and
//! touches only where somebody searches. See `src/tenancy/directory`.

#[path = "src/tenancy/directory/layout.rs"]
mod layout;

use std::{env, error::Error, fs, path::Path};

const SOURCE: &str = "data/divisions.csv.zst";

fn main() -> Result<(), Box<dyn Error>> {
    for path in [SOURCE, "src/tenancy/directory/layout.rs", "build.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let csv = String::from_utf8(zstd::decode_all(fs::File::open(SOURCE)?)?)?;
    let mut arrays = Arrays { stems: vec![layout::MARK], ..Arrays::default() };
    for line in csv.lines().skip(1) {
        let (code, name) = line.split_once(',').ok_or_else(|| format!("no comma: {line}"))?;
        arrays.add(code, name)?;
    }
    arrays.write(Path::new(&env::var("OUT_DIR")?))
}

/// One array for each question that a search asks.
#[derive(Default)]
struct Arrays {
    last: u64,
    keys: Vec<u8>,
    starts: Vec<u8>,
    endings: Vec<u8>,
    stems: Vec<u8>,
    branches: Vec<u8>,
}

impl Arrays {
    fn add(&mut self, code: &str, name: &str) -> Result<(), Box<dyn Error>> {
        let key = layout::key(code).ok_or_else(|| format!("no code: {code}"))?;
        if key <= self.last {
            return Err(format!("out of order: {code}").into());
        }
        self.last = key;
        if code.len() < layout::WIDTHS[4] {
            let index = u32::try_from(self.endings.len())?;
            self.branches.extend(index.to_le_bytes());
        }
        self.keys.extend(key.to_le_bytes());
        self.starts.extend(u32::try_from(self.stems.len())?.to_le_bytes());
        let (stem, ending) = layout::split(name);
        self.endings.push(ending);
        self.stems.extend(stem.as_bytes());
        self.stems.push(layout::MARK);
        Ok(())
    }

    fn write(mut self, folder: &Path) -> Result<(), Box<dyn Error>> {
        self.starts.extend(u32::try_from(self.stems.len())?.to_le_bytes());
        for (name, array) in [
            ("keys", &self.keys),
            ("starts", &self.starts),
            ("endings", &self.endings),
            ("stems", &self.stems),
            ("branches", &self.branches),
        ] {
            fs::write(folder.join(format!("{name}.bin")), array)?;
        }
        Ok(())
    }
}
