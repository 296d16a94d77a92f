//! What is printed is the code that made it, but for white space: so it compiles.

use super::Code;
use twintable::{
    GlobalIndex, IndexProjection, Item, KeyAttribute, List, LocalIndex, Map, Number, NumberError, Path,
    PrimaryKey, TableSchema, Value, ValueType,
    expr::{
        Fallback, Filter, KeyCondition, Operand, Projection, Source, Term, Update, if_not_exists, list_append,
    },
    item, path,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, PutItem, Query,
        ReturnConsumedCapacity, ReturnOld, ReturnValues, Scan, Segment, Select, TransactCheck,
        TransactDelete, TransactGet, TransactGetItems, TransactPut, TransactUpdate, TransactWriteItems,
        UpdateItem, WriteRequest,
    },
};

/// Code without what a formatter may change: white space, and a comma at the end of a list.
fn plain(code: &str) -> String {
    let code: String = code.split_whitespace().collect();
    code.replace(",)", ")").replace(",]", "]").replace(",}", "}")
}

/// Asserts that things of a type print as the code that made them.
macro_rules! prints_as_written {
    ($type:ty: $($code:expr),+ $(,)?) => {$(
        let thing: $type = $code;
        let printed = Code(&thing).to_string();
        assert_eq!(plain(&printed), plain(stringify!($code)));
        assert!(!printed.contains('\n'), "one line");
    )+};
}

#[test]
fn values_and_items() -> Result<(), NumberError> {
    prints_as_written!(
        Item: item! {},
        item! { "a" => "text", "b" => -7, "c" => 3_000_000_000_i64, "d" => true, "e" => Value::Null, "f" => -1_234_567, "g" => 9999 },
        item! { "a" => "19.9".parse::<Number>()?, "b" => "100000000000000000000".parse::<Number>()? },
        item! { "a \"quoted\"\n\\ name" => "\u{301}\0", "b" => "x".repeat(5000), "c" => "\"".repeat(33) },
        item! { "a" => Value::binary(b"\x00\xff\'\"\\a"), "b" => Value::binary([1; 2049]), "c" => Value::binary(b"") },
        item! { "a" => Value::list([1, 2]), "b" => Value::list(["a", "b"]), "c" => Value::List(List::new()) },
        item! { "a" => Value::list([Value::from(1), Value::from("b"), Value::Null, Value::from("0.5".parse::<Number>()?)]) },
        item! { "a" => Value::list([Value::from(1), Value::from(3_000_000_000_i64)]) },
        item! { "a" => Value::list([Value::list([Value::map([("k", 1), ("l", 2)])])]) },
        item! { "a" => Value::map([("k", Value::from(1)), ("l", Value::from("x"))]), "b" => Value::Map(Map::new()) },
        item! { "a" => Value::string_set(["x", "y"]), "b" => Value::StringSet([].into()) },
        item! { "a" => Value::number_set([1, 2]), "b" => Value::NumberSet([].into()) },
        item! { "a" => Value::number_set(["0.5".parse::<Number>()?, Number::from(2)]) },
        item! { "a" => Value::number_set(["0.5".parse::<Number>()?]) },
        item! { "a" => Value::binary_set([b"\x01".to_vec(), b"ab".to_vec()]), "b" => Value::BinarySet([].into()) },
        item! { "a" => Value::list(vec![7; 40]) },
    );
    prints_as_written!(PrimaryKey: PrimaryKey::new("pk", "a"), PrimaryKey::new("pk", 1).sort("sk", Value::binary(b"\x80")));
    Ok(())
}

#[test]
fn paths_and_projections() {
    prints_as_written!(Path: path("a"), path("a.b").field("c d").index(0).field("é"));
    prints_as_written!(
        Projection: Projection::default(),
        Projection::of(["a", "b"]),
        Projection::of([path("a"), path("l").index(1)]),
    );
}

#[test]
fn filters() -> Result<(), NumberError> {
    prints_as_written!(
        Filter: path("a").eq(1),
        path("a").ne(path("b")),
        path("a").size().lt(path("b").size()),
        Operand::from("x").le(path("a").field("b")),
        path("a").gt(Value::list([1])),
        path("a").ge("0.5".parse::<Number>()?),
        path("a").between(1, path("b")),
        path("a").is_in([1, 2]),
        path("a").is_in([path("b"), path("c")]),
        path("a").is_in([Operand::from(1), Operand::from("x"), Operand::from(path("b")), path("c").size()]),
        path("a").is_in([path("b").size()]),
        path("a").is_in::<Operand>([]),
        path("a").is_in(vec!["x"; 101]),
        path("a").exists(),
        path("a").not_exists(),
        path("a").type_is(ValueType::String),
        path("a").begins_with("x"),
        Operand::from(Value::binary(b"ab")).begins_with(path("b")),
        path("a").contains(1),
        Operand::from("abc").contains(path("b")),
    );
    prints_as_written!(
        Filter: path("a").eq(1) & path("b").eq(2) & !path("c").exists(),
        path("a").exists() | path("b").exists(),
        (path("a").exists() | path("b").exists()) & path("c").exists(),
        (path("a").exists() & path("b").exists()) | path("c").exists(),
        !(path("a").exists() & path("b").exists()),
        Filter::Not(Term::new(!path("a").exists())),
        Filter::all([]),
        Filter::any([path("a").exists()]),
        Filter::all([Filter::all([path("a").exists()]), path("b").exists()]),
        Filter::any(vec![path("a").exists(); 301]),
    );
    for value_type in ValueType::ALL {
        let filter = path("a").type_is(value_type);
        assert_eq!(Code(&filter).to_string(), format!("path(\"a\").type_is(ValueType::{value_type:?})"));
    }
    Ok(())
}

