//! What may be done in this context.

crate::permissions! {
    /// See what is kept about oneself, have a copy, ask for something about it.
    OwnData = "privacy.own" at Community for [CommunityAdmin, Staff, GridWorker, Property, Partner, Provider, Volunteer, Resident];
    /// See requests, enter one for somebody who came, decide; what takes data away an administrator decides.
    DecideRequests = "privacy.decide" at Community for [CommunityAdmin, Staff];
    /// See whom it concerns when data were taken out or shown in the open.
    SeeExposures = "privacy.exposures" at Community for [CommunityAdmin];
}
