use super::*;
use crate::{KeyAttribute, KeyTemplate, PartFormat};

fn plain(name: &'static str) -> KeyField {
    KeyField::plain(KeyAttribute::string(name))
}

/// A literal, then texts.
fn composed(name: &'static str, literal: &'static str, parts: &[&'static str]) -> KeyField {
    let template =
        parts.iter().enumerate().fold(KeyTemplate::new().literal(literal), |template, (at, part)| {
            let template = if at > 0 { template.literal("#") } else { template };
            template.part(*part, PartFormat::String)
        });
    KeyField::composed(name, template)
}

fn of(sort: &[KeyField]) -> Composition<'_> {
    let shop = Value::from("s");
    Composition::new(&[&plain("shop")], sort.iter().collect(), &|_: &str| Some(&shop)).unwrap()
}

fn shop() -> KeyCondition {
    KeyCondition::partition("shop", "s")
}

#[test]
fn a_sort_attribute_without_parts_is_given_by_itself() {
    let fields = [
        composed("A", "X", &[]),
        composed("B", "Y#", &["b"]),
        composed("C", "Z", &[]),
        composed("D", "W#", &["d"]),
    ];
    let mut composition = of(&fields);
    let x = shop().sort("A").eq("X");
    assert_eq!(composition.next_part(), Some("b"));
    assert_eq!(composition.clone().finish().unwrap(), x.clone().sort("B").begins_with("Y#"));
    composition.part("1".into()).unwrap();
    assert_eq!(composition.next_part(), Some("d"));
    let given = x.sort("B").eq("Y#1").sort("C").eq("Z");
    assert_eq!(*composition.condition(), given);
    assert_eq!(composition.clone().finish().unwrap(), given.clone().sort("D").begins_with("W#"));
    composition.part("2".into()).unwrap();
    assert_eq!(composition.next_part(), None);
    assert_eq!(composition.clone().finish().unwrap(), given.sort("D").eq("W#2"));
    assert_eq!(composition.part("3".into()).unwrap_err().rule, Rule::SortUnknown);
}

#[test]
fn a_range_ends_the_key_condition() {
    let fields = [plain("a"), composed("B", "Y#", &["b", "c"])];
    let mut composition = of(&fields);
    let ended = |composition: &Composition<'_>, bound| {
        composition.clone().ended_by(composition.on_next_part(&bound)?)
    };
    assert_eq!(ended(&composition, Bound::Less("x".into())).unwrap(), shop().sort("a").lt("x"));
    composition.part("x".into()).unwrap();
    let given = shop().sort("a").eq("x");
    assert_eq!(
        ended(&composition, Bound::BeginsWith("1".into())).unwrap(),
        given.clone().sort("B").begins_with("Y#1")
    );
    // More follows the text, so the key does not keep its order.
    assert_eq!(ended(&composition, Bound::Less("x".into())).unwrap_err().rule, Rule::KeyPartType);
    assert_eq!(
        ended(&composition, Bound::BeginsWith(Value::binary([1]))).unwrap_err().rule,
        Rule::KeyPartType
    );
    composition.part("1".into()).unwrap();
    assert_eq!(
        ended(&composition, Bound::LessOrEqual("2".into())).unwrap(),
        given.sort("B").between("Y#1#", "Y#1#2")
    );
}

#[test]
fn a_part_that_the_key_does_not_take_is_refused_at_once() {
    let fields = [composed("B", "Y#", &["b", "c"])];
    assert_eq!(of(&fields).part(1.into()).unwrap_err().rule, Rule::KeyPartType);
    assert_eq!(of(&fields).part(Value::Null).unwrap_err().rule, Rule::KeyPartType);
    let unstorable = of(&fields).stored::<Value>(Err(ValueError::missing())).unwrap_err();
    assert_eq!((unstorable.rule, unstorable.path), (Rule::ValueEncoding, Some(path("B"))));
    let partition = Composition::new(&[&fields[0]], Vec::new(), &|_: &str| None);
    assert_eq!(partition.unwrap_err().rule, Rule::KeyPartMissing);
}
