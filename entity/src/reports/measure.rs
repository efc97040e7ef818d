//! Every figure of the product: what it is called and how it behaves in time. How it is counted stands in [`super::sources`].

/// The version of the definitions; a change of what a figure means raises it.
pub const DEFINITION: i64 = 1;

/// How a figure behaves in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// So many on that day: adds up over days, and can be counted again for any of them.
    Flow,
    /// So many there are: counted during the day, kept as it was when the day closed.
    Stock,
    /// Of the month so far: one cell on its first day, kept as it was when the month closed.
    Month,
}

/// A figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Its name.
    pub name: &'static str,
    /// How it behaves in time.
    pub behaviour: Behaviour,
    /// Whether few of them could point at a person.
    pub sensitive: bool,
}

const fn measure(name: &'static str, behaviour: Behaviour) -> Measure {
    Measure { name, behaviour, sensitive: false }
}

const fn sensitive(name: &'static str, behaviour: Behaviour) -> Measure {
    Measure { name, behaviour, sensitive: true }
}

/// All figures.
pub const MEASURES: &[Measure] = &[
    measure("residents.total", Behaviour::Stock),
    measure("households.total", Behaviour::Stock),
    measure("elders.listed", Behaviour::Stock),
    sensitive("elders.red", Behaviour::Stock),
    sensitive("elders.yellow", Behaviour::Stock),
    sensitive("elders.green", Behaviour::Stock),
    measure("visits.due", Behaviour::Flow),
    measure("visits.done", Behaviour::Flow),
    measure("visits.on_time", Behaviour::Flow),
    measure("visits.missed", Behaviour::Flow),
    measure("visits.no_answer", Behaviour::Flow),
    measure("visits.escalated", Behaviour::Flow),
    measure("month.elders", Behaviour::Month),
    measure("month.visited", Behaviour::Month),
    measure("ledgers.floating", Behaviour::Stock),
    measure("ledgers.shops", Behaviour::Stock),
    measure("ledgers.group_rentals", Behaviour::Stock),
    measure("ledgers.day_rentals", Behaviour::Stock),
    measure("ledgers.own", Behaviour::Stock),
    measure("ledgers.expiring", Behaviour::Stock),
    measure("ledgers.expired", Behaviour::Stock),
    measure("ledgers.inspections_overdue", Behaviour::Stock),
    measure("ledgers.inspected", Behaviour::Flow),
    measure("matters.received", Behaviour::Flow),
    measure("matters.handled", Behaviour::Flow),
    measure("matters.on_time", Behaviour::Flow),
    measure("matters.called_back", Behaviour::Flow),
    measure("matters.solved", Behaviour::Flow),
    measure("matters.satisfied", Behaviour::Flow),
    measure("matters.open", Behaviour::Stock),
    measure("matters.overdue", Behaviour::Stock),
    measure("directives.received", Behaviour::Flow),
    measure("directives.reported", Behaviour::Flow),
    measure("directives.on_time", Behaviour::Flow),
    measure("directives.open", Behaviour::Stock),
    measure("directives.late", Behaviour::Stock),
    measure("forms.due", Behaviour::Flow),
    measure("forms.submitted", Behaviour::Flow),
    measure("forms.on_time", Behaviour::Flow),
    measure("forms.cells_known", Behaviour::Flow),
    measure("forms.cells_hand", Behaviour::Flow),
    measure("forms.overdue", Behaviour::Stock),
    measure("meetings.held", Behaviour::Flow),
    measure("meetings.resolutions", Behaviour::Flow),
    measure("whistles.blown", Behaviour::Flow),
    measure("whistles.calls", Behaviour::Flow),
    measure("whistles.answered", Behaviour::Flow),
    measure("whistles.arrived", Behaviour::Flow),
    measure("whistles.missed", Behaviour::Flow),
    measure("partners.claimed", Behaviour::Flow),
    measure("partners.completed", Behaviour::Flow),
    measure("activities.planned", Behaviour::Stock),
    measure("activities.held", Behaviour::Flow),
    measure("activities.seats", Behaviour::Flow),
    measure("activities.attended", Behaviour::Flow),
    measure("activities.no_show", Behaviour::Flow),
    measure("activities.rated", Behaviour::Flow),
    measure("activities.satisfied", Behaviour::Flow),
    measure("rooms.hours", Behaviour::Flow),
    measure("wishes.open", Behaviour::Stock),
    measure("partners.asked", Behaviour::Flow),
    measure("partners.advised", Behaviour::Flow),
    measure("partners.joint_held", Behaviour::Flow),
    measure("partners.joint_served", Behaviour::Flow),
    measure("outreach.interviews", Behaviour::Flow),
    measure("outreach.outcomes", Behaviour::Flow),
    measure("campaigns.open", Behaviour::Stock),
    measure("campaigns.targets", Behaviour::Stock),
    measure("campaigns.left", Behaviour::Stock),
    measure("campaigns.omitted", Behaviour::Stock),
    measure("campaigns.reached", Behaviour::Flow),
    measure("campaigns.refused", Behaviour::Flow),
    measure("volunteers.registered", Behaviour::Stock),
    measure("volunteers.active", Behaviour::Stock),
    measure("volunteers.tasks", Behaviour::Flow),
    measure("volunteers.served", Behaviour::Flow),
    measure("volunteers.minutes", Behaviour::Flow),
    measure("volunteers.stars", Behaviour::Stock),
    measure("party.sessions", Behaviour::Flow),
    measure("party.due", Behaviour::Flow),
    measure("party.missed", Behaviour::Flow),
    measure("party.expected", Behaviour::Flow),
    measure("party.attended", Behaviour::Flow),
    measure("party.study", Behaviour::Flow),
    measure("party.articles", Behaviour::Flow),
    measure("party.reads", Behaviour::Flow),
    measure("patrols.checks", Behaviour::Flow),
    measure("patrols.missed", Behaviour::Flow),
    measure("patrols.findings", Behaviour::Flow),
    measure("patrols.returned", Behaviour::Flow),
    measure("patrols.rectified", Behaviour::Flow),
    measure("patrols.on_time", Behaviour::Flow),
    measure("patrols.campaigns_closed", Behaviour::Flow),
    measure("patrols.publicity_held", Behaviour::Flow),
    measure("patrols.people_reached", Behaviour::Flow),
    measure("patrols.open", Behaviour::Stock),
    measure("patrols.overdue", Behaviour::Stock),
    measure("duty.shifts", Behaviour::Flow),
    measure("duty.uncovered", Behaviour::Flow),
    measure("duty.stood_in", Behaviour::Flow),
    measure("points.issued", Behaviour::Flow),
    measure("points.redeemed", Behaviour::Flow),
    measure("points.handed_out", Behaviour::Flow),
    measure("points.outstanding", Behaviour::Stock),
    measure("points.held", Behaviour::Stock),
    measure("projects.open", Behaviour::Stock),
    measure("projects.late", Behaviour::Stock),
    measure("projects.accepted", Behaviour::Flow),
    measure("projects.spent", Behaviour::Flow),
    measure("enrolment.linked", Behaviour::Stock),
    measure("enrolment.asked", Behaviour::Flow),
    measure("privacy.requests", Behaviour::Flow),
    measure("privacy.overdue", Behaviour::Stock),
    measure("messages.accepted", Behaviour::Flow),
    measure("messages.failed", Behaviour::Flow),
    measure("messages.in_doubt", Behaviour::Flow),
];

/// The figure that is called so.
pub fn named(name: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|measure| measure.name == name)
}
