//! Global indexes whose key has several attributes.

use super::{Ground, ground::Table};
use twintable::{
    GlobalIndex, Item, KeyAttribute, Rule,
    expr::KeyCondition,
    item,
    store::{Query, Scan},
};

/// A table of matches with an index on tournament and region, sorted by round, bracket and score.
async fn matches(ground: &Ground) -> Table<'_> {
    let index = GlobalIndex::new("by_place", KeyAttribute::string("tournament"))
        .partition_key(KeyAttribute::string("region"))
        .sort_key(KeyAttribute::number("round"))
        .sort_key(KeyAttribute::string("bracket"))
        .sort_key(KeyAttribute::number("score"));
    ground.create(ground.schema().global_index(index)).await
}

fn game(id: &str, region: &str, (round, bracket, score): (i32, &str, i32)) -> Item {
    let place = item! { "pk" => id, "tournament" => "cup", "region" => region };
    place.with("round", round).with("bracket", bracket).with("score", score)
}

fn in_north() -> KeyCondition {
    KeyCondition::partition("tournament", "cup").and_partition("region", "north")
}

/// Seven games, in the order of the index, and one in another partition.
async fn played(ground: &Ground) -> (Table<'_>, Vec<Item>) {
    let table = matches(ground).await;
    let places =
        [(1, "a", 5), (1, "a", 50), (1, "b", 6), (2, "a", 1), (2, "b", 10), (10, "a", 0), (10, "aa", 0)];
    let games: Vec<_> =
        places.iter().enumerate().map(|(n, place)| game(&format!("g{n}"), "north", *place)).collect();
    table.put_all(games.iter().rev().cloned()).await;
    table.put(game("elsewhere", "south", (1, "a", 5))).await;
    ground.settle().await;
    (table, games)
}

fn ids(items: &[Item]) -> Vec<&str> {
    items.iter().map(|item| item.get("pk").unwrap().as_str().unwrap()).collect()
}

/// All partition attributes together decide the partition; the sort attributes order it, from the left.
pub(super) async fn several_attributes_make_one_key(ground: &Ground) {
    let (table, games) = played(ground).await;
    for (limit, descending) in [(100, false), (2, false), (3, true)] {
        let query = Query { descending, ..table.index_query("by_place", in_north()).limit(limit) };
        let mut found = table.queried(query).await;
        if descending {
            found.reverse();
        }
        assert_eq!(found, games, "limit {limit}");
    }
}

/// Sort attributes are given from the left by equality, the last one by any condition.
pub(super) async fn sort_attributes_are_given_from_the_left(ground: &Ground) {
    let (table, games) = played(ground).await;
    let first = || in_north().sort("round").eq(1);
    let parts = [
        (first(), 0..3),
        (in_north().sort("round").ge(2), 3..7),
        (in_north().sort("round").between(1, 2), 0..5),
        (first().sort("bracket").eq("a"), 0..2),
        (first().sort("bracket").gt("a"), 2..3),
        (in_north().sort("round").eq(10).sort("bracket").begins_with("a"), 5..7),
        (first().sort("bracket").eq("a").sort("score").lt(50), 0..1),
        (first().sort("bracket").eq("a").sort("score").eq(50), 1..2),
    ];
    for (condition, range) in parts {
        let found = table.queried(table.index_query("by_place", condition.clone()).limit(2)).await;
        assert_eq!(ids(&found), ids(&games[range]), "{condition:?}");
    }
}

/// An item that lacks any of the key attributes is not in the index.
pub(super) async fn an_item_needs_all_key_attributes(ground: &Ground) {
    let table = matches(ground).await;
    let whole = game("whole", "north", (1, "a", 5));
    for name in ["tournament", "region", "round", "bracket", "score"] {
        let mut part = whole.clone().with("pk", name);
        part.remove(name);
        table.put(part).await;
    }
    table.put(whole.clone()).await;
    ground.settle().await;
    let found = table.queried(table.index_query("by_place", in_north())).await;
    assert_eq!(found, [whole]);
    assert_eq!(table.scanned(Scan::new(table.name()).index("by_place")).await, found);
}

/// All partition attributes are given, and no sort attribute is passed over.
pub(super) async fn no_key_attribute_is_passed_over(ground: &Ground) {
    let table = matches(ground).await;
    let refused = [
        (KeyCondition::partition("tournament", "cup"), Rule::PartitionMissing),
        (KeyCondition::partition("region", "north"), Rule::PartitionMissing),
        (in_north().sort("bracket").eq("a"), Rule::SortOrder),
        (in_north().sort("round").eq(1).sort("score").eq(1), Rule::SortOrder),
        (in_north().sort("round").gt(1).sort("bracket").eq("a"), Rule::SortOrder),
        (in_north().and_partition("round", 1), Rule::SortUnknown),
        (in_north().sort("round").eq("1"), Rule::KeyConditionType),
    ];
    for (condition, rule) in refused {
        table.breaks(rule, table.store().query(table.index_query("by_place", condition))).await;
    }
}

/// A page of such an index ends at all attributes of both keys.
pub(super) async fn a_page_ends_at_all_key_attributes(ground: &Ground) {
    let (table, games) = played(ground).await;
    let page = table.page(table.index_query("by_place", in_north()).limit(2)).await;
    assert_eq!(page.last_evaluated_key, Some(games[1].clone()));
    let rest = table.queried(table.index_query("by_place", in_north()).after(page.last_evaluated_key)).await;
    assert_eq!(rest, games[2..]);
}
