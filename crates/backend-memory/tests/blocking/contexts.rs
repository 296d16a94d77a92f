//! Where a blocking call can be made.

use crate::{
    shop::{get, is_there, put},
    with_store,
};
use futures::{executor, future, stream, task::LocalSpawnExt};
use std::{collections::BTreeSet, thread};
use tokio::{runtime, task};
use twintable::{
    Error, Wait, WaitEach,
    store::{ItemStore, Scan},
};

fn one_thread() -> runtime::Runtime {
    runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

fn workers(count: usize) -> runtime::Runtime {
    runtime::Builder::new_multi_thread().worker_threads(count).enable_all().build().unwrap()
}

#[test]
fn a_thread_without_a_runtime() {
    with_store(|store| {
        assert!(is_there(store.get_item(get()).wait()));
        assert!(is_there(store.get_item(get()).wait()));
    });
}

#[test]
fn a_task_on_a_runtime_s_only_thread_after_a_call_that_left_a_connection() {
    with_store(|store| {
        one_thread().block_on(async {
            assert!(is_there(store.get_item(get()).await));
            assert!(is_there(store.get_item(get()).wait()));
            assert!(is_there(store.get_item(get()).await));
            assert!(is_there(store.get_item(get()).wait()));
        });
    });
}

#[test]
fn a_task_on_a_runtime_s_only_thread_while_another_call_is_under_way() {
    with_store(|store| {
        one_thread().block_on(async {
            let other = task::spawn({
                let store = store.clone();
                async move { store.get_item(get()).await }
            });
            task::yield_now().await;
            assert!(is_there(store.get_item(get()).wait()));
            assert!(is_there(other.await.unwrap()));
        });
    });
}

#[test]
fn all_workers_of_a_runtime_at_once() {
    for count in [1, 2] {
        with_store(move |store| {
            let runtime = workers(count);
            let calls = (0..8).map(|_| {
                let store = store.clone();
                runtime.spawn(async move {
                    assert!(is_there(store.get_item(get()).await));
                    store.get_item(get()).wait()
                })
            });
            let calls = calls.collect::<Vec<_>>();
            for call in calls {
                assert!(is_there(runtime.block_on(call).unwrap()));
            }
        });
    }
}

#[test]
fn a_thread_for_blocking_work() {
    with_store(|store| {
        one_thread().block_on(async {
            assert!(is_there(store.get_item(get()).await));
            let call = task::spawn_blocking({
                let store = store.clone();
                move || store.get_item(get()).wait()
            });
            assert!(is_there(call.await.unwrap()));
        });
        workers(1).block_on(async {
            let call = task::spawn(async move { task::block_in_place(|| store.get_item(get()).wait()) });
            assert!(is_there(call.await.unwrap()));
        });
    });
}

#[test]
fn many_threads_at_once() {
    with_store(|store| {
        thread::scope(|scope| {
            for writer in 0..64 {
                let store = &store;
                scope.spawn(move || {
                    for number in 0..5 {
                        store.put_item(put(&format!("{writer}/{number}"))).wait().unwrap();
                    }
                });
            }
        });
        assert_eq!(store.scan(Scan::new("shop")).wait().unwrap().count, 64 * 5 + 1);
    });
}

#[test]
fn inside_another_executor() {
    with_store(|store| {
        executor::block_on(async { assert!(is_there(store.get_item(get()).wait())) });
    });
}

#[test]
fn inside_a_task_that_is_waited_for() {
    with_store(|store| {
        let nested = async {
            assert!(is_there(store.get_item(get()).await));
            assert!(is_there(store.get_item(get()).wait()));
            async { store.get_item(get()).wait() }.wait()
        };
        assert!(is_there(nested.wait()));
    });
}

#[test]
fn beside_a_call_that_the_same_thread_has_to_poll() {
    with_store(|store| {
        // The first call is under way, and nobody polls it while the second one blocks.
        let both = || future::join(store.get_item(get()), async { store.get_item(get()).wait() });
        let (polled, waited) = both().wait();
        assert!(is_there(polled) && is_there(waited));
        let (polled, waited) = one_thread().block_on(both());
        assert!(is_there(polled) && is_there(waited));
        let (polled, waited) = executor::block_on(both());
        assert!(is_there(polled) && is_there(waited));
    });
}

#[test]
fn a_call_without_a_runtime_that_does_not_block() {
    with_store(|store| {
        assert!(is_there(executor::block_on(store.get_item(get()))));
        let mut pool = executor::LocalPool::new();
        for _ in 0..3 {
            let store = store.clone();
            pool.spawner()
                .spawn_local(async move { assert!(is_there(store.get_item(get()).await)) })
                .unwrap();
        }
        pool.run();
    });
}

#[test]
fn a_runtime_without_its_drivers() {
    with_store(|store| {
        let runtime = runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async { assert!(is_there(store.get_item(get()).wait())) });
    });
}

#[test]
fn pages_of_a_stream() {
    with_store(|store| {
        let keys: BTreeSet<_> = (0..10).map(|number| number.to_string()).collect();
        for key in &keys {
            store.put_item(put(key)).wait().unwrap();
        }
        let store = &store;
        let pages = stream::try_unfold(Some(None), |start| async move {
            let Some(start) = start else { return Ok::<_, Error>(None) };
            let page =
                store.scan(Scan { limit: Some(3), exclusive_start_key: start, ..Scan::new("shop") }).await?;
            Ok(Some((page.items, page.last_evaluated_key.map(Some))))
        });
        let pages = pages.wait_each().collect::<Result<Vec<_>, _>>().unwrap();
        assert!(pages.len() >= 4);
        assert_eq!(pages.iter().flatten().count(), 11);
    });
}

#[test]
fn a_store_is_dropped_inside_a_runtime_and_outside() {
    with_store(|store| {
        assert!(is_there(store.get_item(get()).wait()));
        let kept = store.clone();
        one_thread().block_on(async move {
            assert!(is_there(store.get_item(get()).wait()));
            drop(store);
        });
        assert!(is_there(kept.get_item(get()).wait()));
        workers(1).block_on(async move { drop(kept) });
    });
}
