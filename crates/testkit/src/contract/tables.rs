//! Making, describing and deleting tables.

use super::{Ground, key};
use twintable::{
    ErrorKind, GlobalIndex, IndexProjection, KeyAttribute, LocalIndex, Rule, TableSchema,
    expr::{KeyCondition, Update},
    item,
    store::{DeleteItem, GetItem, PutItem, Query, Scan, UpdateItem},
};

/// A table is described as it was made.
pub(super) async fn a_table_is_described_as_it_was_made(ground: &Ground) {
    let simple = ground.schema();
    let full = ground
        .sorted_schema()
        .local_index(
            LocalIndex::new("by_date", KeyAttribute::number("date")).projection(IndexProjection::KeysOnly),
        )
        .global_index(
            GlobalIndex::new("by_mail", KeyAttribute::string("mail"))
                .projection(IndexProjection::include(["name"])),
        );
    let bytes =
        TableSchema::new(ground.fresh_name(), KeyAttribute::binary("b")).sort_key(KeyAttribute::number("n"));
    for schema in [simple, full, bytes] {
        let created = ground.admin.create_table(schema.clone()).await.unwrap();
        assert_eq!(created.schema, schema);
        let described = ground.admin.describe_table(&schema.name).await.unwrap();
        assert_eq!(described.schema, schema);
    }
}

/// Indexes are described in the order of their names, and so are the attributes that they include.
pub(super) async fn indexes_are_described_in_order(ground: &Ground) {
    let global = |name: &'static str| {
        GlobalIndex::new(name, KeyAttribute::string("mail")).projection(IndexProjection::include(["z", "a"]))
    };
    let local = |name: &'static str| LocalIndex::new(name, KeyAttribute::number("date"));
    let schema = ground.sorted_schema();
    let schema = schema.global_index(global("by_z")).global_index(global("by_a"));
    let schema = schema.local_index(local("of_z")).local_index(local("of_a"));
    let created = ground.admin.create_table(schema.clone()).await.unwrap();
    let described = ground.admin.describe_table(&schema.name).await.unwrap();
    assert_eq!(described.schema, schema.into_canonical());
    assert_eq!(created.schema, described.schema);
}

/// A name that no table can have breaks a rule: it is not merely missing.
pub(super) async fn what_no_table_can_be_named_is_refused(ground: &Ground) {
    for name in ["", "my table", "a/b", "é"] {
        let refused = [
            ground.store.get_item(GetItem::new(name, key("k"))).await.unwrap_err(),
            ground.store.scan(Scan::new(name)).await.unwrap_err(),
            ground.admin.describe_table(name).await.unwrap_err(),
            ground.admin.delete_table(name).await.unwrap_err(),
        ];
        for error in refused {
            assert_eq!(error.rule(), Some(Rule::TableName), "{name:?}");
        }
    }
}

/// A new table is empty.
pub(super) async fn a_new_table_is_empty(ground: &Ground) {
    let schema = ground.schema();
    let created = ground.admin.create_table(schema.clone()).await.unwrap();
    assert_eq!((created.item_count, created.size_bytes), (0, 0));
    let page = ground.store.scan(Scan::new(schema.name)).await.unwrap();
    assert_eq!(page.scanned_count, 0);
}

/// A table cannot be made twice, and the second attempt changes nothing.
pub(super) async fn a_table_is_made_once(ground: &Ground) {
    let schema = ground.schema();
    let table = ground.create(schema.clone()).await;
    table.put(item! { "pk" => "k" }).await;
    table.fails(ErrorKind::TableExists, ground.admin.create_table(schema.clone())).await;
    let other = schema.sort_key(KeyAttribute::number("n"));
    table.fails(ErrorKind::TableExists, ground.admin.create_table(other)).await;
}

/// A deleted table is gone with its items, and its name is free.
pub(super) async fn a_deleted_table_is_gone(ground: &Ground) {
    let schema = ground.schema();
    let table = ground.create(schema.clone()).await;
    table.put(item! { "pk" => "k" }).await;
    ground.admin.delete_table(&schema.name).await.unwrap();
    let error = ground.admin.describe_table(&schema.name).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TableNotFound);
    let table = ground.create(schema).await;
    assert_eq!(table.items().await, []);
}

/// A missing table can be neither described nor deleted.
pub(super) async fn a_missing_table_is_not_found(ground: &Ground) {
    let name = ground.fresh_name();
    assert_eq!(ground.admin.describe_table(&name).await.unwrap_err().kind(), ErrorKind::TableNotFound);
    assert_eq!(ground.admin.delete_table(&name).await.unwrap_err().kind(), ErrorKind::TableNotFound);
}

/// No operation works on a missing table.
pub(super) async fn no_operation_works_on_a_missing_table(ground: &Ground) {
    let (store, name) = (&ground.store, ground.fresh_name());
    let condition = KeyCondition::partition("pk", "p");
    let kinds = [
        store.get_item(GetItem::new(name.clone(), key("k"))).await.unwrap_err().kind(),
        store.put_item(PutItem::new(name.clone(), key("k").to_item())).await.unwrap_err().kind(),
        store.update_item(UpdateItem::new(name.clone(), key("k"), Update::new())).await.unwrap_err().kind(),
        store.delete_item(DeleteItem::new(name.clone(), key("k"))).await.unwrap_err().kind(),
        store.query(Query::new(name.clone(), condition)).await.unwrap_err().kind(),
        store.scan(Scan::new(name)).await.unwrap_err().kind(),
    ];
    assert_eq!(kinds, [ErrorKind::TableNotFound; 6]);
}

/// What is invalid in itself is told before the table is looked for.
pub(super) async fn an_invalid_request_needs_no_table(ground: &Ground) {
    let name = ground.fresh_name();
    let error = ground.store.get_item(GetItem::new(name.clone(), key(""))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    let error = ground.store.scan(Scan::new(name).limit(0)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}

/// Tables are listed by name, in order.
pub(super) async fn tables_are_listed_in_order(ground: &Ground) {
    let mut made = Vec::new();
    for _ in 0..3 {
        made.push(ground.table().await.name());
    }
    let listed = ground.admin.list_tables().await.unwrap();
    assert!(listed.is_sorted());
    assert!(made.iter().all(|name| listed.contains(name)));
    ground.admin.delete_table(&made[0]).await.unwrap();
    assert!(!ground.admin.list_tables().await.unwrap().contains(&made[0]));
}

/// Tables with the same keys keep their items apart.
pub(super) async fn tables_keep_their_items_apart(ground: &Ground) {
    let (a, b) = (ground.table().await, ground.table().await);
    a.put(item! { "pk" => "k", "from" => "a" }).await;
    assert_eq!(b.get(key("k")).await, None);
    b.store().delete_item(DeleteItem::new(b.name(), key("k"))).await.unwrap();
    a.has([item! { "pk" => "k", "from" => "a" }]).await;
}
