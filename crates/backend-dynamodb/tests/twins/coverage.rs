//! What the generators reach: every node, every option, every kind of error and every event that makes a
//! difference, and every shape of a draft. A new one breaks the build until it has a name, and then the test until it is
//! drawn.

#[deny(clippy::wildcard_enum_match_arm)]
mod shapes;

use super::plans::{on_a_large_stack, runtime};
use super::{history::History, pair::Both, state};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use twintable::{
    CancellationCode, Error, ErrorKind, Item, Rule,
    store::{ItemStore, PutItem},
};
use twintable_memory::MemoryStore;
use twintable_testkit::{
    Outcome, Request,
    coverage::Coverage,
    machine,
    strategy::{self, Plan, Tables},
};

const PLANS: usize = 1800;

const AIMED_PLANS: usize = 300;

/// What plans that are drawn without a look at the items hardly meet.
const EDGES: &[(&str, &str)] = &[
    ("elements of one list", "removes several"),
    ("elements of one list", "removes one and changes others"),
    ("bounds of between", "both are stored"),
    ("bounds of between", "the lower one is stored"),
    ("bounds of between", "the upper one is stored"),
    ("compared with a stored value", "<"),
    ("compared with a stored value", "<="),
    ("compared with a stored value", ">"),
    ("compared with a stored value", ">="),
    ("one of a list", "is stored"),
    ("prefix", "the whole value"),
];

/// Rules that no plan breaks, and why.
const OUT_OF_REACH: &[(Rule, &str)] = &[
    (Rule::NameTooLong, "64 KB of name"),
    (Rule::SubstitutionsTooLarge, "2 MB of names and values"),
    (Rule::TransactionTooLarge, "4 MB"),
    (Rule::TableName, "of tables: see the test of schemas"),
    (Rule::KeyAttributeTwice, "of tables"),
    (Rule::LocalIndexNeedsSortKey, "of tables"),
    (Rule::IndexCount, "of tables"),
    (Rule::IndexNameTwice, "of tables"),
    (Rule::IndexKeyCount, "of tables"),
    (Rule::IndexProjectionCount, "of tables"),
    (Rule::KeyTemplateShape, "of entities: plans are of items"),
    (Rule::KeyPartReserved, "of entities: plans are of items"),
    (Rule::KeyPartSeparator, "of entities: plans are of items"),
    (Rule::KeyPartWidth, "of entities: plans are of items"),
    (Rule::KeyPartType, "of entities: plans are of items"),
    (Rule::KeyPartMissing, "of entities: plans are of items"),
    (Rule::KeyScope, "of entities: plans are of items"),
    (Rule::IndexPartUnknown, "of entities: plans are of items"),
    (Rule::IndexPartComputed, "of entities: plans are of items"),
    (Rule::ManagedAttribute, "of entities: plans are of items"),
    (Rule::RequiredMissing, "of entities: plans are of items"),
    (Rule::VariantUpdate, "of entities: plans are of items"),
    (Rule::NoIndexFits, "of entities: plans are of items"),
    (Rule::TableDiffers, "of entities: plans are of items"),
    (Rule::BatchCheck, "of entities: plans are of items"),
    (Rule::BatchCondition, "of entities: plans are of items"),
    (Rule::CursorScope, "of entities: plans are of items"),
    (Rule::PageWithoutKeys, "of entities: plans are of items"),
    (Rule::ScanDenied, "of entities: plans are of items"),
    (Rule::UniqueComputed, "of entities: plans are of items"),
    (Rule::UniqueTable, "of entities: plans are of items"),
    (Rule::WriterEnded, "of entities: plans are of items"),
    (Rule::ValueEncoding, "of entities: plans are of items"),
    (Rule::Service, "the memory backend names every rule"),
];

#[test]
fn the_generators_reach_everything() {
    on_a_large_stack(|| {
        let (mut runner, plans) = (TestRunner::deterministic(), strategy::plan());
        let (mut reached, runtime) = (Coverage::default(), runtime());
        for _ in 0..PLANS {
            let plan = plans.new_tree(&mut runner).expect("a plan").current();
            shapes::plan(&mut reached, &plan);
            runtime.block_on(play(&plan, |_, request, outcome| {
                reached.request(request, &plan.tables);
                reached.outcome(request, outcome, &plan.tables);
            }));
        }
        println!("{reached}");
        let missing = reached.missing(OUT_OF_REACH);
        assert!(missing.is_empty(), "never drawn: {missing:#?}");
    });
}

#[test]
fn aimed_plans_meet_just_what_is_stored() {
    on_a_large_stack(|| {
        let (mut runner, plans) = (TestRunner::deterministic(), machine::plan(1..=24));
        let (mut reached, runtime) = (Coverage::default(), runtime());
        for _ in 0..AIMED_PLANS {
            let plan = plans.new_tree(&mut runner).expect("a plan").current();
            runtime.block_on(play(&plan, |stored, request, _| reached.edges(request, stored)));
        }
        println!("{reached}");
        let any_rule: Vec<_> = Rule::ALL.iter().map(|rule| (*rule, "of requests alone")).collect();
        let missing = reached.missing(&any_rule);
        assert!(missing.is_empty(), "never drawn: {missing:#?}");
        for (group, name) in EDGES {
            let count = reached.count(group, name);
            assert!(count >= AIMED_PLANS / 20, "{group}: {name}: {count} times in {AIMED_PLANS} plans");
        }
    });
}

/// The kinds of errors and reasons that a plan can meet in the memory backend.
fn has_a_cause(error: &Error) {
    let kind = error.kind();
    let known = matches!(
        kind,
        ErrorKind::ConditionFailed
            | ErrorKind::TransactionCancelled
            | ErrorKind::IdempotencyMismatch
            | ErrorKind::TableNotFound
            | ErrorKind::InvalidRequest
            | ErrorKind::ItemTooLarge
    );
    assert!(known, "the memory backend gave an error that it has no cause for: {kind:?}");
    let Error::TransactionCancelled { reasons } = error else { return };
    for reason in reasons {
        let known = matches!(
            reason.code,
            CancellationCode::None
                | CancellationCode::ConditionalCheckFailed
                | CancellationCode::ValidationError
        );
        assert!(known, "the memory backend gave a reason that it has no cause for: {reason:?}");
    }
}

/// Plays a plan on the memory backend alone, and shows each request with what its table held before and its outcome.
async fn play(plan: &Plan, mut show: impl FnMut(&[Item], &Request, &Result<Outcome, Error>)) {
    let Tables { main, other } = &plan.tables;
    let store = MemoryStore::with_tables([main.clone(), other.clone()]).expect("valid tables");
    for draft in &plan.seed {
        let put = PutItem::new(main.name.clone(), draft.item(main));
        store.put_item(put).await.expect("a valid item");
    }
    let mut history = History::default();
    for step in &plan.steps {
        let Some(Both { memory: request, engine: _ }) = history.requests(step, &plan.tables) else {
            continue;
        };
        let schema = if request.tables().contains(&&*other.name) { other } else { main };
        let stored = state::items(&store, schema).await;
        let outcome = request.clone().send(&store).await;
        show(&stored, &request, &outcome);
        if let Err(error) = &outcome {
            has_a_cause(error);
        }
        history.made(request.clone());
        if let Ok(Outcome::Page(page)) = outcome {
            history.page(request, Both::alike(page.last_evaluated_key));
        }
    }
}
