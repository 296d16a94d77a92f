//! An entity of 13 attributes to the SDK's map and back: derived, written by hand for this library, and written by hand
//! for the SDK without it.
//!
//! `cargo bench -p twintable-dynamodb`: the medians of the rows of a group give the ratios.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop where something is wrong")]

use aws_sdk_dynamodb::types::AttributeValue;
use divan::{Bencher, black_box};
use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};
use twintable::{
    KeyTemplate, PartFormat,
    layout::{KeyField, Layout},
    prelude::*,
};
use twintable_dynamodb::{SdkItem, item_from_sdk, item_to_sdk};

fn main() {
    divan::main();
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Attribute)]
enum Status {
    Active,
    Suspended,
}

#[derive(Debug, Clone, PartialEq, Attribute)]
struct Address {
    street: String,
    city: String,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "customer", partition_key = "CUSTOMER#{id}", sort_key = "PROFILE")]
struct Customer {
    id: String,
    email: String,
    name: String,
    status: Status,
    credit: Number,
    age: u32,
    logins: u64,
    newsletter: bool,
    tags: BTreeSet<String>,
    notes: Vec<String>,
    address: Address,
    phone: Option<String>,
    avatar: Vec<u8>,
}

fn customer() -> Customer {
    Customer {
        id: "c-000123".to_owned(),
        email: "ann@example.org".to_owned(),
        name: "Ann Example".to_owned(),
        status: Status::Active,
        credit: "1234.56".parse().unwrap(),
        age: 42,
        logins: 1_234,
        newsletter: true,
        tags: BTreeSet::from(["books".to_owned(), "maps".to_owned()]),
        notes: vec!["called".to_owned(), "wrote".to_owned()],
        address: Address { street: "1 Rue X".to_owned(), city: "Paris".to_owned() },
        phone: Some("+33 1 23 45 67 89".to_owned()),
        avatar: vec![7; 32],
    }
}

/// The same entity, mapped by hand.
#[derive(Debug, Clone, PartialEq)]
struct ByHand(Customer);

impl Entity for ByHand {
    const NAME: &'static str = "customer";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let partition = KeyTemplate::new().literal("CUSTOMER#").part("id", PartFormat::String);
            let sort = KeyTemplate::new().literal("PROFILE");
            Layout::new("customer", "shop", KeyField::composed("PK", partition))
                .sort_key(KeyField::composed("SK", sort))
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        let Self(of) = self;
        Ok(item! {
            "id" => &of.id,
            "email" => &of.email,
            "name" => &of.name,
            "status" => if of.status == Status::Active { "Active" } else { "Suspended" },
            "credit" => of.credit,
            "age" => of.age,
            "logins" => of.logins,
            "newsletter" => of.newsletter,
            "tags" => of.tags.clone(),
            "notes" => Value::list(of.notes.iter().map(String::as_str)),
            "address" => Value::map([("street", &of.address.street), ("city", &of.address.city)]),
            "avatar" => of.avatar.clone(),
        }
        .with_some("phone", of.phone.as_deref()))
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        let lacks = |name: &'static str| Error::codec(Self::NAME, name, "missing");
        let value = |name: &'static str| item.get(name).ok_or_else(|| lacks(name));
        let text = |name: &'static str| value(name)?.as_str().map(str::to_owned).ok_or_else(|| lacks(name));
        let number = |name: &'static str| value(name)?.as_number().ok_or_else(|| lacks(name));
        let address = value("address")?.as_map().ok_or_else(|| lacks("address"))?;
        let of_address = |name: &'static str| {
            address.get(name).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| lacks(name))
        };
        let Value::StringSet(tags) = value("tags")? else { return Err(lacks("tags")) };
        let notes = value("notes")?.as_list().ok_or_else(|| lacks("notes"))?.iter();
        Ok(Self(Customer {
            id: text("id")?,
            email: text("email")?,
            name: text("name")?,
            status: match value("status")?.as_str() {
                Some("Active") => Status::Active,
                Some("Suspended") => Status::Suspended,
                _ => return Err(lacks("status")),
            },
            credit: number("credit")?,
            age: number("age")?.try_into().map_err(|_| lacks("age"))?,
            logins: number("logins")?.try_into().map_err(|_| lacks("logins"))?,
            newsletter: value("newsletter")?.as_bool().ok_or_else(|| lacks("newsletter"))?,
            tags: tags.clone(),
            notes: notes
                .map(|note| note.as_str().map(str::to_owned).ok_or_else(|| lacks("notes")))
                .collect::<Result<_, _>>()?,
            address: Address { street: of_address("street")?, city: of_address("city")? },
            phone: item.get("phone").and_then(Value::as_str).map(str::to_owned),
            avatar: value("avatar")?.as_binary().ok_or_else(|| lacks("avatar"))?.to_vec(),
        }))
    }
}

