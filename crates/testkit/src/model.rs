//! The simplest store that keeps the contract.
//!
//! Plain maps, and nothing optimised: an index is worked out from the items each time that it is read, and one lock holds
//! everything. It shares the data model and the checks of requests with every backend, and nothing else with any: what
//! expressions mean, what pages hold and what requests cost is written here a second time, to be read as the reference,
//! and to compare a backend with in property tests. It is not made for use: time and memory were no concern.
//!
//! A [`Model`] is plain data, which a state machine can clone. A [`ModelStore`] is the same as a store.
//!
//! # Examples
//!
//! ```
//! use twintable::{KeyAttribute, TableSchema, item, path, expr::Update, PrimaryKey, store::{PutItem, UpdateItem}};
//! use twintable_testkit::model::Model;
//!
//! let mut model = Model::with_tables([TableSchema::new("shop", KeyAttribute::string("id"))])?;
//! model.put_item(&PutItem::new("shop", item! { "id" => "a", "stock" => 1 }))?;
//! let before = model.clone();
//!
//! let update = Update::new().set("stock", path("stock") - 1);
//! model.update_item(&UpdateItem::new("shop", PrimaryKey::new("id", "a"), update))?;
//! assert_eq!(model.items("shop"), [item! { "id" => "a", "stock" => 0 }]);
//! assert_eq!(before.items("shop"), [item! { "id" => "a", "stock" => 1 }]);
//! # Ok::<(), twintable::Error>(())
//! ```

mod answer;
mod batch;
mod capacity;
mod filter;
mod item;
mod operand;
mod page;
mod position;
mod projection;
mod store;
mod table;
mod transaction;
mod update;

pub use store::ModelStore;

use std::{collections::BTreeMap, time::SystemTime};
use table::Table;
use twintable::{
    Error, Item, TableSchema,
    store::{TableDescription, TransactWrite},
    validate,
};

/// Tables and their items, as plain data.
///
/// It has the ten operations of an [`ItemStore`](twintable::store::ItemStore), with the same outcomes and errors, and
/// those of a [`TableAdmin`](twintable::store::TableAdmin). A clone shares nothing with the original.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    tables: BTreeMap<String, Table>,
    /// The transactions that were done with a token, by it.
    done: BTreeMap<String, Done>,
}

/// A transaction that was done with a token.
#[derive(Debug, Clone, PartialEq)]
struct Done {
    at: SystemTime,
    actions: Vec<TransactWrite>,
    /// The table of each action, and the bytes of the larger of its item before and after.
    sizes: Vec<(String, usize)>,
}

impl Model {
    /// A model without tables.
    pub fn new() -> Self {
        Self::default()
    }

    /// A model with some tables, which are empty.
    ///
    /// # Errors
    ///
    /// As [`create_table`](Self::create_table).
    pub fn with_tables(schemas: impl IntoIterator<Item = TableSchema>) -> Result<Self, Error> {
        let mut model = Self::new();
        schemas.into_iter().try_for_each(|schema| model.create_table(schema).map(drop))?;
        Ok(model)
    }

    /// The items of a table, in the order of their keys; none where there is no such table.
    pub fn items(&self, table: &str) -> Vec<Item> {
        self.tables.get(table).map(|table| table.items.values().cloned().collect()).unwrap_or_default()
    }

    /// Creates a table.
    ///
    /// # Errors
    ///
    /// [`Error::TableExists`], and [`Error::InvalidRequest`] where the schema breaks a rule.
    pub fn create_table(&mut self, schema: TableSchema) -> Result<TableDescription, Error> {
        schema.validate()?;
        let name = schema.name.clone().into_owned();
        if self.tables.contains_key(&name) {
            return Err(Error::TableExists { table: name.into() });
        }
        let table = Table { schema: schema.into_canonical(), items: BTreeMap::new() };
        let description = table.description();
        self.tables.insert(name, table);
        Ok(description)
    }

    /// Describes a table.
    ///
    /// # Errors
    ///
    /// [`Error::TableNotFound`], and [`Error::InvalidRequest`] for a name that no table can have.
    pub fn describe_table(&self, name: &str) -> Result<TableDescription, Error> {
        validate::table_name(name)?;
        Ok(self.table(name)?.description())
    }

    /// Deletes a table and its items.
    ///
    /// # Errors
    ///
    /// [`Error::TableNotFound`], and [`Error::InvalidRequest`] for a name that no table can have.
    pub fn delete_table(&mut self, name: &str) -> Result<(), Error> {
        validate::table_name(name)?;
        self.tables.remove(name).map(drop).ok_or_else(|| Error::table_not_found(name))
    }

    /// The names of all tables, in order.
    pub fn list_tables(&self) -> Vec<String> {
        self.tables.keys().cloned().collect()
    }

    fn table(&self, name: &str) -> Result<&Table, Error> {
        self.tables.get(name).ok_or_else(|| Error::table_not_found(name))
    }

    fn table_mut(&mut self, name: &str) -> Result<&mut Table, Error> {
        self.tables.get_mut(name).ok_or_else(|| Error::table_not_found(name))
    }
}
