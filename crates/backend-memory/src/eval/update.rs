//! What an update makes of an item.

use super::projection::keep;
use std::borrow::Cow;
use twintable::{
    Error, Item, List, Map, Number, NumberError, Path, Rule, Step, Value,
    expr::{Action, Fallback, SetValue, Source, Update},
};

/// The item after the update; `None` where there was none and none comes to be.
///
/// `key` is what a new item starts from. Every value and every list index is read from the item as it was.
pub(crate) fn apply(update: &Update, current: Option<&Item>, key: &Item) -> Result<Option<Item>, Error> {
    let creates = |action: &Action| matches!(action, Action::Set(..) | Action::Add(..));
    let before = match current {
        Some(item) => item,
        // Taking away from nothing leaves nothing; even a path that leads nowhere is no fault then.
        None if !update.is_empty() && !update.actions.iter().any(creates) => return Ok(None),
        None => key,
    };
    let mut effects = Vec::with_capacity(update.actions.len());
    for action in &update.actions {
        if current.is_none() && !creates(action) {
            continue;
        }
        parent_is_there(action.target(), before)?;
        effects.push(match action {
            Action::Set(path, value) => Effect::Put(path, set_value(value, path, before)?),
            Action::Remove(path) => Effect::Take(path),
            Action::Add(path, operand) => Effect::Put(path, sum(path, operand, before)?),
            Action::Delete(path, elements) => difference(path, elements, before)?,
        });
    }
    let after = carry_out(effects, before);
    nested_values_fit(update, &after)?;
    Ok(Some(after))
}

/// The parts of an item that an update touched.
pub(crate) fn touched(update: &Update, item: &Item) -> Item {
    keep(update.actions.iter().map(Action::target), item)
}

/// What an action does, once its value is known.
enum Effect<'u> {
    Put(&'u Path, Value),
    Take(&'u Path),
    Nothing,
}

/// The container that the last step leads into must be there, and be of the right kind.
fn parent_is_there(path: &Path, item: &Item) -> Result<(), Error> {
    let Some((last, steps)) = path.steps().split_last() else { return Ok(()) };
    let parent = item
        .get(path.attribute())
        .and_then(|value| steps.iter().try_fold(value, |value, step| step.of(value)));
    match (last, parent) {
        (Step::Field(_), Some(Value::Map(_))) | (Step::Index(_), Some(Value::List(_))) => Ok(()),
        _ => Err(Error::invalid_at(Rule::UpdatePath, path.clone())),
    }
}

fn set_value(value: &SetValue, target: &Path, item: &Item) -> Result<Value, Error> {
    match value {
        SetValue::Source(only) => source(only, target, item).map(Cow::into_owned),
        SetValue::Plus(left, right) => arithmetic(left, right, target, item, Number::checked_add),
        SetValue::Minus(left, right) => arithmetic(left, right, target, item, Number::checked_sub),
        SetValue::ListAppend(first, second) => {
            let first = list(source(first, target, item)?, target)?;
            let second = list(source(second, target, item)?, target)?;
            Ok(Value::List(first.into_iter().chain(second).collect()))
        }
    }
}

fn source<'a>(source: &'a Source, target: &Path, item: &'a Item) -> Result<Cow<'a, Value>, Error> {
    let stored = |path: &Path| item.at(path).map(Cow::Borrowed);
    let missing = || Error::invalid_at(Rule::SourceMissing, target.clone());
    match source {
        Source::Path(path) => stored(path).ok_or_else(missing),
        Source::Value(constant) => Ok(Cow::Borrowed(constant)),
        Source::IfNotExists { paths, fallback } => match paths.iter().find_map(stored) {
            Some(value) => Ok(value),
            None => match fallback {
                Fallback::Path(path) => stored(path).ok_or_else(missing),
                Fallback::Value(constant) => Ok(Cow::Borrowed(constant)),
            },
        },
    }
}

fn arithmetic(
    left: &Source,
    right: &Source,
    target: &Path,
    item: &Item,
    operation: impl Fn(Number, Number) -> Result<Number, NumberError>,
) -> Result<Value, Error> {
    let left = number(&*source(left, target, item)?, target)?;
    let right = number(&*source(right, target, item)?, target)?;
    in_range(operation(left, right), target)
}

fn in_range(result: Result<Number, NumberError>, target: &Path) -> Result<Value, Error> {
    result.map(Value::Number).map_err(|_| Error::invalid_at(Rule::NumberRange, target.clone()))
}

fn number(value: &Value, target: &Path) -> Result<Number, Error> {
    value.as_number().ok_or_else(|| wrong_type(target))
}

fn list(value: Cow<'_, Value>, target: &Path) -> Result<List, Error> {
    if let Value::List(list) = value.into_owned() { Ok(list) } else { Err(wrong_type(target)) }
}

fn wrong_type(target: &Path) -> Error {
    Error::invalid_at(Rule::StoredType, target.clone())
}

/// `ADD`: a missing number counts as zero, a missing set as empty.
fn sum(path: &Path, operand: &Value, item: &Item) -> Result<Value, Error> {
    let Some(stored) = item.at(path) else { return Ok(operand.clone()) };
    match (stored, operand) {
        (Value::Number(a), Value::Number(b)) => in_range(a.checked_add(*b), path),
        (Value::StringSet(a), Value::StringSet(b)) => Ok(Value::StringSet(a | b)),
        (Value::NumberSet(a), Value::NumberSet(b)) => Ok(Value::NumberSet(a | b)),
        (Value::BinarySet(a), Value::BinarySet(b)) => Ok(Value::BinarySet(a | b)),
        _ => Err(wrong_type(path)),
    }
}

/// `DELETE`: a set that becomes empty is taken away.
fn difference<'u>(path: &'u Path, elements: &Value, item: &Item) -> Result<Effect<'u>, Error> {
    let Some(stored) = item.at(path) else { return Ok(Effect::Nothing) };
    let (rest, is_empty) = match (stored, elements) {
        (Value::StringSet(a), Value::StringSet(b)) => (Value::StringSet(a - b), a.is_subset(b)),
        (Value::NumberSet(a), Value::NumberSet(b)) => (Value::NumberSet(a - b), a.is_subset(b)),
        (Value::BinarySet(a), Value::BinarySet(b)) => (Value::BinarySet(a - b), a.is_subset(b)),
        _ => return Err(wrong_type(path)),
    };
    Ok(if is_empty { Effect::Take(path) } else { Effect::Put(path, rest) })
}

