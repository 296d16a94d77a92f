//! What `#[derive(Entity)]` writes, written by hand: the derive must not be slower.

use super::entity::{Address, Customer, Status};
use std::sync::LazyLock;
use twintable::{
    KeyTemplate, PartFormat,
    layout::{KeyField, Layout},
    prelude::*,
};

/// The same entity, mapped by hand.
pub struct HandMapped(pub Customer);

impl HandMapped {
    pub const NAME: &'static str = "twintable, mapped by hand";
}

impl Entity for HandMapped {
    const NAME: &'static str = "customer";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let partition = KeyTemplate::new().literal("SHOP#").part("shop", PartFormat::String);
            let sort = KeyTemplate::new().literal("CUSTOMER#").part("id", PartFormat::String);
            Layout::new("customer", "shop", KeyField::composed("PK", partition))
                .sort_key(KeyField::composed("SK", sort))
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        let Self(of) = self;
        Ok(item! {
            "shop" => &of.shop,
            "id" => &of.id,
            "name" => &of.name,
            "status" => if of.status == Status::Active { "Active" } else { "Suspended" },
            "credit" => of.credit,
            "age" => of.age,
            "logins" => of.logins,
            "newsletter" => of.newsletter,
            "tags" => of.tags.clone(),
            "notes" => Value::list(of.notes.iter().map(String::as_str)),
            "address" => Value::map([("street", &of.address.street), ("city", &of.address.city)]),
            "avatar" => of.avatar.clone(),
        }
        .with_some("phone", of.phone.as_deref()))
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        let lacks = |name: &'static str| Error::codec(Self::NAME, name, "missing");
        let value = |name: &'static str| item.get(name).ok_or_else(|| lacks(name));
        let text = |name: &'static str| value(name)?.as_str().map(str::to_owned).ok_or_else(|| lacks(name));
        let number = |name: &'static str| value(name)?.as_number().ok_or_else(|| lacks(name));
        let address = value("address")?.as_map().ok_or_else(|| lacks("address"))?;
        let of_address = |name: &'static str| {
            address.get(name).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| lacks(name))
        };
        let Value::StringSet(tags) = value("tags")? else { return Err(lacks("tags")) };
        let notes = value("notes")?.as_list().ok_or_else(|| lacks("notes"))?.iter();
        Ok(Self(Customer {
            shop: text("shop")?,
            id: text("id")?,
            name: text("name")?,
            status: match value("status")?.as_str() {
                Some("Active") => Status::Active,
                Some("Suspended") => Status::Suspended,
                _ => return Err(lacks("status")),
            },
            credit: number("credit")?.try_into().map_err(|_| lacks("credit"))?,
            age: number("age")?.try_into().map_err(|_| lacks("age"))?,
            logins: number("logins")?.try_into().map_err(|_| lacks("logins"))?,
            newsletter: value("newsletter")?.as_bool().ok_or_else(|| lacks("newsletter"))?,
            tags: tags.clone(),
            notes: notes
                .map(|note| note.as_str().map(str::to_owned).ok_or_else(|| lacks("notes")))
                .collect::<Result<_, _>>()?,
            address: Address { street: of_address("street")?, city: of_address("city")? },
            phone: item.get("phone").and_then(Value::as_str).map(str::to_owned),
            avatar: value("avatar")?.as_binary().ok_or_else(|| lacks("avatar"))?.to_vec(),
        }))
    }
}
