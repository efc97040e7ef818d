//! The kinds of matters: what a community starts out with, and what it makes of that.

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    error::MatterError,
    matter_kind::{self, Column},
};
use crate::{
    assignment::rules::clock::{Card, LONGEST, Terms},
    kernel::{Failure, Result, Tx},
    people::text,
};

/// What every community starts out with: a name, workdays to take it on and to deal with it.
const SHIPPED: [(&str, u32, u32); 8] = [
    ("安全隐患", 0, 2),
    ("设施维修", 1, 7),
    ("环境卫生", 1, 5),
    ("物业服务", 1, 7),
    ("邻里纠纷", 1, 10),
    ("民生救助", 1, 10),
    ("咨询求助", 1, 3),
    ("其他", 1, 5),
];

/// A kind as somebody decides it.
#[derive(Debug, Clone)]
pub struct Decision {
    /// What it is called.
    pub name: String,
    /// Workdays to take it on.
    pub acknowledge: u32,
    /// Workdays to deal with it.
    pub handle: u32,
    /// Whether it is not chosen any more.
    pub retired: bool,
}

impl Decision {
    fn terms(&self) -> Terms {
        Terms { acknowledge: self.acknowledge, handle: self.handle, yellow: Card::Before(1), red: Card::Share(100), over_head: 1 }
    }
}

/// Gives a community the kinds it starts out with, unless it has some.
pub async fn ensure(tx: &Tx) -> Result<()> {
    if tx.find::<matter_kind::Entity>().count(tx.conn()).await? > 0 {
        return Ok(());
    }
    let rows = (0..).zip(SHIPPED).map(|(position, (name, acknowledge, handle))| {
        let decision = Decision { name: name.to_owned(), acknowledge, handle, retired: false };
        Ok(matter_kind::ActiveModel {
            name: Set(decision.name.clone()),
            terms: Set(serde_json::to_value(decision.terms())?),
            retired: Set(false),
            position: Set(position),
            ..Default::default()
        })
    });
    tx.insert_many(rows.collect::<Result<Vec<_>>>()?).await
}

/// The kinds, in their order.
pub async fn list(tx: &Tx) -> Result<Vec<matter_kind::Model>> {
    Ok(tx.find::<matter_kind::Entity>().order_by_asc(Column::Position).order_by_asc(Column::Id).all(tx.conn()).await?)
}

/// Makes a kind.
pub async fn add(tx: &Tx, decision: Decision) -> Result<matter_kind::Model> {
    let position = tx.find::<matter_kind::Entity>().count(tx.conn()).await?;
    let row = matter_kind::ActiveModel {
        name: Set(checked(tx, &decision, None).await?),
        terms: Set(serde_json::to_value(decision.terms())?),
        retired: Set(decision.retired),
        position: Set(i64::try_from(position).unwrap_or(i64::MAX)),
        ..Default::default()
    };
    tx.insert(row).await
}

/// Changes a kind. Matters that are under way keep the time they were given.
pub async fn change(tx: &Tx, id: Uuid, decision: Decision) -> Result<matter_kind::Model> {
    tx.get::<matter_kind::Entity>(id).await?;
    let row = matter_kind::ActiveModel {
        id: Set(id),
        name: Set(checked(tx, &decision, Some(id)).await?),
        terms: Set(serde_json::to_value(decision.terms())?),
        retired: Set(decision.retired),
        ..Default::default()
    };
    tx.audit("matters.kind", "matter_kind", id, serde_json::json!({ "acknowledge": decision.acknowledge, "handle": decision.handle }))
        .await?;
    tx.update(row).await
}

async fn checked(tx: &Tx, decision: &Decision, known: Option<Uuid>) -> Result<String> {
    let name = text::line(&decision.name);
    let wrong = |field: &str, code| Err(Failure::invalid_field(field, code));
    match () {
        () if name.is_empty() => return wrong("name", "matters.name_wanted"),
        () if decision.handle > LONGEST => return wrong("handle", "matters.days_implausible"),
        () if decision.acknowledge > decision.handle => return wrong("acknowledge", "matters.days_implausible"),
        () => {}
    }
    let mut namesakes = tx.find::<matter_kind::Entity>().filter(Column::Name.eq(&name));
    if let Some(known) = known {
        namesakes = namesakes.filter(Column::Id.ne(known));
    }
    match namesakes.count(tx.conn()).await? {
        0 => Ok(name),
        _ => Err(Failure::from(MatterError::NameTaken).field("name", "matters.name_taken")),
    }
}
