//! What a row of a ledger says, once it is understood.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    calendar::lunar::LunarDate,
    people::{Address, Group, IdNumber, Sex, Tier},
};

/// Somebody to call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The phone number.
    pub phone: Option<String>,
    /// What they are to the resident.
    pub relation: String,
}

/// A resident, as a row of a ledger tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub name: String,
    /// The identity number.
    pub id_number: Option<IdNumber>,
    /// The sex.
    pub sex: Option<Sex>,
    /// The birth date.
    pub birth_date: Option<NaiveDate>,
    /// The lunar birthday, if the family keeps that.
    pub lunar: Option<LunarDate>,
    /// The phone number.
    pub phone: Option<String>,
    /// The grid, as it is called there.
    pub grid: Option<String>,
    /// Where they live.
    pub address: Address,
    /// The head of the household.
    pub household: Option<String>,
    /// The groups.
    pub groups: Vec<Group>,
    /// The risk tier; none if the ledger has no such column.
    pub tier: Option<Tier>,
    /// The guardian.
    pub guardian: Option<Person>,
    /// Whom to call.
    pub contact: Option<Person>,
    /// What is said of the health.
    pub health: Option<String>,
    /// What else is said.
    pub note: Option<String>,
}

impl Entry {
    /// All of it in one text that is the same for rows that say the same: to be hashed with a key, never to be stored.
    pub fn canonical(&self) -> String {
        #[derive(Serialize)]
        struct All<'a>(&'a str, Option<&'a str>, Option<String>, String, Vec<String>, [Option<&'a str>; 6], String);
        let people = format!("{:?} {:?} {:?} {:?}", self.guardian, self.contact, self.sex, self.lunar);
        let texts = [&self.phone, &self.grid, &self.household, &self.health, &self.note, &None].map(|text| text.as_deref());
        let groups = self.groups.iter().map(|group| format!("{group:?}")).chain(self.tier.map(|tier| format!("{tier:?}"))).collect();
        let number = self.id_number.as_ref().map(IdNumber::as_str);
        let born = self.birth_date.map(|day| day.to_string());
        serde_json::to_string(&All(&self.name, number, born, self.address.to_string(), groups, texts, people)).unwrap_or_default()
    }
}
