//! Where the embedded engine does not do what the service does. Nothing else is left out of the comparison.

use super::state::find;
use std::collections::BTreeMap;
use twintable::{
    Error, IndexKind, IndexProjection, Item, PrimaryKey, Rule, Step, TableSchema, Value,
    expr::{Action, Projection, SetValue, Source, Update},
    store::{Query, ReturnValues, Scan, Select, TransactUpdate, TransactWrite, UpdateItem},
};
use twintable_testkit::strategy::{Request, Tables};

/// Something that the engine does in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Departure {
    RemovingCreates,
    OldOfCreated,
    UpdatedElements,
    SegmentOfStart,
    KeysOfProjectedGets,
    ReasonsBesideFault,
    StartWithoutSortKey,
    PagesWithoutSortKey,
    LocalFetch,
    NestedRemovalFromMissing,
    LocalScanCapacity,
    LocalFetchCapacity,
    TwoFaults,
    LongIndexKey,
    EmptyProjectedGets,
    EmptyKeyInTransaction,
    UncheckedRule,
}

/// What is left out because of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Treatment {
    /// The whole step: the engine would store something else.
    Step,
    /// The attributes that an update returns.
    Attributes,
    /// The key attributes that a read returns.
    Keys,
    /// Whether an item without attributes is one.
    EmptyItems,
    /// Consumed capacity.
    Capacity,
    /// How consumed capacity is spread over the table and its indexes.
    CapacityParts,
    /// The pages after the one asked for.
    Following,
    /// How a request is refused.
    Refusal,
    /// The reasons of a cancelled transaction, but for the one that the other store gives.
    Reasons,
}

/// How often each departure was met.
pub(super) type Tally = BTreeMap<Departure, usize>;

impl Departure {
    pub(super) const ALL: [Self; 17] = [
        Self::RemovingCreates,
        Self::OldOfCreated,
        Self::UpdatedElements,
        Self::SegmentOfStart,
        Self::KeysOfProjectedGets,
        Self::ReasonsBesideFault,
        Self::StartWithoutSortKey,
        Self::PagesWithoutSortKey,
        Self::LocalFetch,
        Self::NestedRemovalFromMissing,
        Self::LocalScanCapacity,
        Self::LocalFetchCapacity,
        Self::TwoFaults,
        Self::LongIndexKey,
        Self::EmptyProjectedGets,
        Self::EmptyKeyInTransaction,
        Self::UncheckedRule,
    ];