#[test]
fn updates() {
    prints_as_written!(
        Update: Update::new(),
        Update::new().set("a", 1).set(path("m").field("x"), path("b")).set("c", Value::Null),
        Update::new().set("a", path("n") + 1).set("b", path("n") - path("m")).set("c", Source::from(1) + 2),
        Update::new().set("a", if_not_exists("b", 0) + 1).set("c", path("n") - if_not_exists("d", path("e"))),
        Update::new().set("a", if_not_exists(path("l").index(0), if_not_exists("c", if_not_exists("d", "x")))),
        Update::new().set("a", list_append(path("a"), Value::list([1]))).set("b", list_append(if_not_exists("b", Value::List(List::new())), path("c"))),
        Update::new().set("a", Source::IfNotExists { paths: Vec::new(), fallback: Fallback::Value(Value::from(1)) }),
        Update::new().set("a", Source::IfNotExists { paths: Vec::new(), fallback: Fallback::Path(path("b")) }),
        Update::new().remove("a").remove(path("l").index(2)).add("n", 1).delete("s", Value::string_set(["x"])),
    );
}

#[test]
fn key_conditions() {
    let base = || KeyCondition::partition("pk", "a");
    prints_as_written!(
        KeyCondition: KeyCondition::partition("pk", "a"),
        KeyCondition::partition("a", "x").and_partition("b", 2).sort("c").eq(1).sort("d").begins_with("x"),
        KeyCondition { partition: Vec::new(), sort: Vec::new() }.sort("c").lt(1),
    );
    for (condition, code) in [
        (base().sort("sk").lt(1), "lt(1)"),
        (base().sort("sk").le(1), "le(1)"),
        (base().sort("sk").gt(1), "gt(1)"),
        (base().sort("sk").ge(1), "ge(1)"),
        (base().sort("sk").between("a", "b"), "between(\"a\", \"b\")"),
    ] {
        assert_eq!(Code(&condition).to_string(), format!("{}.sort(\"sk\").{code}", Code(&base())));
    }
}

#[test]
fn schemas() {
    prints_as_written!(
        TableSchema: TableSchema::new("t", KeyAttribute::string("pk")),
        TableSchema::new("t", KeyAttribute::number("pk")).sort_key(KeyAttribute::binary("sk")),
        TableSchema::new("t", KeyAttribute::string("pk"))
            .local_index(LocalIndex::new("l", KeyAttribute::string("x")).projection(IndexProjection::KeysOnly))
            .local_index(LocalIndex::new("m", KeyAttribute::string("y")).projection(IndexProjection::Include(Vec::new())))
            .global_index(GlobalIndex::new("g", KeyAttribute::string("x")))
            .global_index(
                GlobalIndex::new("h", KeyAttribute::string("x"))
                    .partition_key(KeyAttribute::string("y"))
                    .sort_key(KeyAttribute::number("z"))
                    .projection(IndexProjection::include(["a", "b"]))
            ),
        TableSchema::new("t", KeyAttribute::string("pk")).global_index(GlobalIndex {
            partition_keys: Vec::new(),
            ..GlobalIndex::new("g", KeyAttribute::string(""))
        }),
    );
}

#[test]
fn requests_for_one_item() {
    prints_as_written!(GetItem: GetItem::new("t", PrimaryKey::new("pk", "a")), GetItem {
        projection: Some(Projection::of(["a"])),
        consistent: true,
        return_consumed_capacity: ReturnConsumedCapacity::Indexes,
        ..GetItem::new("t", PrimaryKey::new("pk", "a"))
    });
    prints_as_written!(PutItem: PutItem::new("t", item! { "pk" => "a" }), PutItem {
        condition: Some(path("a").exists()),
        return_values: ReturnOld::AllOld,
        return_on_condition_failure: ReturnOld::AllOld,
        return_consumed_capacity: ReturnConsumedCapacity::Total,
        ..PutItem::new("t", item! { "pk" => "a" })
    });
    prints_as_written!(UpdateItem: UpdateItem::new("t", PrimaryKey::new("pk", "a"), Update::new()), UpdateItem {
        condition: Some(path("a").exists()),
        return_values: ReturnValues::UpdatedNew,
        return_on_condition_failure: ReturnOld::AllOld,
        return_consumed_capacity: ReturnConsumedCapacity::Total,
        ..UpdateItem::new("t", PrimaryKey::new("pk", "a"), Update::new().set("a", 1))
    });
    prints_as_written!(DeleteItem: DeleteItem::new("t", PrimaryKey::new("pk", "a")), DeleteItem {
        condition: Some(path("a").exists()),
        return_values: ReturnOld::AllOld,
        return_on_condition_failure: ReturnOld::AllOld,
        return_consumed_capacity: ReturnConsumedCapacity::Total,
        ..DeleteItem::new("t", PrimaryKey::new("pk", "a"))
    });
    let update = || UpdateItem::new("t", PrimaryKey::new("pk", "a"), Update::new());
    for returned in [ReturnValues::AllOld, ReturnValues::AllNew, ReturnValues::UpdatedOld] {
        let code = Code(&update().returning(returned)).to_string();
        assert!(code.contains(&format!("return_values: ReturnValues::{returned:?},")), "{code}");
    }
}

