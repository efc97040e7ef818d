//! What the demo street wants by the end of the year.

use chrono::Datelike;
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};

use super::ZONE;
use crate::{
    calendar::local,
    kernel::{Result, SystemTx},
    reports::{goal, street_target},
    tenancy::street,
};

/// Figures, and how much of each is wanted of every community: shares in percents.
const TARGETS: &[(&str, i64)] = &[
    ("visits.on_time", 95),
    ("matters.on_time", 90),
    ("matters.satisfied", 90),
    ("patrols.on_time", 85),
    ("meetings.held", 6),
    ("activities.held", 8),
];

/// Sets them, unless somebody has set some already.
pub(super) async fn of_street(sys: &SystemTx, street: &street::Model) -> Result<()> {
    let set = sys.find::<street_target::Entity>().filter(street_target::Column::StreetId.eq(street.id));
    if set.count(sys.conn()).await? > 0 {
        return Ok(());
    }
    let year = local::day_of(ZONE, sys.now()).year();
    for (measure, value) in TARGETS {
        let row = street_target::ActiveModel {
            id: Set(sys.new_id()),
            street_id: Set(street.id),
            year: Set(year),
            measure: Set((*measure).to_owned()),
            community_id: Set(None),
            share: Set(goal::named(measure).is_some_and(|goal| goal.of.is_some())),
            value: Set(*value),
            set_by_id: Set(None),
            ..Default::default()
        };
        sys.insert(row).await?;
    }
    Ok(())
}
