use super::*;
use std::time::{Duration, UNIX_EPOCH};

#[test]
fn each_comparison_is_its_node() {
    says(Order::TOTAL.eq(1), path("total").eq(1));
    says(Order::TOTAL.ne(1), path("total").ne(1));
    says(Order::TOTAL.lt(1), path("total").lt(1));
    says(Order::TOTAL.le(1), path("total").le(1));
    says(Order::TOTAL.gt(1), path("total").gt(1));
    says(Order::TOTAL.ge(1), path("total").ge(1));
    says(Order::TOTAL.between(1, 2), path("total").between(1, 2));
    says(Order::TOTAL.is_in([1, 2]), path("total").is_in([1, 2]));
    says(Order::TOTAL.exists(), path("total").exists());
    says(Order::TOTAL.not_exists(), path("total").not_exists());
    says(Order::TOTAL.type_is(crate::ValueType::Null), path("total").type_is(crate::ValueType::Null));
}

#[test]
fn every_kind_compares_with_its_own_values() {
    says(Order::PAID.eq(true), path("paid").eq(true));
    says(Order::RATE.lt(0.5), path("rate").lt("0.5".parse::<Number>().unwrap()));
    says(Order::PHOTO.gt(vec![1]), path("photo").gt(Value::binary([1])));
    says(Order::LINES.eq(vec!["a".to_owned()]), path("lines").eq(Value::list(["a"])));
    says(Order::TAGS.ne(BTreeSet::from(["a".to_owned()])), path("tags").ne(Value::string_set(["a"])));
    let address = Address { city: "Oslo".to_owned() };
    says(Order::ADDRESS.eq(&address), path("address").eq(Value::map([("city", "Oslo")])));
    says(Order::ADDRESS.eq(address), path("address").eq(Value::map([("city", "Oslo")])));
    says(Order::ANY.eq(Value::Null), path("any").eq(Value::Null));
    says(Order::ANY.le(Value::from(1)), path("any").le(1));
    says(Order::LINES.index(0).eq("a"), path("lines").index(0).eq("a"));
    says(Order::ADDRESS.then(Address::CITY).ge("O"), path("address").field("city").ge("O"));
    says(
        Order::PLACED.ge(UNIX_EPOCH + Duration::from_millis(1)),
        path("placed").ge("1970-01-01T00:00:00.001000000Z"),
    );
}

#[test]
fn a_text_stands_beside_a_text() {
    says(Order::STATUS.eq("open"), path("status").eq("open"));
    says(Order::STATUS.eq("open".to_owned()), path("status").eq("open"));
    says(Order::STATUS.eq(&"open".to_owned()), path("status").eq("open"));
    says(Order::STATUS.is_in(["a", "b"]), path("status").is_in(["a", "b"]));
    let given = vec!["a".to_owned()];
    says(Order::STATUS.is_in(&given), path("status").is_in(["a"]));
    says(Order::STATUS.between("a", "b".to_owned()), path("status").between("a", "b"));
}

#[test]
fn any_integer_stands_beside_a_number() {
    says(Order::PRICE.eq(1_u8), path("price").eq(1));
    says(Order::PRICE.eq(1_u16), path("price").eq(1));
    says(Order::PRICE.eq(1_u32), path("price").eq(1));
    says(Order::PRICE.eq(u64::MAX), path("price").eq(u64::MAX));
    says(Order::PRICE.eq(1_usize), path("price").eq(1));
    says(Order::PRICE.eq(-1_i8), path("price").eq(-1));
    says(Order::PRICE.eq(-1_i16), path("price").eq(-1));
    says(Order::PRICE.between(-1, 1_i64), path("price").between(-1, 1));
    says(Order::PRICE.lt(1_isize), path("price").lt(1));
    let exact: Number = "0.1".parse().unwrap();
    says(Order::PRICE.ge(exact), path("price").ge(exact));
    says(Order::PRICE.ge(&exact), path("price").ge(exact));
}

#[test]
fn an_attribute_stands_beside_an_attribute() {
    says(Order::TOTAL.gt(Order::LIMIT), path("total").gt(path("limit")));
    says(Order::STATUS.eq(Order::ID), path("status").eq(path("id")));
    says(Order::STATUS.eq(Order::LINES.index(1)), path("status").eq(path("lines").index(1)));
    says(Order::TOTAL.between(1, Order::LIMIT), path("total").between(1, path("limit")));
    says(Order::TOTAL.is_in([Order::LIMIT]), path("total").is_in([path("limit")]));
}

#[test]
fn a_coded_value_is_written_plain() {
    let time = UNIX_EPOCH + Duration::from_secs(7);
    says(Order::EXPIRES.gt(time), path("expires").gt(7));
    says(Order::EXPIRES.gt(&time), path("expires").gt(7));
    says(Order::EXPIRES.gt(Coded::new(time)), path("expires").gt(7));
    says(Order::EXPIRES.between(UNIX_EPOCH, time), path("expires").between(0, 7));
    says(Order::EXPIRES.is_in([time]), path("expires").is_in([7]));
    says(Order::EXPIRES.eq(Order::EXPIRES), path("expires").eq(path("expires")));
}

#[test]
fn an_empty_list_of_alternatives_stays_empty() {
    let none = Order::TOTAL.is_in(Vec::<u32>::new());
    let expected = expr::Filter::In { operand: expr::Operand::Path(path("total")), list: Vec::new() };
    says(none, expected);
}

#[test]
fn a_key_part_is_a_value_or_a_text() {
    fn part<V>(given: impl IntoKeyPart<V>) -> Result<Value, ValueError> {
        given.into_key_part()
    }
    assert_eq!(part::<String>("c-1"), Ok(Value::from("c-1")));
    assert_eq!(part::<String>("c-1".to_owned()), Ok(Value::from("c-1")));
    assert_eq!(part::<String>(&"c-1".to_owned()), Ok(Value::from("c-1")));
    assert_eq!(part::<u32>(&7), Ok(Value::from(7)));
    assert_eq!(part::<Coded<u64, EpochSeconds>>(&7), Ok(Value::from(7)));
    assert!(part::<f64>(f64::NAN).is_err());
}
