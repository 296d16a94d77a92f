//! Customers.

use twintable::prelude::*;

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
    /// The key of a customer.
    pub fn key(id: &str) -> Key<Self> {
        Key::new(PrimaryKey::new("PK", format!("CUSTOMER#{id}")).sort("SK", "PROFILE"))
    }
}

impl Entity for Customer {
    const NAME: &'static str = "customer";

    fn schema() -> &'static TableSchema {
        crate::shop()
    }

    fn primary_key(&self) -> Key<Self> {
        Self::key(&self.id)
    }

    fn to_item(&self) -> Result<Item, Error> {
        let Self { id, email, credit } = self;
        Ok(item! {
            "id" => id, "email" => email, "credit" => *credit,
        })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        let text =
            |name| item.get(name).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| Self::lacks(name));
        let credit = item.get("credit").and_then(Value::as_number).ok_or_else(|| Self::lacks("credit"))?;
        Ok(Self { id: text("id")?, email: text("email")?, credit })
    }
}
