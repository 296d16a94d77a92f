//! Names that differ.

/// So many are compared with each other, which is faster than to sort them.
const FEW: usize = 8;

/// Whether names are few, as most are, and none comes twice. Of more it is not said.
pub(super) fn few_and_distinct<N: PartialEq>(names: impl Iterator<Item = N> + Clone) -> bool {
    let first = names.clone();
    names.enumerate().all(|(at, name)| at < FEW && !first.clone().take(at).any(|other| other == name))
}
