//! What an update makes of an item.

use twintable::{
    Error, Item, List, Map, Number, NumberError, Path, Rule, Step, TableSchema, Value,
    expr::{Action, Fallback, SetValue, Source, Update},
    validate,
};

/// The item after an update; `None` where there was none and none comes to be.
///
/// `key` is what a new item starts from.
pub(super) fn updated(
    update: &Update,
    old: Option<&Item>,
    key: &Item,
    schema: &TableSchema,
) -> Result<Option<Item>, Error> {
    // An item that is missing comes to be by SET, by ADD, or by an update without actions. Nothing can be taken from it.
    let creates = |action: &&Action| matches!(action, Action::Set(..) | Action::Add(..));
    let actions: Vec<_> = update.actions.iter().filter(|action| old.is_some() || creates(action)).collect();
    if actions.is_empty() && !update.is_empty() {
        return Ok(None);
    }
    let before = old.unwrap_or(key);
    let changes = actions.into_iter().map(|action| change(action, before)).collect::<Result<Vec<_>, _>>()?;
    // An item is a map of its attributes.
    let after = Item::from(map_after(before.attributes(), &changes));
    validate::index_keys(&after, schema)?;
    // A value that fits by itself may be too deep where it was put, or make the item too large.
    validate::item(&after)?;
    Ok(Some(after))
}

/// What becomes of the value at the end of some steps.
struct Change {
    steps: Vec<Step>,
    /// The value from now on; `None` takes it away.
    value: Option<Value>,
}

/// Works out an action from the item as it was before the update.
fn change(action: &Action, before: &Item) -> Result<Change, Error> {
    let target = action.target();
    parent_is_there(target, before)?;
    let value = match action {
        Action::Set(_, value) => Some(set(value, before, target)?),
        Action::Remove(_) => None,
        Action::Add(_, value) => Some(add(before.at(target), value, target)?),
        Action::Delete(_, elements) => delete(before.at(target), elements, target)?,
    };
    let attribute = Step::Field(target.attribute().to_owned().into());
    Ok(Change { steps: std::iter::once(attribute).chain(target.steps().iter().cloned()).collect(), value })
}

/// The map or list that the last step of a path leads into has to be there.
fn parent_is_there(path: &Path, item: &Item) -> Result<(), Error> {
    let Some((last, steps)) = path.steps().split_last() else { return Ok(()) };
    let parent = item.get(path.attribute());
    let parent = steps.iter().fold(parent, |value, step| value.and_then(|value| step.of(value)));
    match (last, parent) {
        (Step::Field(_), Some(Value::Map(_))) | (Step::Index(_), Some(Value::List(_))) => Ok(()),
        (Step::Field(_) | Step::Index(_), _) => Err(fault(Rule::UpdatePath, path)),
    }
}

fn fault(rule: Rule, target: &Path) -> Error {
    Error::invalid_at(rule, target.clone())
}

fn set(value: &SetValue, item: &Item, target: &Path) -> Result<Value, Error> {
    let number = |from: &Source| {
        source(from, item, target)?.as_number().ok_or_else(|| fault(Rule::StoredType, target))
    };
    let list = |from: &Source| {
        source(from, item, target)?.as_list().cloned().ok_or_else(|| fault(Rule::StoredType, target))
    };
    match value {
        SetValue::Source(only) => source(only, item, target),
        SetValue::Plus(left, right) => in_range(number(left)?.checked_add(number(right)?), target),
        SetValue::Minus(left, right) => in_range(number(left)?.checked_sub(number(right)?), target),
        SetValue::ListAppend(first, second) => {
            Ok(Value::List(list(first)?.into_iter().chain(list(second)?).collect()))
        }
    }
}

fn in_range(result: Result<Number, NumberError>, target: &Path) -> Result<Value, Error> {
    result.map(Value::Number).map_err(|_| fault(Rule::NumberRange, target))
}

