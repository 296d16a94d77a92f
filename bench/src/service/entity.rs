//! The entity of all: 13 attributes, of every kind that all peers can express.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use twintable::prelude::*;

pub const TABLE: &str = "shop";
pub const TYPE_ATTRIBUTE: &str = "entity_type";
pub const TYPE: &str = "customer";
pub const SHOP: &str = "s001";

/// How a customer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Attribute, Serialize, Deserialize)]
pub enum Status {
    Active,
    Suspended,
}

/// Where a customer lives.
#[derive(Debug, Clone, PartialEq, Attribute, Serialize, Deserialize)]
pub struct Address {
    pub street: String,
    pub city: String,
}

/// A customer of a shop. All customers of a shop are one partition.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(table = "shop", name = "customer", partition_key = "SHOP#{shop}", sort_key = "CUSTOMER#{id}", query = of_shop)]
pub struct Customer {
    pub shop: String,
    pub id: String,
    pub name: String,
    pub status: Status,
    pub credit: i64,
    pub age: u32,
    pub logins: u64,
    pub newsletter: bool,
    #[serde(with = "::serde_dynamo::string_set")]
    pub tags: BTreeSet<String>,
    pub notes: Vec<String>,
    pub address: Address,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(with = "binary")]
    pub avatar: Vec<u8>,
}

impl Customer {
    /// One of the customers of a shop.
    pub fn numbered(number: u32) -> Self {
        Self {
            shop: SHOP.to_owned(),
            id: format!("c{number:06}"),
            name: "Ann Example".to_owned(),
            status: Status::Active,
            credit: 123_456,
            age: 42,
            logins: 1_234,
            newsletter: true,
            tags: BTreeSet::from(["books".to_owned(), "maps".to_owned()]),
            notes: vec!["called".to_owned(), "wrote".to_owned()],
            address: Address { street: "1 Rue X".to_owned(), city: "Paris".to_owned() },
            phone: Some("+33 1 23 45 67 89".to_owned()),
            avatar: vec![7; 32],
        }
    }
}

/// Bytes through serde: one binary value, and no list of numbers.
mod binary {
    use serde::{Deserializer, Serializer, de};
    use std::fmt;

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        deserializer.deserialize_byte_buf(Bytes)
    }

    struct Bytes;

    impl de::Visitor<'_> for Bytes {
        type Value = Vec<u8>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("bytes")
        }

        fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
            Ok(bytes.to_vec())
        }

        fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
            Ok(bytes)
        }
    }
}
