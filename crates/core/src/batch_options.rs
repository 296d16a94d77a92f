//! What can be said of every batch: written once, for the operations that are one.

/// The methods of an operation that has a `request` with `options`, and an `observer`.
macro_rules! batch_options {
    () => {
        /// Sends at most this many requests at a time: [`BatchOptions::CONCURRENCY`](crate::batch::BatchOptions::CONCURRENCY)
        /// unless it is said. 0 counts as 1.
        pub const fn concurrency(mut self, requests: usize) -> Self {
            self.request.options.concurrency = requests;
            self
        }

        /// Ends after this time, by the repository's or the unit of work's timer, with what is done by then. What is in flight at that
        /// moment is dropped: a write in it is unknown. Unless it is said there is no such time.
        pub const fn deadline(mut self, deadline: std::time::Duration) -> Self {
            self.request.options.deadline = Some(deadline);
            self
        }

        /// Gives up what the service leaves unprocessed once the pauses without any progress add up to this:
        /// [`BatchOptions::PATIENCE`](crate::batch::BatchOptions::PATIENCE) unless it is said.
        pub const fn patience(mut self, patience: std::time::Duration) -> Self {
            self.request.options.patience = patience;
            self
        }

        /// Calls a function after each answer with how far it is.
        pub fn on_progress(mut self, observer: impl FnMut(crate::batch::Progress) + Send + 'r) -> Self {
            self.observer = crate::batch::Observer::new(observer);
            self
        }
    };
}

/// The methods of an operation whose `request` is a list of writes.
macro_rules! batch_write_options {
    () => {
        /// Says what happens where a key is repeated: the last wins, unless it is said.
        pub const fn repeated(mut self, repeated: crate::batch::Repeated) -> Self {
            self.request.repeated = repeated;
            self
        }

        batch_only!();
    };
}

/// The method of an operation whose `request` may be kept to batches.
macro_rules! batch_only {
    () => {
        /// Refuses what cannot be part of a batch write, since it has a condition: entities with a version or a unique
        /// field, and creates. Each would be a request of its own. The rule is
        /// [`Rule::BatchCondition`](crate::Rule::BatchCondition).
        pub const fn batch_only(mut self) -> Self {
            self.request.batch_only = true;
            self
        }
    };
}
