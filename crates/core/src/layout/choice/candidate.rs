//! What the table or an index could do for a filter.

use super::{WhyNot, ranges::joined, scope::keeps_to_scope, terms::Terms};
use crate::{
    IndexKind, IndexProjection, InvalidRequest, Rule,
    expr::{Filter, KeyCondition, SortCondition},
    index::Composition,
    layout::{IndexLayout, KeyField, Layout},
    store::Query,
    typed::Made,
};
use std::cmp::Reverse;

/// What is asked of any plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needs {
    pub(super) consistent: bool,
    /// The repository has a scope to keep to.
    pub(super) scoped: bool,
}

/// A read of the table or of an index that gives all items that the filter is true for.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) key_condition: KeyCondition,
    pub(super) filter: Option<Filter>,
    pub(super) rank: Rank,
}

/// How good a plan is: the greatest is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// It reads one item at most.
    is_whole_key: bool,
    /// The parts of the sort key that are given by equality.
    equal_parts: usize,
    has_range: bool,
    kind: Reverse<Kind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Table,
    Local,
    Global,
}

/// The condition on the sort key, and what it says.
#[derive(Debug)]
struct Sorted<'l> {
    condition: KeyCondition,
    equal: Vec<&'l str>,
    range: Vec<usize>,
}

/// Works a plan out, or says why there is none.
pub(super) fn plan(
    layout: &Layout,
    index: Option<&IndexLayout>,
    terms: &Terms<'_>,
    needs: Needs,
) -> Result<Plan, WhyNot> {
    let name = index.map(IndexLayout::name);
    let (Some(key), Some((partition, sort))) = (layout.schema().key_schema(name), layout.key_fields(name))
    else {
        return Err(WhyNot::Refused(InvalidRequest::new(Rule::NoSuchIndex)));
    };
    let kind = match key.kind {
        IndexKind::Table => Kind::Table,
        IndexKind::Local(IndexProjection::All) => Kind::Local,
        IndexKind::Global(IndexProjection::All) => Kind::Global,
        IndexKind::Local(_) | IndexKind::Global(_) => return Err(WhyNot::NotAllHeld),
    };
    let sort = shared_fields(layout, index, &partition, sort)?;
    let missing =
        names(partition.iter().flat_map(|field| field.parts()), |part| terms.pinned(part).is_none());
    if !missing.is_empty() {
        return Err(WhyNot::NotGiven(missing));
    }
    if let Some(index) = index {
        holds_all(layout, index, &sort, terms)?;
    }
    let fields: Vec<_> = partition.iter().chain(&sort).copied().collect();
    let sorted = sorted(&partition, sort, terms).map_err(WhyNot::Refused)?;
    if needs.scoped && !keeps_to_scope(fields, &sorted.condition) {
        return Err(WhyNot::OutOfScope);
    }
    let given = partition.iter().flat_map(|field| field.parts()).chain(sorted.equal.iter().copied());
    let taken: Vec<_> =
        given.flat_map(|part| terms.pinning(part)).chain(sorted.range.iter().copied()).collect();
    let rank = Rank {
        is_whole_key: kind == Kind::Table && is_whole_key(layout, &sorted.condition),
        equal_parts: sorted.equal.len(),
        has_range: !sorted.range.is_empty(),
        kind: Reverse(kind),
    };
    let plan = Plan { key_condition: sorted.condition, filter: terms.without(&taken), rank };
    plan.check(layout, name, needs.consistent).map_err(WhyNot::Refused)?;
    Ok(plan)
}

impl Plan {
    /// What the rules for queries say of it.
    fn check(&self, layout: &Layout, index: Option<&str>, consistent: bool) -> Made<()> {
        let schema = layout.schema();
        let query = Query {
            index: index.map(|name| name.to_owned().into()),
            filter: self.filter.clone(),
            consistent,
            ..Query::new(schema.name.clone(), self.key_condition.clone())
        };
        let checked = self.key_condition.validate().and_then(|()| query.validate_against(schema));
        checked.map_err(crate::repository::fault_of)
    }
}

