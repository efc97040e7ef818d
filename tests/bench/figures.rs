//! What was measured, for people and for programs.

use serde_json::{Map, Value, json};

/// One measure.
#[derive(Debug, Default)]
pub struct Figure {
    /// Its name, such as `http.page`.
    pub measure: &'static str,
    pub unit: &'static str,
    pub ours: f64,
    /// Somebody else doing the same in this run, and how fast.
    pub peer: Option<(&'static str, f64)>,
    /// The bare thing below, in this run.
    pub raw: Option<f64>,
    /// Under which conditions.
    pub settings: String,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Figures {
    all: Vec<Figure>,
    /// Whether a group could not be measured.
    pub incomplete: bool,
}

impl Figures {
    pub fn add(&mut self, figure: Figure) {
        self.all.push(figure);
    }

    pub fn print(&self) {
        let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{}", rounded(value)));
        println!("{:<16} {:>10} {:>10} {:>10}  {:<8} settings", "measure", "ours", "peer", "raw", "unit");
        for figure in &self.all {
            let Figure { measure, unit, ours, peer, raw, settings } = figure;
            let (ours, theirs, raw) = (number(Some(*ours)), number(peer.map(|(_, theirs)| theirs)), number(*raw));
            println!("{measure:<16} {ours:>10} {theirs:>10} {raw:>10}  {unit:<8} {settings}");
        }
        println!();
        self.all.iter().for_each(|figure| println!("{}", figure.line()));
    }
}

impl Figure {
    fn line(&self) -> Value {
        let mut line = Map::new();
        line.insert("measure".to_owned(), json!(self.measure));
        line.insert("unit".to_owned(), json!(self.unit));
        line.insert("ours".to_owned(), json!(rounded(self.ours)));
        if let Some((peer, theirs)) = self.peer {
            line.insert("peer".to_owned(), json!(peer));
            line.insert("theirs".to_owned(), json!(rounded(theirs)));
        }
        if let Some(raw) = self.raw {
            line.insert("raw".to_owned(), json!(rounded(raw)));
        }
        line.insert("settings".to_owned(), json!(self.settings));
        Value::Object(line)
    }
}

/// Three digits that mean something.
fn rounded(value: f64) -> f64 {
    if value.abs() >= 100.0 { value.round() } else { (value * 100.0).round() / 100.0 }
}

/// The middle one.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
