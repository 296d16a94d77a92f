//! What single answers of a store mean. How transactions run is tested over the memory backend, under faults too.

mod answers;
mod claims;
mod script;
mod witness;

use super::{Committer, witness::Watched};
use crate::{
    Error, Item, KeyTemplate, PartFormat, PrimaryKey,
    layout::{KeyField, Layout, Unique},
    operation::{Body, EntityWrite, Of, Unfilled, Write},
    repository::{Existence, Returning, plan::Changes},
    store::{SystemClock, Timer},
};
use async_trait::async_trait;
use script::Script;
use std::{sync::LazyLock, time::Duration};

/// Somebody with an address and a number, that no two have.
static PERSON: LazyLock<Layout> = LazyLock::new(|| {
    let id = KeyTemplate::new().literal("P#").part("id", PartFormat::String);
    Layout::new("person", "people", KeyField::composed("PK", id))
        .unique(Unique::of::<String>("email"))
        .unique(Unique::of::<u32>("number"))
        .required(["id"])
        .optional(["email", "number", "age"])
});

/// A timer that does not wait.
#[derive(Debug)]
struct AtOnce;

#[async_trait]
impl Timer for AtOnce {
    async fn sleep(&self, _: Duration) {}
}

const fn committer(store: &Script) -> Committer<'_, Script> {
    Committer { store, clock: &SystemClock, timer: &AtOnce, scope: None, hides_expired: false }
}

fn body(write: Write) -> Body<'static> {
    Body::Entity(Box::new(EntityWrite { of: Of { layout: &PERSON, own: &PERSON }, write }))
}

fn create(item: Item) -> Body<'static> {
    body(Write::Put { item, existence: Existence::MustNotExist, condition: None })
}

fn delete(id: &str) -> Body<'static> {
    body(Write::Delete { key: key_of(id), expecting: None, condition: None })
}

fn rename(id: &str, email: &str) -> Body<'static> {
    let update = crate::expr::Update::new().set("email", email.to_owned());
    let (given, existence) = (Vec::new(), Existence::MustExist);
    let changes = Changes { update, given, existence, expecting: None, condition: None };
    body(Write::Update { key: key_of(id), changes })
}

fn key_of(id: &str) -> Unfilled {
    Unfilled { key: PrimaryKey::new("PK", format!("P#{id}")), has_scope: false }
}

/// An entity as it is stored.
fn stored(id: &str, email: &str) -> Item {
    crate::item! { "PK" => format!("P#{id}"), "entity_type" => "person", "id" => id, "email" => email }
}

/// The key of the item that says who has an address.
fn holder_of(email: &str) -> PrimaryKey {
    PrimaryKey::new("PK", format!("\u{10FFFD}unique#Eperson#Aemail#-#S{email}"))
}

/// The item that says that somebody has an address.
fn holder(email: &str, owner: &str) -> Item {
    let owner = PrimaryKey::new("PK", format!("P#{owner}"));
    PERSON.sentinel_item(&holder_of(email), &owner, &Item::new())
}

/// Does one operation, and says how it ended.
fn outcome(store: &Script, body: &Body<'_>) -> Result<(), Error> {
    use crate::Wait;
    committer(store).commit_one(body, Returning::Nothing).wait().map(drop)
}
