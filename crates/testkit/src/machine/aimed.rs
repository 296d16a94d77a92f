//! Steps that are aimed at what is stored.
//!
//! Steps drawn without a look at the items seldom meet the edges: an update of two elements of one list, or a comparison
//! with just the value that is there.

use super::state::State;
use crate::strategy::{
    ConsistencyDraft, DeleteDraft, Draft, IndexDraft, KeyDraft, ScanDraft, SelectDraft, StartDraft, Step,
    TableDraft, UpdateDraft,
};
use proptest::{collection, prelude::*, sample};
use twintable::{
    Item, Path, Value,
    expr::{Filter, Operand, Update},
    path,
    store::{ReturnConsumedCapacity, ReturnOld, ReturnValues},
};

/// Changes of some elements of a stored list, and comparisons with a stored value; `None` where nothing is stored that can
/// be aimed at.
pub(super) fn steps(state: &State) -> Option<BoxedStrategy<Step>> {
    let places: Vec<Place> = state.stored().into_iter().flat_map(|(key, item)| places(&key, &item)).collect();
    let lists: Vec<_> = places.iter().filter_map(Place::as_list).filter(|(_, _, len)| *len > 1).collect();
    let compares = (!places.is_empty()).then(|| comparison(places).boxed());
    let changes = (!lists.is_empty()).then(|| list_change(lists).boxed());
    match (changes, compares) {
        (None, other) | (other, None) => other,
        (Some(changes), Some(compares)) => Some(prop_oneof![1 => changes, 2 => compares].boxed()),
    }
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

fn list_change(lists: Vec<(KeyDraft, Path, u32)>) -> impl Strategy<Value = Step> {
    sample::select(lists).prop_flat_map(|(key, list, len)| {
        let change = (0..len + 2, any::<bool>());
        collection::vec(change, 1..4).prop_map(move |changes| {
            let mut update = Update::new();
            for (index, removes) in changes {
                let target = list.clone().index(index);
                if update.actions.iter().any(|action| *action.target() == target) {
                    continue;
                }
                update = if removes { update.remove(target) } else { update.set(target, i64::from(index)) };
            }
            Step::Request(Box::new(Draft::Update(UpdateDraft {
                table: TableDraft::Main,
                key: key.clone(),
                update,
                index_changes: Vec::new(),
                condition: None,
                return_values: ReturnValues::AllNew,
                return_on_condition_failure: ReturnOld::None,
                return_consumed_capacity: ReturnConsumedCapacity::None,
            })))
        })
    })
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
const FORMS: u8 = 10;

fn compared(path: Path, value: Value, form: u8) -> Filter {
    match form {
        0 => path.eq(value),
        1 => path.ne(value),
        2 => path.lt(value),
        3 => path.le(value),
        4 => path.gt(value),
        5 => path.ge(value),
        6 => path.between(value.clone(), value),
        7 => path.is_in([value]),
        8 => path.begins_with(value),
        _ => Operand::from(Value::List(vec![value].into())).contains(path),
    }
}
