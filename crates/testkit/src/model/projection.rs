//! The parts of an item at some paths.

use twintable::{Item, List, Map, Path, Step, Value};

/// The parts of an item at some paths, in their structure. What the item lacks is left out.
pub(super) fn parts<'p>(item: &Item, paths: impl IntoIterator<Item = &'p Path>) -> Item {
    let paths: Vec<_> = paths.into_iter().collect();
    let attribute = |(name, value)| {
        let steps = paths.iter().filter(|path| path.attribute() == name).map(|path| path.steps());
        Some((name, part(value, &steps.collect::<Vec<_>>())?))
    };
    item.iter().filter_map(attribute).collect()
}

/// The parts of a value below some steps; `None` where there are none. No steps lead to the value itself.
fn part(value: &Value, wanted: &[&[Step]]) -> Option<Value> {
    if wanted.iter().any(|steps| steps.is_empty()) {
        return Some(value.clone());
    }
    match value {
        Value::Map(map) => {
            let field = |(name, value): (&str, &Value)| {
                let name = name.to_owned();
                Some((name.clone(), part(value, &below(wanted, &Step::Field(name.into())))?))
            };
            let map: Map = map.iter().filter_map(field).collect();
            (!map.is_empty()).then_some(Value::Map(map))
        }
        Value::List(list) => {
            let element = |(index, value)| part(value, &below(wanted, &Step::Index(index)));
            let list: List = (0..).zip(list).filter_map(element).collect();
            (!list.is_empty()).then_some(Value::List(list))
        }
        Value::String(_)
        | Value::Number(_)
        | Value::Binary(_)
        | Value::Bool(_)
        | Value::Null
        | Value::StringSet(_)
        | Value::NumberSet(_)
        | Value::BinarySet(_) => None,
    }
}

/// What remains of those steps that begin with one.
fn below<'s>(steps: &[&'s [Step]], first: &Step) -> Vec<&'s [Step]> {
    steps.iter().filter_map(|steps| steps.strip_prefix(std::slice::from_ref(first))).collect()
}