    /// Why it is a departure, and of whom.
    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::RemovingCreates => {
                "the engine creates a missing item for an update that only removes or deletes; the service does not"
            }
            Self::OldOfCreated => {
                "asked for the old item of one that the update created, the engine returns its key; the service nothing"
            }
            Self::UpdatedElements => {
                "asked for the updated elements of a list, the engine returns the whole list and what stands beside it; \
                 the service the touched elements alone"
            }
            Self::SegmentOfStart => "which segment of a scan a made-up start key lies in is not defined",
            Self::ReasonsBesideFault => {
                "where an update of a transaction does not fit the stored item, the engine lists the other actions' \
                 reasons too; by the service's documentation a fault is reported alone"
            }
            Self::KeysOfProjectedGets => {
                "the engine adds the key to what a transaction's projected read finds; the service does not"
            }
            Self::PagesWithoutSortKey => "for the same reason the pages of such a query never end",
            Self::StartWithoutSortKey => {
                "the engine ignores where a query of a table without a sort key starts; the service does not"
            }
            Self::LocalFetch => {
                "the engine takes from the table what a local index does not hold for a query of all attributes alone, not for a \
                 projection or a scan"
            }
            Self::NestedRemovalFromMissing => {
                "the engine refuses a nested REMOVE or DELETE on a missing item that the same update creates; removing from a missing item is silently nothing"
            }
            Self::LocalScanCapacity => {
                "the engine charges a scan of a local index to the table; the service, and the engine for a query, to the index"
            }
            Self::LocalFetchCapacity => {
                "the engine charges what a local index fetches by the sum of the sizes; the service, and the engine for its other language, item by item"
            }
            Self::TwoFaults => {
                "a request does not fit a known table, and its token is used or another table is missing: the DynamoDB \
                 backend finds the first without asking, the memory backend the second"
            }
            Self::LongIndexKey => "the engine lets an update give an index a key that is too long",
            Self::EmptyProjectedGets => {
                "open: where the projection of a transaction's read names nothing that the item has, the engine gives no item, as the service is reported to do; the memory backend gives one without attributes"
            }
            Self::EmptyKeyInTransaction => {
                "open: an empty index key in a transaction is refused outright by the engine, as the service is reported to do; the memory backend gives it as the reason of a cancellation"
            }
            Self::UncheckedRule => {
                "the engine does not check that a global index holds what is read, that a start is no empty or long key, nor \
                 that a transaction leaves keys alone"
            }
        }
    }

    const fn treatment(self) -> Treatment {
        match self {
            Self::RemovingCreates | Self::SegmentOfStart => Treatment::Step,
            Self::KeysOfProjectedGets => Treatment::Keys,
            Self::ReasonsBesideFault => Treatment::Reasons,
            Self::OldOfCreated | Self::UpdatedElements => Treatment::Attributes,
            Self::StartWithoutSortKey => Treatment::Step,
            Self::PagesWithoutSortKey => Treatment::Following,
            Self::LocalFetch => Treatment::Step,
            Self::NestedRemovalFromMissing => Treatment::Step,
            Self::LocalScanCapacity => Treatment::CapacityParts,
            Self::LocalFetchCapacity => Treatment::Capacity,
            Self::TwoFaults => Treatment::Reasons,
            Self::LongIndexKey => Treatment::Step,
            Self::EmptyProjectedGets => Treatment::EmptyItems,
            Self::EmptyKeyInTransaction => Treatment::Refusal,
            Self::UncheckedRule => Treatment::Reasons,
        }
    }

    /// Whether a request, made on a main table that holds some items, meets it.
    fn is_met(self, request: &Request, tables: &Tables, before: &Before) -> bool {
        match self {
            Self::RemovingCreates => updates(request)
                .any(|(table, key, update)| only_removes(update) && before.is_missing(table, key, tables)),
            Self::OldOfCreated => match request {
                Request::Update(UpdateItem { table, key, return_values, .. }) => {
                    *return_values == ReturnValues::AllOld && before.is_missing(table, key, tables)
                }
                _ => false,
            },
            Self::UpdatedElements => match request {
                Request::Update(UpdateItem { update, return_values, .. }) => {
                    matches!(return_values, ReturnValues::UpdatedOld | ReturnValues::UpdatedNew)
                        && update.actions.iter().any(touches_element)
                }
                _ => false,
            },
            Self::KeysOfProjectedGets => match request {
                Request::TransactGet(request) => request.gets.iter().any(|get| get.projection.is_some()),
                _ => false,
            },
            // Only the outcome shows it.
            Self::ReasonsBesideFault => false,
            Self::SegmentOfStart => match request {
                Request::Scan(Scan { segment, exclusive_start_key, .. }) => {
                    segment.is_some() && exclusive_start_key.is_some()
                }
                _ => false,
            },
            Self::PagesWithoutSortKey => match request {
                Request::Query(Query { table, index: None, limit: Some(_), .. }) => {
                    schema(table, tables).sort_key.is_none()
                }
                _ => false,
            },
            Self::StartWithoutSortKey => match request {
                Request::Query(Query { table, index: None, exclusive_start_key: Some(_), .. }) => {
                    schema(table, tables).sort_key.is_none()
                }
                _ => false,
            },
            Self::LocalFetch => match request {
                Request::Query(Query {
                    table,
                    index: Some(index),
                    select: Select::Attributes(projection),
                    ..
                })
                | Request::Scan(Scan {
                    table,
                    index: Some(index),
                    select: Select::Attributes(projection),
                    ..
                }) => fetches(schema(table, tables), index, projection),
                Request::Scan(Scan { table, index: Some(index), select: Select::AllAttributes, .. }) => {
                    is_partial(schema(table, tables), index)
                }
                _ => false,
            },
            Self::NestedRemovalFromMissing => updates(request).any(|(table, key, update)| {
                before.is_missing(table, key, tables) && update.actions.iter().any(removes_nested)
            }),
            Self::LocalScanCapacity => match request {
                Request::Scan(Scan { table, index: Some(index), .. }) => {
                    schema(table, tables).local_indexes.iter().any(|local| local.name == *index)
                }
                _ => false,
            },
            Self::LocalFetchCapacity => match request {
                Request::Query(Query {
                    table, index: Some(index), select: Select::AllAttributes, ..
                }) => is_partial(schema(table, tables), index),
                _ => false,
            },
            Self::TwoFaults => false,
            Self::LongIndexKey => updates(request).any(|(table, _, update)| {
                update.actions.iter().any(|action| {
                    index_key_set_by(action, schema(table, tables)).is_some_and(|value| value.size() > 1024)
                })
            }),
            Self::EmptyProjectedGets => match request {
                Request::TransactGet(request) => request.gets.iter().any(|get| get.projection.is_some()),
                _ => false,
            },
            Self::EmptyKeyInTransaction => {
                let mut updates = updates(request);
                matches!(request, Request::TransactWrite(_))
                    && updates.any(|(table, _, update)| {
                        update.actions.iter().any(|action| {
                            index_key_set_by(action, schema(table, tables))
                                .is_some_and(|value| value.size() == 0)
                        })
                    })
            }
            Self::UncheckedRule => false,
        }
    }

    /// The departures that a request meets.
    pub(super) fn met(request: &Request, tables: &Tables, before: &Before) -> Vec<Self> {
        Self::ALL.into_iter().filter(|departure| departure.is_met(request, tables, before)).collect()
    }

    /// The departure that a refusal stands for: a rule that the engine does not check by itself.
    pub(super) fn unchecked(request: &Request, error: &Error) -> Option<Self> {
        let reasons = match error {
            Error::TransactionCancelled { reasons } => &reasons[..],
            _ => &[],
        };
        let in_transaction =
            reasons.iter().filter_map(|reason| reason.invalid.as_deref()).map(|invalid| invalid.rule);
        let mut rules = error.rule().into_iter().chain(in_transaction);
        let not_checked = match request {
            Request::Query(_) | Request::Scan(_) => UNCHECKED_OF_PAGES,
            Request::TransactWrite(_) => UNCHECKED_IN_TRANSACTIONS,
            _ => UNCHECKED,
        };
        rules.any(|rule| not_checked.contains(&rule)).then_some(Self::UncheckedRule)
    }

    /// Whether some departures leave something out.
    pub(super) fn leave_out(met: &[Self], treatment: Treatment) -> bool {
        met.iter().any(|departure| departure.treatment() == treatment)
    }
}