/// Puts in place first, then appends, then takes away: so no index shifts before it is used.
fn carry_out(effects: Vec<Effect<'_>>, before: &Item) -> Item {
    let mut after = before.clone();
    let attributes = after.attributes_mut();
    let (mut appends, mut takes) = (Vec::new(), Vec::new());
    for effect in effects {
        match effect {
            Effect::Put(path, value) if is_past_end(path, before) => appends.push((path, value)),
            Effect::Put(path, value) => put(attributes, path, value),
            Effect::Take(path) if before.at(path).is_some() => takes.push(path),
            Effect::Take(_) | Effect::Nothing => {}
        }
    }
    // Several appends to one list land in the order of their indexes.
    appends.sort_unstable_by_key(|(path, _)| *path);
    for (path, value) in appends {
        put(attributes, path, value);
    }
    takes.sort_unstable();
    for path in takes.into_iter().rev() {
        take(attributes, path);
    }
    after
}

fn is_past_end(path: &Path, before: &Item) -> bool {
    matches!(path.steps().last(), Some(Step::Index(_))) && before.at(path).is_none()
}

/// Puts a value at a path whose parent is there. An index past the end of a list appends.
fn put(attributes: &mut Map, path: &Path, value: Value) {
    let Some((last, steps)) = path.steps().split_last() else {
        return put_field(attributes, path.attribute(), value);
    };
    match (last, parent_mut(attributes, path, steps)) {
        (Step::Field(name), Some(Value::Map(map))) => put_field(map, name, value),
        (Step::Index(index), Some(Value::List(list))) => match list.get_mut(position(*index)) {
            Some(element) => *element = value,
            None => list.push(value),
        },
        _ => {}
    }
}

/// Puts a value under a name, which is copied only if it is new.
fn put_field(map: &mut Map, name: &str, value: Value) {
    match map.get_mut(name) {
        Some(stored) => *stored = value,
        None => drop(map.insert(name, value)),
    }
}

/// Takes the value at a path away; the elements after it move up.
fn take(attributes: &mut Map, path: &Path) {
    let Some((last, steps)) = path.steps().split_last() else {
        attributes.remove(path.attribute());
        return;
    };
    match (last, parent_mut(attributes, path, steps)) {
        (Step::Field(name), Some(Value::Map(map))) => {
            map.remove(name);
        }
        (Step::Index(index), Some(Value::List(list))) if position(*index) < list.len() => {
            list.remove(position(*index));
        }
        _ => {}
    }
}

fn parent_mut<'m>(attributes: &'m mut Map, path: &Path, steps: &[Step]) -> Option<&'m mut Value> {
    steps.iter().try_fold(attributes.get_mut(path.attribute())?, |value, step| match (step, value) {
        (Step::Field(name), Value::Map(map)) => map.get_mut(name),
        (Step::Index(index), Value::List(list)) => list.get_mut(position(*index)),
        _ => None,
    })
}