#[test]
fn requests_for_a_page() {
    prints_as_written!(Query: Query::new("t", KeyCondition::partition("pk", "a")), Query {
        index: Some("i".into()),
        filter: Some(path("a").exists()),
        select: Select::Attributes(Projection::of(["a"])),
        consistent: true,
        descending: true,
        limit: Some(3),
        exclusive_start_key: Some(item! { "pk" => "a" }),
        return_consumed_capacity: ReturnConsumedCapacity::Total,
        ..Query::new("t", KeyCondition::partition("pk", "a"))
    });
    prints_as_written!(
        Scan: Scan::new("t"),
        Scan { select: Select::AllAttributes, ..Scan::new("t") },
        Scan {
            index: Some("i".into()),
            filter: Some(path("a").exists()),
            select: Select::Count,
            consistent: true,
            limit: Some(3),
            segment: Some(Segment { index: 0, total: 4 }),
            exclusive_start_key: Some(item! { "pk" => "a" }),
            return_consumed_capacity: ReturnConsumedCapacity::Total,
            ..Scan::new("t")
        },
    );
}

#[test]
fn batches() {
    prints_as_written!(
        BatchGetItem: BatchGetItem::default(),
        BatchGetItem::of(BatchGet::new("t", [PrimaryKey::new("pk", "a"), PrimaryKey::new("pk", "b")])),
        BatchGetItem { return_consumed_capacity: ReturnConsumedCapacity::Total, ..BatchGetItem::of(BatchGet::new("t", [])) },
        BatchGetItem {
            tables: vec![
                BatchGet {
                    projection: Some(Projection::of(["a"])),
                    consistent: true,
                    ..BatchGet::new("t", vec![PrimaryKey::new("pk", "a"); 101])
                },
                BatchGet::new("u", [PrimaryKey::new("pk", "a")])
            ],
            ..BatchGetItem::default()
        },
    );
    prints_as_written!(
        BatchWriteItem: BatchWriteItem::default(),
        BatchWriteItem::of(BatchWrite::new("t", [WriteRequest::Put(item! { "pk" => "a" }), WriteRequest::Delete(PrimaryKey::new("pk", "b"))])),
        BatchWriteItem {
            tables: vec![BatchWrite::new("t", []), BatchWrite::new("u", [])],
            return_consumed_capacity: ReturnConsumedCapacity::Total,
        },
    );
}

#[test]
fn transactions() {
    prints_as_written!(
        TransactGetItems: TransactGetItems::default(),
        TransactGetItems {
            gets: vec![
                TransactGet::new("t", PrimaryKey::new("pk", "a")),
                TransactGet { projection: Some(Projection::of(["a"])), ..TransactGet::new("t", PrimaryKey::new("pk", "b")) }
            ],
            ..TransactGetItems::default()
        },
        TransactGetItems {
            gets: vec![TransactGet::new("t", PrimaryKey::new("pk", "a")); 101],
            return_consumed_capacity: ReturnConsumedCapacity::Total,
        },
    );
    prints_as_written!(
        TransactWriteItems: TransactWriteItems::of([]),
        TransactWriteItems {
            client_request_token: Some("token".into()),
            return_consumed_capacity: ReturnConsumedCapacity::Total,
            ..TransactWriteItems::of([
                TransactPut { condition: Some(path("a").exists()), return_on_condition_failure: ReturnOld::AllOld, ..TransactPut::new("t", item! { "pk" => "a" }) }.into(),
                TransactUpdate { condition: Some(path("a").exists()), return_on_condition_failure: ReturnOld::AllOld, ..TransactUpdate::new("t", PrimaryKey::new("pk", "b"), Update::new().remove("a")) }.into(),
                TransactDelete { condition: Some(path("a").exists()), return_on_condition_failure: ReturnOld::AllOld, ..TransactDelete::new("t", PrimaryKey::new("pk", "c")) }.into(),
                TransactCheck { return_on_condition_failure: ReturnOld::AllOld, ..TransactCheck::new("t", PrimaryKey::new("pk", "d"), path("a").exists()) }.into()
            ])
        },
        TransactWriteItems::of(vec![TransactPut::new("t", item! { "pk" => "a" }).into(); 101]),
    );
}
