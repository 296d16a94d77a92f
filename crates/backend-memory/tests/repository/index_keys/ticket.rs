//! The entity whose index keys are composed.

use super::super::support::index;
use std::sync::LazyLock;
use twintable::{
    KeyTemplate, Optional, PartFormat,
    index::KeyQuery,
    layout::{IndexLayout, KeyField, Layout},
    prelude::*,
};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ticket {
    pub(crate) id: String,
    pub(crate) assignee: Option<String>,
    pub(crate) priority: u32,
    pub(crate) country: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) status: String,
    pub(crate) team: String,
    pub(crate) opened: u64,
    pub(crate) label: Option<String>,
}

index!(pub(crate) ByAssignee of Ticket: Some("by_assignee"));
index!(pub(crate) ByPlace of Ticket: Some("by_place"));
index!(pub(crate) Queue of Ticket: Some("queue"));
index!(pub(crate) Labelled of Ticket: Some("labelled"));
index!(pub(crate) Everything of Ticket: Some("everything"));

impl Ticket {
    pub(crate) const ASSIGNEE: Attribute<Self, String, Optional> = Attribute::new("assignee");
    pub(crate) const PRIORITY: Attribute<Self, u32> = Attribute::new("priority");
    pub(crate) const COUNTRY: Attribute<Self, String, Optional> = Attribute::new("country");
    pub(crate) const CITY: Attribute<Self, String, Optional> = Attribute::new("city");
    pub(crate) const STATUS: Attribute<Self, String> = Attribute::new("status");
    pub(crate) const TEAM: Attribute<Self, String> = Attribute::new("team");
    pub(crate) const LABEL: Attribute<Self, String, Optional> = Attribute::new("label");
    pub(crate) const OPENED: Attribute<Self, u64> = Attribute::new("opened");

    pub(crate) fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            assignee: None,
            priority: 5,
            country: None,
            city: None,
            status: "open".to_owned(),
            team: "web".to_owned(),
            opened: 70,
            label: None,
        }
    }

    pub(crate) fn of_ann(id: &str) -> Self {
        Self { assignee: Some("ann".to_owned()), ..Self::new(id) }
    }

    pub(crate) fn in_bern(id: &str) -> Self {
        Self { country: Some("ch".to_owned()), city: Some("bern".to_owned()), ..Self::new(id) }
    }

    pub(crate) fn key(id: &str) -> Key<Self> {
        Key::from_parts([("id", Ok(id.into()))])
    }

    pub(crate) fn assigned_to(assignee: &str) -> KeyCondition<ByAssignee> {
        KeyQuery::new([("assignee", Ok(assignee.into()))]).finish()
    }

    pub(crate) fn in_place(country: &str, city: &str) -> KeyCondition<ByPlace> {
        KeyQuery::new([("country", Ok(country.into())), ("city", Ok(city.into()))]).finish()
    }

    pub(crate) fn waiting_for(team: &str) -> KeyCondition<Queue> {
        KeyQuery::new([("team", Ok(team.into()))]).finish()
    }

    pub(crate) fn labelled(label: &str) -> KeyCondition<Labelled> {
        KeyQuery::new([("label", Ok(label.into()))]).finish()
    }

    pub(crate) fn everything() -> KeyCondition<Everything> {
        KeyQuery::new([]).finish()
    }
}

fn template(literal: &'static str) -> KeyTemplate {
    KeyTemplate::new().literal(literal)
}

impl Entity for Ticket {
    const NAME: &'static str = "ticket";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let id = template("TICKET#").part("id", PartFormat::String);
            let assignee = template("ASSIGNEE#").part("assignee", PartFormat::String);
            let priority = KeyTemplate::new()
                .part("priority", PartFormat::Unsigned { digits: 3 })
                .literal("#")
                .part("id", PartFormat::String);
            let place = KeyTemplate::new()
                .part("country", PartFormat::String)
                .literal("#")
                .part("city", PartFormat::String);
            let team = template("QUEUE#").part("team", PartFormat::String);
            let label = KeyTemplate::new().part("label", PartFormat::String);
            let opened = KeyTemplate::new().part("opened", PartFormat::Unsigned { digits: 10 });
            Layout::new(Ticket::NAME, "tickets", KeyField::composed("PK", id.clone()))
                .index(
                    IndexLayout::global("by_assignee", KeyField::composed("assignee_pk", assignee))
                        .sort_key(KeyField::composed("assignee_sk", priority)),
                )
                .index(IndexLayout::global("by_place", KeyField::composed("place_pk", place)))
                .index(
                    IndexLayout::global("queue", KeyField::composed("queue_pk", team))
                        .sort_key(KeyField::composed("queue_sk", opened))
                        .when("status", vec!["open".into(), "held".into()]),
                )
                // Whether a ticket is in it hangs on an attribute that it may lack, and that is in the key.
                .index(
                    IndexLayout::global("labelled", KeyField::composed("label_pk", label))
                        .when("label", vec!["red".into(), "b#b".into()]),
                )
                .index(
                    IndexLayout::global("everything", KeyField::composed("all_pk", template("ALL")))
                        .sort_key(KeyField::composed("all_sk", id)),
                )
                .required(["id", "priority", "status", "team", "opened"])
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        let item = item! {
            "id" => &self.id, "priority" => self.priority, "status" => &self.status, "team" => &self.team,
            "opened" => self.opened,
        };
        Ok(item
            .with_some("assignee", self.assignee.as_deref())
            .with_some("country", self.country.as_deref())
            .with_some("city", self.city.as_deref())
            .with_some("label", self.label.as_deref()))
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self {
            id: Self::read(item, "id")?,
            assignee: Self::read(item, "assignee")?,
            priority: Self::read(item, "priority")?,
            country: Self::read(item, "country")?,
            city: Self::read(item, "city")?,
            status: Self::read(item, "status")?,
            team: Self::read(item, "team")?,
            opened: Self::read(item, "opened")?,
            label: Self::read(item, "label")?,
        })
    }
}

/// The keys of indexes that a ticket can have.
pub(super) const KEYS: [&str; 8] =
    ["assignee_pk", "assignee_sk", "place_pk", "queue_pk", "queue_sk", "label_pk", "all_pk", "all_sk"];
