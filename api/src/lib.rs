//! Mulin over HTTP. Every context on one screen: see [`apis`].

pub mod caller;
pub mod console;
pub mod document;
pub mod idempotency;
mod live;
pub mod metrics;
pub mod middleware;
pub mod patience;
pub mod problem;
pub mod proxies;
pub mod server;
pub mod state;

mod activities;
mod assignment;
mod attendance;
mod calendar;
mod campaigns;
mod directives;
mod duty;
mod enrolment;
mod evidence;
mod forms;
mod jobs;
mod ledgers;
mod matters;
mod meetings;
mod notifications;
mod outreach;
mod partners;
mod party;
mod patrols;
mod people;
mod points;
mod privacy;
mod projects;
mod reports;
mod schedules;
mod tenancy;
mod visits;
mod volunteers;
mod workday;

use mulin_entity::kernel::{Level, Role};
use poem::{
    Endpoint, EndpointExt, Route,
    middleware::{AddData, CookieJarManager},
};
use poem_openapi::{OpenApi, OpenApiService, Tags};

pub use caller::Guard;
use middleware::{BodyLimit, Compression, SecurityHeaders};
pub use problem::{Problem, Reply};
pub use state::ApiState;

/// The parts of the API, as the document groups them.
#[derive(Tags)]
pub enum Tag {
    /// Accounts, sessions, streets and communities.
    Tenancy,
    /// Grids, buildings, households, residents, ledgers.
    People,
    /// Who takes part in what: signing up, waiting, checking in.
    Attendance,
    /// Duty: who is at the desk and who is out, leave, changes.
    Duty,
    /// Residents who become members, and for whom they act.
    Enrolment,
    /// What is kept about oneself, and requests about it.
    Privacy,
    /// Photos as proof.
    Evidence,
    /// Visits to elders, reminders, the month's rate.
    Visits,
    /// Matters: what people bring up, who deals with it by when, whether it was solved.
    Matters,
    /// Moving ledgers: floating population, shops, rentals, and what a community keeps besides.
    Ledgers,
    /// What a street hands down, and what its communities answer.
    Directives,
    /// The activity menu: rooms, providers, what is on, programmes, wishes.
    Activities,
    /// Forms that a street wants, filled from what is known.
    Forms,
    /// Meetings: called, held, written down.
    Meetings,
    /// Contact and ask: questionnaires, plans, interviews, research topics.
    Outreach,
    /// Campaigns of the three forces: rosters, shifts, what was found, progress.
    Campaigns,
    /// Partners: units, lists, whistles.
    Partners,
    /// Party life: branches, sessions, study, articles.
    Party,
    /// Patrols: points, rounds, findings, what comes back.
    Patrols,
    /// The day: one way with all kinds of work, and what presses at the desk.
    Workday,
    /// Points: what people earn, what they have for it, the month in public.
    Points,
    /// Livelihood and renovation projects.
    Projects,
    /// Volunteers: teams, tasks, hours, stars.
    Volunteers,
    /// Holidays and make-up workdays.
    Calendar,
    /// Figures of communities and streets.
    Reports,
    /// What was sent to whom, when, why, and what became of it.
    Notifications,
    /// What happens by itself, and when.
    Schedules,
    /// What only the operator sees.
    Operation,
}

/// Every context of the API.
fn apis() -> impl OpenApi {
    (
        tenancy::apis(),
        people::apis(),
        calendar::CalendarApi,
        // Who somebody is, and what is kept about them.
        (enrolment::apis(), privacy::apis()),
        attendance::apis(),
        duty::apis(),
        evidence::EvidenceApi,
        visits::apis(),
        ledgers::apis(),
        // What is handed out, and what it comes from; nested, because a list has sixteen members at most.
        (
            assignment::AssignmentApi,
            matters::apis(),
            campaigns::apis(),
            directives::apis(),
            activities::apis(),
            forms::apis(),
            meetings::apis(),
            outreach::apis(),
            partners::apis(),
            party::apis(),
            patrols::apis(),
            projects::apis(),
            points::apis(),
            volunteers::apis(),
            workday::WorkdayApi,
        ),
        reports::apis(),
        notifications::apis(),
        schedules::apis(),
        jobs::JobsApi,
    )
}

/// Every permission of every context: its name, where it holds, who has it.
pub fn permissions() -> impl Iterator<Item = (&'static str, (Level, &'static [Role]))> {
    [
        mulin_entity::tenancy::can::ALL,
        mulin_entity::people::can::ALL,
        mulin_entity::calendar::can::ALL,
        mulin_entity::enrolment::can::ALL,
        mulin_entity::privacy::can::ALL,
        mulin_entity::attendance::can::ALL,
        mulin_entity::duty::can::ALL,
        mulin_entity::visits::can::ALL,
        mulin_entity::volunteers::can::ALL,
        mulin_entity::workday::can::ALL,
        mulin_entity::matters::can::ALL,
        mulin_entity::ledgers::can::ALL,
        mulin_entity::directives::can::ALL,
        mulin_entity::activities::can::ALL,
        mulin_entity::forms::can::ALL,
        mulin_entity::meetings::can::ALL,
        mulin_entity::outreach::can::ALL,
        mulin_entity::campaigns::can::ALL,
        mulin_entity::partners::can::ALL,
        mulin_entity::party::can::ALL,
        mulin_entity::patrols::can::ALL,
        mulin_entity::points::can::ALL,
        mulin_entity::projects::can::ALL,
        mulin_entity::reports::can::ALL,
        mulin_entity::notifications::can::ALL,
        mulin_entity::schedules::can::ALL,
    ]
    .into_iter()
    .flatten()
    .map(|(name, level, roles)| (*name, (*level, *roles)))
}

/// The API with its description.
pub fn service() -> OpenApiService<impl OpenApi, ()> {
    OpenApiService::new(apis(), "Mulin 睦邻", env!("CARGO_PKG_VERSION"))
        .description(
            "The service that street offices (街道) and their communities (社区) run on.\n\n\
             Whoever belongs to several communities names one of them in the header `Mulin-Community`, by its division code of twelve digits.\n\n\
             Any change may carry a header `Idempotency-Key` (1 to 128 visible ASCII characters): sent again under the same key within 24 hours it happens once and is \
             answered as before, with `Idempotency-Replayed: true`; 409 while the first is being answered, 422 if it asks for something else.",
        )
        .url_prefix("/api/v1")
}

/// The whole HTTP side, ready to be served.
pub fn endpoint(state: ApiState) -> impl Endpoint<Output = poem::Response> {
    let https = state.base_url.starts_with("https://");
    let service = service();
    let document = document::render(&service);
    let swagger = service.swagger_ui();
    Route::new()
        .at("/healthz", poem::get(state::healthz))
        .at("/readyz", poem::get(state::readyz))
        .at(
            "/api/openapi.json",
            poem::get(poem::endpoint::make_sync(move |_| {
                poem::Response::builder().content_type("application/json").body(document.clone())
            })),
        )
        .nest("/api/docs", swagger)
        .nest("/api/v1", service)
        .nest_no_strip("/", console::endpoint())
        .around(idempotency::once)
        .around(patience::while_it_answers)
        .with(AddData::new(state))
        .with(CookieJarManager::new())
        .with(BodyLimit::default())
        .around(problem::tell)
        .around(metrics::count)
        .with(Compression)
        .with(SecurityHeaders { https })
        .map_to_response()
}
