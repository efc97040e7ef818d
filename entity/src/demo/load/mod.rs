//! Writing the demo street into the database, in bulk, through the kernel: tenants, sealed fields and marks as everywhere.
//!
//! Each community is one transaction. A load that was interrupted goes on where it stopped.

mod accounts;
mod activities;
mod campaigns;
mod cells;
mod directives;
mod duty;
mod enrolment;
mod forms;
mod joint;
mod ledgers;
mod mails;
mod matters;
mod meetings;
mod outreach;
mod partners;
mod party;
mod patrols;
mod people;
mod places;
mod points;
mod projects;
mod publicity;
mod targets;
mod think_tank;
mod visits;
mod volunteers;

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::{
    place::{COMMUNITIES, Place},
    population::Population,
    staff::DemoAccount,
};
use crate::{
    calendar::local,
    kernel::{Actor, Db, Failure, Result, SystemTx, Why},
    reports,
    tenancy::{community, street},
    visits::{plan as visit_plans, service as visit_service},
};

/// The zone of the demo street.
const ZONE: chrono_tz::Tz = chrono_tz::Tz::Asia__Shanghai;

/// How far the load is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// The community that was just loaded.
    pub community: &'static str,
    /// How many residents it has.
    pub residents: usize,
    /// How many communities are done.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

/// Whether the whole demo street is there?
pub async fn is_loaded(db: &Db) -> Result<bool> {
    let sys = db.system_read(Why::Demo).await?;
    let codes = COMMUNITIES.map(|place| place.code);
    let there = sys.find::<community::Entity>().filter(community::Column::Code.is_in(codes)).count(sys.conn()).await?;
    Ok(there == COMMUNITIES.len() as u64)
}

/// Loads what is missing of the demo street: people from `seed`, a year of history before now.
pub async fn load(db: &Db, seed: u64, accounts: &[DemoAccount], tell: impl Fn(Progress)) -> Result<()> {
    load_places(db, &COMMUNITIES, seed, accounts, tell).await
}

/// Like [`load`], only some of its communities.
pub async fn load_places(db: &Db, places: &[Place], seed: u64, accounts: &[DemoAccount], tell: impl Fn(Progress)) -> Result<()> {
    let hashes = accounts::hash_passwords(accounts).await?;
    let sys = db.system(Why::Demo).await?;
    let street = accounts::street(&sys).await?;
    accounts::above_communities(&sys, &street, accounts, &hashes).await?;
    campaigns::of_street(&sys, &street).await?;
    directives::of_street(&sys, &street).await?;
    forms::of_street(&sys, &street).await?;
    targets::of_street(&sys, &street).await?;
    sys.commit().await?;
    for (done, place) in places.iter().enumerate() {
        let population = Population::of(place, seed, local::day_of(ZONE, db.now()));
        let residents = population.households.iter().map(|household| household.residents.len()).sum();
        let sys = db.system(Why::Demo).await?;
        if community(&sys, &street, place, &population, seed, &hashes).await? {
            sys.commit().await?;
            counted(db, place).await?;
            tell(Progress { community: place.name, residents, done: done + 1, of: places.len() });
        }
    }
    Ok(())
}

/// Its figures were computed with it, which its own marks do not know.
async fn counted(db: &Db, place: &Place) -> Result<()> {
    let sys = db.system(Why::Demo).await?;
    let community = sys.find::<community::Entity>().filter(community::Column::Code.eq(place.code)).one(sys.conn()).await?;
    let community = community.ok_or_else(Failure::not_found)?;
    let tx = sys.enter(community.id, Actor::System).await?;
    reports::service::all_fresh(&tx).await?;
    drop(tx);
    sys.commit().await
}