/// The sort attributes that all variants of an enum compose in one way, up to the first that they do not. An index
/// needs all: an item of another variant may not be in it.
fn shared_fields<'l>(
    layout: &Layout,
    index: Option<&IndexLayout>,
    partition: &[&KeyField],
    mut sort: Vec<&'l KeyField>,
) -> Result<Vec<&'l KeyField>, WhyNot> {
    let differs = |field: &&KeyField| !layout.all_compose(index, field);
    let differing = |field: &KeyField| Err(WhyNot::VariantsDiffer(field.attribute.name.to_string()));
    if let Some(field) = partition.iter().copied().find(differs) {
        return differing(field);
    }
    match sort.iter().position(differs) {
        Some(at) if index.is_some() => differing(sort[at]),
        Some(at) => {
            sort.truncate(at);
            Ok(sort)
        }
        None => Ok(sort),
    }
}

/// Checks that all items that the filter is true for are in an index whose partition is given.
fn holds_all(
    layout: &Layout,
    index: &IndexLayout,
    sort: &[&KeyField],
    terms: &Terms<'_>,
) -> Result<(), WhyNot> {
    if let Some(when) = index.membership()
        && !terms.are_about(&when.attribute, &when.one_of)
    {
        return Err(WhyNot::NotMember(when.attribute.to_string()));
    }
    // `NULL` makes no composed key, and is refused where an attribute is a key as it is.
    let parts = sort.iter().flat_map(|field| field.parts().map(|part| (part, field.template.is_some())));
    let may_lack = parts.filter(|(part, not_null)| !layout.always_has(part) && !terms.show(part, *not_null));
    let missing = names(may_lack.map(|(part, _)| part), |_| true);
    if missing.is_empty() { Ok(()) } else { Err(WhyNot::MayBeMissing(missing)) }
}

/// Says as much of the sort key as can be said.
fn sorted<'l>(partition: &[&KeyField], sort: Vec<&'l KeyField>, terms: &Terms<'_>) -> Made<Sorted<'l>> {
    let mut made = Composition::new(partition, sort, &|part: &str| terms.pinned(part))?;
    let mut equal = Vec::new();
    while let Some(part) = made.next_part() {
        let Some(next) = with_part(&made, part, terms) else { break };
        made = next;
        equal.push(part);
    }
    let mut range: Option<(KeyCondition, SortCondition)> = None;
    let mut taken = Vec::new();
    let bounds = made.next_part().map(|part| terms.bounds(part));
    for (index, bound) in bounds.into_iter().flatten() {
        let Ok(condition) = made.on_next_part(bound) else { continue };
        let condition = match &range {
            Some((_, before)) => joined(before.clone(), condition),
            None => Some(condition),
        };
        if let Some(last) = condition
            && let Ok(condition) = made.clone().ended_by(last.clone())
            && condition.validate().is_ok()
        {
            range = Some((condition, last));
            taken.push(index);
        }
    }
    let condition = match range {
        Some((condition, _)) => condition,
        None => made.finish()?,
    };
    Ok(Sorted { condition, equal, range: taken })
}

/// With the next part by equality, if it is given and can stand in the key.
fn with_part<'l>(made: &Composition<'l>, part: &str, terms: &Terms<'_>) -> Option<Composition<'l>> {
    let mut next = made.clone();
    next.part(terms.pinned(part)?.clone()).ok()?;
    next.condition().validate().ok()?;
    Some(next)
}

fn is_whole_key(layout: &Layout, condition: &KeyCondition) -> bool {
    match condition.sort.as_slice() {
        [] => layout.schema().sort_key.is_none(),
        sort => sort.iter().all(|(_, condition)| matches!(condition, SortCondition::Equal(_))),
    }
}

/// The names that something is true for, each once.
fn names<'n>(all: impl Iterator<Item = &'n str>, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in all.filter(|name| is_wanted(name)) {
        if names.iter().all(|known| known != name) {
            names.push(name.to_owned());
        }
    }
    names
}
