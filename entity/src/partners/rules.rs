//! What can be said of partners without a database: which act leads where, and how much time a whistle gives.

use chrono::Duration;

use super::{
    partner_offer::State as Offer,
    whistle::{Kind, Stage},
    whistle_call::State as Call,
};

/// So many units come to one whistle at most.
pub const MOST_UNITS: usize = 20;
/// The longest clock of a whistle, in minutes: two weeks.
pub const LONGEST: i64 = 14 * 24 * 60;

/// How much time those who are called have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocks {
    /// To answer.
    pub answer: Duration,
    /// To be there, from the whistle on.
    pub arrive: Duration,
}

impl Clocks {
    /// The clocks that a kind of whistle has unless others are set.
    pub const fn of(kind: Kind) -> Self {
        let (answer, arrive) = match kind {
            Kind::Daily => (4 * 60, 24 * 60),
            Kind::Hard => (2 * 60, 8 * 60),
            Kind::Emergency => (10, 30),
        };
        Self { answer: Duration::minutes(answer), arrive: Duration::minutes(arrive) }
    }
}

/// Of which step before the end of an agreement somebody is told when so many days are left: a month, a week, or that it is over. Of one that
/// ended long ago nobody is.
pub fn step_before_end(left: i64) -> Option<i64> {
    const LONG_AGO: i64 = -30;
    [-1, 7, 30].into_iter().find(|step| left <= *step).filter(|_| left >= LONG_AGO)
}

/// What is done with an entry of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferAct {
    /// Somebody does it (认领).
    Claim,
    /// They do not after all.
    Release,
    /// It was done.
    Complete,
    /// It is taken back.
    Withdraw,
}

impl OfferAct {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Claim, Self::Release, Self::Complete, Self::Withdraw];

    /// The act by its word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.word() == word)
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Release => "release",
            Self::Complete => "complete",
            Self::Withdraw => "withdraw",
        }
    }
}

/// Where an act leads an entry; nowhere if it is not for this state.
pub const fn offer_after(state: Offer, act: OfferAct) -> Option<Offer> {
    match (state, act) {
        (Offer::Open, OfferAct::Claim) => Some(Offer::Claimed),
        (Offer::Claimed, OfferAct::Release) => Some(Offer::Open),
        (Offer::Claimed, OfferAct::Complete) => Some(Offer::Done),
        (Offer::Open, OfferAct::Withdraw) => Some(Offer::Withdrawn),
        _ => None,
    }
}

/// What a unit that is called does, or the office for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallAct {
    /// It comes.
    Answer,
    /// It cannot come.
    Decline,
    /// It is there.
    Arrive,
    /// It signs what was done (会签).
    Sign,
}

impl CallAct {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Answer, Self::Decline, Self::Arrive, Self::Sign];

    /// The act by its word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.word() == word)
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Decline => "decline",
            Self::Arrive => "arrive",
            Self::Sign => "sign",
        }
    }
}

/// Where an act leads a call while its whistle is at `stage`; nowhere if it is not for that.
pub const fn call_after(stage: Stage, state: Call, act: CallAct) -> Option<Call> {
    match (stage, state, act) {
        (Stage::Blown, Call::Called, CallAct::Answer) => Some(Call::Answered),
        (Stage::Blown, Call::Called | Call::Answered, CallAct::Arrive) => Some(Call::Arrived),
        (Stage::Blown, Call::Called | Call::Answered, CallAct::Decline) => Some(Call::Declined),
        (Stage::Handled, Call::Arrived, CallAct::Sign) => Some(Call::Arrived),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    proptest! {
        #[test]
        fn nothing_is_done_that_nobody_claimed(acts in prop::collection::vec(select(OfferAct::ALL.to_vec()), 0..20)) {
            let mut passed = vec![Offer::Open];
            for act in acts {
                passed.extend(passed.last().and_then(|state| offer_after(*state, act)));
            }
            for (before, after) in passed.iter().zip(&passed[1..]) {
                prop_assert!(*after != Offer::Done || *before == Offer::Claimed);
                prop_assert!(!matches!(before, Offer::Done | Offer::Withdrawn), "what is over stays so");
            }
        }

        #[test]
        fn whoever_declined_or_came_stays_so(acts in prop::collection::vec((select(Stage::ALL.to_vec()), select(CallAct::ALL.to_vec())), 0..20)) {
            let mut passed = vec![Call::Called];
            for (stage, act) in acts {
                passed.extend(passed.last().and_then(|state| call_after(stage, *state, act)));
            }
            for (before, after) in passed.iter().zip(&passed[1..]) {
                prop_assert!(*before != Call::Declined);
                prop_assert!(*before != Call::Arrived || *after == Call::Arrived);
            }
        }
    }

    #[test]
    fn an_agreement_is_told_of_a_month_before_a_week_before_and_when_it_is_over() {
        let told = [31, 30, 8, 7, 0, -1, -30, -31].map(step_before_end);
        assert_eq!(told, [None, Some(30), Some(30), Some(7), Some(7), Some(-1), Some(-1), None]);
    }

    #[test]
    fn what_is_over_stays_as_it_is() {
        for act in OfferAct::ALL {
            assert_eq!((offer_after(Offer::Done, act), offer_after(Offer::Withdrawn, act)), (None, None));
        }
        for (state, act) in Call::ALL.into_iter().flat_map(|state| CallAct::ALL.map(|act| (state, act))) {
            assert_eq!((call_after(Stage::Closed, state, act), call_after(Stage::CalledOff, state, act)), (None, None));
        }
    }

    #[test]
    fn only_who_came_signs_and_only_what_was_done() {
        for (stage, state) in Stage::ALL.into_iter().flat_map(|stage| Call::ALL.map(|state| (stage, state))) {
            let signs = call_after(stage, state, CallAct::Sign).is_some();
            assert_eq!(signs, stage == Stage::Handled && state == Call::Arrived);
        }
    }

    #[test]
    fn the_more_pressing_the_shorter() {
        let [daily, hard, emergency] = [Kind::Daily, Kind::Hard, Kind::Emergency].map(Clocks::of);
        assert!(daily.answer > hard.answer && hard.answer > emergency.answer);
        assert!([daily, hard, emergency].iter().all(|clocks| clocks.answer < clocks.arrive));
    }
}