/// Loads one community; false if it is there already.
async fn community(
    sys: &SystemTx,
    street: &street::Model,
    place: &Place,
    population: &Population,
    seed: u64,
    hashes: &accounts::Hashes,
) -> Result<bool> {
    if sys.find::<community::Entity>().filter(community::Column::Code.eq(place.code)).one(sys.conn()).await?.is_some() {
        return Ok(false);
    }
    let since = sys.now() - chrono::Duration::days(400);
    let row = community::ActiveModel {
        id: Set(sys.new_id()),
        code: Set(place.code.to_owned()),
        street_id: Set(street.id),
        name: Set(place.name.to_owned()),
        state: Set(community::State::Active),
        zone: Set(ZONE.name().to_owned()),
        locale: Set("zh-CN".to_owned()),
        settings: Set(json!({})),
        created_at: Set(since),
        ..Default::default()
    };
    let community = sys.insert(row).await?;
    let members = accounts::members(sys, &community, place, population.estate.grids.len(), seed, hashes).await?;
    let tx = sys.enter(community.id, Actor::System).await?;
    let mut writer = Writer { tx, place, population, seed, since };
    let ids = places::write(&mut writer, &members).await?;
    let listed = people::write(&mut writer, &ids).await?;
    visits::write(&mut writer, &listed, &ids).await?;
    ledgers::write(&writer, &ids).await?;
    mails::write(&mut writer, &members).await?;
    duty::write(&writer, &members).await?;
    matters::write(&mut writer, &ids).await?;
    directives::write(&writer, &members).await?;
    meetings::write(&writer, &members).await?;
    partners::write(&writer, &members).await?;
    think_tank::write(&writer, &members).await?;
    patrols::write(&writer, &ids).await?;
    publicity::write(&writer, &ids).await?;
    points::write(&writer).await?;
    projects::write(&mut writer, &members).await?;
    outreach::write(&writer, &members, &listed).await?;
    activities::write(&writer, &members, &listed).await?;
    let names = enrolment::write(&writer, &members).await?;
    accounts::rename(sys, &writer.tx, names).await?;
    campaigns::write(&writer, &members).await?;
    volunteers::write(&writer, &members, &listed).await?;
    forms::write(&writer, &members).await?;
    party::write(&writer, &members, &listed).await?;
    visit_service::ensure_schedules(&writer.tx).await?;
    reports::service::ensure_schedules(&writer.tx).await?;
    crate::assignment::alarm::set(&writer.tx).await?;
    crate::duty::planning::ensure_schedules(&writer.tx).await?;
    crate::activities::reminders::ensure_schedules(&writer.tx).await?;
    crate::matters::rechecks::ensure_schedules(&writer.tx).await?;
    crate::directives::reminders::ensure_schedules(&writer.tx).await?;
    crate::forms::reminders::ensure_schedules(&writer.tx).await?;
    crate::meetings::reminders::ensure_schedules(&writer.tx).await?;
    crate::outreach::reminders::ensure_schedules(&writer.tx).await?;
    crate::party::reminders::ensure_schedules(&writer.tx).await?;
    crate::partners::agreements::ensure_schedules(&writer.tx).await?;
    crate::patrols::rounds::ensure_schedules(&writer.tx).await?;
    crate::privacy::reminders::ensure_schedules(&writer.tx).await?;
    crate::projects::reminders::ensure_schedules(&writer.tx).await?;
    crate::volunteers::reminders::ensure_schedules(&writer.tx).await?;
    visit_plans::bring_in_line(&writer.tx, &visit_plans::Whom::Everybody).await?;
    cells::write(&writer).await?;
    Ok(true)
}

/// What every part of the load needs.
struct Writer<'a> {
    tx: crate::kernel::Tx,
    place: &'a Place,
    population: &'a Population,
    seed: u64,
    /// Since when the community has kept its books.
    since: chrono::DateTime<chrono::Utc>,
}

impl Writer<'_> {
    fn random(&self, purpose: &str) -> super::random::Random {
        super::random::Random::new(self.seed, &format!("{} {purpose}", self.place.code))
    }

    /// Morning of a day, when things are entered.
    fn morning(&self, day: chrono::NaiveDate) -> chrono::DateTime<chrono::Utc> {
        local::midnight(ZONE, day) + chrono::Duration::hours(9)
    }
}
