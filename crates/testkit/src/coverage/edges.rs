//! Whether requests meet just what is stored.

use super::Coverage;
use crate::{Request, reach};
use std::collections::HashMap;
use twintable::{
    Item, PrimaryKey, Step,
    expr::{Action, Comparator, Filter, Operand, Update},
};

pub(super) fn edges(reached: &mut Coverage, request: &Request, stored: &[Item]) {
    match request {
        Request::Update(request) => {
            elements(reached, &request.update, under(stored, &request.key));
            compared(reached, request.condition.as_ref(), stored);
        }
        Request::Put(request) => compared(reached, request.condition.as_ref(), stored),
        Request::Delete(request) => compared(reached, request.condition.as_ref(), stored),
        Request::Query(request) => compared(reached, request.filter.as_ref(), stored),
        Request::Scan(request) => compared(reached, request.filter.as_ref(), stored),
        Request::Get(_)
        | Request::BatchGet(_)
        | Request::BatchWrite(_)
        | Request::TransactGet(_)
        | Request::TransactWrite(_) => {}
    }
}

fn under<'i>(stored: &'i [Item], key: &PrimaryKey) -> Option<&'i Item> {
    stored.iter().find(|item| key.attributes().all(|(name, value)| item.get(name) == Some(value)))
}

/// What an update does to elements of one list that is there.
fn elements(reached: &mut Coverage, update: &Update, item: Option<&Item>) {
    let mut lists: HashMap<(&str, &[Step]), (usize, usize)> = HashMap::new();
    for action in &update.actions {
        let target = action.target();
        let Some((Step::Index(index), steps)) = target.steps().split_last() else { continue };
        let list = item.and_then(|item| item.get(target.attribute()));
        let list = list.and_then(|value| steps.iter().try_fold(value, |value, step| step.of(value)));
        let is_there = list.and_then(|list| list.as_list()).is_some_and(|list| list.len() > *index as usize);
        let (removed, others) = lists.entry((target.attribute(), steps)).or_default();
        match action {
            Action::Remove(_) if is_there => *removed += 1,
            Action::Remove(_) | Action::Set(..) | Action::Add(..) | Action::Delete(..) => *others += 1,
        }
    }
    for changes in lists.values() {
        reach!(reached, "elements of one list", changes, {
            (0, _) => "removes none",
            (1, 0) => "removes one",
            (1, 1..) => "removes one and changes others",
            (2.., _) => "removes several",
        });
    }
}

fn compared(reached: &mut Coverage, filter: Option<&Filter>, stored: &[Item]) {
    let Some(filter) = filter else { return };
    let meets = |operand: &Operand, bound: &Operand| {
        let (Operand::Path(path), Operand::Value(value)) = (operand, bound) else { return false };
        stored.iter().any(|item| item.at(path) == Some(value))
    };
    match filter {
        Filter::Compare { left, comparator, right } => {
            reach!(reached, "compared with a stored value", (meets(left, right), comparator), {
                (false, _) => "another value",
                (true, Comparator::Equal) => "=",
                (true, Comparator::NotEqual) => "<>",
                (true, Comparator::Less) => "<",
                (true, Comparator::LessOrEqual) => "<=",
                (true, Comparator::Greater) => ">",
                (true, Comparator::GreaterOrEqual) => ">=",
            });
        }
        Filter::Between { operand, low, high } => {
            reach!(reached, "bounds of between", (meets(operand, low), meets(operand, high)), {
                (true, true) => "both are stored",
                (true, false) => "the lower one is stored",
                (false, true) => "the upper one is stored",
                (false, false) => "neither is stored",
            });
        }
        Filter::In { operand, list } => {
            reach!(reached, "one of a list", list.iter().any(|one| meets(operand, one)), {
                true => "is stored",
                false => "other values",
            });
        }
        Filter::BeginsWith { operand, prefix } => {
            reach!(reached, "prefix", meets(operand, prefix), { true => "the whole value", false => "another", });
        }
        Filter::And(terms) | Filter::Or(terms) => {
            terms.iter().for_each(|term| compared(reached, Some(term), stored));
        }
        Filter::Not(term) => compared(reached, Some(term), stored),
        Filter::Exists(_) | Filter::NotExists(_) | Filter::TypeIs(..) | Filter::Contains { .. } => {}
    }
}
