//! What is stored: an entity of 13 attributes, about 300 bytes, and what a person would write to map it to a map of values.

use super::value::{Map, Value};
use twintable::prelude::*;

/// Ten fields; the repository adds both keys and the type.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "customer", query = of_city)]
#[entity(partition_key = "CITY#{city}", sort_key = "CUSTOMER#{id}")]
pub struct Customer {
    pub city: String,
    pub id: String,
    pub name: String,
    pub email: String,
    pub status: String,
    pub street: String,
    pub age: u32,
    pub credit: Number,
    pub tags: Vec<String>,
    pub address: Address,
}

#[derive(Debug, Clone, PartialEq, Attribute)]
pub struct Address {
    pub zip: String,
    pub country: String,
}

impl Customer {
    /// The customer of a number in a city.
    pub fn sample(city: &str, number: usize) -> Self {
        Self {
            city: city.to_owned(),
            id: format!("{number:08}"),
            name: format!("Ann Example the {number}th"),
            email: format!("ann.example.{number}@mail.example.org"),
            status: "active".to_owned(),
            street: format!("{number} High Street"),
            age: 42,
            credit: Number::from(250),
            tags: vec!["newsletter".to_owned(), "returning".to_owned()],
            address: Address { zip: "SW1A 1AA".to_owned(), country: "United Kingdom".to_owned() },
        }
    }

    /// The 13 attributes.
    pub fn to_map<V: Value>(&self) -> Map<V> {
        let address = [("zip", &self.address.zip), ("country", &self.address.country)];
        Map::from([
            ("PK".to_owned(), V::text(partition_key(&self.city))),
            ("SK".to_owned(), V::text(sort_key(&self.id))),
            ("entity_type".to_owned(), V::text("customer".to_owned())),
            ("city".to_owned(), V::text(self.city.clone())),
            ("id".to_owned(), V::text(self.id.clone())),
            ("name".to_owned(), V::text(self.name.clone())),
            ("email".to_owned(), V::text(self.email.clone())),
            ("status".to_owned(), V::text(self.status.clone())),
            ("street".to_owned(), V::text(self.street.clone())),
            ("age".to_owned(), V::number(self.age.to_string())),
            ("credit".to_owned(), V::number(self.credit.to_string())),
            ("tags".to_owned(), V::list(self.tags.iter().cloned().map(V::text).collect())),
            (
                "address".to_owned(),
                V::map(address.map(|(name, part)| (name.to_owned(), V::text(part.clone()))).into()),
            ),
        ])
    }
}

pub fn partition_key(city: &str) -> String {
    format!("CITY#{city}")
}

pub fn sort_key(id: &str) -> String {
    format!("CUSTOMER#{id}")
}

/// The whole key, for those that take it as a map.
pub fn key<V: Value>(city: &str, id: &str) -> Map<V> {
    let (partition, sort) = (V::text(partition_key(city)), V::text(sort_key(id)));
    Map::from([("PK".to_owned(), partition), ("SK".to_owned(), sort)])
}
