//! How often a call allocates.

use super::{
    calls::{Operation, runtime},
    peer::Peer,
    stub::{Stub, answers},
};

/// Calls that are counted.
const CALLS: u32 = 32;

/// Allocations of one call, once the client is warm.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
pub fn of_call<P: Peer>(operation: Operation) -> f64 {
    let runtime = runtime();
    let peer = P::new(Stub::Answers(answers()).client());
    let calls = |inputs: Vec<_>| {
        runtime.block_on(async {
            for input in inputs {
                operation.call::<P>(&peer, input).await;
            }
        });
    };
    let inputs = || (0..CALLS).map(|_| operation.input()).collect();
    calls(inputs());
    let inputs = inputs();
    allocation_counter::measure(|| calls(inputs)).count_total as f64 / f64::from(CALLS)
}
