//! A community with two grids, their workers, and the ledgers that every community begins with.

use mulin_entity::{
    kernel::{Role, Scope},
    tenancy::job::SetUp,
};
use mulin_tests::{Community, Mail, Member, Street, TestApp};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

/// In the subject of the reminders.
pub const DIGEST: &str = "台账提醒";

/// An identity number that is right.
pub const NUMBER: &str = "11010519491231002X";
/// Another one.
pub const OTHER_NUMBER: &str = "120113196403091026";

pub struct Scene {
    pub app: TestApp,
    pub street: Street,
    pub community: Community,
    pub admin: Member,
    pub staff: Member,
    /// Of the grid with 3号楼.
    pub east: Member,
    /// Of the grid with 5号楼.
    pub west: Member,
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China.
    pub async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let admin = app.member(&community, Role::CommunityAdmin).await;
        let staff = app.member(&community, Role::Staff).await;
        let east = app.member(&community, Role::GridWorker).await;
        let west = app.member(&community, Role::GridWorker).await;
        let scene = Self { app, street, community, admin, staff, east, west };
        for (code, worker, building) in [("01", &scene.east, "3号楼"), ("02", &scene.west, "5号楼")] {
            let grid = json!({"code": code, "name": format!("第{code}网格"), "worker_id": worker.id});
            let grid = scene.app.post(&scene.admin.token, "/api/v1/grids", grid).await.expect(201);
            scene.app.post(&scene.admin.token, "/api/v1/buildings", json!({"name": building, "grid_id": grid["id"]})).await.expect(201);
        }
        let tx = scene.app.db().write(&Scope::job(scene.community.id, "test")).await.unwrap();
        tx.enqueue(&SetUp {}).await.unwrap();
        tx.commit().await.unwrap();
        scene.app.work().await;
        scene
    }

    /// A shipped ledger, as the administrator sees it.
    pub async fn ledger(&self, code: &str) -> Value {
        let ledgers = self.app.get(&self.admin.token, "/api/v1/ledgers").await.items();
        ledgers.into_iter().find(|ledger| ledger["code"] == code).unwrap_or_else(|| panic!("no ledger {code}"))
    }

    pub async fn add(&self, ledger: &Value, values: Value) -> Value {
        self.app.post(&self.staff.token, &path(ledger, "/rows"), json!({ "values": values })).await.expect(201)
    }

    /// The titles of the rows that somebody finds.
    pub async fn find(&self, who: &Member, ledger: &Value, query: &str) -> Vec<String> {
        let found = self.app.get(&who.token, &path(ledger, &format!("/rows?sort=title&{query}"))).await.items();
        found.iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
    }

    pub async fn change(&self, ledger: &Value, row: &Value, values: Value) -> Value {
        let body = json!({ "revision": row["revision"], "values": values });
        self.app.patch(&self.staff.token, &row_path(ledger, row, ""), body).await.expect(200)
    }

    pub async fn history(&self, ledger: &Value, row: &Value) -> Vec<Value> {
        self.app.get(&self.staff.token, &row_path(ledger, row, "/history")).await.items()
    }

    /// Sends a file in, confirms the columns that are suggested, and has the rows taken.
    pub async fn import(&self, ledger: &Value, file: Vec<u8>) -> Value {
        let preview = self.upload(ledger, file).await;
        let columns = preview["columns"].as_array().unwrap().iter().filter(|column| !column["field"].is_null());
        let mapping: serde_json::Map<_, _> = columns.map(|column| (column["index"].to_string(), column["field"].clone())).collect();
        let import = format!("/api/v1/imports/{}", preview["id"].as_str().unwrap());
        self.app.post(&self.staff.token, &format!("{import}/start"), json!({ "mapping": mapping })).await.expect(200);
        self.app.work().await;
        self.app.get(&self.staff.token, &import).await.expect(200)
    }

    pub async fn upload(&self, ledger: &Value, file: Vec<u8>) -> Value {
        let form = Form::new().part("file", Part::bytes(file).file_name("台账.csv"));
        self.app.upload(&self.staff.token, &path(ledger, "/imports"), form).await.expect(201)
    }

    /// Goes to an instant of China's time, and has what is due by then done.
    pub async fn go_to(&self, local: &str) {
        let to = format!("{local}+08:00").parse::<chrono::DateTime<chrono::FixedOffset>>().unwrap().to_utc();
        self.app.set_clock(to).await;
        self.app.work().await;
    }

    /// The reminders to a member so far.
    pub fn reminders(&self, to: &Member) -> Vec<Mail> {
        self.app.mails_to(&to.email).into_iter().filter(|mail| mail.subject().contains(DIGEST)).collect()
    }
}

pub fn path(ledger: &Value, rest: &str) -> String {
    format!("/api/v1/ledgers/{}{rest}", ledger["id"].as_str().unwrap())
}

pub fn row_path(ledger: &Value, row: &Value, rest: &str) -> String {
    path(ledger, &format!("/rows/{}{rest}", row["id"].as_str().unwrap()))
}

/// Somebody of the floating population, in 3号楼, until 30 April.
pub fn zhou() -> Value {
    json!({
        "name": "周建军", "id_number": NUMBER, "phone": "138 0000 1234", "from": "河北沧州", "reason": "务工", "address": "3-2-501",
        "registered_on": "2026年3月1日", "valid_until": "2026-04-30"
    })
}

/// A flat that is let by the day, in 5号楼.
pub fn day_rental() -> Value {
    json!({
        "address": "5号楼1单元101", "operator": "刘志国", "phone": "13900005678", "beds": "6", "price": "￥128", "registers_guests": "是"
    })
}
