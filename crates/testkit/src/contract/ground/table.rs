//! A table of a case.

use super::Ground;
use std::fmt::Debug;
use twintable::{
    Error, ErrorKind, Item, PrimaryKey, Rule,
    expr::{KeyCondition, Update},
    item,
    store::{GetItem, ItemStore, PageOutcome, PutItem, Query, Scan, UpdateItem},
};

/// A table that a case made.
pub(in crate::contract) struct Table<'g> {
    ground: &'g Ground,
    name: String,
}

impl<'g> Table<'g> {
    pub(super) fn new(ground: &'g Ground, name: String) -> Self {
        Self { ground, name }
    }

    pub(in crate::contract) fn name(&self) -> String {
        self.name.clone()
    }

    pub(in crate::contract) fn store(&self) -> &'g dyn ItemStore {
        &*self.ground.store
    }

    /// Writes an item that is known to be valid.
    pub(in crate::contract) async fn put(&self, item: Item) {
        self.try_put(item).await.expect("the item is written");
    }

    pub(in crate::contract) async fn try_put(&self, item: Item) -> Result<(), Error> {
        self.store().put_item(PutItem::new(self.name(), item)).await.map(drop)
    }

    pub(in crate::contract) async fn put_all(&self, items: impl IntoIterator<Item = Item>) {
        for item in items {
            self.put(item).await;
        }
    }

    /// Reads an item, with strong consistency.
    pub(in crate::contract) async fn get(&self, key: PrimaryKey) -> Option<Item> {
        let request = GetItem { consistent: true, ..GetItem::new(self.name(), key) };
        self.store().get_item(request).await.expect("the item is read").item
    }

    pub(in crate::contract) async fn try_update(&self, key: PrimaryKey, update: Update) -> Result<(), Error> {
        self.store().update_item(UpdateItem::new(self.name(), key, update)).await.map(drop)
    }

    /// A strongly consistent query of the table.
    pub(in crate::contract) fn query(&self, condition: KeyCondition) -> Query {
        Query { consistent: true, ..Query::new(self.name(), condition) }
    }

    /// A query of a global index.
    pub(in crate::contract) fn index_query(&self, index: &'static str, condition: KeyCondition) -> Query {
        Query::new(self.name(), condition).index(index)
    }

    /// A strongly consistent scan of the table.
    pub(in crate::contract) fn scan(&self) -> Scan {
        Scan { consistent: true, ..Scan::new(self.name()) }
    }

    /// One page of a query.
    pub(in crate::contract) async fn page(&self, query: Query) -> PageOutcome {
        self.store().query(query).await.expect("the query is answered")
    }

    /// One page of a scan.
    pub(in crate::contract) async fn scan_page(&self, scan: Scan) -> PageOutcome {
        self.store().scan(scan).await.expect("the scan is answered")
    }

    /// The items of all pages of a query, in order.
    pub(in crate::contract) async fn queried(&self, query: Query) -> Vec<Item> {
        let mut items = Vec::new();
        let mut next = Some(query);
        while let Some(query) = next {
            let page = self.page(query.clone()).await;
            items.extend(page.items);
            next = page.last_evaluated_key.map(|key| query.after(Some(key)));
        }
        items
    }

    /// The items of all pages of a scan, in the order of their keys.
    pub(in crate::contract) async fn scanned(&self, scan: Scan) -> Vec<Item> {
        let mut items = Vec::new();
        let mut next = Some(scan);
        while let Some(scan) = next {
            let page = self.scan_page(scan.clone()).await;
            items.extend(page.items);
            next = page.last_evaluated_key.map(|key| scan.after(Some(key)));
        }
        in_any_order(items)
    }

    /// All items of the table, in the order of their keys.
    pub(in crate::contract) async fn items(&self) -> Vec<Item> {
        self.scanned(self.scan()).await
    }

    /// Asserts what all items of the table are, in any order.
    pub(in crate::contract) async fn has(&self, items: impl IntoIterator<Item = Item>) {
        assert_eq!(self.items().await, in_any_order(items.into_iter().collect()));
    }

    /// Asserts that an operation fails with this kind of error and changes nothing.
    pub(in crate::contract) async fn fails<T: Debug>(
        &self,
        kind: ErrorKind,
        operation: impl Future<Output = Result<T, Error>>,
    ) -> Error {
        let before = self.items().await;
        let error = match operation.await {
            Ok(outcome) => panic!("not refused: {:.500}", format!("{outcome:?}")),
            Err(error) => error,
        };
        assert_eq!(error.kind(), kind, "{error:?}");
        assert_eq!(self.items().await, before, "a refused operation changes nothing");
        error
    }

    /// Asserts that an operation is refused because of this rule and changes nothing.
    pub(in crate::contract) async fn breaks<T: Debug>(
        &self,
        rule: Rule,
        operation: impl Future<Output = Result<T, Error>>,
    ) {
        let error = self.fails(ErrorKind::InvalidRequest, operation).await;
        assert_eq!(error.rule(), Some(rule), "{error:?}");
    }
}

/// Items that have no order, in an order of their own, to be compared.
pub(in crate::contract) fn in_any_order(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by_cached_key(|item| format!("{item:?}"));
    items
}

/// An item of this many bytes, under the key `pk`.
pub(in crate::contract) fn sized(pk: &str, bytes: usize) -> Item {
    let item = item! { "pk" => pk, "fill" => "" };
    let fill = "x".repeat(bytes - item.size());
    item.with("fill", fill)
}