fn source(source: &Source, item: &Item, target: &Path) -> Result<Value, Error> {
    let stored = |path: &Path| item.at(path).cloned();
    let found = match source {
        Source::Path(path) => stored(path),
        Source::Value(value) => Some(value.clone()),
        Source::IfNotExists { paths, fallback } => paths.iter().find_map(stored).or_else(|| match fallback {
            Fallback::Path(path) => stored(path),
            Fallback::Value(value) => Some(value.clone()),
        }),
    };
    found.ok_or_else(|| fault(Rule::SourceMissing, target))
}

/// `ADD`: what is missing counts as zero, or as the empty set.
fn add(stored: Option<&Value>, value: &Value, target: &Path) -> Result<Value, Error> {
    match (stored, value) {
        (None, value) => Ok(value.clone()),
        (Some(Value::Number(a)), Value::Number(b)) => in_range(a.checked_add(*b), target),
        (Some(Value::StringSet(a)), Value::StringSet(b)) => Ok(Value::StringSet(a | b)),
        (Some(Value::NumberSet(a)), Value::NumberSet(b)) => Ok(Value::NumberSet(a | b)),
        (Some(Value::BinarySet(a)), Value::BinarySet(b)) => Ok(Value::BinarySet(a | b)),
        (Some(_), _) => Err(fault(Rule::StoredType, target)),
    }
}

/// `DELETE`: nothing remains of a set without elements.
fn delete(stored: Option<&Value>, elements: &Value, target: &Path) -> Result<Option<Value>, Error> {
    let (rest, is_empty) = match (stored, elements) {
        (None, _) => return Ok(None),
        (Some(Value::StringSet(a)), Value::StringSet(b)) => (Value::StringSet(a - b), a.is_subset(b)),
        (Some(Value::NumberSet(a)), Value::NumberSet(b)) => (Value::NumberSet(a - b), a.is_subset(b)),
        (Some(Value::BinarySet(a)), Value::BinarySet(b)) => (Value::BinarySet(a - b), a.is_subset(b)),
        (Some(_), _) => return Err(fault(Rule::StoredType, target)),
    };
    Ok((!is_empty).then_some(rest))
}

/// What becomes of a value by the changes at it and below it, all at once: every index is one of a list as it was.
fn value_after(before: Option<&Value>, changes: &[Change]) -> Option<Value> {
    // No two targets of an update overlap: a change of the value itself is the only one.
    if let Some(change) = changes.iter().find(|change| change.steps.is_empty()) {
        return change.value.clone();
    }
    Some(match before? {
        Value::Map(map) => Value::Map(map_after(map, changes)),
        Value::List(list) => Value::List(list_after(list, changes)),
        plain @ (Value::String(_)
        | Value::Number(_)
        | Value::Binary(_)
        | Value::Bool(_)
        | Value::Null
        | Value::StringSet(_)
        | Value::NumberSet(_)
        | Value::BinarySet(_)) => plain.clone(),
    })
}

fn map_after(before: &Map, changes: &[Change]) -> Map {
    let mut after = before.clone();
    for change in changes {
        let Some(step @ Step::Field(name)) = change.steps.first() else { continue };
        match value_after(before.get(name), &below(changes, step)) {
            Some(value) => after.insert(name.as_ref(), value),
            None => after.remove(name),
        };
    }
    after
}

/// Elements that are taken away leave no gap. What is put past the end is appended, in the order of the indexes.
fn list_after(before: &List, changes: &[Change]) -> List {
    let after = |(index, element)| value_after(Some(element), &below(changes, &Step::Index(index)));
    let mut past_end: Vec<_> = changes
        .iter()
        .filter_map(|change| match change.steps.first()? {
            Step::Index(index) if *index as usize >= before.len() => Some((index, change.value.clone()?)),
            Step::Index(_) | Step::Field(_) => None,
        })
        .collect();
    past_end.sort_by_key(|(index, _)| *index);
    (0..).zip(before).filter_map(after).chain(past_end.into_iter().map(|(_, value)| value)).collect()
}

/// Those changes that are below one step, with the steps that remain.
fn below(changes: &[Change], first: &Step) -> Vec<Change> {
    let rest = |change: &Change| match change.steps.split_first() {
        Some((step, steps)) if step == first => {
            Some(Change { steps: steps.to_vec(), value: change.value.clone() })
        }
        Some(_) | None => None,
    };
    changes.iter().filter_map(rest).collect()
}
