//! The format as it is, in literal bytes: what one version of the library makes, the next one opens. If one of
//! these fails, the format has changed, and needs a new version.

use super::*;
use crate::{
    ValueType,
    expr::{Comparator, Filter, Operand, SortCondition},
};
use sha2::{Digest, Sha256};

fn filter() -> Filter {
    let lines = path("lines").index(0).field("sku").begins_with("A");
    let state = path("status").is_in(["open", "paid"]).or(path("note").type_is(ValueType::Null));
    path("total").ge(100).and(lines).and(!state)
}

fn every_part() -> Binding {
    let condition = KeyCondition::partition("region", "eu")
        .and_partition("day", 20)
        .sort("kind")
        .eq(Value::binary([1, 255]))
        .sort("total")
        .between(Value::Number("0.5".parse().unwrap()), 10);
    Binding::query("shop", Some("by_day"), &condition, true)
        .filter(&filter())
        .context("tenant")
        .context([0, 1])
}

fn every_key_type() -> Position {
    let read = item! { "region" => "eu", "day" => 20, "kind" => Value::binary([1, 255]), "total" => 7 };
    Position::After(read.with("PK", "ä").with("SK", -5))
}

/// What was sealed with the secret of these tests, the nonce `0, 1, 2, ...` and a time of expiry one
/// millisecond from then.
const SEALED: &str = concat!(
    "AQEAAAAHAAECAwQFBgcICQoLDA0ODxAREhMUFRYXqDmrhfuXlEBNxoJFtqmt_xTTTHhglltw9R62gZgPMJMBPo1BwJRe8hbgNHg1rPHL_ndL",
    "zIRwANrYAK_9qoHKmYqhxQ794FZKUO0fDHpkKq0sLpTXtOvkY-aOV7bdBLdaplkRZ3Jd13Rmg40qcXGzaLuxOW4Gg_6mR6LctUJDraUi3eOR",
    "Wb5q936mPwPhi3h3FqFs5LUhrURlC2D2gqlsQSXY5LOpTzOH8gCkJyZm22XrE02vwtrHXrGeuBKz5psMdZm3UbGwqxr1SHWLQZJlShk2iRsW",
    "yX16trJUS8IVb8xeAInLQIrLfS_XccjoXrVjAMhSKqlvTtbmFFVqSVFoCZT1h4ondwfa07SQKKwLlk4",
);

const UNSEALED: &str = "AQCyrus4hpvoFoRJHFaGPeaq__________8BAlNLAQIAAAEBAAhPUkRFUiMyMA";

#[test]
fn the_bytes_of_a_query() {
    let expected = concat!(
        "00000000000000a9",
        "01000000000000000473686f70",
        "01000000000000000662795f646179",
        "0000000000000002",
        "000000000000001600000000000000036461790200000000000000023230",
        "00000000000000190000000000000006726567696f6e0100000000000000026575",
        "0000000000000002",
        "00000000000000046b696e640103000000000000000201ff",
        "0000000000000005746f74616c06020000000000000003302e35020000000000000002313001",
        "0100000000000000bd",
        "090000000000000003",
        "0b0a0000000000000002",
        "0600000000000000046e6f7465000000000000000005",
        "03000000000000000201000000000000000673746174757300000000000000000201",
        "00000000000000046f70656e0201000000000000000470616964",
        "070100000000000000056c696e65730000000000000002020000000001",
        "0000000000000003736b75020100000000000000014101",
        "06010000000000000005746f74616c000000000000000002020000000000000003313030",
        "0000000000000002000000000000000674656e616e7400000000000000020001",
    );
    assert_eq!(hex(&every_part().to_bytes()), expected);
}

#[test]
fn the_bytes_of_scans() {
    let shop = "000000000000000473686f70";
    let end = "000000000000000000";
    let segment = Some(Segment { index: 2, total: 300 });
    for (binding, expected) in [
        (Binding::scan("shop", None, None), format!("000000000000000f02{shop}0000{end}")),
        (
            Binding::scan("shop", Some("i"), segment),
            format!("000000000000002002{shop}010000000000000001690100000002{}{end}", "0000012c"),
        ),
        (Binding::parallel_scan("shop", None), format!("000000000000000e03{shop}00{end}")),
    ] {
        assert_eq!(hex(&binding.to_bytes()), expected);
    }
}

