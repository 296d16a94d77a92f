//! The parts of an item that a projection keeps.

use std::collections::BTreeMap;
use twintable::{Item, List, Map, Path, Step, Value, expr::Projection};

/// The item's parts at the projection's paths, in their structure. What the item lacks is left out.
pub(crate) fn project(projection: &Projection, item: &Item) -> Item {
    keep(projection.paths.iter(), item)
}

/// The item's parts at some paths, in their structure.
pub(super) fn keep<'p>(paths: impl Iterator<Item = &'p Path>, item: &Item) -> Item {
    let mut wanted: BTreeMap<&str, Wanted<'_>> = BTreeMap::new();
    for path in paths {
        wanted.entry(path.attribute()).or_default().add(path.steps());
    }
    let kept = wanted.iter().filter_map(|(name, wanted)| Some((*name, wanted.of(item.get(name)?)?)));
    kept.collect::<Map>().into()
}

/// What is wanted of a value: all of it, or what is below some steps.
#[derive(Default)]
struct Wanted<'p> {
    whole: bool,
    fields: BTreeMap<&'p str, Wanted<'p>>,
    elements: BTreeMap<usize, Wanted<'p>>,
}

impl<'p> Wanted<'p> {
    fn add(&mut self, steps: &'p [Step]) {
        match steps.split_first() {
            None => self.whole = true,
            Some((Step::Field(name), rest)) => self.fields.entry(name).or_default().add(rest),
            Some((Step::Index(index), rest)) => {
                self.elements.entry(usize::try_from(*index).unwrap_or(usize::MAX)).or_default().add(rest);
            }
        }
    }

    /// The wanted parts of a value; `None` where it has none of them.
    fn of(&self, value: &Value) -> Option<Value> {
        if self.whole {
            return Some(value.clone());
        }
        match value {
            Value::Map(map) => {
                let kept =
                    self.fields.iter().filter_map(|(name, wanted)| Some((*name, wanted.of(map.get(name)?)?)));
                let kept: Map = kept.collect();
                (!kept.is_empty()).then_some(Value::Map(kept))
            }
            Value::List(list) => {
                let kept = self.elements.iter().filter_map(|(index, wanted)| wanted.of(list.get(*index)?));
                let kept: List = kept.collect();
                (!kept.is_empty()).then_some(Value::List(kept))
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
}

#[cfg(test)]
mod tests {
    use super::project;
    use twintable::{Value, expr::Projection, item, path};

    #[test]
    fn parts_keep_their_structure_and_lists_their_order() {
        let item = item! {
            "a" => Value::map([("x", Value::from(1)), ("y", Value::from(2))]),
            "l" => Value::list([10, 11, 12, 13]),
            "n" => 5,
        };
        let projection = Projection::of([
            path("l").index(3),
            path("l").index(1),
            path("a").field("y"),
            path("n").field("z"),
            path("q"),
        ]);
        let expected = item! { "a" => Value::map([("y", 2)]), "l" => Value::list([11, 13]) };
        assert_eq!(project(&projection, &item), expected);
    }
}
