//! Reads.

use super::{
    Ground, cases,
    entities::{Marked, Plain},
    options, plan,
};
use proptest::{collection, prelude::*};
use twintable::{batch::BatchError, prelude::*};

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn what_is_read_is_what_is_there(
        present in collection::btree_set(0_u32..300, 0..60),
        asked in collection::vec(0_u32..300, 0..400),
        options in options(),
        plan in plan(),
    ) {
        let present: Vec<_> = present.into_iter().collect();
        let ground = Ground::<Plain>::new(&present, plan);
        let stored = ground.stored();
        let key = |id: &u32| Plain::new(*id, 0).primary_key();
        let expected = |id: &u32| stored.get(id).map(|mark| Plain::new(*id, *mark));
        let read = ground.all.get_many(asked.iter().map(key));
        match read.concurrency(options.concurrency).patience(options.patience).wait() {
            Ok(found) => prop_assert_eq!(found, asked.iter().map(expected).collect::<Vec<_>>()),
            Err(BatchError { done, not_done, unknown, cause: _ }) => {
                prop_assert!(unknown.is_empty() && !not_done.is_empty());
                let (mut done, mut not_done) = (done.into_iter().peekable(), not_done.into_iter().peekable());
                // Each is told once, in the order asked, and what is told is so.
                for id in &asked {
                    if let Some((_, found)) = done.next_if(|(of, _)| *of == key(id)) {
                        prop_assert_eq!(found, expected(id));
                    } else {
                        prop_assert!(not_done.next_if(|not_done| not_done.what == key(id)).is_some());
                    }
                }
                prop_assert!(done.next().is_none() && not_done.next().is_none());
            }
        }
    }
}