#[test]
fn every_tag_of_filters_values_and_conditions() {
    let values = [
        Value::from("a"),
        Value::from(1),
        Value::binary([1]),
        Value::Bool(true),
        Value::Null,
        Value::list([1, 2]),
        Value::map([("b", 1), ("a", 2)]),
        Value::string_set(["b", "a"]),
        Value::number_set([10, 9]),
        Value::binary_set([vec![2], vec![1]]),
    ];
    let [one, two] = [|| path("a"), || path("b").field("c").index(3)];
    let comparisons = Comparator::ALL.map(|comparator| Filter::Compare {
        left: Operand::Size(one()),
        comparator,
        right: Operand::Path(two()),
    });
    let types = ValueType::ALL.map(|value_type| one().type_is(value_type));
    let others = [
        one().between(1, 2),
        one().is_in(values),
        one().exists(),
        one().not_exists(),
        one().begins_with("a"),
        one().contains("a"),
        Filter::any([one().exists(), !one().exists()]),
    ];
    let filter = Filter::all(comparisons.into_iter().chain(types).chain(others));
    let sort = |condition| ("SK".into(), condition);
    let value = || Value::from("a");
    let conditions = KeyCondition {
        partition: vec![("PK".into(), value())],
        sort: vec![
            sort(SortCondition::Equal(value())),
            sort(SortCondition::Less(value())),
            sort(SortCondition::LessOrEqual(value())),
            sort(SortCondition::Greater(value())),
            sort(SortCondition::GreaterOrEqual(value())),
            sort(SortCondition::Between(value(), value())),
            sort(SortCondition::BeginsWith(value())),
        ],
    };
    let bytes = Binding::query("shop", None, &conditions, false).filter(&filter).to_bytes();
    assert_eq!(
        (bytes.len(), hex(&Sha256::digest(&bytes))),
        (1169, "ad79453a38032d3334338385fc4754202d4a46f09f57af8e2b50a69c199166d9".to_owned())
    );
}

#[test]
fn an_unsealed_text() {
    assert_eq!(Cursors::new().seal(&after_order(), &query(), now()).unwrap().as_str(), UNSEALED);
    assert_eq!(Cursors::new().open(&UNSEALED.parse().unwrap(), &query(), now()), Ok(after_order()));
}

#[test]
fn a_sealed_text() {
    let lifetime = Duration::from_millis(1);
    let payload = Cursors::new().expiring_after(lifetime).payload(&every_key_type(), &every_part(), now());
    let payload = payload.unwrap();
    assert_eq!(
        hex(&payload),
        concat!(
            "0000018bcfe56801",
            "0302504b02534b05746f74616c",
            "0106",
            "03010002c3a4",
            "040200022d35",
            "0000",
            "0200",
            "0100",
            "0502000137"
        )
    );
    let nonce = std::array::from_fn(|place| u8::try_from(place).unwrap());
    let cursor = sealed::seal(&payload, &every_part(), &secrets(), nonce).unwrap();
    assert_eq!(cursor.as_str(), SEALED);
    let cursor = SEALED.parse().unwrap();
    assert_eq!(sealing().open(&cursor, &every_part(), now()), Ok(every_key_type()));
    assert_eq!(sealing().open(&cursor, &every_part(), now() + lifetime), Err(CursorError::Expired));
}

#[test]
fn the_bytes_of_a_parallel_scan() {
    let key = |text: &str| Progress::After(item! { "PK" => text });
    let segments = Position::Segments(vec![key("a"), Progress::NotStarted, Progress::Done, key("b")]);
    let binding = Binding::parallel_scan("shop", None);
    assert_eq!(
        hex(&segments.write(&binding).unwrap()),
        concat!("0102504b", "020004", "01010001000161", "00", "02", "01010001000162")
    );
}
