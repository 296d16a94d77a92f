//! Each option of the derives.

use std::net::IpAddr;
use twintable::{
    Codec, ErrorKind, GlobalIndex, IndexProjection, KeyAttribute, LocalIndex, ValueError, kind,
    layout::Layout, prelude::*,
};

/// Addresses as text.
#[derive(Debug)]
struct AsText;

impl Codec<IpAddr> for AsText {
    type Kind = kind::String;

    fn to_value(address: &IpAddr) -> Result<Value, ValueError> {
        Ok(Value::from(address.to_string()))
    }

    fn from_value(value: &Value) -> Result<IpAddr, ValueError> {
        let text = value.as_str().ok_or_else(|| ValueError::expected("a text", value.value_type()))?;
        text.parse().map_err(|_| ValueError::new("an IP address is expected"))
    }
}

fn initials(host: &Host) -> String {
    host.host_name.chars().take(1).collect()
}

fn not_empty(text: &str) -> Result<(), &'static str> {
    if text.is_empty() { Err("may not be empty") } else { Ok(()) }
}

fn is_sound(host: &Host) -> Result<(), Error> {
    if host.tags.len() > 2 { Err(Host::invalid("tags", "at most two")) } else { Ok(()) }
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(
    table = "hosts",
    name = "machine",
    type_attribute = "type",
    rename_all = "camelCase",
    separator = '|'
)]
#[entity(partition_key = "HOST|{host_name}" as "pk", sort_key = host_name, validate = is_sound)]
#[entity(index(name = "by_address", partition_key = address, projection = keys_only))]
#[entity(index(name = "by_rack", partition_key = [rack, "ROOM|{room}"], sort_key = [slot, "{host_name}"],
    projection = [address, note], query = in_rack))]
#[entity(index(name = "by_age", local, sort_key = made_at))]
#[entity(created_index = "newest")]
struct Host {
    #[entity(validate = not_empty)]
    host_name: String,
    #[entity(with = AsText)]
    address: IpAddr,
    #[entity(with = AsText)]
    gateway: Option<IpAddr>,
    rack: String,
    room: u8,
    slot: u16,
    #[entity(null)]
    note: Option<String>,
    #[entity(default)]
    tags: Vec<String>,
    #[entity(default = 3)]
    cpus: u32,
    #[entity(skip)]
    cached: Option<u64>,
    #[entity(computed = initials)]
    short: String,
    #[serde(rename = "SERIAL")]
    serial: Option<String>,
    #[entity(version)]
    version: Option<u64>,
    #[entity(created_at)]
    made_at: u64,
    #[entity(updated_at)]
    seen_at: Option<u64>,
}

fn host() -> Host {
    Host {
        host_name: "h1".to_owned(),
        address: IpAddr::from([10, 0, 0, 1]),
        gateway: None,
        rack: "r".to_owned(),
        room: 1,
        slot: 7,
        note: None,
        tags: vec!["db".to_owned()],
        cpus: 8,
        cached: Some(1),
        short: "h".to_owned(),
        serial: None,
        version: None,
        made_at: 5,
        seen_at: None,
    }
}

#[test]
fn fields_are_stored_as_their_options_say() {
    let expected = item! {
        "hostName" => "h1", "address" => "10.0.0.1", "rack" => "r", "room" => 1, "slot" => 7, "note" => Value::Null,
        "tags" => Value::list(["db"]), "cpus" => 8, "short" => "h", "madeAt" => 5,
    };
    assert_eq!(host().to_item().unwrap(), expected);
    let read = Host::from_item(&expected).unwrap();
    assert_eq!(read, Host { cached: None, ..host() });
    assert_eq!(Host::take_from(&mut expected.clone()).unwrap(), read);

    let old: Item =
        expected.into_iter().filter(|(name, _)| !["tags", "cpus", "note"].contains(&name.as_str())).collect();
    assert_eq!(Host::from_item(&old).unwrap(), Host { tags: Vec::new(), cpus: 3, cached: None, ..host() });
    let renamed = Host { serial: Some("s".to_owned()), gateway: Some(IpAddr::from([1, 1, 1, 1])), ..host() };
    let item = renamed.to_item().unwrap();
    assert_eq!((item.get("SERIAL"), item.get("gateway")), (Some(&"s".into()), Some(&"1.1.1.1".into())));
    assert_eq!(Host::from_item(&item).unwrap(), Host { cached: None, ..renamed });
}

