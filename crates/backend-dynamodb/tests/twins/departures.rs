//! Where the embedded engine does not do what the service does, and what the service leaves open. Nothing else is
//! left out of the comparison.

mod met;

pub(super) use met::Before;

use std::collections::BTreeMap;
use twintable::{Error, Rule};
use twintable_testkit::{Request, strategy::Tables};

macro_rules! departures {
    ($($name:ident, $treatment:ident, $met:path, $reason:literal;)*) => {
        /// Something that the engine does in its own way.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Departure {
            $($name,)*
        }

        impl Departure {
            const ALL: &[Self] = &[$(Self::$name,)*];

            /// What the engine does, and what the service does.
            pub(super) const fn reason(self) -> &'static str {
                match self {
                    $(Self::$name => $reason,)*
                }
            }

            /// What is left out of the comparison.
            const fn treatment(self) -> Treatment {
                match self {
                    $(Self::$name => Treatment::$treatment,)*
                }
            }

            /// Whether a request meets it, made when the tables hold some items.
            fn is_met(self, request: &Request, tables: &Tables, before: &Before) -> bool {
                match self {
                    $(Self::$name => $met(request, tables, before),)*
                }
            }
        }
    };
}

// name, what is left out, when, why
departures! {
    RemovingCreates, Step, met::removing_creates,
        "the engine creates a missing item for an update that only removes or deletes; the service does not";
    NestedRemovalFromMissing, Step, met::nested_removal_from_missing,
        "the engine refuses a nested REMOVE or DELETE on a missing item that the same update creates; removing from a \
         missing item is silently nothing";
    OldOfCreated, Attributes, met::old_of_created,
        "asked for the old item of one that the update created, the engine returns its key; the service nothing";
    UpdatedElements, Attributes, met::updated_elements,
        "asked for the updated elements of a list, the engine returns the whole list and what stands beside it; the \
         service the touched elements alone";
    LongIndexKey, Step, met::long_index_key,
        "the engine lets an update give an index a key that is too long";
    StartWithoutSortKey, Step, met::start_without_sort_key,
        "the engine ignores where a query of a table without a sort key starts; the service does not";
    PagesWithoutSortKey, Following, met::pages_without_sort_key,
        "for the same reason the pages of such a query never end";
    LocalFetch, Step, met::local_fetch,
        "the engine fetches from the table what a local index does not hold for a query of all attributes alone; the \
         service for a projection and a scan too";
    LocalFetchCapacity, Capacity, met::local_fetch_capacity,
        "the engine charges what a local index fetches by the sum of the sizes; the service item by item";
    LocalScanCapacity, CapacityParts, met::local_scan_capacity,
        "the engine charges a scan of a local index to the table; the service, and the engine for a query, to the index";
    KeysOfProjectedGets, Keys, met::projected_gets,
        "the engine adds the key to what a transaction's projected read finds; the service does not";
    ReasonsBesideFault, Reasons, met::only_in_outcome,
        "where an action of a transaction does not fit, the engine lists the other actions' reasons too; by the \
         service's documentation a fault is reported alone";
    UncheckedRule, Engine, met::only_in_outcome,
        "the engine does not check that a global index holds what is read, that a start is no empty or long key, that \
         an index's key is not too long, nor that a transaction leaves keys alone";
    SegmentOfStart, Step, met::segment_of_start,
        "left open by the service: which segment of a scan a made-up start key lies in";
    TwoFaults, Reasons, met::only_in_outcome,
        "left open by the service: which of two faults is reported. The DynamoDB backend finds what does not fit a \
         known table without asking; the engine then looks at the token; the memory backend at the tables first";
    EmptyProjectedGets, EmptyItems, met::projected_gets,
        "not settled here: where a transaction's projected read names nothing that the item has, the engine gives no \
         item, and says that the service does so; the memory backend gives an item without attributes";
    EmptyKeyInTransaction, Refusal, met::empty_key_in_transaction,
        "not settled here: the engine refuses a transaction with an empty index key outright, and says that the \
         service does so; the memory backend gives the reason of a cancellation";
}

/// What is left out because of a departure.
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
    /// What the engine says where it is asked without the checks before it.
    Engine,
}

/// How often each departure was met.
pub(super) type Tally = BTreeMap<Departure, usize>;

/// Rules that the engine does not check of pages.
const UNCHECKED_OF_PAGES: &[Rule] = &[Rule::NotProjected, Rule::KeyEmpty, Rule::KeyTooLong];
/// Rules that it does not check in transactions: the stored item is corrupt then.
const UNCHECKED_IN_TRANSACTIONS: &[Rule] = &[Rule::UpdateOfKey, Rule::KeyTooLong];
/// Rules that it does not check of other requests, where they are about the keys of indexes.
const UNCHECKED: &[Rule] = &[Rule::KeyTooLong];

impl Departure {
    /// The departures that a request meets.
    pub(super) fn met(request: &Request, tables: &Tables, before: &Before) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|departure| departure.is_met(request, tables, before)).collect()
    }

    /// Whether some departures leave something out.
    pub(super) fn leave_out(met: &[Self], treatment: Treatment) -> bool {
        met.iter().any(|departure| departure.treatment() == treatment)
    }

    /// The departure that a refusal stands for: a rule that the engine does not check by itself.
    pub(super) fn unchecked(request: &Request, error: &Error) -> Option<Self> {
        let reasons = match error {
            Error::TransactionCancelled { reasons } => &reasons[..],
            _ => &[],
        };
        let in_transaction = reasons.iter().filter_map(|reason| Some(reason.invalid.as_ref()?.rule));
        let mut rules = error.rule().into_iter().chain(in_transaction);
        let unchecked = match request {
            Request::Query(_) | Request::Scan(_) => UNCHECKED_OF_PAGES,
            Request::TransactWrite(_) => UNCHECKED_IN_TRANSACTIONS,
            _ => UNCHECKED,
        };
        rules.any(|rule| unchecked.contains(&rule)).then_some(Self::UncheckedRule)
    }
}
