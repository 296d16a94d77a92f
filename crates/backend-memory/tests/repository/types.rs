//! Several types in one table: which is which, and what cannot be read. Both backends run these tests.

use super::{
    Store, store_with,
    support::{index, kind, rule, stored, variants, wait},
};
use std::sync::LazyLock;
use twintable::{
    CodecError, ErrorKind, Includes, KeyTemplate, PartFormat, Rule, Versioned,
    index::KeyQuery,
    layout::{IndexLayout, KeyField, Layout, Stamp},
    prelude::*,
    project,
};

#[derive(Debug, Clone, PartialEq)]
struct Customer {
    customer_id: String,
    name: String,
}

/// The second variant, which has a version and a time; the first has none.
#[derive(Debug, Clone, PartialEq)]
struct Order {
    customer_id: String,
    number: u32,
    status: String,
    total: u32,
    version: u64,
    updated_at: Option<u64>,
}

/// Another type in the same table, no variant.
#[derive(Debug, Clone, PartialEq)]
struct Note {
    customer_id: String,
}

/// Another one of a customer's, whose key has a part of its own.
#[derive(Debug, Clone, PartialEq)]
struct Visit {
    customer_id: String,
    day: u32,
}

/// What a customer is called.
#[derive(Debug, PartialEq)]
struct Name(String);

index!(Customers of Customer: None);
index!(Orders of Order: None);

fn customer_key() -> KeyField {
    KeyField::composed("PK", KeyTemplate::new().literal("CUSTOMER#").part("customer_id", PartFormat::String))
}

fn profile() -> KeyField {
    KeyField::composed("SK", KeyTemplate::new().literal("PROFILE"))
}

impl Customer {
    const NAME: Attribute<Self, String> = Attribute::new("name");

    fn ann() -> Self {
        Self { customer_id: "ann".to_owned(), name: "Ann".to_owned() }
    }

    fn key() -> Key<Self> {
        Self::ann().primary_key()
    }

    fn with_id(customer_id: &str) -> KeyCondition<Customers> {
        KeyQuery::new([("customer_id", Ok(customer_id.into()))]).finish()
    }
}

impl Entity for Customer {
    const NAME: &'static str = "customer";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            Layout::new("customer", "records", customer_key())
                .sort_key(profile())
                .required(["customer_id", "name"])
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "customer_id" => &self.customer_id, "name" => &self.name })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self { customer_id: Self::read(item, "customer_id")?, name: Self::read(item, "name")? })
    }
}

impl Order {
    const STATUS: Attribute<Self, String> = Attribute::new("status");
    const TOTAL: Attribute<Self, u32> = Attribute::new("total");

    fn new(number: u32, total: u32) -> Self {
        let (customer_id, status) = ("ann".to_owned(), "open".to_owned());
        Self { customer_id, number, status, total, version: 0, updated_at: None }
    }

    fn key(number: u32) -> Key<Self> {
        Self::new(number, 0).primary_key()
    }

    fn of_customer(customer_id: &str) -> KeyCondition<Orders> {
        KeyQuery::new([("customer_id", Ok(customer_id.into()))]).finish()
    }
}

impl Entity for Order {
    const NAME: &'static str = "order";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let number =
                KeyTemplate::new().literal("ORDER#").part("number", PartFormat::Unsigned { digits: 4 });
            let status = KeyTemplate::new().literal("STATUS#").part("status", PartFormat::String);
            Layout::new(Order::NAME, "records", customer_key())
                .sort_key(KeyField::composed("SK", number))
                .index(IndexLayout::global("by_status", KeyField::composed("status_pk", status)))
                .version("version")
                .stamp(Stamp::updated::<u64>("updated_at"))
                .required(["customer_id", "number", "status", "total"])
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        let Self { customer_id, number, status, total, version, updated_at } = self;
        let item = item! {
            "customer_id" => customer_id, "number" => *number, "status" => status, "total" => *total,
            "version" => *version,
        };
        Ok(item.with_some("updated_at", *updated_at))
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self {
            customer_id: Self::read(item, "customer_id")?,
            number: Self::read(item, "number")?,
            status: Self::read(item, "status")?,
            total: Self::read(item, "total")?,
            version: Self::read(item, "version")?,
            updated_at: Self::read(item, "updated_at")?,
        })
    }

    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

