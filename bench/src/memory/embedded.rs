//! dynoxide in this process, without JSON and without HTTP.

use super::{
    customer::{Customer, key, partition_key},
    shop::Shop,
    value::{Map, Value},
};
use dynoxide::{
    AttributeValue, Database,
    actions::{
        create_table::CreateTableRequest, get_item::GetItemRequest, put_item::PutItemRequest,
        query::QueryRequest, update_item::UpdateItemRequest,
    },
};
use serde_json::json;

pub struct Embedded {
    database: Database,
}

/// The table of customers, as both of dynoxide's doors take it.
pub fn create_table(database: &Database) {
    let request: CreateTableRequest = serde_json::from_value(json!({
        "TableName": "shop",
        "AttributeDefinitions": [
            { "AttributeName": "PK", "AttributeType": "S" },
            { "AttributeName": "SK", "AttributeType": "S" },
        ],
        "KeySchema": [
            { "AttributeName": "PK", "KeyType": "HASH" },
            { "AttributeName": "SK", "KeyType": "RANGE" },
        ],
        "BillingMode": "PAY_PER_REQUEST",
    }))
    .expect("a request");
    database.create_table(request).expect("a table");
}

impl Shop for Embedded {
    type Found = Map<AttributeValue>;

    fn empty() -> Self {
        let database = Database::memory().expect("a database");
        create_table(&database);
        Self { database }
    }

    fn customer(&self, city: &str, id: &str) -> Option<Self::Found> {
        let (table_name, key) = ("shop".to_owned(), key(city, id));
        let request = GetItemRequest { table_name, key, ..GetItemRequest::default() };
        self.database.get_item(request).expect("an outcome").item
    }

    fn put(&self, customer: Customer) -> Customer {
        let (table_name, item) = ("shop".to_owned(), customer.to_map());
        let request = PutItemRequest { table_name, item, ..PutItemRequest::default() };
        self.database.put_item(request).expect("an outcome");
        customer
    }

    fn add_credit(&self, city: &str, id: &str, amount: u32) -> Self::Found {
        let values = [(":amount", amount), (":least", 0)];
        let request = UpdateItemRequest {
            table_name: "shop".to_owned(),
            key: key(city, id),
            update_expression: Some("SET credit = credit + :amount".to_owned()),
            condition_expression: Some("credit >= :least".to_owned()),
            expression_attribute_values: Some(
                values.map(|(name, number)| (name.to_owned(), Value::number(number.to_string()))).into(),
            ),
            return_values: Some("ALL_NEW".to_owned()),
            ..UpdateItemRequest::default()
        };
        self.database.update_item(request).expect("an outcome").attributes.expect("an item")
    }

    fn customers(&self, city: &str) -> Vec<Self::Found> {
        let values = [(":pk", partition_key(city)), (":sk", "CUSTOMER#".to_owned())];
        let request = QueryRequest {
            table_name: "shop".to_owned(),
            key_condition_expression: Some("PK = :pk AND begins_with(SK, :sk)".to_owned()),
            expression_attribute_values: Some(
                values.map(|(name, text)| (name.to_owned(), Value::text(text))).into(),
            ),
            scan_index_forward: true,
            ..QueryRequest::default()
        };
        self.database.query(request).expect("an outcome").items.expect("items")
    }
}
