//! Instructions instead of time, where time varies more than what is to be told apart.
//!
//! The program starts itself under callgrind for one contestant of one race, twice, with different numbers of times: what is
//! needed to get ready falls out of the difference.

use std::{env, process::Command};

/// Instructions for doing the work of a contestant once; nothing where there is no callgrind.
pub fn count(race: &str, contestant: &str, times: u32) -> Option<f64> {
    let few = run(race, contestant, times)?;
    let many = run(race, contestant, times * 3)?;
    Some((many - few) / f64::from(times * 2))
}

fn run(race: &str, contestant: &str, times: u32) -> Option<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        // Only what is measured: what inputs are made with is left out.
        .arg("--toggle-collect=*measure*collected*")
        // And left out there: hashing for signatures. A processor has instructions for it, callgrind has none, and what
        // replaces them is a quarter of a call.
        .arg("--toggle-collect=*sha256::soft::unroll::compress*")
        .arg(env::current_exe().ok()?)
        .args(["work", race, contestant, &times.to_string()])
        .output()
        .ok()?;
    let log = String::from_utf8_lossy(&output.stderr);
    let collected = log.lines().find_map(|line| line.split_once("Collected : "))?.1;
    collected.trim().parse().ok()
}
