//! Two streets with a community each, which have nothing to do with each other.

use std::collections::BTreeMap;

use mulin_entity::kernel::Role;
use mulin_tests::{Answer, Community, Member, TestApp};
use uuid::Uuid;

use super::{
    document::{Operation, Slot},
    furnish::furnish,
    schema,
};

/// One street, one of its communities, everybody who works there.
pub struct Side {
    pub community: Community,
    pub operator: Member,
    pub street_admin: Member,
    members: Vec<(Role, Member)>,
}

impl Side {
    /// Fills one side; `newcomer` is a community of the street that asks to be let in.
    pub async fn fill(app: &TestApp, street: &str, community: &str, newcomer: &str) -> Self {
        let street = app.street(street).await;
        let community = app.community(&street, community).await;
        let mut members = Vec::new();
        for role in Role::OF_COMMUNITY {
            members.push((role, app.member(&community, role).await));
        }
        let (operator, street_admin) = (app.operator().await, app.street_admin(&street).await);
        let side = Self { community, operator, street_admin, members };
        furnish(app, &side, newcomer).await;
        side
    }

    /// The member with a role.
    pub fn member(&self, role: Role) -> &Member {
        &self.members.iter().find(|(of, _)| *of == role).expect("every role has a member").1
    }

    /// Somebody who may call the operation.
    pub fn allowed(&self, operation: &Operation) -> &Member {
        match operation.level.as_str() {
            "operator" => &self.operator,
            "street" => &self.street_admin,
            "community" => self.member(operation.roles.first().and_then(|role| role.parse().ok()).expect("a permission that somebody has")),
            _ => self.member(Role::CommunityAdmin),
        }
    }

    /// Everybody who may not.
    pub fn refused(&self, operation: &Operation) -> Vec<(&'static str, &Member)> {
        let others = [("operator", &self.operator), ("street-admin", &self.street_admin)];
        let members = self.members.iter().map(|(role, member)| (role.word(), member));
        let may = |word: &str| match operation.level.as_str() {
            "operator" => word == "operator",
            "street" => word == "street-admin",
            "community" => operation.roles.iter().any(|role| role == word),
            _ => true,
        };
        others.into_iter().chain(members).filter(|(word, _)| !may(word)).collect()
    }
}

/// Two sides, and every identity that stands anywhere on the other one.
pub struct Scene {
    pub app: TestApp,
    pub ours: Side,
    pub theirs: Side,
    pub foreign_ids: Vec<(String, Uuid)>,
    own_ids: BTreeMap<String, Uuid>,
}

impl Scene {
    pub async fn set() -> Self {
        let app = TestApp::start().await;
        let theirs = Side::fill(&app, "110101001", "110101001001", "110101001002").await;
        // Whatever is in the database now is theirs: no list of tables is needed.
        let foreign_ids = schema::identities(&app).await;
        let ours = Side::fill(&app, "120113004", "120113004024", "120113004017").await;
        let own_ids = schema::identities_of(&app, ours.community.id).await;
        Self { app, ours, theirs, foreign_ids, own_ids }
    }

    /// The operation's path with the caller's own rows in it.
    pub fn url(&self, operation: &Operation) -> String {
        operation.url(None, &self.own_ids)
    }

    /// Calls the operation as somebody, with an identity in one slot.
    pub async fn call(&self, operation: &Operation, token: &str, slot: Option<(&Slot, Uuid)>) -> Answer {
        self.app
            .send(operation.method.clone(), token, &operation.url(slot, &self.own_ids), |request| {
                match (operation.json(slot), operation.form()) {
                    (Some(body), _) => request.json(&body),
                    (None, Some(form)) => request.multipart(form),
                    (None, None) => request,
                }
            })
            .await
    }
}
