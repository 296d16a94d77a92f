//! modyne.

use super::{
    entity::{Customer, SHOP, TABLE, TYPE, TYPE_ATTRIBUTE},
    peer::{LEAST_AGE, NEW_NAME, Peer},
};
use ::modyne::{
    Aggregate, Entity, EntityDef, EntityExt, EntityTypeNameRef, Item, ProjectionSet, Table,
    expr::{Condition, Filter, KeyCondition, Update},
    keys::{FullKey, Primary},
    model::Query,
};
use aws_sdk_dynamodb::{Client, types::ReturnValue};

/// modyne's table.
pub struct Modyne(Client);

impl Table for Modyne {
    type PrimaryKey = Primary;
    type IndexKeys = ();

    fn table_name(&self) -> &str {
        TABLE
    }

    fn client(&self) -> &Client {
        &self.0
    }
}

impl EntityDef for Customer {
    const ENTITY_TYPE: &'static EntityTypeNameRef = EntityTypeNameRef::from_static(TYPE);
}

impl Entity for Customer {
    type KeyInput<'a> = (&'a str, &'a str);
    type Table = Modyne;
    type IndexKeys = ();

    fn primary_key((shop, id): Self::KeyInput<'_>) -> Primary {
        Primary { hash: format!("SHOP#{shop}"), range: format!("CUSTOMER#{id}") }
    }

    fn full_key(&self) -> FullKey<Primary, ()> {
        FullKey { primary: Self::primary_key((&self.shop, &self.id)), indexes: () }
    }
}

impl Peer for Modyne {
    const NAME: &'static str = "modyne";

    fn new(client: Client) -> Self {
        Self(client)
    }

    async fn put(&self, customer: Customer) {
        customer.put().execute(self).await.expect("the stub takes it");
    }

    async fn get(&self, id: &str) -> Customer {
        let answer = <Customer as EntityExt>::get((SHOP, id)).execute(self).await.expect("the stub answers");
        customer(answer.item.expect("it is there"))
    }

    async fn update(&self, id: &str) -> Customer {
        let update = Update::new("SET #name = :name, #logins = #logins + :one")
            .name("#name", "name")
            .name("#logins", "logins")
            .value(":name", NEW_NAME)
            .value(":one", 1);
        let exists = Condition::new("#type = :type").name("#type", TYPE_ATTRIBUTE).value(":type", TYPE);
        let update = <Customer as EntityExt>::update((SHOP, id)).expression(update).condition(exists);
        let answer = update.execute_with_return(self, ReturnValue::AllNew).await.expect("the stub takes it");
        customer(answer.attributes.expect("it was asked for"))
    }

    async fn query(&self) -> Vec<Customer> {
        let mut all = Vec::new();
        let mut start = None;
        loop {
            let in_shop =
                KeyCondition::<Primary>::in_partition(format!("SHOP#{SHOP}")).begins_with("CUSTOMER#");
            let filter = Filter::new("#type = :type AND #age >= :age AND #newsletter = :newsletter")
                .name("#type", TYPE_ATTRIBUTE)
                .name("#age", "age")
                .name("#newsletter", "newsletter")
                .value(":type", TYPE)
                .value(":age", LEAST_AGE)
                .value(":newsletter", true);
            let query = Query::new(in_shop).filter(filter).set_exclusive_start_key(start);
            let page = query.execute(self).await.expect("the stub answers");
            all.reduce(page.items.unwrap_or_default()).expect("customers");
            start = page.last_evaluated_key;
            if start.is_none() {
                return all;
            }
        }
    }
}

/// A customer, if the item says that it is one.
fn customer(item: Item) -> Customer {
    Customer::try_from_item(item).expect("readable").expect("a customer")
}
