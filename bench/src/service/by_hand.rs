//! The SDK alone, with mappings written by hand.

use super::{
    entity::{Address, Customer, SHOP, Status, TABLE, TYPE, TYPE_ATTRIBUTE},
    peer::{LEAST_AGE, NEW_NAME, Peer, SdkItem},
    requests::Requests,
};
use aws_sdk_dynamodb::{
    Client,
    operation::{
        get_item::builders::GetItemFluentBuilder, put_item::builders::PutItemFluentBuilder,
        query::builders::QueryFluentBuilder, update_item::builders::UpdateItemFluentBuilder,
    },
    types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure},
};
use std::collections::HashMap;

/// The SDK and hands.
pub struct ByHand(Client);

impl Peer for ByHand {
    const NAME: &'static str = "raw";

    fn new(client: Client) -> Self {
        Self(client)
    }

    async fn put(&self, customer: Customer) {
        self.put_request(&customer).send().await.expect("the stub takes it");
    }

    async fn get(&self, id: &str) -> Customer {
        let answer = get(&self.0, id).send().await.expect("the stub answers");
        from_typed_item(answer.item.expect("it is there")).expect("a customer")
    }

    async fn update(&self, id: &str) -> Customer {
        let answer = self.update_request(id).send().await.expect("the stub takes it");
        from_typed_item(answer.attributes.expect("it was asked for")).expect("a customer")
    }

    async fn query(&self) -> Vec<Customer> {
        let mut all = Vec::new();
        let mut start = None;
        loop {
            let page = self.query_request().set_exclusive_start_key(start);
            let page = page.send().await.expect("the stub answers");
            all.reserve(page.count().try_into().unwrap_or_default());
            for item in page.items.unwrap_or_default() {
                all.push(from_typed_item(item).expect("a customer"));
            }
            start = page.last_evaluated_key;
            if start.is_none() {
                return all;
            }
        }
    }
}

impl Requests for ByHand {
    fn put_request(&self, customer: &Customer) -> PutItemFluentBuilder {
        put(&self.0, to_item(customer))
    }

    fn update_request(&self, id: &str) -> UpdateItemFluentBuilder {
        update(&self.0, id, update_values())
    }

    fn query_request(&self) -> QueryFluentBuilder {
        query(&self.0, query_values())
    }
}

/// A put of an item.
pub fn put(client: &Client, item: SdkItem) -> PutItemFluentBuilder {
    client.put_item().table_name(TABLE).set_item(Some(item))
}

/// A read of a customer.
pub fn get(client: &Client, id: &str) -> GetItemFluentBuilder {
    client.get_item().table_name(TABLE).set_key(Some(key(id)))
}

/// The update, with its values.
pub fn update(client: &Client, id: &str, values: SdkItem) -> UpdateItemFluentBuilder {
    client
        .update_item()
        .table_name(TABLE)
        .set_key(Some(key(id)))
        .update_expression("SET #name = :name, #logins = #logins + :one")
        .condition_expression("#type = :type")
        .expression_attribute_names("#name", "name")
        .expression_attribute_names("#logins", "logins")
        .expression_attribute_names("#type", TYPE_ATTRIBUTE)
        .set_expression_attribute_values(Some(values))
        .return_values(ReturnValue::AllNew)
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
}

/// The values of the update.
pub fn update_values() -> SdkItem {
    HashMap::from([
        (":name".to_owned(), text(NEW_NAME)),
        (":one".to_owned(), number(1)),
        (":type".to_owned(), text(TYPE)),
    ])
}

/// The query, with its values.
pub fn query(client: &Client, values: SdkItem) -> QueryFluentBuilder {
    client
        .query()
        .table_name(TABLE)
        .key_condition_expression("#partition = :partition AND begins_with(#sort, :prefix)")
        .filter_expression("#type = :type AND #age >= :age AND #newsletter = :newsletter")
        .expression_attribute_names("#partition", "PK")
        .expression_attribute_names("#sort", "SK")
        .expression_attribute_names("#age", "age")
        .expression_attribute_names("#newsletter", "newsletter")
        .expression_attribute_names("#type", TYPE_ATTRIBUTE)
        .set_expression_attribute_values(Some(values))
}

