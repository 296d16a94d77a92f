mod embedded;
use twintable::{*, store::*, expr::*};

#[tokio::test]
async fn smoke() {
    let store = embedded::store();
    let schema = TableSchema::new("shop", KeyAttribute::string("PK")).sort_key(KeyAttribute::string("SK"));
    let d = store.create_table(schema.clone()).await.unwrap();
    assert_eq!(d.schema, schema);
    store.put_item(PutItem::new("shop", item!{"PK"=>"a","SK"=>"b","n"=>1})).await.unwrap();
    let p = store.query(Query::new("shop", KeyCondition::partition("PK","a"))).await.unwrap();
    assert_eq!(p.items.len(), 1);
    store.delete_table("shop").await.unwrap();
}
