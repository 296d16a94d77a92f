//! Several clones of a repository, on as many threads.

use super::{
    club::{Desk, Member, VALUES, club},
    schedule::Dice,
    state::state,
    steps::Step,
};
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};
use twintable::{TableUnitOfWork, prelude::*, store::ItemStore};
use twintable_testkit::faults::{FaultPlan, FaultStore, Rates};

const THREADS: u8 = 6;
const STEPS: usize = if cfg!(debug_assertions) { 150 } else { 1_500 };

/// Some step of a member's.
fn draw(dice: &mut Dice) -> Step {
    let mut one_of = |count: u8| u8::try_from(dice.below(usize::from(count))).unwrap();
    let (kind, id, email, badge) = (one_of(8), one_of(THREADS), one_of(VALUES), one_of(VALUES));
    let member = super::club::member(id, email, (badge > 0).then_some(badge));
    match kind {
        0 | 1 => Step::Create(member),
        2 => Step::Put(member),
        3 => Step::Rename(id, email),
        4 => Step::SetBadge(id, member.badge),
        5 => Step::Upsert(member),
        6 => Step::PutVisitor(id),
        _ => Step::Delete(id),
    }
}

#[test]
fn clones_on_several_threads_never_share_a_value() {
    let store = club();
    let rates = Rates { longest_wait: std::time::Duration::ZERO, ..Rates::passing(0.05) };
    let faulty = FaultStore::new(Arc::new(store.clone()), FaultPlan::seeded(7, rates));
    let desk = Desk::new(&(Arc::new(faulty) as Arc<dyn ItemStore>), &store);
    let is_over = AtomicBool::new(false);
    let looks = thread::scope(|scope| {
        let looking = scope.spawn(|| {
            let unit = TableUnitOfWork::new(Arc::new(store.clone()));
            let mut looks = 0;
            while !is_over.load(Ordering::Relaxed) {
                let keys: Vec<Key<super::club::Guest>> =
                    (0..THREADS).map(|id| Member::key(id).lifted()).collect();
                let guests = unit.read_together(keys).wait().unwrap();
                let members = guests.into_iter().flatten().filter_map(|guest| match guest {
                    super::club::Guest::Member(member) => Some(member),
                    super::club::Guest::Visitor(_) => None,
                });
                let mut emails = BTreeSet::new();
                assert!(members.map(|member| member.email).all(|email| emails.insert(email)));
                looks += 1;
            }
            looks
        });
        let writers: Vec<_> = (0..THREADS)
            .map(|number| {
                let desk = desk.clone();
                scope.spawn(move || {
                    let mut dice = Dice(u64::from(number));
                    for _ in 0..STEPS {
                        let step = draw(&mut dice);
                        if let Some(kind) = step.run(&desk).wait().kind {
                            assert!(step.can_end(kind), "{step:?} ended with {kind:?}");
                        }
                    }
                })
            })
            .collect();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        is_over.store(true, Ordering::Relaxed);
        looking.join().unwrap()
    });
    assert!(looks > 0);
    let end = state(&store);
    end.check();
    end.check_no_orphan();
}