/// The values of the query.
pub fn query_values() -> SdkItem {
    HashMap::from([
        (":partition".to_owned(), AttributeValue::S(format!("SHOP#{SHOP}"))),
        (":prefix".to_owned(), text("CUSTOMER#")),
        (":age".to_owned(), number(LEAST_AGE)),
        (":newsletter".to_owned(), AttributeValue::Bool(true)),
        (":type".to_owned(), text(TYPE)),
    ])
}

/// The key of a customer.
pub fn key(id: &str) -> SdkItem {
    HashMap::from([
        ("PK".to_owned(), AttributeValue::S(format!("SHOP#{SHOP}"))),
        ("SK".to_owned(), AttributeValue::S(format!("CUSTOMER#{id}"))),
    ])
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn number(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

/// The item of a customer: fields, key and type.
pub fn to_item(customer: &Customer) -> SdkItem {
    let mut item = to_fields(customer);
    item.insert("PK".to_owned(), AttributeValue::S(format!("SHOP#{}", customer.shop)));
    item.insert("SK".to_owned(), AttributeValue::S(format!("CUSTOMER#{}", customer.id)));
    item.insert(TYPE_ATTRIBUTE.to_owned(), text(TYPE));
    item
}

/// The fields alone.
pub fn to_fields(of: &Customer) -> SdkItem {
    let address = HashMap::from([
        ("street".to_owned(), text(&of.address.street)),
        ("city".to_owned(), text(&of.address.city)),
    ]);
    let mut item = HashMap::with_capacity(16);
    item.insert("shop".to_owned(), text(&of.shop));
    item.insert("id".to_owned(), text(&of.id));
    item.insert("name".to_owned(), text(&of.name));
    item.insert("status".to_owned(), text(if of.status == Status::Active { "Active" } else { "Suspended" }));
    item.insert("credit".to_owned(), number(of.credit));
    item.insert("age".to_owned(), number(of.age));
    item.insert("logins".to_owned(), number(of.logins));
    item.insert("newsletter".to_owned(), AttributeValue::Bool(of.newsletter));
    item.insert("tags".to_owned(), AttributeValue::Ss(of.tags.iter().cloned().collect()));
    item.insert("notes".to_owned(), AttributeValue::L(of.notes.iter().map(|note| text(note)).collect()));
    item.insert("address".to_owned(), AttributeValue::M(address));
    if let Some(phone) = &of.phone {
        item.insert("phone".to_owned(), text(phone));
    }
    item.insert("avatar".to_owned(), AttributeValue::B(of.avatar.clone().into()));
    item
}

/// A customer, if the item says that it is one.
fn from_typed_item(item: SdkItem) -> Option<Customer> {
    (item.get(TYPE_ATTRIBUTE)?.as_s().ok()? == TYPE).then(|| from_item(item))?
}

/// A customer from an item.
pub fn from_item(mut item: SdkItem) -> Option<Customer> {
    fn text(value: AttributeValue) -> Option<String> {
        if let AttributeValue::S(text) = value { Some(text) } else { None }
    }
    let mut take = |name: &str| item.remove(name);
    let AttributeValue::M(mut address) = take("address")? else { return None };
    let AttributeValue::Ss(tags) = take("tags")? else { return None };
    let AttributeValue::L(notes) = take("notes")? else { return None };
    let AttributeValue::B(avatar) = take("avatar")? else { return None };
    Some(Customer {
        shop: text(take("shop")?)?,
        id: text(take("id")?)?,
        name: text(take("name")?)?,
        status: match text(take("status")?)?.as_str() {
            "Active" => Status::Active,
            "Suspended" => Status::Suspended,
            _ => return None,
        },
        credit: take("credit")?.as_n().ok()?.parse().ok()?,
        age: take("age")?.as_n().ok()?.parse().ok()?,
        logins: take("logins")?.as_n().ok()?.parse().ok()?,
        newsletter: *take("newsletter")?.as_bool().ok()?,
        tags: tags.into_iter().collect(),
        notes: notes.into_iter().map(text).collect::<Option<_>>()?,
        address: Address { street: text(address.remove("street")?)?, city: text(address.remove("city")?)? },
        phone: take("phone").and_then(text),
        avatar: avatar.into_inner(),
    })
}