#[test]
fn what_cannot_be_read_names_the_attribute() {
    for (name, wrong, problem) in [
        ("address", Value::from("nowhere"), "an IP address is expected"),
        ("hostName", Value::from(1), "a text is expected, not N"),
        ("slot", Value::from(70_000), "the number is no u16"),
        ("tags", Value::list([Value::from(1)]), "a text is expected, not N"),
    ] {
        let item = host().to_item().unwrap().with(name, wrong);
        let shown = Host::from_item(&item).unwrap_err().to_string();
        assert!(shown.contains(name) && shown.contains(problem) && shown.contains("machine"), "{shown}");
        assert_eq!(Host::take_from(&mut item.clone()).unwrap_err().to_string(), shown);
    }
}

#[test]
fn constants_have_the_stored_names() {
    assert_eq!(Host::HOST_NAME.as_path(), &path("hostName"));
    assert_eq!(Host::SERIAL.as_path(), &path("SERIAL"));
    assert_eq!(Host::ADDRESS.eq(IpAddr::from([1, 2, 3, 4])), Filter::untyped(path("address").eq("1.2.3.4")));
    assert_eq!(Host::ADDRESS.begins_with("10."), Filter::untyped(path("address").begins_with("10.")));
}

#[test]
fn the_table_is_what_the_options_say() {
    let schema = TableSchema::new("hosts", KeyAttribute::string("pk"))
        .sort_key(KeyAttribute::string("hostName"))
        .local_index(LocalIndex::new("by_age", KeyAttribute::number("madeAt")))
        .global_index(
            GlobalIndex::new("by_address", KeyAttribute::string("address"))
                .projection(IndexProjection::KeysOnly),
        )
        .global_index(
            GlobalIndex::new("by_rack", KeyAttribute::string("rack"))
                .partition_key(KeyAttribute::string("by_rack_PK2"))
                .sort_key(KeyAttribute::number("slot"))
                .sort_key(KeyAttribute::string("by_rack_SK2"))
                .projection(IndexProjection::include(["address", "note"])),
        )
        .global_index(
            GlobalIndex::new("newest", KeyAttribute::string("newest_PK"))
                .sort_key(KeyAttribute::number("madeAt")),
        );
    assert_eq!(Host::schema().clone().into_canonical(), schema.into_canonical());
    assert!(Host::schema().validate().is_ok());
    assert_eq!(Host::layout().name(), "machine");
}

#[test]
fn an_index_with_several_attributes_is_asked_from_the_left() {
    let rack = || expr::KeyCondition::partition("rack", "r").and_partition("by_rack_PK2", "ROOM|001");
    let made = |condition: KeyCondition<HostByRack>| condition.into_expr().unwrap();
    let all = IntoKeyCondition::<Host>::into_key_condition(Host::in_rack("r", 1));
    assert_eq!(made(all), rack());
    assert_eq!(made(Host::in_rack("r", 1).slot().le(3_u16)), rack().sort("slot").le(3));
    let both = Host::in_rack("r", 1).slot().eq(3_u16).host_name().begins_with("h");
    assert_eq!(made(both), rack().sort("slot").eq(3).sort("by_rack_SK2").begins_with("h"));
    let newest = Host::newest().made_at().ge(9_u64).into_expr().unwrap();
    assert_eq!(newest, expr::KeyCondition::partition("newest_PK", "machine").sort("madeAt").ge(9));
}

#[test]
fn rules_name_the_field() {
    assert!(host().validate().is_ok());
    let nameless = Host { host_name: String::new(), ..host() }.validate().unwrap_err();
    assert_eq!(nameless.kind(), ErrorKind::ValidationFailed);
    assert_eq!(nameless.to_string(), "field `hostName` of machine: may not be empty");
    let full = Host { tags: vec![String::new(); 3], ..host() }.validate().unwrap_err();
    assert_eq!(full.to_string(), "field `tags` of machine: at most two");
}

#[test]
fn a_version_may_be_optional() {
    assert_eq!(host().version(), Some(0));
    assert_eq!(Host { version: Some(3), ..host() }.version(), Some(3));
}

