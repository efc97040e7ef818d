//! What may be done in this context. A unit's contact sees only what calls the unit: see [`query::whistles`](super::query::whistles).

crate::permissions! {
    /// See the units with their contacts.
    ReadPartners = "partners.read" at Community for [CommunityAdmin, Staff];
    /// Keep the units, what they offer and need; blow the whistle.
    KeepPartners = "partners.keep" at Community for [CommunityAdmin, Staff];
    /// See what is offered and needed, and whom the whistle calls; claim, answer and come.
    TakePart = "partners.take_part" at Community for [CommunityAdmin, Staff, Partner];
    /// See what one is asked as an expert of the think tank, and give advice. Whoever is no expert sees nothing there.
    Advise = "partners.advise" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer, Resident];
    /// See how the units of a street's communities come when they are called.
    ReadRates = "partners.read_rates" at Street for [StreetAdmin];
}
