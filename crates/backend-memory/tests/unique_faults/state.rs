//! What the table says of unique values.

use super::club::{Account, Member};
use std::collections::{BTreeMap, BTreeSet};
use twintable::{Entity, store::ItemStore};
use twintable::{prelude::*, store::Scan};
use twintable_memory::MemoryStore;

/// A value of a unique field: the key of the item that says who has it.
pub(crate) type Holder = String;

/// Who has which value, by the entities and by the items that say so. An owner is the text of its partition key.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct State {
    pub(crate) owners: BTreeMap<Holder, BTreeSet<String>>,
    pub(crate) holders: BTreeMap<Holder, String>,
}

pub(crate) fn email_of(email: u8) -> Holder {
    format!("\u{10FFFD}unique#Emember#Aemail#-#N{email}")
}

pub(crate) fn badge_of(house: u8, badge: u8) -> Holder {
    format!("\u{10FFFD}unique#Emember#Abadge#-#N{house}#N{badge}")
}

pub(crate) fn login_of(login: &str) -> Holder {
    format!("\u{10FFFD}unique#Eaccount#Alogin#-#S{login}")
}

pub(crate) fn state(store: &MemoryStore) -> State {
    let mut state = State::default();
    for item in store.scan(Scan::new("club")).wait().unwrap().items {
        let key = item.get("PK").unwrap().as_str().unwrap().to_owned();
        let mut owns = |value| state.owners.entry(value).or_default().insert(key.clone());
        if let Some(owner) = item.get("\u{10FFFD}owner") {
            let owner = owner.as_list().unwrap();
            let (partition, sort) = (owner[0].as_str().unwrap(), owner[1].as_str().unwrap());
            assert!(partition.starts_with(sort), "the key of its owner: {owner:?}");
            state.holders.insert(key, partition.to_owned());
        } else if Member::layout().is_type_of(&item) {
            let member = Member::from_item(&item).unwrap();
            owns(email_of(member.email));
            if let Some(badge) = member.badge {
                owns(badge_of(member.house, badge));
            }
        } else if Account::layout().is_type_of(&item) {
            owns(login_of(&Account::from_item(&item).unwrap().login));
        }
    }
    state
}

impl State {
    /// Checks what is always true.
    pub(crate) fn check(&self) {
        for (value, owners) in &self.owners {
            assert_eq!(owners.len(), 1, "two owners of {value:?}: {self:#?}");
            assert_eq!(
                self.holders.get(value),
                owners.first(),
                "{value:?} is not held for its owner: {self:#?}"
            );
        }
    }

    /// Checks that no value is held that nobody has.
    pub(crate) fn check_no_orphan(&self) {
        assert_eq!(self.holders.len(), self.owners.len(), "a value that nobody has is held: {self:#?}");
    }
}
