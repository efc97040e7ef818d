//! What residents do themselves, without an account: bring a matter up, and see what became of it by its code and their phone.

use sea_orm::{ColumnTrait, QueryFilter};
use subtle::ConstantTimeEq;

use super::{
    Source, Stage,
    intake::{self, Report, Reporter},
    matter, matter_kind, query,
};
use crate::{
    assignment::State,
    kernel::{Actor, Db, Failure, Result, Why, rest},
    people::{code, phone},
    tenancy::{attempts, community, door},
};

/// What a resident tells.
#[derive(Debug, Clone)]
pub struct Told {
    /// What kind it is, by name; another one is taken for 其他.
    pub kind: String,
    /// What it is, in a line.
    pub title: String,
    /// More of it.
    pub detail: String,
    /// Where.
    pub place: String,
    /// Who they are.
    pub reporter: Reporter,
}

/// A community as its residents' page shows it.
#[derive(Debug, Clone)]
pub struct Door {
    /// Its name.
    pub community: String,
    /// The kinds there are.
    pub kinds: Vec<String>,
}

/// How far a matter is, as whoever brought it up may know.
#[derive(Debug, Clone)]
pub struct Status {
    /// The matter.
    pub matter: matter::Model,
    /// Its community's name.
    pub community: String,
    /// Whether somebody has taken it on.
    pub taken_on: bool,
}

/// The page of a community.
pub async fn door(db: &Db, code: &str) -> Result<Door> {
    let (tx, community) = door::enter(db, code).await?;
    let kinds = super::kinds::list(&tx).await?;
    Ok(Door { community: community.name, kinds: kinds.into_iter().filter(|kind| !kind.retired).map(|kind| kind.name).collect() })
}

/// Takes in what a resident tells; answers the matter's code.
pub async fn tell(db: &Db, address: &str, code: &str, told: Told) -> Result<String> {
    let phone = readable(&told.reporter.phone)?;
    attempts::take(db, &attempts::TELL, &phone, address).await?;
    let (reading, _) = door::enter(db, code).await?;
    let kinds = super::kinds::list(&reading).await?;
    let named = |name: &str| kinds.iter().find(|kind: &&matter_kind::Model| !kind.retired && kind.name == name);
    let kind = named(&told.kind).or_else(|| named("其他")).or_else(|| kinds.iter().rev().find(|kind| !kind.retired));
    let kind = kind.ok_or_else(Failure::not_found)?.id;
    let community = reading.community();
    drop(reading);
    let sys = db.system(Why::PublicPage).await?;
    let tx = sys.enter(community, Actor::System).await?;
    let report = Report {
        kind,
        source: Source::Page,
        title: told.title,
        detail: told.detail,
        place: told.place,
        building: None,
        grid: None,
        person: None,
        visit: None,
        reporter: told.reporter,
        urgent: false,
        to: None,
        done: None,
    };
    let matter = intake::take(&tx, report).await?;
    drop(tx);
    sys.commit().await?;
    Ok(matter.code)
}

/// How far a matter is; a wrong code and a wrong phone are answered alike.
pub async fn status(db: &Db, address: &str, code: &str, phone: &str) -> Result<Status> {
    let phone = readable(phone)?;
    attempts::take(db, &attempts::ASK_AFTER, &phone, address).await?;
    let sys = db.system_read(Why::PublicPage).await?;
    let found = sys.find::<matter::Entity>().filter(matter::Column::Code.eq(code::typed(code))).all(sys.conn()).await?;
    for matter in found {
        if rest::rests(&sys, matter.community_id).await? {
            continue;
        }
        let tx = sys.enter(matter.community_id, Actor::System).await?;
        let index = tx.blind("phone", &phone)?;
        if !matter.phone_index.as_ref().is_some_and(|known| bool::from(known.ct_eq(&index))) {
            continue;
        }
        let community = tx.get::<community::Entity>(matter.community_id).await?.name;
        // What was merged is told of by what it is dealt with in.
        let matter = match matter.merged_into.filter(|_| matter.stage == Stage::Merged) {
            Some(into) => tx.get::<matter::Entity>(into).await?,
            None => matter,
        };
        let listed = query::listed(&tx, vec![matter.clone()]).await?.pop();
        let taken_on = listed.and_then(|listed| listed.given).is_some_and(|given| given.state == State::Accepted);
        return Ok(Status { matter, community, taken_on });
    }
    Err(Failure::not_found())
}

fn readable(phone: &str) -> Result<String> {
    phone::normalised(phone).ok_or_else(|| Failure::invalid_field("phone", "people.phone_unreadable"))
}