/// Rules that the engine does not check of pages: it returns what an index does not hold, and starts at keys that
/// no item has.
const UNCHECKED_OF_PAGES: &[Rule] = &[Rule::NotProjected, Rule::KeyEmpty, Rule::KeyTooLong];
/// Rules that it does not check in transactions: the stored item is corrupt then.
const UNCHECKED_IN_TRANSACTIONS: &[Rule] = &[Rule::UpdateOfKey, Rule::KeyTooLong];
/// Rules that it does not check of other requests, where they are about the keys of indexes.
const UNCHECKED: &[Rule] = &[Rule::KeyTooLong];

/// The items of both tables before a request.
#[derive(Debug, Clone)]
pub(super) struct Before {
    pub(super) main: Vec<Item>,
    pub(super) other: Vec<Item>,
}

impl Before {
    fn is_missing(&self, table: &str, key: &PrimaryKey, tables: &Tables) -> bool {
        let items = if table == tables.main.name { &self.main } else { &self.other };
        find(items, key).is_none()
    }
}

/// The updates in a request.
fn updates(request: &Request) -> impl Iterator<Item = (&str, &PrimaryKey, &Update)> {
    let single = match request {
        Request::Update(UpdateItem { table, key, update, .. }) => Some((&**table, key, update)),
        _ => None,
    };
    let actions = match request {
        Request::TransactWrite(request) => &request.actions[..],
        _ => &[],
    };
    single.into_iter().chain(actions.iter().filter_map(|action| match action {
        TransactWrite::Update(TransactUpdate { table, key, update, .. }) => Some((&**table, key, update)),
        TransactWrite::Put(_) | TransactWrite::Delete(_) | TransactWrite::ConditionCheck(_) => None,
    }))
}

const fn removes(action: &Action) -> bool {
    match action {
        Action::Remove(_) | Action::Delete(..) => true,
        Action::Set(..) | Action::Add(..) => false,
    }
}

fn only_removes(update: &Update) -> bool {
    !update.is_empty() && update.actions.iter().all(removes)
}

fn removes_nested(action: &Action) -> bool {
    removes(action) && !action.target().steps().is_empty()
}

fn touches_element(action: &Action) -> bool {
    action.target().steps().iter().any(|step| matches!(step, Step::Index(_)))
}

fn schema<'t>(table: &str, tables: &'t Tables) -> &'t TableSchema {
    if table == tables.other.name { &tables.other } else { &tables.main }
}

/// Whether a projection names what a local index does not hold.
fn fetches(schema: &TableSchema, index: &str, projection: &Projection) -> bool {
    let Some(key) = schema.key_schema(Some(index)) else { return false };
    let IndexKind::Local(held) = key.kind else { return false };
    let holds = |name: &str| held.contains(name) || key.contains(name) || schema.is_key(name);
    projection.paths.iter().any(|path| !holds(path.attribute()))
}

/// Whether a local index does not hold all attributes.
fn is_partial(schema: &TableSchema, index: &str) -> bool {
    let kind = schema.key_schema(Some(index)).map(|key| key.kind);
    matches!(kind, Some(IndexKind::Local(IndexProjection::KeysOnly | IndexProjection::Include(_))))
}

/// The value that an action gives an attribute that is a key of an index.
fn index_key_set_by<'a>(action: &'a Action, schema: &TableSchema) -> Option<&'a Value> {
    let Action::Set(target, SetValue::Source(Source::Value(value))) = action else { return None };
    schema.index_key_attributes().any(|key| key.name == target.attribute()).then_some(value)
}
