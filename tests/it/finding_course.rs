//! The course of findings under any order of acts: of looks, of what is done with assignments, of days that pass.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate};
use mulin_entity::{
    assignment::{State as Given, assignment},
    kernel::{Role, Scope},
    patrols::{
        Kind,
        course::{Event, after, is_live},
        job::Plan,
        patrol_finding::{self, State},
    },
};
use mulin_tests::{Community, Member, TestApp};
use proptest::{prelude::*, sample::select, test_runner::Config};
use reqwest::multipart::{Form, Part};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::evidence::PIXEL;

/// What somebody does, or what happens by itself. Findings are named by a number that goes round among those that are there.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Looks at a point, and finds a kind of trouble there.
    Find(usize, &'static str),
    /// The property company says that one is put right, with a photo.
    Complete(usize),
    /// The office does something with one.
    Office(usize, &'static str),
    /// So many days pass, each with its plan.
    Pass(i64),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0usize..2, select(vec!["clutter", "ads"])).prop_map(|(point, kind)| Step::Find(point, kind)),
        4 => (0usize..8).prop_map(Step::Complete),
        4 => (0usize..8, select(vec!["decline", "reopen", "remind", "hurry"])).prop_map(|(at, deed)| Step::Office(at, deed)),
        3 => select(vec![1i64, 5, 13, 14]).prop_map(Step::Pass),
    ]
}

struct Scene {
    app: TestApp,
    community: Community,
    staff: Member,
    property: Member,
    points: Vec<Value>,
}

impl Scene {
    async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let (staff, property) = (app.member(&community, Role::Staff).await, app.member(&community, Role::Property).await);
        let mut points = Vec::new();
        for name in ["3号楼楼道", "北门"] {
            let point = json!({"name": name, "base_days": 14});
            points.push(app.post(&staff.token, "/api/v1/patrol-points", point).await.expect(201)["id"].clone());
        }
        Self { app, community, staff, property, points }
    }

    async fn rows(&self) -> Vec<patrol_finding::Model> {
        let mut rows = patrol_finding::Entity::find().all(&self.app.raw).await.unwrap();
        rows.sort_by_key(|row| row.number);
        rows
    }

    /// Does a step; whatever is refused is refused with a reason.
    async fn take(&self, step: Step) {
        let rows = self.rows().await;
        let chosen = |at: usize| rows.get(at % rows.len().max(1)).map(|row| format!("/api/v1/findings/{}", row.id));
        match step {
            Step::Find(point, kind) => {
                let path = format!("/api/v1/patrol-points/{}/looks", self.points[point].as_str().unwrap());
                self.app.post(&self.staff.token, &path, json!({"findings": [{"kind": kind}]})).await.expect(201);
            }
            Step::Complete(at) => {
                let Some(path) = chosen(at) else { return };
                let photo = Form::new().text("moment", "after").part("file", Part::bytes(PIXEL).file_name("x.png"));
                self.app.upload(&self.property.token, &format!("{path}/photos"), photo).await;
                self.deed(&self.property, &path, "complete").await;
            }
            Step::Office(at, deed) => {
                let Some(path) = chosen(at) else { return };
                self.deed(&self.staff, &path, deed).await;
            }
            Step::Pass(days) => {
                for _ in 0..days {
                    self.app.advance(Duration::days(1)).await;
                    let tx = self.app.db().write(&Scope::job(self.community.id, "test")).await.unwrap();
                    tx.enqueue(&Plan { planned_at: self.app.now() }).await.unwrap();
                    tx.commit().await.unwrap();
                    self.app.work().await;
                }
            }
        }
    }

    async fn deed(&self, who: &Member, path: &str, deed: &str) {
        let revision = self.app.get(&self.staff.token, path).await.expect(200)["assignment"]["revision"].clone();
        let deed = json!({"deed": deed, "note": "如此", "revision": revision});
        let answer = self.app.post(&who.token, &format!("{path}/deeds"), deed).await;
        assert!(matches!(answer.status, 200 | 409 | 422), "{} answered {} {}", answer.request, answer.status, answer.text());
    }

    fn today(&self) -> NaiveDate {
        (self.app.now() + Duration::hours(8)).date_naive()
    }
}

