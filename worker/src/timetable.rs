//! Every cron line of the product, on one screen. A community's own times are rows, fanned out by the same tick.

use std::sync::LazyLock;

use chrono_tz::{Asia::Shanghai, Tz};
use croner::{
    Cron,
    parser::{CronParser, Seconds, Year},
};
use mulin_entity::{
    evidence::job::Sweep,
    kernel::{Db, Job, Result, queue::tidy::Tidy},
    schedules::{
        fan_out::fan_out,
        fire::{Line, fire_lines},
        rules::Misfire,
    },
};

/// The zone of the product's own times.
const ZONE: Tz = Shanghai;

/// kind of job, when, what happens to missed instants
const TIMETABLE: &[Line] = &[
    // Jobs that are done and firings that are old are let go while nobody works.
    line(Tidy::KIND, "20 3 * * *", Misfire::Once),
    // So are files.
    line(Sweep::KIND, "40 3 * * *", Misfire::Once),
];

const fn line(kind: &'static str, cron: &'static str, misfire: Misfire) -> Line {
    Line { kind, cron, zone: ZONE, misfire }
}

static LINES: LazyLock<Vec<(Line, Cron)>> = LazyLock::new(|| {
    let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
    TIMETABLE.iter().filter_map(|line| Some((*line, parser.parse(line.cron).ok()?))).collect()
});

/// Fires whatever has come. Called by every worker every second: each instant still fires once.
pub async fn tick(db: &Db) -> Result<()> {
    fire_lines(db, &LINES).await?;
    fan_out(db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_can_be_read() {
        assert_eq!(LINES.len(), TIMETABLE.len());
    }
}
