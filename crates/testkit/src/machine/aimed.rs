//! Steps that are aimed at what is stored.
//!
//! Steps drawn without a look at the items seldom meet the edges: an update of two elements of one list, or a comparison
//! with just the value that is there.

use super::state::State;
use crate::strategy::{
    ConsistencyDraft, DeleteDraft, Draft, IndexDraft, KeyDraft, ScanDraft, SelectDraft, StartDraft, Step,
    TableDraft, UpdateDraft, field_of,
};
use proptest::{collection, prelude::*, sample};
use twintable::{
    Item, Number, Path, Value, ValueType,
    expr::{Filter, Operand, Update},
    path,
    store::{ReturnConsumedCapacity, ReturnOld, ReturnValues},
};

/// Lists put into stored items, changes of some of their elements, and comparisons with a stored value; `None` where
/// nothing is stored that can be aimed at.
pub(super) fn steps(state: &State) -> Option<BoxedStrategy<Step>> {
    let stored = state.stored();
    let places: Vec<Place> = stored.iter().flat_map(|(key, item)| places(key, item)).collect();
    if places.is_empty() {
        return None;
    }
    let lists: Vec<_> = places.iter().filter_map(Place::as_list).filter(|(_, _, len)| *len > 1).collect();
    let keys = stored.into_iter().map(|(key, _)| key).collect();
    let change = if lists.is_empty() { list(keys).boxed() } else { list_change(lists).boxed() };
    Some(prop_oneof![1 => change, 1 => comparison(places)].boxed())
}

/// A value that an item holds.
#[derive(Debug, Clone)]
struct Place {
    key: KeyDraft,
    path: Path,
    value: Value,
}

impl Place {
    fn as_list(&self) -> Option<(KeyDraft, Path, u32)> {
        let len = u32::try_from(self.value.as_list()?.len()).ok()?;
        Some((self.key.clone(), self.path.clone(), len))
    }
}

/// The values of an item, and those right inside them.
fn places(key: &KeyDraft, item: &Item) -> Vec<Place> {
    let mut places = Vec::new();
    let mut add =
        |path: Path, value: &Value| places.push(Place { key: key.clone(), path, value: value.clone() });
    for (name, value) in item {
        let outer = path(name.to_owned());
        add(outer.clone(), value);
        for (index, value) in (0..).zip(value.as_list().into_iter().flatten()) {
            add(outer.clone().index(index), value);
        }
        for (field, value) in value.as_map().into_iter().flatten() {
            add(outer.clone().field(field.to_owned()), value);
        }
    }
    places
}

/// A list of a few numbers, set in an item that is there.
fn list(keys: Vec<KeyDraft>) -> impl Strategy<Value = Step> {
    let name = field_of(ValueType::List);
    (sample::select(keys), 2..6_i64)
        .prop_map(move |(key, len)| updated(key, Update::new().set(name, Value::list(0..len))))
}

fn list_change(lists: Vec<(KeyDraft, Path, u32)>) -> impl Strategy<Value = Step> {
    sample::select(lists).prop_flat_map(|(key, list, len)| {
        // Some positions are behind the end.
        let positions = sample::subsequence((0..len + 2).collect::<Vec<_>>(), 1..=4.min(len as usize));
        let changes = positions.prop_shuffle().prop_flat_map(|positions| {
            let removes = collection::vec(prop::bool::weighted(0.7), positions.len());
            (Just(positions), removes)
        });
        changes.prop_map(move |(positions, removes)| {
            let update =
                positions.into_iter().zip(removes).fold(Update::new(), |update, (index, removes)| {
                    let target = list.clone().index(index);
                    if removes { update.remove(target) } else { update.set(target, i64::from(index)) }
                });
            updated(key.clone(), update)
        })
    })
}

fn updated(key: KeyDraft, update: Update) -> Step {
    Step::Request(Box::new(Draft::Update(UpdateDraft {
        table: TableDraft::Main,
        key,
        update,
        index_changes: Vec::new(),
        condition: None,
        return_values: ReturnValues::AllNew,
        return_on_condition_failure: ReturnOld::None,
        return_consumed_capacity: ReturnConsumedCapacity::None,
    })))
}

/// A scan with a filter, or a delete with a condition, that compares a stored value with itself.
fn comparison(places: Vec<Place>) -> impl Strategy<Value = Step> {
    (sample::select(places), 0..FORMS, any::<bool>()).prop_map(|(Place { key, path, value }, form, scans)| {
        let filter = compared(path, value, form);
        Step::Request(Box::new(if scans {
            Draft::Scan(ScanDraft {
                table: TableDraft::Main,
                index: IndexDraft::Table,
                filter: Some(filter),
                select: SelectDraft::AllProjected,
                consistent: ConsistencyDraft::Eventual,
                limit: None,
                segment: None,
                start: StartDraft::Beginning,
                return_consumed_capacity: ReturnConsumedCapacity::None,
            })
        } else {
            Draft::Delete(DeleteDraft {
                table: TableDraft::Main,
                key,
                condition: Some(filter),
                return_values: ReturnOld::None,
                return_on_condition_failure: ReturnOld::None,
                return_consumed_capacity: ReturnConsumedCapacity::None,
            })
        }))
    })
}

/// The number of forms of a comparison.
const FORMS: u8 = 12;

fn compared(path: Path, value: Value, form: u8) -> Filter {
    match form {
        0 => path.eq(value),
        1 => path.ne(value),
        2 => path.lt(value),
        3 => path.le(value),
        4 => path.gt(value),
        5 => path.ge(value),
        6 => path.between(value.clone(), value),
        7 => {
            let greater = greater(&value);
            path.between(value, greater)
        }
        8 => path.between(less(&value), value),
        9 => path.is_in([value]),
        10 => path.begins_with(value),
        _ => Operand::from(Value::List(vec![value].into())).contains(path),
    }
}

/// A value that is greater; the value itself where it has no order.
fn greater(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.checked_add(Number::from(1)).unwrap_or(*number).into(),
        Value::String(text) => format!("{text}~").into(),
        Value::Binary(bytes) => Value::binary([bytes.as_slice(), b"~"].concat()),
        Value::Bool(_)
        | Value::Null
        | Value::List(_)
        | Value::Map(_)
        | Value::StringSet(_)
        | Value::NumberSet(_)
        | Value::BinarySet(_) => value.clone(),
    }
}

/// A value that is less; the value itself where it has no order, or nothing is less.
fn less(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.checked_sub(Number::from(1)).unwrap_or(*number).into(),
        Value::String(_) => "".into(),
        Value::Binary(_) => Value::binary(b""),
        Value::Bool(_)
        | Value::Null
        | Value::List(_)
        | Value::Map(_)
        | Value::StringSet(_)
        | Value::NumberSet(_)
        | Value::BinarySet(_) => value.clone(),
    }
}