impl Versioned for Order {}

impl Entity for Note {
    const NAME: &'static str = "note";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> =
            LazyLock::new(|| Layout::new(Note::NAME, "records", customer_key()).sort_key(profile()));
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "customer_id" => &self.customer_id })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self { customer_id: Self::read(item, "customer_id")? })
    }
}

impl Entity for Visit {
    const NAME: &'static str = "visit";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let day = KeyTemplate::new().literal("VISIT#").part("day", PartFormat::Unsigned { digits: 5 });
            Layout::new(Visit::NAME, "records", customer_key()).sort_key(KeyField::composed("SK", day))
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "customer_id" => &self.customer_id, "day" => self.day })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self { customer_id: Self::read(item, "customer_id")?, day: Self::read(item, "day")? })
    }
}

variants! {
    /// What stands in a customer's partition.
    Record = "record": Customer Order
}

variants! {
    /// What can stand under a customer's key. The repository keeps nothing of these two.
    Profile = "profile": Customer Note
}

variants! {
    /// Nor of these, whose keys have different parts.
    Trace = "trace": Customer Visit
}

impl Projection for Name {
    type Entity = Customer;

    fn projection() -> expr::Projection {
        expr::Projection::of(["name"])
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        project(&Customer::NAME, item).map(Self)
    }
}

struct Ground {
    store: Store,
    customers: TableRepository<Customer>,
    orders: TableRepository<Order>,
    records: TableRepository<Record>,
}

impl Ground {
    fn new() -> Self {
        let store = wait(store_with(Record::schema().clone()));
        let (customers, orders, records) = (store.repository(), store.repository(), store.repository());
        Self { store, customers, orders, records }
    }

    /// Ann, two orders of hers, and an order as it is stored.
    fn with_ann() -> Self {
        let ground = Self::new();
        wait(ground.customers.create(Customer::ann())).unwrap();
        wait(ground.orders.create(Order::new(1, 10))).unwrap();
        wait(ground.orders.create(Order::new(2, 20))).unwrap();
        ground
    }

    fn order(&self, number: u32) -> Order {
        wait(self.orders.get(Order::key(number))).unwrap().unwrap()
    }
}

#[test]
fn an_enum_reads_each_item_as_the_variant_that_it_is() {
    let ground = Ground::with_ann();
    let ann = Record::Customer(Customer::ann());
    assert_eq!(wait(ground.records.get(Customer::key().lifted())).unwrap(), Some(ann.clone()));
    let order = Record::Order(ground.order(1));
    assert_eq!(wait(ground.records.get(Order::key(1).lifted())).unwrap(), Some(order.clone()));
    assert_eq!(wait(ground.records.get(Order::key(3).lifted())).unwrap(), None);
    let whole = wait(ground.records.query(Customer::with_id("ann").collection()).all()).unwrap();
    assert_eq!(whole, [order.clone(), Record::Order(ground.order(2)), ann.clone()]);
    assert_eq!(wait(ground.records.scan().all()).unwrap().len(), 3);
}

#[test]
fn a_key_condition_of_a_variant_reads_that_variant_from_the_enum() {
    let ground = Ground::with_ann();
    let orders = wait(ground.records.query(Order::of_customer("ann")).all()).unwrap();
    assert_eq!(orders, [Record::Order(ground.order(1)), Record::Order(ground.order(2))]);
    let customers = wait(ground.records.query(Customer::with_id("ann")).all()).unwrap();
    assert_eq!(customers, [Record::Customer(Customer::ann())]);
}

#[test]
fn a_filter_of_a_variant_is_true_for_that_variant_alone() {
    let ground = Ground::with_ann();
    let whole = || ground.records.query(Customer::with_id("ann").collection());
    let large = wait(whole().filter(Order::TOTAL.gt(15)).all()).unwrap();
    assert_eq!(large, [Record::Order(ground.order(2))]);
    let no_name = wait(whole().filter(Customer::NAME.ne("Bob")).all()).unwrap();
    assert_eq!(no_name, [Record::Customer(Customer::ann())]);
    let either = Record::lift(Order::TOTAL.lt(15)).or(Customer::NAME.eq("Ann"));
    assert_eq!(wait(whole().filter(either).all()).unwrap().len(), 2);
}

