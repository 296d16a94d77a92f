//! Document paths.

use super::Sink;
use twintable::{Path, Step};

pub(super) fn path(sink: &mut Sink<'_>, path: &Path) {
    sink.name(path.attribute());
    for step in path.steps() {
        match step {
            Step::Field(name) => {
                sink.text(".");
                sink.name(name);
            }
            Step::Index(index) => {
                sink.text("[");
                sink.index(*index);
                sink.text("]");
            }
        }
    }
}
