//! Entities that are pushed one by one.

use super::*;
use std::{future::poll_fn, pin::pin, task::Poll};

#[test]
fn what_is_pushed_is_written_in_full_requests() {
    let ground = Ground::new(FaultPlan::new());
    let written = wait(async {
        let mut writer = ground.all.writer();
        for order in orders(0..130) {
            writer.push(order).await.unwrap();
        }
        writer.finish().await
    });
    assert_eq!((written.unwrap(), ground.totals().len()), (130, 130));
    assert_eq!(ground.sizes(), [25, 25, 25, 25, 25, 5]);
}

#[test]
fn a_writer_that_got_nothing_has_written_nothing() {
    let ground = Ground::<Order>::new(FaultPlan::new());
    assert_eq!(wait(ground.all.writer().finish()).unwrap(), 0);
    assert!(ground.sizes().is_empty());
}

#[test]
fn a_push_waits_where_there_is_no_room() {
    let ground = Ground::new(FaultPlan::new().with(Fault::SlowAnswer(Duration::from_millis(50)).anywhere()));
    wait(async {
        let mut writer = ground.all.writer().concurrency(2);
        // Fifty fit, and one more on its way.
        for order in orders(0..51) {
            let mut push = pin!(writer.push(order));
            poll_fn(|context| match push.as_mut().poll(context) {
                Poll::Ready(pushed) => Poll::Ready(pushed.unwrap()),
                Poll::Pending => unreachable!("there is room"),
            })
            .await;
        }
        {
            let mut next = pin!(writer.push(order(51)));
            poll_fn(|context| {
                assert!(next.as_mut().poll(context).is_pending(), "there is no room");
                Poll::Ready(())
            })
            .await;
            next.await.unwrap();
        }
        assert_eq!(writer.finish().await.unwrap(), 52);
    });
    assert_eq!((ground.record.max_in_flight(), ground.totals().len()), (2, 52));
}

#[test]
fn a_failed_push_says_all_that_was_pushed() {
    let ground = Ground::new(FaultPlan::new().with(Fault::Throttled.anywhere().starting_at(3)));
    let mut pushed = 0;
    let error = wait(async {
        let mut writer = ground.all.writer().concurrency(1);
        loop {
            pushed += 1;
            if let Err(error) = writer.push(order(pushed - 1)).await {
                let after = writer.push(order(1000)).await.unwrap_err();
                assert_eq!(after.cause.rule(), Some(Rule::WriterEnded));
                assert_eq!(after.into_rest(), [order(1000)]);
                assert_eq!(writer.finish().await.unwrap_err().cause.rule(), Some(Rule::WriterEnded));
                return error;
            }
        }
    });
    assert_eq!((error.cause.kind(), error.done), (ErrorKind::Throttled, 50));
    let [_, not_done, unknown] = parts(&error, |_| Vec::new());
    assert_eq!((not_done, unknown), ((50..pushed).collect(), vec![]));
}

#[test]
fn finish_says_what_failed_last() {
    let ground = Ground::new(FaultPlan::new().with(Fault::TimedOutAfter.anywhere()));
    let error = wait(async {
        let mut writer = ground.all.writer();
        for order in orders(0..20) {
            writer.push(order).await.unwrap();
        }
        writer.finish().await.unwrap_err()
    });
    assert_eq!((error.done, error.not_done.len()), (0, 0));
    assert_eq!(parts(&error, |_| Vec::new())[2], (0..20).collect::<Vec<_>>());
}

#[test]
fn it_goes_on_after_single_failures_on_request() {
    let ground = Ground::new(FaultPlan::new());
    let error = wait(async {
        let mut writer = ground.all.writer().keep_going();
        for order in orders(0..30) {
            writer.push(Order { total: order.total - 10, ..order }).await.unwrap();
        }
        writer.finish().await.unwrap_err()
    });
    assert_eq!((error.done, error.cause.kind()), (29, ErrorKind::ValidationFailed));
    assert_eq!(error.not_done[0].what.id, 0);
}