fn position(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

/// A constant that fits by itself may be too deep where it was put.
fn nested_values_fit(update: &Update, after: &Item) -> Result<(), Error> {
    for action in &update.actions {
        let target = action.target();
        if let Some(value) = after.get(target.attribute())
            && (!target.steps().is_empty() || matches!(action, Action::Set(..)))
        {
            twintable::validate::value(target.attribute(), value)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{apply, touched};
    use twintable::{
        Item, Rule, Value,
        expr::{Update, if_not_exists, list_append},
        item, path,
    };

    fn updated(update: &Update, item: &Item) -> Item {
        apply(update, Some(item), &Item::new()).unwrap().unwrap()
    }

    fn broken(update: &Update, item: &Item) -> Rule {
        apply(update, Some(item), &Item::new()).unwrap_err().rule().unwrap()
    }

    #[test]
    fn values_are_read_from_the_item_as_it_was() {
        let item = item! { "a" => 1, "b" => 2 };
        let update = Update::new().set("a", path("b")).set("b", path("a")).set("c", path("a") + path("b"));
        assert_eq!(updated(&update, &item), item! { "a" => 2, "b" => 1, "c" => 3 });
    }

    #[test]
    fn list_indexes_are_those_of_the_item_as_it_was() {
        let item = item! { "l" => Value::list([0, 1, 2, 3]) };
        let at = |index| path("l").index(index);
        let list = |update: Update| updated(&update, &item).get("l").cloned().unwrap();
        assert_eq!(list(Update::new().remove(at(0)).remove(at(1))), Value::list([2, 3]));
        assert_eq!(list(Update::new().remove(at(1)).set(at(3), 9)), Value::list([0, 2, 9]));
        assert_eq!(
            list(Update::new().set(at(9), 9).set(at(7), 7).remove(at(0))),
            Value::list([1, 2, 3, 7, 9])
        );
        assert_eq!(list(Update::new().set(at(9), 9).remove(at(4))), Value::list([0, 1, 2, 3, 9]));
    }

    #[test]
    fn a_path_leads_through_what_is_there() {
        let item = item! { "m" => Value::map([("x", 1)]), "l" => Value::list([1]), "n" => 1 };
        for target in [
            path("q").field("x"),
            path("n").field("x"),
            path("l").field("x"),
            path("m").index(0),
            path("l").index(3).field("x"),
        ] {
            assert_eq!(broken(&Update::new().set(target.clone(), 1), &item), Rule::UpdatePath, "{target}");
            assert_eq!(broken(&Update::new().remove(target), &item), Rule::UpdatePath);
        }
        assert_eq!(
            updated(&Update::new().remove(path("m").field("y")).remove(path("l").index(7)), &item),
            item
        );
    }

    #[test]
    fn sources_are_there_and_of_their_type() {
        let item = item! { "text" => "a", "n" => 1 };
        assert_eq!(broken(&Update::new().set("a", path("b")), &item), Rule::SourceMissing);
        assert_eq!(broken(&Update::new().set("a", path("text") + 1), &item), Rule::StoredType);
        assert_eq!(broken(&Update::new().add("text", 1), &item), Rule::StoredType);
        assert_eq!(broken(&Update::new().delete("n", Value::number_set([1])), &item), Rule::StoredType);
        let huge: twintable::Number = "1e125".parse().unwrap();
        assert_eq!(broken(&Update::new().set("n", path("n") + huge), &item), Rule::NumberRange);
        let fallback = Update::new().set("a", if_not_exists("b", if_not_exists("c", path("n"))));
        assert_eq!(updated(&fallback, &item).get("a"), Some(&Value::from(1)));
        let append = Update::new()
            .set("log", list_append(if_not_exists("log", Value::list::<Value>([])), Value::list([1])));
        assert_eq!(updated(&append, &item).get("log"), Some(&Value::list([1])));
    }

    #[test]
    fn a_missing_item_comes_to_be_by_set_and_add_alone() {
        let key = item! { "pk" => "a" };
        let made = |update: &Update| apply(update, None, &key).unwrap();
        assert_eq!(made(&Update::new()), Some(key.clone()));
        assert_eq!(made(&Update::new().add("n", 2).remove("x")), Some(key.clone().with("n", 2)));
        assert_eq!(made(&Update::new().remove(path("x").field("y"))), None);
        assert_eq!(made(&Update::new().delete("x", Value::string_set(["a"]))), None);
        assert!(apply(&Update::new().set(path("x").field("y"), 1), None, &key).is_err());
    }

    #[test]
    fn a_set_that_becomes_empty_goes_away() {
        let item = item! { "s" => Value::number_set([1, 2]), "l" => Value::list([Value::number_set([1]), Value::from("x")]) };
        let update = Update::new()
            .delete("s", Value::number_set([1, 2, 3]))
            .delete(path("l").index(0), Value::number_set([1]));
        assert_eq!(updated(&update, &item), item! { "l" => Value::list(["x"]) });
    }

    #[test]
    fn touched_parts_stand_in_their_structure() {
        let before = item! { "l" => Value::list([0, 1, 2]), "m" => Value::map([("x", 1), ("y", 2)]) };
        let update = Update::new()
            .remove(path("l").index(1))
            .set(path("m").field("x"), 5)
            .set("new", 1)
            .set(path("l").index(8), 8);
        let after = updated(&update, &before);
        assert_eq!(
            touched(&update, &before),
            item! { "l" => Value::list([1]), "m" => Value::map([("x", 1)]) }
        );
        assert_eq!(
            touched(&update, &after),
            item! { "l" => Value::list([2]), "m" => Value::map([("x", 5)]), "new" => 1 }
        );
    }
}
