//! The permission at the door. A handler that takes a `Guard<P>` is only called
//! for somebody who has the permission `P`; the API document says so from the same type.

use std::{marker::PhantomData, ops::Deref, sync::Arc};

use mulin_entity::{
    kernel::{Actor, Db, Failure, Kind, Language, Level, Permission, Role, Scope, Tx},
    tenancy::{
        error::TenancyError,
        identity::{Identity, Member},
        street, suspension,
    },
};
use poem::{Request, RequestBody};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use uuid::Uuid;

use crate::{ApiState, Problem, idempotency};

/// The console's cookie; the prefix makes browsers refuse it from elsewhere.
pub const COOKIE: &str = "__Host-mulin";
/// Names the community that is meant, by its code, where the caller belongs to several.
pub const COMMUNITY: &str = "mulin-community";
/// Sent by the console with each change: no form of another site can.
pub const OWN_REQUEST: &str = "x-mulin-request";

/// Somebody who is logged in and may do what `P` stands for.
pub struct Guard<P> {
    caller: Caller,
    permission: PhantomData<P>,
}

impl<P> Deref for Guard<P> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

/// Who calls, and where they act.
pub struct Caller {
    state: ApiState,
    identity: Arc<Identity>,
    place: Place,
    language: Language,
}

enum Place {
    Nowhere,
    Street(street::Model),
    Community(Member),
}

impl Caller {
    /// Everything that the caller is.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The caller's account.
    pub fn account(&self) -> Uuid {
        self.identity.account.id
    }

    /// The caller's language: what the request asks for, else what the account says.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The API's surroundings.
    pub fn state(&self) -> &ApiState {
        &self.state
    }

    /// The way to the rows.
    pub fn db(&self) -> &Db {
        &self.state.db
    }

    /// The membership through which the caller acts, for permissions of a community.
    pub fn member(&self) -> Result<&Member, Failure> {
        match &self.place {
            Place::Community(member) => Ok(member),
            _ => Err(forbidden()),
        }
    }

    /// The caller's role in the community.
    pub fn role(&self) -> Result<Role, Failure> {
        Ok(self.member()?.role)
    }

    /// The street that the caller administers, for permissions of a street.
    pub fn street(&self) -> Result<&street::Model, Failure> {
        match &self.place {
            Place::Street(street) => Ok(street),
            _ => Err(forbidden()),
        }
    }

    /// Who acts, as audit rows name it.
    pub fn actor(&self) -> Actor {
        let member = self.member().ok().map(|member| member.id);
        Actor::Account { account: self.account(), member }
    }

    /// The community, and who acts in it.
    pub fn scope(&self) -> Result<Scope, Failure> {
        Ok(Scope { community: self.member()?.community.id, actor: self.actor() })
    }

    /// A unit of work that only reads.
    pub async fn read(&self) -> Result<Tx, Failure> {
        Ok(self.db().read(&self.scope()?).await?.knowing(self.member()?.community.clone()))
    }

    /// A unit of work.
    pub async fn write(&self) -> Result<Tx, Failure> {
        self.db().write(&self.scope()?).await
    }
}

fn forbidden() -> Failure {
    Failure::new(Kind::Forbidden, "kernel.forbidden")
}

fn nobody() -> Failure {
    Failure::new(Kind::Unauthenticated, "kernel.unauthenticated")
}

impl<'a, P: Permission> ApiExtractor<'a> for Guard<P> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    const PARAM_IS_REQUIRED: bool = true;
    type ParamType = ();
    type ParamRawType = ();

    /// The document carries the permission as the name of a scheme, which `document.rs` turns into `x-permission`.
    fn security_schemes() -> Vec<&'static str> {
        vec![P::NAME]
    }

    async fn from_request(request: &'a Request, _: &mut RequestBody, _: ExtractParamOptions<()>) -> poem::Result<Self> {
        let guard = admit::<P>(request).await.map_err(Problem)?;
        idempotency::admit(&guard.caller.state, guard.account()).await?;
        Ok(guard)
    }
}

async fn admit<P: Permission>(request: &Request) -> Result<Guard<P>, Failure> {
    let state = request.data::<ApiState>().cloned().ok_or_else(|| Failure::internal("the API has no surroundings"))?;
    let identity = state.door.authenticate(&token(request)?).await?;
    let place = place::<P>(&identity, request)?;
    let language = request.header("accept-language").map_or_else(|| identity.language(), |header| Language::accepted(Some(header)));
    Ok(Guard { caller: Caller { state, identity, place, language }, permission: PhantomData })
}

/// The token of a program's header, or of the console's cookie, which counts for changes only with a header of our own.
fn token(request: &Request) -> Result<String, Failure> {
    // Another scheme, such as a proxy's own, says nothing about who calls us.
    if let Some(token) = request.header("authorization").and_then(|header| header.strip_prefix("Bearer ")) {
        return Ok(token.trim().to_owned());
    }
    let token = request.cookie().get(COOKIE).map(|cookie| cookie.value_str().to_owned()).ok_or_else(nobody)?;
    if !request.method().is_safe() && request.header(OWN_REQUEST).is_none() {
        return Err(Failure::new(Kind::Forbidden, "kernel.cross_site"));
    }
    Ok(token)
}

fn place<P: Permission>(identity: &Identity, request: &Request) -> Result<Place, Failure> {
    match P::LEVEL {
        Level::Account => Ok(Place::Nowhere),
        Level::Operator if identity.is_operator() => Ok(Place::Nowhere),
        Level::Operator => Err(forbidden()),
        Level::Street => {
            let street = identity.street.clone().ok_or_else(forbidden)?;
            if street.state != street::State::Active {
                return Err(TenancyError::StreetSuspended.into());
            }
            Ok(Place::Street(street))
        }
        Level::Community => {
            let member = member_meant(identity, request.header(COMMUNITY))?;
            if let Some(suspended) = suspension::refusal(member) {
                return Err(suspended.into());
            }
            Some(member).filter(|member| P::ROLES.contains(&member.role)).cloned().map(Place::Community).ok_or_else(forbidden)
        }
    }
}

/// The membership that is meant: the one in the community that is named, else the only one that can be used at present.
fn member_meant<'a>(identity: &'a Identity, named: Option<&str>) -> Result<&'a Member, Failure> {
    if let Some(code) = named {
        return identity.memberships.iter().find(|member| member.community.code == code).ok_or_else(forbidden);
    }
    let mut usable = identity.memberships.iter().filter(|member| !member.rests);
    match (usable.next(), usable.next()) {
        (Some(member), None) => Ok(member),
        (Some(_), Some(_)) => Err(Failure::new(Kind::Malformed, "kernel.community_needed")),
        (None, _) => identity.memberships.first().ok_or_else(forbidden),
    }
}