#[test]
fn an_enum_leaves_out_what_is_no_variant() {
    let ground = Ground::with_ann();
    let note = Note { customer_id: "bob".to_owned() };
    wait(ground.store.repository::<Note>().create(note.clone())).unwrap();
    assert_eq!(wait(ground.records.scan().all()).unwrap().len(), 3);
    assert_eq!(wait(ground.records.query(Customer::with_id("bob").collection()).all()).unwrap(), []);
    let key = Customer { customer_id: "bob".to_owned(), ..Customer::ann() }.primary_key();
    let error = wait(ground.records.get(key.lifted())).unwrap_err();
    assert_eq!(error.to_string(), "the item under the key is note, not record");
}

#[test]
fn an_enum_writes_a_variant_as_its_own_repository_does() {
    let (by_own, by_enum) = (Ground::with_ann(), Ground::new());
    for record in [
        Record::Customer(Customer::ann()),
        Record::Order(Order::new(1, 10)),
        Record::Order(Order::new(2, 20)),
    ] {
        let made = wait(by_enum.records.create(record)).unwrap();
        assert_eq!(wait(by_enum.records.get(made.primary_key())).unwrap(), Some(made));
    }
    let without_times = |item: Option<Item>| {
        let mut item = item.unwrap();
        item.remove("updated_at");
        item
    };
    let both = |key: Key<Record>| {
        [&by_own, &by_enum].map(|ground| without_times(stored(&ground.store, key.clone())))
    };
    for key in [Customer::key().lifted(), Order::key(1).lifted(), Order::key(2).lifted()] {
        let [own, by_enum] = both(key);
        assert_eq!(own, by_enum);
    }
    assert_eq!(
        kind(wait(by_enum.records.create(Record::Customer(Customer::ann())))),
        ErrorKind::AlreadyExists
    );
    wait(by_enum.records.delete_entity(&Record::Customer(Customer::ann()))).unwrap();
    assert_eq!(wait(by_enum.customers.get(Customer::key())).unwrap(), None);
}

#[test]
fn an_enum_keeps_the_version_of_a_variant() {
    let ground = Ground::with_ann();
    let first = ground.order(1);
    let second = wait(ground.records.put(Record::Order(Order { total: 11, ..first.clone() }))).unwrap();
    assert_eq!(second.version(), Some(2));
    let stale = wait(ground.records.put(Record::Order(Order { total: 12, ..first.clone() })));
    assert_eq!(kind(stale), ErrorKind::VersionConflict);
    // A delete may be refused altogether, since a key does not say which variant it is of.
    let stale = wait(ground.records.delete_entity(&Record::Order(first))).unwrap_err();
    assert!(
        stale.kind() == ErrorKind::VersionConflict || stale.rule() == Some(Rule::VariantUpdate),
        "{stale}"
    );
    assert_eq!(ground.order(1).total, 11);
}

#[test]
fn an_update_through_an_enum_counts_the_version_of_a_variant() {
    let ground = Ground::with_ann();
    let update = Update::untyped(expr::Update::new().set("total", 11));
    match wait(ground.records.update(Order::key(1).lifted()).apply(update)) {
        Ok(_) => assert_eq!(ground.order(1).version, 2),
        Err(error) => assert_eq!(error.rule(), Some(Rule::VariantUpdate)),
    }
}

#[test]
fn an_update_through_an_enum_cannot_write_what_the_repository_of_a_variant_keeps() {
    let ground = Ground::with_ann();
    let before = stored(&ground.store, Order::key(1));
    for attribute in ["version", "updated_at", "number", "customer_id", "status_pk", "entity_type", "SK"] {
        let update = Update::untyped(expr::Update::new().set(attribute, "x"));
        let refused = wait(ground.records.update(Order::key(1).lifted()).apply(update));
        assert!(
            matches!(
                refused.as_ref().map_err(Error::rule),
                Err(Some(Rule::ManagedAttribute | Rule::VariantUpdate))
            ),
            "{attribute}: {refused:?}"
        );
    }
    assert_eq!(stored(&ground.store, Order::key(1)), before);
}

