//! The history checker: every anomaly that it is for is found, and nothing else is.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "history/anomalies.rs"]
mod anomalies;
#[path = "history/oracle.rs"]
mod oracle;
#[path = "history/serial.rs"]
mod serial;
#[path = "history/size.rs"]
mod size;

use twintable_testkit::history::{Access, Call, Ending};

/// A call that happened between two times.
fn call(name: &str, (began, returned): (u64, u64), accesses: &[Access]) -> Call {
    Call {
        name: name.into(),
        began,
        returned: Some(returned),
        ending: Ending::Done,
        accesses: accesses.into(),
    }
}

/// A call that began and whose outcome is not known.
fn unknown(name: &str, began: u64, accesses: &[Access]) -> Call {
    Call { ending: Ending::Unknown, returned: None, ..call(name, (began, began), accesses) }
}

/// A call that failed.
fn failed(name: &str, times: (u64, u64), accesses: &[Access]) -> Call {
    Call { ending: Ending::NotDone, ..call(name, times, accesses) }
}

fn read(register: &str, version: u64) -> Access {
    Access::read(register, version)
}

fn replaced(register: &str, from: u64, to: u64) -> Access {
    Access::replaced(register, from, to)
}