/// Whether a finding in one state may be in another a step later: by one event, or by one after the other within the step.
fn leads(before: State, now: State) -> bool {
    before == now || Event::ALL.into_iter().any(|event| after(before, event) == Some(now))
}

async fn is_as_it_must_be(scene: &Scene, before: &BTreeMap<Uuid, State>, step: Step) {
    let rows = scene.rows().await;
    let given: BTreeMap<Uuid, Given> = assignment::Entity::find()
        .all(&scene.app.raw)
        .await
        .unwrap()
        .into_iter()
        .filter_map(|row| Some((row.finding_id?, row.state)))
        .collect();
    let mut troubles: BTreeMap<(Uuid, Kind), BTreeSet<Uuid>> = BTreeMap::new();
    let mut live: BTreeMap<(Uuid, Kind), usize> = BTreeMap::new();
    for row in &rows {
        let place = (row.point_id, row.kind);
        troubles.entry(place).or_default().insert(row.trouble_id);
        *live.entry(place).or_default() += usize::from(is_live(row.state));
        let agrees = match row.state {
            State::Open => given[&row.id].is_open(),
            State::Cooling | State::Solved | State::Returned => given[&row.id] == Given::Done,
            State::CalledOff => given[&row.id] == Given::CalledOff,
        };
        assert!(agrees, "{step:?}: a finding is {:?} and its assignment {:?}", row.state, given[&row.id]);
        let was = before.get(&row.id).copied().unwrap_or(State::Open);
        assert!(leads(was, row.state), "{step:?} made {:?} of {was:?}", row.state);
        if row.state == State::Solved {
            assert!(row.cool_until.is_some_and(|until| until <= scene.today()), "{step:?} solved what was still watched");
        }
        if row.state == State::Returned && was != State::Returned {
            let anew = rows.last().unwrap();
            assert_eq!((anew.trouble_id, anew.state), (row.trouble_id, State::Open), "it goes on as the same trouble");
            assert!(anew.return_days.is_some(), "and is known to have come back");
        }
        assert_eq!(row.rectified_at.is_some(), matches!(row.state, State::Cooling | State::Solved | State::Returned));
    }
    assert!(troubles.values().all(|ids| ids.len() == 1), "a kind at a place is one trouble");
    assert!(live.values().all(|count| *count <= 1), "{step:?}: two findings of one trouble are live");
}

proptest! {
    #![proptest_config(Config { cases: 5, max_shrink_iters: 20, failure_persistence: None, ..Config::default() })]

    #[test]
    fn no_order_of_acts_brings_a_finding_where_it_cannot_be(steps in prop::collection::vec(any_step(), 10..18)) {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(async {
            let scene = Scene::set().await;
            for step in steps {
                let before = scene.rows().await.into_iter().map(|row| (row.id, row.state)).collect();
                scene.take(step).await;
                is_as_it_must_be(&scene, &before, step).await;
            }
        });
    }
}

#[tokio::test]
async fn what_came_back_is_gone_on_with_and_not_taken_up_twice() {
    let scene = Scene::set().await;
    scene.take(Step::Find(0, "clutter")).await;
    scene.take(Step::Complete(0)).await;
    scene.take(Step::Find(0, "clutter")).await;
    let rows = scene.rows().await;
    assert_eq!(rows.iter().map(|row| row.state).collect::<Vec<_>>(), [State::Returned, State::Open]);
    let path = format!("/api/v1/findings/{}", rows[0].id);
    let revision = scene.app.get(&scene.staff.token, &path).await.expect(200)["assignment"]["revision"].clone();
    let reopen = json!({"deed": "reopen", "note": "又来了", "revision": revision});
    assert_eq!(scene.app.post(&scene.staff.token, &format!("{path}/deeds"), reopen).await.code(), "patrols.found_anew");
}