#[test]
fn a_change_of_an_index_key_goes_through_the_repository_of_the_variant() {
    let ground = Ground::with_ann();
    let update = || Update::untyped(expr::Update::new().set("status", "paid"));
    let refused = wait(ground.records.update(Order::key(1).lifted()).apply(update()));
    assert_eq!(rule(refused), Some(Rule::VariantUpdate));
    let refused = wait(ground.records.upsert(Order::key(1).lifted()).apply(update()));
    assert_eq!(rule(refused), Some(Rule::VariantUpdate));
    let paid = wait(ground.orders.update(Order::key(1)).set(Order::STATUS, "paid")).unwrap();
    assert_eq!((paid.status.as_str(), paid.version), ("paid", 2));
}

#[test]
fn an_update_through_an_enum_changes_what_is_no_variants_own() {
    let ground = Ground::with_ann();
    let profiles = ground.store.repository::<Profile>();
    let rename = || Update::untyped(expr::Update::new().set("name", "Anna"));
    let updated =
        wait(profiles.update(Customer::key().lifted()).apply(rename()).when(Customer::NAME.eq("Ann")));
    let anna = Customer { name: "Anna".to_owned(), ..Customer::ann() };
    assert_eq!(updated.unwrap(), Profile::Customer(anna));
    let again =
        wait(profiles.update(Customer::key().lifted()).apply(rename()).when(Customer::NAME.eq("Ann")));
    assert_eq!(kind(again), ErrorKind::ConditionFailed);
    assert_eq!(
        kind(wait(profiles.update(Key::new(Order::key(1).into_primary_key().unwrap())).apply(rename()))),
        ErrorKind::WrongType
    );
}

#[test]
fn an_update_through_an_enum_cannot_set_a_part_of_the_key_of_a_variant() {
    let ground = Ground::new();
    let traces = ground.store.repository::<Trace>();
    let visit = Visit { customer_id: "ann".to_owned(), day: 7 };
    wait(traces.create(Trace::Visit(visit.clone()))).unwrap();
    let before = stored(&ground.store, visit.primary_key());
    for attribute in ["customer_id", "day", "PK", "SK", "entity_type"] {
        let update = Update::untyped(expr::Update::new().set(attribute, 8));
        let refused = wait(traces.update(visit.primary_key().lifted()).apply(update));
        assert!(
            matches!(
                refused.as_ref().map_err(Error::rule),
                Err(Some(Rule::ManagedAttribute | Rule::VariantUpdate))
            ),
            "{attribute}: {refused:?}"
        );
    }
    assert_eq!(stored(&ground.store, visit.primary_key()), before);
}

#[test]
fn an_item_of_another_type_is_named_with_both_types() {
    let ground = Ground::new();
    wait(ground.store.repository::<Note>().create(Note { customer_id: "ann".to_owned() })).unwrap();
    for error in [
        wait(ground.customers.get(Customer::key())).unwrap_err(),
        wait(ground.customers.get(Customer::key()).project::<Name>()).unwrap_err(),
        wait(ground.customers.update(Customer::key()).set(Customer::NAME, "x")).unwrap_err(),
        wait(ground.customers.delete(Customer::key()).returning_old()).unwrap_err(),
    ] {
        assert_eq!(error.to_string(), "the item under the key is note, not customer");
        let Error::WrongType(wrong) = &error else { panic!("{error}") };
        assert_eq!((wrong.entity, wrong.found.as_deref()), ("customer", Some("note")));
    }
}

#[test]
fn an_item_that_does_not_say_its_type_is_of_none() {
    let ground = Ground::new();
    let mut untyped = Customer::ann().to_item().unwrap().with("PK", "CUSTOMER#ann").with("SK", "PROFILE");
    let items = ground.store.items(Record::schema().clone());
    for _ in 0..2 {
        wait(items.put(untyped.clone())).unwrap();
        let error = wait(ground.customers.get(Customer::key())).unwrap_err();
        let Error::WrongType(wrong) = &error else { panic!("{error}") };
        assert_eq!((wrong.entity, &wrong.found), ("customer", &None));
        assert_eq!(error.to_string(), "the item under the key is of no known type, not customer");
        assert_eq!(kind(wait(ground.records.get(Customer::key().lifted()))), ErrorKind::WrongType);
        // A type is a text.
        untyped.insert("entity_type", 1);
    }
}

#[test]
fn a_projection_of_an_item_that_does_not_say_its_type_is_refused_too() {
    let ground = Ground::new();
    let untyped = item! { "PK" => "CUSTOMER#ann", "SK" => "PROFILE" };
    wait(ground.store.items(Record::schema().clone()).put(untyped)).unwrap();
    let refused = wait(ground.customers.get(Customer::key()).project::<Name>());
    assert_eq!(kind(refused), ErrorKind::WrongType);
}

