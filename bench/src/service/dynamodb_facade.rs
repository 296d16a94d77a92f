//! dynamodb-facade.

use super::{
    entity::{Customer, SHOP, TABLE, TYPE, TYPE_ATTRIBUTE},
    peer::{LEAST_AGE, NEW_NAME, Peer},
    requests::Requests,
};
use ::dynamodb_facade::{
    Condition, DynamoDBItem, IntoAttributeValue, KeyId, StringAttribute, Update, attribute_definitions,
    dynamodb_execute_query, dynamodb_item, explicit_client::DynamoDBItemOp, table_definitions,
};
use aws_sdk_dynamodb::{
    Client,
    operation::{
        put_item::builders::PutItemFluentBuilder, query::builders::QueryFluentBuilder,
        update_item::builders::UpdateItemFluentBuilder,
    },
};

attribute_definitions! {
    PK { "PK": StringAttribute }
    SK { "SK": StringAttribute }
    EntityType { "entity_type": StringAttribute }
}

table_definitions! {
    ShopTable {
        type PartitionKey = PK;
        type SortKey = SK;
        fn table_name() -> String { TABLE.to_owned() }
    }
}

dynamodb_item! {
    #[table = ShopTable]
    Customer {
        #[partition_key]
        PK {
            fn attribute_id(&self) -> &'id str { &self.shop }
            fn attribute_value(id) -> String { format!("SHOP#{id}") }
        }
        #[sort_key]
        SK {
            fn attribute_id(&self) -> &'id str { &self.id }
            fn attribute_value(id) -> String { format!("CUSTOMER#{id}") }
        }
        EntityType { const VALUE: &'static str = "customer"; }
    }
}

/// dynamodb-facade, with a client that is given to each call.
pub struct Facade(Client);

impl Peer for Facade {
    const NAME: &'static str = "dynamodb-facade";

    fn new(client: Client) -> Self {
        Self(client)
    }

    async fn put(&self, customer: Customer) {
        customer.put(self.0.clone()).await.expect("the stub takes it");
    }

    async fn get(&self, id: &str) -> Customer {
        let found = Customer::get(self.0.clone(), KeyId::pk(SHOP).sk(id)).await;
        found.expect("the stub answers").expect("it is there")
    }

    async fn update(&self, id: &str) -> Customer {
        let update = Customer::update_by_id(self.0.clone(), KeyId::pk(SHOP).sk(id), self.changes());
        update.condition(Condition::eq(TYPE_ATTRIBUTE, TYPE)).await.expect("the stub takes it")
    }

    async fn query(&self) -> Vec<Customer> {
        let items =
            dynamodb_execute_query::<ShopTable>(self.query_request()).await.expect("the stub answers");
        items.into_iter().map(|item| Customer::try_from_item(item).expect("a customer")).collect()
    }
}

impl Facade {
    fn changes(&self) -> Update<'static> {
        Update::set("name", NEW_NAME).and(Update::increment("logins", 1))
    }
}

impl Requests for Facade {
    fn put_request(&self, customer: &Customer) -> PutItemFluentBuilder {
        customer.put(self.0.clone()).into_inner()
    }

    fn update_request(&self, id: &str) -> UpdateItemFluentBuilder {
        let update = Customer::update_by_id(self.0.clone(), KeyId::pk(SHOP).sk(id), self.changes());
        update.condition(Condition::eq(TYPE_ATTRIBUTE, TYPE)).into_inner()
    }

    fn query_request(&self) -> QueryFluentBuilder {
        // In 0.2.0 a filter's values take the places of the key condition's, whose aliases are the same, and the service
        // would read another partition. So the filter is given to the SDK's builder.
        let in_shop = Customer::key_condition(SHOP).sk_begins_with("CUSTOMER#");
        Customer::query(self.0.clone(), in_shop)
            .into_inner()
            .filter_expression("#type = :type AND #age >= :age AND #newsletter = :newsletter")
            .expression_attribute_names("#type", TYPE_ATTRIBUTE)
            .expression_attribute_names("#age", "age")
            .expression_attribute_names("#newsletter", "newsletter")
            .expression_attribute_values(":type", TYPE.into_attribute_value())
            .expression_attribute_values(":age", LEAST_AGE.into_attribute_value())
            .expression_attribute_values(":newsletter", true.into_attribute_value())
    }
}
