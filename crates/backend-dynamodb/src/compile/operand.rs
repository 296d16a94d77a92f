//! What a condition compares.

use super::{Sink, path::path};
use twintable::expr::Operand;

pub(super) fn operand(sink: &mut Sink<'_>, operand: Operand) {
    match operand {
        Operand::Path(at) => path(sink, &at),
        Operand::Value(constant) => sink.value(constant),
        Operand::Size(at) => {
            sink.text("size(");
            path(sink, &at);
            sink.text(")");
        }
    }
}
