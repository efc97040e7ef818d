//! A community with two grids, two workers and a few elders.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    kernel::{Job, Role, Scope, id},
    people::{Tier, building, dwelling, grid, household, job::PersonChanged, person},
};
use mulin_tests::{Community, Mail, Member, Street, TestApp};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::Value;
use uuid::Uuid;

/// In the subject of a morning's list.
pub const DIGEST: &str = "探访清单";
/// In the subject of a nudge.
pub const NUDGE: &str = "即将到期";
/// In the subject of an escalation.
pub const ESCALATED: &str = "已上报";

/// The community, and who works in it.
pub struct Scene {
    pub app: TestApp,
    pub street: Street,
    pub community: Community,
    pub admin: Member,
    pub east: Grid,
    pub west: Grid,
}

/// A grid with its worker and one building.
pub struct Grid {
    pub id: Uuid,
    pub worker: Member,
    building: Uuid,
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China.
    pub async fn set() -> Self {
        Self::on(TestApp::start().await).await
    }

    /// At another instant.
    pub async fn set_at(now: &str) -> Self {
        Self::on(TestApp::start_at(now.parse().expect("an instant")).await).await
    }

    /// In an application of the test's own.
    pub async fn on(app: TestApp) -> Self {
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let admin = app.member(&community, Role::CommunityAdmin).await;
        let (east, west) = (Grid::fill(&app, &community, "东").await, Grid::fill(&app, &community, "西").await);
        Self { app, street, community, admin, east, west }
    }

    /// An elder behind a door; what is due to them follows when the worker works.
    pub async fn elder(&self, grid: &Grid, name: &str, tier: Tier, door: (&str, i64, &str)) -> Uuid {
        let (home, id) = (self.household(grid, door).await, self.id());
        let row = person::ActiveModel {
            community_id: Set(self.community.id),
            id: Set(id),
            household_id: Set(home),
            name: Set(name.to_owned()),
            search: Set(name.to_owned()),
            birth_date: Set(NaiveDate::from_ymd_opt(1944, 3, 20)),
            tier: Set(tier),
            state: Set(person::State::Present),
            lunar_leap: Set(false),
            note: Set(String::new()),
            source: Set("test".to_owned()),
            created_at: Set(self.app.now()),
            updated_at: Set(self.app.now()),
            ..Default::default()
        };
        row.insert(&self.app.raw).await.expect("an elder");
        self.changed(id).await;
        id
    }

    /// A household of its own behind a door.
    pub async fn household(&self, grid: &Grid, (unit, floor, room): (&str, i64, &str)) -> Uuid {
        let now = self.app.now();
        let door = dwelling::ActiveModel {
            community_id: Set(self.community.id),
            id: Set(self.id()),
            building_id: Set(grid.building),
            unit: Set(unit.to_owned()),
            floor: Set(floor),
            room: Set(room.to_owned()),
            walk_order: Set(0),
            kind: Set(dwelling::Kind::Home),
            created_at: Set(now),
            updated_at: Set(now),
        };
        let door = door.insert(&self.app.raw).await.expect("a dwelling");
        let home = household::ActiveModel {
            community_id: Set(self.community.id),
            id: Set(self.id()),
            dwelling_id: Set(door.id),
            name: Set(room.to_owned()),
            state: Set(household::State::Active),
            created_at: Set(now),
            updated_at: Set(now),
        };
        home.insert(&self.app.raw).await.expect("a household").id
    }

    /// Changes a person's row, as the people's own services do, and has the worker follow.
    pub async fn change(&self, person: Uuid, change: impl FnOnce(&mut person::ActiveModel)) {
        let mut row = person::ActiveModel {
            community_id: Set(self.community.id),
            id: Set(person),
            updated_at: Set(self.app.now()),
            ..Default::default()
        };
        change(&mut row);
        row.update(&self.app.raw).await.expect("a person");
        self.changed(person).await;
    }

    /// Gives a grid another worker, and has the worker follow for these people.
    pub async fn reassign(&self, grid: &Grid, worker: &Member, people: &[Uuid]) {
        let row = grid::ActiveModel {
            community_id: Set(self.community.id),
            id: Set(grid.id),
            worker_id: Set(Some(worker.id)),
            ..Default::default()
        };
        row.update(&self.app.raw).await.expect("a grid");
        for person in people {
            self.changed(*person).await;
        }
    }

    /// Says that something about a person changed, and lets the worker work.
    pub async fn changed(&self, person: Uuid) {
        self.run(&PersonChanged { person }).await;
    }

    /// Has a job of the community done now.
    pub async fn run<J: Job>(&self, job: &J) {
        let scope = Scope::job(self.community.id, J::KIND);
        let tx = self.app.db().write(&scope).await.expect("a unit of work");
        tx.enqueue(job).await.expect("a job");
        tx.commit().await.expect("a commit");
        self.app.work().await;
    }

    /// Goes to an instant of China's time, and has what is due by then done.
    pub async fn go_to(&self, local: &str) {
        let to: DateTime<Utc> = format!("{local}+08:00").parse::<DateTime<chrono::FixedOffset>>().expect("an instant").to_utc();
        self.app.set_clock(to).await;
        self.app.work().await;
    }

    /// The visits of a person, the first to close first.
    pub async fn visits_of(&self, person: Uuid, state: &str) -> Vec<Value> {
        self.app.get(&self.admin.token, &format!("/api/v1/visits?person_id={person}&state={state}&limit=100")).await.items()
    }

    /// The names on somebody's list of today, in order.
    pub async fn today_of(&self, member: &Member) -> Vec<String> {
        let items = self.app.get(&member.token, "/api/v1/visits/today").await.items();
        items.iter().map(|item| format!("{} {}", item["person"]["name"].as_str().unwrap(), item["kind"].as_str().unwrap())).collect()
    }

    /// The mails to a member whose subject contains `subject`.
    pub fn mails(&self, subject: &str, to: &Member) -> Vec<Mail> {
        self.app.mails_to(&to.email).into_iter().filter(|mail| mail.subject().contains(subject)).collect()
    }

    fn id(&self) -> Uuid {
        id::new_id(self.app.now())
    }
}

impl Grid {
    async fn fill(app: &TestApp, community: &Community, name: &str) -> Self {
        let (worker, now) = (app.member(community, Role::GridWorker).await, app.now());
        let grid = grid::ActiveModel {
            community_id: Set(community.id),
            id: Set(id::new_id(now)),
            code: Set(name.to_owned()),
            name: Set(format!("{name}区网格")),
            worker_id: Set(Some(worker.id)),
            created_at: Set(now),
            updated_at: Set(now),
        };
        let grid = grid.insert(&app.raw).await.expect("a grid");
        let building = building::ActiveModel {
            community_id: Set(community.id),
            id: Set(id::new_id(now)),
            grid_id: Set(grid.id),
            name: Set(format!("{name}1号楼")),
            walk_order: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
        };
        let building = building.insert(&app.raw).await.expect("a building").id;
        Self { id: grid.id, worker, building }
    }
}
