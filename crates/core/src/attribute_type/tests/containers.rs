use super::*;
use std::{
    any::type_name,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};

#[test]
fn an_option_is_left_out_or_null() {
    round_trips(&Some(1_u32), 1);
    round_trips(&None::<u32>, Value::Null);
    round_trips(&vec![Some(1_u32), None], Value::list([Value::from(1), Value::Null]));
    round_trips(&BTreeMap::from([("a".to_owned(), None::<bool>)]), Value::map([("a", Value::Null)]));
    assert!(None::<u32>.is_absent() && !Some(1_u32).is_absent());
    assert_eq!(Option::<u32>::from_absent(), Some(None));
    assert_eq!(u32::from_absent(), None);
    assert_eq!(unreadable::<Option<u32>>("a"), "a number is expected, not S");
}

#[test]
fn a_box_is_what_it_holds() {
    round_trips(&Box::new(1_u32), 1);
    round_trips(&Box::new(vec![1_u8]), Value::binary([1]));
    assert!(Box::new(None::<u32>).is_absent() && !Box::new(1_u32).is_absent());
    assert_eq!(Box::<Option<u32>>::from_absent(), Some(Box::new(None)));
}

#[test]
fn what_a_list_of_bytes_is_depends_on_the_element_alone() {
    fn kind_of<T: AttributeType>() -> &'static str {
        type_name::<T::Kind>().rsplit("::").next().unwrap_or_default()
    }
    // The kind, which decides on the operators, and the value agree.
    assert_eq!(kind_of::<Vec<u8>>(), "Binary");
    assert_eq!(kind_of::<Vec<Option<u8>>>().rsplit('<').next(), Some("u8>>"));
    assert!(type_name::<<Vec<Option<u8>> as AttributeType>::Kind>().contains("kind::List<"));
    assert!(type_name::<<Vec<Box<u8>> as AttributeType>::Kind>().contains("kind::List<"));
    assert!(type_name::<<Vec<u16> as AttributeType>::Kind>().contains("kind::List<u16>"));
    round_trips(&vec![Some(1_u8), None], Value::list([Value::from(1), Value::Null]));
    round_trips(&vec![Box::new(1_u8)], Value::list([1]));
}

#[test]
fn maps_are_maps_by_name() {
    let stored = Value::map([("a", 1), ("b", 2)]);
    round_trips(&BTreeMap::from([("a".to_owned(), 1_u8), ("b".to_owned(), 2)]), stored.clone());
    round_trips(&HashMap::<_, _>::from([("a".to_owned(), 1_u8), ("b".to_owned(), 2)]), stored);
    round_trips(&BTreeMap::<String, u8>::new(), Value::map::<String, u8>([]));
    let nested = BTreeMap::from([("a".to_owned(), vec![BTreeMap::from([("b".to_owned(), true)])])]);
    round_trips(&nested, Value::map([("a", Value::list([Value::map([("b", true)])]))]));
    assert_eq!(read_from::<BTreeMap<String, u8>>(), [ValueType::Map]);
    assert_eq!(read_from::<HashMap<String, u8>>(), [ValueType::Map]);
}

#[test]
fn sets_have_the_type_of_their_elements() {
    round_trips(&BTreeSet::from(["b".to_owned(), "a".to_owned()]), Value::string_set(["a", "b"]));
    round_trips(&BTreeSet::from(['x', 'y']), Value::string_set(["x", "y"]));
    round_trips(&BTreeSet::from([-1_i64, 300]), Value::number_set([300, -1]));
    round_trips(&BTreeSet::from([1_u8]), Value::number_set([1]));
    round_trips(&BTreeSet::from([vec![2_u8], vec![]]), Value::binary_set([vec![], vec![2]]));
    round_trips(&BTreeSet::from([[1_u8, 2]]), Value::binary_set([[1, 2]]));
    round_trips(&HashSet::<_>::from(["a".to_owned()]), Value::string_set(["a"]));
    assert_eq!(read_from::<BTreeSet<String>>(), [ValueType::StringSet]);
    assert_eq!(read_from::<HashSet<Number>>(), [ValueType::NumberSet]);
    assert_eq!(unreadable::<BTreeSet<u8>>(Value::number_set([1, 256])), "the number is no u8");
    assert_eq!(unreadable::<BTreeSet<u8>>(Value::list([1])), "a set is expected, not L");
}

#[test]
fn an_empty_set_is_left_out_and_refused_inside() {
    let problem = "an empty set cannot be stored; leave it out";
    assert!(BTreeSet::<u8>::new().is_absent() && HashSet::<u8>::new().is_absent());
    assert!(!BTreeSet::from([1_u8]).is_absent());
    assert_eq!(BTreeSet::<u8>::from_absent(), Some(BTreeSet::new()));
    assert_eq!(HashSet::<u8>::from_absent(), Some(HashSet::new()));
    assert!(Some(BTreeSet::<u8>::new()).is_absent());
    assert_eq!(BTreeSet::<u8>::new().to_value().unwrap_err().to_string(), problem);
    let inside = vec![BTreeSet::from([1_u8]), BTreeSet::new()].to_value().unwrap_err();
    assert_eq!((inside.to_string().as_str(), inside.path_in("a").to_string().as_str()), (problem, "a[1]"));
}

#[test]
fn a_set_has_no_null() {
    let set = BTreeSet::from([None, Some("a".to_owned())]);
    let error = set.to_value().unwrap_err();
    assert_eq!(error.to_string(), "an element of the set's type is expected, not NULL");
}
