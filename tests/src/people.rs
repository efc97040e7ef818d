//! Streets, communities and people to begin a test with, put straight into the database.

use chrono::Duration;
use mulin_entity::{
    kernel::{Role, id},
    tenancy::{account, community, membership, password, session, street, street_member},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, prelude::Expr};
use serde_json::json;
use uuid::Uuid;

use crate::TestApp;

/// A street.
#[derive(Debug, Clone)]
pub struct Street {
    /// Its row.
    pub id: Uuid,
    /// Its division code.
    pub code: String,
}

/// A community.
#[derive(Debug, Clone)]
pub struct Community {
    /// Its row.
    pub id: Uuid,
    /// Its division code.
    pub code: String,
}

/// Somebody who is logged in.
#[derive(Debug, Clone)]
pub struct Member {
    /// Their account.
    pub account: Uuid,
    /// Their membership; nil for the operator and for a street's administrator.
    pub id: Uuid,
    /// Their address.
    pub email: String,
    /// Their session's token.
    pub token: String,
}

impl TestApp {
    /// A street that is open.
    pub async fn street(&self, code: &str) -> Street {
        let id = id::new_id(self.now());
        let row = street::ActiveModel {
            id: Set(id),
            code: Set(code.to_owned()),
            name: Set(format!("{code}街道")),
            state: Set(street::State::Active),
            created_at: Set(self.now()),
            ..Default::default()
        };
        row.insert(&self.raw).await.expect("a street");
        Street { id, code: code.to_owned() }
    }

    /// A community that works, without what its set-up would bring along.
    pub async fn community(&self, street: &Street, code: &str) -> Community {
        let id = id::new_id(self.now());
        let row = community::ActiveModel {
            id: Set(id),
            code: Set(code.to_owned()),
            street_id: Set(street.id),
            name: Set(format!("{code}社区")),
            state: Set(community::State::Active),
            zone: Set("Asia/Shanghai".to_owned()),
            locale: Set("zh-CN".to_owned()),
            settings: Set(json!({})),
            created_at: Set(self.now()),
            updated_at: Set(self.now()),
            ..Default::default()
        };
        row.insert(&self.raw).await.expect("a community");
        Community { id, code: code.to_owned() }
    }

    /// Somebody with a role in a community, logged in.
    pub async fn member(&self, community: &Community, role: Role) -> Member {
        let mut member = self.account(role.word(), false).await;
        member.id = self.join(&member, community, role).await;
        member
    }

    /// One more membership of somebody who is there already; its row.
    pub async fn join(&self, member: &Member, community: &Community, role: Role) -> Uuid {
        let id = id::new_id(self.now());
        let row = membership::ActiveModel {
            community_id: Set(community.id),
            id: Set(id),
            account_id: Set(Some(member.account)),
            email: Set(member.email.clone()),
            name: Set(format!("{role} 王")),
            role: Set(role.word().to_owned()),
            state: Set(membership::State::Active),
            created_at: Set(self.now()),
            updated_at: Set(self.now()),
            ..Default::default()
        };
        row.insert(&self.raw).await.expect("a membership");
        id
    }

    /// A street's administrator, logged in.
    pub async fn street_admin(&self, street: &Street) -> Member {
        let member = self.account("street-admin", false).await;
        let row = street_member::ActiveModel {
            id: Set(id::new_id(self.now())),
            street_id: Set(street.id),
            account_id: Set(member.account),
            state: Set(street_member::State::Active),
            created_at: Set(self.now()),
            updated_at: Set(self.now()),
        };
        row.insert(&self.raw).await.expect("a street's administrator");
        member
    }

    /// Who runs the platform, logged in.
    pub async fn operator(&self) -> Member {
        self.account("operator", true).await
    }

    async fn account(&self, name: &str, is_operator: bool) -> Member {
        let account = id::new_id(self.now());
        let email = format!("{name}-{}@example.org", account.simple());
        let row = account::ActiveModel {
            id: Set(account),
            email: Set(email.clone()),
            name: Set(name.to_owned()),
            password_hash: Set(None),
            locale: Set("zh-CN".to_owned()),
            is_operator: Set(is_operator),
            disabled_at: Set(None),
            created_at: Set(self.now()),
            updated_at: Set(self.now()),
        };
        row.insert(&self.raw).await.expect("an account");
        let token = self.session(account).await;
        Member { account, id: Uuid::nil(), email, token }
    }

    /// Gives somebody a password, for what is confirmed with one.
    pub async fn give_password(&self, member: &Member, password: &str) {
        let hash = password::hash(password.to_owned()).await.expect("a hash");
        let row = account::ActiveModel { id: Set(member.account), password_hash: Set(Some(hash)), ..Default::default() };
        row.update(&self.raw).await.expect("an account");
    }

    /// One more session of an account; its token.
    pub async fn session(&self, account: Uuid) -> String {
        let (id, token) = (id::new_id(self.now()), id::new_secret());
        let row = session::ActiveModel {
            id: Set(id),
            token_hash: Set(id::hash_secret(&token)),
            account_id: Set(account),
            via: Set("bearer".to_owned()),
            user_agent: Set("tests".to_owned()),
            address: Set("127.0.0.1".to_owned()),
            created_at: Set(self.now()),
            seen_at: Set(self.now()),
            expires_at: Set(self.now() + Duration::hours(12)),
        };
        row.insert(&self.raw).await.expect("a session");
        self.sessions.lock().expect("no test panics while it holds this").push(id);
        token
    }

    pub(crate) async fn keep_sessions_open(&self) {
        let ids = self.sessions.lock().expect("no test panics while it holds this").clone();
        session::Entity::update_many()
            .col_expr(session::Column::SeenAt, Expr::value(self.now()))
            .col_expr(session::Column::ExpiresAt, Expr::value(self.now() + Duration::hours(12)))
            .filter(session::Column::Id.is_in(ids))
            .exec(&self.raw)
            .await
            .expect("sessions");
    }
}
