//! Customers.

use std::sync::LazyLock;
use twintable::{
    KeyTemplate, PartFormat,
    layout::{KeyField, Layout},
    prelude::*,
};

/// A customer, with the credit that is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Which customer this is.
    pub id: String,
    /// Where the customer is written to.
    pub email: String,
    /// What the customer may still spend.
    pub credit: Number,
}

impl Customer {
    /// The attribute [`email`](field@Self::email).
    pub const EMAIL: Attribute<Self, String> = Attribute::new("email");
    /// The attribute [`credit`](field@Self::credit).
    pub const CREDIT: Attribute<Self, Number> = Attribute::new("credit");

    /// The key of a customer.
    pub fn key(id: &str) -> Key<Self> {
        Key::from_parts([("id", Ok(id.into()))])
    }
}

impl Entity for Customer {
    const NAME: &'static str = "customer";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let customer = KeyTemplate::new().literal("CUSTOMER#").part("id", PartFormat::String);
            Layout::new(Customer::NAME, crate::SHOP, KeyField::composed("PK", customer))
                .sort_key(KeyField::composed("SK", KeyTemplate::new().literal("PROFILE")))
                .required(["id", "email", "credit"])
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        let Self { id, email, credit } = self;
        let mut item = Item::new();
        Self::write(&mut item, "id", id)?;
        Self::write(&mut item, "email", email)?;
        Self::write(&mut item, "credit", credit)?;
        Ok(item)
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self {
            id: Self::read(item, "id")?,
            email: Self::read(item, "email")?,
            credit: Self::read(item, "credit")?,
        })
    }
}