/// The entity straight to the SDK's map, without this library.
fn to_sdk(of: &Customer) -> SdkItem {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let address = HashMap::from([
        ("street".to_owned(), text(&of.address.street)),
        ("city".to_owned(), text(&of.address.city)),
    ]);
    let mut item = HashMap::with_capacity(13);
    item.insert("id".to_owned(), text(&of.id));
    item.insert("email".to_owned(), text(&of.email));
    item.insert("name".to_owned(), text(&of.name));
    item.insert("status".to_owned(), text(if of.status == Status::Active { "Active" } else { "Suspended" }));
    item.insert("credit".to_owned(), AttributeValue::N(of.credit.to_string()));
    item.insert("age".to_owned(), AttributeValue::N(of.age.to_string()));
    item.insert("logins".to_owned(), AttributeValue::N(of.logins.to_string()));
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

/// The entity straight from the SDK's map, without this library.
fn from_sdk(mut item: SdkItem) -> Option<Customer> {
    fn text(value: AttributeValue) -> Option<String> {
        if let AttributeValue::S(text) = value { Some(text) } else { None }
    }
    let mut take = |name: &str| item.remove(name);
    let AttributeValue::M(mut address) = take("address")? else { return None };
    let AttributeValue::Ss(tags) = take("tags")? else { return None };
    let AttributeValue::L(notes) = take("notes")? else { return None };
    Some(Customer {
        id: text(take("id")?)?,
        email: text(take("email")?)?,
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
        avatar: if let AttributeValue::B(bytes) = take("avatar")? {
            bytes.into_inner()
        } else {
            return None;
        },
    })
}

#[divan::bench_group(sample_count = 300, sample_size = 64)]
mod to_the_sdk {
    use super::{Bencher, ByHand, Entity, black_box, customer, item_to_sdk, to_sdk};

    #[divan::bench]
    fn without_the_library(bencher: Bencher) {
        let customer = customer();
        bencher.bench_local(|| to_sdk(black_box(&customer)));
    }

    #[divan::bench]
    fn by_hand(bencher: Bencher) {
        let customer = ByHand(customer());
        bencher.bench_local(|| black_box(&customer).to_item().map(item_to_sdk));
    }

    #[divan::bench]
    fn derived(bencher: Bencher) {
        let customer = customer();
        bencher.bench_local(|| black_box(&customer).to_item().map(item_to_sdk));
    }
}

#[divan::bench_group(sample_count = 300, sample_size = 64)]
mod from_the_sdk {
    use super::{Bencher, ByHand, Customer, Entity, customer, from_sdk, item_from_sdk, to_sdk};

    #[divan::bench]
    fn without_the_library(bencher: Bencher) {
        bencher.with_inputs(|| to_sdk(&customer())).bench_local_values(from_sdk);
    }

    #[divan::bench]
    fn by_hand(bencher: Bencher) {
        let read = |item| item_from_sdk(item).and_then(|item| ByHand::from_item(&item));
        bencher.with_inputs(|| to_sdk(&customer())).bench_local_values(read);
    }

    #[divan::bench]
    fn derived(bencher: Bencher) {
        let read = |item| item_from_sdk(item).and_then(|mut item| Customer::take_from(&mut item));
        bencher.with_inputs(|| to_sdk(&customer())).bench_local_values(read);
    }
}

#[divan::bench_group(sample_count = 300, sample_size = 64)]
mod to_an_item {
    use super::{Bencher, ByHand, Entity, black_box, customer};

    #[divan::bench]
    fn by_hand(bencher: Bencher) {
        let customer = ByHand(customer());
        bencher.bench_local(|| black_box(&customer).to_item());
    }

    #[divan::bench]
    fn derived(bencher: Bencher) {
        let customer = customer();
        bencher.bench_local(|| black_box(&customer).to_item());
    }
}
