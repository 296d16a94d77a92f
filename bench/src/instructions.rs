//! Instructions instead of time, where time varies more than what is to be told apart.
//!
//! The program starts itself under callgrind for one contestant of one race, twice, with different numbers of times: what is
//! needed to get ready falls out of the difference.

use std::{env, fs, process, process::Command};

/// What callgrind counts.
#[derive(Debug, Clone, Copy)]
pub struct Counts {
    pub instructions: f64,
    /// Blocks of memory that were asked for, or made larger.
    pub allocations: f64,
}

/// What doing the work of a contestant once takes; nothing where there is no callgrind.
pub fn count(race: &str, contestant: &str, times: u32) -> Option<Counts> {
    let few = run(race, contestant, times)?;
    let many = run(race, contestant, times * 3)?;
    let of_one = |few: f64, many: f64| (many - few) / f64::from(times * 2);
    Some(Counts {
        instructions: of_one(few.instructions, many.instructions),
        allocations: of_one(few.allocations, many.allocations),
    })
}

fn run(race: &str, contestant: &str, times: u32) -> Option<Counts> {
    let name = format!("callgrind {race} {contestant} {times} {}", process::id()).replace(' ', "-");
    let file = env::temp_dir().join(name);
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--compress-strings=no"])
        .arg(format!("--callgrind-out-file={}", file.display()))
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
    let profile = fs::read_to_string(&file).ok()?;
    fs::remove_file(&file).ok()?;
    Some(Counts { instructions: collected.trim().parse().ok()?, allocations: allocations(&profile) })
}

/// The calls of the system's allocator in a profile.
fn allocations(profile: &str) -> f64 {
    let is_allocator = |name: &str| ["malloc", "calloc", "realloc", "posix_memalign"].contains(&name);
    let (mut caller, mut callee, mut sum) = ("", "", 0.0);
    for line in profile.lines() {
        if let Some(name) = line.strip_prefix("fn=") {
            caller = name;
        } else if let Some(name) = line.strip_prefix("cfn=") {
            callee = name;
        } else if let Some(calls) = line.strip_prefix("calls=")
            && is_allocator(callee)
            && !is_allocator(caller)
        {
            sum += calls.split(' ').next().and_then(|calls| calls.parse::<f64>().ok()).unwrap_or_default();
        }
    }
    sum
}
