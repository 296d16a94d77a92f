//! Document paths, and sets of them.

use super::distinct::few_and_distinct;
use crate::{Error, MAX_DEPTH, Path, Rule, path::Relation};

/// Checks one path: no empty name, not too many steps.
pub(super) fn one(path: &Path) -> Result<(), Error> {
    if path.names().any(str::is_empty) {
        return Err(Error::invalid_at(Rule::EmptyName, path.clone()));
    }
    if path.steps().len() >= MAX_DEPTH {
        return Err(Error::invalid_at(Rule::PathTooDeep, path.clone()));
    }
    Ok(())
}

/// Checks that paths lead to different places, whatever the item.
pub(super) fn apart<'p>(paths: impl Iterator<Item = &'p Path> + Clone) -> Result<(), Error> {
    if few_and_distinct(paths.clone().map(Path::attribute)) {
        return Ok(());
    }
    let mut sorted: Vec<_> = paths.collect();
    sorted.sort_unstable();
    // A path and what lies inside it are neighbours in this order, and so are two that take the same value
    // for different things: the fields and the indexes below one prefix stand in two runs that meet.
    for pair in sorted.windows(2) {
        let [first, second] = pair else { continue };
        match first.relation(second) {
            Relation::Apart => {}
            Relation::Overlap => return Err(Error::invalid_at(Rule::OverlappingPaths, (*second).clone())),
            Relation::Conflict => return Err(Error::invalid_at(Rule::ConflictingPaths, (*second).clone())),
        }
    }
    Ok(())
}
