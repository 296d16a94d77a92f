use super::*;
use crate::MAX_DEPTH;
use ::serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Debug,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Parcel {
    weight: f64,
    note: Option<String>,
    size: (u8, u16),
    lines: Vec<Line>,
    by_name: BTreeMap<String, Shape>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Line(u64);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Shape {
    Nothing,
    Round(u32),
    Pair(i8, String),
    Box { width: u32, depth: Option<u32> },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Tagged {
    Card { digits: String },
    Cash,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Number(i64),
    Float(f64),
    Text(String),
    Nothing(()),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Unit;

#[track_caller]
fn round_trips<T: Serialize + DeserializeOwned + PartialEq + Debug>(field: &T, stored: impl Into<Value>) {
    let stored = stored.into();
    assert_eq!(Serde::to_value(field).as_ref(), Ok(&stored));
    assert_eq!(Serde::from_value(&stored).as_ref(), Ok(field));
}

#[track_caller]
fn unreadable<T: Serialize + DeserializeOwned + Debug>(stored: impl Into<Value>) -> String {
    <Serde as Codec<T>>::from_value(&stored.into()).unwrap_err().to_string()
}

#[track_caller]
fn unstorable<T: Serialize + DeserializeOwned>(field: &T) -> (String, String) {
    let error = Serde::to_value(field).unwrap_err();
    (error.path_in("a").to_string(), error.to_string())
}

#[test]
fn nested_structs_are_maps() {
    let parcel = Parcel {
        weight: 1.25,
        note: None,
        size: (1, 2),
        lines: vec![Line(u64::MAX)],
        by_name: BTreeMap::from([("a".to_owned(), Shape::Nothing)]),
    };
    let stored = Value::map([
        ("weight", Value::Number("1.25".parse().unwrap())),
        ("note", Value::Null),
        ("size", Value::list([1, 2])),
        ("lines", Value::list([u64::MAX])),
        ("by_name", Value::map([("a", "Nothing")])),
    ]);
    round_trips(&parcel, stored);
    let parcel = Parcel { note: Some(String::new()), ..parcel };
    round_trips(&parcel, Serde::to_value(&parcel).unwrap());
}

#[test]
fn variants_are_names_or_maps_of_one() {
    round_trips(&Shape::Nothing, "Nothing");
    round_trips(&Shape::Round(3), Value::map([("Round", 3)]));
    let pair = Value::list([Value::from(-1), Value::from("x")]);
    round_trips(&Shape::Pair(-1, "x".to_owned()), Value::map([("Pair", pair)]));
    let square = Value::map([("width", Value::from(1)), ("depth", Value::Null)]);
    round_trips(&Shape::Box { width: 1, depth: None }, Value::map([("Box", square)]));
    round_trips(&Some(Shape::Nothing), "Nothing");
    round_trips(&None::<Shape>, Value::Null);
    round_trips(&vec![None, Some(Shape::Nothing)], Value::list([Value::Null, Value::from("Nothing")]));
    round_trips(&Tagged::Cash, Value::map([("type", "cash")]));
    round_trips(&Tagged::Card { digits: "1".to_owned() }, Value::map([("type", "card"), ("digits", "1")]));
    round_trips(&Untagged::Number(-5), -5);
    round_trips(&Untagged::Float(0.5), Value::Number("0.5".parse().unwrap()));
    round_trips(&Untagged::Text("5".to_owned()), "5");
    round_trips(&Untagged::Nothing(()), Value::Null);
    round_trips(&Unit, Value::Null);
}

#[test]
fn numbers_and_texts_keep_what_they_are() {
    round_trips(&(i64::MIN, u64::MAX), Value::list([Value::from(i64::MIN), Value::from(u64::MAX)]));
    round_trips(&(0.1_f32, 1e100_f64, 1e-130_f64), Value::list(["0.1", "1e100", "1e-130"].map(number)));
    round_trips(
        &('é', true, "é".to_owned()),
        Value::list([Value::from("é"), Value::Bool(true), Value::from("é")]),
    );
    let keys = HashMap::from([(-7_i32, true)]);
    round_trips(&keys, Value::map([("-7", true)]));
    assert_eq!(unreadable::<u8>(300), "a number of another type is expected");
    assert_eq!(unreadable::<u8>(number("0.5")), "a number of another type is expected");
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

#[test]
fn sets_of_serde_dynamo_are_sets() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Tagged {
        #[serde(with = "serde_dynamo::string_set")]
        tags: Vec<String>,
        #[serde(with = "serde_dynamo::number_set")]
        sizes: Vec<u8>,
    }
    let tagged = |tags: &[&str], sizes: &[u8]| Tagged {
        tags: tags.iter().copied().map(str::to_owned).collect(),
        sizes: sizes.to_vec(),
    };
    let stored = Value::map([("tags", Value::string_set(["a", "b"])), ("sizes", Value::number_set([1]))]);
    round_trips(&tagged(&["a", "b"], &[1]), stored);
    let twice = unstorable(&tagged(&["a", "a"], &[1]));
    assert_eq!(twice, ("a.tags".to_owned(), "a set names each element once".to_owned()));
    let empty = unstorable(&tagged(&["a"], &[]));
    assert_eq!(empty, ("a.sizes".to_owned(), "an empty set cannot be stored; leave it out".to_owned()));
}

#[test]
fn every_value_passes_through_unchanged() {
    let values = [
        Value::from("a"),
        number("1234567890123456789012345678901234567.8"),
        Value::binary([0, 255]),
        Value::Bool(true),
        Value::Null,
        Value::list([Value::Null, Value::list([1])]),
        Value::map([("a", Value::map([("", 1)]))]),
        Value::string_set(["a", ""]),
        Value::number_set([1, -1]),
        Value::binary_set([vec![], vec![1]]),
    ];
    for value in values {
        assert_eq!(convert::from_value(&value).and_then(convert::to_value), Ok(value));
    }
}

#[test]
fn what_cannot_be_stored_has_a_place_and_a_reason() {
    let map = |weight: f64| vec![BTreeMap::from([("weight".to_owned(), weight)])];
    assert_eq!(unstorable(&map(f64::NAN)), ("a[0].weight".to_owned(), "not a decimal number".to_owned()));
    assert!(unstorable(&map(f64::MAX)).1.contains("at most"));
    assert_eq!(unstorable(&1_i128), ("a".to_owned(), "serde cannot write this i128".to_owned()));
}

#[test]
fn keys_of_maps_that_are_no_text_are_refused_without_a_panic() {
    let problem = "the key of a map is a text, an integer, a truth value or the name of a variant";
    assert_eq!(unstorable(&BTreeMap::from([(vec![1], 1)])).1, problem);
    assert_eq!(unstorable(&BTreeMap::from([((1, 2), 1)])).1, problem);
    assert_eq!(unstorable(&BTreeMap::from([(BTreeMap::from([(1, 1)]), 1)])).1, problem);
    assert_eq!(unstorable(&Some(vec![BTreeMap::from([(Some(vec![1]), 1)])])).1, problem);
    assert!(unstorable(&BTreeMap::from([((), 1)])).1.starts_with("serde cannot write this "));
    assert!(unstorable(&BTreeMap::from([(Some(1), 1)])).1.starts_with("serde cannot write this "));
    round_trips(&BTreeMap::<Vec<u8>, u8>::new(), Value::map::<String, u8>([]));
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Default)]
struct Nested(Option<Box<Nested>>, u8);

fn nested(levels: usize) -> Nested {
    (1..levels).fold(Nested::default(), |nested, _| Nested(Some(Box::new(nested)), 0))
}

#[test]
fn what_is_too_deep_is_refused() {
    let levels = MAX_DEPTH;
    round_trips(&nested(levels), Serde::to_value(&nested(levels)).unwrap());
    let deep = (0..=levels).fold(Value::Null, |value, _| Value::list([value, Value::from(0)]));
    assert_eq!(unreadable::<Nested>(deep), "nested too deep");
    assert_eq!(unstorable(&nested(5_000)).1, "nested too deep");
}

#[test]
fn what_does_not_read_says_what_was_expected_and_shows_no_value() {
    assert_eq!(unreadable::<Line>("secret"), "a number is expected");
    assert_eq!(unreadable::<String>(1), "a text is expected");
    assert_eq!(unreadable::<Shape>("secret"), "one of `Nothing`, `Round`, `Pair`, `Box` is expected");
    assert_eq!(unreadable::<Shape>(1), "a variant's name, or a map with it as the only entry, is expected");
    let two = Value::map([("Round", 1), ("Nothing", 1)]);
    assert_eq!(unreadable::<Shape>(two), unreadable::<Shape>(1));
    assert_eq!(unreadable::<Unit>(1), "NULL is expected");
    assert_eq!(unreadable::<Vec<u8>>(1), "a list or a set is expected");
    assert_eq!(unreadable::<Tagged>(Value::map([("type", "secret")])), "`card` or `cash` is expected");
    assert_eq!(unreadable::<Tagged>(Value::map([("digits", "secret")])), "the field `type` is missing");
    assert_eq!(unreadable::<(u8, u8)>(Value::list([1])), "a tuple of size 2 is expected");
    assert_eq!(
        unreadable::<Untagged>(Value::list(["secret"])),
        format!("serde cannot read a {}", type_name::<Untagged>())
    );
    assert_eq!(unreadable::<std::num::NonZeroU8>(0), "a nonzero u8 is expected");
    assert_eq!(
        unreadable::<std::net::Ipv4Addr>("secret"),
        format!("serde cannot read a {}", type_name::<std::net::Ipv4Addr>())
    );
    let messages = ["Expected secret", "secret, expected secret", "missing field `a` in `secret`", "secret"];
    assert!(messages.iter().all(|message| expectation(message).is_none()));
}

#[test]
fn implementations_that_fail_do_not_show_the_value() {
    #[derive(Debug, Serialize, Deserialize)]
    struct Failing {
        #[serde(serialize_with = "fails")]
        code: String,
    }

    fn fails<S: ::serde::Serializer>(code: &str, _: S) -> Result<S::Ok, S::Error> {
        Err(::serde::ser::Error::custom(format!("{code} is wrong")))
    }

    let (place, problem) = unstorable(&Failing { code: "secret".to_owned() });
    assert_eq!((place.as_str(), problem.contains("secret")), ("a.code", false));
}
