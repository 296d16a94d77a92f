//! The contract on stores that are not one of the backends: the model, which is as simple as a store can be, and the
//! decorators before the memory backend, which nobody can tell from it while they do nothing.
//!
//! The modules have no prelude: what the macro makes needs nothing in scope, neither a name of the standard library
//! nor a crate. In one of them `test` is another attribute, as after `use tokio::test`.

use std::sync::Arc;
use twintable_memory::MemoryStore;
use twintable_testkit::{
    contract::Ground,
    faults::{FaultPlan, FaultStore, Rates},
    model::ModelStore,
    recording::RecordingStore,
};

fn model() -> Ground {
    Ground::new(ModelStore::new())
}

fn recording() -> Ground {
    let memory = Arc::new(MemoryStore::new());
    Ground::of(Arc::new(RecordingStore::new(memory.clone())), memory)
}

fn without_faults() -> Ground {
    let memory = Arc::new(MemoryStore::new());
    // One without rules, and one that draws and finds that nothing happens.
    let store = FaultStore::new(memory.clone(), FaultPlan::new());
    let store = FaultStore::new(Arc::new(store), FaultPlan::seeded(1, Rates::default()));
    Ground::of(Arc::new(store), memory)
}

#[no_implicit_prelude]
mod on_the_model {
    #[expect(unused_imports, reason = "what the macro makes does not take it for its own")]
    use ::core::prelude::v1::derive as test;

    ::twintable_testkit::contract_tests!(crate::model);
}

#[no_implicit_prelude]
mod while_recording {
    ::twintable_testkit::contract_tests!(crate::recording);
}

#[no_implicit_prelude]
mod before_faults_that_do_not_happen {
    ::twintable_testkit::contract_tests!(crate::without_faults);
}