/// What an error of reading says of the item.
fn codec<T: std::fmt::Debug>(result: Result<T, Error>) -> Box<CodecError> {
    let error = result.unwrap_err();
    for shown in [format!("{error}"), format!("{error:?}"), format!("{error:#?}")] {
        assert!(!shown.contains("ann") && !shown.contains("CUSTOMER"), "{shown}");
        assert!(!shown.contains("seventeen"), "{shown}");
    }
    let codec = if let Error::Codec(codec) = error { Some(codec) } else { None }.unwrap();
    assert!(!format!("{codec} {codec:?}").contains("ann"));
    codec
}

#[test]
fn an_item_that_cannot_be_read_is_named_with_its_entity_its_attribute_and_its_key() {
    let ground = Ground::with_ann();
    let items = ground.store.items(Record::schema().clone());
    let key = || Order::key(1).into_primary_key().unwrap();
    let total = |value: Value| expr::Update::new().set("total", value);
    for (value, problem) in [
        (Value::from("seventeen"), "a number is expected, not S"),
        (Value::from(-17), "the number is no u32"),
        (Value::Null, "a number is expected, not NULL"),
    ] {
        wait(items.update(Key::new(key())).apply(total(value))).unwrap();
        for codec in [
            codec(wait(ground.orders.get(Order::key(1)))),
            codec(wait(ground.records.get(Order::key(1).lifted()))),
            codec(wait(ground.orders.query(Order::of_customer("ann")).all())),
            codec(wait(ground.orders.scan().page())),
            codec(wait(ground.records.scan().all())),
            codec(wait(ground.orders.delete(Order::key(1)).when(Order::STATUS.eq("open")).returning_old())),
        ] {
            assert_eq!((codec.entity, &*codec.attribute, &*codec.problem), ("order", "total", problem));
            assert_eq!(codec.key, Some(key()));
            assert_eq!(codec.to_string(), format!("attribute `total` of order: {problem}"));
        }
        // That one was deleted: what returns an item that cannot be read has happened.
        assert_eq!(stored(&ground.store, Order::key(1)), None);
        wait(ground.orders.create(Order::new(1, 10))).unwrap();
    }
}

#[test]
fn a_missing_attribute_is_named_too() {
    let ground = Ground::with_ann();
    let items = ground.store.items(Record::schema().clone());
    let key = || Order::key(1).into_primary_key().unwrap();
    wait(items.update(Key::new(key())).apply(expr::Update::new().remove("total"))).unwrap();
    let codec = codec(wait(ground.orders.get(Order::key(1))));
    assert_eq!((&*codec.attribute, &*codec.problem, codec.key), ("total", "missing", Some(key())));
}

#[test]
fn an_update_whose_outcome_cannot_be_read_has_happened() {
    let ground = Ground::with_ann();
    let items = ground.store.items(Record::schema().clone());
    let key = || Order::key(1).into_primary_key().unwrap();
    wait(items.update(Key::new(key())).apply(expr::Update::new().set("total", "seventeen"))).unwrap();
    let codec = codec(wait(ground.orders.update(Order::key(1)).set(Order::STATUS, "paid")));
    assert_eq!((&*codec.attribute, codec.key), ("total", Some(key())));
    let status = stored(&ground.store, Order::key(1)).unwrap().get("status").cloned();
    assert_eq!(status, Some("paid".into()));
    // And so the entity can be mended.
    assert_eq!(wait(ground.orders.update(Order::key(1)).set(Order::TOTAL, 17)).unwrap().total, 17);
}

#[test]
fn a_condition_that_failed_for_an_item_that_cannot_be_read_is_still_that() {
    let ground = Ground::with_ann();
    let items = ground.store.items(Record::schema().clone());
    let key = Key::new(Order::key(1).into_primary_key().unwrap());
    wait(items.update(key).apply(expr::Update::new().set("total", "seventeen"))).unwrap();
    let error = wait(ground.orders.update(Order::key(1)).when(Order::STATUS.eq("paid"))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConditionFailed);
    assert_eq!(kind(error.current::<Order>()), ErrorKind::Codec);
}
