//! What may be done in this context. The street reads what communities report to it, and no person.

crate::permissions! {
    /// Hand notices and tasks down, read the answers, accept, return, urge, take back.
    Direct = "directives.direct" at Street for [StreetAdmin];
    /// See what the street hands down.
    ReadDirectives = "directives.read" at Community for [CommunityAdmin, Staff];
    /// Acknowledge it, report on it, take it on as a matter.
    AnswerDirectives = "directives.answer" at Community for [CommunityAdmin, Staff];
}
