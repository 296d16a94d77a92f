//! Projections.

use super::{Sink, path::path};
use twintable::{Error, Rule, expr::Projection};

pub(crate) fn projection(sink: &mut Sink<'_>, projection: &Projection) {
    let Projection { paths } = projection;
    if paths.is_empty() {
        return sink.fail(Error::invalid(Rule::EmptyProjection));
    }
    sink.separated(",", paths, path);
}
