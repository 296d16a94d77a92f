//! One item, to say what is true of it and what becomes of it.

use super::Table;
use crate::contract::key;
use twintable::{
    Error, ErrorKind, Item, Rule,
    expr::{Filter, KeyCondition, Projection, Update},
    store::{BatchGet, BatchGetItem, GetItem, PutItem, Scan, Select, UpdateItem},
};

/// One item in a table of its own, under the key `k`.
///
/// What updates and reads it starts from the item as it was given first.
pub(in crate::contract) struct Row<'g> {
    pub(in crate::contract) table: Table<'g>,
    item: Item,
}

impl<'g> Row<'g> {
    pub(super) async fn new(table: Table<'g>, attributes: Item) -> Self {
        let item = attributes.with("pk", "k");
        table.put(item.clone()).await;
        Self { table, item }
    }

    /// Asserts that a filter is true for the item, in a scan and as the condition of a write.
    pub(in crate::contract) async fn is_true(&self, filter: Filter) {
        assert!(self.decide(filter.clone()).await, "true for {:?}: {filter:?}", self.item);
    }

    /// Asserts that a filter is false for the item, in a scan and as the condition of a write.
    pub(in crate::contract) async fn is_false(&self, filter: Filter) {
        assert!(!self.decide(filter.clone()).await, "false for {:?}: {filter:?}", self.item);
    }

    /// Asserts that a filter is refused because of this rule, in a scan and as the condition of a write.
    pub(in crate::contract) async fn breaks(&self, rule: Rule, filter: Filter) {
        self.table.breaks(rule, self.table.store().scan(self.filtered(filter.clone()))).await;
        self.table.breaks(rule, self.put_when(filter)).await;
    }

    /// What the item's attributes are after an update; the key is left out.
    pub(in crate::contract) async fn after(&self, update: Update) -> Item {
        self.table.put(self.item.clone()).await;
        self.table.try_update(key("k"), update).await.expect("the item is updated");
        let mut item = self.table.get(key("k")).await.expect("the item is there");
        item.remove("pk");
        item
    }

    /// Asserts that an update is refused because of what the item is.
    pub(in crate::contract) async fn refuses(&self, update: Update) {
        self.table.put(self.item.clone()).await;
        self.table.fails(ErrorKind::InvalidRequest, self.table.try_update(key("k"), update)).await;
    }

    /// Asserts that an update is refused because of this rule, whatever the item is.
    pub(in crate::contract) async fn update_breaks(&self, rule: Rule, update: Update) {
        self.table.breaks(rule, self.table.try_update(key("k"), update.clone())).await;
        self.table.breaks(rule, self.table.try_update(key("missing"), update)).await;
    }

    /// Asserts what an update returns.
    pub(in crate::contract) async fn returns(&self, request: UpdateItem, attributes: Option<Item>) {
        self.table.put(self.item.clone()).await;
        let outcome = self.table.store().update_item(request).await.expect("the item is updated");
        assert_eq!(outcome.attributes, attributes);
    }

    /// An update of the item, to be refined.
    pub(in crate::contract) fn update(&self, update: Update) -> UpdateItem {
        UpdateItem::new(self.table.name(), key("k"), update)
    }

    /// Asserts what a get, a query, a scan and a batch show of the item for these paths.
    pub(in crate::contract) async fn shows(&self, paths: &[&str], expected: Item) {
        self.table.put(self.item.clone()).await;
        let projection = Projection::of(paths.iter().map(|text| text.parse::<twintable::Path>().unwrap()));
        for (operation, found) in self.read(projection).await {
            assert_eq!(found, Some(expected.clone()), "{paths:?} by {operation}");
        }
    }

    async fn read(&self, projection: Projection) -> [(&'static str, Option<Item>); 4] {
        let (table, store) = (self.table.name(), self.table.store());
        let select = Select::Attributes(projection.clone());
        let projection = Some(projection);
        let query = self.table.query(KeyCondition::partition("pk", "k"));
        let get = GetItem { consistent: true, ..GetItem::new(table.clone(), key("k")) };
        let get = store.get_item(GetItem { projection: projection.clone(), ..get }).await.unwrap();
        let query = self.table.queried(twintable::store::Query { select: select.clone(), ..query }).await;
        let scan = self.table.scanned(Scan { select, ..self.table.scan() }).await;
        let batch = BatchGet::new(table.clone(), [key("k")]);
        let batch = BatchGet { consistent: true, projection, ..batch };
        let batch = store.batch_get_item(BatchGetItem::of(batch)).await.unwrap().items;
        [
            ("get", get.item),
            ("query", query.into_iter().next()),
            ("scan", scan.into_iter().next()),
            ("batch", batch.into_iter().flat_map(|(_, items)| items).next()),
        ]
    }

    async fn decide(&self, filter: Filter) -> bool {
        let page = self.table.scan_page(self.filtered(filter.clone())).await;
        let in_scan = page.count == 1;
        let in_write = match self.put_when(filter.clone()).await {
            Ok(()) => true,
            Err(Error::ConditionFailed { current: None }) => false,
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(in_scan, in_write, "a scan and a write agree on {filter:?}");
        in_scan
    }

    fn filtered(&self, filter: Filter) -> Scan {
        self.table.scan().filter(filter)
    }

    async fn put_when(&self, condition: Filter) -> Result<(), Error> {
        let request = PutItem::new(self.table.name(), self.item.clone()).when(condition);
        self.table.store().put_item(request).await.map(drop)
    }
}
