//! How far a batch is.

use std::fmt;

/// How far a batch is, after an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Progress {
    /// How many of those asked for are done.
    pub done: usize,
    /// How many were asked for; `None` for a stream, which does not say.
    pub total: Option<usize>,
    /// The requests that were answered.
    pub requests: usize,
    /// How many reads or writes had to be asked for again, each time counted.
    pub retries: usize,
}

/// Who is told how far a batch is. Most are made by `on_progress`.
#[derive(Default)]
pub struct Observer<'o>(Option<Box<dyn FnMut(Progress) + Send + 'o>>);

impl<'o> Observer<'o> {
    /// Nobody.
    pub const fn none() -> Self {
        Self(None)
    }

    /// A function that is called after each answer.
    pub fn new(observer: impl FnMut(Progress) + Send + 'o) -> Self {
        Self(Some(Box::new(observer)))
    }

    /// Tells it.
    pub fn notice(&mut self, progress: Progress) {
        if let Some(observer) = &mut self.0 {
            observer(progress);
        }
    }
}

impl fmt::Debug for Observer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Observer").field(&self.0.is_some()).finish()
    }
}
