//! What the generators reach: every node, every option, every kind of error and every event that makes a
//! difference. A new node breaks the build here until it has a name, and then the test until it is drawn.

mod events;
#[deny(clippy::wildcard_enum_match_arm)]
mod nodes;
#[deny(clippy::wildcard_enum_match_arm)]
mod options;
mod reached;
#[deny(clippy::wildcard_enum_match_arm)]
mod shapes;

use super::plans::{on_a_large_stack, runtime};
use super::{history::History, pair::Both};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use reached::Reached;
use twintable::store::{ItemStore, PutItem};
use twintable_memory::MemoryStore;
use twintable_testkit::{
    Outcome,
    strategy::{self, Plan},
};

const PLANS: usize = 1800;

#[test]
fn the_generators_reach_everything() {
    on_a_large_stack(|| {
        let (mut runner, plans) = (TestRunner::deterministic(), strategy::plan());
        let (mut reached, runtime) = (Reached::default(), runtime());
        for _ in 0..PLANS {
            let plan = plans.new_tree(&mut runner).expect("a plan").current();
            shapes::plan(&mut reached, &plan);
            runtime.block_on(play(&mut reached, &plan));
        }
        reached.rules();
        println!("{reached}");
        let missing = reached.missing();
        assert!(missing.is_empty(), "never drawn: {missing:#?}");
    });
}

/// Plays a plan on the memory backend alone.
async fn play(reached: &mut Reached, plan: &Plan) {
    let tables = [plan.tables.main.clone(), plan.tables.other.clone()];
    let store = MemoryStore::with_tables(tables).expect("valid tables");
    for draft in &plan.seed {
        let put = PutItem::new(plan.tables.main.name.clone(), draft.item(&plan.tables.main));
        store.put_item(put).await.expect("a valid item");
    }
    let mut history = History::default();
    for step in &plan.steps {
        let Some(Both { memory: request, engine: _ }) = history.requests(step, &plan.tables) else {
            continue;
        };
        options::request(reached, &request, &plan.tables);
        let outcome = request.clone().send(&store).await;
        events::outcome(reached, &request, &outcome, &plan.tables);
        history.made(request.clone());
        if let Ok(Outcome::Page(page)) = outcome {
            history.page(request, Both::alike(page.last_evaluated_key));
        }
    }
}
