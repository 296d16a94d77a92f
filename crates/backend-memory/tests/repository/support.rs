//! What the tests of all themes share.

use super::Store;
use std::{
    fmt::Debug,
    future::{IntoFuture, poll_fn},
    pin::pin,
    thread,
    time::Duration,
};
use twintable::{Entity, Error, ErrorKind, Item, Key, Rule, repository::RepositoryExt, store::Clock};
use twintable_testkit::ManualClock;

/// Waits for one operation, without a runtime around it.
pub(crate) fn wait<F: IntoFuture>(operation: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(operation.into_future())
}

/// Runs something while a clock goes on, a tenth of a second at a time. Says how long it took.
pub(crate) async fn timed<T>(clock: &ManualClock, work: impl Future<Output = T>) -> (T, Duration) {
    let begin = clock.now();
    let mut work = pin!(work);
    let outcome = poll_fn(|context| {
        let polled = work.as_mut().poll(context);
        if polled.is_pending() {
            clock.advance(Duration::from_millis(100));
            context.waker().wake_by_ref();
        }
        polled
    });
    (outcome.await, clock.now().duration_since(begin).unwrap())
}

/// Does something on another thread: what waits inside an operation that is waited for.
pub(crate) fn meanwhile<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    thread::scope(|scope| scope.spawn(work).join().unwrap())
}

/// The outcome that a refused operation had.
pub(crate) fn kind<T: Debug>(result: Result<T, Error>) -> ErrorKind {
    result.unwrap_err().kind()
}

/// The rule that a refused operation broke.
pub(crate) fn rule<T: Debug>(result: Result<T, Error>) -> Option<Rule> {
    result.unwrap_err().rule()
}

/// The whole item under the key of an entity, as it is stored.
pub(crate) fn stored<T: Entity>(store: &Store, key: Key<T>) -> Option<Item> {
    let items = store.items(T::schema().clone());
    wait(items.get(Key::new(key.into_primary_key().unwrap())).consistent()).unwrap()
}

/// Declares the table or an index of an entity as a type, which holds all attributes unless it says otherwise.
macro_rules! index {
    ($visibility:vis $index:ident of $entity:ty: $name:expr) => {
        index!($visibility $index of $entity, without all: $name);

        impl twintable::Covers for $index {}
    };
    ($visibility:vis $index:ident of $entity:ty, without all: $name:expr) => {
        #[derive(Debug)]
        $visibility enum $index {}

        impl twintable::Index for $index {
            type Entity = $entity;
            const NAME: Option<&'static str> = $name;
        }
    };
}
pub(crate) use index;

/// Declares an enum of entities, as a derive would write it.
macro_rules! variants {
    ($(#[$doc:meta])* $of:ident = $name:literal: $($variant:ident)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        enum $of {
            $($variant($variant),)*
        }

        impl Entity for $of {
            const NAME: &'static str = $name;
            const HAS_SCOPE: bool = false $(|| <$variant as Entity>::HAS_SCOPE)*;

            fn layout() -> &'static Layout {
                static LAYOUT: LazyLock<Layout> =
                    LazyLock::new(|| Layout::of_variants($name, vec![$($variant::layout()),*]));
                &LAYOUT
            }

            fn layout_of(&self) -> &'static Layout {
                match self {
                    $(Self::$variant(entity) => entity.layout_of(),)*
                }
            }

            fn primary_key(&self) -> Key<Self> {
                match self {
                    $(Self::$variant(entity) => entity.primary_key().lifted(),)*
                }
            }

            fn to_item(&self) -> Result<Item, Error> {
                match self {
                    $(Self::$variant(entity) => entity.to_item(),)*
                }
            }

            fn from_item(item: &Item) -> Result<Self, Error> {
                $(
                    if $variant::layout().is_type_of(item) {
                        return $variant::from_item(item).map(Self::$variant);
                    }
                )*
                Err(Self::layout().wrong_type(item))
            }

            fn version(&self) -> Option<u64> {
                match self {
                    $(Self::$variant(entity) => entity.version(),)*
                }
            }
        }

        $(
            impl twintable::Includes<$variant> for $of {
                fn lift(filter: Filter<$variant>) -> Filter<Self> {
                    filter.of_variant()
                }
            }
        )*
    };
}
pub(crate) use variants;
