use super::{Bounds, Change, Page, Source, Table};
use crate::{
    key::{KeyBytes, Range},
    setting::Setting,
};
use proptest::prelude::*;
use std::{collections::BTreeSet, convert::Infallible, sync::Arc};
use twintable::{
    GlobalIndex, IndexProjection, Item, KeyAttribute, LocalIndex, TableSchema, item, store::SystemClock,
};

fn schema() -> TableSchema {
    TableSchema::new("shop", KeyAttribute::string("pk"))
        .sort_key(KeyAttribute::number("sk"))
        .local_index(
            LocalIndex::new("by_rank", KeyAttribute::number("rank")).projection(IndexProjection::KeysOnly),
        )
        .global_index(
            GlobalIndex::new("by_tag", KeyAttribute::string("tag")).sort_key(KeyAttribute::number("rank")),
        )
}

fn table(seed: u64) -> Table {
    let setting = Setting { clock: Arc::new(SystemClock), seed, simulator: None, deletes_after: None };
    Table::new(schema(), &Arc::new(setting))
}

fn put(table: &Table, item: Item) {
    let _ = table.write(table.key_of_item(&item), |_| Ok::<_, Infallible>(Change::Put(item)));
}

fn delete(table: &Table, item: &Item) {
    let _ = table.write(table.key_of_item(item), |_| Ok::<_, Infallible>(Change::Delete));
}

fn base(table: &Table) -> Source<'_> {
    table.source(None).unwrap()
}

fn page(source: Source<'_>, range: &Range, after: Option<&KeyBytes>, limit: usize) -> Page {
    source.page(Bounds { range, after, descending: false, limit }, None)
}

#[test]
fn a_page_looks_at_its_own_items_alone_whatever_the_size_of_the_table() {
    for size in [100, 10_000] {
        let table = table(0);
        for index in 0..size {
            put(
                &table,
                item! { "pk" => format!("p{}", index % 500), "sk" => index, "tag" => "t", "rank" => index },
            );
        }
        for name in [None, Some("by_tag")] {
            let source = table.source(name).unwrap();
            let (mut after, mut seen) = (None, 0);
            loop {
                let page = page(source, &Range::all(), after.as_ref(), 7);
                assert!(page.visited <= 7 + 1, "{} entries for a page of 7", page.visited);
                seen += page.items.len();
                after = page.items.last().filter(|_| page.is_cut).map(|last| source.position_of(&last.item));
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(seen, size);
        }
    }
}

#[test]
fn segments_hold_each_item_once() {
    let table = table(3);
    for index in 0..300 {
        put(&table, item! { "pk" => format!("p{index}"), "sk" => 0 });
    }
    for total in [1, 2, 3, 7, 64, 1000] {
        let segment = |index| page(base(&table), &Range::segment(index, total), None, usize::MAX);
        assert_eq!(
            (0..total).map(|index| segment(index).items.len()).sum::<usize>(),
            300,
            "{total} segments"
        );
    }
    // Neighbouring segments share no key and leave none out, however many there are.
    let position = base(&table).position_of(&item! { "pk" => "p7", "sk" => 0 });
    let holding = (0..1_000_000_u32)
        .filter(|segment| Range::segment(*segment, 1_000_000).contains(position.as_bytes()));
    assert_eq!(holding.count(), 1);
}

#[test]
fn a_page_ends_before_it_exceeds_a_megabyte() {
    let table = table(0);
    for index in 0..20 {
        put(&table, item! { "pk" => "p", "sk" => index, "text" => "x".repeat(200_000) });
    }
    let page = page(base(&table), &Range::all(), None, usize::MAX);
    assert_eq!((page.items.len(), page.is_cut), (5, true));
}

/// Ranks and tags are missing now and then: the indexes are sparse.
fn items() -> impl Strategy<Value = Vec<(bool, Item)>> {
    let item =
        (any::<bool>(), 0..3_u8, 0..4_u8, proptest::option::of(0..3_u8), proptest::option::of(0..2_u8));
    let item = item.prop_map(|(keep, pk, sk, rank, tag)| {
        let item = item! { "pk" => format!("p{pk}"), "sk" => sk };
        (keep, item.with_some("rank", rank).with_some("tag", tag.map(|tag| format!("t{tag}"))))
    });
    proptest::collection::vec(item, 1..40)
}

proptest! {
    #[test]
    fn indexes_follow_the_table(steps in items()) {
        let table = table(0);
        for (keep, item) in steps {
            if keep { put(&table, item) } else { delete(&table, &item) }
        }
        let all = page(base(&table), &Range::all(), None, usize::MAX).items;
        prop_assert_eq!(table.item_count(), all.len() as u64);
        prop_assert_eq!(table.size_bytes(), all.iter().map(|stored| stored.size as u64).sum::<u64>());
        for (name, needed) in [("by_rank", &["rank"][..]), ("by_tag", &["tag", "rank"])] {
            let source = table.source(Some(name)).unwrap();
            let found = page(source, &Range::all(), None, usize::MAX).items;
            let keys = |item: &Item| format!("{:?}", source.start_key(item));
            let expected = all.iter().map(|stored| &stored.item).filter(|item| needed.iter().all(|name| item.contains(name)));
            let expected: BTreeSet<_> = expected.map(keys).collect();
            prop_assert_eq!(found.iter().map(|stored| keys(&stored.item)).collect::<BTreeSet<_>>(), expected);
            let positions: Vec<KeyBytes> = found.iter().map(|stored| source.position_of(&stored.item)).collect();
            prop_assert!(positions.is_sorted());
            if name == "by_rank" {
                prop_assert!(found.iter().all(|stored| !stored.item.contains("tag")));
            }
        }
    }
}
