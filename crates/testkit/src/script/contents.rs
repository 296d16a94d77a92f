//! What a table and its indexes hold.

use super::{difference::differs, pages::follow};
use crate::Request;
use std::collections::HashMap;
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

/// Compares two lists of items as bags, and shows those that are in one alone.
pub(super) fn bags(what: &str, model: Vec<Item>, store: Vec<Item>) -> Result<(), String> {
    let (model, store) = (bag(model), bag(store));
    if model == store { Ok(()) } else { Err(differs(what, &only(&model, &store), &only(&store, &model))) }
}

/// What is in one bag more often than in the other.
fn only(one: &Bag, other: &Bag) -> Vec<Item> {
    let more = |(item, count): (&Item, &usize)| {
        let count = count.saturating_sub(other.get(item).copied().unwrap_or_default());
        std::iter::repeat_n(item.clone(), count)
    };
    one.iter().flat_map(more).collect()
}

/// Checks that both stores hold the same in a table and in each of its indexes.
pub(super) async fn compare(
    model: &dyn ItemStore,
    store: &dyn ItemStore,
    schema: &TableSchema,
) -> Result<(), String> {
    let local = schema.local_indexes.iter().map(|index| &index.name);
    let indexes = local.chain(schema.global_indexes.iter().map(|index| &index.name));
    for index in std::iter::once(None).chain(indexes.map(Some)) {
        let scan = Request::Scan(Scan { index: index.cloned(), ..Scan::new(schema.name.clone()) });
        let what = match index {
            None => format!("what table {} holds, seen from one side alone,", schema.name),
            Some(index) => format!("what index {index} of {} holds, seen from one side alone,", schema.name),
        };
        bags(&what, items(model, &scan).await?, items(store, &scan).await?)?;
    }
    Ok(())
}

/// All items that a query or scan returns, from its first page to its last.
pub(super) async fn items(store: &dyn ItemStore, request: &Request) -> Result<Vec<Item>, String> {
    Ok(follow(store, request).await?.into_iter().flat_map(|page| page.items).collect())
}
