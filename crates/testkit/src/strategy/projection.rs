//! Projections.

use super::path::path;
use proptest::{collection, prelude::*};
use twintable::{Path, expr::Projection, path as to};

/// Those of some paths that lead to different places, the first ones first.
pub(super) fn apart<T>(drawn: Vec<T>, path_of: impl Fn(&T) -> &Path) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for one in drawn {
        let paths = kept.iter().map(&path_of).chain([path_of(&one)]).cloned();
        if Projection::of(paths).validate().is_ok() {
            kept.push(one);
        }
    }
    kept
}

/// A projection to paths that lead to different places.
pub fn valid_projection() -> BoxedStrategy<Projection> {
    (path(), collection::vec(path(), 0..4))
        .prop_map(|(first, mut rest)| {
            rest.insert(0, first);
            Projection { paths: apart(rest, |path| path) }
        })
        .boxed()
}

/// A projection that breaks a rule.
pub fn invalid_projection() -> BoxedStrategy<Projection> {
    prop_oneof![
        Just(Projection::default()),
        path().prop_map(|path| Projection::of([path.clone(), path])),
        path().prop_map(|path| Projection::of([path.clone().field("n"), path])),
        path().prop_map(|path| Projection::of([path.clone().field("n"), path.index(0)])),
        Just(Projection::of([to("s"), to("")])),
        Just(Projection::of([(0..40).fold(to("m"), |path, _| path.field("m"))])),
        Just(Projection::of((0..700).map(|index| to("l").index(index)))),
    ]
    .boxed()
}

/// A projection, mostly valid.
pub fn projection() -> BoxedStrategy<Projection> {
    prop_oneof![24 => valid_projection(), 1 => invalid_projection()].boxed()
}
