//! Who knows about something, and what may become of asking them: without a database.

use std::{collections::BTreeMap, sync::LazyLock};

use super::{expert::Field, expert_request::State};
use crate::people::{
    text,
    words::{every, word},
};

/// The words that point to each field.
static POINTERS: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/expertise.json")).unwrap_or_default());
/// A word that the expert chose says more than a field does.
const OWN_WORD: usize = 3;
/// What a field says, however many words point to it.
const FIELD: usize = 2;

/// Why somebody may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// How well they fit; more is better.
    pub score: usize,
    /// Their fields that the question is about.
    pub fields: Vec<Field>,
    /// The words that told so: those of fields, and their own.
    pub words: Vec<String>,
}

/// How well somebody with these fields and words fits what is asked; not at all if nothing of it is theirs.
pub fn fit(asked: &str, fields: &[Field], own: &[String]) -> Option<Fit> {
    let asked = text::squeezed(asked);
    let is_said = |word: &&String| asked.contains(&text::squeezed(word));
    let mut fit = Fit { score: 0, fields: Vec::new(), words: own.iter().filter(is_said).cloned().collect() };
    fit.score = fit.words.len() * OWN_WORD;
    for field in fields {
        let said: Vec<String> = POINTERS.get(&word(*field)).into_iter().flatten().filter(is_said).cloned().collect();
        if said.is_empty() {
            continue;
        }
        fit.score += FIELD + said.len();
        fit.fields.push(*field);
        fit.words.extend(said.into_iter().filter(|word| !own.contains(word)));
    }
    (fit.score > 0).then_some(fit)
}

/// The fields that a text is about.
pub fn fields_of(asked: &str) -> Vec<Field> {
    fit(asked, &every::<Field>().collect::<Vec<_>>(), &[]).map(|fit| fit.fields).unwrap_or_default()
}

/// What is done with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The expert will.
    Accept,
    /// The expert cannot.
    Decline,
    /// The expert gives advice.
    Advise,
    /// The community thanks, and says what it was worth.
    Thank,
    /// The community does not need it any more.
    Withdraw,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Accept, Self::Decline, Self::Advise, Self::Thank, Self::Withdraw];

    /// The act by its word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.word() == word)
    }

    /// Whether it is not the expert's.
    pub const fn is_for_the_office(self) -> bool {
        matches!(self, Self::Thank | Self::Withdraw)
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Advise => "advise",
            Self::Thank => "thank",
            Self::Withdraw => "withdraw",
        }
    }
}

/// Where an act leads a request; nowhere if it is not for this state.
pub const fn next(state: State, act: Act) -> Option<State> {
    match (state, act) {
        (State::Asked, Act::Accept) => Some(State::Accepted),
        (State::Asked | State::Accepted, Act::Decline) => Some(State::Declined),
        (State::Asked | State::Accepted, Act::Advise) => Some(State::Advised),
        (State::Asked | State::Accepted, Act::Withdraw) => Some(State::Withdrawn),
        (State::Advised, Act::Thank) => Some(State::Thanked),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    #[test]
    fn every_field_has_words_that_point_to_it() {
        for field in every::<Field>() {
            assert!(POINTERS[&word(field)].iter().any(|pointer| fields_of(pointer).contains(&field)), "{field:?}");
        }
        assert_eq!(POINTERS.len(), every::<Field>().count(), "and no word points nowhere");
    }

    #[test]
    fn whoever_chose_the_word_fits_better_than_whoever_shares_the_field() {
        let asked = "3号楼 电梯停运，业主要求动用维修资金";
        let engineer = fit(asked, &[Field::Engineering], &[]).unwrap();
        let lifts = fit(asked, &[Field::Engineering], &["电梯".to_owned()]).unwrap();
        assert!(lifts.score > engineer.score);
        assert_eq!((lifts.fields.as_slice(), lifts.words[0].as_str()), ([Field::Engineering].as_slice(), "电梯"));
        assert_eq!(fit(asked, &[Field::Culture], &["书法".to_owned()]), None);
    }

    proptest! {
        #[test]
        fn nobody_is_thanked_for_advice_they_did_not_give(acts in prop::collection::vec(select(Act::ALL.to_vec()), 0..20)) {
            let mut passed = vec![State::Asked];
            for act in acts {
                passed.extend(passed.last().and_then(|state| next(*state, act)));
            }
            let place = |wanted: State| passed.iter().position(|state| *state == wanted);
            if let Some(thanked) = place(State::Thanked) {
                prop_assert_eq!(place(State::Advised), Some(thanked - 1));
            }
            let over = |state: &State| matches!(state, State::Declined | State::Thanked | State::Withdrawn);
            prop_assert!(passed.iter().rev().skip(1).all(|state| !over(state)), "what is over stays so");
        }
    }
}