/// For a table that exists: raw keys, one type.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "legacy", partition_key = "{tenant}:{id}" as "key", separator = ':', raw, only_type)]
struct Legacy {
    tenant: String,
    id: String,
}

#[test]
fn a_table_that_exists_may_have_raw_keys_and_one_type() {
    assert_eq!(Legacy::key("a", "1").into_primary_key().unwrap(), PrimaryKey::new("key", "a:1"));
    let fault = Legacy::key("a:b", "1").into_primary_key().unwrap_err();
    assert_eq!(fault.rule(), Some(twintable::Rule::KeyPartSeparator));
    let _: &Layout = Legacy::layout();
}

/// A tenant's note: the tenant is no field.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "notes", partition_key = "TENANT#{@tenant}#NOTE#{id}")]
struct Note {
    id: String,
}

#[test]
fn a_scope_is_no_parameter_and_no_field() {
    const { assert!(Note::HAS_SCOPE && !Legacy::HAS_SCOPE) }
    let fault = Note::key("1").into_primary_key().unwrap_err();
    assert_eq!(fault.rule(), Some(twintable::Rule::KeyScope));
}

/// An identifier that is made where it is not given.
#[cfg(feature = "uuid")]
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "events", partition_key = id)]
struct Event {
    #[entity(auto_id)]
    id: String,
}

#[cfg(feature = "uuid")]
#[test]
fn an_identifier_is_made_where_it_is_not_given() {
    let mut event = Event { id: String::new() };
    event.fill(std::time::SystemTime::UNIX_EPOCH);
    assert_eq!(event.id.len(), 36);
    let given = event.clone();
    event.fill(std::time::SystemTime::now());
    assert_eq!(event, given);
}

/// A field of any type, through serde.
#[cfg(feature = "serde_dynamo")]
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shapes", partition_key = id)]
struct Drawing {
    id: String,
    #[entity(serde)]
    shape: Shape,
    #[entity(serde)]
    frame: Option<Shape>,
}

#[cfg(feature = "serde_dynamo")]
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
enum Shape {
    Point,
    Circle { radius: u32 },
}

#[cfg(feature = "serde_dynamo")]
#[test]
fn a_field_may_be_stored_through_serde() {
    for frame in [None, Some(Shape::Point)] {
        let drawing = Drawing { id: "1".to_owned(), shape: Shape::Circle { radius: 2 }, frame };
        let item = drawing.to_item().unwrap();
        assert_eq!(Drawing::from_item(&item).unwrap(), drawing);
    }
}

/// Fields whose names mean something elsewhere.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "names", partition_key = "{type}#{fields}", sort_key = "{item}#{value}")]
struct Named {
    r#type: String,
    fields: String,
    item: String,
    value: u32,
    name: String,
    layout: Option<String>,
    r#match: Inner,
}

#[derive(Debug, Clone, PartialEq, Attribute)]
struct Inner {
    map: u8,
    fields: u8,
    r#fn: Option<Shade>,
}

#[derive(Debug, Clone, PartialEq, Attribute)]
enum Shade {
    #[entity(rename = "off-white")]
    Light,
    #[serde(rename = "BLACK")]
    Dark,
}

#[test]
fn any_name_will_do() {
    let inner = Inner { map: 1, fields: 2, r#fn: Some(Shade::Dark) };
    let named = Named {
        r#type: "t".to_owned(),
        fields: "f".to_owned(),
        item: "i".to_owned(),
        value: 7,
        name: "n".to_owned(),
        layout: None,
        r#match: inner,
    };
    let item = named.to_item().unwrap();
    assert_eq!(item.at(&path("match").field("fn")), Some(&"BLACK".into()));
    assert_eq!(Named::from_item(&item).unwrap(), named);
    assert_eq!(Named::take_from(&mut item.clone()).unwrap(), named);
    let key = PrimaryKey::new("PK", "t#f").sort("SK", "i#0000000007");
    assert_eq!(named.primary_key(), Key::new(key));
    assert_eq!(Named::key("t", "f", "i", 7_u32), named.primary_key());
    assert_eq!(
        Named::MATCH.then(Inner::FN).eq(Shade::Light),
        Filter::untyped(path("match").field("fn").eq("off-white"))
    );
    let condition = Named::partition("t", "f").item().eq("i").value().gt(3_u32).into_expr().unwrap();
    assert_eq!(condition.sort.len(), 1);
}
