//! What a table and its indexes hold.

use super::{Sides, pages::follow};
use crate::Request;
use std::{borrow::Cow, collections::HashMap};
use twintable::{
    Item, TableSchema,
    store::{ItemStore, Scan},
};

/// Items and how often each is there.
pub(super) type Bag = HashMap<Item, usize>;

pub(super) fn bag(items: impl IntoIterator<Item = Item>) -> Bag {
    let mut bag = Bag::new();
    for item in items {
        *bag.entry(item).or_default() += 1;
    }
    bag
}

/// All items that a query or scan returns, from its first page to its last.
///
/// # Errors
///
/// That a page fails, that the request is for something else than a page, or that the pages do not end.
pub async fn items(store: &dyn ItemStore, request: &Request) -> Result<Vec<Item>, String> {
    Ok(follow(store, request).await?.into_iter().flat_map(|page| page.items).collect())
}

impl Sides {
    /// Checks that both stores hold the same items in a table, whatever its indexes hold.
    ///
    /// # Errors
    ///
    /// The items that one side has alone, or how a scan fails.
    pub async fn table(
        self,
        left: &dyn ItemStore,
        right: &dyn ItemStore,
        schema: &TableSchema,
    ) -> Result<(), String> {
        self.source(left, right, schema, None).await
    }

    /// Checks that both stores hold the same in a table and in each of its indexes.
    ///
    /// # Errors
    ///
    /// The items that one side has alone, or how a scan fails.
    pub async fn contents(
        self,
        left: &dyn ItemStore,
        right: &dyn ItemStore,
        schema: &TableSchema,
    ) -> Result<(), String> {
        let local = schema.local_indexes.iter().map(|index| &index.name);
        let indexes = local.chain(schema.global_indexes.iter().map(|index| &index.name));
        for index in std::iter::once(None).chain(indexes.map(Some)) {
            self.source(left, right, schema, index).await?;
        }
        Ok(())
    }

    async fn source(
        self,
        left: &dyn ItemStore,
        right: &dyn ItemStore,
        schema: &TableSchema,
        index: Option<&Cow<'static, str>>,
    ) -> Result<(), String> {
        let scan = Request::Scan(Scan { index: index.cloned(), ..Scan::new(schema.name.clone()) });
        let what = match index {
            None => format!("what table {} holds, seen from one side alone,", schema.name),
            Some(index) => format!("what index {index} of {} holds, seen from one side alone,", schema.name),
        };
        self.bags(&what, items(left, &scan).await?, items(right, &scan).await?)
    }

    /// Compares two lists of items as bags, and shows those that are in one alone.
    pub(super) fn bags(self, what: &str, left: Vec<Item>, right: Vec<Item>) -> Result<(), String> {
        let (left, right) = (bag(left), bag(right));
        if left == right {
            Ok(())
        } else {
            Err(self.differs(what, &only(&left, &right), &only(&right, &left)))
        }
    }
}

/// What is in one bag more often than in the other.
fn only(one: &Bag, other: &Bag) -> Vec<Item> {
    let more = |(item, count): (&Item, &usize)| {
        let count = count.saturating_sub(other.get(item).copied().unwrap_or_default());
        std::iter::repeat_n(item.clone(), count)
    };
    one.iter().flat_map(more).collect()
}
