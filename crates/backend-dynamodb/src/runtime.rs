//! A runtime on a thread of its own, for calls that have no runtime to run on.
//!
//! Such a call runs on that thread from its beginning to its end, not only its connections: whatever several calls wait
//! for together, such as credentials that one of them loads, goes on while their callers' threads are parked.

use crate::error;
use std::{
    convert::Infallible,
    fmt, io, panic,
    pin::Pin,
    sync::{Mutex, OnceLock, PoisonError},
    thread::{self, ThreadId},
};
use tokio::{
    runtime::{Builder, Handle, Runtime},
    sync::oneshot,
    task::JoinHandle,
};
use twintable::Error;

/// A runtime thread that starts when it is first needed, and ends when this is dropped.
#[derive(Debug, Default)]
pub(crate) struct OwnRuntime {
    thread: OnceLock<RuntimeThread>,
    starting: Mutex<()>,
}

impl OwnRuntime {
    /// Whether the call that asks cannot run in place: its thread blocks, so a runtime that it belongs to may stand
    /// still, or there is none.
    pub(crate) fn is_needed() -> bool {
        twintable::is_blocking() || Handle::try_current().is_err()
    }

    /// Runs a job on the thread, and returns what it returns. Dropping the call drops the job.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        job: Pin<Box<impl Future<Output = T> + Send + 'static>>,
    ) -> Result<T, Error> {
        let thread = self.thread().map_err(error::no_runtime)?;
        if twintable::is_blocking() && thread::current().id() == thread.id {
            return Err(error::own_runtime_blocked());
        }
        let mut task = Task(thread.handle.spawn(job));
        (&mut task.0).await.or_else(|failed| match failed.try_into_panic() {
            Ok(panic) => panic::resume_unwind(panic),
            Err(_) => Err(error::failed("RuntimeEnded", "the store's own runtime ended before the call")),
        })
    }

    fn thread(&self) -> io::Result<&RuntimeThread> {
        if let Some(thread) = self.thread.get() {
            return Ok(thread);
        }
        // One caller starts it; the others wait, and find it.
        let _starting = self.starting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(thread) = self.thread.get() {
            return Ok(thread);
        }
        let started = RuntimeThread::start()?;
        Ok(self.thread.get_or_init(|| started))
    }
}

struct RuntimeThread {
    handle: Handle,
    id: ThreadId,
    /// The thread runs until this is dropped. Nobody waits for its end, so it can be dropped anywhere.
    _stop: oneshot::Sender<Infallible>,
}

impl RuntimeThread {
    fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let runtime = Unattended(Some(runtime));
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new().name("twintable-wait".to_owned());
        let id = thread.spawn(move || runtime.run_until(stopped))?.thread().id();
        Ok(Self { handle, id, _stop: stop })
    }
}

impl fmt::Debug for RuntimeThread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RuntimeThread").field(&self.id).finish()
    }
}

/// A runtime that waits for nothing when it is dropped. Waiting would panic inside another runtime, which is where it
/// is dropped if no thread can be started for it.
struct Unattended(Option<Runtime>);

impl Unattended {
    fn run_until(self, stopped: oneshot::Receiver<Infallible>) {
        if let Some(runtime) = &self.0 {
            // Nothing is sent: the sender is dropped.
            drop(runtime.block_on(stopped));
        }
    }
}

impl Drop for Unattended {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// A task that ends when this is dropped.
struct Task<T>(JoinHandle<T>);

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
