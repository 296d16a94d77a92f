//! The format as it is, in literal bytes: what was made with one version of the library is opened by the next. If one
//! of these fails, the format has changed, and needs a new version.

use super::*;
use crate::{ValueType, expr::Filter};

fn filter() -> Filter {
    let total = path("total").ge(100).and(path("lines").index(0).field("sku").begins_with("A"));
    total.and(!path("status").is_in(["open", "paid"]).or(path("note").type_is(ValueType::Null)))
}

fn every_part() -> Binding {
    let condition = KeyCondition::partition("region", "eu")
        .and_partition("day", 20)
        .sort("kind")
        .eq(Value::binary([1, 255]))
        .sort("total")
        .between(Value::Number("0.5".parse().unwrap()), 10);
    Binding::query("shop", Some("by_day"), &condition, true).filter(&filter()).context("tenant").context([0, 1])
}

#[test]
fn the_bytes_of_a_binding() {
    eprintln!("{}", hex(&every_part().to_bytes()));
}
#[test]
fn texts() {
    eprintln!("{}", Cursors::new().seal(&after_order(), &query(), now()).unwrap());
    let position = Position::After(item!{"kind" => Value::binary([1,255]), "region" => "eu", "day" => 20, "total" => 7, "PK" => "ä", "SK" => -5});
    let c = Cursors::new().expiring_after(Duration::from_millis(1)).payload(&position, &every_part(), now()).unwrap();
    eprintln!("{}", hex(&c));
    let nonce: [u8; 24] = std::array::from_fn(|i| i as u8);
    eprintln!("{}", sealed::seal(&c, &every_part(), &secrets(), nonce).unwrap());
}
